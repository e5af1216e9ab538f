"""Asking for a yes, who must give it, taking it back, and what ends on a birthday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import actions, consent_texts, reads
from cases.actions import Answer, NewConsent
from cases.models import Consent, ConsentAnswer, HouseholdMember, Party, Person, Task
from cases.record_terms import ConsentWay, RepresentativeKind, TaskKind
from cases.terms import AuthorityKind
from privacy import gate
from privacy.law import DataCategory
from privacy.models import Grant
from privacy.representation import Capacity, ConsentException, ConsentKind
from privacy.viewer import SYSTEM
from tests.cast import proposal
from tests.factories import HouseholdMemberFactory, PersonFactory

PIA = "pia_directs_process"
SELF, PARENT = Capacity.SELF, Capacity.PARENT
WAIVER = ConsentKind.SECRECY_WAIVER


@pytest.fixture
def home(cast, now):
    """C-1 with a child of ten, a youth of seventeen, and two parents with checked authority over both."""
    return Home(cast, now)


class Home:
    """The household of C-1 and the deeds of these tests, by whoever is named."""

    def __init__(self, cast, now):
        self.cast, self.now, self.today = cast, now, timezone.localdate(now)
        with gate.opened():
            case = HouseholdMember.objects.get(person=cast.ids["person_id"]).case
            self.case, made = case.pk, {}
            for name, years in (("child", 10), ("youth", 17), ("mother", 40), ("father", 41)):
                born = self.today.replace(day=1, year=self.today.year - years)
                person = PersonFactory(municipality=case.municipality, name=name.title(), birth_on=born, made_at=now)
                HouseholdMemberFactory(case=case, person=person, about=[person.pk], made_at=now)
                made[name] = person.pk
            self.to = Party.objects.filter(case=case).values_list("organisation", flat=True).first()
        self.people = made
        for young in ("child", "youth"):
            for parent in ("mother", "father"):
                self.authority(young, parent)

    def __getattr__(self, name):
        return self.people[name]

    def do(self, action, who=PIA, now=None, **what):
        return action(viewer=self.cast.viewer(who), reference="C-1", now=now or self.now, **what)

    def authority(self, child, holder, *, kind=AuthorityKind.JOINT, **known):
        known = {"checked_on": self.today, "source": "gezagsregister"} | known
        return self.do(
            actions.record_authority, child=self.people[child], holder=self.people[holder], kind=kind, **known
        )

    def asked(self, about="child", kind=WAIVER, **more) -> NewConsent:
        shared = {"categories": frozenset({DataCategory.LIVING}), "recipients": (self.to,)}
        words = {"what": "De school mag vertellen hoe het gaat.", "purpose": "Samen een plan maken."}
        return NewConsent(kind=kind, person=self.people[about], **(shared | words | more))

    def yes(self, who, capacity=PARENT, **more) -> Answer:
        said = {"agreed": True, "on": self.today, "how": ConsentWay.WRITTEN, "person": self.people[who]}
        return Answer(capacity=capacity, **(said | more))

    def given(self, about="child", *answers, **more):
        answers = answers or (self.yes("mother"), self.yes("father"))
        return self.do(actions.ask_consent, consent=self.asked(about, **more), answers=answers).id

    def row(self, consent) -> Consent:
        with gate.opened():
            return Consent.objects.get(pk=consent)

    def covers(self, about="child", **more):
        known = {"category": DataCategory.LIVING, "organisation": self.to, "kind": WAIVER, "now": self.now} | more
        with gate.opened():
            return reads.covers(case=self.case, about=self.people[about], **known)

    def tasks(self, kind) -> list[Task]:
        with gate.opened():
            return list(Task.objects.filter(case=self.case, kind=kind, done_at=None))


def refused(deed, **what) -> actions.NotPossible:
    with pytest.raises(actions.NotPossible) as found:
        deed(**what)
    return found.value


def test_a_consent_is_complete_only_when_everybody_who_must_gave_it(home):
    consent = home.given("child", home.yes("mother"))
    row = home.row(consent)
    assert row.given_on is None
    assert home.covers() is None
    home.do(actions.answer_consent, consent_id=consent, answer=home.yes("father"))
    row = home.row(consent)
    birthday = row.valid_until + timedelta(days=1)
    with gate.opened():
        born = Person.objects.get(pk=home.child).birth_on
        givers = set(ConsentAnswer.objects.filter(consent=consent).values_list("person", "capacity", "how"))
        ends = reads.holds_until(consent)
    assert (row.given_on, row.ends_at_age, birthday) == (home.today, 12, born.replace(year=born.year + 12))
    assert timezone.localtime(ends).replace(tzinfo=None).isoformat() == f"{birthday}T00:00:00"
    assert givers == {(home.mother, PARENT, "written"), (home.father, PARENT, "written")}
    assert row.text_shown == consent_texts.current(WAIVER).shown
    assert home.covers() == consent


def test_a_consent_covers_what_it_says_and_nothing_beside_it(home, cast):
    consent = home.given()
    assert home.covers() == consent
    assert home.covers("youth") is None
    assert home.covers(category=DataCategory.DEBTS) is None
    assert home.covers(organisation=cast[PIA].organisation_id) is None
    assert home.covers(kind=ConsentKind.AGREEMENT_TO_SUPPORT) is None
    assert home.covers(now=home.now - timedelta(days=2)) is None, "before it was given"
    assert home.covers(now=home.now + timedelta(days=800)) is None, "after the 12th birthday"
    short = home.given(until=home.today + timedelta(days=3), what="Korter.")
    assert home.covers() == consent, "the one that holds longest"
    home.do(actions.withdraw_consent, consent_id=consent, how=ConsentWay.DIGITAL, by=home.father)
    assert home.covers() == short
    assert home.covers(now=home.now + timedelta(days=4)) is None


def test_taking_back_stops_what_comes_keeps_what_was_and_asks_the_director_to_tell_each_recipient(home):
    consent = home.given()
    take = {"consent_id": consent, "how": ConsentWay.ORAL_RECORDED}
    assert refused(home.do, action=actions.withdraw_consent, **take).field == "by"
    later = home.now + timedelta(minutes=1)
    home.do(actions.withdraw_consent, "ina_inquires", later, **take, by=home.mother)
    assert home.covers(now=later) is None
    assert home.covers(now=home.now) == consent, "what was shared before stays lawful"
    (task,) = home.tasks(TaskKind.TELL_WITHDRAWN)
    assert (task.assignee_id, task.subject) == (home.cast[PIA].pk, consent)
    refused(home.do, action=actions.withdraw_consent, now=later, **take, by=home.mother)
    told = {"consent_id": consent, "organisation_id": home.to}
    home.do(actions.tell_withdrawn, **told)
    assert home.tasks(TaskKind.TELL_WITHDRAWN) == []
    refused(home.do, action=actions.tell_withdrawn, **(told | {"organisation_id": home.mother}))


def test_a_no_is_recorded_and_nothing_rests_on_it(home):
    consent = home.given("child", home.yes("mother"), home.yes("father", agreed=False, note="Wil eerst praten"))
    row = home.row(consent)
    assert (row.refused_on, row.given_on) == (home.today, None)
    assert home.covers() is None
    refused(home.do, action=actions.answer_consent, consent_id=consent, answer=home.yes("father"))
    refused(home.do, action=actions.withdraw_consent, consent_id=consent, how=ConsentWay.DIGITAL, by=home.mother)


def test_who_has_no_say_cannot_give_it_and_what_is_not_said_is_asked(home, cast):
    ask = home.do
    for wrong, field in (
        ({"kind": ConsentKind.PROCESSING_BASIS}, "extra"),
        ({"what": " "}, "what"),
        ({"purpose": ""}, "purpose"),
        ({"categories": frozenset()}, "categories"),
        ({"categories": frozenset({DataCategory.CRIMINAL})}, "categories"),
        ({"recipients": ()}, "recipients"),
        ({"recipients": (cast.ids["case_id"],)}, "recipients"),
        ({"exception": ConsentException.SERIOUS_HARM}, "exception_reason"),
    ):
        assert refused(ask, action=actions.ask_consent, consent=home.asked(**wrong)).field == field, wrong
    elsewhere = replace(home.asked(), person=cast.ids["case_id"])
    assert refused(ask, action=actions.ask_consent, consent=elsewhere).field == "person"
    for answer, field in (
        (home.yes("mother", SELF), "giver"),
        (home.yes("youth"), "giver"),
        (home.yes("mother", person=None), "giver"),
        (home.yes("mother", on=home.today + timedelta(days=1)), "on"),
    ):
        assert refused(ask, action=actions.ask_consent, consent=home.asked(), answers=(answer,)).field == field
    with pytest.raises(actions.NotAuthorised):
        home.do(actions.ask_consent, "wim_takes_part", consent=home.asked())
    with pytest.raises(reads.CaseNotFound):
        home.do(actions.ask_consent, "bert_stands_nowhere", consent=home.asked())


def test_the_button_pressed_twice_asks_once(home):
    assert home.given() == home.given()


def test_authority_that_is_checked_later_makes_the_consent_complete(home):
    home.authority("child", "father", checked_on=None)
    consent = home.given()
    assert home.row(consent).given_on is None
    home.authority("child", "father")
    assert home.row(consent).given_on == home.today


def test_who_stands_in_for_an_adult_gives_it_and_it_ends_when_that_ends(home):
    until = home.today + timedelta(days=100)
    known = {"kind": RepresentativeKind.CURATOR, "name": "Bureau Zuid", "until": until}
    unchecked = home.do(actions.record_representative, person_id=home.mother, **known)
    curator = Answer(Capacity.CURATOR, True, home.today, ConsentWay.WRITTEN, name="Bureau Zuid")
    consent = home.given("mother", curator)
    assert home.row(consent).given_on is None, "nobody looked it up"
    home.do(
        actions.record_representative,
        person_id=home.mother,
        **(known | {"checked_on": home.today, "source": "curatele- en bewindregister"}),
    )
    home.do(actions.remove_representative, representative_id=unchecked)
    row = home.row(consent)
    assert (row.given_on, row.valid_until, row.ends_at_age) == (home.today, until, None)


def test_a_child_of_thirteen_can_decide_alone_for_a_reason_only(home):
    known = {"name": "Child", "role": "kind", "birth_on": home.today.replace(day=1, year=home.today.year - 13)}
    home.do(actions.change_person, person_id=home.child, person=actions.NewPerson(**known))
    alone = home.yes("child", SELF)
    plain = home.given("child", alone)
    assert home.row(plain).given_on is None
    reason = {"exception": ConsentException.PERSISTENT_WISH, "exception_reason": "Wil dit al een jaar."}
    excepted = home.given("child", alone, home.yes("father", agreed=False), what="Gesprekken.", **reason)
    row = home.row(excepted)
    assert (row.given_on, row.valid_until, row.refused_on) == (home.today, None, None)


def test_a_birth_date_that_is_known_later_moves_the_end(home):
    consent = home.given()
    before = home.row(consent).valid_until
    older = home.today.replace(day=1, year=home.today.year - 11)
    known = {"name": "Child", "role": "kind"}
    home.do(actions.change_person, person_id=home.child, person=actions.NewPerson(**known, birth_on=older))
    assert home.row(consent).valid_until == before.replace(year=before.year - 1) or before.month == 2
    home.do(actions.change_person, person_id=home.child, person=actions.NewPerson(**known, age=10))
    row = home.row(consent)
    assert row.birthday_estimated
    assert row.valid_until < home.today + timedelta(days=366), "as early as it can be"
    teen = home.today.replace(day=1, year=home.today.year - 14)
    home.do(actions.change_person, person_id=home.child, person=actions.NewPerson(**known, birth_on=teen))
    assert home.covers(now=home.now + timedelta(days=1)) is None, "the child should have been asked"


def test_what_was_shared_on_a_yes_ends_when_a_birth_date_ends_that_yes(home, cast):
    """Known to be fourteen: the child should have been asked, so the yes of the parents carries nothing any more."""
    there = cast["karim_receives"].organisation_id
    home.given(until=home.today + timedelta(days=300), recipients=(there,))
    offer = proposal(
        cast["karim_receives"],
        home.now,
        about=(home.child,),
        categories=frozenset({DataCategory.LIVING}),
        giver_bases=("WMO-5.1.1",),
        valid_until=home.now + timedelta(days=200),
    )
    decision = home.do(actions.share, proposal=offer)
    known = {"name": "Child", "role": "kind"}
    for years, ends in ((9, False), (14, True)):
        born = home.today.replace(day=1, year=home.today.year - years)
        home.do(actions.change_person, person_id=home.child, person=actions.NewPerson(**known, birth_on=born))
        assert Grant.objects.filter(decision=decision).exists() is not ends
        assert len(home.tasks(TaskKind.TELL_RECIPIENT)) == ends


def test_a_birthday_is_announced_in_time_and_only_once(home):
    consent = home.given()
    row = home.row(consent)
    birthday = row.valid_until + timedelta(days=1)
    long_before = _at(birthday - timedelta(days=40), home.now)
    actions.announce_birthdays(viewer=SYSTEM, now=long_before)
    assert home.tasks(TaskKind.CONSENT_ENDS) == []
    soon = _at(birthday - timedelta(days=20), home.now)
    for _twice in range(2):
        actions.announce_birthdays(viewer=SYSTEM, now=soon)
    (task,) = home.tasks(TaskKind.CONSENT_ENDS)
    assert (task.subject, task.due_on, task.assignee_id) == (consent, row.valid_until, home.cast[PIA].pk)
    (of_age,) = home.tasks(TaskKind.COMING_OF_AGE) or (None,)
    assert of_age is None or of_age.subject == home.youth
    home.do(actions.birthday_handled, subject=consent)
    actions.announce_birthdays(viewer=SYSTEM, now=soon)
    assert home.tasks(TaskKind.CONSENT_ENDS) == [], "what was handled is not asked again"
    refused(home.do, action=actions.birthday_handled, subject=consent)
    with pytest.raises(actions.NotAuthorised):
        actions.announce_birthdays(viewer=home.cast.viewer(PIA), now=soon)


def test_turning_18_is_announced_six_months_ahead(home, settings):
    with gate.opened():
        born = Person.objects.get(pk=home.youth).birth_on
    birthday = born.replace(year=born.year + 18)
    actions.announce_birthdays(viewer=SYSTEM, now=_at(birthday - timedelta(days=190), home.now))
    assert home.tasks(TaskKind.COMING_OF_AGE) == []
    actions.announce_birthdays(viewer=SYSTEM, now=_at(birthday - timedelta(days=170), home.now))
    (task,) = home.tasks(TaskKind.COMING_OF_AGE)
    assert (task.subject, task.due_on) == (home.youth, birthday)


def _at(day: date, now):
    return now.replace(year=day.year, month=day.month, day=day.day)


def test_the_database_refuses_what_can_never_be_true(home):
    sound = home.row(home.given())
    impossible = (
        {"kind": ConsentKind.PROCESSING_BASIS},
        {"extra": "een filmpje"},
        {"recipients": []},
        {"categories": []},
        {"what": ""},
        {"text_shown": ""},
        {"refused_on": sound.given_on},
        {"withdrawn_at": home.now},
        {
            "given_on": None,
            "valid_until": None,
            "ends_at_age": None,
            "withdrawn_at": home.now,
            "withdrawn_how": "digital",
        },
        {"exception": ConsentException.SERIOUS_HARM},
        {"valid_until": sound.given_on - timedelta(days=1)},
        {"ends_at_age": 13},
        {"ends_at_age": 12, "valid_until": None},
    )
    for values in impossible:
        with gate.opened(), pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.filter(pk=sound.pk).update(**values)
    with gate.opened(), pytest.raises(IntegrityError), transaction.atomic():
        ConsentAnswer.objects.filter(consent=sound, person=home.mother).update(person=None)


def test_erasing_a_parent_keeps_that_there_was_a_yes_and_not_whose(home):
    consent = home.given()
    home.do(actions.withdraw_consent, consent_id=consent, how=ConsentWay.DIGITAL, by=home.mother)
    home.do(actions.erase_person, person_id=home.mother)
    with gate.opened():
        assert Consent.objects.get(pk=consent).withdrawn_name == "gewist"
        said = set(ConsentAnswer.objects.filter(consent=consent).values_list("person", "name"))
    assert said == {(None, "gewist"), (home.father, "")}
    home.do(actions.erase_person, person_id=home.child)
    with gate.opened():
        assert not Consent.objects.filter(pk=consent).exists()
