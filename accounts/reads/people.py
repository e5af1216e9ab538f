"""People as other apps name them: who somebody is, where they work and what they do there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from accounts.kinds import Kind
from accounts.models import User


@dataclass(frozen=True)
class UserCard:
    """Somebody, as a page names them. The role is the code of the law."""

    id: UUID
    name: str
    function: str
    role: str
    organisation_id: UUID
    organisation: str
    kind: Kind
    team: str
    email: str
    phone: str
    is_active: bool

    @property
    def initials(self) -> str:
        """At most two letters."""
        return initials(self.name)

    def __str__(self) -> str:
        return self.name


def initials(name: str) -> str:
    """At most two letters: of the first and of the last word of the name."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


def user_card(user_id: UUID) -> UserCard | None:
    """One person, or nobody when there is no such account."""
    user = _people().filter(pk=user_id).first()
    return card_of(user) if user else None


def people_named(user_ids: Iterable[UUID]) -> dict[UUID, UserCard]:
    """These people by their id, as far as they still have an account. One query."""
    return {user.pk: card_of(user) for user in _people().filter(pk__in=set(user_ids))}


def people_of(organisation_id: UUID) -> tuple[UserCard, ...]:
    """Who works at this organisation and can be named for something new: so nobody whose account is disabled."""
    return tuple(card_of(user) for user in _people().filter(organisation_id=organisation_id, is_active=True))


def staff(municipality_id: UUID, besides: Iterable[UUID] = ()) -> tuple[UserCard, ...]:
    """Who works for this municipality: in it, or in a department or local team that is part of it. One query.

    besides: these people too, wherever they work.
    """
    works_for = Q(organisation_id=municipality_id) | Q(organisation__municipality_id=municipality_id)
    named = Q(pk__in=set(besides))
    return tuple(card_of(user) for user in _people().filter(works_for & Q(is_active=True) | named))


def card_of(user: User) -> UserCard:
    """The card of a user that was read with its organisation and team."""
    return UserCard(
        id=user.pk,
        name=user.name,
        function=user.function,
        role=user.role,
        organisation_id=user.organisation_id,
        organisation=user.organisation.name,
        kind=Kind(user.organisation.kind),
        team=user.team.name if user.team else "",
        email=user.email or "",
        phone=user.phone,
        is_active=user.is_active,
    )


def _people() -> QuerySet[User]:
    return User.objects.select_related("organisation", "team").order_by(Lower("name"), "pk")
