"""Somebody of the network hears what is about whoever wants that person at the table, and nobody else's."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions as cases
from cases.actions import NotPossible
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from cases.models import HouseholdMember
from cases.speaking_for import SpeakingFor
from cases.terms import AuthorityKind, Compartment
from meetings import actions
from meetings.actions import NewMeeting, NewSeat, NewTopic
from meetings.admission import NOT_WANTED, NOT_WANTED_BY_ALL, About, Guest, why_not_admitted
from meetings.models import Participant, Presence
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of
from tests.meetings.test_at_the_table import by  # noqa: F401

PIA = "pia_directs_process"
AGES = {"jan": 40, "fem": 10, "tom": 13, "rie": 70}


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(hours=1)


@pytest.fixture
def people(cast, now, by):  # noqa: F811
    """Noor lives with Jan, Fem of ten and Tom of thirteen; Jan has authority over both. Rie is their grandmother."""
    today = timezone.localdate(now)
    made = {"noor": cast.ids["person_id"]}
    with gate.opened():
        case = HouseholdMember.objects.get(person=cast.ids["person_id"]).case
        for name, years in AGES.items():
            born = today.replace(day=1, year=today.year - years)
            known = {"municipality": case.municipality, "name": name.title(), "birth_on": born, "made_at": now}
            made[name] = PersonFactory(**known).pk
            HouseholdMemberFactory(
                case=case, person_id=made[name], about=[made[name]], made_at=now, in_network=name == "rie"
            )
    for child in ("fem", "tom"):
        known = {"checked_on": today, "source": "gezagsregister", "kind": AuthorityKind.SOLE}
        cases.record_authority(child=made[child], holder=made["jan"], **known, **by())
    return made


@pytest.fixture
def there(by, people, now):  # noqa: F811
    """A meeting that is planned, with a topic about each, one about Noor and Jan, and Rie invited."""
    meeting = NewMeeting(MeetingKind.MDO, now, 90, (AgendaPoint.A,), purpose_text="Wmo")
    at = {"meeting_id": actions.plan_meeting(meeting=meeting, **by()), **by()}
    present = {"participation_form": ParticipationForm.PRESENT}
    seats = [
        NewSeat(SeatKind.RESIDENT, person=people["noor"], **present),
        NewSeat(SeatKind.NETWORK, person=people["rie"], **present),
    ]
    made = dict(zip(("noor", "rie"), actions.invite_all(seats=seats, **at), strict=True))
    for title, about in (("N", "noor"), ("J", "jan"), ("F", "fem"), ("T", "tom"), ("NJ", "noor jan")):
        topic = NewTopic(
            f"Over {title}", Phase.PICTURE, 5, (DataCategory.LIVING,), tuple(map(people.get, about.split()))
        )
        made[title] = actions.add_topic(topic=topic, **at)
    return made | {"at": at}


@pytest.fixture
def stays(client, cast, there):
    """On the paper of the grandmother: the topics that are hers."""

    def stays():
        client.force_login(cast[PIA])
        address = reverse("meetings:invitation_paper", args=["C-1", there["at"]["meeting_id"], there["rie"]])
        page = text_of(client.get(address))
        return {title for title in ("N", "J", "F", "T", "NJ") if f"Over {title}<" in page or f"Over {title}\n" in page}

    return stays


def test_a_yes_is_for_what_is_about_who_says_it(there, people, stays):
    def want(*names):
        actions.record_wanted(seat_id=there["rie"], by=[people[name] for name in names], **there["at"])
        return stays()

    assert stays() == set()
    assert want("noor") == {"N"}
    assert want("jan") == {"J", "F"}  # a parent with authority, for a child under 12
    assert want("fem") == set()  # and not the child alone
    assert want("jan", "tom") == {"J", "F", "T"}  # from 12 the child and the parent
    assert want("tom") == set()
    assert want("noor", "jan", "tom") == {"N", "J", "F", "T", "NJ"}
    actions.record_unwanted(seat_id=there["rie"], **there["at"])
    assert stays() == set()


def test_of_whom_no_age_is_known_says_it_alone(there, people, stays):
    with gate.opened():
        HouseholdMember.objects.get(person=people["tom"]).person._meta.model.objects.filter(pk=people["tom"]).update(
            birth_on=None
        )
    actions.record_wanted(seat_id=there["rie"], by=[people["jan"]], **there["at"])
    assert stays() == {"J", "F"}
    actions.record_wanted(seat_id=there["rie"], by=[people["tom"]], **there["at"])
    assert stays() == {"T"}


def test_who_takes_it_back_while_the_topic_is_on_the_table_sends_the_guest_out(there, people, by, cast):  # noqa: F811
    at = there["at"]
    actions.record_wanted(seat_id=there["rie"], by=[people["noor"], people["jan"]], **at)
    actions.open_meeting(**at)
    with gate.opened():
        from_picture = Participant.objects.get(pk=there["rie"]).meeting
        from_picture.phase = Phase.PICTURE
        from_picture.save()

    def inside(topic):
        with gate.opened():
            return Presence.objects.filter(topic=there[topic], participant=there["rie"], left_at=None).exists()

    actions.start_topic(topic_id=there["NJ"], **at)
    assert inside("NJ")
    actions.record_wanted(seat_id=there["rie"], by=[people["noor"]], **at)
    assert not inside("NJ")


def test_who_wants_somebody_is_of_the_case_and_is_forgotten_when_erased(there, people, by, cast):  # noqa: F811
    for wrong in ([], [uuid4()], [people["rie"]]):
        with pytest.raises(NotPossible):
            actions.record_wanted(seat_id=there["rie"], by=wrong, **there["at"])
    actions.record_wanted(seat_id=there["rie"], by=[people["noor"], people["jan"]], **there["at"])
    cases.erase_person(person_id=people["jan"], **by())
    with gate.opened():
        assert Participant.objects.get(pk=there["rie"]).wanted_by == [people["noor"]]
    cases.erase_person(person_id=people["noor"], **by())
    with gate.opened():
        left = Participant.objects.get(pk=there["rie"])
    assert (left.wanted_by, left.wanted_at) == ([], None)


def test_the_rule_names_no_kind_of_data_and_asks_everybody_it_is_about():
    rie, noor, jan = uuid4(), uuid4(), uuid4()
    topic = About(frozenset({DataCategory.DEBTS}), frozenset({rie, noor, jan}), Compartment.OTHER)
    guests = [Guest(rie, True, frozenset(one)) for one in ((), (noor,), (noor, jan))]
    assert [why_not_admitted(topic, guest) for guest in guests] == [NOT_WANTED, NOT_WANTED_BY_ALL, None]
    speaking = SpeakingFor(frozenset({noor}), frozenset({jan}), frozenset({(jan, noor)}))
    assert speaking.wanted_for([noor]) == {noor, jan}
    assert speaking.wanted_for([jan]) == frozenset()
