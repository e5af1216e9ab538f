"""What would go when somebody, or a whole case, is erased; and what keeps that from happening.

A person: for who directs the case. A case: for the manager, in numbers, because a manager knows no resident.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Q, QuerySet, Value
from django.utils import timezone

from accounts.dutch.days import dutch_day
from cases.item import NOBODY, Item, item_tables
from cases.models import Case, Closure, HouseholdMember
from cases.names_in_text import parts_of
from cases.reads import scope, shell
from cases.reads.item_names import name_of
from cases.reads.naming import NamedText, named_texts, not_read, rewritable
from cases.reads.reach import seen
from cases.reads.scope import CaseNotFound
from cases.reads.shell import CaseShell, Opened
from cases.standing import DIRECTORS, keepers_of
from cases.stappenplan import Step
from privacy import log
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Going:
    """So many things of one kind go."""

    name: str
    count: int


@dataclass(frozen=True)
class KeptItem:
    """Something that must be kept, with the reason, where that is mended. may_open: whether this viewer mends it."""

    table: str
    id: UUID
    name: str
    reason: str
    since: str
    may_open: bool


@dataclass(frozen=True)
class ErasePersonPage:
    """What goes with a person. shared: how many things are about others too, so that only the link goes."""

    shell: CaseShell
    person_id: UUID
    name: str
    going: tuple[Going, ...]
    shared: int
    kept: tuple[KeptItem, ...]
    texts: tuple[NamedText, ...]
    words: tuple[str, ...]
    not_read: str

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The texts that can be rewritten, to choose from."""
        return rewritable(self.texts)


@dataclass(frozen=True)
class EraseCasePage:
    """What goes with a case, in numbers. ends: until when its file is kept; empty while it did not close."""

    reference: str
    step: str
    items: int
    held: int
    held_since: str
    is_closed: bool
    ends: str
    is_over: bool


@entrance
@transaction.atomic
def open_erase_person(
    *, viewer: Viewer, purpose: Purpose, reference: str, person_id: UUID, now: datetime
) -> ErasePersonPage:
    """One person of this case, for who directs it. CaseNotFound when nobody here has this id."""
    opened = shell.open_page(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_erase_person", people=[person_id]
    )
    member = HouseholdMember.objects.filter(case=opened.case, person=person_id).select_related("person").first()
    if member is None or not opened.may(DIRECTORS) or not opened.sees(DataCategory.IDENTITY_CONTACT):
        raise CaseNotFound(reference)
    about = list(_about(opened, person_id))
    others = HouseholdMember.objects.filter(case=opened.case).exclude(person=person_id)
    words = parts_of(member.person.name, others=others.values_list("person__name", flat=True))
    others_in = [set(row["about"]) - {person_id, NOBODY} for row in about]
    alone = Counter(name_of(row["table"]) for row, shared in zip(about, others_in, strict=True) if not shared)
    return ErasePersonPage(
        shell=opened.shell,
        person_id=person_id,
        name=member.person.name,
        going=tuple(Going(name, count) for name, count in sorted(alone.items())),
        shared=sum(bool(shared) for shared in others_in),
        kept=tuple(_kept(opened, row) for row in about if row["held_at"]),
        texts=named_texts(opened.case, opened.standing.relations, opened.verdict, words, now),
        words=words,
        not_read=not_read(opened.standing.relations),
    )


@entrance
@transaction.atomic
def open_erase_case(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> EraseCasePage:
    """One case in numbers, for its manager. CaseNotFound when absent or forbidden."""
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    log.record(
        viewer=viewer,
        action="open_erase_case",
        purpose=purpose,
        case_ids=[case.pk],
        verdict=verdict,
        relations=standing.relations,
    )
    rows = list(_all(case))
    held = [row["held_at"] for row in rows if row["held_at"]]
    today = timezone.localdate(now)
    ends = Closure.objects.filter(case=case).order_by("-cycle").values_list("retention_ends_on", flat=True).first()
    is_closed = case.step == Step.CLOSED
    return EraseCasePage(
        reference=case.reference,
        step=Step(case.step).label,
        items=len(rows),
        held=len(held),
        held_since=dutch_day(min(held), today=today) if held else "",
        is_closed=is_closed,
        ends=dutch_day(ends, today=today) if is_closed and ends else "",
        is_over=is_closed and ends is not None and ends <= today,
    )


def _about(opened: Opened, person_id: UUID) -> QuerySet[Any, Any]:
    """Every item of this case that is about this person, as far as the law gives it. In one query."""
    return _union(seen(opened.verdict), case=opened.case, about__contains=[person_id])


def _all(case: Case) -> QuerySet[Any, Any]:
    return _union(case=case)


def _union(*what: Q, **conditions: Any) -> QuerySet[Any, Any]:
    first, *others = (_rows(model, label).filter(*what, **conditions) for label, model in sorted(item_tables().items()))
    return first.union(*others, all=True)


def _rows(model: type[Item], label: str) -> QuerySet[Any, Any]:
    columns = ("pk", "about", "held_at", "hold_reason")
    found: QuerySet[Any, Any] = model._default_manager.order_by()
    return found.values(*columns, table=Value(label, output_field=CharField()))


def _kept(opened: Opened, row: dict[str, Any]) -> KeptItem:
    since = dutch_day(row["held_at"], today=opened.shell.today)
    may_open = opened.may(keepers_of(row["table"]))
    return KeptItem(row["table"], row["pk"], name_of(row["table"]), row["hold_reason"], since, may_open)
