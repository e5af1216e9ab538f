"""Encrypting what may not lie readable in a backup: the keys of somebody's second factor, and whatever else asks a box.

The key follows from SECRET_KEY, and the keys of before still open what they closed: so a new SECRET_KEY can be taken in
with the old one in SECRET_KEY_FALLBACKS. Without either, a second factor is wiped and set up anew.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

__all__ = ["InvalidToken", "box", "close", "derived", "open_"]
PURPOSE = b"accounts.second_factor:"


def close(text: str) -> str:
    """The text as it is stored."""
    return _second_factor().encrypt(text.encode()).decode()


def open_(closed: str) -> str:
    """The text as it was. Raises InvalidToken when no key of ours closed it."""
    return _second_factor().decrypt(closed.encode()).decode()


def box(purpose: bytes, keys: Sequence[str]) -> MultiFernet:
    """Closes with the first of these keys and opens with any. What was closed for one purpose opens for no other."""
    return MultiFernet([Fernet(urlsafe_b64encode(derived(purpose, key))) for key in keys])


def derived(purpose: bytes, key: str) -> bytes:
    """A key of 32 bytes for one purpose."""
    return sha256(purpose + key.encode()).digest()


def _second_factor() -> MultiFernet:
    return box(PURPOSE, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
