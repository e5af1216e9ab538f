"""
What a case file says beside the course: weighing a solution, four futures, obstacles and lessons, as frozen data.

Here: the shape of that data, with the names of the format. Not here: the case itself (model).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cases.organisation_terms import BottleneckLevel, BottleneckStatus, LessonKind
from cases.terms import AxisEnd, BudgetSource, ValueOutcome, Verdict


@dataclass(frozen=True)
class InvolvementInFile:
    """What a solution means to the resident and the people around."""

    text: str = ""
    ownership: str = ""
    own_contribution: str = ""
    supported_by: tuple[str, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True)
class LegitimacyInFile:
    """Whether the law lets it be, and what the law is for."""

    text: str = ""
    legal_reference: str = ""
    purpose_of_law: str = ""
    precedent: str = ""
    deviation_from_policy: bool = False
    verdict: Verdict | None = None


@dataclass(frozen=True)
class ReturnInFile:
    """What it costs, what it prevents, and for whom."""

    text: str = ""
    cost_eur: int | None = None
    avoided_cost_eur: int | None = None
    period_months: int | None = None
    payer: str = ""
    beneficiary: tuple[str, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True)
class TriangleInFile:
    """The value triangle: a tailor-made solution, weighed."""

    solution: str = ""
    involvement: InvolvementInFile = InvolvementInFile()
    legitimacy: LegitimacyInFile = LegitimacyInFile()
    return_value: ReturnInFile = ReturnInFile()
    outcome: ValueOutcome | None = None
    budget_source: BudgetSource | None = None
    decided_by: str = ""
    decided_at: date | None = None


@dataclass(frozen=True)
class AxisInFile:
    """An uncertain factor of the quadrant."""

    factor: str
    low: str
    high: str


@dataclass(frozen=True)
class CellInFile:
    """One of the four futures. linked: the plan that goes with it."""

    x: AxisEnd
    y: AxisEnd
    name: str
    description: str = ""
    early_signals: tuple[str, ...] = ()
    response: str = ""
    linked: str = ""


@dataclass(frozen=True)
class QuadrantInFile:
    """The scenario quadrant."""

    axis_x: AxisInFile
    axis_y: AxisInFile
    cells: tuple[CellInFile, ...] = ()


@dataclass(frozen=True)
class BottleneckInFile:
    """An obstacle in the system. owner: who takes care of it."""

    title: str
    level: BottleneckLevel
    description: str = ""
    status: BottleneckStatus = BottleneckStatus.DETECTED
    owner: str = ""


@dataclass(frozen=True)
class LessonInFile:
    """What a case teaches."""

    text: str
    kind: LessonKind
