"""
WHO RECEIVES WHAT OF THE MINUTES: each recipient only what that one heard, and may hear.

What somebody may hear is asked as for a seat at the table (meetings.admission), of one entry. Besides: to have been in
the room when it was said. A resident receives what is about that resident; two who are kept apart never each other's.
An own statement goes to whom its resident chose.
Pure Python. Source: domain.md 3.2 (R-MDO-9) and 6.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cases.terms import Compartment
from meetings.admission import APART, NO_ACCOUNT, NOT_ABOUT, Guest, Pair, is_kept_apart
from privacy.law import DataCategory

NOT_THERE = "Was hier niet bij."
NOT_CHOSEN = "De inwoner koos wie deze verklaring leest."


@dataclass(frozen=True)
class Said:
    """What one entry is about, as the rule asks it. readers: the seats that its resident chose; none: whoever may."""

    category: DataCategory
    people: frozenset[UUID]
    law: Compartment
    readers: frozenset[UUID] = frozenset()


def why_not_received(
    entry: Said, seat: UUID, guest: Guest, was_there: bool, kept_apart: frozenset[Pair] = frozenset()
) -> str:
    """Why this entry is left out of the copy of this seat. Empty: it is in it.

    To be chosen as a reader opens nothing that may not be received; not to be chosen closes it, but for whose it is.
    """
    if guest.person:
        if guest.person not in entry.people:
            return NOT_ABOUT
        if is_kept_apart(guest.person, entry.people, kept_apart):
            return APART
    elif guest.hearing is None:
        return NO_ACCOUNT
    elif not guest.hearing.hears(entry.category, entry.people, entry.law):
        return f"Niet gedeeld: {entry.category.plain}."
    if entry.readers and seat not in entry.readers and guest.person not in entry.people:
        return NOT_CHOSEN
    return "" if was_there else NOT_THERE
