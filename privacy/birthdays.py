"""
HOW OLD SOMEBODY IS, AND WHAT A BIRTHDAY CHANGES: 12, 16 and 18 years, and the law that follows at 18.

Here belong: birth dates, ages that were told, and the bands of the matrix. Not here: who decides in which band
(privacy.representation). Pure Python. Source: domain.md 6.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from privacy.law import Term
from privacy.months import add_months


class Band(Term):
    """The ages between which the matrix says the same."""

    UNDER_12 = "under_12", "jonger dan 12 jaar"
    FROM_12 = "from_12", "12 tot en met 15 jaar"
    FROM_16 = "from_16", "16 of 17 jaar"
    ADULT = "adult", "18 jaar of ouder"


BIRTHDAYS = {12: Band.FROM_12, 16: Band.FROM_16, 18: Band.ADULT}


@dataclass(frozen=True)
class Birth:
    """Between which two days somebody was born. One and the same day when the birth date is known."""

    earliest: date
    latest: date

    @property
    def is_known(self) -> bool:
        return self.earliest == self.latest


def birth_of(*, birth_on: date | None, age: int | None, age_told_on: date | None) -> Birth | None:
    """What is known about the birth of somebody. An age that was told gives a year of days. None: nothing is known."""
    if birth_on is not None:
        return Birth(birth_on, birth_on)
    if age is None or age_told_on is None:
        return None
    latest = add_months(age_told_on, -12 * age)
    after = latest + timedelta(days=1)  # born on 29 February, told on 28 February
    earliest = add_months(age_told_on, -12 * (age + 1)) + timedelta(days=1)
    return Birth(earliest, after if turns(after, age) <= age_told_on else latest)


def turns(born: date, age: int) -> date:
    """The day on which somebody gets this age. Born on 29 February: on 28 February when there is no 29th."""
    return add_months(born, 12 * age)


def bands_on(birth: Birth, day: date) -> tuple[Band, ...]:
    """The bands in which somebody can be on this day: two when only an age is known and a birthday may have passed."""
    youngest, oldest = _band(birth.latest, day), oldest_band(birth, day)
    order = list(Band)
    return tuple(order[order.index(youngest) : order.index(oldest) + 1])


def oldest_band(birth: Birth, day: date) -> Band:
    """The band in which somebody is when born as early as can be."""
    return _band(birth.earliest, day)


def _band(born: date, day: date) -> Band:
    return next((band for age, band in reversed(BIRTHDAYS.items()) if turns(born, age) <= day), Band.UNDER_12)


@dataclass(frozen=True)
class Change:
    """Something that ends on the 18th birthday, and the law that can follow. Source: Jeugdwet 1.1, BW 1:233."""

    ends: str
    follows: str
    law: str


AT_18 = (
    Change(
        "Het gezag van ouders en de voogdij.",
        "De jongere beslist zelf. Kan dat niet, vraag dan op tijd mentorschap, bewind of curatele aan.",
        "Burgerlijk Wetboek 1",
    ),
    Change(
        "Jeugdhulp, als er geen verlengde jeugdhulp is afgesproken (tot 23 jaar).",
        "Begeleiding, dagbesteding of beschermd wonen van de gemeente.",
        "Wmo 2015",
    ),
    Change(
        "Behandeling voor jeugd-ggz via de gemeente.",
        "Behandeling via de zorgverzekeraar. De jongere sluit zelf een zorgverzekering af.",
        "Zvw",
    ),
    Change(
        "Zorg en verblijf uit de Jeugdwet voor wie altijd zorg nodig heeft.",
        "Een indicatie van het CIZ. Vraag die op tijd aan.",
        "Wlz",
    ),
    Change(
        "Kinderbijslag, en dat ouders voor het inkomen zorgen.",
        "Een eigen inkomen: werk, studiefinanciering, Wajong of bijstand.",
        "Participatiewet",
    ),
)
