"""Working days, against a table that was written down apart from the package."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.working_days import add_working_days, is_working_day

EASTER = [
    date(2020, 4, 12),
    date(2021, 4, 4),
    date(2022, 4, 17),
    date(2023, 4, 9),
    date(2024, 3, 31),
    date(2025, 4, 20),
    date(2026, 4, 5),
    date(2027, 3, 28),
    date(2028, 4, 16),
    date(2029, 4, 1),
    date(2030, 4, 21),
    date(2031, 4, 13),
    date(2032, 3, 28),
    date(2033, 4, 17),
    date(2034, 4, 9),
    date(2035, 3, 25),
    date(2036, 4, 13),
    date(2037, 4, 5),
    date(2038, 4, 25),
    date(2039, 4, 10),
    date(2040, 4, 1),
]
KINGS_DAY_ON_26 = {2025, 2031, 2036}  # the 27th is a Sunday
LIBERATION_DAY = {2020, 2025, 2030, 2035, 2040}
FREE = {
    free
    for easter in EASTER
    for free in [
        date(easter.year, 1, 1),
        easter - timedelta(days=2),  # Good Friday
        easter + timedelta(days=1),
        date(easter.year, 4, 26 if easter.year in KINGS_DAY_ON_26 else 27),
        easter + timedelta(days=39),  # Ascension
        easter + timedelta(days=50),  # Whit Monday
        date(easter.year, 12, 25),
        date(easter.year, 12, 26),
    ]
} | {date(year, 5, 5) for year in LIBERATION_DAY}
DAYS = [date(2020, 1, 1) + timedelta(days=days) for days in range((date(2040, 12, 31) - date(2020, 1, 1)).days + 1)]
WORKING = [day for day in DAYS if day.isoweekday() <= 5 and day not in FREE]


def test_every_day_of_twenty_one_years_agrees_with_the_table():
    assert [day for day in DAYS if is_working_day(day)] == WORKING


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 20), 5, date(2026, 11, 27)),  # Friday
        (date(2026, 11, 21), 5, date(2026, 11, 27)),  # Saturday: counts from Monday
        (date(2026, 12, 23), 2, date(2026, 12, 28)),  # over Christmas
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2030, 5, 3), 1, date(2030, 5, 6)),
        (date(2026, 5, 4), 1, date(2026, 5, 5)),  # no fifth year: people work
        (date(2025, 5, 2), 1, date(2025, 5, 6)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(day, count, expected):
    assert add_working_days(day, count) == expected


@given(day=st.sampled_from(DAYS[:-400]), count=st.integers(1, 60))
def test_it_is_the_same_as_looking_in_the_table(day, count):
    assert add_working_days(day, count) == [later for later in WORKING if later > day][count - 1]


@given(day=st.sampled_from(DAYS[:-400]), one=st.integers(0, 30), other=st.integers(0, 30))
def test_counting_in_two_parts_comes_to_the_same_day(day, one, other):
    assert add_working_days(add_working_days(day, one), other) == add_working_days(day, one + other)


def test_nobody_counts_back():
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 11, 21), -1)
