"""
Following the plan and the co-operation: the agreement, short contacts, signals that it stalls, a pause, safety.

Nothing here changes the step of the case (E02, E05, E06, E07). Not here: making the step that convenes the table
(cases.actions.path), switching to plan B (cases.actions.plan). Source: S003 step 4, domain.md 2.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import tasks, worklist
from cases.actions.items import change, in_round, sent_twice, stamp
from cases.actions.locked import CASEWORK, DIRECTOR, DIRECTORS, authorise, case_to_change, locked_case
from cases.actions.refusals import NotPossible
from cases.actions.wearing import check_professional
from cases.guards import Missing
from cases.hats import Hat
from cases.models import (
    Case,
    CasePause,
    Contact,
    HatPeriod,
    MeetingReport,
    MonitoringAgreement,
    SafetyAlert,
    StagnationSignal,
    StepNote,
)
from cases.record_terms import ContactKind, TaskKind
from cases.stappenplan import Step
from cases.terms import ContactWay, Helps, MonitoringBasis, Monitors, PulseResult, SafetyRoute, SignalBy
from cases.working_days import add_working_days
from outbox import actions as outbox
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation, Standing
from privacy.viewer import Origin, Viewer

FOLLOWERS = (Relation.DIRECTS_PROCESS, Relation.FOLLOWS)
# Whoever has to do with the case may say that it stalls, that it is not safe, or whether it helps.
TAKES_PART = (*CASEWORK, Relation.ASKED, Relation.INVITED, Relation.RECEIVES)
DAYS_TO_CONVENE = 5  # working days; the same for weighing a signal of somebody else
DAYS_TO_ACT_ON_SAFETY = 1


@dataclass(frozen=True)
class Agreement:
    """How the plan is followed, or why that is not needed. interval_days: how often the parties are called."""

    needed: bool
    reason_not: str = ""
    next_review_on: date | None = None
    interval_days: int | None = None
    until: date | None = None
    first_to_call: UUID | None = None
    basis: MonitoringBasis | None = None
    monitors: Monitors = Monitors.BOTH


@entrance
@transaction.atomic
def agree_monitoring(
    *, viewer: Viewer, reference: str, agreement: Agreement, now: datetime, version: int | None = None
) -> None:
    """Agrees on following, in this round: when to look back, who is called first, how often; or waives it."""
    case = case_to_change(viewer, reference, now, FOLLOWERS)
    columns = _following(case, agreement, viewer, now) if agreement.needed else _not_following(agreement)
    existing = MonitoringAgreement.objects.filter(case=case).first()
    if existing:
        change(existing, viewer, now, version=version, **columns, confirmed_cycle=case.cycle_number)
    else:
        shared = stamp(case, viewer, now, category=DataCategory.PLAN_ACTIONS) | in_round(case)
        MonitoringAgreement.objects.create(**shared, **columns)
    worklist.refresh(case, now)


def _following(case: Case, agreement: Agreement, viewer: Viewer, now: datetime) -> dict[str, Any]:
    if agreement.next_review_on is None:
        raise NotPossible(_("Spreek af wanneer u samen terugkijkt."), field="next_review_on")
    passed = agreement.next_review_on < timezone.localdate(now)
    if passed and viewer.origin is not Origin.IMPORT:  # a case file says what was agreed then
        raise NotPossible(_("Kies een dag die nog moet komen."), field="next_review_on")
    if agreement.until and agreement.until < agreement.next_review_on:
        raise NotPossible(_("Dit eindigt voor u samen terugkijkt. Kies een latere dag."), field="until")
    if agreement.first_to_call is not None:
        check_professional(case, agreement.first_to_call, field="first_to_call")
    return {
        "needed": True,
        "reason_not": "",
        "next_review_on": agreement.next_review_on,
        "interval_days": agreement.interval_days or settings.PULSE_INTERVAL_DAYS,
        "until": agreement.until,
        "first_to_call_id": agreement.first_to_call,
        "basis": agreement.basis or "",
        "monitors": agreement.monitors,
    }


def _not_following(agreement: Agreement) -> dict[str, Any]:
    if not agreement.reason_not.strip():
        raise NotPossible(_("Schrijf op waarom monitoren niet nodig is."), field="reason_not")
    nothing = {"next_review_on": None, "interval_days": None, "until": None, "first_to_call": None, "basis": ""}
    return {"needed": False, "reason_not": agreement.reason_not, **nothing}


@dataclass(frozen=True)
class NewContact:
    """A short contact between meetings. contacted_at: when it was, if that is not now."""

    kind: ContactKind
    with_whom: str
    result: PulseResult | None = None
    channel: ContactWay | None = None
    note: str = ""
    contacted_at: datetime | None = None


@entrance
@transaction.atomic
def record_contact(*, viewer: Viewer, reference: str, contact: NewContact, now: datetime) -> UUID:
    """Somebody was called, encouraged, or brought together with somebody. A pulse contact says how it goes."""
    case = case_to_change(viewer, reference, now, (*DIRECTORS, Relation.FOLLOWS))
    if not contact.with_whom.strip():
        raise NotPossible(_("Schrijf op met wie u contact had."), field="with_whom")
    if contact.kind is ContactKind.PULSE and contact.result is None:
        raise NotPossible(_("Kies hoe het loopt."), field="result")
    if contact.contacted_at and contact.contacted_at > now:
        raise NotPossible(
            _("Deze dag moet nog komen. Leg het contact vast als het er is geweest."), field="contacted_on"
        )
    made = Contact.objects.create(
        **stamp(case, viewer, now, category=DataCategory.PLAN_ACTIONS),
        kind=contact.kind,
        with_whom=contact.with_whom,
        channel=contact.channel or "",
        contacted_at=contact.contacted_at or now,
        result=contact.result or "",
        note=contact.note,
    )
    return made.pk


@entrance
@transaction.atomic
def raise_signal(
    *,
    viewer: Viewer,
    reference: str,
    text: str,
    now: datetime,
    by: SignalBy | None = None,
    raised_for: str = "",
    purpose: Purpose = Purpose.DIRECTION,
) -> UUID:
    """E02: it stalls. Of the case director it obliges to convene, of anybody else it asks for an answer.

    by None: the viewer's own signal. Of a resident, and of a case director who cannot write here, somebody else records
    it: raised_for says for whom.
    """
    case, standing = locked_case(viewer, purpose, reference, now)
    authorise(standing, TAKES_PART)
    _open_case(case)
    if not text.strip():
        raise NotPossible(_("Schrijf op wat er stokt."), field="text")
    by = _whose(case, viewer, standing, by, raised_for)
    if made_already := sent_twice(StagnationSignal, case, viewer, now, text=text, by=by):
        return made_already
    due_on = add_working_days(timezone.localdate(now), DAYS_TO_CONVENE)
    signal = StagnationSignal.objects.create(
        **stamp(case, viewer, now, category=DataCategory.PLAN_ACTIONS),
        by=by,
        raised_for=raised_for,
        text=text,
        raised_at=now,
        due_on=due_on,
    )
    asks = TaskKind.RECONVENE if by is SignalBy.CASE_DIRECTOR else TaskKind.WEIGH_SIGNAL
    tasks.ask_director(case, asks, about=signal.pk, due_on=due_on, now=now)
    worklist.refresh(case, now)
    outbox.put(topic="cases.signal_raised", key=f"signal:{signal.pk}", payload={"signal": str(signal.pk)})
    return signal.pk


def _whose(case: Case, viewer: Viewer, standing: Standing, by: SignalBy | None, raised_for: str) -> SignalBy:
    """Whose signal it is, and whether this viewer may write it down."""
    own = SignalBy.CASE_DIRECTOR if _keeps_overview(case, viewer) else SignalBy.PARTNER_PROFESSIONAL
    if by is None or (by is SignalBy.PARTNER_PROFESSIONAL and own is SignalBy.CASE_DIRECTOR):
        by = own
    if by is SignalBy.RESIDENT and not raised_for.strip():
        raise NotPossible(_("Schrijf op wie van het gezin dit zei."), field="raised_for")
    if by is SignalBy.CASE_DIRECTOR and own is not by:
        authorise(standing, DIRECTOR)  # only who is obliged by it may write it down for the case director
    return by


@entrance
@transaction.atomic
def answer_signal(*, viewer: Viewer, reference: str, signal_id: UUID, answer: str, now: datetime) -> None:
    """The process director weighed a signal. One of the case director has no answer but convening (S003 step 4)."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    signal = StagnationSignal.objects.filter(case=case, pk=signal_id).first()
    if signal is None or signal.answered_at:
        raise NotPossible(_("Op dit signaal is al geantwoord."))
    if not answer.strip():
        raise NotPossible(_("Schrijf op wat u besluit, en waarom."), field="answer")
    convened = _met_since(case, signal.raised_at)
    if signal.by == SignalBy.CASE_DIRECTOR and not convened:
        raise NotPossible(
            _("Dit signaal is van de casusregisseur. Roep het overleg bij elkaar, ook als dat niet was afgesproken."),
            (Missing("E02", _("Roep het overleg bij elkaar."), "meetings:prepare"),),
        )
    obliged = signal.by == SignalBy.CASE_DIRECTOR
    change(signal, viewer, now, answered_at=now, answered_by_id=viewer.user_id, answer=answer, convened=obliged)
    tasks.done(case, (TaskKind.RECONVENE, TaskKind.WEIGH_SIGNAL), about=signal.pk, now=now)
    worklist.refresh(case, now)
    outbox.put(topic="cases.signal_answered", key=f"answered:{signal.pk}", payload={"signal": str(signal.pk)})


@entrance
@transaction.atomic
def pause(*, viewer: Viewer, reference: str, reason: str, resume_on: date, now: datetime) -> None:
    """E05: on hold, with a reason and a day to go on. Pausing again chooses another day; the earlier pause stays."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    _open_case(case)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom de casus even stilstaat."), field="reason")
    if resume_on <= timezone.localdate(now) and viewer.origin is not Origin.IMPORT:
        raise NotPossible(_("Kies een dag die nog moet komen."), field="resume_on")
    _end_pause(case, now)
    made = CasePause.objects.create(
        case=case, reason=reason, resume_on=resume_on, paused_by_id=viewer.user_id, paused_at=now
    )
    tasks.ask_director(case, TaskKind.RESUME, about=UUID(int=made.pk), due_on=resume_on, now=now)
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def resume(*, viewer: Viewer, reference: str, now: datetime) -> None:
    """The case goes on."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    if not _end_pause(case, now):
        raise NotPossible(_("Deze casus staat niet stil."))
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def note_evaluation(
    *,
    viewer: Viewer,
    reference: str,
    does_it_help: Helps,
    now: datetime,
    question: str = "",
    intention: str = "",
    note: str = "",
    purpose: Purpose = Purpose.DIRECTION,
) -> UUID:
    """E06: between the steps somebody says whether it helps, looking back at question and intention (S003 step 6)."""
    case, standing = locked_case(viewer, purpose, reference, now)
    authorise(standing, TAKES_PART)
    made = StepNote.objects.create(
        **stamp(case, viewer, now, category=DataCategory.PLAN_GOALS),
        reason=note,
        what_was_the_question=question,
        what_was_the_intention=intention,
        does_it_help=does_it_help,
    )
    return made.pk


@entrance
@transaction.atomic
def raise_safety_alert(
    *,
    viewer: Viewer,
    reference: str,
    text: str,
    route: SafetyRoute,
    now: datetime,
    acted_on: str = "",
    purpose: Purpose = Purpose.DIRECTION,
) -> UUID:
    """E07: it may not be safe. The reporting code runs beside the stappenplan: the case keeps its step."""
    case, standing = locked_case(viewer, purpose, reference, now)
    authorise(standing, TAKES_PART)
    if not text.strip():
        raise NotPossible(_("Schrijf op wat u zag of hoorde."), field="text")
    alert = SafetyAlert.objects.create(
        **stamp(case, viewer, now, category=DataCategory.SAFETY_CONCERN),
        text=text,
        route=route,
        acted_on=acted_on,
        raised_at=now,
    )
    due_on = add_working_days(timezone.localdate(now), DAYS_TO_ACT_ON_SAFETY)
    tasks.ask_director(case, TaskKind.FOLLOW_SAFETY, about=alert.pk, due_on=due_on, now=now)
    if purpose is Purpose.DIRECTION:  # whoever has the worry goes through the steps; a chain partner in its own house
        tasks.ask(case, TaskKind.FOLLOW_SAFETY, of=viewer.user_id, about=alert.pk, due_on=due_on, now=now)
    worklist.refresh(case, now)
    outbox.put(topic="cases.safety_alert_raised", key=f"safety:{alert.pk}", payload={"alert": str(alert.pk)})
    return alert.pk


@entrance
@transaction.atomic
def close_safety_alert(
    *, viewer: Viewer, reference: str, alert_id: UUID, acted_on: str, now: datetime, version: int | None = None
) -> None:
    """What was done about it, by who directs the process, keeps the overview, or raised it."""
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    alert = SafetyAlert.objects.filter(case=case, pk=alert_id).first()
    if alert is None or alert.made_by_id != viewer.user_id:
        authorise(standing, DIRECTORS)
    if alert is None or alert.closed_at:
        raise NotPossible(_("Deze melding is al afgerond."))
    if not acted_on.strip():
        raise NotPossible(_("Schrijf op wat er is gedaan en wat dat opleverde."), field="acted_on")
    change(alert, viewer, now, version=version, acted_on=acted_on, closed_at=now)
    tasks.done(case, (TaskKind.FOLLOW_SAFETY,), about=alert.pk, now=now)
    worklist.refresh(case, now)


def _open_case(case: Case) -> None:
    if case.step == Step.CLOSED:
        raise NotPossible(_("Deze casus is gesloten. Open hem eerst weer."))


def _keeps_overview(case: Case, viewer: Viewer) -> bool:
    """Whether the viewer wears hat 4, also when that is a chain partner in the portal, whom the law calls otherwise."""
    me = Q(wearer=viewer.user_id) | Q(deputy=viewer.user_id)
    return bool(HatPeriod.objects.filter(me, case=case, hat=Hat.CASE_DIRECTION, taken_off_at=None).exists())


def _met_since(case: Case, moment: datetime) -> bool:
    return bool(MeetingReport.objects.filter(case=case, opened_at__gte=moment).exists())


def _end_pause(case: Case, now: datetime) -> bool:
    """Ends the pause, if the case stands still."""
    paused = CasePause.objects.filter(case=case, resumed_at=None).first()
    if paused is None:
        return False
    paused.resumed_at = now
    paused.save(update_fields=["resumed_at"])
    tasks.done(case, (TaskKind.RESUME,), about=UUID(int=paused.pk), now=now)
    return True
