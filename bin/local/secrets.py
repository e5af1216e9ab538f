"""The secrets of this clone: made once, for its owner's eyes only, never in git and never in a command line."""

import contextlib
import json
import os
import secrets
from pathlib import Path

NAMES = ("secret_key", "admin", "regie", "valkey")
"""Django's key, and the passwords of PostgreSQL's administrator, of the application's role and of Valkey."""


def read(home: Path) -> dict[str, str]:
    """The secrets in this folder; made when they are not there yet. Two processes at once get the same ones."""
    file = home / "secrets.json"
    if not file.exists():
        own = home / f"secrets.{os.getpid()}"
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as text:
            json.dump({name: secrets.token_urlsafe(48) for name in NAMES}, text)
        with contextlib.suppress(FileExistsError):
            os.link(own, file)  # unlike a rename, this leaves the file of whoever was first
        own.unlink()
    found: dict[str, str] = json.loads(file.read_text())
    return found
