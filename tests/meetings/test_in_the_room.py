"""Who was in the room from when to when, and that nobody reads back what was said in between."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from cases import actions as cases
from cases.actions import NotPossible
from meetings import actions, reads
from meetings.actions import Ending, NewContribution
from meetings.models import Contribution, Meeting, MinutesCopy, Participant, Presence
from meetings.phases import Phase
from privacy import gate
from privacy.law import Purpose
from privacy.portal import restricted
from tests.looking import text_of
from tests.meetings.around import laid, put_in
from tests.meetings.test_at_the_table import K, by, opened_well, there, to_judgement  # noqa: F401

PIA, WIM, KARIM, CAS = "pia_directs_process", "wim_takes_part", "karim_receives", "cas_directs_case"
HEARD = {"1 erbij", "5 terug", "9 weer aan tafel", "11 hervat"}
MISSED = {"3 op de gang", "7 naar huis"}


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(hours=1)


@pytest.fixture
def after(by, now):  # noqa: F811
    """The common arguments so many minutes later."""
    return lambda minutes, name=PIA: by(name, now + timedelta(minutes=minutes))


@pytest.fixture
def talked(cast, by, there, after):  # noqa: F811
    """A talk about goals, of which Karim missed parts: out of the room, and gone home."""
    to_judgement(by, there, cast)
    karim, at = {"seat_id": there["karim"]}, {"meeting_id": there["meeting_id"]}
    _said(there, after, 1, "1 erbij")
    actions.go_out(**karim, **at, **after(2))
    _said(there, after, 3, "3 op de gang")
    actions.come_in(**karim, **at, **after(4))
    _said(there, after, 5, "5 terug")
    actions.mark_attendance(**karim, **at, attended=False, **after(6))
    _said(there, after, 7, "7 naar huis")
    actions.mark_attendance(**karim, **at, attended=True, **after(8))
    _said(there, after, 9, "9 weer aan tafel")
    actions.break_off(reason="Brandalarm", **at, **after(10))
    actions.resume_meeting(**at, **after(11))
    _said(there, after, 11, "11 hervat")
    return at


def _said(there, after, minutes, text):  # noqa: F811
    what = NewContribution(K.ARGUMENT, text, seat=there["noor"], **laid())
    actions.contribute(meeting_id=there["meeting_id"], what=what, **after(minutes))


def said_to(page):
    return {line.text for kind in page.said for line in kind.items}


def test_who_was_out_for_a_while_reads_what_was_said_when_in_by_the_application_and_by_the_database(
    cast,
    talked,
    after,
    client,
    monkeypatch,
):
    look = {"purpose": Purpose.COOPERATION, **talked, **after(12, KARIM)}
    with gate.opened(), transaction.atomic(), restricted(cast.viewer(KARIM)):
        assert set(Contribution.objects.values_list("text", flat=True)) == HEARD  # the application asks for everything
    assert said_to(reads.open_seat(**look)) == HEARD  # and here the database would give everything
    client.force_login(cast[KARIM])
    address = reverse("portal:seat", urlconf=settings.PORTAL_URLCONF, args=["C-1", talked["meeting_id"]])
    page = text_of(client.get(address, SERVER_NAME=settings.PORTAL_HOST))
    assert {text for text in HEARD | MISSED if text in page} == HEARD


def test_a_colleague_who_was_out_does_not_read_it_on_the_own_screen_and_who_writes_reads_all(talked, there, after):  # noqa: F811
    wim, at = {"seat_id": there["wim"]}, {"purpose": Purpose.DIRECTION, **talked}
    actions.go_out(**wim, **talked, **after(13))
    _said(there, after, 14, "14 zonder Wim")
    actions.come_in(**wim, **talked, **after(15))
    assert said_to(reads.open_live(**at, **after(16, WIM)).live) == HEARD | MISSED
    assert said_to(reads.open_live(**at, **after(16)).live) == HEARD | MISSED | {"14 zonder Wim"}
    with gate.opened():
        Meeting.objects.update(minute_taker=after(0, WIM)["viewer"].user_id)
    assert "14 zonder Wim" in said_to(reads.open_live(**at, **after(16, WIM)).live)


def test_the_copy_of_the_minutes_holds_what_was_heard_in_all_the_pieces_together(cast, talked, there, after):  # noqa: F811
    keeps = cases.Overview(
        wearer=cast[CAS].pk, accepted=True, how="aan tafel", hours="2", paid_by="Wmo", mitigation="Samen"
    )
    put_in(Phase.DECISION, talked["meeting_id"])
    actions.close_meeting(overview=keeps, ending=Ending("Het beeld klopt."), **talked, **after(17))
    actions.draft_minutes(**talked, **after(18))
    actions.share_with_each(number=1, **talked, **after(18))
    with gate.opened():
        copy = MinutesCopy.objects.get(participant=there["karim"])
        assert set(copy.entries.values_list("text", flat=True)) == HEARD
        assert not Presence.objects.filter(left_at=None).exists()


def test_who_never_came_heard_nothing_and_who_comes_late_hears_from_then_on(by, cast, there, after):  # noqa: F811
    karim, wim, at = there["karim"], there["wim"], {"meeting_id": there["meeting_id"]}
    _question(there, after, 1, "Wie is iedereen?")
    for seat in (karim, wim):
        actions.mark_never_there(seat_id=seat, **at, **after(2))
    with gate.opened():
        assert not Presence.objects.filter(participant__in=(karim, wim)).exists()
    actions.mark_attendance(seat_id=wim, attended=True, **at, **after(3))
    _question(there, after, 4, "Hoe praten wij?")
    live = reads.open_live(purpose=Purpose.DIRECTION, **at, **after(5, WIM)).live
    assert said_to(live) == {"Hoe praten wij?"}
    actions.mark_attendance(seat_id=wim, attended=False, **at, **after(6))  # was there: what was heard stays heard
    with gate.opened():
        assert Presence.objects.get(participant=wim).left_at == after(6)["now"]


def _question(there, after, minutes, text):  # noqa: F811
    what = NewContribution(K.ANNOUNCEMENT, text, seat=there["noor"])
    actions.contribute(meeting_id=there["meeting_id"], what=what, **after(minutes))


def test_who_leaves_before_having_spoken_still_heard_what_was_said(by, there, after):  # noqa: F811
    """Marked as gone, and then asked for what was never so: who spoke, was there."""
    at, wim = {"meeting_id": there["meeting_id"]}, there["wim"]
    actions.mark_attendance(seat_id=wim, attended=False, **at, **after(2))
    with gate.opened():
        assert Presence.objects.get(participant=wim).left_at == after(2)["now"]
    says = NewContribution(K.ANNOUNCEMENT, "Ik ben Wim", seat=there["karim"])
    actions.contribute(what=says, **at, **after(3))
    with pytest.raises(NotPossible, match="was er dus"):
        actions.mark_never_there(seat_id=there["karim"], **at, **after(4))
    actions.mark_never_there(seat_id=wim, **at, **after(5))
    with gate.opened():
        assert set(Presence.objects.values_list("participant", flat=True)) == {there["noor"], there["karim"]}


def test_nobody_can_be_in_the_room_twice_or_leave_before_coming(talked, there, after):  # noqa: F811
    with gate.opened():
        meeting = Meeting.objects.get()
        seat = Participant.objects.get(pk=there["karim"])
        room = {"case_id": meeting.case_id, "meeting": meeting, "participant": seat}
        for topic in (meeting.topic, None):
            with pytest.raises(IntegrityError, match="nobody_is_in_the_room_twice"), transaction.atomic():
                Presence.objects.create(**room, topic=topic, came_at=after(30)["now"])
        early, late = after(-30)["now"], after(-20)["now"]
        with pytest.raises(IntegrityError, match="came_before_leaving"), transaction.atomic():
            Presence.objects.create(**room, came_at=late, left_at=early)
    assert meeting.phase is Phase.JUDGEMENT
