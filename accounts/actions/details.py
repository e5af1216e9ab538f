"""Changing who somebody is here: name, address, function, role, organisation and team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions import workplace
from accounts.actions.record import locked, record
from accounts.actions.refusals import NotPossible
from accounts.event_kinds import EventKind
from accounts.models import Organisation, Team, User
from accounts.resting import rests

WRITTEN = [
    *("name", "email", "phone", "function", "role", "organisation", "team"),
    *("former_email", "address_changed_at"),
]


@dataclass(frozen=True)
class AccountDetails:
    """What an account is to be."""

    name: str
    email: str
    phone: str
    function: str
    role: str
    organisation_id: UUID
    team_id: UUID | None


@transaction.atomic
def change_account(*, by: UUID, user_id: UUID, to: AccountDetails, now: datetime) -> frozenset[EventKind]:
    """Makes the account what is asked, with a line in the record for each thing that really changed: those it returns.

    Nobody changes their own role: the right to give roles is not the right to take one. And nobody is moved to another
    organisation: what was shared with an account, and what it wears, it has for the organisation where it works.
    """
    user = locked(by=by, user_id=user_id)
    organisation, team = workplace.check(organisation_id=to.organisation_id, team_id=to.team_id)
    changes = _changes(user, to, organisation, team)
    if by == user_id and any(kind is EventKind.ROLE_CHANGED for kind, _before, _after in changes):
        raise NotPossible(_("Uw eigen rol kunt u niet wijzigen. Vraag een andere beheerder."), "role")
    if user.accepted_at and not to.email:
        raise NotPossible(_("Zonder e-mailadres kan deze persoon niet meer inloggen. Vul een adres in."), "email")
    if not workplace.is_one_house(user.organisation, organisation):
        text = _(
            "Werkt deze persoon nu bij een andere organisatie? Schakel dit account uit en nodig de persoon daar uit."
        )
        raise NotPossible(text, "organisation")
    if user.accepted_at and user.email and user.email != to.email.lower():
        # Changed again before anybody could react: the address to tell is still the first.
        user.former_email = user.former_email if rests(user.address_changed_at, now) else user.email
        user.address_changed_at = now
    user.name, user.phone, user.function = to.name, to.phone, to.function
    user.email, user.role = to.email.lower() or None, to.role
    user.organisation, user.team = organisation, team
    try:
        with transaction.atomic():
            user.save(update_fields=WRITTEN)
    except IntegrityError as taken:
        raise NotPossible(_("Er is al een account met dit e-mailadres."), "email") from taken
    for kind, before, after in changes:
        record(kind=kind, now=now, by=by, user=user.pk, before=before, after=after)
    return frozenset(kind for kind, _before, _after in changes)


def _changes(
    user: User, to: AccountDetails, organisation: Organisation, team: Team | None
) -> list[tuple[EventKind, str, str]]:
    """What differs. Of a name or an address only that it changed: the record names nobody."""
    was = user.team.name if user.team else ""
    compared = [
        (EventKind.ROLE_CHANGED, user.role, to.role),
        (EventKind.FUNCTION_CHANGED, user.function, to.function),
        (EventKind.ORGANISATION_CHANGED, user.organisation.name, organisation.name),
        (EventKind.TEAM_CHANGED, was, team.name if team else ""),
    ]
    changes = [line for line in compared if line[1] != line[2]]
    if (user.name, user.phone) != (to.name, to.phone):
        changes.append((EventKind.DETAILS_CHANGED, "", ""))
    if (user.email or "") != to.email.lower():
        changes.append((EventKind.ADDRESS_CHANGED, "", ""))
    return changes
