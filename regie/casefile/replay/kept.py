"""What the system does not use yet stays with the case as it stands in the file: plain data for a column of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from regie.casefile.reading import NAMES_IN_FILE


def plain(value: Any) -> Any:
    """The value in the words of the format, without the fields that say nothing."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        said = {NAMES_IN_FILE.get(one.name, one.name): getattr(value, one.name) for one in fields(value)}
        return {name: plain(one) for name, one in said.items() if one is not None and one not in ("", ())}
    return value
