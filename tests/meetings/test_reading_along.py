"""A resident's own copy: what is also about another of 16 or older is in it only when that other said yes to that."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions as cases
from cases.actions import NotPossible
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, ResidentSays, SeatKind
from cases.models import Consent, HouseholdMember, Person
from cases.reading_along import ReadingAlong
from cases.record_terms import ConsentWay, RepresentativeKind
from cases.terms import Compartment
from meetings import actions
from meetings.actions import Ending, NewMeeting, NewSeat, NewTopic
from meetings.admission import APART, NOT_ABOUT, Guest
from meetings.models import MinutesCopy, MinutesEntry, Participant
from meetings.phases import Phase
from meetings.recipients import ALSO_ABOUT, Said, why_not_received
from privacy import gate
from privacy.law import DataCategory
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of
from tests.meetings.around import put_in
from tests.meetings.test_at_the_table import K, by, opened_well, says, topic  # noqa: F401

PIA, CAS = "pia_directs_process", "cas_directs_case"
QUESTION, OF_BOTH, OF_NOOR = "Waar slaapt Noor?", "Jan en Noor praten niet meer", "Noor slaapt in de auto"
OF_CHILD = "Noor brengt Fem naar school"
SAID, ON_PAPER = ConsentWay.ORAL_RECORDED, ConsentWay.WRITTEN


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(hours=1)


@pytest.fixture
def people(cast, now):
    """Noor lives with Jan, of whom the birth date is known, and with Fem of ten."""
    today = timezone.localdate(now)
    with gate.opened():
        case = HouseholdMember.objects.get(person=cast.ids["person_id"]).case
        made = {"noor": cast.ids["person_id"]}
        for name, years in (("jan", 40), ("fem", 10)):
            born = today.replace(day=1, year=today.year - years)
            known = {"municipality": case.municipality, "name": name.title(), "birth_on": born, "made_at": now}
            made[name] = PersonFactory(**known).pk
            HouseholdMemberFactory(case=case, person_id=made[name], about=[made[name]], made_at=now)
    return made


@pytest.fixture
def there(cast, now, by, people):  # noqa: F811
    meeting = NewMeeting(MeetingKind.MDO, now, 90, (AgendaPoint.A,), question=QUESTION, purpose_text="Wmo")
    meeting_id = actions.plan_meeting(meeting=meeting, **by())
    present = {"participation_form": ParticipationForm.PRESENT}
    seats = [NewSeat(SeatKind.RESIDENT, person=people[name], **present) for name in ("noor", "jan")]
    made = actions.invite_all(meeting_id=meeting_id, seats=seats, **by())
    return {"meeting_id": meeting_id, **dict(zip(("noor", "jan"), made, strict=True))}


@pytest.fixture
def held(cast, by, there, people, now):  # noqa: F811
    """A meeting that was held and closed, with something about everybody, about Noor, and about Noor and the child."""
    at = {"meeting_id": there["meeting_id"], **by()}
    actions.open_meeting(**at)
    opened_well(by, there, cast)
    says(by, there, K.QUESTION, "Wat wil Jan?", seat=there["noor"])
    actions.confirm_question(question=QUESTION, resident=ResidentSays.CONFIRMS, **at)
    actions.go_on(seen=Phase.QUESTION, **at)
    actions.start_topic(topic_id=topic("a"), **at)
    says(by, there, K.FACT, OF_BOTH, seat=there["noor"])
    for title, about, text in (("Slapen", ("noor",), OF_NOOR), ("School", ("noor", "fem"), OF_CHILD)):
        new = NewTopic(title, Phase.PICTURE, 5, (DataCategory.REQUEST_VISION,), tuple(people[one] for one in about))
        actions.start_topic(topic_id=actions.add_topic(topic=new, **at), **at)
        says(by, there, K.FACT, text, seat=there["noor"])
    keeps = cases.Overview(wearer=cast[CAS].pk, accepted=True, how="ja", hours="2", paid_by="Wmo", mitigation="Samen")
    put_in(Phase.DECISION, there["meeting_id"])
    ending = Ending("Het beeld klopt.", now + timedelta(days=30))
    actions.close_meeting(overview=keeps, ending=ending, **at | {"now": now + timedelta(minutes=5)})
    held = {"meeting_id": there["meeting_id"], **by(PIA, now + timedelta(minutes=10))}
    actions.draft_minutes(**held)
    return held


@pytest.fixture
def case_deed(held):
    return lambda deed, **what: deed(**{name: held[name] for name in ("viewer", "reference", "now")}, **what)


def pair(people, about="jan", reader="noor", how=SAID):
    return {"about": people[about], "reader": people[reader], "how": how}


def copy_of(seat):
    with gate.opened():
        copy = MinutesCopy.objects.filter(participant=seat).order_by("-number").first()
        return copy.pk, set(copy.entries.values_list("text", flat=True))


def general(texts):
    return {text for text in texts if text in (QUESTION, "Het beeld klopt.") or text.startswith("Wij zien elkaar")}


def address(name, held, *more):
    return reverse(f"meetings:{name}", args=["C-1", held["meeting_id"], *more])


def test_what_is_also_about_another_adult_waits_for_that_persons_yes(held, there, people, case_deed):
    actions.share_with_each(number=1, **held)
    _copy, got = copy_of(there["noor"])
    assert {OF_NOOR, OF_CHILD} <= got  # about Noor, and about a child under 16: as it was
    assert not {OF_BOTH, "Wat wil Jan?"} & got
    assert len(general(got)) == 3  # the question, the last round and the next date reach both
    _copy, of_jan = copy_of(there["jan"])
    assert len(general(of_jan)) == 3
    assert not {OF_BOTH, "Wat wil Jan?", OF_NOOR, OF_CHILD} & of_jan
    case_deed(cases.let_read_along, **pair(people))
    actions.renew_minutes(number=1, **held)
    actions.share_with_each(number=2, **held)
    assert {OF_BOTH, "Wat wil Jan?"} <= copy_of(there["noor"])[1]
    assert copy_of(there["jan"])[1] == of_jan  # it goes one way


def test_a_yes_that_is_taken_back_closes_the_copy_on_the_screen_and_the_words_stay_as_they_were(
    client, cast, held, there, people, case_deed
):
    case_deed(cases.let_read_along, **pair(people, how=ON_PAPER))
    actions.share_with_each(number=1, **held)
    copy, got = copy_of(there["noor"])
    client.force_login(cast[PIA])
    assert OF_BOTH in text_of(client.get(address("minutes_copy", held, copy)))
    case_deed(cases.stop_reading_along, **pair(people))
    with gate.opened():
        kept = Consent.objects.get()
    assert (kept.kind, kept.withdrawn_how, kept.withdrawn_by_id) == ("secrecy_waiver", SAID, people["jan"])
    page = text_of(client.get(address("minutes_copy", held, copy)))
    assert OF_BOTH not in page
    assert OF_NOOR in page
    assert QUESTION in page
    assert copy_of(there["noor"])[1] == got
    with pytest.raises(NotPossible):
        case_deed(cases.stop_reading_along, **pair(people))


def test_who_writes_asks_on_the_page_and_takes_it_back_there(client, cast, held, there, people):
    client.force_login(cast[PIA])
    page = text_of(client.get(address("minutes", held)))
    with gate.opened():
        noor = Participant.objects.get(pk=there["noor"]).name
    assert re.search(rf"\d: Gaat ook over Jan: vraag of {noor} dit mag lezen", page)
    assert f"Vindt u het goed dat {noor} in het eigen verslag ook leest wat over u gaat?" in page
    yes = {name: str(value) for name, value in pair(people).items() if name != "how"}
    assert client.post(address("let_read_along", held), yes).status_code == 422
    given = client.post(address("let_read_along", held), yes | {"how": SAID.value}, follow=True)
    assert f"Jan vindt goed dat {noor} dit leest" in text_of(given)
    assert client.post(address("let_read_along", held), yes | {"how": ON_PAPER.value}).status_code in (303, 409)
    with gate.opened():
        assert Consent.objects.count() == 1
    consents = text_of(client.get(reverse("cases:consents", args=["C-1"])))
    assert f"{noor} mag dit lezen" in consents
    stopped = client.post(address("stop_reading_along", held), yes | {"how": SAID.value}, follow=True)
    assert f"Gaat ook over Jan: vraag of {noor} dit mag lezen" in text_of(stopped)


def test_after_sharing_the_page_says_who_may_have_more_now(client, cast, held, people, case_deed):
    actions.share_with_each(number=1, **held)
    client.force_login(cast[PIA])
    assert "Kan nu meer lezen" not in text_of(client.get(address("minutes", held)))
    case_deed(cases.let_read_along, **pair(people))
    assert "Kan nu meer lezen" in text_of(client.get(address("minutes", held)))


def test_of_whom_no_age_is_known_counts_as_16_and_is_asked_for_it_first(client, cast, held, there, people, case_deed):
    with gate.opened():
        Person.objects.filter(pk=people["fem"]).update(birth_on=None)
    case_deed(cases.let_read_along, **pair(people, "fem"))
    actions.share_with_each(number=1, **held)
    assert OF_CHILD not in copy_of(there["noor"])[1]
    client.force_login(cast[PIA])
    assert "De leeftijd is niet bekend" in text_of(client.get(address("minutes", held)))


def test_for_whom_a_curator_decides_the_curator_is_asked(held, there, people, case_deed):
    known = {"checked_on": timezone.localdate(held["now"]), "source": "curateleregister"}
    case_deed(cases.record_representative, person_id=people["jan"], kind=RepresentativeKind.CURATOR, name="Bo", **known)
    assert "de curator" in case_deed(cases.let_read_along, **pair(people)).lacks.lower()
    actions.share_with_each(number=1, **held)
    assert OF_BOTH not in copy_of(there["noor"])[1]


@pytest.mark.parametrize("reader", ["jan", None])
def test_a_yes_is_for_one_other_person_of_the_case(held, people, case_deed, reader):
    other = people["jan"] if reader else held["meeting_id"]
    with pytest.raises(NotPossible):
        case_deed(cases.let_read_along, about=people["jan"], reader=other, how=SAID)


def test_no_yes_opens_what_two_who_are_kept_apart_may_not_have_of_each_other(
    client, cast, held, there, people, case_deed
):
    case_deed(cases.let_read_along, **pair(people))
    actions.share_with_each(number=1, **held)
    case_deed(cases.keep_apart, first=people["noor"], second=people["jan"], reason="Geweld")
    copy, _got = copy_of(there["noor"])
    client.force_login(cast[PIA])
    page = text_of(client.get(address("minutes_copy", held, copy)))
    assert OF_BOTH not in page
    assert OF_NOOR in page
    with pytest.raises(NotPossible, match="elkaars papieren"):
        case_deed(cases.let_read_along, **pair(people, "noor", "jan"))


def test_who_writes_by_hand_makes_no_own_words_of_the_meeting(held, there):
    """What is added to the minutes is about the household, and not what the table itself was asked."""
    new = actions.NewEntry(actions.minutes.MinutesSection.QUESTION, "Jan drinkt.")
    actions.save_minutes(number=1, texts={}, added=(new,), **held)
    with gate.opened():
        assert not MinutesEntry.objects.filter(text="Jan drinkt.", of_meeting=True).exists()
    actions.share_with_each(number=2, **held)
    assert "Jan drinkt." not in copy_of(there["noor"])[1]


def test_the_invitation_on_paper_names_no_topic_that_is_also_about_another(client, cast, by, there, people):  # noqa: F811
    at = {"meeting_id": there["meeting_id"], **by()}
    for title, about in (("De ruzie", ("noor", "jan")), ("De baan", ("noor",))):
        new = NewTopic(title, Phase.PICTURE, 5, (DataCategory.REQUEST_VISION,), tuple(people[one] for one in about))
        actions.add_topic(topic=new, **at)
    client.force_login(cast[PIA])

    def paper():
        return text_of(client.get(reverse("meetings:invitation_paper", args=["C-1", at["meeting_id"], there["noor"]])))

    before = paper()
    assert "De baan" in before
    assert "De ruzie" not in before
    assert "Wat is er nu aan de hand" in before  # a point of the method says nothing of anybody
    cases.let_read_along(**pair(people), **by())
    assert "De ruzie" in paper()


def test_the_rule_asks_everybody_of_16_and_more_whom_it_is_about_but_the_reader():
    people = [f"00000000-0000-0000-0000-00000000000{n}" for n in range(4)]
    me, partner, child, aunt = people
    entry = Said(DataCategory.LIVING, frozenset({me, partner, child}), Compartment.OTHER)
    guest, half = Guest(me), ReadingAlong(frozenset({child}), frozenset({(me, partner), (partner, aunt)}))
    full = ReadingAlong(frozenset({child}), frozenset({(partner, me)}))
    reasons = [why_not_received(entry, me, guest, True, frozenset(), one) for one in (ReadingAlong(), half, full)]
    assert reasons == [ALSO_ABOUT, ALSO_ABOUT, ""]
    apart = frozenset({frozenset({me, partner})})
    assert why_not_received(entry, me, guest, True, apart, full) == APART
    assert why_not_received(entry, aunt, Guest(aunt), True, frozenset(), full) == NOT_ABOUT
