"""What cases teach, and the municipality's own texts about the method."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from cases.item import Item
from cases.organisation_terms import BottleneckLevel, BottleneckStatus, LessonKind
from privacy.fields import TermField
from privacy.gate import GatedModel

USER = settings.AUTH_USER_MODEL


class Lesson(Item):
    """A success, a brilliant failure or an improvement. Leaves the case without personal data only. Source: S003."""

    kind = TermField(LessonKind)
    text = models.TextField()
    shared_with = models.TextField(blank=True)


class Bottleneck(GatedModel):
    """An obstacle in the system, with an owner and an age. Source: S004. The case is a link that may disappear."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    municipality = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    level = TermField(BottleneckLevel)
    status = TermField(BottleneckStatus, default=BottleneckStatus.DETECTED)
    owner = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class AttentionPoint(models.Model):
    """A point of attention at a step, as this municipality words it. Without rows the texts of cases.attention hold."""

    step = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    explanation = models.TextField(blank=True)
    changed_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "position"], name="one_attention_point_per_place")]


class VisionSection(models.Model):
    """A section of "wat regie bij ons betekent", as this municipality words it. Without rows the default text holds."""

    position = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    changed_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()
