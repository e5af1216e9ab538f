"""What is said at the table, and the new facts that come up."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.domains import LifeDomain
from cases.item import Item
from cases.meeting_terms import ContributionKind, SignalResolution, Voice, Weighing
from meetings.models.meeting import Meeting, Topic
from meetings.models.seats import Participant
from meetings.phases import Phase
from privacy.fields import TermField


class Contribution(Item):
    """Something that was put in, in a phase, as the kind that it is.

    sent: whom the party of that seat sent then: the next one that it sends did not say it. voice: who said it without
    a seat; empty for what the whole table set down, and for a seat that is gone since. landed: the piece of the
    case that came of it, by table and id ("cases.goal:..."): the case holds it, not the text.
    weighed: what the table did with a proposal; set aside asks for the reason.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="contributions")
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+")
    sent = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    voice = TermField(Voice, blank=True)
    phase = TermField(Phase)
    kind = TermField(ContributionKind)
    text = models.TextField()
    life_domain = TermField(LifeDomain, blank=True)
    is_new_fact = models.BooleanField(default=False)
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="contributions")
    weighed = TermField(Weighing, blank=True)
    weighed_reason = models.TextField(blank=True)
    landed = models.CharField(max_length=80, blank=True)
    replies_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")

    counts_who_is_gone = True

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(weighed=Weighing.SET_ASIDE.value) | ~Q(weighed_reason=""),
                name="what_is_set_aside_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["meeting", "made_at"], name="contributions_of_a_meeting")]


class NewFactsSignal(Item):
    """A counter-argument that rests on a fact nobody had put on the table. Source: S001 question 3, R-MDO-2.

    topic: what was on the table then; participant: in which seat it was said, where that is known.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="new_facts")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="+")
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+")
    proposal = models.TextField(blank=True)
    fact = models.TextField(blank=True)
    raised_by = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField()
    resolution = TermField(SignalResolution, blank=True)
    resolution_reason = models.TextField(blank=True)
    resolved_at = models.DateTimeField(null=True)

    counts_who_is_gone = True

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolution="")
                | (Q(resolved_at__isnull=False) & ~Q(resolution="") & ~Q(resolution_reason="")),
                name="new_facts_are_resolved_with_a_reason",
            ),
        ]
