"""What runs by itself about cases. Each task may run twice, so each is harmless the second time."""

from celery import shared_task
from django.utils import timezone

from cases import actions
from privacy.viewer import SYSTEM


@shared_task
def remind_of_hats() -> int:
    """Asks people to take off a hat that they wear longer than they said. Returns how many hats that are."""
    return actions.remind_of_hats(viewer=SYSTEM, now=timezone.now())


@shared_task
def remind_of_sharing() -> int:
    """Asks who directs whether sharing that ends soon goes on. Returns how many decisions those are."""
    return actions.remind_of_sharing(viewer=SYSTEM, now=timezone.now())


@shared_task
def tell_of_begun_sharing() -> int:
    """Tells who receives that sharing began of which it was decided before. Returns how many decisions those are."""
    return actions.tell_of_begun_sharing(viewer=SYSTEM, now=timezone.now())


@shared_task
def announce_birthdays() -> int:
    """Announces what ends on a birthday, and who turns 18. Returns how many of those there are."""
    return actions.announce_birthdays(viewer=SYSTEM, now=timezone.now())
