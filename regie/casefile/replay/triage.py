"""What triage decided, from the step that followed: the file has no record of its own for it (G02)."""

from __future__ import annotations

from cases import actions
from cases.terms import TriageOutcome
from regie.casefile.model import StepInFile
from regie.casefile.replay.scene import Scene


def decide(scene: Scene, step: StepInFile, outcome: TriageOutcome) -> None:
    """Records the outcome with its reason: the note of the step, else why it got stuck. Without both: nothing."""
    blockages = scene.case.blockage_reason
    reason = step.note or "; ".join(one.label for one in blockages)
    viewer = scene.roll.viewer(step.by)
    if not reason or viewer is None:
        return
    choice = actions.TriageChoice(
        outcome=outcome, reason=reason, blockage_reasons=blockages, problem_kinds=scene.case.problem_kind
    )
    scene.act(actions.decide_triage, viewer, derived=True, choice=choice)
    scene.done.add("triage")
