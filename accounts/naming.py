"""How names are compared: a file and the table may differ in capitals, spaces and "(fictief)"."""

from __future__ import annotations

import re

_FICTION = re.compile(r"\s*\(fictief[^)]*\)", re.IGNORECASE)


def plain(name: str) -> str:
    """The name as it is stored: without "(fictief)" and without double spaces."""
    return " ".join(_FICTION.sub("", name).split())
