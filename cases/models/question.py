"""What was asked, in whose words, who reported it, and what triage decided."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.item import CycleItem, Item
from cases.statements import Kind
from cases.terms import ReportedBy, TriageOutcome, Urgency
from privacy.fields import TermField


class Statement(Item):
    """Something that was said or found, as the kind that the speaker gives it. said_by: in words, for a quote.

    meeting_id: the table at which it was said. Without a constraint: a record, which meetings are no part of.
    """

    kind = TermField(Kind)
    text = models.TextField()
    said_by = models.CharField(max_length=200, blank=True)
    meeting_id = models.UUIDField(null=True)

    class Meta(Item.Meta):
        constraints = [*Item.Meta.constraints, models.CheckConstraint(condition=~Q(text=""), name="statement_says")]
        indexes = [models.Index(fields=["case", "kind"], name="statements_by_kind")]


class Report(Item):
    """The report that opened the case: who reports, how urgent, and whether somebody keeps the overview already."""

    reporter_kind = TermField(ReportedBy)
    reporter = models.CharField(max_length=200, blank=True)
    urgency = TermField(Urgency, default=Urgency.NORMAL)
    urgency_reason = models.TextField(blank=True)
    has_case_director = models.BooleanField(null=True)
    case_director_is = models.CharField(max_length=200, blank=True)


class TriageDecision(CycleItem):
    """Whether this case is taken up, and why. Source: domain.md 2.2."""

    outcome = TermField(TriageOutcome)
    reason = models.TextField()
    blockage_reasons = ArrayField(models.CharField(max_length=40), default=list)
    problem_kinds = ArrayField(models.CharField(max_length=20), default=list)
    referred_to = models.CharField(max_length=200, blank=True)

    class Meta(CycleItem.Meta):
        constraints = [
            *CycleItem.Meta.constraints,
            models.CheckConstraint(condition=~Q(reason=""), name="triage_gives_a_reason"),
        ]
