"""What happens between the steps: plan B, signals that it stalls, another director, notes, safety (E01 to E07)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from cases import actions
from cases.reads import CaseNotFound
from cases.terms import Helps, SafetyRoute, ScenarioCode, SignalBy
from privacy.law import Purpose
from privacy.viewer import Viewer
from regie.casefile.model import HappeningInFile, MeetingInFile
from regie.casefile.replay.kept import plain
from regie.casefile.replay.refusal import Objection
from regie.casefile.replay.scene import NOT_RECORDED, Scene, place_of, purpose_of


def record(scene: Scene, happening: HappeningInFile) -> None:
    """Does what this event means. A table (E03) and a pause (E05, which has no end in the file) are kept for later."""
    place = ("events", place_of(scene.case.events, happening))
    with scene.noting(place):
        match happening.e:
            case "E01":
                _another_plan(scene, happening)
            case "E02":
                stalls(scene, happening.by, happening.note)
            case "E04":
                _director_changed(scene, happening)
            case "E06":
                _does_it_help(scene, happening)
            case "E07":
                _not_safe(scene, happening)
            case _:
                scene.kept.setdefault("events", []).append(plain(happening))


def raise_signal(scene: Scene, meeting: MeetingInFile, text: str) -> None:
    """G27: a meeting that reconvenes is the signal of the case director; convening handles it."""
    keeper = scene.directs_case() or meeting.case_director
    with scene.noting(("meetings", place_of(scene.case.meetings, meeting)), "G27"):
        own = scene.roll.viewer(keeper)
        scene.signal = _signal(scene, own, text, SignalBy.CASE_DIRECTOR, scene.roll.name(keeper) or NOT_RECORDED)
        scene.derived += 1


def stalls(scene: Scene, by: str, text: str) -> UUID:
    """E02. A resident's signal is recorded by who directs, and so is that of somebody who has no way in here."""
    name = scene.roll.name(by)
    if by == scene.directs_case():
        return _signal(scene, scene.roll.viewer(by), text, SignalBy.CASE_DIRECTOR, name)
    if by in scene.persons:
        return _signal(scene, None, text, SignalBy.RESIDENT, name)
    return _signal(scene, scene.roll.viewer(by), text, SignalBy.PARTNER_PROFESSIONAL, name)


def _signal(scene: Scene, own: Viewer | None, text: str, kind: SignalBy, name: str) -> UUID:
    text = text or NOT_RECORDED
    if own is not None:
        try:
            purpose = purpose_of(own, Purpose.COOPERATION)
            return scene.act(actions.raise_signal, own, text=text, by=kind, purpose=purpose)
        except (actions.NotAuthorised, CaseNotFound):
            pass  # has no part in the case on the pages: who directs writes it down
    return scene.act(actions.raise_signal, text=text, by=kind, raised_for=name)


def _another_plan(scene: Scene, happening: HappeningInFile) -> None:
    """E01: the note says what happened, and with that that the resident knows."""
    code = _that_begins(scene, happening)
    scene.act(
        actions.activate_scenario,
        _who(scene, happening),
        code=code,
        resident_told=bool(happening.note),
        note=happening.note,
    )
    scene.running = code


def _who(scene: Scene, happening: HappeningInFile) -> Viewer:
    """By whom it was done. Somebody without an account here cannot have done it: NotAuthorised."""
    viewer = scene.roll.viewer(happening.by)
    if viewer is None:
        raise actions.NotAuthorised
    return viewer


def _that_begins(scene: Scene, happening: HappeningInFile) -> ScenarioCode:
    """Which plan begins: the last time the one that is active in the file, before that plan B, or back to A."""
    found = scene.case.scenarios
    by_code = ((ScenarioCode.A, found.A), (ScenarioCode.B, found.B), (ScenarioCode.C, found.C))
    active = [code for code, one in by_code if one and one.active and code is not scene.running]
    last = [one for one in scene.case.events if one.e == "E01"][-1]
    if active and happening is last:
        return active[-1]
    return ScenarioCode.A if scene.running is ScenarioCode.B else ScenarioCode.B


def _director_changed(scene: Scene, happening: HappeningInFile) -> None:
    """E04 is made when the hat goes on. Left here: an event without such a change, or by who may not make it."""
    place = place_of(scene.case.events, happening)
    if place not in scene.directors_changed:
        text = _("In hats staat op deze dag geen wissel van procesregisseur, of deze persoon mag die niet aanwijzen.")
        scene.objections.append(Objection(("events", place), text))


def _does_it_help(scene: Scene, happening: HappeningInFile) -> None:
    viewer = scene.roll.viewer(happening.by) or scene.director()
    if viewer is not None:
        purpose = purpose_of(viewer, Purpose.COOPERATION)
        scene.act(actions.note_evaluation, viewer, does_it_help=Helps.UNKNOWN, note=happening.note, purpose=purpose)


def _not_safe(scene: Scene, happening: HappeningInFile) -> None:
    """E07. Which way it went beside the stappenplan, the file does not say: that is what the reporting code is for."""
    viewer = _who(scene, happening)
    scene.act(
        actions.raise_safety_alert,
        viewer,
        text=happening.note or NOT_RECORDED,
        route=SafetyRoute.REPORTING_CODE,
        purpose=purpose_of(viewer, Purpose.COOPERATION),
    )
