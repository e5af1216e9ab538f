"""What a resident made to have a say in a meeting: a video, a drawing, a text."""

from django.db import models
from django.db.models import Q

from cases.item import Item
from cases.meeting_terms import MaterialKind
from meetings.models.meeting import Meeting
from meetings.models.seats import Participant
from privacy.fields import TermField


class Material(Item):
    """Something extra, that rests on a yes of the resident and goes with it; and after the round, unless it is to stay.

    file: the name in the private store, made here; what the file was called elsewhere is not kept. content_type: found
    in the file itself. kept_at: when the resident said that it is to stay, and kept_how in what way.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="material")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="material")
    person = models.ForeignKey("cases.Person", models.CASCADE, related_name="+")
    consent = models.ForeignKey("cases.Consent", models.CASCADE, related_name="+")
    kind = TermField(MaterialKind)
    text = models.TextField(blank=True)
    file = models.UUIDField(null=True, unique=True)
    content_type = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField(null=True)
    kept_how = models.CharField(max_length=200, blank=True)
    shown_at = models.DateTimeField(null=True)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(text=""), name="material_is_a_file_or_a_text"),
            models.CheckConstraint(
                condition=Q(file=None, content_type="") | (Q(file__isnull=False) & ~Q(content_type="")),
                name="a_file_of_material_has_its_type",
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None, kept_how="") | (Q(kept_at__isnull=False) & ~Q(kept_how="")),
                name="material_is_kept_as_somebody_said",
            ),
        ]
