"""A date by proposal and answer: nobody's calendar knows of it before it is picked, and everybody says when."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cases.actions import NotAuthorised, NotPossible
from cases.meeting_terms import AgendaPoint, DateFit, InvitationAnswer, MeetingKind, ParticipationForm, SeatKind
from cases.models import Invitation, Task
from cases.record_terms import TaskKind
from meetings import actions
from meetings.actions import NewMeeting, NewSeat
from meetings.dates import MOST, Moment, Tally, best, why_not_propose
from meetings.models import CalendarInvite, DateAnswer, DateOption, Meeting, Participant
from meetings.reads.facts import prepared_of
from outbox.models import Message
from privacy import gate
from privacy.law import Purpose
from privacy.portal import restricted
from tests.looking import text_of

PIA, WIM, KARIM, LOT = "pia_directs_process", "wim_takes_part", "karim_receives", "lot_receives_elsewhere"
CAN, IF_NEED, CANNOT = DateFit.CAN, DateFit.IF_NEED, DateFit.CANNOT
PORTAL = {"SERVER_NAME": settings.PORTAL_HOST}


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def by(cast, now):
    return lambda name=PIA, at=now: {"viewer": cast.viewer(name), "reference": "C-1", "now": at}


@pytest.fixture
def there(cast, by, now):
    """A planned MDO about C-1: the resident, Wim of the Wmo and Karim of De Kade. Ids by name."""
    plan = NewMeeting(MeetingKind.MDO, now + timedelta(days=9), 90, (AgendaPoint.A,))
    meeting_id = actions.plan_meeting(meeting=plan, **by())
    seats = (
        NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["department_id"], reason="De hulp"),
        NewSeat(SeatKind.CONTRIBUTES_TO_SOLUTION, party=cast.ids["party_id"], reason="De huur"),
        NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"], participation_form=ParticipationForm.PRESENT),
    )
    made = actions.invite_all(meeting_id=meeting_id, seats=seats, **by())
    return {"meeting_id": meeting_id, **dict(zip(("wim", "karim", "noor"), made, strict=True))}


@pytest.fixture
def proposed(by, there, now):
    """Three moments, the first one first; in the answer of everybody."""
    moments = [Moment(now + timedelta(days=day), 60) for day in (10, 11, 12)]
    actions.propose_dates(meeting_id=there["meeting_id"], moments=moments, **by())
    with gate.opened():
        return list(DateOption.objects.order_by("starts_at").values_list("pk", flat=True))


def says(by, there, who, answers):
    purpose = Purpose.COOPERATION if who in (KARIM, LOT) else Purpose.DIRECTION
    actions.answer_dates(meeting_id=there["meeting_id"], answers=answers, purpose=purpose, **by(who))


def tells(by, there, answers, how="gebeld"):
    at = {"meeting_id": there["meeting_id"], "seat_id": there["noor"]}
    actions.record_dates(answers=answers, how=how, **at, **by())


def meeting():
    with gate.opened():
        return Meeting.objects.get()


def in_calendars():
    with gate.opened():
        return set(CalendarInvite.objects.filter(cancelled_at=None).values_list("user", flat=True))


def at(name, *args):
    return reverse(f"meetings:{name}", args=["C-1", *args])


def in_portal(name, *args):
    return reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=["C-1", *args])


def test_a_proposed_date_stands_in_no_calendar_and_the_picked_one_in_everybodys(cast, by, there, proposed, now):
    """Who said to be able to comes; who said otherwise, or nothing, is asked again."""
    everybody = {cast[name].pk for name in (PIA, WIM, KARIM)}
    assert in_calendars() == set()
    assert meeting().planned_at == now + timedelta(days=10)
    with gate.opened():
        assert Message.objects.filter(topic="meetings.calendar", key__endswith=":1").count() == 3  # taken out again
        asked = Task.objects.get(kind=TaskKind.ANSWER_DATES, done_at=None)
        invited = Invitation.objects.get(party=cast.ids["party_id"])
    assert (asked.assignee_id, invited.date_open, invited.dates_wait) == (cast[WIM].pk, True, True)
    says(by, there, KARIM, dict.fromkeys(proposed, CAN))
    says(by, there, WIM, {proposed[0]: CAN, proposed[1]: IF_NEED})
    with gate.opened():
        assert not Invitation.objects.get(party=cast.ids["party_id"]).dates_wait
        assert Task.objects.filter(kind=TaskKind.ANSWER_DATES, done_at=None).exists()  # of one he said nothing yet
    says(by, there, WIM, {proposed[0]: CAN, proposed[1]: IF_NEED, proposed[2]: CANNOT})
    with gate.opened():
        assert not Task.objects.filter(kind=TaskKind.ANSWER_DATES, done_at=None).exists()
    pick = {"meeting_id": there["meeting_id"], "option_id": proposed[1], **by()}
    for _time in range(2):  # a double click is one
        actions.pick_date(**pick)
    held = meeting()
    assert (held.planned_at, held.duration_minutes, held.date_asked_at) == (now + timedelta(days=11), 60, None)
    assert in_calendars() == everybody
    with gate.opened():
        answers = dict(Invitation.objects.values_list("party", "answer"))
        assert DateOption.objects.exclude(expired_at=None).count() == 2
        assert CalendarInvite.objects.filter(cancelled_at=None, sequence=0).count() == 3
    yes, waiting = InvitationAnswer.YES, InvitationAnswer.WAITING
    assert answers == {cast.ids["party_id"]: yes, cast.ids["department_id"]: waiting}
    with pytest.raises(NotPossible, match="al gekozen"):
        says(by, there, KARIM, {proposed[0]: CAN})
    with pytest.raises(NotPossible, match="al gekozen"):
        actions.pick_date(**pick | {"option_id": proposed[0]})
    change = NewMeeting(MeetingKind.MDO, now + timedelta(days=20), 60, (AgendaPoint.A,))
    actions.change_meeting(meeting_id=there["meeting_id"], meeting=change, **by())
    with gate.opened():
        assert CalendarInvite.objects.filter(cancelled_at=None, sequence=1).count() == 3  # moved along, as ever


def test_what_cannot_be_proposed_answered_or_picked_says_why(by, there, proposed, now):
    propose = lambda *moments: actions.propose_dates(  # noqa: E731
        meeting_id=there["meeting_id"], moments=moments, **by()
    )
    soon = now + timedelta(days=2)
    many = [Moment(soon + timedelta(hours=hour), 60) for hour in range(MOST - 2)]
    for moments, why in (
        ((), "ten minste een moment"),
        ([Moment(now, 60)], "nog komen"),
        ([Moment(now + timedelta(days=400), 60)], "binnen een jaar"),
        ([Moment(soon, 4)], "5 minuten"),
        (many, f"niet meer dan {MOST}"),
    ):
        with pytest.raises(NotPossible, match=why):
            propose(*moments)
    propose(Moment(now + timedelta(days=10), 60))  # proposed already
    with gate.opened():
        assert DateOption.objects.count() == 3
    with pytest.raises(NotPossible, match="hoe u dit hoorde"):
        tells(by, there, {proposed[0]: CAN}, how=" ")
    with pytest.raises(NotPossible, match="ten minste een moment"):
        tells(by, there, {})
    with pytest.raises(NotAuthorised):
        says(by, there, "cas_directs_case", {proposed[0]: CAN})
    with pytest.raises(NotPossible, match="nog geen datum"):
        actions.open_meeting(meeting_id=there["meeting_id"], **by())
    accept = {"meeting_id": there["meeting_id"], "purpose": Purpose.COOPERATION}
    with pytest.raises(NotPossible, match="nog geen datum"):
        actions.accept_invitation(**accept, **by(KARIM))
    late = by(PIA, now + timedelta(days=10, hours=1))
    with pytest.raises(NotPossible, match="al voorbij"):
        actions.pick_date(meeting_id=there["meeting_id"], option_id=proposed[0], **late)
    actions.withdraw_date(meeting_id=there["meeting_id"], option_id=proposed[0], **by())
    with pytest.raises(NotPossible, match="intussen gewijzigd"):
        says(by, there, KARIM, {proposed[0]: CAN})
    assert meeting().planned_at == now + timedelta(days=11)
    change = NewMeeting(MeetingKind.MDO, now + timedelta(days=20), 60, (AgendaPoint.A,))
    actions.change_meeting(meeting_id=there["meeting_id"], meeting=change, **by())
    assert (meeting().date_asked_at, len(in_calendars())) == (None, 3)  # who directs may know it without asking


def test_the_best_moment_is_first_of_all_one_at_which_the_household_can():
    without = Tally(can=9, if_need=0, cannot=0, waiting=0, residents_cannot=1)
    tight = Tally(can=1, if_need=2, cannot=6, waiting=0, residents_cannot=0)
    fine = Tally(can=2, if_need=2, cannot=5, waiting=0, residents_cannot=0)
    assert best([without, tight, fine]) is fine
    assert best([Tally(0, 0, 0, 3, 0)]) is None
    assert why_not_propose([Moment(timezone.now() + timedelta(days=1), 60)], MOST - 1, timezone.now()) is None


def test_who_directs_sees_who_can_when_with_the_resident_who_cannot_first(client, cast, by, there, proposed):
    client.force_login(cast[PIA])
    says(by, there, WIM, dict.fromkeys(proposed, CAN))
    record = at("record_dates", there["meeting_id"], there["noor"])
    refused = client.post(record, {f"moment_{proposed[0]}": "cannot", "how": ""})
    assert refused.status_code == 422
    kept = next(form for row, form in refused.context["date_rows"] if row.seat_id == there["noor"])
    assert kept[f"moment_{proposed[0]}"].value() == "cannot"
    assert client.post(record, {f"moment_{proposed[0]}": "cannot", "how": "gebeld"}).status_code == 303
    page = text_of(client.get(at("dates")))
    assert "Kan dan niet: Noor Zeegers" in page
    assert "gebeld" in page
    assert page.index('scope="row">Noor Zeegers') < page.index('scope="row">Wmo Dorp')
    assert page.count("Past nu het best") == 2  # both others
    assert text_of(client.get(at("prepare"))).count("Wie kan wanneer") == 1
    assert "De datum is nog niet gekozen" in text_of(client.get(at("meetings")))
    wrong = client.post(at("propose_dates", there["meeting_id"]), {"moments": "morgen", "minutes": "60"})
    assert (wrong.status_code, "morgen" in text_of(wrong)) == (422, True)
    assert client.post(at("pick_date", there["meeting_id"], proposed[1])).status_code == 303
    assert "De datum is nog niet gekozen" not in text_of(client.get(at("prepare")))


def test_a_colleague_answers_on_the_own_page_and_finds_it_under_the_own_work(client, cast, by, there, proposed):
    client.force_login(cast[WIM])
    assert at("dates") in text_of(client.get("/"))
    page = text_of(client.get(at("dates")))
    assert "Wanneer kunt u?" in page
    assert at("pick_date", there["meeting_id"], proposed[0]) not in page
    assert client.post(at("answer_dates", there["meeting_id"]), {}).status_code == 409
    sent = {f"moment_{option}": "can" for option in proposed}
    assert client.post(at("answer_dates", there["meeting_id"]), sent).status_code == 303
    assert client.post(at("pick_date", there["meeting_id"], proposed[0])).status_code == 403
    with gate.opened():
        assert DateAnswer.objects.filter(participant=there["wim"], answer=CAN).count() == 3


def test_a_partner_answers_in_the_portal_and_meets_the_answers_of_nobody_else(
    client, cast, by, there, proposed, monkeypatch
):
    tells(by, there, dict.fromkeys(proposed, CANNOT), how="Moeder van Noor belde")
    says(by, there, WIM, dict.fromkeys(proposed, CAN))
    client.force_login(cast[KARIM])
    start = text_of(client.get(reverse("portal:start", urlconf=settings.PORTAL_URLCONF), **PORTAL))
    for words in ("De datum is nog niet gekozen", "Zeg wanneer u kunt"):
        assert words in start
    address = in_portal("invitation", there["meeting_id"])
    page = text_of(client.get(address, **PORTAL))
    with gate.opened():
        first = DateOption.objects.get(pk=proposed[0]).starts_at
    assert date_format(timezone.localtime(first), "j F Y, H:i") in page
    for hidden in ("Moeder van Noor belde", "Noor Zeegers", "Ja, ik kom", in_portal("calendar", there["meeting_id"])):
        assert hidden not in page
    send, sent = in_portal("answer_dates", there["meeting_id"]), {f"moment_{proposed[0]}": "if_need"}
    assert client.post(send, sent, **PORTAL).status_code == 303
    assert client.post(send, {}, **PORTAL).status_code == 409
    with gate.opened(), transaction.atomic(), restricted(cast.viewer(KARIM)):
        assert set(DateAnswer.objects.values_list("participant", flat=True)) == {there["karim"]}
        assert set(DateOption.objects.values_list("pk", flat=True)) == set(proposed)
    with gate.opened(), transaction.atomic(), restricted(cast.viewer(LOT)):
        assert not DateOption.objects.exists()
        assert not DateAnswer.objects.exists()
    client.force_login(cast[LOT])
    assert client.post(send, sent, **PORTAL).status_code == 404
    actions.withdraw_date(meeting_id=there["meeting_id"], option_id=proposed[0], **by())
    client.force_login(cast[KARIM])
    stale = client.post(send, sent | {f"moment_{proposed[1]}": "can"}, **PORTAL)
    assert stale.status_code == 303  # what is gone from the page is left out, what is still there is kept
    with gate.opened():
        assert DateAnswer.objects.get(participant=there["karim"], option=proposed[1]).answer is CAN


def test_a_meeting_can_be_planned_without_a_date_and_then_asks_for_one(client, cast, by):
    client.force_login(cast[PIA])
    sent = {"kind": "mdo", "planned_at": "", "duration_minutes": "60", "covers": ["a", "b"]}
    for _time in range(2):
        assert client.post(at("plan_meeting"), sent).status_code == 303
    held = meeting()
    assert held.date_asked_at is not None
    assert in_calendars() == set()
    page = text_of(client.get(at("dates")))
    for words in ("Er zijn nog geen momenten voorgesteld.", "Stel momenten voor", "er is nog geen datum"):
        assert words in page
    when = f"{timezone.localdate() + timedelta(days=7):%d-%m-%Y}"
    two = {"moments": f"{when} 10:00", "moments_2": f"{when} 14:00", "minutes": "60"}
    assert client.post(at("propose_dates", held.pk), two).status_code == 303
    kept = sent | {"version": prepared_of(meeting())}
    assert client.post(at("change_meeting", held.pk), kept).status_code == 303  # another agenda, still no date
    assert meeting().date_asked_at is not None
    with gate.opened():
        option = DateOption.objects.first().pk
    assert client.post(at("pick_date", held.pk, option)).status_code == 303
    emptied = client.post(at("change_meeting", held.pk), sent | {"version": prepared_of(meeting())})
    assert emptied.status_code == 422
    assert "Schrijf een datum en een tijd, of stel momenten voor." in text_of(emptied)
    with gate.opened():
        assert not Participant.objects.exists()


def test_whoever_said_no_and_can_after_all_is_asked_again(cast, by, there, proposed):
    at_seat = {"meeting_id": there["meeting_id"], "purpose": Purpose.COOPERATION, **by(KARIM)}
    actions.decline_invitation(reason="Dan ben ik weg", **at_seat)

    def answered():
        with gate.opened():
            return Invitation.objects.get(party=cast.ids["party_id"]).answer

    says(by, there, KARIM, {proposed[0]: CANNOT})
    assert answered() is InvitationAnswer.NO
    says(by, there, KARIM, {proposed[1]: CAN})
    assert answered() is InvitationAnswer.WAITING


def test_the_page_of_the_date_stands_under_the_tab_of_the_meetings(signed_in, there):
    tabs = signed_in().get(reverse("meetings:dates", args=["C-1"])).context["subnav"]
    assert [tab.url for tab in tabs if tab.current] == [reverse("meetings:meetings", args=["C-1"])]
