"""Is somebody known already? Asked before a person or a case is made, so that nothing lies on two tables.

Being known is itself personal data. Only people in cases of which the law gives this viewer the names are looked at,
and an answer without anybody reads the same whoever is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from cases.models import HatPeriod, HouseholdMember, Person, WorklistEntry
from cases.reads.names import members_called, words_of
from cases.reads.scope import DIRECTING
from cases.reads.worklist import entries_for, ranges_for
from cases.stappenplan import Step
from privacy import law, log
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation, Standing, Verdict
from privacy.viewer import Viewer

MOST = 40  # places in a case that are looked at; who finds more asks more precisely
SHORTEST = 2  # letters


@dataclass(frozen=True)
class KnownIn:
    """A case in which somebody is known. may_open: whether this viewer may open its page."""

    reference: str
    step: str
    is_open: bool
    director: str
    may_open: bool


@dataclass(frozen=True)
class FoundPerson:
    """Somebody who is known, with what tells namesakes apart."""

    id: UUID
    name: str
    age: str
    cases: tuple[KnownIn, ...]

    @property
    def is_at_a_table(self) -> bool:
        """Somebody works on a case of this person now."""
        return any(case.is_open for case in self.cases)


@dataclass(frozen=True)
class Found:
    """Who was found. looked: whether there was enough to look for."""

    people: tuple[FoundPerson, ...] = ()
    looked: bool = False
    more: bool = False


@dataclass(frozen=True)
class Looked:
    """By which page of which case somebody was looked for, and what the law said of that."""

    action: str
    purpose: Purpose
    case_id: UUID
    relations: frozenset[Relation]
    verdict: Verdict


@entrance
@transaction.atomic
def find_known(*, viewer: Viewer, purpose: Purpose, words: str, now: datetime) -> Found:
    """The people of this name in cases that this viewer may know of for this purpose."""
    asked = words_of(words)
    if max(map(len, asked), default=0) < SHORTEST:
        return Found()
    entries, relations, verdict = _with_names(viewer, purpose, now)
    rows = _with_cases(members_called(asked), entries, viewer, now)
    cases = list(dict.fromkeys(row.case_id for row in rows))
    shown = verdict.data & {DataCategory.PROGRESS, DataCategory.IDENTITY_CONTACT}
    log.record(
        viewer=viewer,
        action="find_known",
        purpose=purpose,
        case_ids=cases,
        verdict=Verdict(shown, verdict.bases),
        relations=relations,
        people={row.person_id for row in rows},
    )
    return Found(_people(rows[:MOST]), looked=True, more=len(rows) > MOST)


def found_in(people: QuerySet[Person], *, viewer: Viewer, looked: Looked, now: datetime) -> Found:
    """These people in the cases of which this viewer may know the names. For reads among themselves.

    looked: by which page; the line in the read log is written here, also when nobody was found.
    """
    entries, _relations, _verdict = _with_names(viewer, Purpose.DIRECTION, now)
    rows = _with_cases(HouseholdMember.objects.filter(person__in=people), entries, viewer, now)
    log.record(
        viewer=viewer,
        action=looked.action,
        purpose=looked.purpose,
        case_ids=list(dict.fromkeys([looked.case_id, *(row.case_id for row in rows)])),
        verdict=looked.verdict,
        relations=looked.relations,
        people={row.person_id for row in rows},
    )
    return Found(_people(rows[:MOST]), looked=True)


def _with_cases(
    members: QuerySet[HouseholdMember], entries: QuerySet[WorklistEntry], viewer: Viewer, now: datetime
) -> list[Any]:
    """Their places in those cases, with who directs there and whether it can be opened."""
    open_to_me = entries_for(viewer, Purpose.DIRECTION, now).filter(case=OuterRef("case"))
    directs = HatPeriod.objects.filter(DIRECTING, case=OuterRef("case"), taken_off_at=None).values("wearer__name")
    places = members.filter(case__in=entries.values("case")).select_related("person", "case")
    places = places.annotate(may_open=Exists(open_to_me), director=Subquery(directs[:1]))
    return list(places.order_by("person__name", "person", "-case__opened_at")[: MOST + 1])


def _with_names(
    viewer: Viewer, purpose: Purpose, now: datetime
) -> tuple[QuerySet[WorklistEntry], set[Relation], Verdict]:
    """The entries through which the law gives names, by which relations, and what it says of them."""
    relations: set[Relation] = set()
    ranges = []
    for relation, entries in ranges_for(viewer, purpose, now).items():
        verdict = law.judge(role=viewer.role, purpose=purpose, standing=Standing(frozenset({relation})))
        if DataCategory.IDENTITY_CONTACT in verdict.data:
            relations.add(relation)
            ranges.append(entries)
    verdict = law.judge(role=viewer.role, purpose=purpose, standing=Standing(frozenset(relations)))
    return reduce(or_, ranges, WorklistEntry.objects.none()), relations, verdict


def _people(rows: list[Any]) -> tuple[FoundPerson, ...]:
    places: dict[UUID, list[Any]] = {}
    for row in rows:
        places.setdefault(row.person_id, []).append(row)
    return tuple(
        FoundPerson(
            id=person,
            name=those[0].person.name,
            age=_age(those[0].person),
            cases=tuple(_known_in(row) for row in those),
        )
        for person, those in places.items()
    )


def _age(person: Any) -> str:
    if person.birth_on:
        return _("geboren %(day)s") % {"day": f"{person.birth_on:%d-%m-%Y}"}
    return _("%(years)s jaar") % {"years": person.age} if person.age is not None else ""


def _known_in(row: Any) -> KnownIn:
    step = Step(row.case.step)
    return KnownIn(row.case.reference, step.label, step != Step.CLOSED, row.director or "", row.may_open)
