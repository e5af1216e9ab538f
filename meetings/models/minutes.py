"""What the minutes say, entry by entry, and the copy of each recipient as it was shared."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.item import Item
from cases.meeting_terms import MeetingKind, MinutesSection
from meetings.models.meeting import Topic
from meetings.models.outcome import Minutes
from meetings.models.seats import Participant
from privacy.fields import TermField
from privacy.gate import GatedModel

USER = settings.AUTH_USER_MODEL


class MinutesCopy(GatedModel):
    """The minutes in one version as one recipient got them: that there are any, of which meeting and when.

    user: who reads it on the own device, as who was sent then; person: the resident who gets it on paper. number: the
    version. What it says stands in its entries.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="copies")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    user = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey("cases.Person", models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=200)
    kind = TermField(MeetingKind)
    number = models.PositiveSmallIntegerField()
    planned_at = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["minutes", "participant"], name="one_copy_for_each_seat")]


class MinutesEntry(Item):
    """One thing that the minutes say: in a version for who writes them, or in the copy of one recipient.

    of: in a copy, the entry that it came from. said_at: when it was said, which is held against who was in the room.
    readers: of an own statement, the seats that its resident chose; none: whoever may. of_meeting: what the meeting
    itself says, and nobody at it: who came, its question and what data is for, its outcome, its last round.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="entries")
    copy = models.ForeignKey(MinutesCopy, models.CASCADE, null=True, related_name="entries")
    of = models.UUIDField(null=True)
    section = TermField(MinutesSection)
    text = models.TextField()
    said_by = models.CharField(max_length=200, blank=True)
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    position = models.PositiveSmallIntegerField(default=0)
    readers = ArrayField(models.UUIDField(), default=list)
    of_meeting = models.BooleanField(default=False)

    counts_who_is_gone = True

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(copy=None, of=None) | Q(copy__isnull=False, of__isnull=False),
                name="what_is_in_a_copy_came_from_the_minutes",
            ),
        ]
        indexes = [models.Index(fields=["minutes", "position"], name="entries_of_minutes")]
