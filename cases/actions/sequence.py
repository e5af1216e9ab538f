"""The sequence of the actions of a plan: what comes first, so that a family can follow what happens (S002)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.items import change
from cases.actions.locked import DIRECTORS, case_to_change
from cases.actions.refusals import NotPossible
from cases.models import PlanAction
from cases.models.plan import IN_SEQUENCE
from privacy.gate import entrance
from privacy.viewer import Viewer


@entrance
@transaction.atomic
def move_action(*, viewer: Viewer, reference: str, action_id: UUID, earlier: bool, now: datetime) -> None:
    """One place earlier or later in its plan. The first that goes earlier stays where it is, and so does the last."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    moved = PlanAction.objects.filter(case=case, pk=action_id).first()
    if moved is None:
        raise NotPossible(_("Deze actie is er niet meer."))
    sequence = list(PlanAction.objects.filter(scenario=moved.scenario_id).order_by(*IN_SEQUENCE))
    place = sequence.index(moved)
    other = place + (-1 if earlier else 1)
    if other in range(len(sequence)):
        sequence[place], sequence[other] = sequence[other], sequence[place]
    for position, action in enumerate(sequence):
        if action.position != position:
            change(action, viewer, now, position=position)
