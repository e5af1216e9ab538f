"""Sessions: noting that somebody is still there, and ending them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Coalesce

from accounts.models import Session


def note_activity(*, session_key: str, now: datetime) -> None:
    """This session is in use; the first time also that it began. Only times: what it holds stays as it is."""
    Session.objects.filter(pk=session_key).update(started_at=Coalesce("started_at", Value(now)), last_seen_at=now)


def end_sessions(*, user_id: UUID) -> None:
    """Signs this user out everywhere, at once."""
    Session.objects.filter(user_id=user_id).delete()


def end_other_sessions(*, user_id: UUID, session_key: str) -> int:
    """Signs this user out everywhere but here; returns in how many browsers that was."""
    ended, _rows = Session.objects.filter(user_id=user_id).exclude(pk=session_key).delete()
    return ended
