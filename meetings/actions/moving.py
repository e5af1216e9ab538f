"""Through the phases: what is told at the opening, whose turn it is, going on, and going back with a reason."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import NotPossible
from cases.guards import Missing
from cases.meeting_terms import OpeningPoint, SignalResolution
from cases.stappenplan import BY_ID, Step
from meetings.actions.agenda import leave_topic
from meetings.actions.contributing import into_the_picture
from meetings.actions.seated import Seated, running
from meetings.phases import CALLED_COMPLETE_IN, GOES_ON_TO, Phase, why_not_go_back, why_not_go_on, why_too_early
from meetings.reads.admitted import sees_minutes
from meetings.reads.facts import is_present, table_of
from privacy.gate import entrance
from privacy.viewer import Viewer

# Which steps of the case a phase brings along, one after the other from the step that the case is in. T06 is asked for,
# the others follow when their guards allow it: the table may go on, and the case says what it still misses.
ON = {
    Phase.PICTURE: {Step.INVITATION: "T06"},
    Phase.JUDGEMENT: {Step.ANALYSIS: "T08"},
    Phase.DECISION: {Step.ANALYSIS: "T08", Step.PERSPECTIVE: "T11", Step.SOLUTIONS: "T13"},
}
BACK = {Phase.PICTURE: {Step.PERSPECTIVE: "T12", Step.SOLUTIONS: "T14", Step.PLAN: "T20"}}
OBLIGED = ("T06",)


@entrance
@transaction.atomic
def tell_at_opening(*, viewer: Viewer, reference: str, meeting_id: UUID, point: OpeningPoint, now: datetime) -> None:
    """The chair told who has which role, or how the table talks with each other."""
    at = running(viewer, reference, meeting_id, now)
    if point is OpeningPoint.ROLES:
        at.meeting.roles_told_at = at.meeting.roles_told_at or now
    else:
        at.meeting.house_rules_told_at = at.meeting.house_rules_told_at or now
    at.report()


@entrance
@transaction.atomic
def name_minute_taker(*, viewer: Viewer, reference: str, meeting_id: UUID, user_id: UUID, now: datetime) -> None:
    """Who takes the minutes: the chair, or a colleague who may read here what was said at a table. Never a partner."""
    at = running(viewer, reference, meeting_id, now)
    if user_id != viewer.user_id and not sees_minutes(at.at_table.case_id, user_id, now):
        raise NotPossible(_("Diegene kan het verslag hier niet openen. Kies iemand anders."), field="user_id")
    at.meeting.minute_taker_id = user_id
    at.report()


@entrance
@transaction.atomic
def call_picture_complete(*, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> None:
    """The table was asked whether the picture is complete, and nobody said no."""
    at = running(viewer, reference, meeting_id, now)
    if at.meeting.phase is not CALLED_COMPLETE_IN:
        raise NotPossible(_("Dit hoort bij de beeldvorming. Ga daar eerst naartoe."))
    at.meeting.picture_complete_at = at.meeting.picture_complete_at or now
    at.report()


@entrance
@transaction.atomic
def give_turn(*, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID | None, now: datetime) -> None:
    """Whose turn it is now; None: nobody's."""
    at = running(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id) if seat_id else None
    if seat and not is_present(seat):
        raise NotPossible(_("Deze deelnemer is er niet. Zet eerst dat die er wel is."))
    at.meeting.turn = seat
    at.report()


@entrance
@transaction.atomic
def go_on(*, viewer: Viewer, reference: str, meeting_id: UUID, seen: Phase, now: datetime) -> tuple[str, ...]:
    """On to the next phase. Returns what keeps the case itself in its step, for the chair; empty when it came along.

    seen: the phase on the screen of who clicks. Two people who click at once go on once.
    """
    at = running(viewer, reference, meeting_id, now)
    to = GOES_ON_TO.get(seen)
    if to is None or to is Phase.CLOSED:
        raise NotPossible(_("Sluit het overleg met wie het overzicht houdt."))
    if at.meeting.phase is to:
        return ()
    if at.meeting.phase is not seen:
        raise NotPossible(_("Het overleg is intussen in een andere fase. Bekijk het scherm opnieuw."))
    if missing := why_not_go_on(seen, table_of(at.meeting, at.at_table.since, at.at_table.objections)):
        raise NotPossible(" ".join(missing))
    if to is Phase.PICTURE and (why_not := why_too_early(at.meeting.kind, at.at_table.step)):
        raise NotPossible(why_not, (Missing("T06", _("Zet de casus eerst in de stap Uitnodigen."), "cases:case"),))
    _move(at, to)
    return _bring_along(at, ON, to, cases.Words(overrides={"G06": at.meeting.group_reason}))


@entrance
@transaction.atomic
def go_back(
    *, viewer: Viewer, reference: str, meeting_id: UUID, to: Phase, reason: str, now: datetime
) -> tuple[str, ...]:
    """Back to an earlier phase, with the reason. To the picture answers every open signal of a new fact (R-MDO-2)."""
    at = running(viewer, reference, meeting_id, now)
    if at.meeting.phase is to:
        return ()
    if why_not := why_not_go_back(at.meeting.phase, to):
        raise NotPossible(why_not)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom u teruggaat."), field="reason")
    return back(at, to, reason)


# For the actions among themselves.


def back(at: Seated, to: Phase, reason: str) -> tuple[str, ...]:
    """The table goes back; the picture is open again, and what a signal asked for is done: the fact is part of it."""
    if to is Phase.PICTURE:
        at.meeting.picture_complete_at = None
        for signal in at.meeting.new_facts.filter(resolved_at=None).order_by("raised_at"):
            into_the_picture(at, signal)
        at.meeting.new_facts.filter(resolved_at=None).update(
            resolution=SignalResolution.BACK_TO_PICTURE,
            resolution_reason=reason,
            resolved_at=at.now,
            changed_at=at.now,
            changed_by=at.viewer.user_id,
        )
    _move(at, to)
    return _bring_along(at, BACK, to, cases.Words(reason=reason))


def _move(at: Seated, to: Phase) -> None:
    leave_topic(at)
    at.meeting.phase, at.meeting.clock_since, at.meeting.turn = to, at.now, None
    at.report()


def _bring_along(at: Seated, steps: dict[Phase, dict[Step, str]], to: Phase, words: cases.Words) -> tuple[str, ...]:
    """Makes the steps of the case that belong to a phase. What is missing for the next, in words."""
    step = Step(at.at_table.step)
    while move_id := steps.get(to, {}).get(step):
        by: dict[str, Any] = {"viewer": at.viewer, "reference": at.at_table.reference, "now": at.now}
        try:
            with transaction.atomic():
                cases.take_step(move_id=move_id, words=words, **by)
        except NotPossible as refused:
            if move_id in OBLIGED:
                raise
            return tuple(one.text for one in refused.missing) or (str(refused),)
        step = BY_ID[move_id].target
    return ()
