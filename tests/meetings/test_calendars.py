"""A meeting in the calendars of who comes: it comes in, moves along and goes out, and does not say of whom it is."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from uuid import UUID

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from cases.actions import change_involvement, keep_apart
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from cases.models import Case, HatPeriod, Person
from cases.record_terms import Involvement
from meetings import actions, tasks
from meetings.actions import NewMeeting, NewSeat
from meetings.dates import Moment
from meetings.models import CalendarInvite, Meeting, Participant
from outbox.models import Message
from privacy import gate
from privacy.models import ReadLog
from privacy.viewer import Origin
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of

PIA, WIM, KARIM, BERT, LOT = (
    "pia_directs_process", "wim_takes_part", "karim_receives", "bert_stands_nowhere", "lot_receives_elsewhere",
)  # fmt: skip


@pytest.fixture
def by(cast, now):
    return {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}


@pytest.fixture
def moment(now):
    at = (now + timedelta(days=60)).replace(microsecond=0)
    return NewMeeting(MeetingKind.MDO, at, 75, tuple(AgendaPoint), place="Gemeentehuis")


@pytest.fixture
def meeting_id(cast, by, moment):
    """An MDO to which Noor, Wim of the Wmo and Karim of De Kade are invited."""
    meeting_id = actions.plan_meeting(meeting=moment, **by)
    seats = (
        NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"], participation_form=ParticipationForm.PRESENT),
        NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["department_id"], reason="De hulp"),
        NewSeat(SeatKind.CONTRIBUTES_TO_SOLUTION, party=cast.ids["party_id"], reason="De huur"),
    )
    actions.invite_all(meeting_id=meeting_id, seats=seats, **by)
    return meeting_id


def test_the_outbox_knows_who_sends_it():
    assert settings.OUTBOX_LISTENERS["meetings.calendar"] == (tasks.send_calendar.name,)


def invite_of(cast, name):
    with gate.opened():
        return CalendarInvite.objects.filter(user=cast[name]).order_by("changed_at", "sequence").last()


def delivered():
    """What is promised is told, once and then again; each mail is sent once. Returns by whom, what it holds."""
    mail.outbox.clear()
    waiting = list(Message.objects.filter(topic="meetings.calendar", delivered_at=None).order_by("id"))
    for message in waiting * 2:
        assert message.payload.keys() == {"invite_id"}
        tasks.send_calendar(message.key, message.payload)
    Message.objects.filter(pk__in=[message.pk for message in waiting]).delete()
    return {sent.to[0]: read(sent) for sent in mail.outbox}


def read(sent):
    """The event in a mail as a calendar reads it, with what the mail itself says."""
    parsed = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    part = next(one for one in parsed.walk() if one.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["method"]
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    (event,) = calendar.walk("VEVENT")
    return calendar["method"], int(event["sequence"]), event, sent


def test_who_has_an_account_gets_the_meeting_once_and_nothing_says_of_whom_it_is(cast, by, meeting_id, moment):
    sent = delivered()
    assert sent.keys() == {cast[name].email for name in (PIA, WIM, KARIM)}
    assert delivered() == {}
    with gate.opened():
        known = [Person.objects.get(pk=cast.ids["person_id"]).name, "C-1", str(meeting_id), str(by["viewer"].user_id)]
        known += [str(Case.objects.get(reference="C-1").pk), str(cast.ids["person_id"]), "De huur", cast[PIA].name]
    for name, address in ((KARIM, cast[KARIM].email), (WIM, cast[WIM].email)):
        method, sequence, event, message = sent[address]
        assert (method, sequence, str(event["summary"]), str(event["location"])) == (
            "REQUEST",
            0,
            "Overleg",
            "Gemeentehuis",
        )
        assert event["dtstart"].params["tzid"] == "Europe/Amsterdam"
        assert (event.start, event.end) == (moment.planned_at, moment.planned_at + timedelta(minutes=75))
        assert str(event["attendee"]) == f"mailto:{address}"
        assert str(event["organizer"]) == "mailto:regie@localhost"
        assert message.subject == "Overleg: uitnodiging"
        whole = message.body + event.to_ical().decode().replace("\r\n ", "")
        assert not [word for word in known if word in whole], name
    assert settings.PORTAL_URL in sent[cast[KARIM].email][3].body
    assert settings.SITE_URL in sent[cast[WIM].email][3].body


def test_the_number_rises_only_when_time_or_place_change(cast, by, meeting_id, moment):
    first = delivered()[cast[KARIM].email]
    change = {"meeting_id": meeting_id, **by}
    other_words = NewMeeting(moment.kind, moment.planned_at, 75, moment.covers, place=moment.place, question="Wat nu?")
    actions.change_meeting(meeting=other_words, **change)
    assert delivered() == {}
    later = NewMeeting(moment.kind, moment.planned_at + timedelta(days=1), 75, moment.covers, place=moment.place)
    for number, meeting in enumerate((later, NewMeeting(moment.kind, later.planned_at, 60, moment.covers)), start=1):
        actions.change_meeting(meeting=meeting, **change)
        method, sequence, event, message = delivered()[cast[KARIM].email]
        assert (method, sequence, event["uid"]) == ("REQUEST", number, first[2]["uid"])
        assert message.subject == "Overleg: gewijzigd"
        assert event.start == later.planned_at


def test_when_other_dates_are_asked_the_mail_says_so_and_not_that_the_meeting_is_gone(cast, by, meeting_id, moment):
    delivered()
    asked = [Moment(moment.planned_at + timedelta(days=day), 75) for day in (1, 2)]
    actions.propose_dates(meeting_id=meeting_id, moments=asked, **by)
    method, _sequence, _event, message = delivered()[cast[KARIM].email]
    assert method == "CANCEL"
    assert "wordt een ander moment gezocht" in message.body
    assert "gaat niet door" not in message.body


def test_it_follows_who_directs_the_process_and_not_who_planned_it(cast, by, meeting_id, moment):
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-1", wearer=cast[PIA], taken_off_at=None).update(wearer=cast[BERT])
    later = replace(moment, planned_at=moment.planned_at + timedelta(days=1))
    actions.change_meeting(meeting=later, meeting_id=meeting_id, **by | {"viewer": cast.viewer(BERT)})
    assert invite_of(cast, PIA).cancelled_at
    assert invite_of(cast, BERT).cancelled_at is None


def test_a_party_that_stops_no_longer_has_it_in_the_own_calendar(cast, by, meeting_id):
    party = {"party_id": cast.ids["party_id"], "involvement": Involvement.STOPPED, "professionals": 0}
    change_involvement(**party, reason="Klaar", **by)
    assert invite_of(cast, KARIM).cancelled_at
    assert invite_of(cast, WIM).cancelled_at is None
    assert invite_of(cast, PIA).cancelled_at is None


def test_the_paper_of_who_must_not_meet_somebody_there_says_not_where_nor_who(client, cast, by, meeting_id):
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        dad = PersonFactory(municipality=case.municipality, name="Piet Zeegers", made_at=by["now"])
        HouseholdMemberFactory(case=case, person_id=dad.pk, made_by=cast[PIA])
        resident = Meeting.objects.get(pk=meeting_id).participants.get(person=cast.ids["person_id"]).pk
    seat = NewSeat(SeatKind.RESIDENT, person=dad.pk, participation_form=ParticipationForm.PRESENT)
    actions.invite(meeting_id=meeting_id, seat=seat, **by)
    keep_apart(first=cast.ids["person_id"], second=dad.pk, reason="Geweld", **by)
    client.force_login(cast[PIA])
    words = text_of(client.get(reverse("meetings:invitation_paper", args=["C-1", meeting_id, resident])))
    assert "Geef deze uitnodiging niet mee" in words
    for known in ("Piet Zeegers", "Gemeentehuis", "De Kade"):
        assert known not in words.partition("Beste")[2]


def test_a_seat_that_is_taken_away_goes_out_of_the_calendar_and_comes_back_as_another(cast, by, meeting_id):
    first = delivered()[cast[KARIM].email]
    with gate.opened():
        seat = Meeting.objects.get(pk=meeting_id).participants.get(party=cast.ids["party_id"]).pk
    actions.remove_seat(meeting_id=meeting_id, seat_id=seat, **by)
    sent = delivered()
    assert sent.keys() == {cast[KARIM].email}
    method, sequence, event, message = sent[cast[KARIM].email]
    assert (method, sequence, event["uid"], str(event["status"])) == ("CANCEL", 1, first[2]["uid"], "CANCELLED")
    assert message.subject == "Overleg: vervallen"
    again = NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["party_id"], reason="De huur")
    actions.invite(meeting_id=meeting_id, seat=again, **by)
    method, sequence, event, _message = delivered()[cast[KARIM].email]
    assert (method, sequence) == ("REQUEST", 0)
    assert event["uid"] != first[2]["uid"]


def test_a_meeting_that_lapses_goes_out_of_every_calendar(cast, by, meeting_id):
    delivered()
    actions.cancel_meeting(meeting_id=meeting_id, **by)
    sent = delivered()
    assert {method for method, *_rest in sent.values()} == {"CANCEL"}
    assert len(sent) == 3


def test_what_happened_before_according_to_a_file_is_nobody_told(cast, by, moment):
    from_file = replace(cast.viewer(PIA), origin=Origin.IMPORT)
    actions.plan_meeting(meeting=moment, **by | {"viewer": from_file})
    assert delivered() == {}


def test_the_file_is_for_whose_calendar_it_is(client, cast, meeting_id):
    """On the site of the municipality; others who stand in the case, and strangers, find nothing."""
    address = reverse("meetings:calendar", args=["C-1", meeting_id])
    for name in (PIA, WIM):
        client.force_login(cast[name])
        answer = client.get(address)
        assert answer["Content-Type"].startswith("text/calendar")
        assert answer["Content-Disposition"] == 'attachment; filename="overleg.ics"'
        (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
        assert event["uid"] == f"{invite_of(cast, name).pk}@regie"
    assert ReadLog.objects.filter(action="open_calendar").count() == 2
    assert address in client.get(reverse("meetings:prepare", args=["C-1"])).content.decode()
    for name in ("cas_directs_case", BERT):
        client.force_login(cast[name])
        assert client.get(address).status_code == 404
    assert client.post(address).status_code == 405


def test_in_the_portal_too(client, cast, meeting_id):
    address = reverse("portal:calendar", urlconf=settings.PORTAL_URLCONF, args=["C-1", meeting_id])
    client.force_login(cast[KARIM])
    answer = client.get(address, SERVER_NAME=settings.PORTAL_HOST)
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["uid"] == f"{invite_of(cast, KARIM).pk}@regie"
    written = ReadLog.objects.filter(viewer_id=cast[KARIM].pk).values_list("action", flat=True)
    assert list(written) == ["open_invited_calendar"]  # not that the invitation was opened
    client.force_login(cast[LOT])
    assert client.get(address, SERVER_NAME=settings.PORTAL_HOST).status_code == 404


def test_a_resident_gets_a_paper_with_only_what_is_talked_about_with_them(client, cast, by, meeting_id):
    with gate.opened():
        seats = dict(Meeting.objects.get(pk=meeting_id).participants.values_list("name", "pk"))
        Person.objects.filter(pk=cast.ids["person_id"]).update(not_via="vader")
        name = Person.objects.get(pk=cast.ids["person_id"]).name
        resident: UUID = Meeting.objects.get(pk=meeting_id).participants.get(person=cast.ids["person_id"]).pk
    client.force_login(cast[PIA])
    page = client.get(reverse("meetings:invitation_paper", args=["C-1", meeting_id, resident]))
    words = text_of(page)
    for said in (
        f"Beste {name},",
        "Gemeentehuis",
        "75 minuten",
        "Wat is er nu aan de hand",
        "niet benaderen via: vader",
    ):
        assert said in words
    assert "C-1" not in words.partition("Beste")[2]  # nor who else is in the case: it lies on a kitchen table
    assert "rg-identity" not in page.content.decode()
    others = [pk for seat, pk in seats.items() if pk != resident]
    assert "De Kade" in words
    of_party = text_of(client.get(reverse("meetings:invitation_paper", args=["C-1", meeting_id, others[0]])))
    assert name not in of_party.partition("Beste")[2]
    assert ReadLog.objects.filter(action="open_invitation_paper").exists()
    client.force_login(cast["cas_directs_case"])
    assert client.get(reverse("meetings:invitation_paper", args=["C-1", meeting_id, resident])).status_code == 404


def test_the_paper_of_somebody_of_the_network_names_no_parties(client, cast, by, meeting_id):
    with gate.opened():
        resident = Meeting.objects.get(pk=meeting_id).participants.get(person=cast.ids["person_id"])
        Participant.objects.filter(pk=resident.pk).update(seat_kind=SeatKind.NETWORK)
    client.force_login(cast[PIA])
    words = text_of(client.get(reverse("meetings:invitation_paper", args=["C-1", meeting_id, resident.pk])))
    assert "De Kade" not in words
    assert "Woningcorporatie" in words


def test_the_address_in_a_calendar_leads_whose_it_is_to_the_meeting_and_nobody_else(client, cast, by, meeting_id):
    sent = delivered()
    for name, host, words in ((WIM, "localhost", "MDO"), (KARIM, settings.PORTAL_HOST, "U bent uitgenodigd")):
        address = str(sent[cast[name].email][2]["url"])
        path = "/" + address.partition("//")[2].partition("/")[2]
        assert (str(meeting_id) in address, "C-1" in address) == (False, False)
        assert client.get(path, SERVER_NAME=host).status_code == 302  # to the door
        client.force_login(cast[name])
        page = client.get(path, SERVER_NAME=host)
        assert (page.status_code, words in text_of(page)) == (200, True)
        client.force_login(cast[LOT if name == KARIM else BERT])
        assert client.get(path, SERVER_NAME=host).status_code == 404
        client.logout()
    actions.cancel_meeting(meeting_id=meeting_id, **by)
    client.force_login(cast[KARIM])
    assert client.get(path, SERVER_NAME=settings.PORTAL_HOST).status_code == 404
    gone = delivered()[cast[KARIM].email][2]
    assert str(gone["url"]) == f"{settings.PORTAL_URL}/"


def test_what_went_astray_is_sent_again_the_same_and_not_twice_in_a_minute(client, cast, by, meeting_id):
    delivered()
    with gate.opened():
        seats = dict(Participant.objects.values_list("party", "pk"))
    client.force_login(cast[PIA])
    again = reverse("meetings:send_calendar_again", args=["C-1", meeting_id, seats[cast.ids["party_id"]]])
    page = text_of(client.get(reverse("meetings:prepare", args=["C-1"])))
    assert page.count("Stuur de agenda opnieuw") == 2  # to Wim and Karim; Noor gets paper
    assert again in page
    at = {"meeting_id": meeting_id, "seat_id": seats[cast.ids["party_id"]], **by}
    for _time in range(2):
        actions.send_calendar_again(**at)
    sent = delivered()
    assert sent.keys() == {cast[KARIM].email}
    assert sent[cast[KARIM].email][:2] == ("REQUEST", 0)  # the same, so that no calendar has it twice
    assert client.post(again).status_code == 303
    refused = client.post(reverse("meetings:send_calendar_again", args=["C-1", meeting_id, seats[None]]))
    assert refused.status_code == 409
    assert "niet in de agenda" in text_of(refused)
