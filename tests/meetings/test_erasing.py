"""What is erased counts no longer: the fact on the case that the guards read is renewed with the erasure itself."""

import pytest

from cases import actions as cases
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from cases.models import MeetingReport
from meetings import actions
from meetings.actions import NewMeeting, NewSeat
from privacy import gate


@pytest.fixture
def by(cast, now):
    """The common arguments of an action of the process director in C-1."""
    return {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "now": now}


@pytest.fixture
def seats(cast, now, by):
    """An open meeting about C-1 with somebody of the household, a party, and a signal that was answered."""
    meeting_id = actions.plan_meeting(meeting=NewMeeting(MeetingKind.MDO, now, 75, (AgendaPoint.A,)), **by)
    present = ParticipationForm.PRESENT
    resident = NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"], participation_form=present)
    party = NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["party_id"], reason="De huur")
    made = actions.invite_all(meeting_id=meeting_id, seats=(resident, party), **by)
    actions.open_meeting(meeting_id=meeting_id, **by)
    return made


def counted():
    with gate.opened():
        report = MeetingReport.objects.get()
    return report.invited, report.residents, report.professionals, report.present, report.waiting, len(report.parties)


def test_an_erased_seat_counts_no_longer(by, seats):
    assert counted() == (2, 1, 1, 2, 2, 1)
    cases.erase_item(table="meetings.participant", item_id=seats[1], **by)
    assert counted() == (1, 1, 0, 1, 1, 0)


def test_the_seat_of_an_erased_party_counts_no_longer(cast, by, seats):
    cases.erase_item(table="cases.party", item_id=cast.ids["party_id"], **by)
    assert counted() == (1, 1, 0, 1, 1, 0)


def test_what_went_with_an_erased_person_counts_no_longer(cast, by, seats):
    """Of a household of one, everything is about this one person: the seat of the party goes along."""
    cases.erase_person(person_id=cast.ids["person_id"], **by)
    assert counted() == (0, 0, 0, 0, 0, 0)


def test_erasing_in_one_case_leaves_the_meetings_of_another_alone(cast, now, by, seats):
    elsewhere = {"viewer": cast.viewer("omar_directs_elsewhere"), "reference": "C-2", "now": now}
    actions.plan_meeting(meeting=NewMeeting(MeetingKind.MDO, now, 75, (AgendaPoint.A,)), **elsewhere)
    with gate.opened():
        MeetingReport.objects.filter(case__reference="C-2").update(invited=7)
    cases.erase_item(table="meetings.participant", item_id=seats[0], **by)
    with gate.opened():
        assert MeetingReport.objects.get(case__reference="C-2").invited == 7
