"""What happened in a case, newest first: steps, meetings, petten, signals, contacts. And the page that shows all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from cases.hats import Hat, Variant
from cases.meeting_terms import MeetingKind
from cases.models import (
    CasePause,
    Contact,
    HatPeriod,
    MeetingReport,
    Scenario,
    SharingDecision,
    StagnationSignal,
    StepNote,
)
from cases.reads import shell
from cases.reads.shell import CaseShell
from cases.record_terms import ContactKind, SharingStatus
from cases.stappenplan import BY_ID, Step
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

EXACTLY_ENOUGH = 8  # on the overview; the page shows all


@dataclass(frozen=True)
class Moment:
    """One thing that happened. kind: step, meeting, hat, event, sharing or planned."""

    kind: str
    day: date
    at: datetime
    exact: str
    title: str
    text: str
    by: str


@dataclass(frozen=True)
class TimelinePage:
    """Everything that this viewer may know of what happened."""

    shell: CaseShell
    moments: tuple[Moment, ...]


@entrance
@transaction.atomic
def open_timeline(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> TimelinePage:
    """The whole timeline of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_timeline")
    return TimelinePage(opened.shell, moments_of(opened))


def moments_of(opened: shell.Opened, most: int | None = None) -> tuple[Moment, ...]:
    """The moments of a case, newest first. For reads among themselves."""
    sources = [_steps(opened), _meetings(opened), _hats(opened), _events(opened)]
    moments = sorted((moment for source in sources for moment in source), key=lambda moment: moment.at, reverse=True)
    return tuple(moments[:most])


def _moment(opened: shell.Opened, kind: str, at: datetime, title: str, text: str = "", by: str = "") -> Moment:
    day = timezone.localdate(at)
    return Moment(kind, day, at, dutch_day(day, today=opened.shell.today), title, text, by)


def _steps(opened: shell.Opened) -> Iterator[Moment]:
    sees_reasons = opened.sees(DataCategory.OPINIONS_PROFESSIONAL)
    notes = {}
    if sees_reasons:
        rows = StepNote.objects.filter(case=opened.case).values_list("number", "reason", "made_at", "does_it_help")
        for number, reason, made_at, helps in rows:
            notes[number] = reason
            if number is None:
                title = _("Teruggekeken: helpt het? %(answer)s") % {"answer": helps.label if helps else ""}
                yield _moment(opened, "event", made_at, title)
    columns = ("number", "move", "from_step", "to_step", "at", "by__name")
    for number, move, source, target, at, by in opened.case.transitions.values_list(*columns):
        title = _("Van %(source)s naar %(target)s") % {"source": Step(source).label, "target": Step(target).label}
        yield _moment(opened, "step", at, title, notes.get(number) or BY_ID[move].text, by or "")


def _meetings(opened: shell.Opened) -> Iterator[Moment]:
    rows = MeetingReport.objects.filter(case=opened.case)
    for kind, planned_at, opened_at, closed_at, present in rows.values_list(
        "kind", "planned_at", "opened_at", "closed_at", "present"
    ):
        name = MeetingKind(kind).label
        if opened_at is None:
            yield _moment(opened, "planned", planned_at, _("Gepland: %(name)s") % {"name": name})
            continue
        text = _("Aan tafel: %(present)s") % {"present": present} if present else ""
        title = name if closed_at else _("%(name)s loopt nog") % {"name": name}
        yield _moment(opened, "meeting", opened_at, title[:1].upper() + title[1:], text)


def _hats(opened: shell.Opened) -> Iterator[Moment]:
    rows = HatPeriod.objects.filter(case=opened.case)
    columns = ("hat", "variant", "wearer__name", "wearer_person__name", "put_on_at", "taken_off_at")
    sees_names = opened.sees(DataCategory.IDENTITY_CONTACT)
    for hat, variant, wearer, person, on, off in rows.values_list(*columns):
        label = Variant(variant).label if variant else Hat(hat).label
        who = wearer or (person if sees_names else "") or ""
        yield _moment(opened, "hat", on, _("Pet op: %(hat)s") % {"hat": label}, by=who)
        if off:
            yield _moment(opened, "hat", off, _("Pet af: %(hat)s") % {"hat": label}, by=who)


def _events(opened: shell.Opened) -> Iterator[Moment]:
    case = opened.case
    if opened.sees(DataCategory.OPINIONS_PROFESSIONAL):
        rows = StagnationSignal.objects.filter(case=case)
        for at, text, by in rows.values_list("raised_at", "text", "made_by__name"):
            yield _moment(opened, "event", at, _("Signaal: het stokt"), text, by or "")
        for kind, at, whom, note in Contact.objects.filter(case=case).values_list(
            "kind", "contacted_at", "with_whom", "note"
        ):
            title = f"{ContactKind(kind).label}: {whom}"
            yield _moment(opened, "event", at, title[:1].upper() + title[1:], note)
    if opened.sees(DataCategory.PLAN_ACTIONS):
        running = Scenario.objects.filter(case=case, activated_at__isnull=False).exclude(code="A")
        for code, name, at in running.values_list("code", "name", "activated_at"):
            yield _moment(opened, "event", at, _("Plan %(code)s in werking: %(name)s") % {"code": code, "name": name})
    for at, resume_on, resumed_at in CasePause.objects.filter(case=case).values_list(
        "paused_at", "resume_on", "resumed_at"
    ):
        until = _("tot %(day)s") % {"day": dutch_day(resume_on)}
        yield _moment(opened, "event", at, _("Casus staat stil"), until)
        if resumed_at:
            yield _moment(opened, "event", resumed_at, _("Casus gaat weer verder"))
    decided = SharingDecision.objects.filter(case=case, status=SharingStatus.DECIDED)
    for at, whom, revoked_at in decided.values_list("decided_at", "recipient__organisation__name", "revoked_at"):
        yield _moment(opened, "sharing", at, _("Delen met %(whom)s") % {"whom": whom})
        if revoked_at:
            yield _moment(opened, "sharing", revoked_at, _("Delen gestopt met %(whom)s") % {"whom": whom})
