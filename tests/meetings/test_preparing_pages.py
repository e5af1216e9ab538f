"""Preparing a meeting on its page: what is refused is said where it was typed, and nothing is lost."""

from html import unescape

import pytest
from django.urls import reverse

from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from meetings import actions
from meetings.actions import NewMeeting, NewSeat
from meetings.models import Participant
from privacy import gate

MANY = 9  # one professional more than the setting allows


@pytest.fixture
def by(cast, now):
    """The common arguments of an action of the process director in C-1."""
    return {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "now": now}


@pytest.fixture
def meeting_id(by, now):
    """An MDO about C-1 that is being prepared."""
    return actions.plan_meeting(meeting=NewMeeting(MeetingKind.MDO, now, 60, (AgendaPoint.A,)), **by)


def page_of(response):
    return unescape(response.content.decode())


def test_why_a_resident_does_not_take_part_is_asked_at_the_right_seat(client, cast, by, meeting_id):
    seats = [NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"]), NewSeat(SeatKind.RESIDENT, name="Het gezin")]
    made = actions.invite_all(meeting_id=meeting_id, seats=seats, **by)
    client.force_login(cast["pia_directs_process"])
    address = reverse("meetings:arrange_participation", args=["C-1", meeting_id, made[0]])
    response = client.post(address, {"form": "declined", "declined_reason": ""})
    page = page_of(response)
    assert response.status_code == 422
    assert page.count("Schrijf op waarom deze persoon niet meedoet.") == 2  # beside the field, and in the summary
    assert f'id="part_{made[0]}_declined_reason_error"' in page
    assert f'id="part_{made[1]}_declined_reason_error"' not in page
    assert client.post(address, {"form": "declined", "declined_reason": "Wil niet"}).status_code == 303
    with gate.opened():
        assert Participant.objects.get(pk=made[0]).participation_form is ParticipationForm.DECLINED
    assert "Wil niet" in page_of(client.get(reverse("meetings:prepare", args=["C-1"])))


def test_too_many_professionals_are_counted_on_the_page(client, cast, by, meeting_id):
    seats = [NewSeat(SeatKind.EXPERT, name=f"Deskundige {number}", reason="Weet veel") for number in range(MANY)]
    client.force_login(cast["pia_directs_process"])
    actions.invite_all(meeting_id=meeting_id, seats=seats[:-1], **by)
    assert "meer dan 8" not in page_of(client.get(reverse("meetings:prepare", args=["C-1"])))
    actions.invite(meeting_id=meeting_id, seat=seats[-1], **by)
    assert "9 professionals, meer dan 8" in page_of(client.get(reverse("meetings:prepare", args=["C-1"])))
