"""
Opening a case in an emergency: the page where that is done, what came of it, and who did it in one case.

Who may at all says the law; which case it opens is a matter of actions.emergency. Of a case that is not open nothing
comes out of here but what the viewer did there in person. Not here: reviewing, which is oversight (reads.reviewing).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.dutch.days import dutch_moment
from cases.models import BreakGlass, Task
from cases.reads import scope, shell
from cases.reads.shell import CaseShell
from cases.record_terms import GlassVerdict, TaskKind
from cases.standing import ANSWERS_FOR_EMERGENCY
from privacy import law, log
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation, Standing, Verdict
from privacy.looks import Span, count_looks
from privacy.viewer import Viewer

REMEMBERED = timedelta(days=90)  # how long somebody finds back what they opened
LOOKING = (TaskKind.LOOK_AT_EMERGENCY, TaskKind.DESK_LOOKS_AT_EMERGENCY)


@dataclass(frozen=True)
class MyEmergency:
    """A case that this viewer opened in an emergency. It runs as long as `ends` is filled."""

    reference: str
    opened: str
    ends: str
    reason: str
    verdict: str
    note: str
    answer: str
    is_asked: bool


@dataclass(frozen=True)
class GlassPage:
    """Before the glass is broken: what would be seen, for how long, and what this viewer opened before."""

    shown: tuple[str, ...]
    minutes: int
    running: MyEmergency | None
    before: tuple[MyEmergency, ...]


@dataclass(frozen=True)
class EmergencyLine:
    """Somebody who opened this case in an emergency. is_for_me: the viewer was asked to look at it."""

    id: UUID
    who: str
    function: str
    opened: str
    ended: str
    runs: bool
    reason: str
    verdict: str
    looks: int
    is_for_me: bool


@dataclass(frozen=True)
class EmergenciesPage:
    """Everyone who opened this case in an emergency, the latest first."""

    shell: CaseShell
    lines: tuple[EmergencyLine, ...]


@entrance
@transaction.atomic
def open_break_glass(*, viewer: Viewer, purpose: Purpose, now: datetime) -> GlassPage:
    """The page to open a case in an emergency. CaseNotFound for whom the law does not let do that."""
    if viewer.municipality_id is None or not law.may_break_glass(viewer.role):
        raise scope.CaseNotFound("")
    opened = law.judge(role=viewer.role, purpose=purpose, standing=Standing(frozenset({Relation.BREAKS_GLASS})))
    mine = _mine(viewer, now)
    _write_down(viewer, purpose, mine)
    lines = [_my_line(row, now) for row in mine]
    return GlassPage(
        shown=tuple(category.plain for category in DataCategory if category in opened.data),
        minutes=settings.EMERGENCY_MINUTES,
        running=next((line for line in lines if line.ends), None),
        before=tuple(line for line in lines if not line.ends),
    )


@entrance
@transaction.atomic
def open_my_emergency(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> MyEmergency:
    """What I opened last in this case, with what the reviewer said. CaseNotFound when I never did."""
    mine = [row for row in _mine(viewer, now) if row.case.reference == reference][:1]
    if not mine:
        raise scope.CaseNotFound(reference)
    _write_down(viewer, purpose, mine)
    return _my_line(mine[0], now)


@entrance
@transaction.atomic
def open_emergencies(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> EmergenciesPage:
    """Who opened this case in an emergency, for who answers for the case. CaseNotFound for everyone else."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_emergencies")
    if not opened.may(ANSWERS_FOR_EMERGENCY):
        raise scope.CaseNotFound(reference)
    rows = list(_with_people(BreakGlass.objects.filter(case=opened.case)))
    waiting = Task.objects.filter(case=opened.case, kind__in=LOOKING, assignee=viewer.user_id, done_at=None)
    for_me = set(waiting.values_list("subject", flat=True))
    looks = count_looks(Relation.BREAKS_GLASS, spans_of(rows))
    lines = (_line(row, now, looks=number, for_me=row.pk in for_me) for row, number in zip(rows, looks, strict=True))
    return EmergenciesPage(opened.shell, tuple(lines))


# For reads among themselves.


def spans_of(rows: list[BreakGlass]) -> list[Span]:
    """When each of these looked, where: for counting in the read log."""
    return [Span(row.user_id, row.case_id, row.opened_at, over_at(row)) for row in rows]


def over_at(row: BreakGlass) -> datetime:
    """When it ends, or ended."""
    return row.ended_at or row.until


def _with_people(rows: QuerySet[BreakGlass]) -> QuerySet[BreakGlass]:
    return rows.select_related("case", "user__organisation", "ended_by").order_by("-opened_at", "pk")


def _mine(viewer: Viewer, now: datetime) -> list[BreakGlass]:
    recent = Q(opened_at__gt=now - REMEMBERED) | Q(verdict=GlassVerdict.QUESTION)
    return list(_with_people(BreakGlass.objects.filter(recent, user=viewer.user_id)))


def _write_down(viewer: Viewer, purpose: Purpose, rows: list[BreakGlass]) -> None:
    """Of a case that is over only the reference is shown: that it is there."""
    shown = Verdict(frozenset({DataCategory.PROGRESS}) if rows else frozenset(), frozenset(law.BASES_OF_EMERGENCY))
    cases = {row.case_id for row in rows}
    log.record(
        viewer=viewer, action="open_break_glass", purpose=purpose, case_ids=sorted(cases), verdict=shown, people=()
    )


def _my_line(row: BreakGlass, now: datetime) -> MyEmergency:
    today = timezone.localdate(now)
    runs = over_at(row) > now
    return MyEmergency(
        reference=row.case.reference,
        opened=dutch_moment(row.opened_at, today=today),
        ends=dutch_moment(row.until, today=today) if runs else "",
        reason=row.reason,
        verdict=row.verdict.label if row.verdict else "",
        note=row.review_note,
        answer=row.answer,
        is_asked=row.verdict == GlassVerdict.QUESTION and not row.answer,
    )


def _line(row: BreakGlass, now: datetime, *, looks: int, for_me: bool) -> EmergencyLine:
    today = timezone.localdate(now)
    return EmergencyLine(
        id=row.pk,
        who=row.user.name,
        function=", ".join(part for part in (row.user.function, row.user.organisation.name) if part),
        opened=dutch_moment(row.opened_at, today=today),
        ended=dutch_moment(over_at(row), today=today),
        runs=over_at(row) > now,
        reason=row.reason,
        verdict=row.verdict.label if row.verdict else "",
        looks=looks,
        is_for_me=for_me,
    )
