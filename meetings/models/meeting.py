"""The meeting itself: when, what for, and where the table is."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.meeting_terms import MeetingKind
from meetings.phases import Phase
from privacy.fields import TermField
from privacy.gate import GatedModel

USER = settings.AUTH_USER_MODEL


class Meeting(GatedModel):
    """An MDO or another meeting about one case. question and purpose_text are content: category request_vision.

    covers: the agenda points a to d of S003 step 3 that this meeting treats. broken_off_at: kept, can be resumed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    cycle = models.PositiveSmallIntegerField()
    sequence = models.PositiveSmallIntegerField()
    kind = TermField(MeetingKind)
    planned_at = models.DateTimeField()
    duration_minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    minute_taker = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    covers = ArrayField(models.CharField(max_length=1), default=list)
    phase = TermField(Phase, default=Phase.OPENING)
    question = models.TextField(blank=True)
    purpose_text = models.TextField(blank=True)
    legal_bases = ArrayField(models.CharField(max_length=20), default=list)
    opened_at = models.DateTimeField(null=True)
    question_confirmed_at = models.DateTimeField(null=True)
    purposes_read_at = models.DateTimeField(null=True)
    broken_off_at = models.DateTimeField(null=True)
    broken_off_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    minutes_shared_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(closed_at=None, opened_at__isnull=False, broken_off_at=None),
                name="one_open_meeting_per_case",
            ),
            models.UniqueConstraint(fields=["case", "sequence"], name="meetings_in_sequence"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="only_an_open_meeting_closes"
            ),
        ]
