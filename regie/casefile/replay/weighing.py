"""What a file says beside the course: the value triangle, the scenario quadrant, lessons and obstacles."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases import actions
from cases.terms import AxisEnd, ScenarioCode
from regie.casefile.replay.scene import Scene
from regie.casefile.weighing import AxisInFile, CellInFile, InvolvementInFile


def weigh_solution(scene: Scene) -> None:
    """The triangle as it stands in the file. Later rounds confirm it with the perspectives."""
    found = scene.case.value_triangle
    if found is None or not scene.first_time("triangle"):
        return
    law, worth = found.legitimacy, found.return_value
    triangle = actions.Triangle(
        solution=found.solution,
        involvement=_involvement(found.involvement),
        involvement_verdict=found.involvement.verdict,
        legitimacy=law.text,
        legitimacy_verdict=law.verdict,
        legal_reference=law.legal_reference,
        purpose_of_law=law.purpose_of_law,
        precedent=law.precedent,
        deviates_from_policy=law.deviation_from_policy,
        return_value=worth.text,
        return_verdict=worth.verdict,
        cost_eur=worth.cost_eur,
        avoided_cost_eur=worth.avoided_cost_eur,
        period_months=worth.period_months,
        payer=worth.payer,
        beneficiaries=worth.beneficiary,
        outcome=found.outcome,
        decided_by_name=scene.roll.name(found.decided_by),
        decided_on=found.decided_at,
        budget_source=found.budget_source,
    )
    with scene.noting(("value_triangle",)):
        scene.act(actions.weigh_solution, triangle=triangle)


def _involvement(found: InvolvementInFile) -> str:
    """Ownership and support are part of the same story: each on a line of its own."""
    told = (
        ("", found.text),
        (_("Eigenaar: "), found.ownership),
        (_("Eigen bijdrage: "), found.own_contribution),
        (_("Gesteund door: "), ", ".join(found.supported_by)),
    )
    return "\n".join(f"{label}{text}" for label, text in told if text)


def draw_quadrant(scene: Scene) -> None:
    """The quadrant, drawn anew in each round that comes to a plan."""
    found = scene.case.scenario_quadrant
    if found is None:
        return
    corners = tuple(_corner(cell) for cell in found.cells)
    quadrant = actions.Quadrant(x=_axis(found.axis_x), y=_axis(found.axis_y), corners=corners)
    with scene.noting(("scenario_quadrant",)):
        scene.act(actions.draw_quadrant, quadrant=quadrant)


def _axis(found: AxisInFile) -> actions.Axis:
    return actions.Axis(found.factor, found.low, found.high)


def _corner(found: CellInFile) -> actions.Corner:
    return actions.Corner(
        x_is_high=found.x is AxisEnd.HIGH,
        y_is_high=found.y is AxisEnd.HIGH,
        name=found.name,
        description=found.description,
        early_signals="\n".join(found.early_signals),
        response=found.response,
        linked=next((code for code in ScenarioCode if code.value == found.linked), None),
    )


def learn(scene: Scene) -> None:
    """Lessons and obstacles: by who directs, or by who triages when nobody does."""
    for place, lesson in enumerate(scene.case.lessons):
        with scene.noting(("lessons", place)):
            scene.act_as_any(actions.record_lesson, scene.whoever_is_there(), kind=lesson.kind, text=lesson.text)
    for place, one in enumerate(scene.case.bottlenecks):
        with scene.noting(("bottlenecks", place)):
            scene.act_as_any(
                actions.record_bottleneck,
                scene.whoever_is_there(),
                title=one.title,
                description=one.description,
                level=one.level,
                status=one.status,
                owner=scene.user(one.owner),
            )
