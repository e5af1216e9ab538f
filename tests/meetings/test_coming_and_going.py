"""Who said no and comes after all, who leaves while speaking, and who is clicked in and out by two people at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.meeting_terms import ContributionKind, FirstTurnKind, InvitationAnswer, ParticipationForm
from cases.models import MeetingReport
from meetings import actions, reads
from meetings.actions import NewContribution
from meetings.models import Meeting, Participant, Presence, Topic
from meetings.phases import Phase
from privacy import gate
from privacy.law import Purpose
from tests.looking import text_of
from tests.meetings.around import WIM, at, invited, laid, one, opened, put_in

REASON = "Op vakantie"


@pytest.fixture
def declined(by, earlier, ids):
    """A meeting that is open, to which Saar and Wim both said no."""
    there = invited(by, earlier, ids)
    of = {"meeting_id": there["meeting"], "declined_reason": REASON, **by()}
    actions.record_answer(seat_id=there["wim"], answer=InvitationAnswer.NO, **of)
    actions.arrange_participation(seat_id=there["saar"], form=ParticipationForm.DECLINED, **of)
    actions.open_meeting(meeting_id=there["meeting"], **by())
    return there


@pytest.fixture
def talking(by, earlier, ids):
    """A table in the picture, at its first topic, where it is the turn of Wim."""
    there = opened(by, earlier, ids)
    put_in(Phase.PICTURE, there["meeting"])
    with gate.opened():
        topic = Topic.objects.filter(phase=Phase.PICTURE).first().pk
    actions.start_topic(meeting_id=there["meeting"], topic_id=topic, **by())
    actions.give_turn(meeting_id=there["meeting"], seat_id=there["wim"], **by())
    return there


def seat_of(seat_id):
    with gate.opened():
        return Participant.objects.get(pk=seat_id)


def present():
    with gate.opened():
        return MeetingReport.objects.get(case__reference="C-9").present


def inside(seat_id):
    """In the room, for what is on the table."""
    with gate.opened():
        return Presence.objects.filter(participant=seat_id, topic=one().topic_id, left_at=None).exists()


def at_the_picture(there, by):
    put_in(Phase.PICTURE, there["meeting"])
    with gate.opened():
        topic = Topic.objects.filter(phase=Phase.PICTURE).first().pk
    actions.start_topic(meeting_id=there["meeting"], topic_id=topic, **by())


# --- who said no and comes --------------------------------------------------------------------------------------------


def test_a_party_that_said_no_and_comes_is_there_with_one_click_and_takes_part(signed_in, by, declined):
    assert present() == 0
    at_the_picture(declined, by)
    said = signed_in().post(at("mark_present", declined["meeting"], declined["wim"]), follow=True)
    assert "Deze deelnemer is er." in text_of(said)
    assert seat_of(declined["wim"]).participation_form is ParticipationForm.PRESENT
    assert (present(), inside(declined["wim"])) == (1, True)
    mine = {"meeting_id": declined["meeting"], **by(WIM) | {"now": timezone.now()}}
    assert reads.open_live(purpose=Purpose.DIRECTION, **mine).live.seat.is_here
    actions.take_my_turn(kind=FirstTurnKind.PASSED, **mine)


def test_a_resident_who_said_no_and_comes_has_a_turn_and_a_voice(by, declined):
    at_the_picture(declined, by)
    actions.mark_attendance(meeting_id=declined["meeting"], seat_id=declined["saar"], attended=True, **by())
    assert (present(), inside(declined["saar"])) == (1, True)
    says = NewContribution(ContributionKind.EXPERIENCE, "Ik kom toch", seat=declined["saar"], **laid())
    actions.contribute(meeting_id=declined["meeting"], what=says, **by())


def test_how_somebody_takes_part_after_all_is_arranged_and_then_that_one_is_in_the_room(by, declined):
    """As it was before one click was enough: there already, and only then agreed to sit at the table."""
    at_the_picture(declined, by)
    with gate.opened():
        Participant.objects.filter(pk=declined["saar"]).update(attended=True)
    arrange = {"meeting_id": declined["meeting"], "seat_id": declined["saar"], **by()}
    actions.arrange_participation(form=ParticipationForm.PRESENT, **arrange)
    assert (present(), inside(declined["saar"])) == (1, True)
    actions.go_out(**arrange)
    actions.arrange_participation(form=ParticipationForm.WRITTEN, **arrange)
    assert not inside(declined["saar"])  # who was out stays out


def test_as_long_as_the_table_is_broken_off_nobody_comes_into_the_room(by, declined):
    at_the_picture(declined, by)
    with gate.opened():
        Participant.objects.filter(pk=declined["saar"]).update(attended=True)
    of = {"meeting_id": declined["meeting"], **by()}
    actions.break_off(reason="Brandalarm", **of)
    actions.arrange_participation(seat_id=declined["saar"], form=ParticipationForm.PRESENT, **of)
    assert not inside(declined["saar"])
    actions.resume_meeting(**of)
    assert inside(declined["saar"])


def test_a_wrong_click_is_taken_back_and_the_no_and_its_reason_are_there_again(signed_in, by, declined):
    of = {"meeting_id": declined["meeting"], **by()}
    prepared = at("prepare_meeting", declined["meeting"])
    for seat in ("wim", "saar"):
        actions.mark_attendance(seat_id=declined[seat], attended=True, **of)
    assert REASON not in text_of(signed_in().get(prepared))  # who is there, has no reason not to be
    for seat in ("wim", "saar"):
        actions.mark_never_there(seat_id=declined[seat], **of)
        row = seat_of(declined[seat])
        assert (row.participation_form, row.declined_reason) == (ParticipationForm.DECLINED, REASON)
    assert REASON in text_of(signed_in().get(prepared))
    assert present() == 0


def test_who_never_said_no_and_never_came_did_not_say_no(by, earlier, ids):
    there = opened(by, earlier, ids)
    actions.mark_never_there(meeting_id=there["meeting"], seat_id=there["saar"], **by())
    assert seat_of(there["saar"]).participation_form is ParticipationForm.PRESENT


# --- whose turn it is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("goes", ["mark_absent", "mark_never_there", "go_out"])
def test_whoever_goes_gives_up_the_turn(signed_in, talking, goes):
    assert one().turn_id == talking["wim"]
    assert signed_in().post(at(goes, talking["meeting"], talking["saar"])).status_code == 303
    assert one().turn_id == talking["wim"]  # that was somebody else
    assert signed_in().post(at(goes, talking["meeting"], talking["wim"])).status_code == 303
    assert one().turn_id is None


def test_who_takes_no_part_any_more_gives_up_the_turn(by, talking):
    of = {"meeting_id": talking["meeting"], "seat_id": talking["saar"], **by()}
    actions.give_turn(**of)
    actions.arrange_participation(form=ParticipationForm.DECLINED, declined_reason="Te veel", **of)
    assert one().turn_id is None


def test_a_seat_whose_turn_it_is_can_be_taken_away(signed_in, talking):
    """Out of the room and still with the turn, as rows of before this was mended can be."""
    client = signed_in()
    assert client.post(at("mark_never_there", talking["meeting"], talking["wim"])).status_code == 303
    with gate.opened():
        Meeting.objects.update(turn=talking["wim"])
    assert client.post(at("remove_seat", talking["meeting"], talking["wim"])).status_code == 302
    with gate.opened():
        assert not Participant.objects.filter(pk=talking["wim"]).exists()
    assert one().turn_id is None


# --- two clicks at once -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [0, 1])
def test_who_comes_in_by_the_earlier_of_two_clicks_is_in_from_when_that_one_went_out(by, talking, minutes):
    of = {"meeting_id": talking["meeting"], "seat_id": talking["wim"]}
    first, later = by(), by() | {"now": by()["now"] + timedelta(minutes=2)}
    actions.go_out(**of, **later)
    actions.come_in(**of, **first | {"now": first["now"] + timedelta(minutes=minutes)})
    actions.mark_attendance(attended=False, **of, **later)
    actions.mark_attendance(attended=True, **of, **first)
    with gate.opened():
        pieces = Presence.objects.filter(participant=talking["wim"])
        assert {row.came_at for row in pieces.filter(left_at=None)} == {later["now"]}
    assert inside(talking["wim"])
