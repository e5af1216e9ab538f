"""What happened in a case, newest first: steps, meetings, petten, signals, contacts. And the page that shows it all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from cases.hats import Hat, Variant
from cases.item import Item
from cases.meeting_terms import MeetingKind
from cases.models import (
    BreakGlass,
    CasePause,
    Contact,
    HatPeriod,
    MeetingReport,
    Report,
    Scenario,
    SharingDecision,
    StagnationSignal,
    StepNote,
    StepTransition,
)
from cases.reads import shell
from cases.reads.decided import within_reach
from cases.reads.reach import only
from cases.reads.shell import CaseShell
from cases.record_terms import ContactKind, SharingStatus
from cases.stappenplan import MOVES, Step
from cases.terms import Helps, ReportedBy, ScenarioCode
from privacy.compiled import SOME_CASE, Lookup, written
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Verdict
from privacy.viewer import Viewer

ASKS = {guard.id: guard.text for move in MOVES for guard in move.guards}
# On which categories it depends what of the timeline can be seen.
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
    """The moments of a case, newest first, in one query. For reads among themselves."""
    rows = _lookup(opened.verdict, most).rows({SOME_CASE: opened.case.pk})
    return tuple(_moment(opened, Row(*row)) for row in rows)


@lru_cache(maxsize=128)  # as many as there are ways to stand to a case, for the whole page and for a short one
def _lookup(verdict: Verdict, most: int | None) -> Lookup:
    first, *others = _sources(verdict)
    rows = first.union(*others, all=True).order_by("-moment")
    return written(rows[:most] if most else rows)


class Row(NamedTuple):
    """What every source gives: which source, when, who, and three texts that mean something to its wording."""

    what: str
    at: datetime
    by: str | None
    one: str
    two: str
    three: str


def _rows(queryset: QuerySet[Any, Any], what: str, at: str, by: str | None = None, *texts: str) -> Any:
    """A source in the shape of Row. Absent texts are empty."""
    named = {
        name: Coalesce(Cast(text, CharField()), Value(""))
        for name, text in zip(("one", "two", "three"), texts, strict=False)
    }
    empty = {name: Value("", CharField()) for name in ("one", "two", "three")[len(texts) :]}
    who = F(by) if by else Value(None, CharField())
    marked = queryset.order_by().annotate(what=Value(what, CharField()), moment=F(at), by_name=who, **named, **empty)
    return marked.values_list("what", "moment", "by_name", "one", "two", "three")


def _sources(verdict: Verdict) -> list[Any]:
    """What one may know of what happened who sees these categories, each kind a queryset of Row."""
    case, sees = SOME_CASE, verdict.data
    hats = HatPeriod.objects.filter(case=case)
    sees_names = DataCategory.IDENTITY_CONTACT in sees
    hats = hats.annotate(who=Coalesce("wearer__name", "wearer_person__name") if sees_names else F("wearer__name"))
    pauses = CasePause.objects.filter(case=case)
    shared = SharingDecision.objects.filter(within_reach(verdict, case), case=case, status=SharingStatus.DECIDED)
    meetings = MeetingReport.objects.filter(case=case)
    sources = [
        _steps(verdict),
        _rows(meetings.filter(opened_at=None, date_open=False), "planned", "planned_at", None, "kind"),
        _rows(meetings.filter(opened_at__isnull=False), "meeting", "opened_at", None, "kind", "present", "closed_at"),
        _rows(hats, "hat_on", "put_on_at", "who", "hat", "variant"),
        _rows(hats.filter(taken_off_at__isnull=False), "hat_off", "taken_off_at", "who", "hat", "variant"),
        *_emergencies(),
        _rows(pauses, "paused", "paused_at", None, "resume_on"),
        _rows(pauses.filter(resumed_at__isnull=False), "resumed", "resumed_at"),
    ]
    if DataCategory.SUPPORT_IN_USE in sees:  # with whom something is shared, says which help there is
        whom = "to_organisation__name"
        sources.append(_rows(shared, "shared", "decided_at", None, whom))
        sources.append(_rows(shared.filter(revoked_at__isnull=False), "unshared", "revoked_at", None, whom))
    if DataCategory.OPINIONS_PROFESSIONAL in sees:
        sources += _judged(verdict)
    if DataCategory.REQUEST_VISION in sees:
        reports = only(verdict, DataCategory.REQUEST_VISION, Report.objects.filter(case=case))
        sources.append(_rows(reports, "reported", "made_at", "made_by__name", "reporter_kind"))
    if DataCategory.PLAN_ACTIONS in sees:
        others = Scenario.objects.filter(case=case, activated_at__isnull=False).exclude(code=ScenarioCode.A)
        seen = only(verdict, DataCategory.PLAN_ACTIONS, others)
        sources.append(_rows(seen, "scenario", "activated_at", None, "code", "name"))
    return sources


def _judged(verdict: Verdict) -> list[Any]:
    """What people said of how it goes."""

    def judged(model: type[Item], **conditions: Any) -> QuerySet[Any, Any]:
        return only(verdict, DataCategory.OPINIONS_PROFESSIONAL, model.objects.filter(case=SOME_CASE, **conditions))

    passed = judged(StepNote).exclude(overrides={})
    return [
        _rows(judged(StepNote, number=None), "looked_back", "made_at", "made_by__name", "does_it_help"),
        _rows(passed, "passed", "made_at", "made_by__name", "overrides"),
        _rows(judged(StagnationSignal), "signal", "raised_at", "made_by__name", "text"),
        _rows(judged(Contact), "contact", "contacted_at", "made_by__name", "kind", "with_whom", "note"),
    ]


def _emergencies() -> list[Any]:
    """Everybody on the case sees who opened it in an emergency; why is for who answers for the case."""
    broken = BreakGlass.objects.filter(case=SOME_CASE)
    return [
        _rows(broken, "glass_broken", "opened_at", "user__name"),
        _rows(broken.filter(ended_at__isnull=False), "glass_closed", "ended_at", "ended_by__name"),
    ]


def _steps(verdict: Verdict) -> Any:
    steps = StepTransition.objects.filter(case=SOME_CASE)
    if DataCategory.OPINIONS_PROFESSIONAL not in verdict.data:
        return _rows(steps, "step", "at", "by__name", "from_step", "to_step")
    notes = StepNote.objects.filter(case=OuterRef("case"), number=OuterRef("number"))
    reason = only(verdict, DataCategory.OPINIONS_PROFESSIONAL, notes).values("reason")[:1]
    return _rows(steps.annotate(why=Subquery(reason)), "step", "at", "by__name", "from_step", "to_step", "why")


def _moment(opened: shell.Opened, row: Row) -> Moment:
    kind, title, text = WORDED[row.what](row)
    day = timezone.localdate(row.at)
    exact = dutch_day(day, today=opened.today)
    return Moment(kind, day, row.at, exact, title[:1].upper() + title[1:], text, row.by or "")


def _hat_name(row: Row) -> str:
    return Variant(row.two).label if row.two else Hat(row.one).label


def _met(row: Row) -> tuple[str, str, str]:
    name = MeetingKind(row.one).label
    title = name if row.three else _("%(name)s loopt nog") % {"name": name}
    return "meeting", title, _("Aan tafel: %(present)s") % {"present": row.two} if row.two != "0" else ""


def _stepped(row: Row) -> tuple[str, str, str]:
    title = _("Van %(source)s naar %(target)s") % {"source": Step(row.one).label, "target": Step(row.two).label}
    return "step", title, row.three


def _looked_back(row: Row) -> tuple[str, str, str]:
    answer = Helps(row.one).label if row.one else ""
    return "event", _("Teruggekeken: helpt het? %(answer)s") % {"answer": answer}, ""


def _passed(row: Row) -> tuple[str, str, str]:
    """A guard that was overridden stays visible, with why (domain.md 2.4)."""
    overrides = json.loads(row.one)
    asked = ", ".join(ASKS.get(guard, guard) for guard in overrides)
    return "event", _("Toch verder zonder: %(asked)s") % {"asked": asked}, "\n".join(overrides.values())


WORDED: dict[str, Callable[[Row], tuple[str, str, str]]] = {
    "reported": lambda row: ("step", _("Gemeld: %(who)s") % {"who": ReportedBy(row.one).label}, ""),
    "step": _stepped,
    "planned": lambda row: ("planned", _("Gepland: %(name)s") % {"name": MeetingKind(row.one).label}, ""),
    "meeting": _met,
    "hat_on": lambda row: ("hat", _("Pet op: %(hat)s") % {"hat": _hat_name(row)}, ""),
    "hat_off": lambda row: ("hat", _("Pet af: %(hat)s") % {"hat": _hat_name(row)}, ""),
    "glass_broken": lambda row: ("sharing", _("Noodtoegang: een collega opende deze casus"), ""),
    "glass_closed": lambda row: ("sharing", _("Noodtoegang gestopt"), ""),
    "paused": lambda row: ("event", _("Casus staat stil"), ""),
    "resumed": lambda row: ("event", _("Casus gaat weer verder"), ""),
    "shared": lambda row: ("sharing", _("Delen met %(whom)s") % {"whom": row.one}, ""),
    "unshared": lambda row: ("sharing", _("Delen gestopt met %(whom)s") % {"whom": row.one}, ""),
    "looked_back": _looked_back,
    "passed": _passed,
    "signal": lambda row: ("event", _("Signaal: het stokt"), row.one),
    "contact": lambda row: ("event", f"{ContactKind(row.one).label}: {row.two}", row.three),
    "scenario": lambda row: (
        "event",
        _("Plan %(code)s in werking: %(name)s") % {"code": row.one, "name": row.two},
        "",
    ),
}
