"""
My work: everything that asks something of this viewer now, in all cases together, with the reason why.

Here belong the rows and the hats that are worn. How a row is worded stands in work_rows, how a page groups them in its
view. Each row leads to the page where it is done. The cost is the same however many cases somebody has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Case as Choose
from django.db.models import Exists, JSONField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from cases.models import (
    Announcement,
    Case,
    CasePause,
    Contact,
    HatPeriod,
    MeetingReport,
    MonitoringAgreement,
    PlanAction,
    Scenario,
    StagnationSignal,
    Task,
)
from cases.reads import work_rows
from cases.reads.lists import MOST
from cases.reads.names import household_as_json
from cases.reads.scope import ASKED_FOR, BEFORE_TAKE_UP
from cases.reads.work_rows import MyHat, WorkCase, WorkRow
from cases.reads.worklist import entries_for
from cases.record_terms import ContactKind
from cases.stappenplan import Step
from cases.terms import ActionStatus, ScenarioCode
from privacy import law, log
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation, Standing, Verdict
from privacy.viewer import Viewer

# What holds for everyone of a municipality is no work of one person: it stands in the lists.
OF_EVERYONE = (Relation.TRIAGES, Relation.SAME_MUNICIPALITY)
MOST_ROWS = 200  # actions and tasks of one person that a page can still show


@dataclass(frozen=True)
class MyWork:
    """Everything that waits for this viewer, the most urgent first, and the hats this viewer wears.

    triage: how many cases wait for triage, None for who does not triage.
    """

    rows: tuple[WorkRow, ...]
    hats: tuple[MyHat, ...]
    triage: str | None
    today: date


@entrance
@transaction.atomic
def my_work(*, viewer: Viewer, purpose: Purpose, now: datetime) -> MyWork:
    """All that asks something of this viewer. One line in the read log for the whole page."""
    today = timezone.localdate(now)
    relations = _my_cases(viewer, purpose, now)
    verdicts = {
        case: law.judge(role=viewer.role, purpose=purpose, standing=Standing(ways)) for case, ways in relations.items()
    }
    cases = _details(relations, verdicts, now)
    worn = list(_hats(viewer, cases))
    rows = (
        *work_rows.of_actions(_actions(viewer, cases), cases, viewer.user_id, today),
        *work_rows.of_tasks(_tasks(viewer), cases, today),
        *work_rows.of_hats(worn, cases, today),
        *work_rows.of_cases(cases.values(), today),
    )
    log.record(
        viewer=viewer,
        action="my_work",
        purpose=purpose,
        case_ids=list(cases),
        verdict=_shown(verdicts.values()),
        relations=frozenset[Relation]().union(*relations.values()),
    )
    return MyWork(
        rows=work_rows.in_order(rows, cases.values(), today),
        hats=work_rows.my_hats(worn, cases, today),
        triage=_waiting_for_triage(viewer, now),
        today=today,
    )


def _my_cases(viewer: Viewer, purpose: Purpose, now: datetime) -> dict[UUID, frozenset[Relation]]:
    """The open cases with which this viewer has something to do in person."""
    entries = entries_for(viewer, purpose, now).exclude(relation__in=OF_EVERYONE).exclude(case__step=Step.CLOSED)
    relations: dict[UUID, set[Relation]] = {}
    for case, relation in entries.order_by("due_on", "case_id").values_list("case_id", "relation"):
        relations.setdefault(case, set()).add(Relation(relation))
    return {case: frozenset(ways) for case, ways in relations.items()}


def _details(
    relations: dict[UUID, frozenset[Relation]], verdicts: dict[UUID, Verdict], now: datetime
) -> dict[UUID, WorkCase]:
    """These cases with what waits in each of them, in one query."""
    here = Q(case=OuterRef("pk"))
    named = [case for case, verdict in verdicts.items() if DataCategory.IDENTITY_CONTACT in verdict.data]
    nobody = Value(None, output_field=JSONField())
    signals = StagnationSignal.objects.filter(here, answered_at=None).order_by("due_on")
    reviews = MonitoringAgreement.objects.filter(here, needed=True)
    meetings = MeetingReport.objects.filter(here, closed_at=None, date_open=False).order_by("planned_at")
    calls = Contact.objects.filter(here, kind=ContactKind.PULSE).order_by("-contacted_at")
    rows = Case.objects.filter(pk__in=list(relations)).annotate(
        household=Choose(When(pk__in=named, then=household_as_json()), default=None) if named else nobody,
        signal_due=Subquery(signals.values("due_on")[:1]),
        signal_id=Subquery(signals.values("pk")[:1]),
        review_on=Subquery(reviews.values("next_review_on")[:1]),
        calls_every=Subquery(reviews.values("interval_days")[:1]),
        called_at=Coalesce(Subquery(calls.values("contacted_at")[:1]), Subquery(reviews.values("changed_at")[:1])),
        meeting_at=Subquery(meetings.values("planned_at")[:1]),
        resume_on=Subquery(CasePause.objects.filter(here, resumed_at=None).values("resume_on")[:1]),
    )
    found = {row.pk: row for row in rows}
    return {
        case: work_rows.case_of(found[case], ways, verdicts[case]) for case, ways in relations.items() if case in found
    }


def _actions(viewer: Viewer, cases: dict[UUID, WorkCase]) -> QuerySet[PlanAction]:
    """What I am asked to do or do already; and where I direct, what others did not answer yet."""
    mine = Q(owner=viewer.user_id, status__in=ASKED_FOR)
    directed = [case.id for case in cases.values() if case.is_directed and case.sees_plan]
    waiting = Q(case__in=directed, status=ActionStatus.PROPOSED) & ~Q(owner=viewer.user_id)
    running = Scenario.objects.filter(plan=OuterRef("scenario__plan"), is_active=True)
    stopped = Q(Exists(running), scenario__code=ScenarioCode.A, scenario__is_active=False)
    found = PlanAction.objects.filter(mine | waiting, case__in=list(cases)).exclude(stopped)
    return found.select_related("scenario").order_by(Coalesce("due_on", Value(date.max)), "pk")[:MOST_ROWS]


def _tasks(viewer: Viewer) -> QuerySet[Task]:
    mine = Task.objects.filter(assignee=viewer.user_id, done_at=None).select_related("case")
    return mine.order_by("due_on", "pk")[:MOST_ROWS]


def _hats(viewer: Viewer, cases: dict[UUID, WorkCase]) -> QuerySet[HatPeriod]:
    """The hats that I wear, with the names of those who were told."""
    told = Announcement.objects.filter(hat_period=OuterRef("pk")).order_by("told_at", "pk")
    named = told.values_list(Coalesce("to_person__name", "to_party__organisation__name"))
    worn = HatPeriod.objects.filter(wearer=viewer.user_id, taken_off_at=None, case__in=list(cases))
    return (
        worn.select_related("handed_to", "handed_to_party__organisation", "handed_to_person")
        .annotate(told=ArraySubquery(named))
        .order_by("put_on_at", "pk")
    )


def _waiting_for_triage(viewer: Viewer, now: datetime) -> str | None:
    """Counted no further than a page says."""
    if not any(rule.relation is Relation.TRIAGES for rule in law.rules(viewer.role, Purpose.INTAKE)):
        return None
    queue = entries_for(viewer, Purpose.INTAKE, now).filter(relation=Relation.TRIAGES, case__step__in=BEFORE_TAKE_UP)
    count = queue[: MOST + 1].count()
    return f"{MOST}+" if count > MOST else str(count)


def _shown(verdicts: Iterable[Verdict]) -> Verdict:
    data: frozenset[DataCategory] = frozenset()
    bases: frozenset[str] = frozenset()
    for verdict in verdicts:
        data, bases = data | verdict.data, bases | verdict.bases
    shown = {DataCategory.PROGRESS, DataCategory.IDENTITY_CONTACT, DataCategory.PLAN_ACTIONS}
    return Verdict(data & shown, bases)
