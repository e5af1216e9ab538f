"""The people of a household and around it, who has authority over whom, and how each can safely be reached."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from cases.item import Item
from cases.record_terms import RepresentativeKind
from cases.terms import AuthorityKind, ContactWay
from privacy.fields import TermField
from privacy.gate import GatedModel


class Person(GatedModel):
    """A resident: identity_contact as a whole. Known in one municipality, perhaps in several cases.

    safe_contact: how this person may be approached; not_via: who or what must not be used ("niet benaderen via").
    A birth date is optional; an age is kept with the date on which it was told, and asked again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    municipality = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    birth_on = models.DateField(null=True)
    age = models.PositiveSmallIntegerField(null=True)
    age_told_on = models.DateField(null=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    address_is_secret = models.BooleanField(default=False)
    safe_contact = TermField(ContactWay, blank=True)
    safe_contact_note = models.TextField(blank=True)
    not_via = models.TextField(blank=True)
    interpreter = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(age=None, age_told_on=None) | Q(age__isnull=False, age_told_on__isnull=False),
                name="an_age_has_the_date_it_was_told",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_person_has_a_name"),
        ]
        indexes = [models.Index(fields=["municipality", "name"], name="people_by_name")]


class HouseholdMember(Item):
    """A person's place in the household or network of a case. The role in the family's own words ("oma")."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    role = models.CharField(max_length=60)
    lives_in = models.BooleanField(default=True)
    in_network = models.BooleanField(default=False)
    left_on = models.DateField(null=True)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["case", "person"], name="one_place_per_person_and_case"),
        ]


class ParentalAuthority(Item):
    """Who has authority over a child, by which source, checked when. No holder: known only how, not who."""

    child = models.ForeignKey(Person, models.CASCADE, related_name="+")
    holder = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    kind = TermField(AuthorityKind)
    checked_on = models.DateField(null=True)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "child", "holder"], name="authority_once_per_holder", nulls_distinct=False
            ),
        ]


class Representative(Item):
    """Who stands in for someone by law: mentor, bewindvoerder, curator, guardian; by which source, checked when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = TermField(RepresentativeKind)
    name = models.CharField(max_length=200)
    reach = models.TextField(blank=True)
    checked_on = models.DateField(null=True)
    until = models.DateField(null=True)


class KeptApart(Item):
    """Two people of one case who never sit at one table and never receive each other's papers."""

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    reason = models.TextField()

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="kept_apart_in_one_order"),
            models.UniqueConstraint(fields=["case", "first", "second"], name="kept_apart_once"),
        ]
