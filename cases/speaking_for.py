"""
WHO SPEAKS FOR WHOM AT A TABLE: whose wish it takes before somebody of the network hears what is about a person.

Who is 16 or older says it alone; for a child under 12 a parent with authority does, from 12 to 15 the child and a
parent. Looked up in cases.reads.speaking_for from the matrix of consents (privacy.representation: to want somebody
there is to agree with the meeting), asked by meetings.admission. Pure Python. Source: domain.md 6.2.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class SpeakingFor:
    """Of one case. themselves: who must say it; by_parent: for whom a parent must. authority: each child and parent."""

    themselves: frozenset[UUID] = frozenset()
    by_parent: frozenset[UUID] = frozenset()
    authority: frozenset[tuple[UUID, UUID]] = frozenset()

    @property
    def people(self) -> frozenset[UUID]:
        """Everybody of the case."""
        return self.themselves | self.by_parent

    def wanted_for(self, said: Collection[UUID]) -> frozenset[UUID]:
        """For whom it counts that these people said it. Where a parent must, one is enough."""
        return frozenset(
            one
            for one in self.people
            if (one not in self.themselves or one in said)
            and (one not in self.by_parent or any((one, parent) in self.authority for parent in said))
        )
