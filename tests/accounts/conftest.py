"""A small office for the tests of accounts: no case comes near it."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache

from accounts.kinds import Kind
from accounts.models import Organisation, Team, User
from privacy.law import Role

PASSWORD = "een lange zin met vogels"  # noqa: S105


@dataclass(frozen=True)
class Office:
    municipality: Organisation
    partner: Organisation
    team: Team
    ada_administers: User
    bea_administers_too: User
    cas_is_consultant: User
    petra_is_partner: User


@pytest.fixture(autouse=True)
def no_rate_is_used_up():
    """Rate limits live in the cache, and the cache outlives a test."""
    cache.clear()


@pytest.fixture
def office(db, now):
    municipality = Organisation.objects.create(name="Gemeente Dorp", kind=Kind.MUNICIPALITY)
    partner = Organisation.objects.create(name="De Kade", kind=Kind.HOUSING_CORPORATION)
    team = Team.objects.create(name="Opschaling", organisation=municipality)

    def person(name, role, organisation):
        user = User(name=name, role=role, organisation=organisation, function=role.label)
        user.email, user.invited_at, user.accepted_at = f"{name.split()[0].lower()}@dorp.example", now, now
        user.set_password(PASSWORD)
        user.save()
        return user

    return Office(
        municipality,
        partner,
        team,
        person("Ada de Boer", Role.ADMINISTRATOR, municipality),
        person("Bea Kramer", Role.ADMINISTRATOR, municipality),
        person("Cas Vink", Role.CONSULTANT, municipality),
        person("Petra Zwart", Role.CHAIN_PARTNER, partner),
    )
