"""What signing in needs to know of an account, and what its owner may see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from accounts import invitations
from accounts.models import Session, User
from accounts.reads.people import UserCard, card_of


@dataclass(frozen=True)
class SessionCard:
    """A browser in which somebody is signed in."""

    is_this_one: bool
    started_at: datetime | None
    last_seen_at: datetime | None


def invited(token: str) -> UserCard | None:
    """For whom this link of an invitation is; nobody when it was used, is too old or was not made here."""
    link = invitations.read(token)
    if link is None:
        return None
    user = User.objects.select_related("organisation", "team").filter(pk=link.user_id).first()
    return card_of(user) if user and invitations.is_open(link, user) else None


def invitation_token(user_id: UUID) -> str:
    """The last part of the link in the present invitation of this user. Only the demonstration shows it on a page."""
    return invitations.token_for(User.objects.get(pk=user_id))


def has_second_factor(user_id: UUID) -> bool:
    """Can this user prove with something else than a password who it is? Recovery codes alone do not count."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=kinds).exists())


def sessions_of(*, user_id: UUID, session_key: str | None, now: datetime) -> tuple[SessionCard, ...]:
    """Where this user is signed in, last used first."""
    rows = Session.objects.filter(user_id=user_id, expire_date__gt=now).order_by("-last_seen_at")
    return tuple(SessionCard(row.session_key == session_key, row.started_at, row.last_seen_at) for row in rows)
