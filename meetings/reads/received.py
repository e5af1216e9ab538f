"""Which entry of the minutes goes to whom: seats, presences and what each may hear, held against the rule.

For reads and actions among themselves. The rule itself: meetings.recipients.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from cases.meeting_terms import MinutesSection, SeatKind
from cases.reading_along import ReadingAlong
from meetings.admission import Pair
from meetings.models import Meeting, MinutesEntry, Participant
from meetings.reads.admitted import guests_at
from meetings.reads.facts import is_present
from meetings.reads.heard import Heard
from meetings.recipients import Said, why_not_received

WhyNot = dict[UUID, dict[UUID, str]]


def recipients_of(
    meeting: Meeting,
    seats: Collection[Participant],
    entries: Collection[MinutesEntry],
    kept_apart: frozenset[Pair],
    reading: ReadingAlong,
    now: datetime,
) -> WhyNot:
    """By seat and entry: why it is left out of that copy, or nothing for what is in it."""
    guests = guests_at(meeting, seats, now)
    heard = Heard(meeting)
    return {
        seat.pk: {
            entry.pk: why_not_received(
                said(entry), seat.pk, guests[seat.pk], _was_there(heard, entry, seat), kept_apart, reading
            )
            for entry in entries
        }
        for seat in seats
    }


def said(entry: MinutesEntry) -> Said:
    """An entry as the rule knows it."""
    return Said(entry.category, frozenset(entry.about), entry.law, frozenset(entry.readers), entry.of_meeting)


def _was_there(heard: Heard, entry: MinutesEntry, seat: Participant) -> bool:
    """In the room when it was said. A statement was not said there: it is for who was at the meeting, and one's own.

    How a resident took part and why not, was said to who directs: that is not for who was brought along.
    """
    if entry.section is MinutesSection.STATEMENT:
        return is_present(seat) or seat.person_id in entry.about
    if entry.section is MinutesSection.PRESENT and not entry.of_meeting and seat.seat_kind is SeatKind.NETWORK:
        return seat.person_id in entry.about
    return heard.was_there(seat.pk, entry.topic_id, entry.said_at)
