"""Organisations and their teams."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from accounts.kinds import Kind
from accounts.models import Organisation, Team


@dataclass(frozen=True)
class OrganisationCard:
    """An organisation as a page shows it."""

    id: UUID
    name: str
    kind: Kind
    municipality_id: UUID | None
    municipality: str
    phone: str
    email: str
    is_active: bool
    people: int

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class TeamCard:
    """A team as a page shows it."""

    id: UUID
    name: str
    organisation_id: UUID
    organisation: str
    manager_id: UUID | None
    manager: str
    is_active: bool
    members: int

    def __str__(self) -> str:
        return self.name


def organisation(organisation_id: UUID) -> OrganisationCard | None:
    """One organisation, with the number of people who can sign in for it."""
    found = _organisations().filter(pk=organisation_id).first()
    return _organisation_card(found) if found else None


def organisations(*, search: str = "", kind: str = "", only_active: bool = False) -> tuple[OrganisationCard, ...]:
    """All organisations, or those that fit, in order of name."""
    found = _organisations()
    if search:
        found = found.filter(name__icontains=search)
    if kind:
        found = found.filter(kind=kind)
    if only_active:
        found = found.filter(active=True)
    return tuple(_organisation_card(each) for each in found)


def organisation_names() -> tuple[tuple[UUID, str], ...]:
    """Id and name of the organisations that are in use, to choose from."""
    return tuple(Organisation.objects.filter(active=True).order_by(Lower("name")).values_list("pk", "name"))


def organisations_named(organisation_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these organisations, in use or not, by their id. One query."""
    return dict(Organisation.objects.filter(pk__in=set(organisation_ids)).values_list("pk", "name"))


def organisations_in(municipality_id: UUID) -> frozenset[UUID]:
    """The municipality itself, and every department and local team that is part of it."""
    part_of = Q(pk=municipality_id) | Q(municipality_id=municipality_id)
    return frozenset(Organisation.objects.filter(part_of).values_list("pk", flat=True))


def team(team_id: UUID) -> TeamCard | None:
    """One team, with the number of its members who can sign in."""
    found = _teams().filter(pk=team_id).first()
    return _team_card(found) if found else None


def teams(*, organisation_id: UUID | None = None, only_active: bool = False) -> tuple[TeamCard, ...]:
    """The teams, of one organisation or of all, in order of name."""
    found = _teams()
    if organisation_id:
        found = found.filter(organisation_id=organisation_id)
    if only_active:
        found = found.filter(active=True)
    return tuple(_team_card(each) for each in found)


def _organisations() -> QuerySet[Organisation]:
    people = Count("people", filter=Q(people__is_active=True))
    return Organisation.objects.select_related("municipality").annotate(active_people=people).order_by(Lower("name"))


def _teams() -> QuerySet[Team]:
    members = Count("members", filter=Q(members__is_active=True))
    found = Team.objects.select_related("organisation", "manager").annotate(active_members=members)
    return found.order_by(Lower("organisation__name"), Lower("name"))


def _organisation_card(found: Organisation) -> OrganisationCard:
    return OrganisationCard(
        id=found.pk,
        name=found.name,
        kind=Kind(found.kind),
        municipality_id=found.municipality_id,
        municipality=found.municipality.name if found.municipality else "",
        phone=found.phone,
        email=found.email,
        is_active=found.active,
        people=found.active_people,  # type: ignore[attr-defined]  # annotated above
    )


def _team_card(found: Team) -> TeamCard:
    return TeamCard(
        id=found.pk,
        name=found.name,
        organisation_id=found.organisation_id,
        organisation=found.organisation.name,
        manager_id=found.manager_id,
        manager=found.manager.name if found.manager else "",
        is_active=found.active,
        members=found.active_members,  # type: ignore[attr-defined]  # annotated above
    )
