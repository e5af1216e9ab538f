"""Carries what waits in the outbox to the tasks that want to hear it. Which those are stands in settings.py."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import structlog
from celery import current_app, shared_task
from django.conf import settings
from django.utils import timezone

from outbox import actions

KEPT = timedelta(days=30)  # after it was told: to find out what went wrong, and no longer than that

logger = structlog.get_logger("outbox")


@shared_task
def relay() -> int:
    """One round. What the broker does not take stays in the outbox for the next round."""
    return actions.relay(deliver=deliver, now=timezone.now())


@shared_task
def forget() -> int:
    """What was told long ago. It names people by their ids, and helps nobody any more."""
    return actions.forget(delivered_before=timezone.now() - KEPT)


def deliver(topic: str, key: str, payload: Mapping[str, Any]) -> None:
    """Hands a message to everyone who listens to its topic. A listener may hear it twice, with the same key."""
    listeners = settings.OUTBOX_LISTENERS.get(topic, ())
    for task in listeners:
        current_app.send_task(task, args=[key, dict(payload)], retry=False)
    logger.info("told", topic=topic, key=key, listeners=len(listeners))
