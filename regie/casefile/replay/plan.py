"""The plan of a file: scenarios, when each holds, who does what, and how far that is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases import actions
from cases.reads import CaseNotFound
from cases.terms import ActionStatus, ScenarioCode
from privacy.law import Purpose
from regie.casefile.model import ActionInFile, ScenarioInFile
from regie.casefile.replay.scene import NOT_RECORDED, Scene, purpose_of

SAID_YES = (ActionStatus.ACCEPTED, ActionStatus.IN_PROGRESS, ActionStatus.DONE)
MOVED_ON = (ActionStatus.IN_PROGRESS, ActionStatus.DONE)


def make_plan(scene: Scene) -> None:
    """G14 and G15: the scenarios with their actions, or in a later round that they still hold."""
    if not scene.first_time("plan"):
        scene.act(actions.confirm_plan, derived=True)
        return
    for code, scenario in _scenarios(scene):
        with scene.noting(("scenarios", code.value), "G14" if code is ScenarioCode.A else "G15"):
            scene.scenarios[code] = scene.act(
                actions.describe_scenario, code=code, name=scenario.name or code.label.capitalize()
            )
            _add_trigger(scene, code, scenario)
        for place, action in enumerate(scenario.actions if code in scene.scenarios else ()):
            # Whoever does something in plan B is asked too, but only plan A has to be accepted (G14).
            guards = ("G14",) if code is ScenarioCode.A else ()
            with scene.noting(("scenarios", code.value, "actions", place), *guards):
                _add_action(scene, code, place, action)
    if scene.case.monitoring and scene.scenarios:
        with scene.noting(("monitoring",), "G14"):
            text = _("Voortgang volgens de afspraak over het volgen van het plan.")
            scene.act(actions.agree_on_progress, text=text)
            scene.derived += 1


def _scenarios(scene: Scene) -> list[tuple[ScenarioCode, ScenarioInFile]]:
    found = scene.case.scenarios
    named = ((ScenarioCode.A, found.A), (ScenarioCode.B, found.B), (ScenarioCode.C, found.C))
    return [(code, scenario) for code, scenario in named if scenario]


def _add_trigger(scene: Scene, code: ScenarioCode, scenario: ScenarioInFile) -> None:
    """G15: as the file says; plan A holds as long as plan B does not. The case director watches."""
    text = scenario.trigger or (_("Zolang plan B niet geldt.") if code is ScenarioCode.A else "")
    if text:
        watched = {"text": text, "watched_by": scene.keeper_name()}
        derived = not scenario.trigger
        scene.act(actions.add_trigger, derived=derived, scenario_id=scene.scenarios[code], **watched)


def _add_action(scene: Scene, code: ScenarioCode, place: int, action: ActionInFile) -> None:
    person = scene.persons.get(action.owner)
    party = scene.parties.get(action.owner)
    owner = actions.Owner(user=None if person or party else scene.user(action.owner), party=party, person=person)
    new = actions.NewAction(what=action.what, owner=owner, due_on=action.due)
    made = scene.act(actions.add_action, scenario_id=scene.scenarios[code], action=new)
    if action.status in SAID_YES:
        scene.act(actions.enter_acceptance, action_id=made, status=ActionStatus.ACCEPTED)
        scene.accepted[(code.value, place)] = made
    elif action.status is ActionStatus.DROPPED:
        scene.act(actions.enter_acceptance, action_id=made, status=ActionStatus.DROPPED)
    elif action.status is ActionStatus.DECLINED:
        _decline(scene, action.owner, made)


def _decline(scene: Scene, owner: str, action_id: object) -> None:
    """Only the owner says no; for somebody of the household who directs writes it down."""
    viewer = scene.roll.viewer(owner) or scene.director()
    if viewer is None:
        raise actions.NotAuthorised
    purpose = purpose_of(viewer, Purpose.COOPERATION)
    scene.act(actions.decline_action, viewer, action_id=action_id, reason=NOT_RECORDED, purpose=purpose)


def report_progress(scene: Scene) -> None:
    """How far the accepted actions are on the reference date."""
    for code, scenario in _scenarios(scene):
        for place, action in enumerate(scenario.actions):
            made = scene.accepted.get((code.value, place))
            if made and action.status in MOVED_ON:
                try:
                    viewers = (scene.director(), scene.roll.viewer(scene.directs_case()))
                    scene.act_as_any(actions.report_progress, viewers, action_id=made, status=action.status)
                except (actions.NotAuthorised, CaseNotFound):
                    where = ("scenarios", code.value, "actions", place, "status")
                    scene.leave_out(where, _("Niemand voert op die dag regie, dus de voortgang is niet overgenomen."))
