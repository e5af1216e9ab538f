"""
A yes of the resident, in its three kinds: to what, to whom, until when; who gave it, and how it was taken back.

One consent can need several people: the child and both parents. Each answers in a row of its own, and only when
everybody who must answer has said yes is there a consent. Source: domain.md 6.2, AVG 7.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cases.item import Item
from cases.record_terms import ConsentWay
from privacy.birthdays import BIRTHDAYS
from privacy.fields import TermField
from privacy.representation import Capacity, ConsentException, ConsentKind


class Consent(Item):
    """One yes that is asked of somebody, or of who speaks for somebody.

    given_on: when the last one who had to, gave it; empty as long as somebody is missing. recipients: ids of
    organisations, in an array as in a sharing decision. reader: instead of those the one person of this case who may
    read what is also about this person. valid_until: the last day on which it holds, kept when it is
    given; ends_at_age: the birthday that set that day; birthday_estimated: only an age is known.
    """

    kind = TermField(ConsentKind)
    person = models.ForeignKey("cases.Person", models.CASCADE, related_name="+")
    recipients = ArrayField(models.UUIDField(), default=list)
    reader = models.ForeignKey("cases.Person", models.CASCADE, null=True, related_name="+")
    categories = ArrayField(models.CharField(max_length=30), default=list)
    what = models.TextField()  # what is agreed to, in words
    purpose = models.TextField()
    extra = models.TextField(blank=True)  # which extra beside the task; only of this kind it can be
    text_version = models.CharField(max_length=20)
    text_shown = models.TextField()
    asked_until = models.DateField(null=True)
    able_to_judge = models.BooleanField(default=True)
    exception = TermField(ConsentException, blank=True)
    exception_reason = models.TextField(blank=True)
    given_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    ends_at_age = models.PositiveSmallIntegerField(null=True)
    birthday_estimated = models.BooleanField(default=False)
    refused_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_how = TermField(ConsentWay, blank=True)
    withdrawn_by = models.ForeignKey("cases.Person", models.SET_NULL, null=True, related_name="+")
    withdrawn_name = models.CharField(max_length=200, blank=True)
    told = ArrayField(models.UUIDField(), default=list)  # the recipients who heard that it was withdrawn
    evidence = models.TextField(blank=True)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(kind=ConsentKind.PROCESSING_BASIS.value) & ~Q(extra=""))
                | (~Q(kind=ConsentKind.PROCESSING_BASIS.value) & Q(extra="")),
                name="consent_is_a_basis_only_for_an_extra",
            ),
            models.CheckConstraint(
                condition=Q(kind=ConsentKind.AGREEMENT_TO_SUPPORT.value)
                | Q(recipients__len__gt=0, categories__len__gt=0)
                | Q(reader__isnull=False, categories__len__gt=0),
                name="consent_to_sharing_names_what_and_to_whom",
            ),
            models.CheckConstraint(
                condition=Q(reader=None)
                | (Q(kind=ConsentKind.SECRECY_WAIVER.value, recipients__len=0) & ~Q(reader=F("person"))),
                name="consent_to_reading_along_is_for_one_other_person",
            ),
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(purpose="") & ~Q(text_shown="") & ~Q(text_version=""),
                name="consent_says_what_for_and_keeps_the_text",
            ),
            models.CheckConstraint(
                condition=Q(given_on=None) | Q(refused_on=None), name="consent_is_not_both_given_and_refused"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_how="", withdrawn_name="", withdrawn_by=None)
                | (Q(withdrawn_at__isnull=False, given_on__isnull=False) & ~Q(withdrawn_how="")),
                name="consent_is_withdrawn_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=Q(exception="", exception_reason="") | (~Q(exception="") & ~Q(exception_reason="")),
                name="consent_exception_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(given_on__isnull=False, valid_until__gte=F("given_on")),
                name="consent_ends_after_it_was_given",
            ),
            models.CheckConstraint(
                condition=Q(ends_at_age=None) | Q(ends_at_age__in=tuple(BIRTHDAYS), valid_until__isnull=False),
                name="consent_ends_on_a_birthday_that_counts",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "person", "kind"], name="consents_of_a_person"),
            models.Index(
                fields=["ends_at_age", "valid_until"],
                condition=Q(ends_at_age__isnull=False, withdrawn_at=None),
                name="consents_ending_by_birthday",
            ),
        ]


class ConsentAnswer(Item):
    """What one person answered, as whom, on which day and in which way. No person: somebody outside the household."""

    consent = models.ForeignKey(Consent, models.CASCADE, related_name="answers")
    person = models.ForeignKey("cases.Person", models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    capacity = TermField(Capacity)
    agreed = models.BooleanField()
    answered_on = models.DateField()
    how = TermField(ConsentWay)
    note = models.TextField(blank=True)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(
                fields=["consent", "person"],
                condition=Q(person__isnull=False),
                name="one_answer_per_person_to_a_consent",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name=""), name="a_consent_is_answered_by_somebody"
            ),
        ]
