"""When a session ends: after a while without activity, and anyway at the end of a working day. Pure Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# A time written once in this while is exact enough, and saves a write on every request.
GRAIN = timedelta(seconds=30)


@dataclass(frozen=True)
class Limits:
    """How long a session may stand still, and how long it may last."""

    idle: timedelta
    absolute: timedelta


def has_ended(*, started_at: datetime | None, last_seen_at: datetime | None, now: datetime, limits: Limits) -> bool:
    """Has this session ended? One without times has only just begun."""
    if started_at is None or last_seen_at is None:
        return False
    return now - last_seen_at >= limits.idle or now - started_at >= limits.absolute


def is_worth_noting(*, last_seen_at: datetime | None, now: datetime) -> bool:
    """Is the last time long enough ago to write a new one?"""
    return last_seen_at is None or now - last_seen_at >= GRAIN
