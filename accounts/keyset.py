"""Pages of a list by key, not by number: page 1,500 costs what page 1 costs, and nothing shifts while rows are added.

A place in a list is the sort value and the id of the last row shown, written so that it fits in a URL.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

PAGE = 25


@dataclass(frozen=True)
class Place:
    """After which row a page begins."""

    value: str
    id: UUID


def read_place(text: str) -> Place | None:
    """The place in a URL; None for the beginning, and for what nobody here has written."""
    try:
        value, key = json.loads(base64.urlsafe_b64decode(text.encode()))
        return Place(str(value), UUID(str(key)))
    except (ValueError, TypeError):
        return None


def write_place(place: Place) -> str:
    """The place as it stands in a URL."""
    return base64.urlsafe_b64encode(json.dumps([place.value, str(place.id)]).encode()).decode()


def beyond(*, column: str, value: object, key: UUID, descending: bool = False) -> Q:
    """The rows after this one, in an order of the column and then the id."""
    compare = "lt" if descending else "gt"
    return Q(**{f"{column}__{compare}": value}) | Q(**{column: value, f"pk__{compare}": key})
