"""Where somebody works: the organisation must be in use, and the team must be a team of it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.actions.refusals import NotPossible
from accounts.kinds import Kind
from accounts.models import Organisation, Team


def check(*, organisation_id: UUID, team_id: UUID | None) -> tuple[Organisation, Team | None]:
    """The organisation and the team, locked so that they stay in use; refuses what does not belong together."""
    organisation = Organisation.objects.select_for_update().filter(pk=organisation_id, active=True).first()
    if organisation is None:
        raise NotPossible(_("Deze organisatie is niet in gebruik. Kies een andere."), "organisation")
    if team_id is None:
        return organisation, None
    team = Team.objects.select_for_update().filter(pk=team_id, active=True, organisation=organisation).first()
    if team is None:
        raise NotPossible(
            _("Dit team hoort niet bij de gekozen organisatie. Kies een ander team of geen team."), "team"
        )
    return organisation, team


def is_one_house(one: Organisation, other: Organisation) -> bool:
    """Whether both are the same organisation, or parts of one municipality."""
    if one.pk == other.pk:
        return True
    houses = {_municipality_of(one), _municipality_of(other)}
    return len(houses) == 1 and None not in houses


def _municipality_of(place: Organisation) -> UUID | None:
    return place.pk if place.kind == Kind.MUNICIPALITY else place.municipality_id
