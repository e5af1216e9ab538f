"""What a step brings about besides itself: said once here, and nowhere decided by a page."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from cases.actions import plan_versions
from cases.actions.followers import new_round
from cases.actions.items import stamp
from cases.actions.sharing import end_with_case
from cases.hats import Hat, Variant
from cases.models import (
    Case,
    CasePause,
    Closure,
    HandoverRefusal,
    HatPeriod,
    Invitation,
    MeetingReport,
    StagnationSignal,
    Task,
)
from cases.record_terms import TaskKind
from cases.stappenplan import CONVENING, Move, Step
from privacy import retention
from privacy.law import DataCategory
from privacy.retention import StartRule
from privacy.viewer import Viewer

ADOPTING = ("T17", "T18")


def follow(case: Case, move: Move, viewer: Viewer, reason: str, now: datetime) -> None:
    """The consequences of a step that was just made. Needs the locked case."""
    if move.target is Step.ANALYSIS:
        # Back at the table: who spoke before the case came (back) to analysis gets a first turn again.
        for report in MeetingReport.objects.filter(case=case, closed_at=None, opened_at__isnull=False):
            report.waiting = report.present
            report.save(update_fields=["waiting"])
    if move.new_cycle:
        # Who sits at the table when a new round begins, begins that round.
        MeetingReport.objects.filter(case=case, closed_at=None).update(cycle=case.cycle_number)
        new_round(case)
    if move.id in CONVENING:
        _convening_answers_signals(case, viewer, now)
    if move.id in ADOPTING:
        plan_versions.adopt(case, viewer, now)
    if move.id == "T25":
        HandoverRefusal.objects.create(
            **stamp(case, viewer, now, category=DataCategory.OPINIONS_PROFESSIONAL),
            refused_by="",
            reason=reason,
            refused_at=now,
        )
    if move.target is Step.CLOSED:
        _take_off_directors_hats(case, now)
        _start_term(case, now)
        end_with_case(case, viewer, now)
        Invitation.objects.filter(case=case).delete()  # nobody comes to a table about a case that is closed
        CasePause.objects.filter(case=case, resumed_at=None).update(resumed_at=now)
        Task.objects.filter(case=case, done_at=None).update(done_at=now)


def _convening_answers_signals(case: Case, viewer: Viewer, now: datetime) -> None:
    """Convening is what an open signal, and the task that came with it, asks for."""
    signals = StagnationSignal.objects.filter(case=case, answered_at=None)
    signals.update(answered_at=now, answered_by=viewer.user_id, convened=True, changed_at=now)
    tasks = Task.objects.filter(case=case, kind__in=[TaskKind.RECONVENE, TaskKind.WEIGH_SIGNAL], done_at=None)
    tasks.update(done_at=now)


def _take_off_directors_hats(case: Case, now: datetime) -> None:
    """G25: the closing step itself takes off the sixth hat in each variant, and the fifth of whoever directs."""
    worn = HatPeriod.objects.filter(case=case, taken_off_at=None)
    directors = list(worn.filter(hat=Hat.PROCESS_DIRECTION).values_list("wearer", flat=True))
    sixth = Q(hat=Hat.PROCESS_DIRECTION, variant__in=[variant.value for variant in Variant])
    worn.filter(sixth | Q(hat=Hat.MONITORING, wearer__in=directors)).update(
        taken_off_at=now, reason_off="De casus is gesloten."
    )


def _start_term(case: Case, now: datetime) -> None:
    """A term begins on the very day, whenever the closing was prepared; not when it waits for a provision to end."""
    for closure in Closure.objects.filter(case=case, cycle=case.cycle_number):
        if closure.retention_start_rule != StartRule.OBJECT_ENDED:
            rule = retention.RULES[closure.retention_result]
            closure.retention_starts_on = timezone.localdate(now)
            closure.retention_ends_on = retention.after(closure.retention_starts_on, rule.duration)
            closure.save(update_fields=["retention_starts_on", "retention_ends_on"])
