"""The law as lines to read, for the page that shows it and for docs/law.md. Pure Python; what it says stands in law.py.

Here: which words go in which column. Not here: how they look (templates/privacy/law.html, management/commands/law.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from privacy import law
from privacy.birthdays import Band
from privacy.legal_bases import CATALOGUE, articles
from privacy.representation import BOTH_BY_SETTING, CAN_BE_EXCEPTED, MATRIX, ConsentKind, Who


@dataclass(frozen=True)
class RuleLine:
    """One rule in words: how somebody stands to a case, what for, what is seen of what, and on what ground."""

    who: str
    stands: str
    looks_for: str
    sees: tuple[str, ...]
    at_most: bool  # what is really received, the sharing decision says
    reach: str
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class RulesOf:
    """The rules of the same functions."""

    who: str
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True)
class YesLine:
    """Who must say yes to one kind of thing, for each age."""

    kind: str
    cells: tuple[tuple[str, str], ...]  # the age, and who


@dataclass(frozen=True)
class GroundLine:
    """One ground of the catalogue. letters: of the AVG on which it stands."""

    code: str
    article: str
    allows: str
    actor: str
    letters: tuple[str, ...]
    caution: str
    in_force: bool


def rules() -> tuple[RuleLine, ...]:
    """Every rule, in the order of the law."""
    return tuple(_rule(rule) for rule in law.RULES)


def rules_by_function() -> tuple[RulesOf, ...]:
    """The same, those of the same functions together, in the order in which the law first names them."""
    found = rules()
    order = list(dict.fromkeys(line.who for line in found))
    lines = sorted(found, key=lambda line: order.index(line.who))
    return tuple(RulesOf(who, tuple(of)) for who, of in groupby(lines, lambda line: line.who))


def categories(data: Collection[law.DataCategory]) -> tuple[str, ...]:
    """Kinds of data in words, in the order of the law."""
    return tuple(one.label for one in law.DataCategory if one in data)


def ends_with_case() -> tuple[str, ...]:
    """How somebody stands to a case only as long as it is open, in the order of the law."""
    return tuple(one.label for one in law.Relation if one in law.ENDS_WITH_CASE)


def who_says_yes() -> tuple[YesLine, ...]:
    """The matrix of age and authority. A star: it can be without who has authority, with a reason."""
    return tuple(YesLine(kind.label, tuple(_cells(kind, row))) for kind, row in MATRIX.items())


def grounds() -> tuple[GroundLine, ...]:
    """The catalogue, with what is not in force: that it is there and switched off is something to know."""
    return tuple(
        GroundLine(one.code, one.article, one.allows, one.actor, tuple(_letters(code)), one.caution, one.in_force)
        for code, one in CATALOGUE.items()
        if code != "NONE"
    )


def _rule(rule: law.Rule) -> RuleLine:
    shared = rule.relation is law.Relation.RECEIVES
    return RuleLine(
        who=", ".join(role.label for role in rule.roles),
        stands=rule.relation.label,
        looks_for=rule.purpose.label,
        sees=categories(rule.data),
        at_most=shared,
        reach="wat in het deelbesluit staat" if shared else rule.reach.label,
        grounds=("de grondslagen van het deelbesluit",) if shared else articles(rule.bases),
    )


def _cells(kind: ConsentKind, row: dict[Band, Who]) -> Iterator[tuple[str, str]]:
    for band, who in row.items():
        setting = f" (met de instelling: {Who.BOTH.label})" if (kind, band) in BOTH_BY_SETTING else ""
        yield band.label, f"{who.label}{setting}{' *' if (kind, band) in CAN_BE_EXCEPTED else ''}"


def _letters(code: str) -> Iterator[str]:
    ground = CATALOGUE[code]
    if ground.a6:
        yield f"artikel 6: {', '.join(ground.a6)}"
    if ground.a9:
        yield f"artikel 9: {', '.join(ground.a9)}"
    if ground.carries_criminal:
        yield "artikel 10"
