"""
What of a case can be shared as a piece: which tables, and which of their columns are what the reader gets.

The portal grants the columns of these tables and no others (cases/migrations/0011_sharing.py, for the minutes
meetings/migrations/0003_invitations.py): a test compares the two.
Not here: who may share or read it. Source: domain.md 6.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from cases.item import Item, item_tables

# In the order in which somebody who does not know the case reads it.
TEXTS: dict[str, tuple[str, ...]] = {
    "cases.statement": ("text",),
    "cases.analysis": ("explanation", "open_questions", "resident_view"),
    "cases.lifedomainentry": ("concern", "strength", "wish"),
    "cases.finding": ("text",),
    "cases.hypothesis": ("statement",),
    "cases.obstacle": ("text",),
    "cases.safetyassessment": ("outcome",),
    "cases.representative": ("name", "reach"),
    "cases.perspective": ("text",),
    "cases.goal": ("intention",),
    "cases.solutiondirection": ("text",),
    "cases.planofapproach": ("progress_agreement",),
    "cases.scenario": ("name", "description"),
    "cases.scenariotrigger": ("text",),
    "cases.planaction": ("what",),
    "meetings.minutes": ("text",),
}
MINUTES = "meetings.minutes"
# With whom else: its own list in the portal, on the basic level too. It has no text to read.
PARTY = "cases.party"


@dataclass(frozen=True)
class Piece:
    """One thing in a case, by its table and id: "cases.goal:…" in a form."""

    table: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.table}:{self.id}"

    @classmethod
    def read(cls, text: str) -> Piece:
        """What a form sends. ValueError when it is no such thing."""
        table, _colon, number = text.partition(":")
        if table not in TEXTS and table != PARTY:
            raise ValueError(text)
        return cls(table, UUID(number))


@cache
def tables() -> dict[str, type[Item]]:
    """The tables of the pieces that can be shared."""
    every = item_tables()
    return {table: every[table] for table in (*TEXTS, PARTY)}
