"""Letting go: scaling down, aftercare, evaluating, closing. Source: S003 steps 5 and 6, domain.md 2.5 and 2.6."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.item import CycleItem, Item
from cases.record_terms import AnswerBy
from cases.terms import Aftercare, ClosureReason, EvaluationKind, EvaluationOutcome, Helps
from privacy.fields import TermField
from privacy.retention import StartRule

USER = settings.AUTH_USER_MODEL


class ScalingDecision(CycleItem):
    """Why the table can let go, to whom, who said yes to that, and how there is a way back."""

    criteria = ArrayField(models.CharField(max_length=40), default=list)
    motivation = models.TextField(blank=True)
    released_to = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    released_to_party = models.ForeignKey("cases.Party", models.SET_NULL, null=True, related_name="+")
    released_to_person = models.ForeignKey("cases.Person", models.SET_NULL, null=True, related_name="+")
    released_to_name = models.TextField(blank=True)
    released_how = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_how = models.TextField(blank=True)
    aftercare = TermField(Aftercare, blank=True)
    pulse_until = models.DateField(null=True)
    household_told_at = models.DateTimeField(null=True)
    whom_to_call = models.TextField(blank=True)
    way_back = models.TextField(blank=True)
    evaluate = models.BooleanField(null=True)
    evaluate_reason = models.TextField(blank=True)

    class Meta(CycleItem.Meta):
        constraints = [
            *CycleItem.Meta.constraints,
            models.UniqueConstraint(fields=["case"], name="one_scaling_decision"),
            models.CheckConstraint(
                condition=Q(evaluate=None) | ~Q(evaluate_reason=""), name="whether_to_evaluate_has_a_reason"
            ),
        ]


class HandoverRefusal(Item):
    """A receiver said no, or it went wrong during aftercare: the case came back to monitoring (T25)."""

    refused_by = models.CharField(max_length=200)
    reason = models.TextField()
    refused_at = models.DateTimeField()


class Evaluation(CycleItem):
    """What was the question, what was the intention, does it help; interim or at the end."""

    kind = TermField(EvaluationKind)
    question = models.TextField(blank=True)
    intention = models.TextField(blank=True)
    does_it_help = TermField(Helps, blank=True)
    adjust = models.TextField(blank=True)
    facilitator = models.TextField(blank=True)
    outcome = TermField(EvaluationOutcome, blank=True)


class EvaluationAnswer(Item):
    """The three closing questions answered by one person, or the reason why there is no answer."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="answers")
    by_kind = TermField(AnswerBy)
    by_name = models.CharField(max_length=200)
    went_well = models.TextField(blank=True)
    improve = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    no_answer_reason = models.TextField(blank=True)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["evaluation", "by_kind", "by_name"], name="one_answer_each"),
            models.CheckConstraint(
                condition=(~Q(went_well="") & ~Q(improve="") & ~Q(learned="")) | ~Q(no_answer_reason=""),
                name="three_answers_or_a_reason",
            ),
        ]


class Closure(CycleItem):
    """Why and how the case closes: reason, what is kept how long, from when."""

    reason = TermField(ClosureReason)
    note = models.TextField(blank=True)
    retention_result = models.CharField(max_length=20)
    retention_start_rule = TermField(StartRule)
    retention_starts_on = models.DateField()
    retention_ends_on = models.DateField(null=True)

    class Meta(CycleItem.Meta):
        constraints = [
            *CycleItem.Meta.constraints,
            models.UniqueConstraint(fields=["case", "cycle"], name="one_closure_per_cycle"),
        ]
