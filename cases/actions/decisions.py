"""What was decided with hat 3. Asked, never required: a case is not held up by a decision that is not entered."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.items import change, stamp
from cases.actions.locked import locked_case
from cases.actions.refusals import NotPossible
from cases.actions.wearing import authorise_for
from cases.hats import Hat
from cases.models import FormalDecision, HatPeriod
from cases.terms import Compartment, DecisionOutcome, DecisionType, TensionLevel
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Decision:
    """A decision under a law. resident_agrees None: not known. Nothing of it is required."""

    decision_type: DecisionType | None = None
    outcome: DecisionOutcome | None = None
    sent_on: date | None = None
    resident_agrees: bool | None = None
    objection_on: date | None = None
    objection_settled_on: date | None = None
    tension: TensionLevel | None = None
    note: str = ""


@entrance
@transaction.atomic
def record_formal_decision(
    *,
    viewer: Viewer,
    reference: str,
    hat_id: UUID,
    decision: Decision,
    now: datetime,
    decision_id: UUID | None = None,
    version: int | None = None,
) -> UUID:
    """Records a decision of this hat, or changes one. Also after the hat came off: an objection comes later."""
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    period = HatPeriod.objects.filter(case=case, pk=hat_id, hat=Hat.DECISION).first()
    if period is None:
        raise NotPossible(_("Kies de pet waarmee dit besluit is genomen."))
    authorise_for(period, standing, viewer, (Relation.DIRECTS_PROCESS,))
    if decision.objection_settled_on and not decision.objection_on:
        raise NotPossible(_("Vul ook in wanneer het bezwaar kwam."), field="objection_on")
    values = {name: "" if value is None and name in TERMS else value for name, value in asdict(decision).items()}
    if decision_id is not None:
        existing = FormalDecision.objects.filter(case=case, hat_period=period, pk=decision_id).first()
        if existing is None:
            raise NotPossible(_("Dit besluit hoort niet bij deze pet."))
        change(existing, viewer, now, version=version, **values)
        return existing.pk
    # That somebody gets help, or not: the category of the help itself, in the compartment of the law of the hat.
    shared = stamp(case, viewer, now, category=DataCategory.SUPPORT_IN_USE, law=Compartment(period.law))
    return FormalDecision.objects.create(**shared, hat_period=period, **values).pk


TERMS = ("decision_type", "outcome", "tension")
