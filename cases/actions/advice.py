"""Advice without taking over (hat 6c): what was asked, what was advised, to whom, and whether it was followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases import hats
from cases.actions.items import change, stamp
from cases.actions.locked import authorise, locked_case
from cases.actions.refusals import NotPossible
from cases.actions.wearing import authorise_for, worn_of
from cases.models import Advice, Case, HatPeriod
from cases.record_terms import Followed
from cases.standing import ADVICE_ASKERS
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation
from privacy.viewer import Viewer


@dataclass(frozen=True)
class NewAdvice:
    """A question to who advises, with the advice when it is there already. to_whom: who asked, and goes on with it."""

    to_whom: str
    question: str
    advice: str = ""


@entrance
@transaction.atomic
def record_advice(*, viewer: Viewer, reference: str, hat_id: UUID, advice: NewAdvice, now: datetime) -> UUID:
    """Records a question to the wearer of hat 6c; with the advice, if that wearer records it. Returns its id."""
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, ADVICE_ASKERS)
    period = _advising(case, hat_id)
    if advice.advice.strip():
        authorise_for(period, standing, viewer, (Relation.ADVISES,))
    # Who may read the question of the resident may read this: it is about how to go on with that question.
    return Advice.objects.create(
        **stamp(case, viewer, now, category=DataCategory.REQUEST_VISION),
        hat_period=period,
        to_whom=advice.to_whom,
        question=advice.question,
        advice=advice.advice,
        advised_at=now if advice.advice.strip() else None,
    ).pk


@entrance
@transaction.atomic
def give_advice(
    *, viewer: Viewer, reference: str, advice_id: UUID, advice: str, now: datetime, version: int | None = None
) -> None:
    """The wearer of hat 6c answers, or changes the answer."""
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, (Relation.ADVISES,))
    if not advice.strip():
        raise NotPossible(_("Schrijf uw advies op."), field="advice")
    asked = _asked(case, advice_id)
    change(asked, viewer, now, version=version, advice=advice, advised_at=asked.advised_at or now)


@entrance
@transaction.atomic
def record_followed(
    *, viewer: Viewer, reference: str, advice_id: UUID, followed: Followed, note: str, now: datetime
) -> None:
    """What became of an advice. The case stays with who asked, so that is who says it; or the adviser who heard it."""
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    authorise(standing, ADVICE_ASKERS)
    asked = _asked(case, advice_id)
    if asked.advised_at is None:
        raise NotPossible(_("Er is nog geen advies gegeven."))
    change(asked, viewer, now, followed=followed, followed_note=note)


def _advising(case: Case, hat_id: UUID) -> HatPeriod:
    period = HatPeriod.objects.filter(case=case, pk=hat_id, taken_off_at=None).first()
    if period is None or worn_of(period) != hats.ADVISORY:
        raise NotPossible(_("Niemand geeft hier advies met deze pet. Zet eerst de pet van adviserende procesregie op."))
    return period


def _asked(case: Case, advice_id: UUID) -> Advice:
    asked = Advice.objects.filter(case=case, pk=advice_id).first()
    if asked is None:
        raise NotPossible(_("Dit advies hoort niet bij deze casus."))
    return asked
