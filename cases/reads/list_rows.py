"""What a list shows of one case: ready words, and names only for the cases of which they may be seen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case as Choose
from django.db.models import Exists, JSONField, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.dutch.days import Due, due, since
from cases.hats import Hat
from cases.models import Case, CasePause, HatPeriod, Report, StagnationSignal
from cases.reads.due import NEVER
from cases.reads.names import household_as_json, short_names
from cases.reads.scope import BEFORE_TAKE_UP, DIRECTING
from cases.stappenplan import Step
from cases.terms import Urgency
from privacy.law import Relation

HAT_OF_RELATION = {
    Relation.DIRECTS_PROCESS: Hat.PROCESS_DIRECTION,
    Relation.ADVISES: Hat.PROCESS_DIRECTION,
    Relation.DIRECTS_CASE: Hat.CASE_DIRECTION,
    Relation.INQUIRES: Hat.INQUIRY,
    Relation.ASSISTS: Hat.ASSISTANCE,
    Relation.DECIDES: Hat.DECISION,
    Relation.FOLLOWS: Hat.MONITORING,
}
# How somebody stands to a case, as a list says it. What holds for a whole municipality is no news in its own list.
IN_WORDS = {relation: hat.label for relation, hat in HAT_OF_RELATION.items()} | {
    Relation.ADVISES: gettext_lazy("advies over het proces"),
    Relation.TAKES_PART: gettext_lazy("partij"),
    Relation.REPORTED: gettext_lazy("melder"),
    Relation.ASKED: gettext_lazy("actie"),
}
# Before the first meeting closes nobody has to keep the overview yet.
WITHOUT_KEEPER = (*BEFORE_TAKE_UP, Step.INFORMATION, Step.INVITATION, Step.CLOSED)


NOBODY = Value(None, output_field=JSONField())


@dataclass(frozen=True)
class Way:
    """How the viewer stands to a case: the hat with its code, or in words when it is no hat."""

    code: str
    label: str


@dataclass(frozen=True)
class CaseRow:
    """One line of a list. names is empty where they may not be seen; due is None when nothing waits."""

    reference: str
    names: str
    step: str
    step_code: str
    cycle: str
    since: Due
    due: Due | None
    mine: tuple[Way, ...]
    director: str
    keeper: str
    lacks_keeper: bool
    has_signal: bool
    assists_too_long: bool
    urgency: str
    paused_until: date | None
    is_closed: bool


def details_of(
    cases: Collection[UUID], with_names: Collection[UUID], with_report: Collection[UUID], now: datetime
) -> dict[UUID, Case]:
    """These cases with all that a row shows, in one query. Names and reports of others do not leave the database."""
    here = Q(case=OuterRef("pk"))
    worn = HatPeriod.objects.filter(here, taken_off_at=None)
    keeper = worn.filter(hat=Hat.CASE_DIRECTION, accepted_at__isnull=False)
    overdue = worn.filter(hat=Hat.ASSISTANCE, expected_until__lt=timezone.localdate(now))
    named = Choose(When(pk__in=list(with_names), then=household_as_json()), default=None) if with_names else NOBODY
    rows = Case.objects.filter(pk__in=cases).annotate(
        household=named,
        director=Subquery(worn.filter(DIRECTING).values("wearer__name")[:1]),
        keeper=Subquery(keeper.values("wearer__name")[:1]),
        is_kept=Exists(keeper),
        has_signal=Exists(StagnationSignal.objects.filter(here, answered_at=None)),
        assists_too_long=Exists(overdue),
        urgency=Subquery(Report.objects.filter(here, case__in=with_report).order_by("made_at").values("urgency")[:1]),
        paused_until=Subquery(CasePause.objects.filter(here, resumed_at=None).values("resume_on")[:1]),
    )
    return {row.pk: row for row in rows}


def row_of(case: Any, relations: frozenset[Relation], today: date) -> CaseRow:
    """One row, in words. case: with the columns of the query above. relations: through which this viewer sees it."""
    return CaseRow(
        reference=case.reference,
        names=short_names(case.household),
        step=Step(case.step).label,
        step_code=case.step,
        cycle=_("ronde %(cycle)s") % {"cycle": case.cycle_number} if case.cycle_number > 1 else "",
        since=since(case.step_since, today=today),
        due=due(case.due_on, today=today) if case.due_on != NEVER else None,
        mine=tuple(_way(relation) for relation in Relation if relation in relations and relation in IN_WORDS),
        director=case.director or "",
        keeper=case.keeper or "",
        lacks_keeper=not case.is_kept and case.step not in WITHOUT_KEEPER,
        has_signal=case.has_signal,
        assists_too_long=case.assists_too_long,
        urgency=_urgency(case.urgency) if case.step in BEFORE_TAKE_UP else "",
        paused_until=case.paused_until,
        is_closed=case.step == Step.CLOSED,
    )


def _urgency(code: str | None) -> str:
    return Urgency(code).label if code and Urgency(code) is not Urgency.NORMAL else ""


def _way(relation: Relation) -> Way:
    hat = HAT_OF_RELATION.get(relation)
    return Way(hat.value if hat else "", str(IN_WORDS[relation]))
