"""The list of accounts for the administration: search, filters, sort, pages by key. No case content comes near it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, Lower

from accounts import invitations, keyset
from accounts.models import User
from accounts.reads.people import UserCard, card_of

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Status(StrEnum):
    """How far an account is. In the order in which one passes through."""

    READY = "ready"  # made by an import, without an address or not invited by mail
    INVITED = "invited"
    ACTIVE = "active"
    DISABLED = "disabled"


CONDITIONS = {
    Status.READY: Q(disabled_at=None, accepted_at=None) & (Q(email=None) | Q(invited_by=None)),
    Status.INVITED: Q(disabled_at=None, accepted_at=None, email__isnull=False, invited_by__isnull=False),
    Status.ACTIVE: Q(disabled_at=None, accepted_at__isnull=False),
    Status.DISABLED: Q(disabled_at__isnull=False),
}
SORTS = {  # what may stand in the URL -> what it orders by, and whether the highest comes first
    "naam": (Lower("name"), False),
    "organisatie": (Lower("organisation__name"), False),
    "functie": (Lower("function"), False),
    "laatst": (Coalesce(F("last_login"), NEVER), True),
}


@dataclass(frozen=True)
class Account:
    """One account as the administration sees it."""

    card: UserCard
    team_id: UUID | None
    status: Status
    invited_at: datetime | None
    invitation_ends_at: datetime | None
    accepted_at: datetime | None
    disabled_at: datetime | None
    last_login: datetime | None


@dataclass(frozen=True)
class AccountQuery:
    """What is asked of the list. What does not exist is ignored: a bookmark must not break a page."""

    search: str = ""
    organisation_id: UUID | None = None
    team_id: UUID | None = None
    role: str = ""
    status: str = ""
    sort: str = "naam"
    after: str = ""


@dataclass(frozen=True)
class AccountPage:
    """A page of the list, and where the next one begins."""

    rows: tuple[Account, ...]
    next_after: str


@dataclass(frozen=True)
class Counts:
    """How many accounts there are of each status."""

    ready: int
    invited: int
    active: int
    disabled: int


def account(user_id: UUID) -> Account | None:
    """One account, or nothing when it does not exist."""
    user = User.objects.select_related("organisation", "team").filter(pk=user_id).first()
    return _account(user) if user else None


def accounts(query: AccountQuery) -> AccountPage:
    """One page of the accounts that fit."""
    column, descending = SORTS.get(query.sort, SORTS["naam"])
    rows = _fitting(query).annotate(sort_key=column)
    place = keyset.read_place(query.after) if query.after else None
    if place:
        value = _moment(place.value) if descending else place.value
        rows = rows.filter(keyset.beyond(column="sort_key", value=value, key=place.id, descending=descending))
    order = ("-sort_key", "-pk") if descending else ("sort_key", "pk")
    found = list(rows.order_by(*order)[: keyset.PAGE + 1])
    page = found[: keyset.PAGE]
    last = keyset.write_place(_place(page[-1])) if len(found) > keyset.PAGE else ""
    return AccountPage(tuple(_account(user) for user in page), last)


def counts() -> Counts:
    """How many accounts there are of each status. One query."""
    numbers = User.objects.aggregate(**{str(status): Count("pk", filter=fits) for status, fits in CONDITIONS.items()})
    return Counts(**numbers)


def _fitting(query: AccountQuery) -> QuerySet[User]:
    rows = User.objects.select_related("organisation", "team")
    for word in query.search.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(function__icontains=word))
    if query.organisation_id:
        rows = rows.filter(organisation_id=query.organisation_id)
    if query.team_id:
        rows = rows.filter(team_id=query.team_id)
    if query.role:
        rows = rows.filter(role=query.role)
    if query.status in CONDITIONS:
        rows = rows.filter(CONDITIONS[Status(query.status)])
    return rows


def _place(user: User) -> keyset.Place:
    key = user.sort_key  # type: ignore[attr-defined]  # annotated
    return keyset.Place(key.isoformat() if isinstance(key, datetime) else key, user.pk)


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def _status(user: User) -> Status:
    if user.disabled_at:
        return Status.DISABLED
    if user.accepted_at:
        return Status.ACTIVE
    return Status.INVITED if user.email and user.invited_by_id else Status.READY


def _account(user: User) -> Account:
    waiting = user.invited_at if _status(user) is Status.INVITED else None
    return Account(
        card=card_of(user),
        team_id=user.team_id,
        status=_status(user),
        invited_at=user.invited_at,
        invitation_ends_at=waiting + invitations.VALID if waiting else None,
        accepted_at=user.accepted_at,
        disabled_at=user.disabled_at,
        last_login=user.last_login,
    )
