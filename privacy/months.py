"""Counting in months on the calendar, for terms and look-back periods. Working days: cases.working_days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TypeVar

Day = TypeVar("Day", bound=date)  # a date, or a moment: its time of day stays


def add_months(day: Day, months: int) -> Day:
    """The same day so many months on, or the last day of that month where it is shorter (31 January: 28 February)."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month0 + 1, day=min(day.day, monthrange(year, month0 + 1)[1]))
