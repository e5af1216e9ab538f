"""
A yes that ends by itself on a birthday, announced in time; and somebody of a case who turns 18.

What rests on a representative ends on the 12th, 16th or 18th birthday (domain.md 6.2). Nothing has to run for that: the
last day is kept with the consent. What runs every day only asks who directs the process, in time, to ask again.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import tasks
from cases.actions.locked import CONSENT_TAKERS, case_to_change
from cases.actions.refusals import NotAuthorised, NotPossible
from cases.models import Case, Consent, Task
from cases.reads.birthdays import ADULT, comes_of_age, minors_in
from cases.record_terms import TaskKind
from cases.stappenplan import Step
from privacy.birthdays import BIRTHDAYS
from privacy.gate import entrance
from privacy.months import add_months
from privacy.viewer import Origin, Viewer

ANNOUNCED = (TaskKind.CONSENT_ENDS, TaskKind.COMING_OF_AGE)


@entrance
def announce_birthdays(*, viewer: Viewer, now: datetime) -> int:
    """Asks who directs, for every consent that ends on a birthday soon and everybody who turns 18. How many there are.

    Each case in a transaction of its own, under its lock. Twice is the same as once, and what was handled stays so.
    """
    if viewer.origin is not Origin.JOB:
        raise NotAuthorised
    today = timezone.localdate(now)
    of_consents = Consent.objects.filter(_ending(today)).values_list("case", flat=True)
    cases = {*of_consents, *minors_in(None, today).values_list("case", flat=True)}
    closed = Case.objects.filter(pk__in=cases, step=Step.CLOSED).values_list("pk", flat=True)
    return sum(_announce(case_id, now) for case_id in sorted(cases - set(closed)))


@entrance
@transaction.atomic
def birthday_handled(*, viewer: Viewer, reference: str, subject: UUID, now: datetime) -> None:
    """Who works on the case saw to it: what was announced about this consent, or this person, is not asked again."""
    case = case_to_change(viewer, reference, now, CONSENT_TAKERS)
    if not Task.objects.filter(case=case, kind__in=ANNOUNCED, subject=subject, done_at=None).exists():
        raise NotPossible(_("Dit is al geregeld."))
    tasks.done(case, ANNOUNCED, about=subject, now=now)


def _ending(today: date) -> Q:
    """What ends on a birthday that is near, and did not end yet."""
    soon = Q()
    for age in BIRTHDAYS:
        near = add_months(today, settings.MONTHS_BEFORE_BIRTHDAY[age]) - timedelta(days=1)
        soon |= Q(ends_at_age=age, valid_until__lte=near)
    return soon & Q(valid_until__gte=today, given_on__isnull=False, withdrawn_at=None)


@transaction.atomic
def _announce(case_id: UUID, now: datetime) -> int:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None or case.step == Step.CLOSED:  # erased or closed since the list was made
        return 0
    today = timezone.localdate(now)
    ending = Consent.objects.filter(_ending(today), case=case).values_list("pk", "valid_until")
    announced = [(TaskKind.CONSENT_ENDS, consent, last or today) for consent, last in ending]
    for row in minors_in(case, today).select_related("person"):
        on = comes_of_age(row.person)
        if on is not None and today < on <= add_months(today, settings.MONTHS_BEFORE_BIRTHDAY[ADULT]):
            announced.append((TaskKind.COMING_OF_AGE, row.person_id, on))
    for kind, subject, by in announced:
        _ask_once(case, kind, subject, by, now)
    return len(announced)


def _ask_once(case: Case, kind: TaskKind, subject: UUID, by: date, now: datetime) -> None:
    """Asked and handled before: not asked again, whoever directs by now."""
    if not Task.objects.filter(case=case, kind=kind, subject=subject, done_at__isnull=False).exists():
        tasks.ask_director(case, kind, about=subject, due_on=by, now=now)
