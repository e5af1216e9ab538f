"""The catalogue of legal bases, and what each can carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.law import CRIMINAL, RULES, SPECIAL, DataCategory
from privacy.legal_bases import CATALOGUE, why_not, why_not_share
from privacy.representation import ConsentKind

# Domain.md 6.3, code, letters of AVG 6 and 9: written down apart from the catalogue, so that a slip shows.
LETTERS = {
    "WMO-5.1.1": ("ce", "bh"),
    "WMO-5.2.1": ("ce", "h"),
    "WMO-5.2.6": ("ce", "g"),
    "WMO-5.2.9": ("c", ""),
    "WMO-5.3.x": ("", ""),
    "JW-7.2": ("c", ""),
    "JW-7.3.4": ("", ""),
    "JW-7.3.8": ("c", "h"),
    "JW-7.3.11": ("", "h"),
    "JW-7.4": ("ce", "gh"),
    "PW-17": ("c", ""),
    "PW-64": ("c", ""),
    "PW-65": ("", ""),
    "PW-67": ("c", ""),
    "LPW-21a": ("c", ""),
    "WLZ-9.1": ("ce", "h"),
    "WGBO-457": ("", ""),
    "WMO-VT": ("ce", "g"),
    "WPG-18": ("ce", ""),
    "WVGGZ-5": ("ce", "g"),
    "WGS-DEBT-8": ("ce", ""),
    "AWB-2:5": ("", ""),
    "UAVG-30-3a": ("", "h"),
    "WABB-10": ("ce", ""),
    "UAVG-31-33": ("", ""),
    "VITAL": ("d", "c"),
    "CONFLICT": ("", ""),
    "MELDCODE": ("", "g"),
    "WGS-SV": ("e", "g"),
    "WVGGZ-8": ("ce", "gh"),
    "PGA-GW": ("e", ""),
    "CONSENT": ("a", "a"),
    "WAMS": ("", ""),
    "NONE": ("", ""),
}
GOALS, MENTAL, CRIME = {DataCategory.PLAN_GOALS}, {DataCategory.HEALTH_MENTAL}, {DataCategory.CRIMINAL}


def test_the_catalogue_stands_on_the_articles_that_domain_md_names():
    letters = {code: ("".join(basis.a6), "".join(sorted(basis.a9))) for code, basis in CATALOGUE.items()}
    assert letters == LETTERS


def test_only_four_grounds_carry_criminal_data_and_three_a_citizen_service_number():
    assert {code for code, basis in CATALOGUE.items() if basis.carries_criminal} == {
        "UAVG-31-33",
        "WGS-SV",
        "WPG-18",
        "WVGGZ-8",
    }
    assert {code for code, basis in CATALOGUE.items() if basis.carries_bsn} == {"WMO-5.2.9", "JW-7.2", "WABB-10"}


def test_what_is_no_law_yet_is_switched_off():
    assert {code for code, basis in CATALOGUE.items() if not basis.in_force} == {"WAMS", "NONE"}


def test_each_ground_that_asks_for_a_consent_says_of_which_kind_and_when_it_holds_without():
    assert {code: basis.needs_consent for code, basis in CATALOGUE.items() if basis.needs_consent} == {
        "JW-7.3.11": ConsentKind.SECRECY_WAIVER,
        "WGBO-457": ConsentKind.SECRECY_WAIVER,
        "WMO-5.1.1": ConsentKind.SECRECY_WAIVER,  # only for re-use
        "CONSENT": ConsentKind.PROCESSING_BASIS,
    }
    assert {code for code, basis in CATALOGUE.items() if basis.unless} == {"JW-7.3.11", "WMO-5.1.1"}


def test_the_law_only_names_grounds_that_hold():
    assert all(CATALOGUE[code].in_force for rule in RULES for code in rule.bases)


@pytest.mark.parametrize(
    ("categories", "codes", "a9", "a10", "says"),
    [
        (GOALS, ["WMO-5.2.1"], None, None, None),
        (GOALS, ["WGBO-457", "WMO-5.2.1"], None, None, None),
        (GOALS, [], None, None, "Zonder grondslag"),
        (GOALS, ["NONE"], None, None, "Zonder grondslag"),
        (GOALS, ["WAMS"], None, None, "geldt niet"),
        (GOALS, ["WMO-5.1.1", "WAMS"], None, None, "geldt niet"),
        (GOALS, ["WMO-99"], None, None, "staat niet in de lijst"),
        (GOALS, ["WMO-5.1.1"], "WMO-99", None, "staat niet in de lijst"),
        (GOALS, ["WMO-5.1.1"], None, "WAMS", "geldt niet"),
        (GOALS, ["PW-65"], None, None, "alleen de geheimhouding"),
        (GOALS, ["WGBO-457", "JW-7.3.11"], None, None, "WGBO-457 of JW-7.3.11: dat regelt alleen de geheimhouding"),
        (MENTAL, ["UAVG-30-3a"], None, None, "alleen de geheimhouding"),
        (MENTAL, ["WMO-5.2.1"], None, None, "Passend is WMO-5.2.1."),
        (MENTAL, ["PW-67"], None, None, "Passend is UAVG-30-3a."),
        (MENTAL, ["WMO-5.2.1", "UAVG-30-3a"], None, None, None),
        (MENTAL, ["WMO-5.2.1"], "WMO-5.2.1", None, None),
        (MENTAL, ["WGS-DEBT-8"], "UAVG-30-3a", None, None),
        (MENTAL, ["WGS-DEBT-8"], "WGS-DEBT-8", None, "WGS-DEBT-8 kan dit niet dragen"),
        (MENTAL, ["WMO-5.2.1", "UAVG-30-3a"], "PW-67", None, "PW-67 kan dit niet dragen"),
        ({DataCategory.SUPPORT_IN_USE}, ["CONSENT"], "CONSENT", None, None),
        (CRIME, ["WMO-5.1.1", "UAVG-30-3a"], None, None, "WPG-18 of WVGGZ-8 of UAVG-31-33 of WGS-SV"),
        (CRIME, ["WMO-5.1.1"], None, "WMO-5.1.1", "artikel 10"),
        (CRIME, ["WMO-5.1.1"], None, "UAVG-31-33", None),
        (CRIME, ["WPG-18"], None, None, None),
        ({DataCategory.SAFETY_VIOLENCE}, ["WMO-5.1.1"], "UAVG-30-3a", None, "artikel 10"),
        (MENTAL | CRIME, ["WVGGZ-8"], "WVGGZ-8", "WVGGZ-8", None),
        (MENTAL | CRIME, ["WVGGZ-8"], None, "WVGGZ-8", "artikel 9"),
        ({DataCategory.BSN}, ["WMO-5.1.1"], None, None, "WMO-5.2.9 of JW-7.2 of WABB-10"),
        ({DataCategory.BSN}, ["WMO-5.1.1", "JW-7.2"], None, None, None),
    ],
)
def test_grounds_carry_categories_or_it_is_said_why_not(categories, codes, a9, a10, says):
    refusal = why_not(categories=categories, codes=codes, a9=a9, a10=a10)
    assert refusal is None if says is None else says in refusal


@pytest.mark.parametrize(
    ("what", "giver", "receiver", "a9"),
    [
        ("request_vision", ["WMO-5.2.1"], ["WMO-5.2.1"], None),
        ("support_in_use", ["CONSENT"], ["CONSENT"], "CONSENT"),
        ("school_attendance", ["LPW-21a"], ["JW-7.4"], None),
        ("disability", ["JW-7.3.11", "JW-7.3.8"], ["WLZ-9.1"], "UAVG-30-3a"),
        ("debts", ["WGS-DEBT-8"], ["WGS-DEBT-8"], None),
        ("finances_income", ["PW-67"], ["WGS-DEBT-8"], None),
        ("health_physical", ["WGBO-457", "WMO-5.2.1"], ["WMO-5.1.1"], "UAVG-30-3a"),
    ],
)
def test_what_the_seven_cases_share_can_be_shared(what, giver, receiver, a9):
    assert why_not_share(categories={DataCategory(what)}, giver=giver, receiver=receiver, a9=a9) is None


@pytest.mark.parametrize(
    ("giver", "receiver", "says"),
    [
        ([], ["WMO-5.1.1"], "Wie geeft"),
        (["WMO-5.2.1"], [], "Wie ontvangt"),
        (["WGBO-457"], ["WMO-5.1.1"], "Wie geeft"),
        (["WMO-5.2.1"], ["AWB-2:5"], "Wie ontvangt"),
    ],
)
def test_giver_and_receiver_each_need_a_ground_of_their_own(giver, receiver, says):
    refusal = why_not_share(categories=MENTAL, giver=giver, receiver=receiver, a9="UAVG-30-3a")
    assert refusal.startswith(says)


CODES = st.lists(st.sampled_from(sorted(CATALOGUE)), max_size=4)
NAMED = st.none() | st.sampled_from(sorted(CATALOGUE))


@given(categories=st.sets(st.sampled_from(DataCategory)), codes=CODES, a9=NAMED, a10=NAMED)
def test_nothing_is_carried_without_the_letters_for_it(categories, codes, a9, a10):
    if why_not(categories=categories, codes=codes, a9=a9, a10=a10) is not None:
        return
    assert any(CATALOGUE[code].a6 for code in codes)
    named = [CATALOGUE[code] for code in {*codes, a9, a10} - {None}]
    assert all(basis.in_force for basis in named)
    assert not SPECIAL & categories or any(basis.a9 for basis in named)
    assert not CRIMINAL & categories or any(basis.carries_criminal for basis in named)
    assert DataCategory.BSN not in categories or any(basis.carries_bsn for basis in named)


@given(categories=st.sets(st.sampled_from(DataCategory)), codes=CODES, a9=NAMED, a10=NAMED, less=st.data())
def test_less_data_is_never_harder_to_carry(categories, codes, a9, a10, less):
    if why_not(categories=categories, codes=codes, a9=a9, a10=a10) is None:
        fewer = less.draw(st.sets(st.sampled_from(sorted(categories)) if categories else st.nothing()))
        assert why_not(categories=fewer, codes=codes, a9=a9, a10=a10) is None
