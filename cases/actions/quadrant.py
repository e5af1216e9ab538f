"""
The scenario quadrant: two uncertain factors, and what each of the four futures between them asks.

Source: S001 (Senge, Shell), domain.md 4.6. Not here: the plans themselves and switching between them (plan).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.items import change, erase, in_round, stamp
from cases.actions.locked import DIRECTORS, case_to_change
from cases.actions.refusals import NotPossible
from cases.models import Case, QuadrantCell, ScenarioQuadrant
from cases.terms import ScenarioCode
from privacy.gate import entrance
from privacy.law import DataCategory
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Axis:
    """An uncertain factor with its two ends."""

    factor: str
    low: str
    high: str


@dataclass(frozen=True)
class Corner:
    """One of the four futures: what may happen, how that would be noticed, what is done then, and by which plan."""

    x_is_high: bool
    y_is_high: bool
    name: str
    description: str = ""
    early_signals: str = ""
    response: str = ""
    linked: ScenarioCode | None = None


@dataclass(frozen=True)
class Quadrant:
    """Two axes, and as many of the four corners as were thought through."""

    x: Axis
    y: Axis
    corners: tuple[Corner, ...] = ()


@entrance
@transaction.atomic
def draw_quadrant(
    *, viewer: Viewer, reference: str, quadrant: Quadrant, now: datetime, version: int | None = None
) -> UUID:
    """Draws the quadrant of a case, or draws it anew; it counts in this round. Returns its id."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    _check(quadrant)
    columns = {
        f"{axis}_{column}": getattr(getattr(quadrant, axis), column)
        for axis in ("x", "y")
        for column in ("factor", "low", "high")
    }
    drawn = ScenarioQuadrant.objects.filter(case=case).first()
    if drawn:
        change(drawn, viewer, now, version=version, confirmed_cycle=case.cycle_number, **columns)
    else:
        shared = stamp(case, viewer, now, category=DataCategory.PLAN_ACTIONS) | in_round(case)
        drawn = ScenarioQuadrant.objects.create(**shared, **columns)
    _draw_corners(case, drawn, quadrant, viewer, now)
    return drawn.pk


def _draw_corners(case: Case, drawn: ScenarioQuadrant, quadrant: Quadrant, viewer: Viewer, now: datetime) -> None:
    before = {(cell.x_is_high, cell.y_is_high): cell for cell in drawn.cells.all()}
    for corner in quadrant.corners:
        texts = {name: getattr(corner, name) for name in ("name", "description", "early_signals", "response")}
        values = texts | {"linked": corner.linked or ""}
        place = {"x_is_high": corner.x_is_high, "y_is_high": corner.y_is_high}
        cell = before.pop((corner.x_is_high, corner.y_is_high), None)
        if cell:
            change(cell, viewer, now, confirmed_cycle=case.cycle_number, **values)
        else:
            shared = stamp(case, viewer, now, category=DataCategory.PLAN_ACTIONS) | in_round(case)
            QuadrantCell.objects.create(**shared, quadrant=drawn, **place, **values)
    for cell in before.values():
        erase(cell)


def _check(quadrant: Quadrant) -> None:
    for axis, name in ((quadrant.x, "x"), (quadrant.y, "y")):
        if not (axis.factor.strip() and axis.low.strip() and axis.high.strip()):
            raise NotPossible(_("Schrijf bij elke as op wat onzeker is, en wat de twee uitersten zijn."), field=name)
    corners = [(corner.x_is_high, corner.y_is_high) for corner in quadrant.corners]
    if len(set(corners)) < len(corners):
        raise NotPossible(_("Elke hoek van het kwadrant staat er één keer in."), field="corners")
    if not all(corner.name.strip() for corner in quadrant.corners):
        raise NotPossible(_("Geef elke toekomst die u uitwerkt een naam."), field="corners")
