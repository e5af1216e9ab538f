"""
WHO RECEIVES WHAT OF THE MINUTES: each recipient only what that one heard, and may hear.

What somebody may hear is asked as for a seat at the table (meetings.admission), of one entry. Besides: to have been in
the room when it was said. An own statement goes to whom its resident chose. A resident receives what is about that
resident; of what is also about somebody else of 16 or older only what that person agreed to (cases.reading_along).
Somebody of the network receives what is about whoever wants that person there, and nobody else: who wants a person to
hear it, lets that person read it again. Two who are kept apart never receive each other's.

One exception: the own words of the meeting (who came, its question and what data is for, who keeps the overview, its
last round, when it meets again) reach everybody of household and network whom they are for, also who was not there.
Nobody said them about anybody: they were read out to the residents, who were asked whether it is the right question and
picture. What somebody put in at that moment is no such word, and neither is what is added to the minutes by hand (ADR
21).
Pure Python. Source: domain.md 3.2 (R-MDO-9), 6.2 and 6.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cases.reading_along import ReadingAlong
from cases.terms import Compartment
from meetings.admission import NO_ACCOUNT, Guest, Pair, why_not_person
from privacy.law import DataCategory

NOT_THERE = "Was hier niet bij."
ALSO_ABOUT = "Gaat ook over iemand anders van 16 jaar of ouder, die daar nog geen ja op zei."
NOT_CHOSEN = "De inwoner koos wie deze verklaring leest."


NOBODY_AGREED = ReadingAlong()


@dataclass(frozen=True)
class Said:
    """What one entry is about, as the rule asks it. readers: the seats that its resident chose; none: whoever may.

    of_meeting: the meeting itself says it, and nobody at it.
    """

    category: DataCategory
    people: frozenset[UUID]
    law: Compartment
    readers: frozenset[UUID] = frozenset()
    of_meeting: bool = False


def why_not_received(
    entry: Said,
    seat: UUID,
    guest: Guest,
    was_there: bool,
    kept_apart: frozenset[Pair] = frozenset(),
    reading: ReadingAlong = NOBODY_AGREED,
) -> str:
    """Why this entry is left out of the copy of this seat. Empty: it is in it.

    To be chosen as a reader opens nothing that may not be received; not to be chosen closes it, but for whose it is.
    """
    if guest.person:
        why = _why_not_read(entry, guest, guest.person, kept_apart, reading)
        if why and (was_there or why != ALSO_ABOUT):
            return why
    elif guest.hearing is None:
        return NO_ACCOUNT
    elif not guest.hearing.hears(entry.category, entry.people, entry.law):
        return f"Niet gedeeld: {entry.category.plain}."
    if entry.readers and seat not in entry.readers and guest.person not in entry.people:
        return NOT_CHOSEN
    return "" if was_there or _is_own_meeting(entry, guest) else NOT_THERE


def _is_own_meeting(entry: Said, guest: Guest) -> bool:
    """Who was not there gets the meeting's own words: the question, what comes next and whom to call.

    What was said at a topic not: somebody may have been out of the room for a reason.
    """
    return entry.of_meeting and guest.person is not None


def _why_not_read(entry: Said, guest: Guest, person: UUID, kept_apart: frozenset[Pair], reading: ReadingAlong) -> str:
    """Why somebody of household or network does not read it, had that person been there."""
    if guest.in_network and entry.people == {person}:
        return ""  # the own words are for whom they are about, wanted or not
    if why := why_not_person(entry.people, guest, person, kept_apart):
        return why
    return ALSO_ABOUT if not guest.in_network and whose_yes(entry, person, reading) else ""


def whose_yes(entry: Said, person: UUID, reading: ReadingAlong) -> frozenset[UUID]:
    """Who has to agree first that this person reads what is also about them."""
    return frozenset() if entry.of_meeting else reading.must_agree(entry.people, person)


def still_reads(entry: Said, guest: Guest, kept_apart: frozenset[Pair], reading: ReadingAlong) -> bool:
    """Whether what stands in the copy of somebody of household or network is still shown, when it is opened again."""
    return guest.person is None or not _why_not_read(entry, guest, guest.person, kept_apart, reading)
