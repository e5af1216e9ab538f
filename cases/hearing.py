"""
WHAT SOMEBODY WHO COMES FOR AN ORGANISATION MAY HEAR, and whether that covers what is said.

Looked up in cases.reads.hearing, asked by the meetings per topic (meetings.admission) and per line of the minutes
(meetings.recipients). Pure Python. Source: domain.md 6.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from cases.terms import Compartment
from privacy.law import DataCategory


@dataclass(frozen=True)
class Hearing:
    """Of one person. shared: which data, about whom, by a decision that runs; laws: of which laws, as a colleague."""

    user_id: UUID
    shared: frozenset[tuple[DataCategory, UUID]] = frozenset()
    laws: Mapping[DataCategory, frozenset[Compartment]] = field(default_factory=dict)

    def hears(self, category: DataCategory, people: frozenset[UUID], law: Compartment) -> bool:
        """Whether this kind of data may be heard, of all of these people."""
        if law in self.laws.get(category, frozenset()):
            return True
        return bool(people) and all((category, person) in self.shared for person in people)
