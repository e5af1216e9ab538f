"""Who of a case is a child or may be one, and when they turn 18. For reads and actions among themselves."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from cases.models import Case, HouseholdMember, Person
from cases.reads.representation import birth
from privacy.birthdays import turns
from privacy.months import add_months

ADULT = 18


def minors_in(case: Case | None, today: date) -> QuerySet[HouseholdMember]:
    """Everybody of the household or network who may be under 18 and whose age is known. case None: of every case."""
    born_after = add_months(today, -12 * ADULT)
    minor = Q(person__birth_on__gt=born_after) | Q(person__birth_on=None, person__age__lt=ADULT)
    found = HouseholdMember.objects.filter(minor, left_on=None)
    return found.filter(case=case) if case is not None else found


def may_be_minor(member: HouseholdMember, today: date) -> bool:
    """The same of a row that was read already, with its person."""
    person, born_after = member.person, add_months(today, -12 * ADULT)
    young = person.birth_on > born_after if person.birth_on else person.age is not None and person.age < ADULT
    return member.left_on is None and young


def comes_of_age(person: Person) -> date | None:
    """The 18th birthday; of somebody of whom only an age is known, the first day that it can be."""
    born = birth(person)
    return turns(born.earliest, ADULT) if born else None
