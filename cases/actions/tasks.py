"""What the system asks of someone, with a date, and that it was done. For actions among themselves."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from cases.models import Case, HatPeriod, Task
from cases.reads.scope import DIRECTING
from cases.record_terms import TaskKind


def ask(case: Case, kind: TaskKind, *, of: UUID, about: UUID | None, due_on: date, now: datetime) -> None:
    """Asks someone to do this. Asked before and not done yet: nothing changes, so that asking twice is harmless."""
    Task.objects.get_or_create(
        case=case, kind=kind, assignee_id=of, subject=about, done_at=None, defaults={"due_on": due_on, "made_at": now}
    )


def ask_director(case: Case, kind: TaskKind, *, about: UUID, due_on: date, now: datetime) -> None:
    """A task for who directs the process. Before take-up there is nobody yet: then the date of the item itself asks."""
    if director := director_of(case):
        ask(case, kind, of=director, about=about, due_on=due_on, now=now)


def director_of(case: Case) -> UUID | None:
    """Who directs the process now: at most one (R-HAT-8)."""
    worn = HatPeriod.objects.filter(DIRECTING, case=case, taken_off_at=None)
    return worn.values_list("wearer", flat=True).first()


def done(case: Case, kinds: tuple[TaskKind, ...], *, about: UUID, now: datetime, of: UUID | None = None) -> None:
    """What was asked about this hat, signal or decision is done; only of one person when that is named."""
    tasks = Task.objects.filter(case=case, kind__in=kinds, subject=about, done_at=None)
    (tasks.filter(assignee=of) if of else tasks).update(done_at=now)
