"""Break-glass: a case that was opened in an emergency by somebody who stands nowhere to it, and what came of that."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Least

from cases.record_terms import GlassVerdict
from privacy.fields import TermField
from privacy.gate import GatedModel

USER = settings.AUTH_USER_MODEL
TWENTY_CHARACTERS = r"^\s*\S[\s\S]{18,}\S\s*$"


class BreakGlass(GatedModel):
    """One person in one case for a short time. It runs until `until`, or until somebody ended it: no sweep is needed.

    What was opened stands in the read log, with the relation. The reason is a text and goes when the case is erased;
    the lines of the log stay.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    review_due_on = models.DateField()  # an absolute date: no row changes at midnight
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    verdict = TermField(GlassVerdict, blank=True)
    review_note = models.TextField(blank=True)
    answer = models.TextField(blank=True)  # of who opened the case, to the question of who reviews
    answered_at = models.DateTimeField(null=True)

    class Meta(GatedModel.Meta):
        indexes = [
            models.Index(fields=["case", "opened_at"], name="emergencies_of_a_case"),
            models.Index(fields=["review_due_on"], condition=Q(reviewed_at=None), name="emergencies_to_review"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(reason__regex=TWENTY_CHARACTERS), name="an_emergency_is_explained"),
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="an_emergency_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__gte=F("opened_at"), ended_at__lte=F("until"), ended_by__isnull=False),
                name="ending_an_emergency_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, verdict="", review_note="")
                | (
                    Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                    & (Q(verdict=GlassVerdict.JUSTIFIED.value) | (~Q(verdict="") & ~Q(review_note="")))
                ),
                name="a_review_has_who_when_and_what",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")), name="nobody_reviews_their_own_emergency"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_answer_has_its_moment",
            ),
            # One case at a time, also for two requests that arrive together.
            ExclusionConstraint(
                name="one_emergency_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (
                        Func(
                            F("opened_at"),
                            Least("until", "ended_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]


class GlassTry(GatedModel):
    """A reference that opened nothing. Which one is not kept: what somebody typed by mistake may say anything."""

    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["user", "at"], name="glass_tries")]
