"""The sharing decisions that run, and the last day of each: said once for everything that looks at them.

For reads and actions among themselves. Not here: what they open (privacy.grants), how a page shows them (sharing).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from cases.record_terms import SharingStatus

# Decided to share, and not taken back. It may have ended by itself.
NOT_REVOKED = Q(status=SharingStatus.DECIDED, revoked_at=None)


def running(now: datetime) -> Q:
    """Not ended at this moment; it may have yet to begin."""
    return NOT_REVOKED & Q(valid_until__gt=now)


def last_day(valid_until: datetime) -> date:
    """A decision that ends at midnight counts until the day before."""
    return timezone.localdate(valid_until - timedelta(microseconds=1))
