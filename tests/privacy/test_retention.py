"""How long, from when: the selection list, and the ends of months."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.months import add_months
from privacy.retention import RULES, ItemDates, RetentionRule, StartRule, Valuation, after, choices, start_and_end

# Domain.md 6.9, written down apart from the rules: result, term, start.
LIST = {
    "3.1.4": ("P20Y", "last_change"),
    "3.1.5": ("P15Y", "item_created"),
    "3.2": ("P5Y", "case_closed"),
    "3.3.1": ("P42D", "case_closed"),
    "8.1": ("P10Y", "object_ended"),
    "8.1.1": ("P15Y", "item_created"),
    "8.3.1": ("P15Y", "item_created"),
    "8.1.2": ("P20Y", "last_change"),
    "8.3.2": ("P20Y", "last_change"),
    "8.1.9": ("P5Y", "object_ended"),
    "8.3.5": ("P5Y", "case_closed"),
    "8.2": ("P5Y", "case_closed"),
    "8.4.1": ("P42D", "case_closed"),
    "12.1.1": ("P10Y", "case_closed"),
    "12.1.2": ("P15Y", "item_created"),
    "12.1.12": ("P20Y", "last_change"),
    "21.1": ("P5Y", "case_closed"),
    "21.1.3": ("P20Y", "case_closed"),
    "4.1": ("P10Y", "case_closed"),
}
CREATED, CHANGED, CLOSED, ENDED = date(2025, 9, 22), date(2026, 5, 26), date(2026, 6, 12), date(2028, 1, 31)
DATES = ItemDates(CREATED, CHANGED, CLOSED, ENDED)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_the_rules_are_those_of_the_selection_list():
    assert {result: (rule.duration, rule.start_rule.value) for result, rule in RULES.items()} == LIST
    assert all(rule.valuation is Valuation.DESTROY and rule.source for rule in RULES.values())


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("3.1.4", (CHANGED, date(2046, 5, 26))),
        ("8.1.1", (CREATED, date(2040, 9, 22))),
        ("21.1", (CLOSED, date(2031, 6, 12))),
        ("8.1.9", (ENDED, date(2033, 1, 31))),
        ("8.4.1", (CLOSED, date(2026, 7, 24))),
    ],
)
def test_a_term_begins_where_its_law_says(result, expected):
    assert start_and_end(RULES[result], DATES) == expected


@pytest.mark.parametrize(
    ("start_rule", "begins"),
    [
        (StartRule.ITEM_CREATED, CREATED),
        (StartRule.LAST_CHANGE, CHANGED),
        (StartRule.CASE_CLOSED, None),
        (StartRule.OBJECT_ENDED, None),
    ],
)
def test_a_term_that_has_not_begun_has_no_end(start_rule, begins):
    term = start_and_end(replace(RULES["3.2"], start_rule=start_rule), ItemDates(CREATED, CHANGED))
    assert (term and term[0]) == begins


@pytest.mark.parametrize(
    ("day", "duration", "expected"),
    [
        (date(2024, 2, 29), "P15Y", date(2039, 2, 28)),
        (date(2024, 2, 29), "P20Y", date(2044, 2, 29)),
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2026, 8, 31), "P6M", date(2027, 2, 28)),
        (date(2026, 12, 31), "P42D", date(2027, 2, 11)),
        (date(2026, 3, 28), "P1D", date(2026, 3, 29)),
    ],
)
def test_months_end_where_they_end(day, duration, expected):
    assert after(day, duration) == expected


@pytest.mark.parametrize("duration", ["", "20Y", "P20", "PT5H", "P-1Y", "P1Y2M", "P1.5Y"])
def test_a_duration_that_is_none_is_refused(duration):
    with pytest.raises(ValueError, match="no duration"):
        after(CREATED, duration)


@given(day=DAYS, months=st.integers(-300, 300))
def test_months_are_added_as_on_a_wall_calendar(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


def test_a_moment_keeps_its_time_of_day():
    assert add_months(datetime(2026, 3, 31, 9, 30, tzinfo=UTC), -1) == datetime(2026, 2, 28, 9, 30, tzinfo=UTC)


@given(day=DAYS, longer=st.integers(0, 40), rule=st.sampled_from(sorted(RULES)))
def test_later_begun_is_never_earlier_over(day, longer, rule):
    assert after(day, RULES[rule].duration) <= after(day + timedelta(days=longer), RULES[rule].duration)
    assert after(day, RULES[rule].duration) > day


def test_a_case_ends_with_a_result_of_one_of_its_own_laws():
    youth = choices(["jeugdwet"])
    assert {rule.law for rule in youth} == {"", "jeugdwet"}
    assert {rule.result for rule in youth} >= {"3.1.4", "21.1"}
    assert {rule.result for rule in choices([])} == {rule.result for rule in RULES.values() if not rule.law}
    assert isinstance(youth[0], RetentionRule)
