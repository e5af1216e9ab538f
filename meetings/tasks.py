"""What runs by itself about meetings. Each task may run twice, so each is harmless the second time."""

from collections.abc import Mapping
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from meetings import actions, mail
from privacy.viewer import SYSTEM


@shared_task
def send_calendar(key: str, payload: Mapping[str, str]) -> bool:
    """Listens to meetings.calendar."""
    return mail.send_calendar(key=key, invite_id=UUID(payload["invite_id"]), now=timezone.now())


@shared_task
def wipe_material() -> int:
    """Erases what residents made and may not stay, and then every file that belongs to nothing any more."""
    gone = actions.wipe_material(viewer=SYSTEM, now=timezone.now())
    actions.remove_files(now=timezone.now())
    return gone


@shared_task
def remove_files(key: str, payload: Mapping[str, str]) -> int:
    """Listens to cases.erased: a file goes when what it belonged to is really gone."""
    return actions.remove_files(now=timezone.now())
