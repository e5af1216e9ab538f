"""
The review of every time that a case was opened in an emergency, for who oversees the handling of data.

The queue turns red by itself: each row carries the day on which it should have been reviewed. Shown are who, when, why
and how much was opened; no name of a household and no content of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts import reads as people
from accounts.dutch.days import Due, due, dutch_moment
from cases.models import BreakGlass, GlassTry
from cases.reads import scope
from cases.reads.emergency import over_at, spans_of
from cases.record_terms import GlassVerdict
from privacy import law, log
from privacy.gate import entrance
from privacy.law import Purpose, Relation, Standing
from privacy.looks import count_looks
from privacy.viewer import Viewer

WAITING = Q(reviewed_at=None) | Q(verdict=GlassVerdict.QUESTION)
RECENT = timedelta(days=7)  # how far back references that opened nothing are counted
REVIEWED_SHOWN = 50  # of those that are done: the latest; the rest stands in the read log and on the case


@dataclass(frozen=True)
class ReviewRow:
    """One emergency. waits: the day on which it should be reviewed; None when that was done."""

    id: UUID
    reference: str
    who: str
    function: str
    opened: str
    ended: str
    runs: bool
    reason: str
    looks: int
    categories: tuple[str, ...]
    waits: Due | None
    verdict: str
    note: str
    reviewed: str
    answer: str
    is_my_own: bool


@dataclass(frozen=True)
class Tries:
    """Somebody who typed references that are of no case in this municipality."""

    who: str
    count: int


@dataclass(frozen=True)
class ReviewsPage:
    """waiting: the latest first. late: how many of those should have been reviewed by now. tries: who typed references
    that opened nothing, and how often.
    """

    waiting: tuple[ReviewRow, ...]
    done: tuple[ReviewRow, ...]
    late: int
    tries: tuple[Tries, ...]


@dataclass(frozen=True)
class ReviewCount:
    """How many wait, and how many of those too long: for the start page."""

    waiting: int
    late: int


@entrance
@transaction.atomic
def emergencies_to_review(*, viewer: Viewer, purpose: Purpose, now: datetime) -> ReviewsPage:
    """Every emergency in the municipality of this viewer. CaseNotFound for who does not oversee."""
    rows = _of_municipality(viewer, purpose)
    waiting, done = list(rows.filter(WAITING)), list(rows.exclude(WAITING)[:REVIEWED_SHOWN])
    shown = _rows([*waiting, *done], viewer, now)
    _write_down(viewer, purpose, "emergencies_to_review", {row.case_id for row in [*waiting, *done]})
    today = timezone.localdate(now)
    return ReviewsPage(
        waiting=shown[: len(waiting)],
        done=shown[len(waiting) :],
        late=sum(row.review_due_on < today for row in waiting),
        tries=_tries(viewer, now),
    )


@entrance
@transaction.atomic
def open_review(*, viewer: Viewer, purpose: Purpose, use_id: UUID, now: datetime) -> ReviewRow:
    """One emergency of the own municipality. CaseNotFound when absent or forbidden."""
    row = _of_municipality(viewer, purpose).filter(pk=use_id).first()
    if row is None:
        raise scope.CaseNotFound("")
    _write_down(viewer, purpose, "open_review", {row.case_id})
    return _rows([row], viewer, now)[0]


@entrance
def count_to_review(*, viewer: Viewer, purpose: Purpose, now: datetime) -> ReviewCount:
    """A number without any case in it."""
    late = Q(review_due_on__lt=timezone.localdate(now))
    waiting = _of_municipality(viewer, purpose).order_by().filter(WAITING)
    return ReviewCount(**waiting.aggregate(waiting=Count("pk"), late=Count("pk", filter=late)))


def _tries(viewer: Viewer, now: datetime) -> tuple[Tries, ...]:
    staff = {card.id: card.name for card in people.staff(viewer.municipality_id)} if viewer.municipality_id else {}
    recent = GlassTry.objects.filter(user__in=staff, at__gt=now - RECENT).values_list("user")
    found = recent.annotate(n=Count("pk")).order_by("-n", "user")
    return tuple(Tries(staff[user], number) for user, number in found)


def _of_municipality(viewer: Viewer, purpose: Purpose) -> QuerySet[BreakGlass]:
    if viewer.municipality_id is None or not law.rules(viewer.role, purpose):
        raise scope.CaseNotFound("")
    rows = BreakGlass.objects.filter(case__municipality=viewer.municipality_id)
    return rows.select_related("case", "user__organisation", "reviewed_by").order_by("-opened_at", "pk")


def _write_down(viewer: Viewer, purpose: Purpose, action: str, cases: set[UUID]) -> None:
    seen = Standing(frozenset({Relation.SAME_MUNICIPALITY}))
    verdict = law.judge(role=viewer.role, purpose=purpose, standing=seen)
    log.record(
        viewer=viewer,
        action=action,
        purpose=purpose,
        case_ids=sorted(cases),
        verdict=verdict,
        relations=seen.relations,
        people=(),
    )


def _rows(found: list[BreakGlass], viewer: Viewer, now: datetime) -> tuple[ReviewRow, ...]:
    looks = count_looks(Relation.BREAKS_GLASS, spans_of(found))
    return tuple(_row(row, number, viewer, now) for row, number in zip(found, looks, strict=True))


def _row(row: BreakGlass, looks: int, viewer: Viewer, now: datetime) -> ReviewRow:
    today = timezone.localdate(now)
    waits = row.reviewed_at is None or row.verdict == GlassVerdict.QUESTION
    by = ""
    if row.reviewed_by and row.reviewed_at:
        by = f"{row.reviewed_by.name}, {dutch_moment(row.reviewed_at, today=today)}"
    return ReviewRow(
        id=row.pk,
        reference=row.case.reference,
        who=row.user.name,
        function=", ".join(part for part in (row.user.function, row.user.organisation.name) if part),
        opened=dutch_moment(row.opened_at, today=today),
        ended=dutch_moment(over_at(row), today=today),
        runs=over_at(row) > now,
        reason=row.reason,
        looks=looks,
        categories=tuple(one.label for one in law.DataCategory if one in law.EMERGENCY_DATA),
        waits=due(row.review_due_on, today=today) if waits else None,
        verdict=row.verdict.label if row.verdict else "",
        note=row.review_note,
        reviewed=by,
        answer=row.answer,
        is_my_own=row.user_id == viewer.user_id,
    )
