"""Asking in time whether sharing goes on: two weeks before a decision ends by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cases.actions import tasks, worklist
from cases.actions.refusals import NotAuthorised
from cases.models import Case, SharingDecision, Task
from cases.record_terms import SharingStatus, TaskKind
from privacy.gate import entrance
from privacy.viewer import Origin, Viewer

DAYS_BEFORE = 14


@entrance
def remind_of_sharing(*, viewer: Viewer, now: datetime) -> int:
    """Asks who directs about every decision that ends soon. Returns how many those are. Twice is the same as once.

    What has ended by now, or was made longer, is no question any more. Each case under its own lock.
    """
    if viewer.origin is not Origin.JOB:
        raise NotAuthorised
    running = SharingDecision.objects.filter(status=SharingStatus.DECIDED, revoked_at=None)
    ending = running.filter(valid_until__gt=now, valid_until__lte=now + timedelta(days=DAYS_BEFORE))
    asked = Task.objects.filter(kind=TaskKind.SHARING_ENDS, done_at=None)
    cases = {*ending.values_list("case", flat=True), *asked.values_list("case", flat=True)}
    return sum(_remind(case_id, now) for case_id in sorted(cases))


@transaction.atomic
def _remind(case_id: UUID, now: datetime) -> int:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:  # erased since the list was made
        return 0
    running = case.sharing.filter(status=SharingStatus.DECIDED, revoked_at=None)
    soon = running.filter(valid_until__gt=now, valid_until__lte=now + timedelta(days=DAYS_BEFORE))
    ending = [decision for decision in soon if not _goes_on(running, decision)]
    for decision in ending:
        last = timezone.localdate(decision.valid_until - timedelta(microseconds=1))
        tasks.ask_director(case, TaskKind.SHARING_ENDS, about=decision.pk, due_on=last, now=now)
    over = Task.objects.filter(case=case, kind=TaskKind.SHARING_ENDS, done_at=None)
    over.exclude(subject__in=[decision.pk for decision in ending]).update(done_at=now)
    worklist.refresh(case, now)
    return len(ending)


def _goes_on(running: QuerySet[SharingDecision], decision: SharingDecision) -> bool:
    """Whether it was made longer already."""
    return bool(
        running.filter(
            valid_from=decision.valid_until,
            to_organisation=decision.to_organisation_id,
            categories__contains=decision.categories,
        ).exists()
    )
