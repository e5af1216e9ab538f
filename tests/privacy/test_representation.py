"""Who must say yes, against a little table of its own; and until when such a yes can hold."""

from __future__ import annotations

import random
from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from privacy.birthdays import AT_18, Band, Birth, bands_on, birth_of, turns
from privacy.law import DataCategory
from privacy.representation import (
    Capacity,
    Concerned,
    ConsentException,
    ConsentKind,
    End,
    Giver,
    Question,
    Speaker,
    end_of,
    who_must_give,
    why_not,
)

DAY = date(2026, 6, 1)
CHILD, MOTHER, FATHER = UUID(int=1), UUID(int=2), UUID(int=3)
# From domain.md 6.2, by hand: kind, age in years -> self, representatives. With the setting on.
BY_HAND = {
    "agreement_to_support": [(11, "r"), (12, "sr"), (15, "sr"), (16, "s"), (17, "s"), (18, "s"), (60, "s")],
    "secrecy_waiver": [(0, "r"), (11, "r"), (12, "sr"), (15, "sr"), (16, "s"), (17, "s"), (18, "s")],
    "processing_basis": [(11, "r"), (12, "r"), (15, "r"), (16, "s"), (17, "s"), (18, "s"), (90, "s")],
}
ENDS_BY_HAND = {  # kind, age -> the birthday on which it ends, when nothing else ends it
    "agreement_to_support": {3: 12, 11: 12, 12: 16, 15: 16, 16: None, 17: None, 30: None},
    "secrecy_waiver": {0: 12, 11: 12, 13: 16, 15: 16, 16: None, 17: None, 18: None},
    "processing_basis": {5: 16, 11: 16, 12: 16, 15: 16, 16: None, 17: None, 40: None},
}


def parent(holder: UUID, **more) -> Speaker:
    known = {"source": "gezagsregister", "checked_on": DAY, "is_joint": True}
    return Speaker(Capacity.PARENT, holder, **(known | more))


BOTH_PARENTS = (parent(MOTHER), parent(FATHER))
ME, MUM, DAD = Giver(Capacity.SELF, CHILD), Giver(Capacity.PARENT, MOTHER), Giver(Capacity.PARENT, FATHER)


def born(years: int, *, day: date = DAY, extra: int = 0) -> date:
    """A birth date of somebody who has this age on the day, and had it for so many days already."""
    return turns(day, -years) - timedelta(days=extra)


def somebody(birth: Birth | None, **more) -> Concerned:
    return Concerned(CHILD, birth, **({"speakers": BOTH_PARENTS} | more))


def of_age(years: int, **more) -> Concerned:
    return somebody(Birth(born(years), born(years)), **more)


def asking(kind: str, **more) -> Question:
    return Question(ConsentKind(kind), **({"on": DAY} | more))


def test_the_matrix_is_the_one_of_the_table_and_both_parents_count():
    for kind, cells in BY_HAND.items():
        for age, letters in cells:
            givers = set(who_must_give(of_age(age), asking(kind)).givers)
            assert givers == ({ME} if "s" in letters else set()) | ({MUM, DAD} if "r" in letters else set()), (
                kind,
                age,
            )


def test_every_subset_of_answers_is_judged_as_the_table_says():
    """Property test: any kind, any birth day, any setting, any answers, against arithmetic of its own."""
    chance = random.Random(63)
    for _number in range(4000):
        kind = chance.choice(list(BY_HAND))
        age, on = chance.randrange(0, 24), date(2020, 1, 1) + timedelta(days=chance.randrange(7000))
        birth_on = date(on.year - age - 1, 1, 1) + timedelta(days=chance.randrange(730))
        setting, able = chance.random() < 0.7, chance.random() < 0.9
        exception = chance.choice([None, None, None, *ConsentException])
        question = asking(kind, on=on, both_for_12_15=setting, exception=exception)
        concerned = somebody(Birth(birth_on, birth_on), is_able=able)
        given = {one for one in (ME, MUM, DAD) if chance.random() < 0.7}
        expected = _expected(kind, _years(birth_on, on), setting, able, exception is not None)
        outcome = why_not(concerned, question, given)
        if expected is None:
            assert outcome, (kind, birth_on, on)
        else:
            assert (outcome is None) == (expected <= given), (kind, birth_on, on, setting, able, exception, outcome)


def _years(birth_on: date, on: date) -> int:
    """Counted as people do: the years, less one when the birthday is still to come. 29 February counts on the 28th."""
    month, day = birth_on.month, birth_on.day
    if (month, day) == (2, 29) and not isleap(on.year):
        day = 28
    return on.year - birth_on.year - ((on.month, on.day) < (month, day))


def _expected(kind: str, age: int, setting: bool, able: bool, excepted: bool) -> set[Giver] | None:
    parents, middle = {MUM, DAD}, 12 <= age <= 15
    if excepted and not (middle and kind != "processing_basis"):
        return None  # no such exception here
    if age >= 18:
        return {ME} if able else None  # nobody is mentor or curator
    if age < 12 or not able:
        return parents
    if age >= 16:
        return {ME}
    if kind == "processing_basis":
        return parents
    if excepted:
        return {ME}
    return {ME} | parents if kind == "agreement_to_support" or setting else {ME}


def test_what_is_missing_is_said_by_role_and_count():
    twelve = of_age(12)
    support = asking("agreement_to_support")
    assert why_not(twelve, support, {ME, MUM, DAD}) is None
    assert why_not(twelve, support, {ME, MUM}) == "Ook de andere ouder met gezag moet instemmen."
    assert why_not(twelve, support, {MUM, DAD}) == "Ook de persoon zelf moet instemmen."
    assert why_not(twelve, support, {ME}) == "Ook beide ouders met gezag moeten instemmen."
    assert why_not(twelve, support, set()) == "De persoon zelf en beide ouders met gezag moeten instemmen."
    waiver = asking("secrecy_waiver", exception=None)
    assert why_not(of_age(16), waiver, {MUM, DAD}) == "Ook de persoon zelf moet ja zeggen."
    alone = of_age(11, speakers=(parent(MOTHER, is_joint=False),))
    assert why_not(alone, waiver, set()) == "De ouder met gezag moet ja zeggen."
    assert why_not(alone, waiver, {MUM}) is None
    guarded = of_age(
        17, is_able=False, speakers=(Speaker(Capacity.GUARDIAN_GI, None, "Jeugdbescherming", "beschikking", DAY),)
    )
    assert why_not(guarded, waiver, set()) == "De voogd van de gecertificeerde instelling moet ja zeggen."
    assert why_not(guarded, waiver, {Giver(Capacity.GUARDIAN_GI, None, "een ander van het bureau")}) is None


@pytest.mark.parametrize(
    ("speakers", "says"),
    [
        ((), "Er staat niet wie gezag heeft"),
        ((parent(MOTHER),), "maar er staat maar één ouder"),
        ((Speaker(Capacity.PARENT, None, source="x", checked_on=DAY),), "maar niet wie het heeft"),
        ((parent(MOTHER, source=""), parent(FATHER)), "niet waar en wanneer dat is nagekeken"),
        ((parent(MOTHER), parent(FATHER, checked_on=None)), "niet waar en wanneer dat is nagekeken"),
        ((parent(MOTHER, until=DAY - timedelta(days=1)),), "Er staat niet wie gezag heeft"),
    ],
)
def test_authority_that_is_not_known_or_not_checked_is_no_authority(speakers, says):
    child = of_age(9, speakers=speakers)
    assert says in (why_not(child, asking("agreement_to_support"), {MUM, DAD}) or "")
    assert why_not(of_age(19, speakers=speakers), asking("agreement_to_support"), {ME}) is None, "an adult decides"


def test_a_curator_decides_for_an_adult_and_a_mentor_for_all_but_money():
    curator = Speaker(Capacity.CURATOR, None, "Bureau A", "register", DAY)
    mentor = Speaker(Capacity.MENTOR, None, "Bureau B", "register", DAY)
    health, debts = frozenset({DataCategory.HEALTH_MENTAL}), frozenset({DataCategory.DEBTS})

    def needed(speakers, categories, **more) -> set[Capacity]:
        asked = who_must_give(of_age(30, speakers=speakers, **more), asking("secrecy_waiver", categories=categories))
        return {giver.capacity for giver in asked.givers}

    assert needed((curator,), debts) == {Capacity.CURATOR}
    assert needed((curator, mentor), health) == {Capacity.CURATOR}
    assert needed((mentor,), health) == {Capacity.MENTOR}
    assert needed((mentor,), debts) == {Capacity.SELF}
    assert needed((mentor,), health | debts) == {Capacity.SELF, Capacity.MENTOR}
    unchecked = replace(mentor, checked_on=None)
    assert "nagekeken" in who_must_give(of_age(30, speakers=(unchecked,)), asking("secrecy_waiver")).problem
    assert "mentor of curator" in (why_not(of_age(30, is_able=False), asking("secrecy_waiver"), {ME}) or "")


def test_an_unknown_age_is_asked_first_and_an_age_that_was_told_is_a_year_of_days():
    assert "geboortedatum" in (why_not(somebody(None), asking("secrecy_waiver"), {ME, MUM, DAD}) or "")
    assert birth_of(birth_on=None, age=None, age_told_on=None) is None
    known = birth_of(birth_on=born(9), age=40, age_told_on=DAY)
    assert known == Birth(born(9), born(9))
    assert known.is_known
    chance = random.Random(12)
    for _number in range(3000):
        told_on = date(2019, 1, 1) + timedelta(days=chance.randrange(3000))
        age = chance.randrange(0, 30)
        window = birth_of(birth_on=None, age=age, age_told_on=told_on)
        assert window is not None
        probe = window.earliest + timedelta(days=chance.randrange(-40, 406))
        fits = _years(probe, told_on) == age
        assert not fits or window.earliest <= probe <= window.latest, (told_on, age, probe)
        assert (window.latest - window.earliest).days <= 366


def test_when_a_birthday_may_have_passed_everybody_whom_either_age_asks_must_say_yes():
    told = birth_of(birth_on=None, age=11, age_told_on=DAY - timedelta(days=200))
    assert told is not None
    assert bands_on(told, DAY) == (Band.UNDER_12, Band.FROM_12)
    support = asking("agreement_to_support")
    assert set(who_must_give(somebody(told), support).givers) == {ME, MUM, DAD}
    nearly_sixteen = birth_of(birth_on=None, age=15, age_told_on=DAY - timedelta(days=30))
    assert set(who_must_give(somebody(nearly_sixteen), asking("processing_basis")).givers) == {ME, MUM, DAD}


def test_a_yes_for_somebody_else_ends_the_day_before_others_decide():
    for kind, ages in ENDS_BY_HAND.items():
        for age, birthday in ages.items():
            birth_on = born(age, extra=10)
            end = end_of(somebody(Birth(birth_on, birth_on)), asking(kind), None)
            if birthday is None:
                assert end == End(None), (kind, age)
            else:
                last = birth_on.replace(year=birth_on.year + birthday) - timedelta(days=1)
                assert end == End(last, birthday), (kind, age)


def test_what_was_asked_ends_it_sooner_and_an_unknown_birthday_as_early_as_it_can_be():
    support = asking("agreement_to_support")
    child = of_age(11)
    soon, late = DAY + timedelta(days=30), DAY + timedelta(days=3000)
    assert end_of(child, support, soon) == End(soon)
    assert end_of(child, support, late) == End(DAY.replace(year=DAY.year + 1) - timedelta(days=1), 12)
    told = birth_of(birth_on=None, age=13, age_told_on=DAY)
    guess = end_of(somebody(told), support, None)
    assert guess == End(DAY.replace(year=DAY.year + 2), 16, is_estimated=True)
    alone = asking("secrecy_waiver", both_for_12_15=False)
    assert end_of(of_age(13), alone, None) == End(None), "a child that decided alone is bound by nobody's authority"
    unable = of_age(16, is_able=False)
    assert end_of(unable, support, None) == End(turns(born(16), 18) - timedelta(days=1), 18)
    stands_in = Speaker(Capacity.MENTOR, None, "B", "register", DAY, until=soon)
    assert end_of(of_age(40, speakers=(stands_in,)), support, late) == End(soon)
    assert end_of(of_age(40, speakers=(stands_in,)), support, soon - timedelta(days=1)) == End(soon - timedelta(days=1))


def test_at_18_each_change_names_the_law_that_follows():
    assert {change.law for change in AT_18} >= {"Wmo 2015", "Wlz", "Zvw", "Participatiewet"}
    assert all(change.ends and change.follows for change in AT_18)


def test_another_persons_yes_counts_for_nobody():
    stranger = {Giver(Capacity.PARENT, uuid4()), Giver(Capacity.SELF, MOTHER)}
    assert why_not(of_age(9), asking("secrecy_waiver"), stranger) is not None
