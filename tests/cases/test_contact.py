"""How somebody is safely reached stands wherever people are invited, told or handed something, from one place."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from cases import actions, reads
from cases.actions import NewPerson, NotPossible
from cases.hats import Hat
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from cases.models import HatPeriod
from cases.terms import ContactWay
from meetings import actions as meetings
from meetings.actions import NewMeeting, NewSeat
from privacy import gate
from privacy.law import Purpose

SAFE = (
    "veilig bereiken: sms of berichtendienst, na vieren; niet benaderen via: haar man; tolk nodig: Tigrinya;"
    " niet samen met Kemal Zeegers; geheim adres"
)
HIDDEN = ("Achterweg 9", "06-11112222", "selam@example.org")
# Who decides what of somebody's contact is shown, and who takes it in.
ONE_PLACE = {"cases/reads/contact.py", "cases/reads/people.py", "cases/actions/people.py", "cases/models/people.py"}


@pytest.fixture
def by(cast, now):
    """The common arguments of an action of the process director in C-1."""
    return {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "now": now}


@pytest.fixture
def pair(by):
    """Two people of C-1 who are kept apart; one can only be reached in one way. Returns their ids."""
    selam = NewPerson(
        name="Selam Haile",
        role="moeder",
        phone=HIDDEN[1],
        email=HIDDEN[2],
        address=HIDDEN[0],
        address_is_secret=True,
        safe_contact=ContactWay.TEXT_MESSAGE,
        safe_contact_note="na vieren",
        not_via="haar man",
        interpreter="Tigrinya",
    )
    one = actions.add_person(person=selam, **by)
    other = actions.add_person(person=NewPerson(name="Kemal Zeegers", role="vader"), **by)
    actions.keep_apart(first=one, second=other, reason="Zij is bang", **by)
    return one, other


def page_of(client, cast, address):
    client.force_login(cast["pia_directs_process"])
    return unescape(client.get(address).content.decode())


def plan_meeting(by, now):
    return meetings.plan_meeting(meeting=NewMeeting(MeetingKind.MDO, now, 60, (AgendaPoint.A,)), **by)


def test_it_stands_beside_the_name_wherever_somebody_is_invited_told_or_handed_something(client, cast, by, pair, now):
    meeting_id = plan_meeting(by, now)
    seat = NewSeat(SeatKind.RESIDENT, person=pair[0], participation_form=ParticipationForm.PRESENT)
    before = page_of(client, cast, reverse("meetings:prepare", args=["C-1"]))
    meetings.invite(meeting_id=meeting_id, seat=seat, **by)
    with gate.opened():
        hat = HatPeriod.objects.get(case__reference="C-1", hat=Hat.CASE_DIRECTION).pk
    pages = {
        "invitation": before,
        "seat": page_of(client, cast, reverse("meetings:prepare", args=["C-1"])),
        "plan": page_of(client, cast, reverse("cases:plan", args=["C-1"])),
        "hat": page_of(client, cast, reverse("cases:put_on_hat", args=["C-1", "assistance"])),
        "hat that is worn": page_of(client, cast, reverse("cases:hat", args=["C-1", hat])),
    }
    for name, page in pages.items():
        assert SAFE.casefold() in page.casefold(), name
        assert HIDDEN[0] not in page, name
        assert HIDDEN[2] not in page, name


def test_two_who_are_kept_apart_get_no_seat_at_one_table(by, pair, now):
    meeting_id = plan_meeting(by, now)
    seats = [NewSeat(SeatKind.RESIDENT, person=person) for person in pair]
    meetings.invite(meeting_id=meeting_id, seat=seats[0], **by)
    with pytest.raises(NotPossible, match="niet samen aan tafel"):
        meetings.invite(meeting_id=meeting_id, seat=seats[1], **by)
    with pytest.raises(NotPossible, match="niet samen aan tafel"):
        meetings.invite_all(meeting_id=plan_meeting(by, now + timedelta(days=1)), seats=seats, **by)
    other_table = plan_meeting(by, now + timedelta(days=2))
    meetings.invite(meeting_id=other_table, seat=seats[1], **by)


def test_who_were_invited_before_they_were_kept_apart_do_not_meet_either(by, cast, pair, now):
    third = actions.add_person(person=NewPerson(name="Ali", role="zoon"), **by)
    meeting_id = plan_meeting(by, now)
    for person in (pair[1], third):
        meetings.invite(meeting_id=meeting_id, seat=NewSeat(SeatKind.RESIDENT, person=person), **by)
    apart = actions.keep_apart(first=third, second=pair[1], reason="Ruzie", **by)
    with pytest.raises(NotPossible, match="niet samen aan tafel"):
        meetings.open_meeting(meeting_id=meeting_id, **by)
    party = NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["party_id"], reason="De huur")
    meetings.invite(meeting_id=meeting_id, seat=party, **by)
    actions.lift_keep_apart(apart_id=apart, **by)
    meetings.open_meeting(meeting_id=meeting_id, **by)


def test_a_card_shows_only_the_safe_way(by, pair, now):
    cards = reads.contacts(viewer=by["viewer"], purpose=Purpose.DIRECTION, reference="C-1", now=now)
    card = next(card for card in cards if card.person_id == pair[0])
    assert (card.phone, card.email, card.address) == (HIDDEN[1], "", "")
    assert card.kept_apart == (pair[1],)


def test_no_other_place_reads_how_somebody_is_reached():
    """Only contact.py decides what of it is shown: who reads these columns elsewhere goes round it."""
    column = re.compile(r"\bperson(__|\.)(phone|email|address|safe_contact|not_via)\b")
    for folder in ("cases", "meetings", "regie", "privacy", "outbox"):
        for file in Path(settings.BASE_DIR, folder).rglob("*.py"):
            place = str(file.relative_to(settings.BASE_DIR))
            if place not in ONE_PLACE and "migrations" not in place and "administration" not in place:
                assert not column.search(file.read_text()), place
    assert column.search("HouseholdMember.objects.values_list('person__phone')")
