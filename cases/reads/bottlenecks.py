"""
What stands in the way of the work in this municipality: the list for who brings it to policy and board.

A bottleneck is about the system: no resident stands in it. In how many cases it was met is a number; in which, only for
who may see those cases for this purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils import timezone

from accounts import reads as accounts
from accounts.dutch.days import Due, since
from cases.models import Bottleneck, BottleneckChange
from cases.organisation_terms import BottleneckLevel, BottleneckStatus
from cases.reads import scope
from cases.reads.choices import ProfessionalChoice
from cases.reads.scope import CaseNotFound
from privacy import law, log
from privacy.gate import entrance
from privacy.law import Purpose, Relation, Standing, Term
from privacy.viewer import Viewer

MOST = 200  # rows of a list; who has more chooses a level or a status
TOO_OLD = 90  # days: longer than this and people stop believing that it will be solved (S004, domain.md 4.5)
ENDED = (BottleneckStatus.SOLVED, BottleneckStatus.NOT_SOLVABLE)
STATES = {
    BottleneckStatus.DETECTED: "attention",
    BottleneckStatus.AGENDAED: "planned",
    BottleneckStatus.IN_SOLUTION: "active",
    BottleneckStatus.SOLVED: "done",
    BottleneckStatus.NOT_SOLVABLE: "stopped",
}


class BottleneckNotFound(CaseNotFound):
    """Does not exist, or not for this viewer."""


class BottleneckSort(Term):
    """The orders that can be asked for."""

    OLDEST = "oldest", "oudste eerst"
    NEWEST = "newest", "nieuwste eerst"
    CHANGED = "changed", "laatst gewijzigd"
    TITLE = "title", "naam"


@dataclass(frozen=True)
class BottleneckQuery:
    """What somebody asks of the list. ended: with those that are solved or cannot be."""

    level: BottleneckLevel | None = None
    status: BottleneckStatus | None = None
    mine: bool = False
    ended: bool = False
    sort: BottleneckSort = BottleneckSort.OLDEST


@dataclass(frozen=True)
class BottleneckRow:
    """One line. too_old: it stands open longer than people keep faith."""

    id: UUID
    title: str
    level: BottleneckLevel
    status: BottleneckStatus
    state: str
    age: int
    since: Due
    too_old: bool
    owner: str
    cases: int


@dataclass(frozen=True)
class BottlenecksPage:
    """The list, with how many stand open at each level."""

    rows: tuple[BottleneckRow, ...]
    more: bool
    open_at: tuple[tuple[BottleneckLevel, int], ...]
    today: date


@dataclass(frozen=True)
class BottleneckStand:
    """How it stood from a moment on, and who said so."""

    level: str
    status: str
    owner: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True)
class BottleneckPage:
    """One bottleneck. references: the cases in which it was met, as far as this viewer may see them."""

    row: BottleneckRow
    description: str
    owner_id: UUID | None
    references: tuple[str, ...]
    history: tuple[BottleneckStand, ...]
    owners: tuple[ProfessionalChoice, ...]
    version: int
    today: date


@entrance
@transaction.atomic
def bottleneck_list(*, viewer: Viewer, purpose: Purpose, query: BottleneckQuery, now: datetime) -> BottlenecksPage:
    """The bottlenecks of this municipality. BottleneckNotFound for who has nothing to do with them."""
    here = of_municipality(viewer, purpose)
    _log(viewer, purpose, "bottleneck_list", [])
    today = timezone.localdate(now)
    standing = dict(_open(here).values_list("level").annotate(number=Count("pk")).order_by())
    found = list(_ordered(_narrowed(_counted(here), viewer, query), query.sort)[: MOST + 1])
    return BottlenecksPage(
        rows=tuple(_row(row, today) for row in found[:MOST]),
        more=len(found) > MOST,
        open_at=tuple((level, standing.get(level, 0)) for level in BottleneckLevel),
        today=today,
    )


@entrance
@transaction.atomic
def open_bottleneck(*, viewer: Viewer, purpose: Purpose, bottleneck_id: UUID, now: datetime) -> BottleneckPage:
    """One bottleneck with how it stood before. BottleneckNotFound when absent or of another municipality."""
    row = _counted(of_municipality(viewer, purpose)).filter(pk=bottleneck_id).first()
    if row is None:
        raise BottleneckNotFound(str(bottleneck_id))
    met = of_municipality(viewer, purpose).filter(title__iexact=row.title).exclude(case=None).values("case")
    visible = scope.visible(viewer, purpose, now).filter(pk__in=met).order_by("reference")
    cases = dict(visible.values_list("pk", "reference"))
    _log(viewer, purpose, "open_bottleneck", list(cases))
    today = timezone.localdate(now)
    history = row.changes.order_by("-at", "-pk").select_related("owner", "by")
    stands = tuple(_stand(change) for change in history)
    return BottleneckPage(
        row=_row(row, today),
        description=row.description,
        owner_id=row.owner_id,
        references=tuple(cases.values()),
        history=stands,
        owners=_owners(viewer),
        version=len(stands),
        today=today,
    )


def of_municipality(viewer: Viewer, purpose: Purpose) -> QuerySet[Bottleneck]:
    """The bottlenecks where this viewer works, when the law gives a reason to look at all. Also for actions."""
    if viewer.municipality_id is None or not law.rules(viewer.role, purpose):
        raise BottleneckNotFound
    return Bottleneck.objects.filter(municipality=viewer.municipality_id)


def _counted(rows: QuerySet[Bottleneck]) -> QuerySet[Bottleneck]:
    """With in how many cases it was met: what has the same name is the same thing in the way."""
    alike = Bottleneck.objects.filter(municipality=OuterRef("municipality")).annotate(name=Lower("title"))
    number = (
        alike.filter(name=Lower(OuterRef("title"))).order_by().values("name").annotate(n=Count("case", distinct=True))
    )
    return rows.select_related("owner").annotate(cases=Subquery(number.values("n")))


def _open(rows: QuerySet[Bottleneck]) -> QuerySet[Bottleneck]:
    return rows.exclude(status__in=ENDED)


def _narrowed(rows: QuerySet[Bottleneck], viewer: Viewer, query: BottleneckQuery) -> QuerySet[Bottleneck]:
    asked: dict[str, Any] = {"level": query.level, "status": query.status}
    if query.mine:
        asked["owner"] = viewer.user_id
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return rows if query.ended or query.status in ENDED else _open(rows)


def _ordered(rows: QuerySet[Bottleneck], sort: BottleneckSort) -> QuerySet[Bottleneck]:
    order = {
        BottleneckSort.OLDEST: F("made_at").asc(),
        BottleneckSort.NEWEST: F("made_at").desc(),
        BottleneckSort.CHANGED: F("changed_at").desc(),
        BottleneckSort.TITLE: Lower("title").asc(),
    }
    return rows.order_by(order[sort], "pk")


def _row(row: Any, today: date) -> BottleneckRow:
    age = max((today - timezone.localdate(row.made_at)).days, 0)
    return BottleneckRow(
        id=row.pk,
        title=row.title,
        level=row.level,
        status=row.status,
        state=STATES[row.status],
        age=age,
        since=since(row.made_at, today=today),
        too_old=age > TOO_OLD and row.status not in ENDED,
        owner=row.owner.name if row.owner else "",
        cases=row.cases,
    )


def _stand(change: BottleneckChange) -> BottleneckStand:
    return BottleneckStand(
        level=change.level.label,
        status=change.status.label,
        owner=change.owner.name if change.owner else "",
        note=change.note,
        by=change.by.name if change.by else "",
        at=change.at,
    )


def _owners(viewer: Viewer) -> tuple[ProfessionalChoice, ...]:
    cards = accounts.staff(viewer.municipality_id) if viewer.municipality_id else ()
    ordered = sorted(cards, key=lambda card: card.name)
    return tuple(ProfessionalChoice(card.id, card.name, card.organisation) for card in ordered)


def _log(viewer: Viewer, purpose: Purpose, action: str, cases: list[UUID]) -> None:
    standing = Standing(frozenset({Relation.SAME_MUNICIPALITY}))
    verdict = law.judge(role=viewer.role, purpose=purpose, standing=standing)
    log.record(
        viewer=viewer,
        action=action,
        purpose=purpose,
        case_ids=cases,
        verdict=verdict,
        relations=standing.relations,
    )
