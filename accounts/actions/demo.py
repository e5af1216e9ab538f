"""Making the people of the demonstration. Only ever called where REGIE_DEMO is on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts import demo_people
from accounts.actions.imported import CONTACT, ensure_invited_user, ensure_organisation
from accounts.demo_people import DemoPerson, Group
from accounts.functions import role_for
from accounts.models import User


@transaction.atomic
def ensure_demo_people(now: datetime) -> int:
    """Everybody of the demonstration, with their organisation; returns how many. The second time nothing changes.

    Who an import made before (same name, same organisation) is found and can be chosen from then on.
    """
    place = demo_people.MUNICIPALITY
    municipality = ensure_organisation(name=place.name, kind=place.kind)
    for person in demo_people.PEOPLE:
        _ensure(person, municipality, now)
    return len(demo_people.PEOPLE)


def _ensure(person: DemoPerson, municipality: UUID, now: datetime) -> None:
    place = person.workplace
    part_of = municipality if place.is_part else None
    organisation = ensure_organisation(name=place.name, kind=place.kind, municipality=part_of)
    role = role_for(CONTACT if person.group is Group.PARTNERS else person.function)
    user_id = ensure_invited_user(
        name=person.name, organisation_id=organisation, function=person.function, role=role, now=now
    )
    chosen = User.objects.filter(pk=user_id, email=None)
    chosen.update(email=person.email, phone=person.phone, accepted_at=now)
