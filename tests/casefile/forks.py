"""
One walk through a valid case, and at every fork the files that leave it there: a replay that many tests share.

A file that differs from the walked one in its third meeting goes the same way up to that meeting. Replaying costs a
second or two, so the way they share is gone once, and each file only goes the rest of it, in a savepoint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import fields, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases import actions
from regie.casefile.model import CaseInFile
from regie.casefile.refusals import Refusal, refusals
from regie.casefile.replay import Refused, Staff, enrol_staff, moments, perform
from regie.casefile.replay.roll import roll_of
from regie.casefile.replay.scene import Scene
from regie.casefile.timetable import timetable
from regie.casefile.validate import Checked
from tests.casefile.build import REFERENCE, checked
from tests.casefile.courses import STAFF

END = 10_000
IN_EVENTS = ("course", "events", "hats", "meetings")  # their rows stand in the events themselves


class Watched:
    """A case that remembers at which event each of its fields was read first: a file that differs in it forks there."""

    def __init__(self, case: CaseInFile) -> None:
        self.case, self.event, self.first_read = case, 0, dict[str, int]()

    def __getattr__(self, name: str) -> Any:
        self.first_read.setdefault(name, self.event)
        return getattr(self.case, name)


class _Undo(Exception):
    """Takes back what was tried."""


def walk(trunk: dict[str, Any], branches: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Refusal | None]]:
    """Each branch by its name, with why it is refused; None for one that got to its end."""
    now = timezone.now()
    files = {name: checked(case, professionals=STAFF) for name, case in branches.items()}
    main = checked(trunk, professionals=STAFF).files[0]
    case, staff = main.cases[0], enrol_staff(main, now)
    steps = moments(timetable(case, REFERENCE))
    first_read = _tried(lambda: _first_reads(case, staff, now))
    forks = {name: _fork(case, _only_case(file), steps, first_read) for name, file in files.items()}
    scene = Scene(case, roll_of(case, staff, now), REFERENCE, now)
    with actions.worklist_postponed():
        for number, (event, ahead) in enumerate(steps):
            for name in (name for name, fork in forks.items() if fork == number):
                yield name, _tried(lambda name=name, number=number: _rest(files[name], scene, staff, number))
            perform(scene, event, ahead)
        for name in (name for name, fork in forks.items() if fork >= len(steps)):
            yield name, _tried(lambda name=name: _rest(files[name], scene, staff, len(steps)))


def _tried(do: Callable[[], Any]) -> Any:
    found = None
    try:
        with transaction.atomic():
            found = do()
            raise _Undo
    except _Undo:
        return found


def _only_case(file: Checked) -> CaseInFile:
    assert file.problems == (), [str(one) for one in file.problems]
    return file.files[0].cases[0]


def _first_reads(case: CaseInFile, staff: Staff, now: Any) -> dict[str, int]:
    watched = Watched(case)
    scene = Scene(watched, roll_of(case, staff, now), REFERENCE, now)
    with actions.worklist_postponed():
        for watched.event, (event, ahead) in enumerate(moments(timetable(case, REFERENCE))):
            perform(scene, event, ahead)
    return watched.first_read


def _fork(case: CaseInFile, other: CaseInFile, steps: list[Any], first_read: dict[str, int]) -> int:
    """The first event that is another one, or that reads a field in which the two differ."""
    theirs = moments(timetable(other, REFERENCE))
    pairs = enumerate(zip(steps, theirs, strict=False))
    otherwise = next((number for number, (one, two) in pairs if one != two), min(len(steps), len(theirs)))
    differ = [one.name for one in fields(CaseInFile) if getattr(case, one.name) != getattr(other, one.name)]
    read = [first_read.get(name, END) for name in differ if name not in IN_EVENTS]
    moved = [_first_moved(getattr(case, name), getattr(other, name), steps) for name in differ if name in IN_EVENTS]
    return min([otherwise, *read, *moved])


def _first_moved(rows: tuple[Any, ...], others: tuple[Any, ...], steps: list[Any]) -> int:
    """The first event about a row that has another place in the other file: what was made is known by those places."""
    same = next((at for at, (one, two) in enumerate(zip(rows, others, strict=False)) if one != two), len(others))
    late = rows[same:]
    about = (
        number
        for number, (event, _ahead) in enumerate(steps)
        for one in vars(event).values()
        for row in late
        if one is row
    )
    return min(about, default=END)


def _rest(file: Checked, scene: Scene, staff: Staff, number: int) -> Refusal | None:
    """Why this file is refused on the rest of its way. It goes on with a scene of its own."""
    case = _only_case(file)
    kept = {one.name: deepcopy(getattr(scene, one.name)) for one in fields(Scene) if one.name not in ("case", "roll")}
    own = replace(scene, case=case, roll=scene.roll if number else roll_of(case, staff, scene.now), **kept)
    try:
        for event, ahead in moments(timetable(case, REFERENCE))[number:]:
            perform(own, event, ahead)
        own.refuse_what_was_noted()
    except Refused as exc:
        return refusals(file, file.files[0].name, 0, case.id, exc)[0]
    return None
