"""Whether a meeting changed since a screen looked: one row, and nothing of what stands in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from meetings.models import Meeting
from meetings.stand import Stand
from privacy.compiled import SOME_MEETING, Lookup, written
from privacy.gate import entrance


@dataclass(frozen=True)
class Numbers:
    """version: of the meeting. around: who stands how to its case."""

    meeting_id: UUID
    version: int
    around: int


@entrance
def has_changed(*, seen: Stand) -> bool:
    """Whether the meeting is not as that screen saw it: changed, cancelled, or seen by others than before."""
    found = _numbers().one({SOME_MEETING: seen.meeting_id})
    return found is None or (found["version"], found["case__around"]) != (seen.version, seen.around)


@entrance
def numbers_of(*, meeting_ids: Collection[UUID]) -> tuple[Numbers, ...]:
    """Of several meetings at once. One that is not in the answer is not there any more."""
    rows = Meeting.objects.filter(pk__in=meeting_ids).values_list("pk", "version", "case__around")
    return tuple(Numbers(*row) for row in rows)


@cache
def _numbers() -> Lookup:
    return written(Meeting.objects.filter(pk=SOME_MEETING).values("version", "case__around"))
