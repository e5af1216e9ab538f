"""Where somebody sits for a party: the one rule, for every page and every action. For reads and actions.

Whom a party sends now sits there for it, as long as that party did not stop. Who is sent by several parties at one
table has one seat of them: the same that the portal opens (cases.reads.invited).
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from cases.record_terms import Involvement
from meetings.models import Meeting, Participant


def own_seat(seats: Iterable[Participant], user_id: UUID) -> Participant | None:
    """The seat of this user among these, which were looked up with their parties. None: has none of them."""
    return min((seat for seat in seats if _sends(seat, user_id)), key=lambda seat: seat.pk, default=None)


def seat_of(meeting: Meeting, user_id: UUID) -> Participant | None:
    """The same, for who did not look up the seats."""
    return own_seat(meeting.participants.select_related("party").filter(party__contact=user_id), user_id)


def _sends(seat: Participant, user_id: UUID) -> bool:
    party = seat.party
    return party is not None and party.contact_id == user_id and party.involvement is not Involvement.STOPPED
