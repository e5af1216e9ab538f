"""Encrypting what may not lie readable in a backup: the keys of somebody's second factor.

The key follows from SECRET_KEY, and the keys of before still open what they closed: so a new SECRET_KEY can be taken in
with the old one in SECRET_KEY_FALLBACKS. Without either, a second factor is wiped and set up anew.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

PURPOSE = b"accounts.second_factor:"


def close(text: str) -> str:
    """The text as it is stored."""
    return _box().encrypt(text.encode()).decode()


def open_(closed: str) -> str:
    """The text as it was. Raises cryptography.fernet.InvalidToken when no key of ours closed it."""
    return _box().decrypt(closed.encode()).decode()


def _box() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(PURPOSE + key.encode()).digest())) for key in keys])
