"""
What a file says that has no place in the case as it went: kept with the case as it stands there, and named.

A field that is taken up only together with another (who a hat went to, once it is off) is left when that other one is
missing. Not here: fields that the system does not use yet (schema), fields that the case never came to (timetable).
"""

from __future__ import annotations

from typing import Any

from cases.meeting_terms import ParticipationForm
from cases.terms import EvaluationKind, ScenarioCode
from regie.casefile.model import EvaluationInFile, HatInFile, MeetingInFile, ScalingInFile
from regie.casefile.replay.kept import plain
from regie.casefile.replay.scene import Scene

ANSWERS = ("went_well", "improve", "learned")
OF_THE_TABLE = ("max_persons", "interpreter", "not_invited")


def left_over(scene: Scene) -> dict[str, Any]:
    """The fields of the file that nothing was made of, by the name of the field around them."""
    case = scene.case
    left: dict[str, Any] = {
        "hats": [_named(hat, ("professional", "hat"), _of_hat(hat)) for hat in case.hats],
        "household": [_named(one, ("key",), ("authority",)) for one in case.household if one.key in scene.no_authority],
        "meetings": [_named(one, ("at",), _of_meeting(scene, one)) for one in case.meetings],
        "bottlenecks": [_named(one, ("title",), ("owner",)) for one in case.bottlenecks if not scene.user(one.owner)],
        "planned_meeting": _of_planned_meeting(scene),
        "scenarios": _of_scenarios(scene),
        "evaluation": _of_evaluation(scene, case.evaluation),
        "monitoring": _only(case.monitoring, ("reason",)) if case.monitoring and case.monitoring.needed else None,
        "scaling": {} if "evaluating" in scene.done else _of_evaluating(case.scaling),
    }
    if "triage" not in scene.done:
        left |= {"blockage_reason": plain(case.blockage_reason), "problem_kind": plain(case.problem_kind)}
    found = {name: [one for one in value if one] if isinstance(value, list) else value for name, value in left.items()}
    return {name: value for name, value in found.items() if value}


def _only(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """These fields of a row, as far as they say something."""
    return {} if row is None else {name: plain(value) for name in names if (value := getattr(row, name))}


def _named(row: Any, known_by: tuple[str, ...], names: tuple[str, ...]) -> dict[str, Any]:
    """The same, with what tells this row from the others; nothing when none of them says anything."""
    found = _only(row, names)
    return {**_only(row, known_by), **found} if found else {}


def _of_hat(hat: HatInFile) -> tuple[str, ...]:
    untold = () if hat.announced_to else ("announcement",)
    return untold if hat.taken_off_at else (*untold, "handed_to", "resident_told_at")


def _of_meeting(scene: Scene, meeting: MeetingInFile) -> tuple[str, ...]:
    """A reason without a no; and minutes of a meeting that did not close, so that there are none to share."""
    held = scene.held(meeting)
    names = {
        "resident_reason": meeting.resident is not ParticipationForm.DECLINED,
        "minutes": held is None or not held.closed,
    }
    return tuple(name for name, is_left in names.items() if is_left)


def _of_planned_meeting(scene: Scene) -> dict[str, Any]:
    planned = scene.case.planned_meeting
    if planned is None:
        return {}
    if "planned meeting" in scene.done:
        declines = planned.participation is ParticipationForm.DECLINED
        return _only(planned, OF_THE_TABLE if declines else (*OF_THE_TABLE, "resident_reason"))
    said = {name: value for name, value in plain(planned).items() if name != "invited"}
    return said if _only(planned, ("at", "covers", "participation", "resident_reason", *OF_THE_TABLE)) else {}


def _of_scenarios(scene: Scene) -> dict[str, Any]:
    """A plan that would be running, though nothing in the file says that it was begun (E01)."""
    found = scene.case.scenarios
    codes = ((ScenarioCode.B, found.B), (ScenarioCode.C, found.C))
    return {code.value: {"active": True} for code, one in codes if one and one.active and code is not scene.running}


def _of_evaluating(found: ScalingInFile | None) -> dict[str, Any]:
    """Whether the case would be evaluated, when it did not come to deciding that."""
    if found is None or found.evaluate is None:
        return _only(found, ("evaluate_reason",))
    return {"evaluate": found.evaluate, **_only(found, ("evaluate_reason",))}


def _of_evaluation(scene: Scene, found: EvaluationInFile | None) -> dict[str, Any]:
    if found is None or "closing answers" in scene.done:
        return {}
    return plain(found) if found.kind is EvaluationKind.CONTINUOUS else _only(found, ANSWERS)
