"""
WHO MAY BE IN THE ROOM: at each topic, who hears what is said there, and who is asked to go out for a while.

Somebody is admitted to a topic who may hear every kind of data that it is about, of everybody it is about (R-MDO-8).
Somebody of the network is wanted by a person for what is about that person, and for nobody else's (cases.speaking_for).
Who must not meet somebody who sits there has a table apart: what nobody was chosen for, is not about that one here.
Here belongs that one question, on frozen facts. Not here: what a rule of the law or a decision to share gives
(privacy.law, cases.hearing). Pure Python. Source: domain.md 3.2 and 6.5.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from cases.hearing import Hearing
from cases.terms import Compartment
from privacy.law import CRIMINAL, SPECIAL, DataCategory

Pair = frozenset[UUID]
NO_ACCOUNT = (
    "Deze deelnemer heeft geen account. Dan kunt u niets delen. Zet de organisatie erbij als partij, met een "
    "contactpersoon."
)
NOT_ABOUT = "Dit gaat niet over deze persoon."
NOT_WANTED = "De inwoner heeft nog niet gezegd dat deze persoon erbij mag zijn."
NOT_WANTED_BY_ALL = "Dit gaat ook over iemand die nog niet heeft gezegd dat deze persoon erbij mag zijn."
APART = "Dit gaat over iemand met wie deze persoon niet samen aan tafel zit."
# What may stand in large letters on the wall of a room; of everything else the wall says that it was talked about.
ON_THE_WALL = frozenset(
    {
        DataCategory.REQUEST_VISION,
        DataCategory.LIVING,
        DataCategory.WORK_EDUCATION,
        DataCategory.PLAN_GOALS,
        DataCategory.PLAN_ACTIONS,
    }
)


@dataclass(frozen=True)
class About:
    """What a topic is about: these kinds of data, of these people, under this law."""

    categories: frozenset[DataCategory]
    people: frozenset[UUID]
    law: Compartment


@dataclass(frozen=True)
class Guest:
    """Somebody with a seat. wanted_for: about whom this person of the network may hear, because they want that."""

    person: UUID | None = None
    in_network: bool = False
    wanted_for: frozenset[UUID] = frozenset()
    hearing: Hearing | None = None


def why_not_admitted(topic: About, guest: Guest, kept_apart: frozenset[Pair] = frozenset()) -> str | None:
    """Why somebody leaves the room for this topic. None: this person may stay."""
    if guest.person:
        return why_not_person(topic.people, guest, guest.person, kept_apart)
    if guest.hearing is None:
        return NO_ACCOUNT
    hears, asked = guest.hearing.hears, (one for one in DataCategory if one in topic.categories)
    missing = [one for one in asked if not hears(one, topic.people, topic.law)]
    if missing:
        return f"Nog niet gedeeld: {', '.join(one.plain for one in missing)}."
    return None


def most_guarded(categories: Collection[DataCategory]) -> DataCategory:
    """Of several kinds the one that the fewest may hear: what comes of all of them at once, counts as that one."""
    known = [one for one in DataCategory if one in categories]
    return next((one for guarded in (CRIMINAL, SPECIAL) for one in known if one in guarded), known[0])


def is_kept_apart(person: UUID, others: frozenset[UUID], kept_apart: frozenset[Pair]) -> bool:
    """Whether one of these others is somebody with whom this person never sits at one table."""
    return any(frozenset((person, other)) in kept_apart for other in others)


def sits_elsewhere(household: Iterable[UUID], seated: Collection[UUID], kept_apart: frozenset[Pair]) -> frozenset[UUID]:
    """Who of the household must not meet somebody who sits at this table. Who sits there too is of this table.

    Nobody, when there would be no one left to talk about.
    """
    everybody, sitting = frozenset(household), frozenset(seated)
    away = frozenset(one for one in everybody - sitting if is_kept_apart(one, sitting, kept_apart))
    return away if away < everybody else frozenset()


def why_not_person(people: frozenset[UUID], guest: Guest, person: UUID, kept_apart: frozenset[Pair]) -> str | None:
    """Why somebody of household or network does not hear what is about these people."""
    if is_kept_apart(person, people, kept_apart):
        return APART
    if guest.in_network:
        if not guest.wanted_for:
            return NOT_WANTED
        return None if people - {person} <= guest.wanted_for else NOT_WANTED_BY_ALL
    return None if person in people else NOT_ABOUT
