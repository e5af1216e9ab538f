"""
WHO MUST SAY YES: three kinds of consent, the age and authority matrix, and when a yes for somebody else ends.

Here belong: the kinds, who may speak for whom, and the table of domain.md 6.2. Not here: how old somebody is
(privacy.birthdays), what a consent allows (privacy.legal_bases), the records of it (cases.models.consent).
Pure Python. The data protection officer owns this file and signs it before use.
Sources: Jeugdwet 7.3.4, 7.3.5, 7.3.11 and 7.3.15; UAVG 5; BW 1:245 and 1:450 and further; domain.md 6.2.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from privacy.birthdays import BIRTHDAYS, Band, Birth, bands_on, oldest_band, turns
from privacy.law import DataCategory, Term


class ConsentKind(Term):
    """Three things that are often mixed up under one word. The word itself never stands alone on a page."""

    AGREEMENT_TO_SUPPORT = "agreement_to_support", "instemming met hulp"
    SECRECY_WAIVER = "secrecy_waiver", "opheffen van de geheimhouding"
    PROCESSING_BASIS = "processing_basis", "toestemming voor iets extra's"


class Capacity(Term):
    """As whom somebody answers."""

    SELF = "self", "zelf"
    PARENT = "parent_with_authority", "ouder met gezag"
    GUARDIAN = "guardian", "voogd"
    GUARDIAN_GI = "guardian_GI", "voogd van de gecertificeerde instelling"
    MENTOR = "mentor", "mentor"
    CURATOR = "curator", "curator"


class ConsentException(Term):
    """Why a child of 12 to 15 may decide without the parents. Source: Jeugdwet 7.3.4 lid 2."""

    SERIOUS_HARM = "serious_harm", "het is nodig om ernstig nadeel voor de jeugdige te voorkomen"
    PERSISTENT_WISH = "persistent_wish", "de jeugdige blijft dit goed overwogen willen, ook na een nee van de ouders"


class Who(Term):
    """Who must say yes, in a cell of the matrix."""

    PERSON = "person", "de persoon zelf"
    REPRESENTATIVES = "representatives", "wie gezag heeft: beide ouders samen, de ene ouder, of de voogd"
    BOTH = "both", "de persoon zelf en wie gezag heeft"


_B, _W, _K, _C = Band, Who, ConsentKind, Capacity

# --- THE MATRIX (domain.md 6.2) --------------------------------------------------------------------------------------


def _row(under_12: Who, from_12: Who, from_16: Who, adult: Who) -> dict[Band, Who]:
    return {_B.UNDER_12: under_12, _B.FROM_12: from_12, _B.FROM_16: from_16, _B.ADULT: adult}


# fmt: off
MATRIX: dict[ConsentKind, dict[Band, Who]] = {
    #                             under 12            12-15               16-17      18 and older
    _K.AGREEMENT_TO_SUPPORT: _row(_W.REPRESENTATIVES, _W.BOTH,            _W.PERSON, _W.PERSON),
    _K.SECRECY_WAIVER:       _row(_W.REPRESENTATIVES, _W.PERSON,          _W.PERSON, _W.PERSON),
    _K.PROCESSING_BASIS:     _row(_W.REPRESENTATIVES, _W.REPRESENTATIVES, _W.PERSON, _W.PERSON),
}
# fmt: on
# The law asks the child alone; most municipalities ask the parents too. A setting says which of the two (V29, V30).
BOTH_BY_SETTING = {(_K.SECRECY_WAIVER, _B.FROM_12)}
# Where the parents' part can be left out, with the reason on paper.
CAN_BE_EXCEPTED = {(_K.AGREEMENT_TO_SUPPORT, _B.FROM_12), (_K.SECRECY_WAIVER, _B.FROM_12)}
OF_A_MINOR = (_C.PARENT, _C.GUARDIAN, _C.GUARDIAN_GI)
OF_AN_ADULT = (_C.CURATOR, _C.MENTOR)
NOT_OF_A_MENTOR = frozenset({DataCategory.FINANCES_INCOME, DataCategory.DEBTS})  # BW 1:453: care, not money


# --- Who ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Speaker:
    """Somebody who may answer for somebody else, by which source, checked when. holder: None outside the household."""

    capacity: Capacity
    holder: UUID | None
    name: str = ""
    source: str = ""
    checked_on: date | None = None
    until: date | None = None
    is_joint: bool = False

    @property
    def is_checked(self) -> bool:
        return bool(self.source.strip()) and self.checked_on is not None


@dataclass(frozen=True)
class Concerned:
    """Whom a consent is about: born when, able to judge the own interests, and who may speak for them."""

    person: UUID
    birth: Birth | None
    is_able: bool = True
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True)
class Question:
    """What is asked, and on which day it is answered."""

    kind: ConsentKind
    on: date
    categories: frozenset[DataCategory] = frozenset()
    exception: ConsentException | None = None
    both_for_12_15: bool = True


@dataclass(frozen=True)
class Giver:
    """Somebody who must say yes, or did. Of the household by id, else by name."""

    capacity: Capacity
    holder: UUID | None
    name: str = field(default="", compare=False)  # of an institution another person may sign each time


@dataclass(frozen=True)
class Asked:
    """Who must say yes to this question. problem: what must be known first, in a sentence for the user."""

    givers: tuple[Giver, ...]
    problem: str = ""

    @property
    def rests_on_representative(self) -> bool:
        return any(giver.capacity is not Capacity.SELF for giver in self.givers)


def who_must_give(concerned: Concerned, question: Question) -> Asked:
    """Everybody whose yes is needed. When two ages are possible: everybody whom either age asks for."""
    if concerned.birth is None:
        return Asked((), "De leeftijd is niet bekend. Vraag de geboortedatum: daarvan hangt af wie ja moet zeggen.")
    bands = bands_on(concerned.birth, question.on)
    if question.exception and not any((question.kind, band) in CAN_BE_EXCEPTED for band in bands):
        return Asked(
            (), "Deze uitzondering geldt hier niet. Zij is er alleen voor een jeugdige van 12 tot en met 15 jaar."
        )
    found = [_in_band(concerned, question, band) for band in bands]
    givers = dict.fromkeys(giver for asked in found for giver in asked.givers)
    return Asked(tuple(givers), next((asked.problem for asked in found if asked.problem), ""))


def who(concerned: Concerned, question: Question, band: Band) -> Who:
    """The cell of the matrix that holds here, with the setting, the exception and the ability to judge applied."""
    cell = (question.kind, band)
    if not concerned.is_able:
        return Who.REPRESENTATIVES
    if question.exception and cell in CAN_BE_EXCEPTED:
        return Who.PERSON
    if question.both_for_12_15 and cell in BOTH_BY_SETTING:
        return Who.BOTH
    return MATRIX[question.kind][band]


def _in_band(concerned: Concerned, question: Question, band: Band) -> Asked:
    if band is Band.ADULT:
        return _of_an_adult(concerned, question)
    asked = who(concerned, question, band)
    person = (Giver(Capacity.SELF, concerned.person),) if asked is not Who.REPRESENTATIVES else ()
    if asked is Who.PERSON:
        return Asked(person)
    speakers = _speakers(concerned, question.on, OF_A_MINOR)
    return Asked((*person, *_givers(speakers)), _why_unclear(speakers))


def _of_an_adult(concerned: Concerned, question: Question) -> Asked:
    """The adult, unless a curator, or for all but money a mentor, decides for them (BW 1:378 and 1:450)."""
    person = (Giver(Capacity.SELF, concerned.person),)
    found = _speakers(concerned, question.on, OF_AN_ADULT)
    curators = [speaker for speaker in found if speaker.capacity is Capacity.CURATOR]
    mentors = [speaker for speaker in found if speaker.capacity is Capacity.MENTOR]
    of_money = question.categories & NOT_OF_A_MENTOR
    if curators:
        return Asked(_givers(curators), _why_unchecked(curators))
    if mentors and not (of_money and of_money == question.categories):
        beside = person if of_money and concerned.is_able else ()
        return Asked((*beside, *_givers(mentors)), _why_unchecked(mentors))
    if not concerned.is_able:
        return Asked((), "Deze persoon kan dit nu niet zelf beslissen. Leg vast wie mentor of curator is.")
    return Asked(person)


def _speakers(concerned: Concerned, on: date, capacities: Collection[Capacity]) -> list[Speaker]:
    return [
        speaker
        for speaker in concerned.speakers
        if speaker.capacity in capacities and (speaker.until is None or speaker.until >= on)
    ]


def _givers(speakers: Iterable[Speaker]) -> tuple[Giver, ...]:
    return tuple(Giver(speaker.capacity, speaker.holder, speaker.name) for speaker in speakers)


def _why_unclear(speakers: list[Speaker]) -> str:
    """What the file does not say about authority over a child. Both parents count when they have it together."""
    parents = [speaker for speaker in speakers if speaker.capacity is Capacity.PARENT]
    if not speakers:
        return (
            "Er staat niet wie gezag heeft over deze jeugdige. Leg dat vast, met waar en wanneer u het hebt nagekeken."
        )
    if any(parent.holder is None for parent in parents):
        return "Er staat welk gezag er is, maar niet wie het heeft. Leg vast welke ouder of ouders dat zijn."
    if len(parents) == 1 and parents[0].is_joint:
        return "Er is gezamenlijk gezag, maar er staat maar één ouder. Leg ook de andere ouder vast."
    return _why_unchecked(speakers)


def _why_unchecked(speakers: list[Speaker]) -> str:
    if all(speaker.is_checked for speaker in speakers):
        return ""
    return (
        "Van wie mag beslissen, staat niet waar en wanneer dat is nagekeken. Kijk het na, bijvoorbeeld in het "
        "gezagsregister. Ga niet alleen af op wat één ouder zegt."
    )


# --- Is it given ------------------------------------------------------------------------------------------------------

_NAMES = {
    Capacity.SELF: "de persoon zelf",
    Capacity.GUARDIAN: "de voogd",
    Capacity.GUARDIAN_GI: "de voogd van de gecertificeerde instelling",
    Capacity.MENTOR: "de mentor",
    Capacity.CURATOR: "de curator",
}
_COUNTS = {1: "de ouder met gezag", 2: "beide ouders met gezag"}


def why_not(concerned: Concerned, question: Question, given: Collection[Giver]) -> str | None:
    """Why what was given is no consent yet, in a sentence: by role and count, never a name. None: it is one."""
    asked = who_must_give(concerned, question)
    if asked.problem:
        return asked.problem
    missing = still_missing(asked, given)
    if not missing:
        return None
    parts = _in_words(missing, [giver for giver in asked.givers if giver in given])
    listed = " en ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    also = "Ook " if given else ""
    several = len(parts) > 1 or parts[0].startswith("beide")
    verb = "instemmen" if question.kind is ConsentKind.AGREEMENT_TO_SUPPORT else "ja zeggen"
    sentence = f"{also}{listed} {'moeten' if several else 'moet'} {verb}."
    return sentence[0].upper() + sentence[1:]


def still_missing(asked: Asked, given: Collection[Giver]) -> tuple[Giver, ...]:
    """Those who must still say yes."""
    return tuple(giver for giver in asked.givers if giver not in given)


def _in_words(missing: Collection[Giver], there: Collection[Giver]) -> list[str]:
    words = [_NAMES[capacity] for capacity in Capacity if capacity in _NAMES and _has(missing, capacity)]
    parents = sum(giver.capacity is Capacity.PARENT for giver in missing)
    if parents:
        other = parents == 1 and _has(there, Capacity.PARENT)
        words.append("de andere ouder met gezag" if other else _COUNTS.get(parents, f"{parents} ouders met gezag"))
    return words


def _has(givers: Collection[Giver], capacity: Capacity) -> bool:
    return any(giver.capacity is capacity for giver in givers)


# --- Until when -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class End:
    """The last day on which a consent holds. at_age: the birthday that sets it; is_estimated: only an age is known."""

    last_day: date | None
    at_age: int | None = None
    is_estimated: bool = False


def end_of(concerned: Concerned, question: Question, asked_until: date | None) -> End:
    """Until when a consent holds that is given on this day: as asked, or sooner when it rests on a representative."""
    asked = who_must_give(concerned, question)
    end = End(asked_until)
    if concerned.birth is None or not asked.rests_on_representative:
        return end
    for speaker in concerned.speakers:
        used = Giver(speaker.capacity, speaker.holder) in asked.givers
        if used and speaker.until and (end.last_day is None or speaker.until < end.last_day):
            end = End(speaker.until)
    birthday = _birthday_that_ends(concerned, concerned.birth, question)
    if birthday is None:
        return end
    at_age, day = birthday
    last = day - timedelta(days=1)
    if end.last_day is not None and end.last_day <= last:
        return end
    return End(last, at_age, not concerned.birth.is_known)


def _birthday_that_ends(concerned: Concerned, birth: Birth, question: Question) -> tuple[int, date] | None:
    """The first birthday on which others decide than now; at 18 authority ends in any case. As early as it can be."""
    now = oldest_band(birth, question.on)
    for age, band in BIRTHDAYS.items():
        day = turns(birth.earliest, age)
        if day > question.on and (
            band is Band.ADULT or who(concerned, question, band) is not who(concerned, question, now)
        ):
            return age, day
    return None
