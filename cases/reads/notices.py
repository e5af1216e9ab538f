"""Something that asks for attention on the overview of a case. For reads among themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """Something that asks for attention on this case, with the page to go to."""

    state: str
    title: str
    text: str
    url_name: str = ""
