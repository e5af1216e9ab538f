"""Which hats in a case do not go together. For reads and actions among themselves."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from uuid import UUID

from cases.hats import Conflict, Hat, Variant, Worn, conflict
from cases.models import Case, HatPeriod


def worn_by(case: Case, user_id: UUID) -> list[Worn]:
    """The hats that one professional wears in this case now."""
    rows = case.hats.filter(wearer=user_id, taken_off_at=None)
    return [Worn(Hat(hat), Variant(variant) if variant else None) for hat, variant in rows.values_list("hat", "variant")]


def blocked_hats(case: Case) -> int:
    """How many pairs of hats on one head are blocked, and not allowed by a manager with a reason."""
    heads: dict[UUID, list[tuple[Worn, bool]]] = defaultdict(list)
    rows = HatPeriod.objects.filter(case=case, taken_off_at=None, wearer__isnull=False)
    for wearer, hat, variant, override in rows.values_list("wearer", "hat", "variant", "override_reason"):
        heads[wearer].append((Worn(Hat(hat), Variant(variant) if variant else None), bool(override)))
    pairs = (pair for worn in heads.values() for pair in combinations(worn, 2))
    return sum(
        conflict(worn=[first], new=second) is Conflict.BLOCK and not (one or other)
        for (first, one), (second, other) in pairs
    )
