"""
What is unusual in who looked, for who oversees how data is handled; the lines behind it; and the log to take along.

Unusual is no accusation: each row leads to its lines. From when on something is unusual stands in the settings. Of the
cases: only of the municipality of this viewer. Of people: whoever works there, and whoever looked in one of its cases.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from accounts import reads as accounts
from accounts.reads import UserCard
from cases.log_terms import BREAKS_GLASS
from cases.models import Case
from cases.reads.looked import LookedLine, in_words, people_of
from cases.reads.scope import CaseNotFound
from privacy import law, log
from privacy import reads as lines_of
from privacy.gate import entrance
from privacy.law import Purpose, Standing
from privacy.reads import LogQuery
from privacy.viewer import Origin, Viewer

MOST = 50  # rows of each kind


@dataclass(frozen=True)
class Unusual:
    """Somebody, when, how often, and in which case. viewer_id and at: where its lines are."""

    viewer_id: UUID
    who: str
    function: str
    organisation: str
    at: datetime
    count: int
    reference: str


@dataclass(frozen=True)
class PatternsPage:
    """What was unusual in the last days, by kind, the newest first."""

    days: int
    many: tuple[Unusual, ...]
    emergency: tuple[Unusual, ...]
    conflict: tuple[Unusual, ...]
    own_name: tuple[Unusual, ...]
    refused: tuple[Unusual, ...]
    many_from: int
    refused_from: int


@dataclass(frozen=True)
class LogLinesPage:
    """Lines of the log in this municipality. who: of whom alone, when one person was asked for."""

    lines: tuple[LookedLine, ...]
    who: str
    newer: int | None
    older: int | None


@entrance
@transaction.atomic
def open_patterns(*, viewer: Viewer, purpose: Purpose, now: datetime) -> PatternsPage:
    """What is unusual in this municipality. CaseNotFound for whoever oversees nothing."""
    standing = _overseeing(viewer, purpose)
    days = settings.LOG_PATTERN_DAYS
    asked = _asked(viewer, now - timedelta(days=days))
    found = {kind: _found(kind, asked) for kind in _PATTERNS}
    references = _references(viewer, {row[-1] for rows in found.values() for row in rows if row[-1]})
    _record(viewer, purpose, standing, action="open_patterns", case_ids=references)
    people = accounts.people_named(row[0] for rows in found.values() for row in rows)
    return PatternsPage(
        days=days,
        many_from=settings.LOG_MANY_CASES,
        refused_from=settings.LOG_MANY_REFUSALS,
        **{kind: tuple(_unusual(row, people, references) for row in rows) for kind, rows in found.items()},
    )


@entrance
@transaction.atomic
def open_log_lines(*, viewer: Viewer, purpose: Purpose, query: LogQuery, now: datetime) -> LogLinesPage:
    """The lines of this municipality that are asked for. CaseNotFound for whoever oversees nothing."""
    standing = _overseeing(viewer, purpose)
    since = query.since or now - timedelta(days=settings.LOG_PATTERN_DAYS)
    rows = _ours(viewer, since, query.until or now + timedelta(days=1))
    found = lines_of.page(rows, query)
    about = {case for line in found.lines for case in line.case_ids}
    references = _references(viewer, about)
    _record(viewer, purpose, standing, action="open_log_lines", case_ids=references)
    people = people_of(found.lines, [query.viewer_id] if query.viewer_id and found.lines else ())
    person = people.get(query.viewer_id) if query.viewer_id else None
    lines = in_words(found, people, references)
    return LogLinesPage(lines, person.name if person else "", found.newer, found.older)


@entrance
@transaction.atomic
def export_ldv(*, viewer: Viewer, purpose: Purpose, since: datetime, until: datetime) -> Iterator[str]:
    """The log of this municipality in the form of the Logboek Dataverwerkingen, as lines to send while they are read.

    CaseNotFound for whoever oversees nothing. Leaves a line about no case in particular: it is about all of them.
    """
    _record(viewer, purpose, _overseeing(viewer, purpose), action="export_ldv", case_ids=())
    return lines_of.as_ldv(_ours(viewer, since, until))


def _overseeing(viewer: Viewer, purpose: Purpose) -> Standing:
    """How this viewer stands to the cases of the municipality, when that is enough to read its log."""
    standing = Standing(frozenset(rule.relation for rule in law.rules(viewer.role, purpose)))
    if viewer.municipality_id is None or not law.reads_the_log(purpose, standing):
        raise CaseNotFound
    return standing


def _record(viewer: Viewer, purpose: Purpose, standing: Standing, *, action: str, case_ids: Collection[UUID]) -> None:
    log.record(
        viewer=viewer,
        action=action,
        purpose=purpose,
        case_ids=sorted(case_ids),
        verdict=law.judge(role=viewer.role, purpose=purpose, standing=standing),
        relations=standing.relations,
    )


def _cases(viewer: Viewer) -> QuerySet[Case]:
    return Case.objects.filter(municipality=viewer.municipality_id)


def _ours(viewer: Viewer, since: datetime, until: datetime) -> QuerySet[Any, Any]:
    """The lines of who works for this municipality, and those about its cases."""
    places = accounts.organisations_in(viewer.municipality_id) if viewer.municipality_id else ()
    return lines_of.between(since, until).filter(Q(organisation_id__in=places) | Q(lines_of.about_any(_cases(viewer))))


def _references(viewer: Viewer, case_ids: set[UUID]) -> dict[UUID, str]:
    return dict(_cases(viewer).filter(pk__in=case_ids).values_list("pk", "reference"))


def _asked(viewer: Viewer, since: datetime) -> dict[str, Any]:
    return {
        "since": since,
        "municipality": viewer.municipality_id,
        "places": list(accounts.organisations_in(viewer.municipality_id)) if viewer.municipality_id else [],
        "many": settings.LOG_MANY_CASES,
        "refusals": settings.LOG_MANY_REFUSALS,
        "breaks_glass": BREAKS_GLASS,
        "import": Origin.IMPORT.value,
        "most": MOST,
    }


def _found(kind: str, asked: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_PATTERNS[kind], asked)
        return list(cursor.fetchall())


def _unusual(row: tuple[Any, ...], people: Mapping[UUID, UserCard], references: Mapping[UUID, str]) -> Unusual:
    viewer_id, at, count, case_id = row
    person = people.get(viewer_id)
    return Unusual(
        viewer_id=viewer_id,
        who=person.name if person else "",
        function=law.Role(person.role).label if person else "",
        organisation=person.organisation if person else "",
        at=at,
        count=count,
        reference=references.get(case_id, ""),
    )


_OURS = """
FROM privacy_readlog e LEFT JOIN cases_case c ON c.id = e.case_ids[1]
WHERE e.at >= %(since)s AND e.origin <> %(import)s
AND (e.organisation_id = ANY (%(places)s) OR c.municipality_id = %(municipality)s)
"""
_ONE_CASE = "AND e.result = 'shown' AND cardinality(e.case_ids) = 1 AND c.municipality_id = %(municipality)s"
_BY_CASE = "GROUP BY e.viewer_id, e.case_ids[1] ORDER BY max(e.at) DESC LIMIT %(most)s"
_PATTERNS = {
    "many": f"""
        SELECT e.viewer_id, date_trunc('hour', e.at) AS hour, count(DISTINCT e.case_ids[1]), NULL
        {_OURS} {_ONE_CASE}
        GROUP BY e.viewer_id, hour HAVING count(DISTINCT e.case_ids[1]) >= %(many)s ORDER BY hour DESC LIMIT %(most)s
    """,
    "emergency": f"""
        SELECT e.viewer_id, max(e.at), count(*), e.case_ids[1] {_OURS} {_ONE_CASE}
        AND %(breaks_glass)s = ANY (string_to_array(e.relations, ' ')) {_BY_CASE}
    """,
    # Hats that do not go together: the wearer wrote down how to deal with that, or a manager allowed it with a reason.
    "conflict": f"""
        SELECT e.viewer_id, max(e.at), count(*), e.case_ids[1] {_OURS} {_ONE_CASE}
        AND EXISTS (
            SELECT FROM cases_hatperiod h WHERE h.case_id = e.case_ids[1] AND h.wearer_id = e.viewer_id
            AND (h.mitigation <> '' OR h.override_reason <> '')
        ) {_BY_CASE}
    """,
    "own_name": f"""
        SELECT e.viewer_id, max(e.at), count(*), e.case_ids[1] {_OURS} {_ONE_CASE}
        AND EXISTS (
            SELECT FROM cases_householdmember m JOIN cases_person p ON p.id = m.person_id
            JOIN accounts_user u ON lower(u.name) = lower(p.name)
            WHERE m.case_id = e.case_ids[1] AND u.id = e.viewer_id
        ) {_BY_CASE}
    """,
    "refused": f"""
        SELECT e.viewer_id, date_trunc('hour', e.at) AS hour, count(*), NULL {_OURS} AND e.result <> 'shown'
        GROUP BY e.viewer_id, hour HAVING count(*) >= %(refusals)s ORDER BY hour DESC LIMIT %(most)s
    """,
}
