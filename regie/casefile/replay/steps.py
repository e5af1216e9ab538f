"""
Making a step of the stappenplan, as who made it in the file; and refusing the case when that cannot be.

A refusal names the step and every guard that is missing, with the places in the file where something for those guards
was refused before.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from cases import actions
from cases.reads import CaseNotFound
from cases.stappenplan import BY_ID, Move, Step
from cases.terms import TriageOutcome
from privacy.law import Purpose
from regie.casefile.model import HatInFile, StepInFile
from regie.casefile.replay import hats
from regie.casefile.replay.refusal import Objection, Refused
from regie.casefile.replay.scene import Scene, place_of, purpose_of
from regie.casefile.replay.triage import decide


def make(scene: Scene, step: StepInFile, cycle: int, ending: tuple[HatInFile, ...]) -> None:
    """Makes a step, with what belongs to it. ending: hats that end in this very step."""
    move = BY_ID[step.t]
    place = ("course", place_of(scene.case.course, step))
    try:
        _make(scene, step, move, ending)
    except actions.NotPossible as exc:
        meant = tuple(_of(one, move) for one in scene.objections if not one.guards or _serves(one.guards, move))
        raise Refused(place, str(exc), transition=step.t, missing=exc.missing, objections=meant) from exc
    except (actions.NotAuthorised, CaseNotFound) as exc:
        who = _(" of ").join(relation.label for relation in move.by)
        text = _("Deze persoon mag deze stap niet zetten. Wel: wie %(who)s.") % {"who": who}
        raise Refused(place, text, transition=step.t) from exc
    blocking = tuple(_of(one, move) for one in scene.objections if _serves(one.guards, move))
    if blocking:
        raise Refused(place, _("Deze stap kan nog niet."), transition=step.t, objections=blocking)
    scene.step, scene.cycle = move.target, cycle
    scene.looking_back += move.sources == (Step.EVALUATION,)
    if move.target is Step.CLOSED:
        hats.after_closing(scene)


def _make(scene: Scene, step: StepInFile, move: Move, ending: tuple[HatInFile, ...]) -> None:
    viewer = scene.roll.viewer(step.by)
    if viewer is None:
        raise actions.NotAuthorised
    if step.t == "T02":
        decide(scene, step, TriageOutcome.TAKE_UP)
    hats.end_with_the_case(scene, ending)
    scene.act(
        actions.take_step,
        viewer,
        move_id=move.id,
        words=_words(scene, step, move),
        purpose=purpose_of(viewer, Purpose.STEERING),
    )


def _words(scene: Scene, step: StepInFile, move: Move) -> actions.Words:
    """The note, and where the stappenplan asks for them the three questions of continuous evaluation."""
    found = scene.case.evaluation if move.needs_trio else None
    return actions.Words(
        reason=step.note,
        what_was_the_question=found.question if found else "",
        what_was_the_intention=found.intention if found else "",
        does_it_help=found.does_it_help if found else None,
    )


def _serves(guards: tuple[str, ...], move: Move) -> bool:
    return any(guard.id in guards for guard in move.guards)


def _of(objection: Objection, move: Move) -> Objection:
    """The objection with only the guards of this step: what was meant for another step is not what is missing here."""
    mine = {guard.id for guard in move.guards}
    return replace(objection, guards=tuple(guard for guard in objection.guards if guard in mine))
