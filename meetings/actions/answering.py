"""What people at the table do with an action of the plan there: its owner says yes or no, who directs moves it.

The case judges whose it is (cases.actions); here it is told to the screens of everybody who follows the table.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases import actions as cases
from meetings.actions.seated import following, running
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@entrance
@transaction.atomic
def accept_action(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    action_id: UUID,
    now: datetime,
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """On the own device: whoever is to do it says yes."""
    at = following(viewer, reference, meeting_id, now, purpose)
    cases.accept_action(viewer=viewer, reference=reference, action_id=action_id, now=now, purpose=purpose)
    at.report()


@entrance
@transaction.atomic
def decline_action(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    action_id: UUID,
    reason: str,
    now: datetime,
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """On the own device: whoever was to do it says no, and why, while the table can still think of something else."""
    at = following(viewer, reference, meeting_id, now, purpose)
    by: dict[str, Any] = {"viewer": viewer, "reference": reference, "now": now, "purpose": purpose}
    cases.decline_action(action_id=action_id, reason=reason, **by)
    at.report()


@entrance
@transaction.atomic
def move_action(
    *, viewer: Viewer, reference: str, meeting_id: UUID, action_id: UUID, earlier: bool, now: datetime
) -> None:
    """One place earlier or later in its plan, while the table looks at it."""
    at = running(viewer, reference, meeting_id, now)
    cases.move_action(viewer=viewer, reference=reference, action_id=action_id, earlier=earlier, now=now)
    at.report()
