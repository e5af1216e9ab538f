"""Opening and recording: every action on an account locks the people it is about, and leaves a line in the record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.actions.refusals import NotPossible
from accounts.event_kinds import EventKind
from accounts.models import AccountEvent, User


def locked(*, by: UUID, user_id: UUID) -> User:
    """The account this is about, locked together with who acts: two people cannot disable each other at once."""
    rows = User.objects.select_for_update().filter(pk__in={by, user_id}).order_by("pk")
    found = {user.pk: user for user in rows}
    if user_id not in found:
        raise NotPossible(_("Dit account bestaat niet meer."))
    if by not in found or not found[by].is_active:
        raise NotPossible(_("Uw eigen account is uitgeschakeld. Vraag een andere beheerder."))
    return found[user_id]


def record(
    *,
    kind: EventKind,
    now: datetime,
    by: UUID | None,
    user: UUID | None = None,
    organisation: UUID | None = None,
    team: UUID | None = None,
    before: str = "",
    after: str = "",
) -> None:
    """Adds a line. Before and after are codes, or the name of a function, team or organisation; never of a person."""
    AccountEvent.objects.create(
        at=now,
        kind=kind.value,
        by_id=by,
        user_id=user,
        organisation_id=organisation,
        team_id=team,
        before=before[:200],
        after=after[:200],
    )
