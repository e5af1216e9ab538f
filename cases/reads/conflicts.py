"""Which hats in a case do not go together. For reads and actions among themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import combinations
from uuid import UUID

from django.db.models import Q

from cases.hats import Conflict, Hat, Variant, Worn, conflict
from cases.models import Case, HatPeriod
from privacy.compiled import SOME_CASE, Lookup, written


def worn_by(case: Case, user_id: UUID) -> list[Worn]:
    """The hats that one professional wears in this case now."""
    return _hats(case, Q(wearer=user_id))


def on_head_of(case: Case, user_id: UUID) -> list[Worn]:
    """The same, with those that this professional may wear at any moment as who stands in."""
    return _hats(case, Q(wearer=user_id) | Q(deputy=user_id))


def _hats(case: Case, whose: Q) -> list[Worn]:
    rows = case.hats.filter(whose, taken_off_at=None)
    return [
        Worn(Hat(hat), Variant(variant) if variant else None) for hat, variant in rows.values_list("hat", "variant")
    ]


@cache
def _worn() -> Lookup:
    columns = (
        "hat", "variant", "wearer", "wearer__name", "wearer__organisation__name", "wearer_person__name", "put_on_at",
        "expected_until", "accepted_at", "override_reason", "deputy",
    )  # fmt: skip
    periods = HatPeriod.objects.filter(case=SOME_CASE, taken_off_at=None).order_by("put_on_at", "pk")
    return written(periods.values_list(*columns))


@dataclass(frozen=True)
class WornHat:
    """A hat that is worn in a case now, with what the pages and the guards ask about it."""

    hat: Hat
    variant: Variant | None
    wearer: UUID | None
    name: str
    organisation: str
    person: str
    put_on_at: datetime
    until: date | None
    accepted_at: datetime | None
    overridden: bool
    deputy: UUID | None


def hats_worn(case: Case) -> tuple[WornHat, ...]:
    """All hats that are worn in a case now, in one query."""
    rows = _worn().rows({SOME_CASE: case.pk})
    return tuple(
        WornHat(hat, variant or None, who, name or "", place or "", kin or "", on, until, yes, bool(reason), deputy)
        for hat, variant, who, name, place, kin, on, until, yes, reason, deputy in rows
    )


def blocked_hats(hats: Collection[WornHat]) -> int:
    """How many pairs of hats on one head are blocked, and not allowed by a manager with a reason.

    Who stands in for a wearer has that hat on the head too.
    """
    heads: dict[UUID, list[WornHat]] = defaultdict(list)
    for worn in hats:
        for head in filter(None, (worn.wearer, worn.deputy)):
            heads[head].append(worn)
    pairs = (pair for worn in heads.values() for pair in combinations(worn, 2))
    return sum(_blocked(first, second) for first, second in pairs)


def _blocked(first: WornHat, second: WornHat) -> bool:
    clash = conflict(worn=[Worn(first.hat, first.variant)], new=Worn(second.hat, second.variant))
    return clash is Conflict.BLOCK and not (first.overridden or second.overridden)
