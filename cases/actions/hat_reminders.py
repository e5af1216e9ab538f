"""Reminding people of a hat that stays on longer than they said: the wearer first, then who directs the process."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.actions import tasks, worklist
from cases.actions.refusals import NotAuthorised
from cases.models import Case, HatPeriod
from cases.record_terms import TaskKind
from cases.stappenplan import Step
from cases.working_days import add_working_days
from privacy.gate import entrance
from privacy.viewer import Origin, Viewer

DAYS_FOR_WEARER = 5  # working days, before who directs the process is asked too


@entrance
def remind_of_hats(*, viewer: Viewer, now: datetime) -> int:
    """Asks for every hat past its expected end. Returns how many hats that were. Twice is the same as once.

    Each case in a transaction of its own, under its lock: a long list holds nobody up.
    """
    if viewer.origin is not Origin.JOB:
        raise NotAuthorised
    overdue = HatPeriod.objects.filter(taken_off_at=None, expected_until__lt=timezone.localdate(now))
    cases = overdue.exclude(case__step=Step.CLOSED).order_by("case").values_list("case", flat=True).distinct()
    return sum(_remind(case_id, now) for case_id in list(cases))


@transaction.atomic
def _remind(case_id: UUID, now: datetime) -> int:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None or case.step == Step.CLOSED:  # erased or closed since the list was made
        return 0
    today = timezone.localdate(now)
    overdue = list(HatPeriod.objects.filter(case=case, taken_off_at=None, expected_until__lt=today))
    director = tasks.director_of(case)
    for period in overdue:
        until = period.expected_until or today  # the first: only hats with an end date can be overdue
        if period.wearer_id:
            tasks.ask(case, TaskKind.TAKE_OFF_HAT, of=period.wearer_id, about=period.pk, due_on=until, now=now)
        if director and add_working_days(until, DAYS_FOR_WEARER) < today:
            tasks.ask(case, TaskKind.TAKE_OFF_HAT, of=director, about=period.pk, due_on=today, now=now)
    worklist.refresh(case, now)
    return len(overdue)
