"""What somebody heard: what was said in a piece of time in which that seat was in the room. For reads and actions.

The same rule twice, for rows in memory and as a condition on rows; meetings/migrations/0009_pieces_of_time.py says it a
third time, to the portal. Not here: whether somebody may hear it (meetings.admission).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from meetings.models import Meeting, Presence


class Heard:
    """Who was in the room when, at one meeting."""

    def __init__(self, meeting: Meeting) -> None:
        self._pieces: dict[tuple[UUID, UUID | None], list[tuple[datetime, datetime | None]]] = defaultdict(list)
        rows = Presence.objects.filter(meeting=meeting)
        for seat, topic, came_at, left_at in rows.values_list("participant", "topic", "came_at", "left_at"):
            self._pieces[seat, topic].append((came_at, left_at))

    def was_there(self, seat: UUID, topic: UUID | None, said_at: datetime) -> bool:
        """In the room when it was said: at that topic; of what belongs to none, at the table."""
        pieces = self._pieces.get((seat, topic), ())
        return any(came_at <= said_at and (left_at is None or said_at <= left_at) for came_at, left_at in pieces)

    def is_there(self, seat: UUID, topic: UUID | None) -> bool:
        """In the room now."""
        return any(left_at is None for _came_at, left_at in self._pieces.get((seat, topic), ()))

    def heard_by_all(self, seats: Collection[UUID], topic: UUID | None, said_at: datetime) -> bool:
        """Whether everybody of these heard it: what stands on a wall, is read by the whole room. Of nobody: no."""
        return bool(seats) and all(self.was_there(seat, topic, said_at) for seat in seats)

    def topics_of(self, seat: UUID) -> set[UUID]:
        """The topics at which this seat was in the room at any moment."""
        return {topic for one, topic in self._pieces if one == seat and topic}


def heard_by(seat: UUID) -> Q:
    """The contributions that this seat heard, as a condition."""
    then = Q(came_at__lte=OuterRef("made_at")) & (Q(left_at=None) | Q(left_at__gte=OuterRef("made_at")))
    pieces = Presence.objects.filter(then, participant=seat, meeting=OuterRef("meeting"))
    at_no_topic = Q(Exists(pieces.filter(topic=None)), topic=None)
    return Q(Exists(pieces.filter(topic=OuterRef("topic")))) | at_no_topic
