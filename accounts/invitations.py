"""The link in an invitation: signed, expiring, good for one use.

The link carries nothing but an id and a fingerprint of the invitation, so there is no table of links to steal.
Accepting sets a password and inviting again sets a new time: both change the fingerprint, so older links die.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from accounts.models import User

SALT = "accounts.invitation"
VALID = timedelta(days=7)


@dataclass(frozen=True)
class Link:
    """What a link says: for whom it is, and of which invitation."""

    user_id: UUID
    fingerprint: str


def token_for(user: User) -> str:
    """The last part of the link for this user, as invited now."""
    return signing.dumps([str(user.pk), _fingerprint(user)], salt=SALT)


def read(token: str) -> Link | None:
    """The link, if it was signed here and is not too old."""
    try:
        user_id, fingerprint = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        return None
    return Link(UUID(user_id), fingerprint)


def is_open(link: Link, user: User) -> bool:
    """Is this the present invitation of this user, and has it not been used?"""
    waiting = user.is_active and user.accepted_at is None
    return waiting and constant_time_compare(link.fingerprint, _fingerprint(user))


def _fingerprint(user: User) -> str:
    parts = (str(user.pk), user.password, user.email or "", str(user.invited_at))
    return salted_hmac(SALT, "|".join(parts), algorithm="sha256").hexdigest()[:32]
