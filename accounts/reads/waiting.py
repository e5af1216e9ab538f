"""Who is asked by mail, now, to come and look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from accounts.models import Waiting
from accounts.waiting import QUIET, UNREAD

CAN_COME_IN = Q(user__is_active=True, user__email__isnull=False, user__accepted_at__isnull=False)


@dataclass(frozen=True)
class Awaited:
    """Somebody for whom something waits. The role says by which door they come in."""

    id: UUID
    role: str


def whom_to_mail(*, now: datetime) -> tuple[Awaited, ...]:
    """Everybody for whom a mail is due, who waits longest first."""
    rows = Waiting.objects.filter(mail_is_due(now)).order_by("since", "pk")
    return tuple(Awaited(*row) for row in rows.values_list("user", "user__role"))


def mail_is_due(now: datetime) -> Q:
    """Something was not seen, and no mail about that is fresh: see accounts.waiting for how long one is."""
    came_after_it = Q(is_unread=False, mailed_at__lte=now - QUIET)
    rested = Q(mailed_at=None) | came_after_it | Q(mailed_at__lte=now - UNREAD)
    return Q(since__isnull=False) & rested & CAN_COME_IN
