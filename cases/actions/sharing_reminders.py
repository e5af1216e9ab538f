"""What time does to sharing: asking two weeks before it ends whether it goes on, and telling that it began."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from accounts.waiting import What
from cases.actions import tasks, worklist
from cases.actions.refusals import NotAuthorised
from cases.actions.telling import tell_receivers
from cases.models import Case, SharingDecision, Task
from cases.reads.decided import NOT_REVOKED, last_day, running
from cases.record_terms import TaskKind
from privacy.gate import entrance
from privacy.viewer import Origin, Viewer

DAYS_BEFORE = 14
STILL_NEW = timedelta(days=2)  # so long ago it may have begun and still be told, when these tasks stood still


@entrance
def remind_of_sharing(*, viewer: Viewer, now: datetime) -> int:
    """Asks who directs about every decision that ends soon. Returns how many those are. Twice is the same as once.

    What has ended by now, or was made longer, is no question any more. Each case under its own lock.
    """
    if viewer.origin is not Origin.JOB:
        raise NotAuthorised
    ending = SharingDecision.objects.filter(_soon(now))
    asked = Task.objects.filter(kind=TaskKind.SHARING_ENDS, done_at=None)
    cases = {*ending.values_list("case", flat=True), *asked.values_list("case", flat=True)}
    return sum(_remind(case_id, now) for case_id in sorted(cases))


@transaction.atomic
def _remind(case_id: UUID, now: datetime) -> int:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:  # erased since the list was made
        return 0
    ending = [decision for decision in case.sharing.filter(_soon(now)) if not _goes_on(case, decision)]
    for decision in ending:
        last = last_day(decision.valid_until)
        tasks.ask_director(case, TaskKind.SHARING_ENDS, about=decision.pk, due_on=last, now=now)
    over = Task.objects.filter(case=case, kind=TaskKind.SHARING_ENDS, done_at=None)
    over.exclude(subject__in=[decision.pk for decision in ending]).update(done_at=now)
    worklist.refresh(case, now)
    return len(ending)


def _soon(now: datetime) -> Q:
    return running(now) & Q(valid_until__lte=now + timedelta(days=DAYS_BEFORE))


def _goes_on(case: Case, decision: SharingDecision) -> bool:
    """Whether it was made longer already."""
    return bool(
        case.sharing.filter(
            NOT_REVOKED,
            valid_from=decision.valid_until,
            to_organisation=decision.to_organisation_id,
            categories__contains=decision.categories,
        ).exists()
    )


@entrance
def tell_of_begun_sharing(*, viewer: Viewer, now: datetime) -> int:
    """Tells who receives that a decision of before began now. Returns how many did. Twice is the same as once."""
    if viewer.origin is not Origin.JOB:
        raise NotAuthorised
    begun = SharingDecision.objects.filter(_begun(now))
    cases = sorted(set(begun.values_list("case", flat=True)))
    return sum(_tell_of_begun(case_id, viewer, now) for case_id in cases)


@transaction.atomic
def _tell_of_begun(case_id: UUID, viewer: Viewer, now: datetime) -> int:
    Case.objects.select_for_update().filter(pk=case_id).values_list("pk").first()
    begun = SharingDecision.objects.filter(_begun(now), case=case_id)
    for decision in begun:
        tell_receivers(viewer, decision, what=What.SHARED)
    return len(begun)


def _begun(now: datetime) -> Q:
    return running(now) & Q(valid_from__lte=now, valid_from__gt=now - STILL_NEW) & Q(valid_from__gt=F("decided_at"))
