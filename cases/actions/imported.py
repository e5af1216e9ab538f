"""
Keeping where an imported case came from, and what of its file is not used yet; and looking at where it arrived.

Only for the import. Not here: replaying a case file, which goes through the ordinary actions (regie.casefile).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.actions import worklist
from cases.actions.handovers import locked_unseen
from cases.actions.refusals import NotAuthorised
from cases.models import HouseholdMember, ImportedCase, Party, PlanAction, Statement, Task
from cases.reads.decided import running
from cases.shareable import tables
from privacy.gate import entrance
from privacy.viewer import Origin, Viewer


@dataclass(frozen=True)
class ImportRecord:
    """source: the municipality of the file; key: the id of the case in it; unused: fields kept as they stood there."""

    source: str
    key: str
    digest: str
    unused: Mapping[str, Any]


@dataclass(frozen=True)
class Arrived:
    """Where a case stands when its file has been replayed, and how much came along. Numbers, no names."""

    step: str
    cycle: int
    people: int
    parties: int
    actions: int


@entrance
@transaction.atomic
def release_what_was_shared(*, viewer: Viewer, reference: str, now: datetime) -> None:
    """What a file says was shared was given by who had it: so the first key was turned, on the day of the decision.

    Not of what was said at a table: whoever was in the room heard it there, and of others the file says nothing.
    """
    if viewer.origin is not Origin.IMPORT:
        raise NotAuthorised
    case = locked_unseen(reference)
    decided = case.sharing.filter(running(now))
    for decision in decided.exclude(recipients=[]):
        for model in tables().values():
            at_no_table: dict[str, Any] = {"meeting_id": None} if model is Statement else {}
            rows = model.objects.filter(case=case, released_at=None, category__in=decision.categories, **at_no_table)
            rows.filter(about__contained_by=decision.about).update(
                released_at=decision.decided_at, released_by=decision.decided_by_id
            )


@entrance
@transaction.atomic
def record_import(*, viewer: Viewer, reference: str, record: ImportRecord, now: datetime) -> Arrived:
    """Marks a case as read from a file. now: the moment of importing.

    Looks the case up for the import itself and not for a person of the file: who that is may have left the case by
    now. What the system asked of people for days that have passed is not asked any more.
    """
    if viewer.origin is not Origin.IMPORT:
        raise NotAuthorised
    case = locked_unseen(reference)
    ImportedCase.objects.create(
        source=record.source,
        key=record.key,
        digest=record.digest,
        case=case,
        unused=dict(record.unused),
        imported_at=now,
    )
    Task.objects.filter(case=case, done_at=None, due_on__lt=timezone.localdate(now)).update(done_at=now)
    worklist.refresh(case, now)
    return Arrived(
        step=case.step,
        cycle=case.cycle_number,
        people=HouseholdMember.objects.filter(case=case).count(),
        parties=Party.objects.filter(case=case).count(),
        actions=PlanAction.objects.filter(case=case).count(),
    )
