"""
A DATE BY PROPOSAL AND ANSWER: which moments may be proposed, and which of them suits best.

Here belong the limits and the order. Not here: who is asked and what becomes of it (meetings.actions.dates). Pure
Python. Source: product.md point 14: the resident is there, so a moment at which the resident cannot comes last.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST = 8  # moments to choose from at once: with more, nobody reads them all
AHEAD = timedelta(days=366)
SHORTEST, LONGEST = 5, 600  # minutes, as of any meeting


@dataclass(frozen=True)
class Moment:
    """A moment that is proposed, and how many minutes."""

    starts_at: datetime
    minutes: int


@dataclass(frozen=True)
class Tally:
    """What was answered to one moment. residents_cannot: how many of the household cannot be there then."""

    can: int
    if_need: int
    cannot: int
    waiting: int
    residents_cannot: int

    def suits(self) -> tuple[int, int, int]:
        """How well it suits, the more the better: first the household, then whom it costs out, then who gladly can."""
        return -self.residents_cannot, -self.cannot, self.can


def why_not_propose(moments: Collection[Moment], there: int, now: datetime) -> str | None:
    """Why these cannot be proposed beside so many that are there already. None: they can."""
    if not moments:
        return "Schrijf ten minste een moment op."
    if there + len(moments) > MOST:
        return f"Stel niet meer dan {MOST} momenten tegelijk voor. Haal er eerst een weg."
    if any(moment.starts_at <= now for moment in moments):
        return "Kies momenten die nog komen."
    if any(moment.starts_at > now + AHEAD for moment in moments):
        return "Kies momenten binnen een jaar."
    if not all(SHORTEST <= moment.minutes <= LONGEST for moment in moments):
        return "Kies een duur tussen 5 minuten en 10 uur."
    return None


def best(tallies: Collection[Tally]) -> Tally | None:
    """What the best of these answers comes to. None: nobody answered yet."""
    answered = [tally for tally in tallies if tally.can or tally.if_need or tally.cannot]
    return max(answered, key=Tally.suits, default=None)
