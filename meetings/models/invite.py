"""What somebody was sent for the own calendar: that it can be changed and taken back there afterwards."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from privacy.gate import GatedModel

USER = settings.AUTH_USER_MODEL


class CalendarInvite(GatedModel):
    """A meeting in somebody's calendar. The id is what the calendar knows it by: it says nothing of the case.

    meeting_id: no key, so that it outlives a meeting that was cancelled and still has to be taken out of calendars.
    sequence goes up with each change of time, length or place, and with the cancellation.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    meeting_id = models.UUIDField()
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting_id", "user"], condition=Q(cancelled_at=None), name="once_in_a_calendar"
            ),
        ]
