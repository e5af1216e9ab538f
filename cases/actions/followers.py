"""Who follows what happens to a case, in the same transaction and under its lock.

Those are of rooms that this one may not look into: which ones, stands in settings.py. For the actions among themselves.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from cases.actions.items import household_of
from cases.models import Case


def something_erased(case: Case) -> None:
    """What counts the rows of a case counts again: a guard must not read what is gone."""
    for follower in settings.ERASURE_FOLLOWERS:
        import_string(follower)(case_id=case.pk, since=case.analysis_since, household=household_of(case))


def new_round(case: Case) -> None:
    """A meeting that was planned for the round that is over and not held yet, is for the round that begins."""
    for follower in settings.ROUND_FOLLOWERS:
        import_string(follower)(case_id=case.pk, cycle=case.cycle_number)


def somebody_hears_less(case: Case, now: datetime) -> None:
    """Who may not hear any more what is on a table now, goes out of the room.

    After the worklist is made anew: by that is known how each of them stands to the case.
    """
    for follower in settings.HEARING_FOLLOWERS:
        import_string(follower)(case_id=case.pk, now=now)


def who_meets_whom(case: Case, now: datetime) -> None:
    """Two people are kept apart from now on, or no more: what a table talks about by itself, goes by that."""
    for follower in settings.APART_FOLLOWERS:
        import_string(follower)(case_id=case.pk, now=now)
