"""
Letting go: why the table can, to whom, who said yes, whom the household calls; and how and why the case closes.

Not here: evaluating and what is learned (evaluating), the steps themselves (path). Source: S003 step 5, S001 question
6, domain.md 2.5 and 6.9.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.items import change, in_round, stamp
from cases.actions.locked import DIRECTOR, DIRECTORS, authorise, authorise_purpose, case_to_change, locked_case
from cases.actions.refusals import NotPossible
from cases.actions.wearing import check_professional
from cases.guards import Missing
from cases.models import Case, Closure, HouseholdMember, Party, ScalingDecision, TriageDecision
from cases.stappenplan import Step
from cases.terms import CLOSES_AFTER_TRIAGE, Aftercare, ClosureReason, ScalingCriterion
from cases.ways_to_close import reasons_from
from privacy import retention
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation
from privacy.retention import StartRule
from privacy.viewer import Origin, Viewer

WHOEVER_MAY_CLOSE = (Relation.DIRECTS_PROCESS, Relation.TRIAGES, Relation.SAME_MUNICIPALITY)
WHO_MAY_SAY_YES = (*DIRECTORS, Relation.FOLLOWS, Relation.TAKES_PART, Relation.INQUIRES, Relation.ASSISTS)
LONGEST_TERM = timedelta(days=366 * 30)  # a start further away than this is a slip of the keyboard


@dataclass(frozen=True)
class ReleasedTo:
    """Who receives what the table lets go: a professional, a party, somebody of household or network, or a name."""

    user: UUID | None = None
    party: UUID | None = None
    person: UUID | None = None
    name: str = ""


@dataclass(frozen=True)
class Scaling:
    """Why and how the table lets go. way_back: how the household finds its way back when it goes wrong."""

    criteria: tuple[ScalingCriterion, ...] = ()
    motivation: str = ""
    released_to: ReleasedTo = ReleasedTo()
    released_how: str = ""
    aftercare: Aftercare | None = None
    pulse_until: date | None = None
    whom_to_call: str = ""
    way_back: str = ""


@entrance
@transaction.atomic
def record_scaling(*, viewer: Viewer, reference: str, text: Scaling, now: datetime, version: int | None = None) -> None:
    """Records why and to whom the table lets go. Another receiver is asked again, another number told again."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    decision = _scaling(case, viewer, now)
    if text.aftercare is Aftercare.PULSE and text.pulse_until is None:
        raise NotPossible(_("Kies tot wanneer u een vinger aan de pols houdt."), field="pulse_until")
    receiver = _receiver(case, text.released_to)
    another = any(getattr(decision, name) != value for name, value in receiver.items())
    asked_again = {"accepted_at": None, "accepted_how": ""} if another else {}
    other_number = decision.whom_to_call != text.whom_to_call
    told_again = {"household_told_at": None} if another or other_number else {}
    change(
        decision,
        viewer,
        now,
        version=version,
        criteria=[str(one) for one in text.criteria],
        motivation=text.motivation,
        released_how=text.released_how,
        aftercare=text.aftercare or "",
        pulse_until=text.pulse_until if text.aftercare is Aftercare.PULSE else None,
        whom_to_call=text.whom_to_call,
        way_back=text.way_back,
        **receiver,
        **asked_again,
        **told_again,
    )


@entrance
@transaction.atomic
def accept_release(*, viewer: Viewer, reference: str, now: datetime, how: str = "") -> None:
    """Who receives the case says yes; of others the process director writes down how they said so.

    After a refusal (T25) the yes of before does not count any more: this is the way to say it again.
    """
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, WHO_MAY_SAY_YES)
    decision = _scaling(case, viewer, now)
    if not _names_receiver(decision):
        raise NotPossible(_("Leg eerst vast bij wie u loslaat."))
    if not _receives(case, decision, viewer):
        authorise(standing, DIRECTOR)
        if not how.strip():
            raise NotPossible(_("Schrijf op hoe en wanneer de ander ja zei."), field="how")
    change(decision, viewer, now, accepted_at=now, accepted_how=how)


@entrance
@transaction.atomic
def tell_household(*, viewer: Viewer, reference: str, now: datetime) -> None:
    """The household heard whom it can call from now on."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    decision = _scaling(case, viewer, now)
    if not decision.whom_to_call.strip() and viewer.origin is not Origin.IMPORT:  # a case file may be silent on whom
        raise NotPossible(_("Schrijf eerst op wie het huishouden voortaan kan bellen."))
    change(decision, viewer, now, household_told_at=now)


@entrance
@transaction.atomic
def decide_evaluating(*, viewer: Viewer, reference: str, evaluate: bool, reason: str, now: datetime) -> None:
    """Whether the case is evaluated, with the reason. Evaluating is a decision and no duty (S003 step 5)."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom u wel of niet evalueert."), field="reason")
    change(_scaling(case, viewer, now), viewer, now, evaluate=evaluate, evaluate_reason=reason)


@entrance
@transaction.atomic
def prepare_closure(
    *,
    viewer: Viewer,
    reference: str,
    reason: ClosureReason,
    result_code: str,
    now: datetime,
    note: str = "",
    start_rule: StartRule | None = None,
    starts_on: date | None = None,
    version: int | None = None,
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """Why the case will close and how long its file is kept: what G25 asks for. Closes nothing itself.

    result_code: of the selection list; without a start rule that of the list. A term begins on the day of closing at
    the latest: the step that closes moves it there. Only when it counts from the end of a provision, that day is asked.
    """
    authorise_purpose(purpose)
    case = case_to_change(viewer, reference, now, WHOEVER_MAY_CLOSE, purpose)
    _check_reason(case, reason)
    rule = retention.RULES.get(result_code)
    if rule is None:
        raise _g25(_("Kies hoe lang het dossier wordt bewaard."), "result_code")
    counts_from = start_rule or rule.start_rule
    begins = _begins(case, counts_from, starts_on, timezone.localdate(now))
    columns = {
        "reason": reason,
        "note": note,
        "retention_result": rule.result,
        "retention_start_rule": counts_from,
        "retention_starts_on": begins,
        "retention_ends_on": retention.after(begins, rule.duration),
    }
    existing = Closure.objects.filter(case=case, cycle=case.cycle_number).first()
    if existing:
        change(existing, viewer, now, version=version, **columns)
    else:
        Closure.objects.create(**stamp(case, viewer, now, category=DataCategory.PROGRESS), **in_round(case), **columns)


def _begins(case: Case, counts_from: StartRule, starts_on: date | None, today: date) -> date:
    """The day on which the term begins: that of closing, unless it counts from the end of a provision."""
    if starts_on and counts_from is not StartRule.OBJECT_ENDED:
        raise NotPossible(_("Deze termijn begint op de dag waarop de casus sluit. Laat dit leeg."), field="starts_on")
    begins = starts_on or today
    if not timezone.localdate(case.opened_at) - LONGEST_TERM <= begins <= today + LONGEST_TERM:
        raise NotPossible(_("Kies een dag die bij deze casus past."), field="starts_on")
    return begins


def _check_reason(case: Case, reason: ClosureReason) -> None:
    """The reason fits a way to close from here; after triage also what triage decided."""
    if case.step == Step.CLOSED:
        raise NotPossible(_("Deze casus is al gesloten."))
    if reason not in reasons_from(case.step):
        raise _g25(_("Met deze reden kan de casus vanuit deze stap niet sluiten."), "reason")
    outcomes = CLOSES_AFTER_TRIAGE.get(reason)
    decisions = TriageDecision.objects.filter(case=case, confirmed_cycle=case.cycle_number).order_by("-made_at")
    if outcomes and decisions.values_list("outcome", flat=True).first() not in outcomes:
        raise _g25(_("Deze reden past niet bij wat de triage besloot. Leg de uitkomst eerst daar vast."), "reason")


def _g25(text: str, field: str) -> NotPossible:
    return NotPossible(text, (Missing("G25", text, "cases:closure"),), field=field)


def _scaling(case: Case, viewer: Viewer, now: datetime) -> ScalingDecision:
    """The decision of this round. One of a round before stays as text, but nobody said yes or was told in this one."""
    existing = ScalingDecision.objects.filter(case=case).first()
    if existing is None:
        return ScalingDecision.objects.create(
            **stamp(case, viewer, now, category=DataCategory.PLAN_ACTIONS), **in_round(case)
        )
    if existing.confirmed_cycle != case.cycle_number:
        existing.confirmed_cycle = case.cycle_number
        existing.accepted_at, existing.accepted_how, existing.household_told_at = None, "", None
        existing.evaluate, existing.evaluate_reason = None, ""
    return existing


def _receiver(case: Case, to: ReleasedTo) -> dict[str, Any]:
    """The columns of who receives: looked up within the case, or a name that was typed. Nobody named yet: empty."""
    found: dict[str, Any] = dict.fromkeys(("released_to_id", "released_to_party_id", "released_to_person_id"))
    found["released_to_name"] = to.name.strip()
    if to.user:
        name = check_professional(case, to.user, field="released_to").name
        return found | {"released_to_id": to.user, "released_to_name": name}
    if to.party:
        names = Party.objects.filter(case=case, pk=to.party).values_list("organisation__name", flat=True)
        return found | {"released_to_party_id": to.party, "released_to_name": _known(names.first())}
    if to.person:
        members = HouseholdMember.objects.filter(case=case, person=to.person, left_on=None)
        name = _known(members.values_list("person__name", flat=True).first())
        return found | {"released_to_person_id": to.person, "released_to_name": name}
    return found


def _known(name: str | None) -> str:
    if name is None:
        raise NotPossible(_("Kies een mens of partij van deze casus."), field="released_to")
    return name


def _names_receiver(decision: ScalingDecision) -> bool:
    links = (decision.released_to_id, decision.released_to_party_id, decision.released_to_person_id)
    return any(links) or bool(decision.released_to_name)


def _receives(case: Case, decision: ScalingDecision, viewer: Viewer) -> bool:
    """Whether the viewer is who receives, or the contact of the party that does."""
    if decision.released_to_id == viewer.user_id:
        return True
    if decision.released_to_party_id is None:
        return False
    mine = Party.objects.filter(case=case, pk=decision.released_to_party_id, contact=viewer.user_id)
    return bool(mine.exists())
