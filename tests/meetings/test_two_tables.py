"""Two of one household who are kept apart: each has a whole meeting, and reads the own minutes of it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cases import actions as cases
from cases.item import NOBODY
from cases.meeting_terms import (
    AgendaPoint,
    FirstTurnKind,
    MeetingKind,
    OpeningPoint,
    ParticipationForm,
    ResidentSays,
    SeatKind,
)
from cases.models import HouseholdMember, KeptApart, MeetingReport
from meetings import actions
from meetings.actions import Ending, NewContribution, NewMeeting, NewSeat, NewTopic
from meetings.models import Meeting, MeetingDecision, MinutesCopy, Participant, Presence, Topic
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from tests.cast import proposal
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of
from tests.meetings.test_at_the_table import K, by  # noqa: F401

PIA, KARIM, CAS = "pia_directs_process", "karim_receives", "cas_directs_case"
PRESENT = {"participation_form": ParticipationForm.PRESENT}
NOT_SHARED = "De vraag van het gezin is niet gedeeld met"


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(hours=1)


@pytest.fixture
def people(cast, now, by):  # noqa: F811
    """Noor and her father are kept apart; Daan of ten sits with both of them, and Rie is the grandmother."""
    made = {"noor": cast.ids["person_id"]}
    with gate.opened():
        case = HouseholdMember.objects.get(person=cast.ids["person_id"]).case
        for name, years in {"dad": 45, "daan": 10, "rie": 70}.items():
            born = timezone.localdate(now).replace(day=1) - timedelta(days=365 * years + 20)
            person = PersonFactory(municipality=case.municipality, name=name.title(), birth_on=born, made_at=now)
            member = {"about": [person.pk], "made_by": cast[PIA], "in_network": name == "rie"}
            HouseholdMemberFactory(case=case, person_id=person.pk, **member)
            made[name] = person.pk
    return made


@pytest.fixture
def apart(people, by):  # noqa: F811
    return cases.keep_apart(first=people["noor"], second=people["dad"], reason="Geweld", **by())


def planned(by, now, question="Waar slaapt Noor?"):  # noqa: F811
    table = NewMeeting(MeetingKind.MDO, now, 60, tuple(AgendaPoint), question=question, purpose_text="Wmo")
    return {"meeting_id": actions.plan_meeting(meeting=table, **by()), **by()}


def seat_of(person):
    return NewSeat(SeatKind.RESIDENT, person=person, **PRESENT)


def about(at, **which):
    """Whom the topics of a meeting are about, all the same."""
    with gate.opened():
        rows = list(Topic.objects.filter(meeting=at["meeting_id"], **which).values_list("about", flat=True))
    assert rows
    assert all(set(row) == set(rows[0]) for row in rows)
    return set(rows[0])


@pytest.fixture
def seen(client, cast):
    """What somebody reads at a page: of the staff site, or as a partner in the portal."""

    def seen(name, at, *more, who=PIA):
        client.force_login(cast[who])
        if who == KARIM:
            address = reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=["C-1", at["meeting_id"], *more])
            return text_of(client.get(address, SERVER_NAME=settings.PORTAL_HOST))
        return text_of(client.get(reverse(f"meetings:{name}", args=["C-1", at["meeting_id"], *more])))

    return seen


def to_the_goals(cast, seen, at, seat, words):
    """From the opening to the judgement, each step by its action. The screens are read on the way."""
    actions.open_meeting(**at)
    assert "De vraag van het gezin is niet gedeeld met: De Kade." in seen("meeting", at)  # and with nobody else
    for point in OpeningPoint:
        actions.tell_at_opening(point=point, **at)
    actions.read_purposes(purpose_text="Wmo", legal_bases=("WMO-5.1.1",), **at)
    actions.name_minute_taker(user_id=cast[PIA].pk, **at)
    actions.go_on(seen=Phase.OPENING, **at)
    actions.confirm_question(question=words["question"], resident=ResidentSays.CONFIRMS, **at)
    actions.go_on(seen=Phase.QUESTION, **at)
    picture, goals = topic_of(at, "a"), topic_of(at, "c")
    actions.start_topic(topic_id=picture, **at)
    assert is_inside(picture, seat)
    said = NewContribution(K.EXPERIENCE, words["said"], seat=seat, topic=picture, category=DataCategory.REQUEST_VISION)
    actions.contribute(what=said, **at)
    assert words["said"] in seen("room", at)
    assert words["said"] in seen("meeting", at)
    with gate.opened():
        there = Participant.objects.filter(meeting=at["meeting_id"]).values_list("pk", flat=True)
        turns = dict.fromkeys(there, FirstTurnKind.SPOKEN)
    actions.take_first_turns(turns=turns, **at)
    actions.call_picture_complete(**at)
    actions.go_on(seen=Phase.PICTURE, **at)
    actions.start_topic(topic_id=goals, **at)
    assert is_inside(goals, seat)
    argument = NewContribution(K.ARGUMENT, words["argument"], topic=goals, category=DataCategory.PLAN_GOALS, seat=seat)
    actions.contribute(what=argument, **at)


def to_the_minutes(cast, at, seat, decision):
    """From the judgement to minutes that went round."""
    actions.go_on(seen=Phase.JUDGEMENT, **at)
    actions.start_topic(topic_id=topic_of(at, "d"), **at)
    assert is_inside(topic_of(at, "d"), seat)
    actions.record_decision(text=decision, topic=topic_of(at, "d"), **at)
    keeps = cases.Overview(wearer=cast[CAS].pk, accepted=True, how="ja", hours="2", paid_by="Wmo", mitigation="Samen")
    actions.close_meeting(overview=keeps, ending=Ending("Zo is het.", at["now"] + timedelta(days=30)), **at)
    actions.draft_minutes(**at)
    actions.share_with_each(number=1, **at)


def topic_of(at, point):
    with gate.opened():
        return Topic.objects.get(meeting=at["meeting_id"], point=point).pk


def is_inside(topic, seat):
    with gate.opened():
        return Presence.objects.filter(topic=topic, participant=seat, left_at=None).exists()


def copy_of(seat):
    with gate.opened():
        return MinutesCopy.objects.get(participant=seat).pk


WORDS = {
    "noor": {
        "question": "Waar slaapt Noor?",
        "said": "Ik slaap in de auto",
        "argument": "Een kamer geeft rust",
        "decision": "Wij zoeken een kamer",
    },
    "dad": {
        "question": "Wat heeft vader nodig?",
        "said": "Ik wil dat zij thuiskomt",
        "argument": "Praten helpt",
        "decision": "Vader krijgt hulp",
    },
}


def test_each_has_a_whole_meeting_and_reads_the_own_minutes_and_never_those_of_the_other(
    cast,
    by,  # noqa: F811
    now,
    seen,
    people,
    apart,
):
    """With Karim at both tables, with whom what is about Noor and Daan is shared, and nothing about the father."""
    cases.share(proposal=proposal(cast[KARIM], now, about=(people["daan"],)), **by())
    tables = {}
    for name, words in WORDS.items():
        at = planned(by, now, words["question"])
        karim = NewSeat(SeatKind.CONTRIBUTES_TO_SOLUTION, party=cast.ids["party_id"], reason="De huur")
        tables[name] = (at, *actions.invite_all(seats=[seat_of(people[name]), karim], **at))
        assert about(at) == {people[name], people["daan"]}
    for name, (at, seat, karim) in tables.items():
        words, shared = WORDS[name], name == "noor"
        for there in ("prepare_meeting", "room_paper"):
            assert "Dit gaat over iemand met wie deze persoon niet samen aan tafel zit" not in seen(there, at)
        to_the_goals(cast, seen, at, seat, words)
        assert (words["argument"] in seen("seat", at, who=KARIM)) is shared  # and by the database: its second gate
        to_the_minutes(cast, at, seat, words["decision"])
        assert (words["argument"] in seen("minutes_copy", {"meeting_id": copy_of(karim)}, who=KARIM)) is shared
    for name, other in (("noor", "dad"), ("dad", "noor")):
        at, seat, _karim = tables[name]
        mine = seen("minutes_copy", at, copy_of(seat))
        general = ("Het overzicht houdt", "Zo is het.", "Wij zien elkaar weer op", "Op grond van")
        for told in (*WORDS[name].values(), *general):
            assert told in mine, (name, told)
        assert not [told for told in WORDS[other].values() if told in mine]
    with gate.opened():
        decided = {frozenset(row) for row in MeetingDecision.objects.values_list("about", flat=True)}
    assert decided == {frozenset((people["noor"], people["daan"])), frozenset((people["dad"], people["daan"]))}


def test_what_nobody_was_chosen_for_follows_who_gets_a_seat_and_who_loses_it(by, now, people, apart):  # noqa: F811
    at, everybody = planned(by, now), {people[name] for name in ("noor", "dad", "daan")}
    assert about(at) == everybody
    noor = actions.invite(seat=seat_of(people["noor"]), **at)
    assert about(at) == everybody - {people["dad"]}
    actions.invite(seat=seat_of(people["daan"]), **at)
    assert about(at) == everybody - {people["dad"]}
    actions.remove_seat(seat_id=noor, **at)
    assert about(at) == everybody
    actions.invite(seat=seat_of(people["dad"]), **at)
    assert about(at) == everybody - {people["noor"]}


def test_what_was_chosen_by_hand_or_has_begun_stays_as_it_is(by, now, people, apart):  # noqa: F811
    at = planned(by, now)
    both = (people["noor"], people["dad"])
    new = NewTopic("Samen", Phase.PICTURE, 5, (DataCategory.REQUEST_VISION,), both)
    chosen = actions.add_topic(topic=new, **at)
    one_by_one = NewTopic("Wonen", Phase.PICTURE, 5, (DataCategory.REQUEST_VISION,))
    changed, same = (actions.add_topic(topic=one_by_one, **at | {"now": now + timedelta(minutes=n)}) for n in (1, 2))
    actions.change_topic(topic_id=changed, topic=_with(one_by_one, both), **at)
    with gate.opened():
        everybody = tuple(Topic.objects.get(pk=same).about)
    actions.change_topic(topic_id=same, topic=_with(one_by_one, everybody), **at)  # as the form sends them along
    with gate.opened():
        Topic.objects.filter(meeting=at["meeting_id"], point="a").update(started_at=now)
    actions.invite(seat=seat_of(people["noor"]), **at)
    assert about(at, pk__in=(chosen, changed)) == set(both)
    assert about(at, point="a") == set(everybody)
    assert about(at, pk=same) == about(at, point="b") == set(everybody) - {people["dad"]}
    actions.change_topic(topic_id=changed, topic=one_by_one, **at)  # nobody chosen any more
    assert about(at, pk=changed) == set(everybody) - {people["dad"]}


def _with(topic, people):
    return NewTopic(topic.title, topic.phase, topic.minutes, topic.categories, people)


def test_who_is_kept_apart_afterwards_or_no_more_is_followed_by_what_is_still_to_come(by, now, people):  # noqa: F811
    at, everybody = planned(by, now), {people[name] for name in ("noor", "dad", "daan")}
    actions.invite(seat=seat_of(people["noor"]), **at)
    closed = planned(by, now, "Een eerdere vraag")
    actions.invite(seat=seat_of(people["noor"]), **closed)
    actions.open_meeting(**closed)
    actions.break_off(reason="Alarm", **closed)
    actions.end_as_it_is(reason="Het is klaar.", **closed)
    assert about(at) == about(closed) == everybody
    pair = cases.keep_apart(first=people["noor"], second=people["dad"], reason="Geweld", **by())
    assert (about(at), about(closed)) == (everybody - {people["dad"]}, everybody)
    cases.lift_keep_apart(apart_id=pair, **by())
    assert about(at) == everybody


def test_a_household_in_which_nobody_is_kept_apart_is_talked_about_as_a_whole(by, now, people):  # noqa: F811
    at, everybody = planned(by, now), {people[name] for name in ("noor", "dad", "daan")}
    with gate.opened():
        case = HouseholdMember.objects.get(person=people["noor"]).case
        born = PersonFactory(municipality=case.municipality, made_at=now).pk
        HouseholdMemberFactory(case=case, person_id=born)
    seats = [actions.invite(seat=seat_of(people[name]), **at) for name in ("noor", "dad")]
    actions.remove_seat(seat_id=seats[0], **at)
    assert about(at) == everybody | {born}


def test_what_was_planned_before_tables_followed_is_put_right_when_it_opens(by, now, people, apart):  # noqa: F811
    at, everybody = planned(by, now), {people[name] for name in ("noor", "dad", "daan")}
    noor = actions.invite(seat=seat_of(people["noor"]), **at)
    with gate.opened():  # as the migration leaves them
        Topic.objects.filter(meeting=at["meeting_id"]).update(of_table=True, about=list(everybody))
    actions.open_meeting(**at)
    assert about(at) == everybody - {people["dad"]}
    with gate.opened():
        Meeting.objects.update(phase=Phase.PICTURE)
    actions.start_topic(topic_id=topic_of(at, "a"), **at)
    assert is_inside(topic_of(at, "a"), noor)


@pytest.mark.parametrize("how", ["item", "person"])
def test_once_that_is_erased_the_table_is_about_the_other_again(by, now, people, apart, how):  # noqa: F811
    at, everybody = planned(by, now), {people[name] for name in ("noor", "dad", "daan")}
    actions.invite(seat=seat_of(people["noor"]), **at)
    his = planned(by, now, "Wat heeft vader nodig?")
    actions.invite(seat=seat_of(people["dad"]), **his)
    if how == "item":
        cases.erase_item(table="cases.keptapart", item_id=apart, **by())
        assert about(at) == about(his) == everybody
    else:
        cases.erase_person(person_id=people["dad"], **by())
        assert about(at) == everybody - {people["dad"]}
        assert about(his) - {NOBODY} == everybody - {people["dad"]}


def test_what_was_left_out_before_that_was_erased_follows_the_next_seat(by, now, people, apart):  # noqa: F811
    """Also where it was erased before tables followed that."""
    at = planned(by, now)
    actions.invite(seat=seat_of(people["noor"]), **at)
    with gate.opened():
        KeptApart.objects.all().delete()
    actions.invite(seat=seat_of(people["daan"]), **at)
    assert about(at) == {people[name] for name in ("noor", "dad", "daan")}


def test_who_has_a_table_apart_must_have_one_before_the_picture(client, cast, by, now, people, apart):  # noqa: F811
    at = planned(by, now)
    actions.invite_all(seats=[seat_of(people[name]) for name in ("noor", "daan")], **at)
    prepare = reverse("meetings:prepare_meeting", args=["C-1", at["meeting_id"]])
    client.force_login(cast[PIA])

    def missing():
        with gate.opened():
            report = MeetingReport.objects.get(meeting_id=at["meeting_id"])
        return report.residents_unarranged, client.get(prepare).context["page"].without_seat

    assert missing() == (1, ("Dad",))
    his = planned(by, now, "Wat heeft vader nodig?")
    actions.invite(seat=seat_of(people["dad"]), **his)
    actions.explain_group(reason="-", **at)  # which reports again
    assert missing() == (0, ())


def test_the_same_topic_about_another_child_is_another_topic(by, now, people):  # noqa: F811
    at = planned(by, now)
    noor, daan = (
        NewTopic("School", Phase.PICTURE, 5, (DataCategory.REQUEST_VISION,), (people[name],))
        for name in ("noor", "daan")
    )
    everybody = NewTopic("School", Phase.PICTURE, 5, (DataCategory.REQUEST_VISION,))
    made = [actions.add_topic(topic=one, **at) for one in (noor, daan, everybody, noor, everybody)]
    assert (len(set(made)), made[0], made[2]) == (3, made[3], made[4])


def test_the_question_of_the_case_is_not_filled_in_at_a_table_apart(client, cast, by, now, people):  # noqa: F811
    """It may be in the words of the other."""
    at = planned(by, now, "")
    client.force_login(cast[PIA])
    address = reverse("meetings:prepare_meeting", args=["C-1", at["meeting_id"]])

    def question():
        return client.get(address).context["page"].values["question"]

    assert question() == "Ik wil weer thuis wonen"
    cases.keep_apart(first=people["noor"], second=people["dad"], reason="Geweld", **by())
    assert question() == ""
