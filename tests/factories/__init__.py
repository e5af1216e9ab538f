"""Rows as the tests want them: sound by themselves, so that a test names only what it is about.

For what a test has to find in the database without anybody having done it through an action. Of what belongs to a case
the times are those of the case, for the clock of a test is its fixture `now`. Most of these need an open gate.
"""

from __future__ import annotations

import factory

from accounts.kinds import Kind
from accounts.models import Organisation, User
from cases import hats
from cases.hats import Worn
from cases.meeting_terms import SeatKind
from cases.models import HatPeriod, HouseholdMember, Party, Person
from cases.terms import Compartment
from privacy.law import DataCategory, Role


class OrganisationFactory(factory.django.DjangoModelFactory):
    """The organisation of this name, made when it was not there."""

    class Meta:
        model = Organisation
        django_get_or_create = ("name",)

    name = factory.Sequence("Organisatie {}".format)
    kind = Kind.LOCAL_TEAM


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    name = factory.Sequence("Collega {}".format)
    email = factory.LazyAttribute(lambda user: f"{user.name.replace(' ', '_').lower()}@example.org")
    role = Role.CONSULTANT
    organisation = factory.SubFactory(OrganisationFactory)


class PersonFactory(factory.django.DjangoModelFactory):
    """Somebody who lives in this municipality, known since made_at."""

    class Meta:
        model = Person

    name = factory.Sequence("Inwoner {}".format)
    changed_at = factory.SelfAttribute("made_at")


class ItemFactory(factory.django.DjangoModelFactory):
    """What every item of content carries."""

    class Meta:
        abstract = True

    about = factory.LazyFunction(list)
    made_at = factory.SelfAttribute("case.opened_at")
    changed_at = factory.SelfAttribute("made_at")


class HouseholdMemberFactory(ItemFactory):
    """The place of a person in the household of a case."""

    class Meta:
        model = HouseholdMember

    about = factory.LazyAttribute(lambda member: [member.person_id])
    category = DataCategory.HOUSEHOLD_RELATIONS
    role = "inwoner"


class PartyFactory(ItemFactory):
    """The organisation of this contact, as a party to a case."""

    class Meta:
        model = Party

    category = DataCategory.SUPPORT_IN_USE
    organisation = factory.SelfAttribute("contact.organisation")
    seat_kind = SeatKind.FIXED_PARTNER


class HatPeriodFactory(factory.django.DjangoModelFactory):
    """A hat on a head, since the case began."""

    class Meta:
        model = HatPeriod

    class Params:
        worn: Worn = hats.INQUIRY

    hat = factory.LazyAttribute(lambda period: period.worn.hat)
    variant = factory.LazyAttribute(lambda period: period.worn.variant or "")
    law = factory.LazyAttribute(lambda period: Compartment.WMO if period.worn == hats.DECISION else "")
    put_on_at = factory.SelfAttribute("case.opened_at")
