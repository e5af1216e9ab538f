"""
The steps and the meetings of one day, woven into one order. The file dates both, and only that.

Steps keep the order of the file, which is that of the stappenplan. A meeting opens before the steps that are made at
the table and closes before those that need it closed. Not here: all else that happens on a day (timetable).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cases.meeting_terms import MeetingKind
from regie.casefile.model import MeetingInFile, StepInFile

BEFORE_ANY_TABLE = {"T01", "T02", "T04", "T31"}
AT_THE_TABLE = {"T06", "T08", "T11"}
ROUND_THE_TABLE = {f"T{number:02}" for number in range(5, 21)}
RECONVENING = {"T21", "T22"}
EVALUATING = {"T23", "T26", "T27", "T28", "T29", "T30", "T32"}
NEEDS_IT_CLOSED = {"T03", "T13", "T17", "T18", "T24", "T25", "W01"} | EVALUATING
_OWN: dict[MeetingKind, set[str]] = {MeetingKind.RECONVENE: RECONVENING, MeetingKind.EVALUATION: EVALUATING}


@dataclass(frozen=True)
class Opens:
    """Here a meeting begins."""

    meeting: MeetingInFile


@dataclass(frozen=True)
class Closes:
    """Here it ends."""

    meeting: MeetingInFile


Mark: TypeAlias = Opens | Closes | StepInFile


def weave(steps: Sequence[StepInFile], meetings: Sequence[MeetingInFile]) -> tuple[Mark, ...]:
    """One order for the steps and meetings of a day: one meeting at a time, each opened and closed once."""
    ids = [step.t for step in steps]
    order: list[Mark] = []
    done = 0
    for number, meeting in enumerate(meetings):
        opens = _opens_before(meeting, ids, done)
        closes = _closes_before(meeting, ids, opens, _stays_clear_of(meetings[number + 1 :], meeting, ids, opens))
        order += [*steps[done:opens], Opens(meeting), *steps[opens:closes], Closes(meeting)]
        done = closes
    return (*order, *steps[done:])


def _opens_before(meeting: MeetingInFile, ids: Sequence[str], done: int) -> int:
    """The step before which this meeting opens: the first of its own kind, else the first that follows triage."""
    if meeting.kind is MeetingKind.RECONVENE and (at_table := _where_others_join(ids, done)) is not None:
        return at_table
    triaged = max((index + 1 for index in range(done, len(ids)) if ids[index] in BEFORE_ANY_TABLE), default=done)
    for start, family in ((done, _OWN.get(meeting.kind, set())), (triaged, ROUND_THE_TABLE)):
        for index in range(start, len(ids)):
            if ids[index] in family:
                return index
    return triaged


def _where_others_join(ids: Sequence[str], done: int) -> int | None:
    """The T06 of a day that reconvenes with other parties (T22): they are invited first, and then the table opens."""
    later = ids[done:]
    if "T22" not in later or "T06" not in later[later.index("T22") :]:
        return None
    return ids.index("T06", ids.index("T22", done))


def _closes_before(meeting: MeetingInFile, ids: Sequence[str], opens: int, limit: int) -> int:
    """The step before which this meeting closes: the first that needs it closed, with nothing at the table after it."""
    last_at_table = max((index for index in range(opens, limit) if ids[index] in AT_THE_TABLE), default=-1)
    if last_at_table < 0 and meeting.kind in (MeetingKind.MONITORING, MeetingKind.EVALUATION):
        return opens
    for index in range(max(opens, last_at_table + 1), limit):
        if ids[index] in NEEDS_IT_CLOSED:
            return index
    return limit


def _stays_clear_of(later: Sequence[MeetingInFile], meeting: MeetingInFile, ids: Sequence[str], opens: int) -> int:
    """Where a later meeting of another kind begins on the same day; the end of the day without one."""
    for other in later:
        if other.kind is not meeting.kind and other.kind in _OWN:
            for index in range(opens + 1, len(ids)):
                if ids[index] in _OWN[other.kind]:
                    return index
    return len(ids)
