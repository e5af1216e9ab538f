"""Whether a meeting changed since a screen looked: one row, and nothing of what stands in it."""

from __future__ import annotations

from functools import cache

from cases.reads.compiled import SOME_CASE, Lookup, written
from meetings.models import Meeting
from meetings.stand import Stand
from privacy.gate import entrance


@entrance
def has_changed(*, seen: Stand) -> bool:
    """Whether the meeting is not as that screen saw it: changed, cancelled, or seen by others than before."""
    found = _numbers().one({SOME_CASE: seen.meeting_id})
    return found is None or (found["version"], found["case__around"]) != (seen.version, seen.around)


@cache
def _numbers() -> Lookup:
    return written(Meeting.objects.filter(pk=SOME_CASE).values("version", "case__around"))
