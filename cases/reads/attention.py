"""The points of attention: of every step for who looks them up, and in a case those of its present step first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases import method
from cases.method import Text
from cases.reads import shell
from cases.reads.method_texts import may_edit, texts_of
from cases.reads.shell import CaseShell
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Point:
    """One point of attention."""

    text: str
    explanation: str


@dataclass(frozen=True)
class StepPoints:
    """The points of one step. slug: its place on the page."""

    slug: str
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class AttentionPage:
    """The points of every step, step 0 first. may_edit: whether this viewer words them for the municipality."""

    steps: tuple[StepPoints, ...]
    may_edit: bool


@dataclass(frozen=True)
class CaseAttentionPage:
    """The points where the case stands now, and those of the other steps in order."""

    shell: CaseShell
    here: StepPoints
    others: tuple[StepPoints, ...]


def points_at(step: str, municipality: UUID) -> tuple[Point, ...]:
    """The points at one step, in the words of this municipality. For reads among themselves."""
    return _points(texts_of(municipality, (method.PARTS[step],))[step])


def attention_points(*, viewer: Viewer) -> AttentionPage:
    """The points of every step. They say nothing about any case, so nothing is logged."""
    return AttentionPage(_steps(texts_of(viewer.municipality_id, method.POINTS)), may_edit(viewer))


@entrance
@transaction.atomic
def open_attention(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> CaseAttentionPage:
    """The points beside a case, of its present step first. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_attention")
    steps = _steps(texts_of(opened.case.municipality_id, method.POINTS))
    place = method.PARTS[opened.case.step].slug
    here = next(step for step in steps if step.slug == place)
    return CaseAttentionPage(opened.shell, here, tuple(step for step in steps if step is not here))


def _steps(texts: Mapping[str, tuple[Text, ...]]) -> tuple[StepPoints, ...]:
    return tuple(StepPoints(part.slug, part.label, _points(texts[part.code])) for part in method.POINTS)


def _points(texts: tuple[Text, ...]) -> tuple[Point, ...]:
    return tuple(Point(text.heading, text.body) for text in texts)
