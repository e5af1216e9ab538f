"""Who sits where for a party: every page and every action give the same answer."""

import pytest

from cases.actions import NotAuthorised
from cases.meeting_terms import Felt, FirstTurnKind
from cases.models import Party
from cases.reads import CaseNotFound
from cases.record_terms import Involvement
from meetings import actions, reads
from meetings.actions import Together
from meetings.models import Meeting, Participant
from meetings.phases import Phase
from privacy import gate
from privacy.law import Purpose
from privacy.portal import restricted
from tests.meetings.test_at_the_table import KARIM, by, there, to_picture  # noqa: F401

CAS = "cas_directs_case"


def sent(cast, *parties, **columns):
    with gate.opened():
        Party.objects.filter(pk__in=[cast.ids[party] for party in parties]).update(**columns)


def seen(read, by, who, meeting_id):  # noqa: F811
    return read(purpose=Purpose.DIRECTION, meeting_id=meeting_id, **by(who))


def test_whom_a_stopped_party_sent_has_no_seat_on_any_page_and_in_no_action(cast, by, there):  # noqa: F811
    """Cas wears a hat besides, and so still opens the page."""
    to_picture(by, there, cast)
    at = there["meeting_id"]
    sent(cast, "department_id", contact=cast[CAS])
    assert seen(reads.open_live, by, CAS, at).live.seat.id == there["wim"]
    sent(cast, "department_id", involvement=Involvement.STOPPED)
    assert seen(reads.open_live, by, CAS, at).live.seat is None
    with gate.opened():
        Meeting.objects.update(phase=Phase.DECISION)
    assert reads.open_table(purpose=Purpose.DIRECTION, **by(CAS)).asks_round is False
    with pytest.raises(CaseNotFound):
        seen(reads.open_together, by, CAS, at)
    with pytest.raises(NotAuthorised):
        actions.take_my_turn(meeting_id=at, kind=FirstTurnKind.SPOKEN, **by(CAS))
    with pytest.raises(NotAuthorised):
        actions.answer_round(meeting_id=at, answer=Together(Felt.YES, Felt.YES), **by(CAS))


def test_who_is_sent_by_two_parties_has_the_same_seat_of_them_everywhere(cast, by, there):  # noqa: F811
    to_picture(by, there, cast)
    sent(cast, "department_id", "party_id", contact=cast[KARIM])
    first = min(there["wim"], there["karim"])
    with gate.opened():
        Participant.objects.filter(pk=first).update(position=9)
    at = {"meeting_id": there["meeting_id"], "purpose": Purpose.COOPERATION, **by(KARIM)}
    actions.take_my_turn(kind=FirstTurnKind.PASSED, **at)
    with gate.opened():
        assert Participant.objects.get(first_turn_kind=FirstTurnKind.PASSED).pk == first
    with restricted(cast.viewer(KARIM)):
        assert reads.open_seat(**at).has_spoken
