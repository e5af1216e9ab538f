"""After something of a case was erased: its meetings count again who is invited, who is there, and what is open."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases import actions as cases
from meetings.models import Meeting
from meetings.reads.facts import facts_of
from privacy.gate import entrance


@entrance
@transaction.atomic
def count_again(*, case_id: UUID, since: datetime | None) -> None:
    """Reports every meeting of this case anew. Called by the erasure itself (settings), under the lock of the case."""
    for meeting in Meeting.objects.filter(case=case_id).order_by("sequence"):
        cases.correct_report(case_id=case_id, facts=facts_of(meeting, since))
