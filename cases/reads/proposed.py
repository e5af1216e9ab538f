"""What is proposed to a partner that sits at a table: the actions that wait for its own yes or no.

For reads among themselves, under the restricted role: the columns of cases/migrations/0003_portal.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from cases.models import PlanAction
from cases.terms import ActionStatus
from privacy.gate import entrance


@dataclass(frozen=True)
class ProposedAction:
    """Something that this partner is asked to do, and until when."""

    id: UUID
    what: str
    due_on: date | None


@entrance
@transaction.atomic
def proposed_to(*, case_id: UUID, user_id: UUID) -> tuple[ProposedAction, ...]:
    """The actions of this case that wait for an answer of this partner. The caller writes the line in the log."""
    mine = PlanAction.objects.filter(case=case_id, owner=user_id, status=ActionStatus.PROPOSED)
    return tuple(ProposedAction(*row) for row in mine.order_by("due_on", "pk").values_list("pk", "what", "due_on"))
