"""Each mail once: a task can be delivered several times, its mail may not."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Mailing


def first_time(*, key: str, now: datetime) -> bool:
    """Is this the first time that this mail is asked for? Call it in the transaction in which the mail is sent."""
    _mailing, is_new = Mailing.objects.get_or_create(key=key, defaults={"at": now})
    return is_new
