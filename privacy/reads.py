"""
The read log, read back: the lines about some cases or of some people, newest first, a page at a time.

Here belong which lines there are and in which order. Not here: who may read them (privacy.law), which cases they may be
about (cases.reads.looked), and what a line says in Dutch (cases.log_terms).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from privacy import ldv
from privacy.law import Relation
from privacy.log import Result
from privacy.models import ReadLog

PAGE = 25
FETCHED = 2_000  # lines of an export that are fetched together


@dataclass(frozen=True)
class LogQuery:
    """What somebody looks for in the log. Empty means: anything. after and before: the id of a line, for its page."""

    viewer_id: UUID | None = None
    result: Result | None = None
    relation: str = ""
    since: datetime | None = None
    until: datetime | None = None
    after: int | None = None
    before: int | None = None


@dataclass(frozen=True)
class LogLine:
    """One line as it was written: ids and codes."""

    id: int
    at: datetime
    viewer_id: UUID
    organisation_id: UUID
    role: str
    origin: str
    action: str
    object: str
    purpose: str
    result: str
    case_ids: tuple[UUID, ...]
    relations: tuple[str, ...]
    categories: tuple[str, ...]
    bases: tuple[str, ...]


@dataclass(frozen=True)
class LogPage:
    """A page of lines. newer and older: the line from where the page beside this one begins, None at an end."""

    lines: tuple[LogLine, ...]
    newer: int | None
    older: int | None


@dataclass(frozen=True)
class Look:
    """On this day somebody of this organisation looked in this function, for this. Several lines are one look."""

    day: Any
    viewer_id: UUID
    organisation_id: UUID
    role: str
    purpose: str
    in_emergency: bool


def of_case(case_id: UUID) -> QuerySet[ReadLog]:
    """Every line about this case, for a read that judged already."""
    return ReadLog.objects.filter(case_ids__contains=[case_id])


def between(since: datetime, until: datetime) -> QuerySet[ReadLog]:
    """Every line of this time, the oldest first."""
    return ReadLog.objects.filter(at__gte=since, at__lt=until).order_by("pk")


def about_any(cases: QuerySet[Any, Any]) -> Exists:
    """The condition that a line is about at least one of these cases."""
    return Exists(cases.filter(_IsOneOf(F("pk"), OuterRef("case_ids"))))


def as_ldv(rows: QuerySet[ReadLog]) -> Iterator[str]:
    """These lines in the form of the Logboek Dataverwerkingen, fetched as they are written."""
    key = settings.LOG_SUBJECT_KEY or settings.SECRET_KEY
    writer = ldv.Writer(key.encode(), settings.LDV_REGISTER)
    columns = ("id", "at", "action", "purpose", "result", "people")
    for row in rows.values_list(*columns).iterator(chunk_size=FETCHED):
        yield from writer.lines(ldv.Act(*row))


class _IsOneOf(Func):
    """The first is one of the second, an array."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def page(rows: QuerySet[ReadLog], query: LogQuery) -> LogPage:
    """The page of these lines that is asked for, newest first."""
    rows = rows.filter(_asked(query))
    backward = query.before is not None
    if query.before is not None:
        rows = rows.filter(pk__gt=query.before).order_by("pk")
    else:
        rows = (rows.filter(pk__lt=query.after) if query.after is not None else rows).order_by("-pk")
    found = [_line(row) for row in rows[: PAGE + 1]]
    more, lines = len(found) > PAGE, found[:PAGE]
    if backward:
        lines.reverse()
    return LogPage(
        lines=tuple(lines),
        newer=lines[0].id if lines and (query.after is not None or (backward and more)) else None,
        older=lines[-1].id if lines and (backward or more) else None,
    )


def viewers_of(rows: QuerySet[ReadLog], most: int) -> list[UUID]:
    """Whoever has a line among these."""
    return list(rows.order_by("viewer_id").values_list("viewer_id", flat=True).distinct()[:most])


def looks_at(case_id: UUID, person_id: UUID, most: int) -> list[Look]:
    """When data about this person in this case was shown, newest first."""
    rows = of_case(case_id).filter(people__contains=[person_id], result=Result.SHOWN).annotate(day=TruncDate("at"))
    columns = ("day", "viewer_id", "organisation_id", "role", "purpose")
    in_emergency = Q(relations__has=Relation.BREAKS_GLASS.value)
    found = rows.annotate(in_emergency=in_emergency).order_by("-day", "organisation_id", "role", "purpose")
    return [Look(*row) for row in found.values_list(*columns, "in_emergency").distinct()[:most]]


def _asked(query: LogQuery) -> Q:
    asked = Q()
    if query.viewer_id:
        asked &= Q(viewer_id=query.viewer_id)
    if query.result:
        asked &= ~Q(result=Result.SHOWN) if query.result is not Result.SHOWN else Q(result=Result.SHOWN)
    if query.relation:
        asked &= Q(relations__has=query.relation)
    if query.since:
        asked &= Q(at__gte=query.since)
    if query.until:
        asked &= Q(at__lt=query.until)
    return asked


def _line(row: ReadLog) -> LogLine:
    return LogLine(
        id=row.pk,
        at=row.at,
        viewer_id=row.viewer_id,
        organisation_id=row.organisation_id,
        role=row.role,
        origin=row.origin,
        action=row.action,
        object=row.object,
        purpose=row.purpose,
        result=row.result,
        case_ids=tuple(row.case_ids),
        relations=tuple(row.relations),
        categories=tuple(row.categories),
        bases=tuple(row.bases),
    )
