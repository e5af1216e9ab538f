"""What is said at the table, and the new facts that come up."""

from django.db import models
from django.db.models import Q

from cases.domains import LifeDomain
from cases.item import Item
from cases.meeting_terms import ContributionKind, SignalResolution
from meetings.models.meeting import Meeting
from meetings.models.seats import Participant
from meetings.phases import Phase
from privacy.fields import TermField


class Contribution(Item):
    """Something that was put in, in a phase, as the kind that it is."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="contributions")
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+")
    phase = TermField(Phase)
    kind = TermField(ContributionKind)
    text = models.TextField()
    life_domain = TermField(LifeDomain, blank=True)
    is_new_fact = models.BooleanField(default=False)
    replies_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")


class NewFactsSignal(Item):
    """A counter-argument that rests on a fact nobody had put on the table. Source: S001 question 3, R-MDO-2."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="new_facts")
    proposal = models.TextField(blank=True)
    fact = models.TextField(blank=True)
    raised_by = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField()
    resolution = TermField(SignalResolution, blank=True)
    resolution_reason = models.TextField(blank=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolution="")
                | (Q(resolved_at__isnull=False) & ~Q(resolution="") & ~Q(resolution_reason="")),
                name="new_facts_are_resolved_with_a_reason",
            ),
        ]
