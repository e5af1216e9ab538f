"""The citizen service number of a resident, in a table of its own: row level security hides rows and not columns."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.people import Person
from cases.record_terms import BsnSource
from privacy.fields import TermField
from privacy.gate import GatedModel


class PersonBsn(GatedModel):
    """sealed: the number, encrypted with whose it is (privacy.bsn). finder: the mark by which it is found again.

    ground: the law by which it is kept, a code of the catalogue. key_version: which key closed it, for the rotation.
    """

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    municipality = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    sealed = models.TextField()
    finder = models.CharField(max_length=64)
    key_version = models.CharField(max_length=12)
    source = TermField(BsnSource)
    ground = models.CharField(max_length=30)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["municipality", "finder"], name="one_person_per_number"),
            models.CheckConstraint(condition=Q(sealed__startswith="gAAAA"), name="a_number_lies_encrypted"),
            models.CheckConstraint(condition=Q(finder__regex="^[0-9a-f]{64}$"), name="a_number_is_found_by_its_mark"),
            models.CheckConstraint(condition=~Q(ground=""), name="a_number_has_a_ground"),
        ]
        indexes = [models.Index(fields=["key_version", "person"], name="numbers_by_key")]
