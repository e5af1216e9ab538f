"""Which people this viewer may know the name of. For reads and actions among themselves.

Being known is itself personal data: whoever asks for somebody outside this gets the same answer as for nobody at all.
"""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from cases.models import Case, HouseholdMember, Person
from cases.reads import scope
from cases.stappenplan import Step
from privacy import law
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer


def people(viewer: Viewer, now: datetime) -> QuerySet[Person]:
    """The people in cases of which the law gives this viewer the names, at intake or while directing."""
    rules = (*law.rules(viewer.role, Purpose.INTAKE), *law.rules(viewer.role, Purpose.DIRECTION))
    relations = {rule.relation for rule in rules if DataCategory.IDENTITY_CONTACT in rule.data} - law.SEEING_ONLY
    if not relations:
        return Person.objects.none()
    conditions = [scope.RELATION_IN_SQL[relation](viewer, now) for relation in sorted(relations)]
    cases = Case.objects.filter(reduce(or_, conditions))
    return Person.objects.filter(Exists(HouseholdMember.objects.filter(person=OuterRef("pk"), case__in=cases)))


def was_first_known_in(case: Case, person_id: UUID) -> bool:
    """Whether this is the running case that knew this person first.

    Somebody who is known by name can be put in any other case. That must not open there what was confided here.
    """
    return _first_known_in(person_id) == case.pk


def was_brought_along(case: Case, person_id: UUID) -> bool:
    """Whether another running case knew this person first: what was confided there does not open here."""
    return _first_known_in(person_id) not in (None, case.pk)


def _first_known_in(person_id: UUID) -> UUID | None:
    places = HouseholdMember.objects.filter(person=person_id).exclude(case__step=Step.CLOSED)
    return places.order_by("made_at", "pk").values_list("case", flat=True).first()
