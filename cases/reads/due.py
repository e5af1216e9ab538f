"""When a case asks for attention: the earliest of all dates that are waiting in it. For reads and actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Min, Q
from django.utils import timezone

from cases.models import (
    Case,
    CasePause,
    HatPeriod,
    MeetingReport,
    MonitoringAgreement,
    PlanAction,
    Report,
    StagnationSignal,
    Task,
)
from cases.reads.facts import AGREED
from cases.stappenplan import Step
from cases.terms import ActionStatus, Urgency

QUIET_DAYS = 14  # without any date, a case asks for attention two weeks after its last step
NEVER = date(9999, 12, 31)
OPEN = (*AGREED[:2], ActionStatus.PROPOSED)
TRIAGE_WITHIN = {Urgency.EMERGENCY: 0, Urgency.SOON: 7}  # days after the report


def due_on(case: Case) -> date:
    """An absolute date, so that no row changes at midnight. A closed case is never due."""
    if case.step == Step.CLOSED:
        return NEVER
    pause = CasePause.objects.filter(case=case, resumed_at=None).values_list("resume_on", flat=True).first()
    if pause:
        return pause
    waiting = [
        _earliest(StagnationSignal, "due_on", case, answered_at=None),
        _earliest(Task, "due_on", case, done_at=None),
        _earliest(HatPeriod, "expected_until", case, taken_off_at=None),
        _earliest(PlanAction, "due_on", case, status__in=OPEN, scenario__is_active=True),
        _earliest(MonitoringAgreement, "next_review_on", case, needed=True) if case.step == Step.MONITORING else None,
        _earliest_meeting(case),
        _triage(case) if case.step in (Step.INTAKE, Step.TRIAGE) and case.cycle_number == 1 else None,
    ]
    dates = [day for day in waiting if day]
    return min(dates) if dates else timezone.localdate(case.step_since) + timedelta(days=QUIET_DAYS)


def _earliest(model: Any, column: str, case: Case, **lookups: Any) -> Any:
    """The first day or moment of that column, or None."""
    return model.objects.filter(Q(**lookups), case=case).aggregate(first=Min(column))["first"]


def _earliest_meeting(case: Case) -> date | None:
    planned = _earliest(MeetingReport, "planned_at", case, closed_at=None, date_open=False)
    return timezone.localdate(planned) if planned else None


def _triage(case: Case) -> date | None:
    """By when somebody must look at the report, when it was said to be urgent."""
    urgency = Report.objects.filter(case=case).values_list("urgency", flat=True).first()
    days = TRIAGE_WITHIN.get(Urgency(urgency)) if urgency else None
    return None if days is None else timezone.localdate(case.opened_at) + timedelta(days=days)
