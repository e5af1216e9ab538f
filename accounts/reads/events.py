"""The record of who did what to which account, when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts import keyset
from accounts.event_kinds import EventKind
from accounts.models import AccountEvent, Organisation, Team, User


@dataclass(frozen=True)
class Event:
    """One line: who did it, what it was, to what, from what to what."""

    at: datetime
    kind: EventKind
    by: str
    user_id: UUID | None
    subject: str
    before: str
    after: str


@dataclass(frozen=True)
class EventPage:
    """A page of the record, and where the next one begins."""

    rows: tuple[Event, ...]
    next_after: str


def events(*, after: str = "", within: Collection[UUID] | None = None) -> EventPage:
    """The record, latest first, a page at a time. within: only of or by people of these organisations, and of those."""
    rows = AccountEvent.objects.all()
    if within is not None:
        people = User.objects.filter(organisation__in=within).values("pk")
        rows = rows.filter(Q(user_id__in=people) | Q(by_id__in=people) | Q(organisation_id__in=within))
    place = keyset.read_place(after) if after else None
    if place:
        moment = _moment(place.value)
        rows = rows.filter(keyset.beyond(column="at", value=moment, key=place.id, descending=True))
    found = list(rows.order_by("-at", "-pk")[: keyset.PAGE + 1])
    page = found[: keyset.PAGE]
    last = page[-1] if len(found) > keyset.PAGE else None
    return EventPage(_named(page), keyset.write_place(keyset.Place(last.at.isoformat(), last.pk)) if last else "")


def events_of(*, user_id: UUID) -> tuple[Event, ...]:
    """What happened to this account, latest first."""
    return _named(list(_about(user_id).order_by("-at", "-pk")[:100]))


def _about(user_id: UUID) -> QuerySet[AccountEvent]:
    return AccountEvent.objects.filter(Q(user_id=user_id))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def _named(rows: list[AccountEvent]) -> tuple[Event, ...]:
    """The names are looked up when reading: the record itself holds none, so it never stands in the way of erasure."""
    ids = {key for row in rows for key in (row.by_id, row.user_id, row.organisation_id, row.team_id) if key}
    names: dict[UUID, str] = {}
    for model in (User, Organisation, Team):
        names.update(model.objects.filter(pk__in=ids).values_list("pk", "name"))
    return tuple(_event(row, names) for row in rows)


def _event(row: AccountEvent, names: dict[UUID, str]) -> Event:
    subject = next((key for key in (row.user_id, row.team_id, row.organisation_id) if key), None)
    return Event(
        at=row.at,
        kind=EventKind(row.kind),
        by=names.get(row.by_id, "") if row.by_id else "",
        user_id=row.user_id if row.user_id in names else None,
        subject=names.get(subject, "") if subject else "",
        before=row.before,
        after=row.after,
    )
