"""What runs by itself: the mails that the outbox tells of, and wiping what is past its time. Each may run twice."""

from collections.abc import Mapping
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from accounts import actions, mail
from accounts.waiting import What


@shared_task
def send_invitation(key: str, payload: Mapping[str, str]) -> bool:
    """Listens to accounts.invited."""
    where = {"invited_at": payload["invited_at"], "site": payload["site"]}
    return mail.send_invitation(key=key, user_id=UUID(payload["user_id"]), now=timezone.now(), **where)


@shared_task
def send_password_reset(key: str, payload: Mapping[str, str]) -> bool:
    """Listens to accounts.password_forgotten."""
    user_id = UUID(payload["user_id"])
    return mail.send_password_reset(key=key, user_id=user_id, site=payload["site"], now=timezone.now())


@shared_task
def send_notice(key: str, payload: Mapping[str, str]) -> bool:
    """Listens to accounts.sign_in_changed."""
    return mail.send_notice(key=key, user_id=UUID(payload["user_id"]), what=payload["what"], now=timezone.now())


@shared_task
def send_summons(key: str, payload: Mapping[str, str]) -> bool:
    """Listens to what somebody must come and look at now: cases.glass_broken."""
    return mail.send_summons(key=key, user_id=UUID(payload["user_id"]), what=payload["what"], now=timezone.now())


@shared_task
def note_waiting(key: str, payload: Mapping[str, str]) -> bool:
    """Listens to what waits for somebody: cases.waiting, meetings.invited. The mail follows, see regie.tasks."""
    what = What(payload["what"])
    return actions.note_waiting(key=key, user_id=UUID(payload["user_id"]), what=what, now=timezone.now())


@shared_task
def wipe_expired() -> tuple[int, int]:
    """Drafts after a week, sessions after their end."""
    return actions.wipe_expired(now=timezone.now())
