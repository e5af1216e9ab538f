"""What an import and the demonstration need: this organisation, this person; made when it was not there.

All of it can be repeated: the second time it finds what the first time made.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Lower

from accounts.actions.record import record
from accounts.event_kinds import EventKind
from accounts.functions import role_for
from accounts.kinds import Kind
from accounts.models import Organisation, User
from accounts.naming import plain

CONTACT = "Contactpersoon"
# Whose people work on the staff site; of all others a contact comes in by the door of the portal.
INSIDE = (Kind.MUNICIPALITY, Kind.MUNICIPAL_DEPARTMENT, Kind.LOCAL_TEAM, Kind.WORK_INCOME, Kind.MUNICIPAL_SAFETY)
CONSULTANT = "consulent"


@transaction.atomic
def ensure_organisation(*, name: str, kind: Kind | str, municipality: UUID | None = None) -> UUID:
    """The organisation of this name: capitals, spaces and "(fictief)" make no difference.

    What was not known of it (its kind, the municipality it is part of) is filled in; what was known stays.
    """
    kind = Kind(kind)
    parent = None if kind is Kind.MUNICIPALITY else municipality
    found = Organisation.objects.annotate(lower=Lower("name")).filter(lower=plain(name).lower()).first()
    if found is None:
        return Organisation.objects.create(name=plain(name), kind=kind.value, municipality_id=parent).pk
    if found.kind == Kind.OTHER.value:
        found.kind = kind.value
    if found.municipality_id is None and Kind(found.kind) is not Kind.MUNICIPALITY:
        found.municipality_id = parent
    found.save(update_fields=["kind", "municipality"])
    return found.pk


@transaction.atomic
def ensure_invited_user(*, name: str, organisation_id: UUID, function: str, role: str, now: datetime) -> UUID:
    """The account of this person at this organisation, found by name; else a new one, without address or password.

    Nothing is sent: an administrator fills in the address and sends the invitation.
    """
    people = User.objects.filter(organisation_id=organisation_id).annotate(lower=Lower("name"))
    found = people.filter(lower=plain(name).lower()).first()
    if found:
        return found.pk
    user = User(name=plain(name), organisation_id=organisation_id, function=function, role=role, invited_at=now)
    user.set_unusable_password()
    user.save(force_insert=True)
    record(kind=EventKind.IMPORTED, now=now, by=None, user=user.pk, after=role)
    return user.pk


@transaction.atomic
def ensure_contact(*, organisation_id: UUID, now: datetime) -> UUID:
    """Somebody to turn to at a partner of which no person is named: who works there, else a new contact account."""
    people = User.objects.filter(organisation_id=organisation_id, is_active=True)
    found = people.order_by(Lower("name"), "pk").first()
    if found:
        return found.pk
    organisation = Organisation.objects.get(pk=organisation_id)
    return ensure_invited_user(
        name=f"{CONTACT} {organisation.name}"[:200],
        organisation_id=organisation_id,
        function=CONTACT,
        role=role_for(CONSULTANT if Kind(organisation.kind) in INSIDE else CONTACT),
        now=now,
    )
