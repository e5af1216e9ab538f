"""Keeping the plan as it was adopted: a version is a copy, and stays as it was shared."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cases.actions.items import change, in_round, stamp
from cases.models import Case, Goal, PlanAction, PlanOfApproach, PlanVersion, Scenario
from cases.terms import ScenarioCode
from privacy.law import DataCategory
from privacy.viewer import Viewer


def adopt(case: Case, viewer: Viewer, now: datetime) -> None:
    """Makes the next version of the plan and lets plan A run, unless another scenario already does."""
    plan = PlanOfApproach.objects.get(case=case)
    change(plan, viewer, now, number=plan.number + 1, agreed_at=now)
    scenarios = Scenario.objects.filter(plan=plan)
    if not scenarios.filter(is_active=True).exists():
        scenarios.filter(code=ScenarioCode.A).update(is_active=True, activated_at=now)
    PlanVersion.objects.create(
        **stamp(case, viewer, now, category=DataCategory.PLAN_ACTIONS),
        **in_round(case),
        number=plan.number,
        content=_content(case, plan),
    )


def _content(case: Case, plan: PlanOfApproach) -> dict[str, Any]:
    goals = Goal.objects.filter(case=case, confirmed_cycle=case.cycle_number).order_by("position", "made_at")
    actions = PlanAction.objects.filter(case=case, scenario__plan=plan).order_by("scenario__code", "position")
    columns = ("scenario__code", "what", "owner_name", "due_on", "status")
    return {
        "progress_agreement": plan.progress_agreement,
        "no_plan_b_reason": plan.no_plan_b_reason,
        "goals": list(goals.values_list("intention", flat=True)),
        "scenarios": list(plan.scenarios.order_by("code").values("code", "name", "is_active")),
        "actions": [
            {"scenario": code, "what": what, "who": who, "due_on": due and due.isoformat(), "status": status}
            for code, what, who, due, status in actions.values_list(*columns)
        ],
    }
