"""Carries what waits in the outbox to the tasks that want to hear it. Which those are stands in settings.py."""

from collections.abc import Mapping

import structlog
from celery import current_app, shared_task
from django.conf import settings
from django.utils import timezone

from outbox import actions

logger = structlog.get_logger("outbox")


@shared_task
def relay() -> int:
    """One round. What the broker does not take stays in the outbox for the next round."""
    return actions.relay(deliver=deliver, now=timezone.now())


def deliver(topic: str, key: str, payload: Mapping) -> None:
    """Hands a message to everyone who listens to its topic. A listener may hear it twice, with the same key."""
    listeners = settings.OUTBOX_LISTENERS.get(topic, ())
    for task in listeners:
        current_app.send_task(task, args=[key, dict(payload)], retry=False)
    logger.info("told", topic=topic, key=key, listeners=len(listeners))
