"""What cases teach, and the municipality's own texts about the method."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from cases.item import Item
from cases.organisation_terms import BottleneckLevel, BottleneckStatus, LessonKind, TextChange
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


class BottleneckChange(GatedModel):
    """How a bottleneck stood from a moment on, and who said so. How many there are is the version of the bottleneck."""

    bottleneck = models.ForeignKey(Bottleneck, models.CASCADE, related_name="changes")
    level = TermField(BottleneckLevel)
    status = TermField(BottleneckStatus)
    owner = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()


class MethodText(models.Model):
    """A text about the method in the words of this municipality. A part without rows has the default of cases.method.

    The place is deferred: two texts change places in one transaction. Nobody changed what was copied from the default.
    """

    municipality = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    part = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    heading = models.TextField()
    body = models.TextField(blank=True)
    changed_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "part", "position"],
                name="one_method_text_per_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=models.Q(changed_by=None) | models.Q(changed_at__isnull=False),
                name="who_changed_a_method_text_has_a_when",
            ),
        ]


class MethodTextChange(models.Model):
    """Who changed what in a part of the texts. How many there are is the version of that part."""

    municipality = models.ForeignKey("accounts.Organisation", models.CASCADE, related_name="+")
    part = models.CharField(max_length=20)
    kind = TermField(TextChange)
    heading = models.TextField(blank=True)
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "part"], name="changes_of_a_method_text")]
