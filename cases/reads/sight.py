"""How much of a case somebody sees, without seeing it: for a screen that asks whether it may stay as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.reads import scope
from privacy import grants
from privacy.gate import entrance
from privacy.law import Purpose, Relation
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Sight:
    """around: goes up when who stands how to the case changes. mark: stands for what is shared with this viewer."""

    case_id: UUID
    around: int
    mark: str


@entrance
def sight_of(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> Sight:
    """CaseNotFound when this viewer sees nothing of this case. Gives nothing of the case away, so writes no line."""
    case, standing, _verdict = scope.find(viewer, purpose, reference, now)
    shared = Relation.RECEIVES in standing.relations
    return Sight(case.pk, case.around, grants.mark(user_id=viewer.user_id, case_id=case.pk, now=now) if shared else "")
