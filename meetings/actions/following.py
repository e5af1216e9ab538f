"""What the meetings of a case do when something happens to that case: count again, or go along to the new round."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases import actions as cases
from cases.reads import who_is_in
from meetings.models import Meeting, Participant
from meetings.reads.facts import facts_of
from privacy.gate import entrance


@entrance
@transaction.atomic
def count_again(*, case_id: UUID, since: datetime | None, household: Collection[UUID]) -> None:
    """Reports every meeting of this case anew. Called by the erasure itself (settings), under the lock of the case."""
    _forget_who_wanted(case_id)
    for meeting in Meeting.objects.filter(case=case_id).order_by("sequence"):
        cases.correct_report(case_id=case_id, facts=facts_of(meeting, since, household))


@entrance
@transaction.atomic
def begin_round(*, case_id: UUID, cycle: int) -> None:
    """What was not closed yet is held in the new round; so what a resident made for it waits, and is shown there.

    Called by the step that begins the round (settings), under the lock of the case.
    """
    Meeting.objects.filter(case=case_id, closed_at=None).update(cycle=cycle)


def _forget_who_wanted(case_id: UUID) -> None:
    """Whoever is gone wants nobody at the table any more: who was wanted by nobody else, hears nothing there."""
    wanted = list(Participant.objects.filter(case=case_id, wanted_by__len__gt=0))
    there = who_is_in(case_id=case_id) if wanted else frozenset[UUID]()
    for seat in wanted:
        still = [one for one in seat.wanted_by if one in there]
        if still != seat.wanted_by:
            seat.wanted_by, seat.wanted_at = still, seat.wanted_at if still else None
            seat.save(update_fields=["wanted_by", "wanted_at"])
