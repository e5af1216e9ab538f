"""The sharing decisions that run, and the last day of each: said once for everything that looks at them.

For reads and actions among themselves. Not here: what they open (privacy.grants), how a page shows them (sharing).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cases.models import Party
from cases.reads.reach import EVERY_LAW, only
from cases.record_terms import SharingStatus
from privacy.law import DataCategory, Verdict
from privacy.months import add_months

LONGEST = 12  # months
# Decided to share, and not taken back. It may have ended by itself.
NOT_REVOKED = Q(status=SharingStatus.DECIDED, revoked_at=None)


def running(now: datetime) -> Q:
    """Not ended at this moment; it may have yet to begin."""
    return NOT_REVOKED & Q(valid_until__gt=now)


def within_reach(verdict: Verdict, case: Any, receiver: str = "to_organisation") -> Q:
    """What is shared, or asked for, with a party of a law that may be seen: sharing has no law of its own.

    With whom something is shared, says which help there is; and why, says more. case: the case, or its stand-in.
    """
    if verdict.laws(DataCategory.SUPPORT_IN_USE) == EVERY_LAW:
        return Q()
    seats = only(verdict, DataCategory.SUPPORT_IN_USE, Party.objects.filter(case=case))
    return Q(**{f"{receiver}__in": seats.values("organisation")})


def latest(begins: date) -> date:
    """The last day that can be chosen: after a year somebody looks again whether it is needed (AVG 5 lid 1 e)."""
    return add_months(begins, LONGEST)


def last_day(valid_until: datetime) -> date:
    """A decision that ends at midnight counts until the day before."""
    return timezone.localdate(valid_until - timedelta(microseconds=1))
