"""
Hats that go on and come off on the days that a file names.

Who may order that is for the actions to say: asked are who directs the process, who triages, and the wearer. Not here:
saying yes to hat 4 (that happens at a table, see meetings).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import actions
from cases.hats import DIRECTING, Hat
from privacy.viewer import Viewer
from regie.casefile.model import HappeningInFile, HatInFile
from regie.casefile.replay.refusal import Objection
from regie.casefile.replay.scene import FROM_FILE, NOT_RECORDED, Scene, place_of, worn_as
from regie.casefile.timetable import MORNING, ZONE

SERVED = {Hat.PROCESS_DIRECTION: ("G03", "G04"), Hat.CASE_DIRECTION: ("G16",)}
ENDS_IN_THE_STEP = (Hat.PROCESS_DIRECTION,)


def put_on(scene: Scene, hat: HatInFile) -> None:
    """Puts a hat on, announced as far as the file says. The director confirms step 0 with it."""
    place = place_of(scene.case.hats, hat)
    with scene.noting(("hats", place), *SERVED.get(hat.hat, ("G03",))):
        new = _new_hat(scene, hat, ("hats", place, "announced_to"))
        scene.hats[place] = _changed_by_manager(scene, hat, new) or _put_on(scene, hat, new)
        if worn_as(hat) in DIRECTING:
            scene.act(actions.check_step_zero, derived=True)


def _new_hat(scene: Scene, hat: HatInFile, place: tuple[str | int, ...]) -> actions.NewHat:
    person = scene.persons.get(hat.professional)
    return actions.NewHat(
        worn=worn_as(hat),
        wearer=None if person else scene.user(hat.professional),
        wearer_person=person,
        law=hat.law,
        expected_until=hat.expected_until,
        call_contact=whom_to_call(scene) if person else None,
        how=FROM_FILE if hat.hat is Hat.PROCESS_DIRECTION else "",
        told=_told(scene, hat, place),
    )


def whom_to_call(scene: Scene) -> UUID | None:
    """R-HAT-7: the professional to call when household or network keeps the overview."""
    first = scene.case.monitoring.first_to_call if scene.case.monitoring else ""
    director = scene.director()
    return scene.user(first) or (director.user_id if director else None)


def _told(scene: Scene, hat: HatInFile, place: tuple[str | int, ...]) -> tuple[actions.Told, ...]:
    found: dict[UUID, actions.Told] = {}
    for number, key in enumerate(hat.announced_to):
        person, party = scene.persons.get(key), scene.party_of(key)
        if person:
            found[person] = actions.Told(person=person, text=hat.announcement)
        elif party:
            found[party] = actions.Told(party=party, text=hat.announcement)
        else:
            scene.leave_out((*place, number), _("Deze professional hoort bij geen partij van de casus."))
    return tuple(found.values())


def _put_on(scene: Scene, hat: HatInFile, new: actions.NewHat) -> UUID:
    """As who may. Hats that chafe go together once somebody writes down how; the file has no place for that."""
    viewers = (scene.director(), *scene.triagists(), scene.roll.viewer(hat.professional))
    try:
        return scene.act_as_any(actions.put_on_hat, viewers, hat=new)
    except actions.NotPossible as exc:
        if exc.field != "mitigation":
            raise
        made = scene.act_as_any(actions.put_on_hat, viewers, hat=replace(new, mitigation=NOT_RECORDED))
        scene.derived += 1
        return made


def _changed_by_manager(scene: Scene, hat: HatInFile, new: actions.NewHat) -> UUID | None:
    """E04: on this day a manager named another director. None: it is no such change, or no manager made it."""
    event = _change_of_director(scene)
    manager = scene.roll.viewer(event.by) if event else None
    if event is None or manager is None or new.worn not in DIRECTING or scene.director() is not None:
        return None
    try:
        made = scene.act(
            actions.change_process_director,
            manager,
            new_director=new.wearer,
            variant=new.worn.variant,
            reason=event.note or NOT_RECORDED,
            told_all=True,
        )
    except actions.NotAuthorised:
        return None  # the event itself will be refused
    scene.directors_changed.add(place_of(scene.case.events, event))
    scene.act(actions.accept_hat, scene.roll.viewer(hat.professional), hat_id=made, how=FROM_FILE)
    return made


def _change_of_director(scene: Scene) -> HappeningInFile | None:
    today = timezone.localdate(scene.now)
    return next((one for one in scene.case.events if one.e == "E04" and one.at == today), None)


def take_off(scene: Scene, hat: HatInFile) -> None:
    """Takes a hat off; handed over and accepted that day when the file names to whom."""
    place = place_of(scene.case.hats, hat)
    hat_id = scene.hats.pop(place, None)
    if hat_id is None:
        _not_worn(scene, place)
        return
    with scene.noting(("hats", place)):
        _enter(scene, actions.enter_hat_taken_off, hat, hat_id)


def _not_worn(scene: Scene, place: int) -> None:
    if not any(one.place[:2] == ("hats", place) for one in scene.objections):
        text = _("De stap die de casus sloot, zette deze pet al af. Maak er dezelfde dag van.")
        scene.objections.append(Objection(("hats", place, "taken_off_at"), text))


def end_with_the_case(scene: Scene, ending: tuple[HatInFile, ...]) -> None:
    """Hats that end in the step that closes the case: the sixth stays on for that step, which takes it off itself."""
    for hat in ending:
        place = place_of(scene.case.hats, hat)
        hat_id = scene.hats.get(place)
        if hat_id is None:
            continue
        with scene.noting(("hats", place)):
            if hat.hat in ENDS_IN_THE_STEP:
                _enter(scene, actions.enter_handover, hat, hat_id)
            else:
                _enter(scene, actions.enter_hat_taken_off, hat, hat_id)
                del scene.hats[place]


def after_closing(scene: Scene) -> None:
    """The step that closed the case took off the sixth hat, and the fifth of who wore it."""
    sixth = {hat.professional for hat in scene.worn() if hat.hat is Hat.PROCESS_DIRECTION}
    for place in list(scene.hats):
        hat = scene.case.hats[place]
        if hat.hat is Hat.PROCESS_DIRECTION or (hat.hat is Hat.MONITORING and hat.professional in sixth):
            del scene.hats[place]


def _enter(scene: Scene, action: Any, hat: HatInFile, hat_id: UUID) -> None:
    viewers: tuple[Viewer | None, ...] = (
        scene.director(),
        *scene.triagists(),
        scene.roll.viewer(hat.professional),
    )
    told = hat.resident_told_at
    scene.act_as_any(
        action,
        viewers,
        hat_id=hat_id,
        receiver=_receiver(scene, hat.handed_to) if hat.handed_to else None,
        resident_told_at=datetime.combine(told, MORNING, ZONE) if told else None,
    )


def _receiver(scene: Scene, key: str) -> actions.Receiver:
    return actions.Receiver(
        user=scene.user(key) if key in scene.roll.staff.accounts else None,
        party=scene.parties.get(key),
        person=scene.persons.get(key),
    )
