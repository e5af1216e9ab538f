"""What runs by itself about meetings. Each task may run twice, so each is harmless the second time."""

from collections.abc import Mapping
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from meetings import mail


@shared_task
def send_calendar(key: str, payload: Mapping[str, str]) -> bool:
    """Listens to meetings.calendar."""
    return mail.send_calendar(key=key, invite_id=UUID(payload["invite_id"]), now=timezone.now())
