"""Where the resident wants to go, the goals on the way, and the directions that were named for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import BudgetLine, Goal, GoalStep, Perspective, SolutionDirection, ValueTriangle
from cases.reads import shell
from cases.reads.case import Words, told, word_rows
from cases.reads.choices import PartyChoice, PersonChoice, choices_and
from cases.reads.shell import CaseShell
from cases.reads.together import OF_THIS_CASE, Row, rows
from cases.standing import DIRECTOR, DIRECTORS
from cases.statements import Kind
from cases.terms import BudgetSource, Verdict
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

STATE_OF_VERDICT = {Verdict.SUPPORTS: "done", Verdict.NEUTRAL: "info", Verdict.AGAINST: "late"}


@dataclass(frozen=True)
class DirectionLine:
    """A direction that was named for a goal."""

    id: UUID
    text: str
    proposed_by: str
    together_with: str
    holds: bool


@dataclass(frozen=True)
class GoalLine:
    """A goal: its intention, its steps, and the directions for it. holds: made or confirmed in this round."""

    id: UUID
    intention: str
    steps: tuple[str, ...]
    holds: bool
    version: int
    directions: tuple[DirectionLine, ...]


@dataclass(frozen=True)
class PerspectiveLine:
    """A perspective, with whom it was worded, and a treatment that stands as the resident's own words."""

    id: UUID
    text: str
    with_resident: str
    with_code: str
    named_treatment: str
    own_words_reason: str
    holds: bool
    version: int
    goals: tuple[GoalLine, ...]


@dataclass(frozen=True)
class Corner:
    """One of the three values of the triangle."""

    name: str
    text: str
    state: str
    verdict: str


@dataclass(frozen=True)
class TriangleLine:
    """A solution weighed on the three values, with what it costs and saves and who decided."""

    id: UUID
    solution: str
    corners: tuple[Corner, ...]
    legal_reference: str
    money: str
    payer: str
    beneficiaries: tuple[str, ...]
    outcome: str
    decided: str


@dataclass(frozen=True)
class BudgetRow:
    """Money drawn for this case."""

    source: str
    amount_eur: int
    purpose: str
    decided_by: str


@dataclass(frozen=True)
class GoalsPage:
    """Perspectives with their goals, and under those the directions."""

    shell: CaseShell
    vision: Words | None
    question: Words | None
    perspectives: tuple[PerspectiveLine, ...]
    may_word: bool  # the perspective is worded with the one who directs the process
    may_work: bool
    earlier: bool  # something of an earlier round waits for confirmation
    people: tuple[PersonChoice, ...]
    parties: tuple[PartyChoice, ...]
    triangles: tuple[TriangleLine, ...]
    budget: tuple[BudgetRow, ...]
    today: date


@entrance
@transaction.atomic
def open_goals(
    *, viewer: Viewer, purpose: Purpose, reference: str, now: datetime, action: str = "open_perspective"
) -> GoalsPage:
    """The perspective and the solutions of a case; what may not be seen is empty."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action=action)
    sees, works = opened.sees(DataCategory.PLAN_GOALS), opened.may(DIRECTORS)
    chosen, found = choices_and(opened, _beside(opened), people=works, parties=works, professionals=False)
    words = told(opened, found["words"])
    perspectives = _perspectives(opened, found) if sees else ()
    weighs = sees and opened.sees(DataCategory.OPINIONS_PROFESSIONAL)
    return GoalsPage(
        shell=opened.shell,
        vision=words.get(Kind.RESIDENT_VISION),
        question=words.get(Kind.QUESTION),
        perspectives=perspectives,
        may_word=opened.may(DIRECTOR),
        may_work=works,
        earlier=any(not line.holds for line in perspectives),
        people=chosen.people,
        parties=chosen.parties,
        triangles=_triangles(opened) if weighs else (),
        budget=tuple(_budget_row(row) for row in found["budget"]),
        today=opened.shell.today,
    )


def _beside(opened: shell.Opened) -> dict[str, ArraySubquery]:
    """What is asked in the same query as whom one can choose."""
    goals, plan, here = DataCategory.PLAN_GOALS, DataCategory.PLAN_ACTIONS, {"case": OF_THIS_CASE}
    steps = opened.only(goals, GoalStep.objects.filter(**here)).order_by("position")
    directions = opened.only(goals, SolutionDirection.objects.filter(**here)).order_by("made_at", "pk")
    money = opened.only(plan, BudgetLine.objects.filter(**here)).order_by("made_at", "pk")
    return {
        "words": word_rows(opened.verdict),
        "steps": rows(steps, "goal", "text"),
        "directions": rows(directions, "pk", "goal", "text", "proposed_by_name", "together_with", "confirmed_cycle"),
        "budget": rows(money, "source_of_money", "amount_eur", "purpose", "decided_by_name"),
    }


def _perspectives(opened: shell.Opened, found: dict[str, list[Row]]) -> tuple[PerspectiveLine, ...]:
    goals = _goals(opened, found)
    worded = opened.only(DataCategory.PLAN_GOALS, Perspective.objects.filter(case=opened.case))
    return tuple(
        PerspectiveLine(
            id=row.pk,
            text=row.text,
            with_resident=row.with_resident.label,
            with_code=row.with_resident.value,
            named_treatment=row.named_treatment,
            own_words_reason=row.own_words_reason,
            holds=row.confirmed_cycle == opened.case.cycle_number,
            version=row.version,
            goals=tuple(goals[row.pk]),
        )
        for row in worded.order_by("made_at", "pk")
    )


def _goals(opened: shell.Opened, found: dict[str, list[Row]]) -> dict[UUID, list[GoalLine]]:
    cycle = opened.case.cycle_number
    steps: dict[UUID, list[str]] = defaultdict(list)
    for row in found["steps"]:
        steps[UUID(row["goal"])].append(row["text"])
    directions: dict[UUID, list[DirectionLine]] = defaultdict(list)
    for row in found["directions"]:
        directions[UUID(row["goal"])].append(_direction(row, cycle))
    lines: dict[UUID, list[GoalLine]] = defaultdict(list)
    seen = opened.only(DataCategory.PLAN_GOALS, Goal.objects.filter(case=opened.case))
    for goal in seen.order_by("position", "made_at"):
        line = GoalLine(
            goal.pk,
            goal.intention,
            tuple(steps[goal.pk]),
            goal.confirmed_cycle == cycle,
            goal.version,
            tuple(directions[goal.pk]),
        )
        lines[goal.perspective_id].append(line)
    return lines


def _direction(row: Row, cycle: int) -> DirectionLine:
    holds = row["confirmed_cycle"] == cycle
    return DirectionLine(UUID(row["pk"]), row["text"], row["proposed_by_name"], row["together_with"], holds)


def _triangles(opened: shell.Opened) -> tuple[TriangleLine, ...]:
    weighed = opened.only(DataCategory.OPINIONS_PROFESSIONAL, ValueTriangle.objects.filter(case=opened.case))
    return tuple(_triangle(row) for row in weighed.order_by("made_at", "pk"))


def _triangle(row: ValueTriangle) -> TriangleLine:
    corners = (
        (_("Betrokkenheid"), row.involvement, row.involvement_verdict),
        (_("Legitimiteit"), row.legitimacy, row.legitimacy_verdict),
        (_("Rendement"), row.return_value, row.return_verdict),
    )
    return TriangleLine(
        id=row.pk,
        solution=row.solution,
        corners=tuple(
            Corner(name, text, STATE_OF_VERDICT.get(verdict, "info"), verdict.label if verdict else "")
            for name, text, verdict in corners
        ),
        legal_reference=row.legal_reference,
        money=_money(row),
        payer=row.payer,
        beneficiaries=tuple(row.beneficiaries),
        outcome=row.outcome.label if row.outcome else "",
        decided=row.decided_by_name,
    )


def _money(row: ValueTriangle) -> str:
    if row.cost_eur is None:
        return ""
    words = [_("Kost € %(amount)s") % {"amount": _thousands(row.cost_eur)}]
    if row.avoided_cost_eur is not None:
        words.append(_("voorkomt € %(amount)s") % {"amount": _thousands(row.avoided_cost_eur)})
    term = _(" in %(months)s maanden") % {"months": row.period_months} if row.period_months else ""
    return ", ".join(words) + term


def _thousands(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _budget_row(row: Row) -> BudgetRow:
    source = BudgetSource(row["source_of_money"]).label
    return BudgetRow(source, row["amount_eur"], row["purpose"], row["decided_by_name"])
