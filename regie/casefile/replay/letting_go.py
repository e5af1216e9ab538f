"""Following, scaling down, evaluating and closing, as a file says it went (G18 to G25)."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _

from cases import actions
from cases.meeting_terms import ParticipationForm
from cases.reads import CaseNotFound
from cases.record_terms import AnswerBy
from cases.stappenplan import BY_ID, Step
from cases.terms import CLOSES_AFTER_TRIAGE, EvaluationKind, ScalingCriterion, TriageOutcome
from privacy.law import Purpose
from privacy.retention import StartRule
from regie.casefile.model import EvaluationInFile, MeetingInFile, ScalingInFile
from regie.casefile.replay.hats import whom_to_call
from regie.casefile.replay.scene import FROM_FILE, Scene, purpose_of
from regie.casefile.replay.triage import decide


def agree_monitoring(scene: Scene) -> None:
    """G18, or G19 when the file says why it is not needed."""
    found = scene.case.monitoring
    if found is None:
        return
    first = whom_to_call(scene) if found.first_to_call in scene.persons else scene.user(found.first_to_call)
    agreement = actions.Agreement(
        needed=found.needed,
        reason_not="" if found.needed else found.reason,
        next_review_on=found.next_review_at,
        until=found.until,
        first_to_call=first,
        basis=found.basis,
        monitors=found.monitors,
    )
    with scene.noting(("monitoring",), "G18" if found.needed else "G19"):
        scene.act(actions.agree_monitoring, agreement=agreement)


def decide_scaling(scene: Scene) -> None:
    """G20. The criterion may stand in the note of T24; a motivation that is not there is that criterion, in words."""
    found = scene.case.scaling
    if found is None:
        return
    note = scene.ahead.note if scene.ahead and scene.ahead.t == "T24" else ""
    criteria = found.criterion or tuple(one for one in ScalingCriterion if one.value in note)
    motivation = found.motivation or note or "; ".join(one.label for one in criteria)
    text = actions.Scaling(
        criteria=criteria,
        motivation=motivation,
        released_to=_released_to(scene, found),
        released_how=found.released_how,
        aftercare=found.aftercare,
        pulse_until=found.pulse_until,
        way_back=found.way_back,
    )
    with scene.noting(("scaling",), "G20"):
        scene.act(actions.record_scaling, derived=not (found.criterion and found.motivation), text=text)


def _released_to(scene: Scene, found: ScalingInFile) -> actions.ReleasedTo:
    key = found.released_to
    return actions.ReleasedTo(
        user=scene.user(key) if key in scene.roll.staff.accounts else None,
        party=scene.parties.get(key),
        person=scene.persons.get(key),
    )


def accept_handover(scene: Scene) -> None:
    """G21: who receives said yes."""
    with scene.noting(("scaling", "accepted_at"), "G21"):
        scene.act(actions.accept_release, how=FROM_FILE)


def tell_household(scene: Scene) -> None:
    """G21: the household knows whom to call."""
    with scene.noting(("scaling", "household_told_at"), "G21"):
        scene.act(actions.tell_household)


def decide_evaluating(scene: Scene) -> None:
    """G22: whether, and why."""
    found = scene.case.scaling
    if found is not None and found.evaluate is not None:
        with scene.noting(("scaling", "evaluate_reason"), "G22"):
            scene.act(actions.decide_evaluating, evaluate=found.evaluate, reason=found.evaluate_reason)
            scene.done.add("evaluating")


def evaluate(scene: Scene, meetings: tuple[MeetingInFile, ...]) -> None:
    """G23 and G24: what the evaluation says; at the end with the answers of those who were at its table."""
    found = scene.case.evaluation
    if found is None or found.kind is EvaluationKind.CONTINUOUS:
        return
    closing = found.kind is EvaluationKind.CLOSING
    if scene.first_time(f"evaluation {scene.looking_back} of round {scene.cycle}"):
        with scene.noting(("evaluation",), "G23" if closing else "G24"):
            scene.act(
                actions.record_evaluation,
                derived=not scene.first_time("evaluation"),  # of a later one the file says no other words
                kind=found.kind,
                question=found.question,
                intention=found.intention,
                does_it_help=found.does_it_help,
                adjust=found.adjust,
                facilitator=scene.roll.name(found.facilitator),
                outcome=found.outcome,
            )
    if closing and meetings:
        with scene.noting(("evaluation",), "G23"):
            _answers(scene, found, meetings[-1])


def _answers(scene: Scene, found: EvaluationInFile, meeting: MeetingInFile) -> None:
    """The one set of answers of the file counts for the resident, the case director and who directs the process."""
    present = [
        (AnswerBy.CASE_DIRECTOR, scene.roll.name(meeting.case_director)),
        (AnswerBy.PROCESS_DIRECTOR, scene.roll.name(scene.directs_process())),
    ]
    answer = partial(scene.act, actions.answer_closing_questions, derived=True)
    said = partial(answer, went_well=found.went_well, improve=found.improve, learned=found.learned)
    if meeting.resident is ParticipationForm.DECLINED and meeting.resident_reason:
        answer(by_kind=AnswerBy.RESIDENT, by_name=_("Inwoner"), no_answer_reason=meeting.resident_reason)
    elif meeting.resident not in (None, ParticipationForm.DECLINED):
        said(by_kind=AnswerBy.RESIDENT, by_name=_("Inwoner"))
    for by_kind, name in present:
        if name:
            said(by_kind=by_kind, by_name=name)
    scene.done.add("closing answers")


def prepare_closure(scene: Scene) -> None:
    """G25: why the case closes and how long its file is kept, by who makes the step that closes it."""
    closure, retention, step = scene.case.closure, scene.case.retention, scene.ahead
    viewer = scene.roll.viewer(step.by) if step else None
    if step is None or viewer is None or BY_ID[step.t].target is not Step.CLOSED:
        return
    if closure is None or closure.reason is None or retention is None or not retention.result:
        return
    notes = [text for text in (closure.note, retention.note) if text]
    with scene.noting(("closure",), "G25"):
        try:
            _decide_triage(scene)
            scene.act(
                actions.prepare_closure,
                viewer,
                reason=closure.reason,
                result_code=retention.result,
                note="\n".join(notes),
                start_rule=next((one for one in StartRule if one.value == retention.start_rule), None),
                purpose=purpose_of(viewer, Purpose.STEERING),
            )
        except (actions.NotAuthorised, CaseNotFound):
            return  # then the step itself is not for this person either, and says so


def _decide_triage(scene: Scene) -> None:
    """T03: the outcome of triage follows from the reason to close (G02)."""
    closure, step = scene.case.closure, scene.ahead
    if step and step.t == "T03" and closure and closure.reason in CLOSES_AFTER_TRIAGE:
        outcome: TriageOutcome = CLOSES_AFTER_TRIAGE[closure.reason][0]
        decide(scene, step, outcome)
