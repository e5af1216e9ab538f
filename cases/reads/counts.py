"""How many cases there are and what they ask: numbers for who steers or oversees, without any case in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from cases.hats import Hat
from cases.models import Case, HatPeriod, StagnationSignal
from cases.reads.list_rows import WITHOUT_KEEPER
from cases.reads.scope import BEFORE_TAKE_UP
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
    late: int
    waiting_for_triage: int
    without_keeper: int
    with_signal: int
    later_round: int
    assists_too_long: int
    steps: tuple[StepCount, ...]


@entrance
@transaction.atomic
def counts(*, viewer: Viewer, purpose: Purpose, now: datetime) -> Counts:
    """Numbers of the cases that this viewer may follow for this purpose."""
    relations = frozenset(rule.relation for rule in law.rules(viewer.role, purpose))
    verdict = law.judge(role=viewer.role, purpose=purpose, standing=Standing(relations))
    log.record(viewer=viewer, action="counts", purpose=purpose, case_ids=[], verdict=verdict)
    today = timezone.localdate(now)
    here = Q(case=OuterRef("pk"))
    kept = HatPeriod.objects.filter(here, hat=Hat.CASE_DIRECTION, taken_off_at=None, accepted_at__isnull=False)
    too_long = HatPeriod.objects.filter(here, hat=Hat.ASSISTANCE, taken_off_at=None, expected_until__lt=today)
    cases = Case.objects.filter(pk__in=entries_for(viewer, purpose, now).values("case")).exclude(step=Step.CLOSED)
    found = cases.annotate(
        is_kept=Exists(kept),
        has_signal=Exists(StagnationSignal.objects.filter(here, answered_at=None)),
        helps_too_long=Exists(too_long),
    ).aggregate(
        open=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=today)),
        waiting_for_triage=Count("pk", filter=Q(step__in=BEFORE_TAKE_UP)),
        without_keeper=Count("pk", filter=Q(is_kept=False) & ~Q(step__in=WITHOUT_KEEPER)),
        with_signal=Count("pk", filter=Q(has_signal=True)),
        later_round=Count("pk", filter=Q(cycle_number__gte=2)),
        assists_too_long=Count("pk", filter=Q(helps_too_long=True)),
        **{f"in_{step.value}": Count("pk", filter=Q(step=step)) for step in Step},
    )
    steps = tuple(StepCount(step.value, str(step.label), found.pop(f"in_{step.value}")) for step in Step)
    return Counts(**found, steps=tuple(line for line in steps if line.code != Step.CLOSED))
