"""What the meetings of a case do when something happens to that case: count again, or go along to the new round."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases import actions as cases
from meetings.models import Meeting
from meetings.reads.facts import facts_of
from privacy.gate import entrance


@entrance
@transaction.atomic
def count_again(*, case_id: UUID, since: datetime | None, household: Collection[UUID]) -> None:
    """Reports every meeting of this case anew. Called by the erasure itself (settings), under the lock of the case."""
    for meeting in Meeting.objects.filter(case=case_id).order_by("sequence"):
        cases.correct_report(case_id=case_id, facts=facts_of(meeting, since, household))


@entrance
@transaction.atomic
def begin_round(*, case_id: UUID, cycle: int) -> None:
    """What was not closed yet is held in the new round; so what a resident made for it waits, and is shown there.

    Called by the step that begins the round (settings), under the lock of the case.
    """
    Meeting.objects.filter(case=case_id, closed_at=None).update(cycle=cycle)
