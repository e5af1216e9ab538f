"""What came of the meeting: decisions, appointments and the minutes."""

from django.db import models

from cases.item import Item
from cases.meeting_terms import MinutesStatus
from meetings.models.meeting import Meeting
from privacy.fields import TermField


class MeetingDecision(Item):
    """What was decided at the table, by whom, and who saw it otherwise."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    text = models.TextField()
    decided_by = models.TextField(blank=True)
    dissent = models.TextField(blank=True)


class Appointment(Item):
    """What was agreed between people at the table. What has a date, is an action of the plan."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="appointments")
    text = models.TextField()
    who = models.CharField(max_length=200, blank=True)


class Minutes(Item):
    """The record of a meeting: draft, shared, confirmed. A correction makes a new version."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    status = TermField(MinutesStatus, default=MinutesStatus.DRAFT)
    text = models.TextField(blank=True)
    shared_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "number"], name="one_version_of_minutes_per_number"),
        ]
