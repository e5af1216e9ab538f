"""How many cases there are and what they ask: numbers for who steers or oversees, without any case in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from cases.models import Case
from cases.reads.lists import Attention, asks_for
from cases.reads.worklist import entries_for
from cases.stappenplan import Step
from privacy import law, log
from privacy.gate import entrance
from privacy.law import Purpose, Standing
from privacy.viewer import Viewer


@dataclass(frozen=True)
class StepCount:
    """How many cases stand in one step."""

    code: str
    step: str
    count: int


@dataclass(frozen=True)
class Counts:
    """The open cases of a municipality in numbers."""

    open: int
    later_round: int
    late: int
    signal: int
    no_keeper: int
    helps_too_long: int
    steps: tuple[StepCount, ...]


@entrance
@transaction.atomic
def counts(*, viewer: Viewer, purpose: Purpose, now: datetime) -> Counts:
    """Numbers of the cases that this viewer may follow for this purpose."""
    relations = frozenset(rule.relation for rule in law.rules(viewer.role, purpose))
    verdict = law.judge(role=viewer.role, purpose=purpose, standing=Standing(relations))
    log.record(
        viewer=viewer, action="counts", purpose=purpose, case_ids=[], verdict=verdict, relations=relations, people=()
    )
    today = timezone.localdate(now)
    cases = Case.objects.filter(pk__in=entries_for(viewer, purpose, now).values("case")).exclude(step=Step.CLOSED)
    found = cases.aggregate(
        open=Count("pk"),
        later_round=Count("pk", filter=Q(cycle_number__gte=2)),
        **{what.value: Count("pk", filter=asks_for(what, today, "pk")) for what in Attention},
        **{f"in_{step.value}": Count("pk", filter=Q(step=step)) for step in Step},
    )
    steps = tuple(StepCount(step.value, str(step.label), found.pop(f"in_{step.value}")) for step in Step)
    return Counts(**found, steps=tuple(line for line in steps if line.code != Step.CLOSED))
