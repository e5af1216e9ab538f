"""
WHO READS ALONG: whether somebody may read what is also about somebody else of the household or the network.

What is about a partner, or a child of 16 or older, goes to nobody else without the yes of that person. Under 16 nobody
asks the child: what parents may read stays as it is. Looked up in cases.reads.reading_along, asked by the meetings for
each copy of the minutes. Pure Python. Source: domain.md 6.2; Wmo 5.3.3, Jeugdwet 7.3.11.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ReadingAlong:
    """Of one case. under_16: who surely is; of whom no age is known, is not. agreed: about whom, and who may read."""

    under_16: frozenset[UUID] = frozenset()
    agreed: frozenset[tuple[UUID, UUID]] = frozenset()

    def must_agree(self, people: Collection[UUID], reader: UUID) -> frozenset[UUID]:
        """Whose yes is missing before this reader may have what is about these people."""
        asked = set(people) - self.under_16 - {reader}
        return frozenset(one for one in asked if (one, reader) not in self.agreed)
