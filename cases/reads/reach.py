"""
What a verdict means for the pieces of a case: the one place that turns category and law into a condition.

Every read and action that shows or touches items goes through here, so that what the law says of a compartment holds
on every page. For reads and actions among themselves. Not here: what may be seen (privacy.law), which cases (scope).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from privacy.law import Compartment, DataCategory, Verdict

_M = TypeVar("_M", bound=Model)
EVERY_LAW = frozenset(Compartment)


def seen(verdict: Verdict) -> Q:
    """The condition on any item: of a category that may be seen, and of a law of which it may be seen."""
    by_laws: dict[frozenset[Compartment], list[str]] = defaultdict(list)
    for category in DataCategory:
        if laws := verdict.laws(category):
            by_laws[laws].append(category.value)
    condition = Q(pk__in=[])
    for laws, categories in by_laws.items():
        condition |= Q(category__in=categories) & _of(laws)
    return condition


def permitted(verdict: Verdict, items: QuerySet[_M]) -> QuerySet[_M]:
    """Those of these items that may be seen, each by its own category and law."""
    return items.filter(seen(verdict))


def only(verdict: Verdict, category: DataCategory, items: QuerySet[_M]) -> QuerySet[_M]:
    """Those of these items that may be seen where a page shows them all as this one category: by their law."""
    laws = verdict.laws(category)
    return items.filter(_of(laws)) if laws else items.none()


def reaches(verdict: Verdict, category: DataCategory, law: str) -> bool:
    """The same of a row that was read already."""
    return Compartment(law) in verdict.laws(category)


def _of(laws: frozenset[Compartment]) -> Q:
    return Q() if laws == EVERY_LAW else Q(law__in=sorted(law.value for law in laws))
