"""The points of attention at a step, and what regie means here: the municipality's own words, else those of the method."""

from __future__ import annotations

from dataclasses import dataclass

from cases import attention
from cases.models import AttentionPoint


@dataclass(frozen=True)
class Point:
    """One point of attention."""

    text: str
    explanation: str


def points_at(step: str) -> tuple[Point, ...]:
    """The points at one step. For reads among themselves: knows nothing about any case."""
    own = AttentionPoint.objects.filter(step=step).order_by("position").values_list("text", "explanation")
    return tuple(Point(*row) for row in own) or tuple(
        Point(point.text, point.explanation) for point in attention.POINTS.get(step, ())
    )
