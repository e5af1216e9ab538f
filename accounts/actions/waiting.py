"""What happens about something that waits for somebody: it is noted, it is seen, its mail is put off.

Noting and mailing are two steps. Whatever happens between two mails goes into one, and what somebody saw in the
meantime needs none.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accounts.actions.mailings import first_time
from accounts.models import User, Waiting
from accounts.waiting import ONLY_CHANGED, What


@transaction.atomic
def note_waiting(*, key: str, user_id: UUID, what: What, now: datetime) -> bool:
    """Something waits for this person, or changed. False when that was noted before, or there is no such person."""
    if not User.objects.filter(pk=user_id).exists() or not first_time(key=key, now=now):
        return False
    Waiting.objects.get_or_create(user_id=user_id)
    ready = {} if what in ONLY_CHANGED else {"is_ready": True}
    Waiting.objects.filter(user=user_id).update(since=Coalesce(F("since"), now), **ready)
    return True


def came_to_look(*, user_id: UUID) -> None:
    """This person opens the start page. Call it before that page is read: what happens meanwhile is not seen."""
    unseen = Q(since__isnull=False) | Q(is_unread=True)
    Waiting.objects.filter(unseen, user=user_id).update(since=None, is_ready=False, is_unread=False)


def put_off(*, user_id: UUID, now: datetime) -> None:
    """The mail server does not take a mail for this person now: after a while it is asked again."""
    Waiting.objects.filter(user=user_id).update(mailed_at=now, is_unread=False)
