"""Tasks of the project itself: only the sign of life. What the apps do by themselves stands with them."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

KEPT = 3600  # seconds


@shared_task
def heartbeat(name: str) -> None:
    """Shows that a message travelled the whole way: sent, queued, carried out by a worker."""
    cache.set(f"heartbeat:{name}", timezone.now(), timeout=KEPT)
