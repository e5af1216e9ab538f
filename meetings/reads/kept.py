"""
The rows of a table as it stands, kept for a moment: when something changes, forty screens of it ask at once.

Only what is the same for everybody who looks; what each may see of it is judged anew (meetings.reads.live). Kept in the
memory of one process for a few seconds, under the stand of the table: what changes, is another stand. Filled only by a
page that is read, and so never with what a deed may still take back.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock, RLock
from typing import Generic, TypeVar
from uuid import UUID

from django.conf import settings

from meetings.admission import Guest, Pair
from meetings.models import Contribution, Meeting, NewFactsSignal, Participant, Topic
from meetings.reads.admitted import WhyNot, admissions, guests_at
from meetings.reads.facts import is_present, sitting_at
from meetings.reads.heard import Heard
from meetings.reads.moment import in_order

TABLES = 100  # that run at one moment, for one process
Key = tuple[UUID, int, int]
_T = TypeVar("_T")


class looked_up_once(Generic[_T]):  # noqa: N801 - it is used as cached_property is
    """Looked up by the first who asks. Who asks meanwhile waits for that, and does not look it up as well.

    A cached_property holds up all tables of the process for that, or from Python 3.12 on nobody.
    """

    def __init__(self, look_up: Callable[[TableRows], _T]) -> None:
        self._look_up, self._name = look_up, look_up.__name__

    def __get__(self, rows: TableRows, owner: type[TableRows]) -> _T:
        with rows.lock:
            if self._name not in vars(rows):
                vars(rows)[self._name] = self._look_up(rows)
        found: _T = vars(rows)[self._name]
        return found


class TableRows:
    """Who sits there, the agenda, what was said and who heard it. Never changed by who reads it."""

    def __init__(self, meeting: Meeting, kept_apart: frozenset[Pair], now: datetime) -> None:
        self.made_at, self.lock = now, RLock()
        self._meeting, self._kept_apart = meeting, kept_apart

    @looked_up_once
    def seats(self) -> list[Participant]:
        return sitting_at(self._meeting)

    @looked_up_once
    def here(self) -> list[Participant]:
        return [seat for seat in self.seats if is_present(seat)]

    @looked_up_once
    def topics(self) -> list[Topic]:
        return in_order(self._meeting.topics.all())

    @looked_up_once
    def minute_taker(self) -> str:
        """By name; empty when nobody was named yet."""
        return self._meeting.minute_taker.name if self._meeting.minute_taker else ""

    @looked_up_once
    def signals(self) -> list[NewFactsSignal]:
        return list(self._meeting.new_facts.order_by("raised_at"))

    @looked_up_once
    def contributions(self) -> list[Contribution]:
        return list(self._meeting.contributions.select_related("participant").order_by("made_at", "pk"))

    @looked_up_once
    def heard(self) -> Heard:
        return Heard(self._meeting)

    @looked_up_once
    def guests(self) -> dict[UUID, Guest]:
        """Who is here, with what each may hear: asked before there is a topic."""
        return guests_at(self._meeting, self.here, self.made_at)

    @looked_up_once
    def why_not(self) -> WhyNot:
        """Of the topics that are still to come, or on the table."""
        open_topics = [topic for topic in self.topics if not topic.ended_at]
        return admissions(self._meeting, open_topics, self.here, self._kept_apart, self.made_at)


_kept: OrderedDict[Key, TableRows] = OrderedDict()
_lock = Lock()


def rows_of(meeting: Meeting, around: int, kept_apart: frozenset[Pair], now: datetime) -> TableRows:
    """The rows of this table at this stand, as they were looked up a moment ago or as they are now."""
    key, oldest = (meeting.pk, meeting.version, around), now - timedelta(seconds=settings.TABLE_KEPT_SECONDS)
    with _lock:
        found = _kept.get(key)
        if found is None or not oldest < found.made_at <= now:
            found = _kept[key] = TableRows(meeting, kept_apart, now)
            _kept.move_to_end(key)
        while len(_kept) > TABLES:
            _kept.popitem(last=False)
    return found
