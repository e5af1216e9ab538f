"""Where the resident wants to go, the goals on the way, and the directions that may lead there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.item import CycleItem
from cases.meeting_terms import ParticipationForm
from cases.terms import BudgetSource, ValueOutcome, Verdict
from privacy.fields import TermField


class Perspective(CycleItem):
    """The perspective of the resident, agreed after the analysis. Names no treatment (S003 step 3b).

    A named treatment stands only when the chair marked it as the resident's own words and no solution, with a reason.
    """

    text = models.TextField()
    with_resident = TermField(ParticipationForm)
    own_words_reason = models.TextField(blank=True)
    named_treatment = models.CharField(max_length=200, blank=True)

    class Meta(CycleItem.Meta):
        constraints = [
            *CycleItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(named_treatment="") | ~Q(own_words_reason=""),
                name="a_named_treatment_is_the_residents_own_words",
            ),
        ]


class Goal(CycleItem):
    """The intention (may be less SMART) with concrete steps. Source: S000."""

    perspective = models.ForeignKey(Perspective, models.CASCADE, related_name="goals")
    intention = models.TextField()
    life_domains = ArrayField(models.CharField(max_length=40), default=list)
    position = models.PositiveSmallIntegerField(default=0)


class GoalStep(CycleItem):
    """A concrete step towards a goal."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="steps")
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)


class SolutionDirection(CycleItem):
    """A possible way to a goal, with who proposes it and with whom it could be done together. Source: S003 step 3c."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="directions")
    text = models.TextField()
    proposed_by_party = models.ForeignKey("cases.Party", models.SET_NULL, null=True, related_name="+")
    proposed_by_person = models.ForeignKey("cases.Person", models.SET_NULL, null=True, related_name="+")
    proposed_by_name = models.CharField(max_length=200)
    together_with = models.TextField(blank=True)


class ValueTriangle(CycleItem):
    """Weighing a tailor-made solution: involvement, legitimacy, return. Source: S002 and domain.md 4.2."""

    direction = models.ForeignKey(SolutionDirection, models.SET_NULL, null=True, related_name="+")
    solution = models.TextField()
    involvement = models.TextField(blank=True)
    involvement_verdict = TermField(Verdict, blank=True)
    legitimacy = models.TextField(blank=True)
    legitimacy_verdict = TermField(Verdict, blank=True)
    legal_reference = models.TextField(blank=True)
    purpose_of_law = models.TextField(blank=True)
    precedent = models.TextField(blank=True)
    deviates_from_policy = models.BooleanField(default=False)
    return_value = models.TextField(blank=True)
    return_verdict = TermField(Verdict, blank=True)
    cost_eur = models.PositiveIntegerField(null=True)
    avoided_cost_eur = models.PositiveIntegerField(null=True)
    period_months = models.PositiveSmallIntegerField(null=True)
    payer = models.CharField(max_length=200, blank=True)
    beneficiaries = ArrayField(models.CharField(max_length=200), default=list)
    outcome = TermField(ValueOutcome, blank=True)
    outcome_reason = models.TextField(blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    budget_source = TermField(BudgetSource, blank=True)


class BudgetLine(CycleItem):
    """Money for this case, drawn from the case: source, amount in euros, purpose. Source: domain.md 4.3."""

    value_triangle = models.ForeignKey(ValueTriangle, models.SET_NULL, null=True, related_name="+")
    source_of_money = TermField(BudgetSource)
    amount_eur = models.PositiveIntegerField()
    purpose = models.TextField()
    decided_by_name = models.CharField(max_length=200, blank=True)
