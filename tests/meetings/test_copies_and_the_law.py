"""The copy of everybody with a seat held against the law: also of the network, an expert by name, and one alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions as cases
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind, StatementWords
from cases.models import HouseholdMember
from cases.terms import AuthorityKind
from meetings import actions
from meetings.actions import Ending, NewMeeting, NewSeat, NewTopic, OwnStatement
from meetings.models import MinutesCopy, MinutesEntry, Participant, Presence, Topic
from meetings.phases import Phase
from privacy import gate, grants, law
from privacy.law import DataCategory
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of
from tests.meetings.around import put_in
from tests.meetings.test_at_the_table import K, by, opened_well, says  # noqa: F401

PIA, WIM, KARIM, CAS = "pia_directs_process", "wim_takes_part", "karim_receives", "cas_directs_case"
PRESENT = {"participation_form": ParticipationForm.PRESENT}
SAID = {"N": "Noor slaapt in de auto", "J": "Jan drinkt", "F": "Fem is moe", "NJ": "Jan en Noor praten niet meer"}
GOAL = "Dan blijft de woning"
OWN_WORDS = "Waar slaapt Noor?"


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(hours=1)


@pytest.fixture(params=["alone", "family"])
def people(request, cast, now, by):  # noqa: F811
    """Noor alone, or with Jan and Fem of ten, of whom he is the parent. Rie is the grandmother, of the network."""
    made, today = {"noor": cast.ids["person_id"]}, timezone.localdate(now)
    others = {"rie": 70} if request.param == "alone" else {"jan": 40, "fem": 10, "rie": 70}
    with gate.opened():
        case = HouseholdMember.objects.get(person=cast.ids["person_id"]).case
        for name, years in others.items():
            born = today.replace(day=1, year=today.year - years)
            person = PersonFactory(municipality=case.municipality, name=name.title(), birth_on=born, made_at=now)
            known = {"about": [person.pk], "made_at": now, "in_network": name == "rie"}
            HouseholdMemberFactory(case=case, person_id=person.pk, **known)
            made[name] = person.pk
    if "jan" in made:
        known = {"checked_on": today, "source": "gezagsregister", "kind": AuthorityKind.SOLE}
        cases.record_authority(child=made["fem"], holder=made["jan"], **known, **by())
    return made


@pytest.fixture
def there(cast, now, by, people):  # noqa: F811
    """A meeting that is open, with a topic about each and one about Noor and Jan."""
    meeting = NewMeeting(MeetingKind.MDO, now, 90, (AgendaPoint.C,), question=OWN_WORDS, purpose_text="Wmo")
    at = {"meeting_id": actions.plan_meeting(meeting=meeting, **by()), **by()}
    seats = {
        name: NewSeat(SeatKind.RESIDENT, person=people[name], **PRESENT) for name in ("noor", "jan") if name in people
    }
    seats |= {
        "rie": NewSeat(SeatKind.NETWORK, person=people["rie"], **PRESENT),
        "wim": NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["department_id"], reason="De hulp"),
        "karim": NewSeat(SeatKind.CONTRIBUTES_TO_SOLUTION, party=cast.ids["party_id"], reason="De huur"),
        "expert": NewSeat(SeatKind.EXPERT, name="Doctor Vos", reason="Weet van verslaving"),
    }
    made = dict(zip(seats, actions.invite_all(seats=list(seats.values()), **at), strict=True))
    for title, names in {"N": ("noor",), "J": ("jan",), "F": ("fem",), "NJ": ("noor", "jan")}.items():
        if set(names) <= set(people):
            about = tuple(people[name] for name in names)
            topic = NewTopic(f"Over {title}", Phase.PICTURE, 5, (DataCategory.LIVING,), about)
            made[title] = actions.add_topic(topic=topic, **at)
    actions.open_meeting(**at)
    return made | {"meeting_id": at["meeting_id"]}


@pytest.fixture
def hold(cast, by, there, people, now):  # noqa: F811
    """Holds the meeting, when it is known who wants whom there, up to a version of the minutes."""

    def hold():
        at = {"meeting_id": there["meeting_id"], **by()}
        opened_well(by, there, cast)
        put_in(Phase.PICTURE, there["meeting_id"])
        for title in SAID.keys() & there.keys():
            actions.start_topic(topic_id=there[title], **at)
            says(by, there, K.FACT, SAID[title])
        put_in(Phase.JUDGEMENT, there["meeting_id"])
        with gate.opened():
            Participant.objects.filter(meeting=there["meeting_id"]).update(first_turn_at=now, first_turn_kind="spoken")
            goals = Topic.objects.get(point="c").pk
        actions.start_topic(topic_id=goals, **at)
        says(by, there, K.ARGUMENT, GOAL, category=DataCategory.PLAN_GOALS)
        put_in(Phase.DECISION, there["meeting_id"])
        keeps = cases.Overview(
            cast[CAS].pk, None, accepted=True, how="ja", hours="2", paid_by="Wmo", mitigation="Samen"
        )
        ending = Ending("Het beeld klopt.", now + timedelta(days=30), absent_told_by="Noor")
        actions.close_meeting(overview=keeps, ending=ending, **at | {"now": now + timedelta(minutes=5)})
        held = {"meeting_id": there["meeting_id"], **by(PIA, now + timedelta(minutes=10))}
        actions.draft_minutes(**held)
        actions.add_statement(
            number=1, statement=OwnStatement(people["rie"], StatementWords.OWN, "Van Rie zelf"), **held
        )
        return held

    return hold


def want(there, people, by, *names):  # noqa: F811
    who = [people[name] for name in names if name in people]
    at = {"meeting_id": there["meeting_id"], "seat_id": there["rie"], **by()}
    return actions.record_wanted(by=who, **at) if who else actions.record_unwanted(**at)


def texts(seat):
    with gate.opened():
        copy = MinutesCopy.objects.filter(participant=seat).order_by("-number").first()
        return set(copy.entries.values_list("text", flat=True))


@pytest.mark.parametrize("wanted_by", [(), ("noor",), ("jan",), ("noor", "jan")])
def test_each_copy_holds_what_the_law_gives_and_what_was_heard_and_nothing_else(
    cast,
    by,  # noqa: F811
    there,
    people,
    hold,
    wanted_by,
    now,
):
    """Said anew, without the rule of the product. A parent speaks for the child of ten."""
    want(there, people, by, *wanted_by)
    wanted_for = {people[one] for one in wanted_by if one in people}
    if people.get("jan") in wanted_for:
        wanted_for.add(people["fem"])
    held = hold()
    actions.share_with_each(number=2, **held)
    adults = {people[name] for name in ("noor", "jan", "rie") if name in people}
    by_law = {
        one for rule in law.inside(law.Role(cast[WIM].role), frozenset({law.Relation.TAKES_PART})) for one in rule.data
    }
    with gate.opened():
        given = set(grants.valid(now).filter(user=cast[KARIM].pk, item=None).values_list("category", "person"))
        names = {there[name]: name for name in ("noor", "jan", "rie", "wim", "karim", "expert") if name in there}
        entries = list(MinutesEntry.objects.filter(minutes__number=2, copy=None))
        for seat in Participant.objects.all():
            got = set(MinutesCopy.objects.get(participant=seat).entries.values_list("of", flat=True))
            for entry in entries:
                about = set(entry.about)
                room = Presence.objects.filter(topic=entry.topic_id, participant=seat, came_at__lte=entry.said_at)
                heard = any(not piece.left_at or entry.said_at <= piece.left_at for piece in room)
                heard = heard or entry.section == "statement"
                own = about == {seat.person_id}
                mine = seat.person_id in about and (entry.of_meeting or not (about & adults) - {seat.person_id})
                hers = own or (wanted_for and about - {seat.person_id} <= wanted_for)
                told_the_director = entry.section == "present" and not entry.of_meeting
                may = {
                    "noor": mine and (heard or entry.of_meeting),
                    "jan": mine and (heard or entry.of_meeting),
                    "rie": hers and (heard or entry.of_meeting) and not told_the_director,
                    "wim": entry.category in by_law and heard,
                    "karim": heard and all((entry.category, one) in given for one in about),
                    "expert": False,
                }[names[seat.pk]]
                assert (entry.pk in got) is bool(may), (names[seat.pk], entry.text)
    assert len(entries) >= 10


def test_the_grandmother_reads_again_what_she_heard_as_far_as_they_want_it(by, there, people, hold):  # noqa: F811
    want(there, people, by, "noor")
    actions.share_with_each(number=2, **hold())
    got = texts(there["rie"])
    alone = "jan" not in people
    assert {SAID["N"], "Van Rie zelf"} <= got
    assert (OWN_WORDS in got, GOAL in got) == (alone, alone)  # those are of the whole household
    assert not {SAID["J"], SAID["F"], SAID["NJ"]} & got
    assert not any(text.startswith("Noor Zeegers: ") for text in got)


def test_who_is_out_of_the_room_gets_nothing_of_it_and_yet_the_own_words_of_the_meeting(by, there, people, hold):  # noqa: F811
    want(there, people, by, "noor", "jan")
    with gate.opened():
        Participant.objects.filter(pk=there["rie"]).update(attended=False, participation_form="declined")
        Presence.objects.filter(participant=there["rie"]).delete()
    actions.share_with_each(number=2, **hold())
    got = texts(there["rie"])
    assert OWN_WORDS in got
    assert not set(SAID.values()) & got


def test_who_does_not_want_it_any_more_says_so_also_after_the_meeting(client, cast, by, there, people, hold):  # noqa: F811
    """Before it goes round nothing goes; afterwards it is closed on the screen, and the words stay as they were."""
    want(there, people, by, "noor")
    held = hold()
    actions.share_with_each(number=2, **held)
    with gate.opened():
        copy = MinutesCopy.objects.get(participant=there["rie"])
    address = reverse("meetings:minutes_copy", args=["C-1", there["meeting_id"], copy.pk])
    client.force_login(cast[PIA])
    assert SAID["N"] in text_of(client.get(address))
    minutes = reverse("meetings:minutes", args=["C-1", there["meeting_id"]])
    assert "Noor Zeegers wil dat Rie dit hoort." in text_of(client.get(minutes))
    unwanted = reverse("meetings:record_unwanted", args=["C-1", there["meeting_id"], there["rie"]])
    assert unwanted in text_of(client.get(minutes))
    wanted = reverse("meetings:record_wanted", args=["C-1", there["meeting_id"], there["rie"]])
    nobody = client.post(wanted)  # refused at the recipient, on the page where it was typed
    assert (nobody.status_code, "Kies wie deze persoon erbij wil hebben" in text_of(nobody)) == (422, True)
    assert nobody.context["page"].recipients
    offered = nobody.content.decode().partition(f'action="{wanted}"')[2].partition("</form>")[0]
    assert (str(people["noor"]) in offered, str(people["rie"]) in offered) == (True, False)
    assert 'class="rg-more" open><summary>Wie wil Rie erbij?' in text_of(nobody)
    for done in (client.post(wanted, {"by": [str(people["noor"])]}), client.post(unwanted)):
        assert (done.status_code, done["Location"]) == (303, f"{minutes}#recipients")
    assert unwanted not in text_of(client.get(minutes))
    seen = text_of(client.get(address))
    assert (SAID["N"] in seen, "Van Rie zelf" in seen) == (False, True)
    assert SAID["N"] in texts(there["rie"])
    actions.renew_minutes(number=2, **held)
    actions.share_with_each(number=3, **held)
    assert texts(there["rie"]) == {"Van Rie zelf"}


def test_two_who_are_kept_apart_never_read_each_others_also_when_one_is_of_the_network(by, there, people, hold):  # noqa: F811
    want(there, people, by, "noor", "jan")
    held = hold()
    case = {name: held[name] for name in ("viewer", "reference", "now")}
    cases.keep_apart(first=people["noor"], second=people["rie"], reason="Geweld", **case)
    actions.share_with_each(number=2, **held)
    assert not {SAID["N"], SAID["NJ"], OWN_WORDS} & texts(there["rie"])
