"""An invitation and its mail, in one transaction: no account without a mail, no mail without an account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import actions
from accounts.actions import AccountDetails, NotPossible
from accounts.doors import other_site
from outbox import actions as outbox
from privacy import law
from privacy.law import Purpose, Role
from regie.administration.telling import tell_overseers


def site_for(request: HttpRequest, role: str) -> str:
    """Where somebody in this role comes in: the portal when they work together in the chain, else this site."""
    in_the_chain = law.rules(Role(role), Purpose.COOPERATION)
    return other_site(request, settings.PORTAL_HOST if in_the_chain else request.get_host().partition(":")[0])


@transaction.atomic
def invite_all(*, request: HttpRequest, by: UUID, people: Sequence[AccountDetails], now: datetime) -> tuple[UUID, ...]:
    """Everybody, or nobody when one cannot be invited: then the refusal names the line."""
    invited = tuple(_invite(request, by, person, line, now) for line, person in enumerate(people, start=1))
    if any(_works_with_cases(person.role) for person in people):
        tell_overseers(request.viewer)
    return invited


@transaction.atomic
def invite_again(*, request: HttpRequest, by: UUID, user_id: UUID, role: str, now: datetime) -> None:
    """A new link by mail; the old one stops working."""
    actions.invite_again(by=by, user_id=user_id, now=now)
    _post(request, user_id, role, now)


def _works_with_cases(role: str) -> bool:
    """Whether the law shows this role anything of a case from the inside: a made-up colleague would see it too."""
    return any(law.rules(Role(role), purpose) for purpose in Purpose if purpose is not Purpose.COOPERATION)


def _invite(request: HttpRequest, by: UUID, person: AccountDetails, line: int, now: datetime) -> UUID:
    try:
        user_id = actions.invite(
            by=by,
            name=person.name,
            email=person.email,
            phone=person.phone,
            function=person.function,
            role=person.role,
            organisation_id=person.organisation_id,
            team_id=person.team_id,
            now=now,
        )
    except NotPossible as refusal:
        message = _("Regel %(line)d: %(why)s") % {"line": line, "why": refusal}
        raise NotPossibleOnLine(message, str(refusal), refusal.field) from refusal
    _post(request, user_id, person.role, now)
    return user_id


class NotPossibleOnLine(Exception):
    """One of the people cannot be invited. With the line for a list, and without it for a form about one person."""

    def __init__(self, message: str, about_one: str, field: str | None) -> None:
        super().__init__(message)
        self.about_one, self.field = about_one, field


def _post(request: HttpRequest, user_id: UUID, role: str, now: datetime) -> None:
    payload = {"user_id": str(user_id), "invited_at": str(now), "site": site_for(request, role)}
    outbox.put(topic="accounts.invited", key=f"invited:{user_id}:{now.timestamp()}", payload=payload)
