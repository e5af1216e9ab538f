"""Tasks of the project itself: the sign of life, and the mail that needs to know by which door somebody comes in.

What the apps do by themselves stands with them. Each task may run twice.
"""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from regie import waiting

KEPT = 3600  # seconds


@shared_task
def heartbeat(name: str) -> None:
    """Shows that a message travelled the whole way: sent, queued, carried out by a worker."""
    cache.set(f"heartbeat:{name}", timezone.now(), timeout=KEPT)


@shared_task
def mail_waiting() -> int:
    """Asks everybody for whom something waits to come and look. Returns how many mails that were."""
    return waiting.mail_all(now=timezone.now())
