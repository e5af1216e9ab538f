"""
THE REPLAY: one case of a file, event by event, through the ordinary actions, at the moments of the file.

Here: which deed belongs to which event, and the end. Never here: a table, a guard that is passed over, or a step by
somebody of whom the law does not know that they may make it. The order of the events is the timetable.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _

from cases import actions
from privacy.viewer import Viewer
from regie.casefile import events as e
from regie.casefile.model import CaseInFile, StepInFile
from regie.casefile.replay import (
    consents,
    happenings,
    hats,
    letting_go,
    meetings,
    opening,
    picture,
    plan,
    sharing,
    steps,
    weighing,
)
from regie.casefile.replay.kept import plain
from regie.casefile.replay.leftovers import left_over
from regie.casefile.replay.refusal import Objection, Refused
from regie.casefile.replay.roll import Staff, enrol_staff, roll_of
from regie.casefile.replay.scene import Scene
from regie.casefile.timetable import Timetable, timetable

__all__ = ["Objection", "Refused", "Replayed", "Staff", "enrol_staff", "moments", "perform", "replay"]


@dataclass(frozen=True)
class Replayed:
    """What came of a case. kept: the fields that are not used yet; left_out: what could not be taken over, and why."""

    reference: str
    arrived: actions.Arrived
    derived: int
    kept: tuple[str, ...]
    left_out: tuple[Objection, ...]
    rows_refused: tuple[Objection, ...]
    incomplete: tuple[Objection, ...] = ()


def replay(case: CaseInFile, staff: Staff, *, source: str, reference_date: date, now: datetime) -> Replayed:
    """Replays a case, in the transaction of the caller. Refused when it cannot be: then the caller rolls back.

    now: the moment of importing. Everything of the case itself happens at the moments of the file.
    """
    found = timetable(case, reference_date)
    scene = Scene(case, roll_of(case, staff, now), reference_date, now)
    with actions.worklist_postponed():
        for event, ahead in moments(found):
            perform(scene, event, ahead)
    return _conclude(scene, found, source, now)


def _conclude(scene: Scene, found: Timetable, source: str, now: datetime) -> Replayed:
    """Checks where the case came to, and records that it came from a file."""
    case = scene.case
    scene.refuse_what_was_noted()
    kept = _kept(scene, found)
    actions.release_what_was_shared(viewer=_importer(scene), reference=scene.reference, now=now)
    record = actions.ImportRecord(source=source, key=case.id, digest=case.digest, unused=kept)
    arrived = actions.record_import(viewer=_importer(scene), reference=scene.reference, record=record, now=now)
    _compare(case, arrived)
    return Replayed(
        reference=scene.reference,
        arrived=arrived,
        derived=scene.derived,
        kept=tuple(kept),
        left_out=tuple(scene.left_out),
        rows_refused=tuple(scene.rows_refused),
        incomplete=tuple(scene.incomplete),
    )


def _importer(scene: Scene) -> Viewer:
    """Whoever opened the case: the record of an import asks no more than that it is one."""
    if scene.opener is None:
        raise actions.NotAuthorised
    return scene.opener


def perform(scene: Scene, event: e.Event, ahead: StepInFile | None) -> None:
    """Does what this event means, at its own moment. Refused: the case cannot be replayed any further."""
    scene.now, scene.ahead = event.at, ahead
    try:
        _perform(scene, event)
    except DatabaseError as exc:
        # The text of the error can name people, so it is not repeated.
        text = _("De tabellen weigeren iets hiervan (%(event)s op %(day)s).")
        raise Refused(("id",), text % {"event": type(event).__name__, "day": event.at.date()}) from exc


def _perform(scene: Scene, event: e.Event) -> None:
    match event:
        case e.OpenCase():
            opening.open_case(scene)
        case e.PutOnHat(hat=hat):
            hats.put_on(scene, hat)
        case e.TakeOffHat(hat=hat):
            hats.take_off(scene, hat)
        case e.DecideSharing(sharing=row):
            sharing.decide(scene, row)
        case e.RecordConsent(consent=given):
            consents.record(scene, given)
        case e.WithdrawConsent(consent=given):
            consents.withdraw(scene, given)
        case e.MakeStep(step=step, cycle=cycle, hats=ending):
            steps.make(scene, step, cycle, ending)
        case e.RecordHappening(happening=happening):
            happenings.record(scene, happening)
        case e.PlanMeeting(meeting=planned):
            meetings.plan(scene, planned)
        case e.Evaluate(meetings=held):
            letting_go.evaluate(scene, held)
        case _:
            _at_the_table(scene, event) or _WITHOUT_DETAILS[type(event)](scene)


def _at_the_table(scene: Scene, event: e.Event) -> bool:
    match event:
        case e.RaiseSignal(meeting=meeting, text=text):
            happenings.raise_signal(scene, meeting, text)
        case e.OpenMeeting(meeting=meeting, first=first):
            meetings.open_meeting(scene, meeting, first=first)
        case e.TakeFirstTurns(meeting=meeting):
            meetings.take_first_turns(scene, meeting)
        case e.RaiseNewFacts(meeting=meeting, resolved=resolved):
            meetings.raise_new_facts(scene, meeting, resolved=resolved)
        case e.CloseMeeting(meeting=meeting):
            meetings.close_meeting(scene, meeting)
        case e.ShareMinutes(meeting=meeting):
            meetings.share_minutes(scene, meeting)
        case e.SharePlan(meeting=meeting):
            meetings.share_plan(scene, meeting)
        case _:
            return False
    return True


_WITHOUT_DETAILS: dict[type[e.Event], Any] = {
    e.DecideOnParties: picture.decide_on_parties,
    e.RecordAnalysis: picture.record_analysis,
    e.StatePerspectives: picture.state_perspectives,
    e.NameDirections: picture.name_directions,
    e.WeighSolution: weighing.weigh_solution,
    e.DrawQuadrant: weighing.draw_quadrant,
    e.Learn: weighing.learn,
    e.MakePlan: plan.make_plan,
    e.ReportProgress: plan.report_progress,
    e.AgreeMonitoring: letting_go.agree_monitoring,
    e.DecideScaling: letting_go.decide_scaling,
    e.AcceptHandover: letting_go.accept_handover,
    e.TellHousehold: letting_go.tell_household,
    e.DecideEvaluating: letting_go.decide_evaluating,
    e.PrepareClosure: letting_go.prepare_closure,
}


def moments(found: Timetable) -> list[tuple[e.Event, StepInFile | None]]:
    """Each event with the step that it prepares, or is."""
    ahead: list[StepInFile | None] = []
    step: StepInFile | None = None
    for event in reversed(found.events):
        step = event.step if isinstance(event, e.MakeStep) else step
        ahead.append(step)
    return list(zip(found.events, ahead[::-1], strict=True))


def _kept(scene: Scene, found: Timetable) -> dict[str, Any]:
    """Everything of the file that is not used yet, in the words of the file."""
    waiting = {name: plain(getattr(scene.case, name)) for name in found.waiting}
    return {**left_over(scene), **scene.kept, **plain(scene.case.kept), **waiting}


def _compare(case: CaseInFile, arrived: actions.Arrived) -> None:
    if arrived.step != case.current_state:
        text = _("Volgens het bestand staat de casus in %(said)s, maar hij komt uit in %(found)s.")
        raise Refused(("current_state",), text % {"said": case.current_state, "found": arrived.step})
    if arrived.cycle != case.cycle:
        text = _("Volgens het bestand is dit cyclus %(said)s, maar hij komt uit in cyclus %(found)s.")
        raise Refused(("cycle",), text % {"said": case.cycle, "found": arrived.cycle})
