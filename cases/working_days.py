"""
Counting working days, for tasks that are due in so many of them: convene after a signal, answer a signal.

Here belongs what is no working day in the Netherlands: Saturday, Sunday and the public holidays. Liberation Day counts
as one every fifth year (2025, 2030), as in the collective agreements; Good Friday does too. Not here: terms in months
and years (privacy.months). Pure Python.
"""

from __future__ import annotations

from datetime import date, timedelta

from holidays import country_holidays

_HOLIDAYS = country_holidays("NL")
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """No weekend and no public holiday."""
    return day.weekday() < _SATURDAY and day not in _HOLIDAYS


def add_working_days(day: date, count: int) -> date:
    """The last of so many working days after this day, which does not count itself. Zero: the day itself."""
    if count < 0:
        raise ValueError("working days are counted forward")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
