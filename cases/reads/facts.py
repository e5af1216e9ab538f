"""
Looking up the facts for the guards: everything about one case in one query.

Each fact is an expression on Case, grouped by noun below; "in this round" is confirmed_cycle = the cycle of the case.
For reads and actions among themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg, StringAgg
from django.db.models import Count, Exists, F, Func, IntegerField, Model, OuterRef, Q, Subquery, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.kinds import Kind as OrganisationKind
from cases.facts import Facts
from cases.hats import Hat
from cases.meeting_terms import ParticipationForm
from cases.models import (
    Analysis,
    Announcement,
    Case,
    Closure,
    Evaluation,
    EvaluationAnswer,
    Goal,
    HandoverRefusal,
    HatPeriod,
    HouseholdMember,
    LifeDomainEntry,
    MeetingReport,
    MonitoringAgreement,
    Objection,
    Party,
    Perspective,
    PlanAction,
    PlanCopy,
    PlanOfApproach,
    ProcessingPurpose,
    ScalingDecision,
    ScenarioTrigger,
    SolutionDirection,
    StagnationSignal,
    Statement,
    StepTransition,
    StepZeroCheck,
    TriageDecision,
)
from cases.reads.conflicts import WornHat, blocked_hats, hats_worn
from cases.reads.scope import DIRECTING
from cases.record_terms import AnswerBy, Involvement
from cases.statements import Kind
from cases.terms import ActionStatus, EvaluationKind, ScenarioCode, SignalBy
from privacy.compiled import SOME_CASE, Lookup, written

STAFF = (OrganisationKind.MUNICIPALITY, OrganisationKind.MUNICIPAL_DEPARTMENT, OrganisationKind.WORK_INCOME)
AGREED = (ActionStatus.ACCEPTED, ActionStatus.IN_PROGRESS, ActionStatus.DONE)
SETTLED = (*AGREED, ActionStatus.DROPPED)
FACT, BESIDE = "f_", "b_"  # before the names in the query, so that neither is taken for a column of the case
LEFT_EVALUATION = ("T29", "T32")
Condition = Q | Combinable


def _of_case(model: type[Model], *conditions: Condition, **lookups: Any) -> Any:
    return model.objects.filter(*conditions, case=OuterRef("pk"), **lookups)  # type: ignore[attr-defined]


def _count(model: type[Model], *conditions: Condition, **lookups: Any) -> Coalesce:
    rows = _of_case(model, *conditions, **lookups).order_by().values("case").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(rows, output_field=IntegerField()), Value(0))


def _in_round(model: type[Model], *conditions: Condition, **lookups: Any) -> Coalesce:
    return _count(model, *conditions, confirmed_cycle=OuterRef("cycle_number"), **lookups)


def _is(model: type[Model], *conditions: Condition, **lookups: Any) -> Exists:
    return Exists(_of_case(model, *conditions, **lookups))


def _first(queryset: Any, column: str) -> Subquery:
    return Subquery(queryset.values(column)[:1])


def _without(model: type[Model], child: type[Model], link: str, **lookups: Any) -> Coalesce:
    """How many rows of this round have no child row of this round."""
    children = child.objects.filter(  # type: ignore[attr-defined]
        **{link: OuterRef("pk")}, confirmed_cycle=OuterRef("confirmed_cycle")
    )
    return _in_round(model, ~Exists(children), **lookups)


def _question_and_triage() -> dict[str, Any]:
    latest = _of_case(TriageDecision, confirmed_cycle=OuterRef("cycle_number")).order_by("-made_at")
    return {
        "questions": _count(Statement, kind=Kind.QUESTION),
        "triage_outcome": Coalesce(_first(latest, "outcome"), Value("")),
        "purposes": _count(ProcessingPurpose),
        "purposes_without_task": _count(ProcessingPurpose, task=""),
        "step_zero_checked": _is(StepZeroCheck),
    }


def _hats() -> dict[str, Any]:
    directing = Q(hat_period__hat=Hat.PROCESS_DIRECTION, hat_period__taken_off_at=None)
    told = Announcement.objects.filter(directing, hat_period__case=OuterRef("pk"))

    def told_to(column: str) -> Coalesce:
        rows = told.filter(**{f"{column}__isnull": False}).order_by().values("hat_period__case")
        return Coalesce(
            Subquery(rows.annotate(n=Count(column, distinct=True)).values("n"), output_field=IntegerField()), Value(0)
        )

    overview = Q(hat=Hat.CASE_DIRECTION, taken_off_at=None, accepted_at__isnull=False)
    to_come_off = Q(hat__in=[Hat.INQUIRY, Hat.ASSISTANCE, Hat.DECISION], taken_off_at=None)
    return {
        "process_directors": _count(HatPeriod, DIRECTING, taken_off_at=None),
        "household_told": told_to("to_person"),
        "parties_told": told_to("to_party"),
        "case_directors": _count(HatPeriod, overview),
        "case_directors_without_contact": _count(HatPeriod, overview, wearer_person__isnull=False, call_contact=None),
        "staff_hats": _count(HatPeriod, to_come_off, wearer__organisation__kind__in=STAFF),
    }


def _parties_and_meetings() -> dict[str, Any]:
    # The one that runs, else the first that is planned: one that never came to be does not stand in its way.
    now_or_next = (F("opened_at").desc(nulls_last=True), "planned_at")
    current = _of_case(MeetingReport, closed_at=None, cycle=OuterRef("cycle_number")).order_by(*now_or_next)
    since = Q(closed_at=None) | Q(closed_at__gte=OuterRef("analysis_since"))
    latest = _of_case(MeetingReport, since, opened_at__isnull=False).order_by("-opened_at")
    closed = _of_case(MeetingReport, closed_at__gte=OuterRef("analysis_since")).order_by().values("case")
    # As one text: PostgreSQL gathers no arrays of different lengths, and one meeting covers more than another.
    letters = Func("covers", Value(""), function="array_to_string", output_field=TextField())
    return {
        "parties": _count(Party),
        "parties_undecided": _count(Party, consultation=None),
        "meeting_planned": Exists(current),
        "meeting_open": Exists(current.filter(opened_at__isnull=False)),
        "question_confirmed": Exists(current.filter(opened_at__isnull=False, question_confirmed_at__isnull=False)),
        "purposes_read": Exists(current.filter(opened_at__isnull=False, purposes_read_at__isnull=False)),
        **{
            name: Coalesce(_first(current, name), Value(0))
            for name in (
                "invited",
                "without_reason",
                "professionals",
                "group_limit",
                "residents",
                "residents_unarranged",
            )
        },
        **{name: Coalesce(_first(latest, name), Value(0)) for name in ("present", "waiting")},
        "open_new_facts": _count(MeetingReport, cycle=OuterRef("cycle_number"), open_new_facts__gt=0),
        "covered": Subquery(closed.annotate(all=StringAgg(letters, delimiter="")).values("all")),
        "minutes_waiting": _count(MeetingReport, closed_at__gte=OuterRef("analysis_since"), minutes_shared_at=None),
    }


def _picture_and_goals() -> dict[str, Any]:
    nobody = Q(proposed_by_party=None, proposed_by_person=None, proposed_by_name="")
    return {
        "analysis_chosen": _is(Analysis, confirmed_cycle=OuterRef("cycle_number")),
        "analysis_entries": _in_round(LifeDomainEntry),
        "objections": _count(Objection, resolved_at=None),
        "perspectives": _in_round(Perspective),
        "perspectives_with_resident": _in_round(Perspective, ~Q(with_resident=ParticipationForm.DECLINED)),
        "perspectives_with_treatment": _in_round(Perspective, ~Q(named_treatment=""), own_words_reason=""),
        "perspectives_without_goal": _without(Perspective, Goal, "perspective"),
        "goals_without_direction": _without(Goal, SolutionDirection, "goal"),
        "directions_without_proposer": _in_round(SolutionDirection, nobody),
    }


def _plan() -> dict[str, Any]:
    plan_a = {"scenario__code": ScenarioCode.A}
    plan = {"confirmed_cycle": OuterRef("cycle_number")}
    nobody = Q(owner=None, owner_party=None, owner_person=None)
    got_copy = PlanCopy.objects.filter(case=OuterRef("case"), cycle=OuterRef("case__cycle_number"))
    # "All parties" are those of this round: whom no meeting of it invited, gets no plan (R-MDO-8). No meeting: all.
    meetings = MeetingReport.objects.filter(
        case=OuterRef("case"), cycle=OuterRef("case__cycle_number"), parties__len__gt=0
    )
    invited = Exists(meetings.filter(parties__contains=[OuterRef("pk")])) | ~Exists(meetings)
    active = ~Q(involvement=Involvement.STOPPED) & invited & ~Exists(got_copy.filter(to_party=OuterRef("pk")))
    return {
        "plan_confirmed": _is(PlanOfApproach, **plan),
        "progress_agreed": _is(PlanOfApproach, ~Q(progress_agreement=""), **plan),
        "no_plan_b_reason": _is(PlanOfApproach, ~Q(no_plan_b_reason=""), **plan),
        "actions": _in_round(PlanAction, **plan_a),
        "actions_incomplete": _in_round(PlanAction, nobody | Q(due_on=None), ~Q(status=ActionStatus.DROPPED), **plan_a),
        "actions_waiting": _in_round(PlanAction, ~Q(status__in=SETTLED), **plan_a),
        "plan_a_triggers": _in_round(ScenarioTrigger, **plan_a),
        "plan_b_triggers": _in_round(ScenarioTrigger, scenario__code=ScenarioCode.B),
        "copies": _count(PlanCopy, cycle=OuterRef("cycle_number")),
        "copies_waiting": _count(Party, active)
        + _count(HouseholdMember, ~Exists(got_copy.filter(to_person=OuterRef("person"))), left_on=None),
    }


def _following_and_closing() -> dict[str, Any]:
    director = HatPeriod.objects.filter(
        Q(wearer=OuterRef("first_to_call")) | Q(call_contact=OuterRef("first_to_call")),
        case=OuterRef("case"),
        hat=Hat.CASE_DIRECTION,
        taken_off_at=None,
    )
    in_round = {"confirmed_cycle": OuterRef("cycle_number")}
    met_since = MeetingReport.objects.filter(case=OuterRef("case"), opened_at__gte=OuterRef("raised_at"))
    named = ~Q(released_to=None, released_to_party=None, released_to_person=None, released_to_name="")
    refused_later = HandoverRefusal.objects.filter(case=OuterRef("case"), refused_at__gte=OuterRef("accepted_at"))
    accepted = Q(accepted_at__isnull=False) & ~Exists(refused_later)
    return {
        "monitoring_agreed": _is(MonitoringAgreement, needed=True, **in_round),
        "first_call_is_case_director": _is(MonitoringAgreement, Exists(director), needed=True, **in_round),
        "monitoring_waived": _is(MonitoringAgreement, needed=False, **in_round),
        "review_on": _first(_of_case(MonitoringAgreement, needed=True), "next_review_on"),
        "signals": _count(StagnationSignal, answered_at=None),
        "obliging_signals": _count(StagnationSignal, ~Exists(met_since), by=SignalBy.CASE_DIRECTOR, answered_at=None),
        "scaling_criteria": _count(ScalingDecision, criteria__len__gt=0, **in_round),
        "scaling_motivated": _is(ScalingDecision, ~Q(motivation=""), **in_round),
        "receiver_named": _is(ScalingDecision, named, **in_round),
        "handover_accepted": _is(ScalingDecision, accepted, **in_round),
        "aftercare_decided": _is(ScalingDecision, ~Q(aftercare=""), **in_round),
        "household_told_whom_to_call": _is(ScalingDecision, household_told_at__isnull=False, **in_round),
        "evaluating_decided": _is(ScalingDecision, evaluate__isnull=False, **in_round),
        "closure_complete": _is(Closure, cycle=OuterRef("cycle_number")),
        "closure_reason": Coalesce(_first(_of_case(Closure, cycle=OuterRef("cycle_number")), "reason"), Value("")),
    }


def _evaluating() -> dict[str, Any]:
    # Back on the way in the same round (T29, T32): what comes after is a new interim evaluation (G24).
    left = StepTransition.objects.filter(case=OuterRef("case"), move__in=LEFT_EVALUATION, at__gt=OuterRef("made_at"))
    still_counts = Q(kind=EvaluationKind.CLOSING) | ~Exists(left)
    whole = ~Q(question="") & ~Q(intention="") & ~Q(does_it_help="") & ~Q(adjust="")
    # A resident may have a reason for not answering; who follows the case answers (G23).
    answers = EvaluationAnswer.objects.filter(
        Q(by_kind=AnswerBy.RESIDENT) | ~Q(went_well=""),
        case=OuterRef("pk"),
        evaluation__kind=EvaluationKind.CLOSING,
        evaluation__confirmed_cycle=OuterRef("cycle_number"),
    )
    return {
        "closing_answers": Subquery(
            answers.order_by().values("case").annotate(who=ArrayAgg("by_kind", distinct=True)).values("who")
        ),
        "evaluation_complete": _is(Evaluation, whole, still_counts, confirmed_cycle=OuterRef("cycle_number")),
    }


def with_facts(beside: Mapping[str, Any]) -> Lookup:
    """The query for all facts, and in the same query what a page wants beside them. Make it once: see compiled.py."""
    expressions = (
        _question_and_triage()
        | _hats()
        | _parties_and_meetings()
        | _picture_and_goals()
        | _plan()
        | _following_and_closing()
        | _evaluating()
    )
    facts = {f"{FACT}{name}": value for name, value in expressions.items()}
    asked = facts | {f"{BESIDE}{name}": value for name, value in beside.items()}
    return written(Case.objects.filter(pk=SOME_CASE).values(**asked))


@cache
def _facts_alone() -> Lookup:
    return with_facts({})


def facts_of(case: Case, *, now: datetime, reason: str = "") -> Facts:
    """All facts for all guards."""
    facts, _beside = look_up(_facts_alone(), case, hats=hats_worn(case), now=now, reason=reason)
    return facts


def look_up(
    lookup: Lookup, case: Case, *, hats: Collection[WornHat], now: datetime, reason: str = ""
) -> tuple[Facts, dict[str, Any]]:
    """All facts, and what else a lookup of with_facts() asks."""
    values = lookup.one({SOME_CASE: case.pk})
    if values is None:
        raise Case.DoesNotExist
    found = _those(values, FACT)
    found["covered"] = frozenset(found["covered"] or "")
    found["closing_answers"] = frozenset(AnswerBy(who) for who in found["closing_answers"] or ())
    facts = Facts(today=timezone.localdate(now), reason=reason, hat_conflicts=blocked_hats(hats), **found)
    return facts, _those(values, BESIDE)


def _those(values: Mapping[str, Any], kind: str) -> dict[str, Any]:
    return {name.removeprefix(kind): value for name, value in values.items() if name.startswith(kind)}
