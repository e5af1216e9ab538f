"""Telling whom a party sends that an invitation waits, after the transaction of the deed."""

from __future__ import annotations

from meetings.actions.seated import Seated
from meetings.models import Participant
from outbox import actions as outbox
from privacy.viewer import Origin


def tell_invited(at: Seated, seat: Participant) -> None:
    """One message for each time that an answer is asked. Of what a file says happened before, nobody is told."""
    party = at.at_table.parties.get(seat.party_id) if seat.party_id else None
    if party is None or party.has_stopped or not party.in_portal or at.viewer.origin is Origin.IMPORT:
        return
    outbox.put(
        topic="meetings.invited",
        key=f"invited:{seat.pk}:{at.meeting.version}",
        payload={"user_id": str(party.contact), "what": "invitation"},
    )
