"""
How a citizen service number is kept: closed with a key of the installation, and found by a mark made with another.

Keys: settings.BSN_KEYS. The first closes and marks, all of them open and find; so a new one is put in front, the
command rotate_bsn_keys writes every row again, and the old one is taken away. A key is known by its own fingerprint.
The number is closed together with whose it is: a row that was moved to somebody else does not open.
Pure but for the settings. Not here: who may (privacy.law), the table (cases.models).
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from accounts import secrets

PURPOSE, MARKING = b"privacy.bsn:", b"privacy.bsn.mark:"


class NotOurs(ValueError):
    """What was closed belongs to somebody else, or was closed with a key that is not there any more."""


def close(number: str, *, person_id: UUID) -> str:
    """The number as it is stored with this person."""
    return secrets.box(PURPOSE, settings.BSN_KEYS).encrypt(f"{person_id}:{number}".encode()).decode()


def open_(closed: str, *, person_id: UUID) -> str:
    """The number of this person. Raises NotOurs."""
    try:
        whose, _, number = secrets.box(PURPOSE, settings.BSN_KEYS).decrypt(closed.encode()).decode().partition(":")
    except secrets.InvalidToken as exc:
        raise NotOurs from exc
    if whose != str(person_id):
        raise NotOurs
    return number


def marks(number: str, *, municipality_id: UUID) -> tuple[str, ...]:
    """By what this number is found in this municipality: with each key, the present one first. Elsewhere it differs."""
    return tuple(_mark(number, municipality_id, key) for key in settings.BSN_KEYS)


def version() -> str:
    """The fingerprint of the key that closes now."""
    return sha256(secrets.derived(b"privacy.bsn.version:", settings.BSN_KEYS[0])).hexdigest()[:12]


def _mark(number: str, municipality_id: UUID, key: str) -> str:
    return hmac.new(secrets.derived(MARKING, key), municipality_id.bytes + number.encode(), sha256).hexdigest()
