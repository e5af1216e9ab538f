"""The parties in a case: why each is at the table, what it may be asked and on what ground, and needed expertise."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.item import CycleItem, Item
from cases.meeting_terms import SeatKind
from cases.record_terms import Involvement
from privacy.fields import TermField


class Party(Item):
    """An organisation or department with a task of its own in this case. Source: domain.md 6.6, R-MDO-4."""

    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    contact = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    seat_kind = TermField(SeatKind)
    primary_task = models.TextField(blank=True)
    interest = models.TextField(blank=True)
    leeway = models.TextField(blank=True)
    involvement = TermField(Involvement, default=Involvement.ACTIVE)
    involvement_reason = models.TextField(blank=True)
    professionals = models.PositiveSmallIntegerField(default=1)  # how many people of this party come to the household

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["case", "organisation"], name="one_seat_per_organisation"),
        ]


class Consultation(Item):
    """Whether a party is asked, what (content, co-operation), on what ground; what it answered. Source: S003 step 1."""

    party = models.OneToOneField(Party, models.CASCADE, related_name="consultation")
    consult = models.BooleanField()
    on_content = models.BooleanField(default=False)
    on_cooperation = models.BooleanField(default=False)
    question = models.TextField(blank=True)
    bases = ArrayField(models.CharField(max_length=20), default=list)
    necessity = models.TextField(blank=True)
    reason_not = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    declined_reason = models.TextField(blank=True)
    # The party itself, in the portal: which account, and on what ground it may tell this. None: a colleague wrote it.
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answer_bases = ArrayField(models.CharField(max_length=20), default=list)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(consult=False) & ~Q(reason_not="")
                | (Q(consult=True, bases__len__gt=0) & ~Q(question="") & (Q(on_content=True) | Q(on_cooperation=True))),
                name="consulting_has_question_and_ground_or_a_reason_not_to",
            ),
        ]


class NeededExpertise(CycleItem):
    """Which expertise the question needs, named before anyone is invited. Source: S002, AMM step 2."""

    what = models.TextField()
    why = models.TextField(blank=True)
    party = models.ForeignKey(Party, models.SET_NULL, null=True, related_name="+")
