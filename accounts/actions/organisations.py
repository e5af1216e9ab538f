"""Organisations and teams: making, changing, closing and reopening them. Nothing is thrown away: cases name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions.record import record
from accounts.actions.refusals import NotPossible
from accounts.event_kinds import EventKind
from accounts.kinds import Kind
from accounts.models import Organisation, Team, User


@dataclass(frozen=True)
class OrganisationDetails:
    """What an organisation is to be."""

    name: str
    kind: Kind
    municipality_id: UUID | None
    phone: str
    email: str


@dataclass(frozen=True)
class TeamDetails:
    """What a team is to be."""

    name: str
    manager_id: UUID | None


@transaction.atomic
def make_organisation(*, by: UUID, details: OrganisationDetails, now: datetime) -> UUID:
    """Adds an organisation."""
    organisation = Organisation()
    _save_organisation(organisation, details)
    record(kind=EventKind.ORGANISATION_MADE, now=now, by=by, organisation=organisation.pk, after=details.kind.value)
    return organisation.pk


@transaction.atomic
def change_organisation(*, by: UUID, organisation_id: UUID, details: OrganisationDetails, now: datetime) -> None:
    """Makes the organisation what is asked."""
    organisation = _locked_organisation(organisation_id)
    before = organisation.name
    _save_organisation(organisation, details)
    record(
        kind=EventKind.ORGANISATION_EDITED,
        now=now,
        by=by,
        organisation=organisation.pk,
        before=before,
        after=details.name,
    )


@transaction.atomic
def close_organisation(*, by: UUID, organisation_id: UUID, now: datetime) -> None:
    """Takes the organisation out of use: it can no longer be chosen. First everybody's account there is disabled."""
    organisation = _locked_organisation(organisation_id)
    left = organisation.people.filter(is_active=True).count()
    if left:
        raise NotPossible(
            ngettext(
                "Hier werkt nog %(left)d persoon met een account. Schakel dat account eerst uit.",
                "Hier werken nog %(left)d mensen met een account. Schakel die accounts eerst uit.",
                left,
            )
            % {"left": left}
        )
    organisation.active = False
    organisation.save(update_fields=["active"])
    record(kind=EventKind.ORGANISATION_CLOSED, now=now, by=by, organisation=organisation.pk)


@transaction.atomic
def reopen_organisation(*, by: UUID, organisation_id: UUID, now: datetime) -> None:
    """Takes the organisation into use again."""
    organisation = _locked_organisation(organisation_id)
    organisation.active = True
    organisation.save(update_fields=["active"])
    record(kind=EventKind.ORGANISATION_REOPENED, now=now, by=by, organisation=organisation.pk)


@transaction.atomic
def make_team(*, by: UUID, organisation_id: UUID, details: TeamDetails, now: datetime) -> UUID:
    """Adds a team to an organisation."""
    team = Team(organisation=_locked_organisation(organisation_id))
    _save_team(team, details)
    record(kind=EventKind.TEAM_MADE, now=now, by=by, team=team.pk, after=team.name)
    return team.pk


@transaction.atomic
def change_team(*, by: UUID, team_id: UUID, details: TeamDetails, now: datetime) -> None:
    """Gives the team this name and this manager."""
    team = _locked_team(team_id)
    before = team.name
    _save_team(team, details)
    record(kind=EventKind.TEAM_EDITED, now=now, by=by, team=team.pk, before=before, after=details.name)


@transaction.atomic
def close_team(*, by: UUID, team_id: UUID, now: datetime) -> None:
    """Takes the team out of use. First its members go to another team, or to none."""
    team = _locked_team(team_id)
    left = team.members.filter(is_active=True).count()
    if left:
        raise NotPossible(
            ngettext(
                "Dit team heeft nog %(left)d lid. Kies eerst een ander team voor deze persoon.",
                "Dit team heeft nog %(left)d leden. Kies eerst een ander team voor deze mensen.",
                left,
            )
            % {"left": left}
        )
    team.active = False
    team.save(update_fields=["active"])
    record(kind=EventKind.TEAM_CLOSED, now=now, by=by, team=team.pk)


@transaction.atomic
def reopen_team(*, by: UUID, team_id: UUID, now: datetime) -> None:
    """Takes the team into use again."""
    team = _locked_team(team_id)
    team.active = True
    team.save(update_fields=["active"])
    record(kind=EventKind.TEAM_REOPENED, now=now, by=by, team=team.pk)


def _locked_organisation(organisation_id: UUID) -> Organisation:
    organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if organisation is None:
        raise NotPossible(_("Deze organisatie bestaat niet meer."))
    return organisation


def _locked_team(team_id: UUID) -> Team:
    team = Team.objects.select_for_update().filter(pk=team_id).first()
    if team is None:
        raise NotPossible(_("Dit team bestaat niet meer."))
    return team


def _save_organisation(organisation: Organisation, details: OrganisationDetails) -> None:
    """Refuses a municipality within a municipality, a parent that is none, and a name that is taken."""
    parent = details.municipality_id
    if parent and (details.kind is Kind.MUNICIPALITY or parent == organisation.pk):
        raise NotPossible(_("Een gemeente is geen onderdeel van een andere gemeente."), "municipality")
    if parent and not Organisation.objects.filter(pk=parent, kind=Kind.MUNICIPALITY.value).exists():
        raise NotPossible(_("Kies een gemeente waar deze organisatie onderdeel van is."), "municipality")
    organisation.name, organisation.kind = details.name, details.kind.value
    organisation.municipality_id = parent
    organisation.phone, organisation.email = details.phone, details.email
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as taken:
        raise NotPossible(_("Er is al een organisatie met deze naam."), "name") from taken


def _save_team(team: Team, details: TeamDetails) -> None:
    """Refuses a manager from elsewhere, and a name that is taken."""
    manager = details.manager_id
    if manager and not User.objects.filter(pk=manager, organisation_id=team.organisation_id, is_active=True).exists():
        raise NotPossible(_("De teamleider moet bij deze organisatie werken."), "manager")
    team.name, team.manager_id = details.name, manager
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError as taken:
        raise NotPossible(_("Deze organisatie heeft al een team met deze naam."), "name") from taken
