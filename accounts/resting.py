"""How long an address that an administrator gave to an account opens nothing new. Pure Python.

Whoever has the address, can ask for another password. So the old address hears of it first, and there is a day to call.
"""

from __future__ import annotations

from datetime import datetime, timedelta

REST = timedelta(days=1)
REMEMBERED = timedelta(days=7)  # how long the address of before is kept, to tell it


def rests(changed_at: datetime | None, now: datetime) -> bool:
    """Whether the address of an account was changed so short ago that nothing may be asked with it yet."""
    return changed_at is not None and now < changed_at + REST
