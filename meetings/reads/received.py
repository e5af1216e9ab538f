"""Which entry of the minutes goes to whom: seats, presences and what each may hear, held against the rule.

For reads and actions among themselves. The rule itself: meetings.recipients.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from meetings.admission import Pair
from meetings.models import Meeting, MinutesEntry, Participant, Presence
from meetings.reads.admitted import guests_at
from meetings.reads.facts import is_present
from meetings.recipients import Said, why_not_received

WhyNot = dict[UUID, dict[UUID, str]]


def recipients_of(
    meeting: Meeting,
    seats: Collection[Participant],
    entries: Collection[MinutesEntry],
    kept_apart: frozenset[Pair],
    now: datetime,
) -> WhyNot:
    """By seat and entry: why it is left out of that copy, or nothing for what is in it."""
    guests = guests_at(meeting, seats, now)
    there = {(row.topic_id, row.participant_id): row for row in Presence.objects.filter(topic__meeting=meeting)}
    return {
        seat.pk: {
            entry.pk: why_not_received(said(entry), guests[seat.pk], _was_there(there, entry, seat), kept_apart)
            for entry in entries
        }
        for seat in seats
    }


def said(entry: MinutesEntry) -> Said:
    """An entry as the rule knows it."""
    return Said(entry.category, frozenset(entry.about), entry.law)


def _was_there(there: dict[tuple[UUID, UUID], Presence], entry: MinutesEntry, seat: Participant) -> bool:
    """In the room when it was said; of what belongs to no topic: at the meeting."""
    if entry.topic_id is None:
        return is_present(seat)
    row = there.get((entry.topic_id, seat.pk))
    if row is None or entry.said_at < row.came_at:
        return False
    return row.left_at is None or entry.said_at <= row.left_at
