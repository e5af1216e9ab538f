"""The people of the demonstration as they stand on the page "Kies wie u bent"."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts import demo_people
from accounts.demo_people import DemoPerson, Group
from accounts.models import User


@dataclass(frozen=True)
class DemoCard:
    """Somebody to sign in as."""

    id: UUID
    person: DemoPerson


@dataclass(frozen=True)
class DemoGroup:
    """People under one heading."""

    group: Group
    cards: tuple[DemoCard, ...]


def demo_groups() -> tuple[DemoGroup, ...]:
    """Everybody of the demonstration whose account exists and is not disabled. One query."""
    cards = _cards()
    groups = (DemoGroup(group, tuple(card for card in cards if card.person.group is group)) for group in Group)
    return tuple(group for group in groups if group.cards)


def demo_person(user_id: UUID) -> DemoCard | None:
    """This person of the demonstration; nobody for any other account."""
    return next((card for card in _cards() if card.id == user_id), None)


def _cards() -> tuple[DemoCard, ...]:
    addresses = {person.email: person for person in demo_people.PEOPLE}
    found = dict(User.objects.filter(email__in=addresses, is_active=True).values_list("email", "pk"))
    return tuple(DemoCard(found[email], person) for email, person in addresses.items() if email in found)
