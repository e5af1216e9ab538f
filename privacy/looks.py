"""Counting in the read log: how often somebody looked at one case by way of one relation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q

from privacy.law import Relation
from privacy.models import ReadLog


@dataclass(frozen=True)
class Span:
    """One person in one case, from and to. The times are those of the log: the clock of the database."""

    viewer_id: UUID
    case_id: UUID
    begins: datetime
    ends: datetime


def count_looks(relation: Relation, spans: Sequence[Span]) -> list[int]:
    """How many times something of the case was opened through this relation in each of these spans. One query."""
    if not spans:
        return []
    within = [
        Q(viewer_id=one.viewer_id, case_ids__contains=[one.case_id], at__gte=one.begins, at__lt=one.ends)
        for one in spans
    ]
    columns = {f"n{number}": Count("pk", filter=condition) for number, condition in enumerate(within)}
    marked = ReadLog.objects.filter(reduce(or_, within), relations__has=relation.value)
    found = marked.aggregate(**columns)
    return [found[name] for name in columns]
