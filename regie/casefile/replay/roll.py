"""
Who the keys of a file mean: professionals with an account, parties with a contact, people of the household.

Whoever is not known yet gets an invited account. Professionals and organisations match on their names, people of a
household never do: of two people with one name nobody knows whether they are one. Not here: what anybody may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.actions import ensure_contact, ensure_invited_user, ensure_organisation
from accounts.actions.imported import INSIDE
from accounts.kinds import Kind
from accounts.models import User
from privacy import law
from privacy.law import Purpose, Relation, Role
from privacy.middleware import viewer_of
from privacy.viewer import Origin, Viewer
from regie.casefile.functions import role_in
from regie.casefile.model import CaseFile, CaseInFile, Professional
from regie.casefile.references import plain_name

FOR_THE_MUNICIPALITY = {Relation.TRIAGES, Relation.SAME_MUNICIPALITY}


@dataclass(frozen=True)
class Staff:
    """The municipality and the professionals of a file, by their keys."""

    municipality: UUID
    accounts: Mapping[str, User]


@dataclass(frozen=True)
class Roll:
    """Staff, and for one case the organisation and the contact of each party, by their keys."""

    staff: Staff
    organisations: Mapping[str, UUID]
    contacts: Mapping[str, User]
    names: Mapping[str, str]
    parties_of: Mapping[str, str]  # of a professional: the party for which he or she works

    def account(self, key: str) -> User | None:
        """The account behind a key; of a party that of its contact. None: somebody of the household, or no key."""
        return self.staff.accounts.get(key) or self.contacts.get(key)

    def viewer(self, key: str) -> Viewer | None:
        """Somebody of the file as who looks and acts."""
        user = self.account(key)
        return viewer_of(user, Origin.IMPORT) if user else None

    def name(self, key: str) -> str:
        """The name behind a key; of what is no key, the words themselves."""
        return self.names.get(key, key)


def enrol_staff(file: CaseFile, now: datetime) -> Staff:
    """Makes sure that the municipality and the professionals of a file exist."""
    municipality = ensure_organisation(name=file.municipality, kind=Kind.MUNICIPALITY)
    kinds = kinds_of(file)
    ids: dict[str, UUID] = {}
    for person in file.meta.professionals:
        kind = kinds.get(_folded(person.organisation)) or _kind_of_workplace(person)
        organisation = _ensure(person.organisation, kind, municipality)
        ids[person.key] = ensure_invited_user(
            name=person.name,
            organisation_id=organisation,
            function=person.function,
            role=role_in(person.function, kind),
            now=now,
        )
    return Staff(municipality, _accounts(ids))


def _kind_of_workplace(person: Professional) -> Kind:
    """Of a workplace that is no party: who triages, manages or oversees does so for the municipality of the file."""
    role = role_of(role_in(person.function, Kind.OTHER))
    relations = {rule.relation for purpose in Purpose for rule in law.rules(role, purpose)}
    return Kind.MUNICIPAL_DEPARTMENT if relations & FOR_THE_MUNICIPALITY else Kind.OTHER


def roll_of(case: CaseInFile, staff: Staff, now: datetime) -> Roll:
    """Makes sure that the parties of a case exist, each with somebody to turn to."""
    organisations = {one.key: _ensure(one.name, one.kind, staff.municipality) for one in case.partners}
    ids = {
        one.key: ensure_contact(organisation_id=organisations[one.key], now=now)
        for one in case.partners
        if not one.person
    }
    contacts = _accounts(ids) | {one.key: staff.accounts[one.person] for one in case.partners if one.person}
    names = {key: user.name for key, user in staff.accounts.items()}
    names |= {one.key: one.name for one in case.household}
    names |= {one.key: plain_name(one.name) for one in case.partners}
    return Roll(staff, organisations, contacts, names, _parties_of(case, staff, organisations))


def kinds_of(file: CaseFile) -> dict[str, Kind]:
    """What kind of organisation each name is, as far as the file says so."""
    kinds = {_folded(one.name): one.kind for case in file.cases for one in case.partners}
    return kinds | {_folded(file.municipality): Kind.MUNICIPALITY}


def _parties_of(case: CaseInFile, staff: Staff, organisations: Mapping[str, UUID]) -> dict[str, str]:
    by_contact = {one.person: one.key for one in case.partners if one.person}
    by_workplace = {organisation: key for key, organisation in organisations.items()}
    at_work = {key: by_workplace.get(user.organisation.pk) for key, user in staff.accounts.items()}
    return {key: party for key, party in at_work.items() if party} | by_contact


def role_of(code: str) -> Role:
    """The role that is stored with an account."""
    return next(role for role in Role if role.value == code)


def _ensure(name: str, kind: Kind, municipality: UUID) -> UUID:
    return ensure_organisation(name=name, kind=kind, municipality=municipality if kind in INSIDE else None)


def _accounts(ids: Mapping[str, UUID]) -> dict[str, User]:
    users = User.objects.select_related("organisation").in_bulk(list(ids.values()))
    return {key: users[user_id] for key, user_id in ids.items()}


def _folded(name: str) -> str:
    return plain_name(name).casefold()
