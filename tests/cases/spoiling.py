"""Taking one thing away from a case that has everything (tests/cases/ready.py), so that one guard is not satisfied.

The first way of each guard breaks that guard and no other of any line that it stands in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models import Model

from cases import hats
from cases.hats import Hat, Variant
from cases.meeting_terms import ParticipationForm
from cases.models import (
    Analysis,
    Announcement,
    Closure,
    Consultation,
    Evaluation,
    EvaluationAnswer,
    Goal,
    HandoverRefusal,
    HatPeriod,
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
    StepZeroCheck,
    TriageDecision,
)
from cases.record_terms import AnswerBy
from cases.statements import Kind
from cases.terms import ActionStatus, ScenarioCode, SignalBy, TriageOutcome
from tests.cases.ready import Ready, in_round, item
from tests.factories import HatPeriodFactory

Spoil = Callable[[Ready], None]
RUNS = {"closed_at": None}
OVER = {"closed_at__isnull": False}
ANOTHER_ROUND = 0


def gone(model: type[Model], **which: Any) -> Spoil:
    """The rows are not there."""

    def spoil(ready: Ready) -> None:
        assert _rows(model, ready, which).delete()[0]

    return spoil


def changed(model: type[Model], which: dict[str, Any] | None = None, **columns: Any) -> Spoil:
    """The rows say something else."""

    def spoil(ready: Ready) -> None:
        assert _rows(model, ready, which or {}).update(**columns)

    return spoil


def _rows(model: type[Model], ready: Ready, which: dict[str, Any]) -> Any:
    path = "hat_period__case" if model is Announcement else "case"
    return model.objects.filter(**{path: ready.case}, **which)  # type: ignore[attr-defined]


def worn(hat: hats.Worn, name: str) -> Spoil:
    """Somebody wears one more hat."""

    def spoil(ready: Ready) -> None:
        HatPeriodFactory(case=ready.case, wearer=ready.cast[name], worn=hat, put_on_at=ready.now)

    return spoil


def _objection(ready: Ready) -> None:
    Objection.objects.create(**in_round(ready), raised_by="Wim", text="De school ontbreekt.")


def _signal(ready: Ready) -> None:
    due_on = ready.now.date() + timedelta(days=7)
    StagnationSignal.objects.create(
        **item(ready), by=SignalBy.RESIDENT, raised_for="Saar", text="Stil", raised_at=ready.now, due_on=due_on
    )


def _refused_later(ready: Ready) -> None:
    HandoverRefusal.objects.create(**item(ready), refused_by="", reason="Toch niet", refused_at=ready.now)


def _not_due(ready: Ready) -> None:
    tomorrow = ready.now.date() + timedelta(days=1)
    MonitoringAgreement.objects.filter(case=ready.case).update(next_review_on=tomorrow)


def _kept_by_the_household(ready: Ready) -> None:
    keeper = HatPeriod.objects.filter(case=ready.case, hat=Hat.CASE_DIRECTION)
    keeper.update(wearer=None, wearer_person=ready.ids["person_id"], call_contact=None)


def _first_call_to_another(ready: Ready) -> None:
    agreement = MonitoringAgreement.objects.filter(case=ready.case)
    agreement.update(first_to_call=ready.cast["wim_takes_part"])


def silent(who: AnswerBy) -> Spoil:
    return gone(EvaluationAnswer, by_kind=who)


A, B = {"scenario__code": ScenarioCode.A}, {"scenario__code": ScenarioCode.B}
NOBODY = {"owner": None, "owner_party": None, "owner_person": None}
SPOILERS: dict[str, tuple[Spoil, ...]] = {
    "G01": (gone(Statement, kind=Kind.QUESTION),),
    "G02": (
        gone(TriageDecision),
        changed(TriageDecision, outcome=TriageOutcome.ADVICE_ONLY),
        changed(TriageDecision, confirmed_cycle=ANOTHER_ROUND),
    ),
    "G03": (
        worn(hats.ADVISORY, "cas_directs_case"),
        changed(HatPeriod, {"hat": Hat.PROCESS_DIRECTION}, variant=Variant.ADVISORY),
        gone(HatPeriod, hat=Hat.PROCESS_DIRECTION),
    ),
    "G04": (
        gone(StepZeroCheck),
        gone(Announcement, to_person__isnull=False),
        gone(Announcement, to_party__isnull=False),
        gone(ProcessingPurpose),
        changed(ProcessingPurpose, task=""),
    ),
    "G05": (gone(Consultation), gone(Party)),
    "G06": (
        changed(MeetingReport, RUNS, invited=0),
        changed(MeetingReport, RUNS, without_reason=1),
        changed(MeetingReport, RUNS, professionals=9),
        gone(MeetingReport, **RUNS),
    ),
    "G07": (
        changed(MeetingReport, RUNS, residents_unarranged=1),
        changed(MeetingReport, RUNS, residents=0),
        gone(MeetingReport),
    ),
    "G08": (
        changed(MeetingReport, RUNS, question_confirmed_at=None),
        changed(MeetingReport, RUNS, purposes_read_at=None),
        changed(MeetingReport, RUNS, opened_at=None),
        changed(MeetingReport, RUNS, cycle=ANOTHER_ROUND),
        gone(MeetingReport),
    ),
    "G09": (
        changed(MeetingReport, RUNS, waiting=1),
        changed(MeetingReport, RUNS, present=0),
        gone(MeetingReport),
    ),
    "G10": (
        _objection,
        gone(Analysis),
        changed(Analysis, confirmed_cycle=ANOTHER_ROUND),
        gone(LifeDomainEntry),
        changed(LifeDomainEntry, confirmed_cycle=ANOTHER_ROUND),
    ),
    # That a treatment is named without a reason the database refuses itself: see the constraint of Perspective.
    "G11": (
        changed(Perspective, with_resident=ParticipationForm.DECLINED),
        changed(Perspective, confirmed_cycle=ANOTHER_ROUND),
        gone(Perspective),
    ),
    "G12": (gone(Goal), changed(Goal, confirmed_cycle=ANOTHER_ROUND), gone(Perspective)),
    "G13": (
        gone(SolutionDirection),
        changed(SolutionDirection, proposed_by_name=""),
        changed(SolutionDirection, confirmed_cycle=ANOTHER_ROUND),
        changed(MeetingReport, RUNS, open_new_facts=1),
        changed(Perspective, confirmed_cycle=ANOTHER_ROUND),
    ),
    "G14": (
        changed(PlanAction, A, status=ActionStatus.PROPOSED),
        changed(PlanAction, A, status=ActionStatus.DECLINED),
        changed(PlanAction, A, due_on=None),
        changed(PlanAction, A, **NOBODY),
        changed(PlanAction, A, confirmed_cycle=ANOTHER_ROUND),
        gone(PlanAction, **A),
        changed(PlanOfApproach, progress_agreement=""),
        changed(PlanOfApproach, confirmed_cycle=ANOTHER_ROUND),
    ),
    "G15": (
        gone(ScenarioTrigger, **B),
        gone(ScenarioTrigger, **A),
        changed(ScenarioTrigger, A, confirmed_cycle=ANOTHER_ROUND),
        changed(ScenarioTrigger, B, confirmed_cycle=ANOTHER_ROUND),
    ),
    "G16": (changed(HatPeriod, {"hat": Hat.CASE_DIRECTION}, accepted_at=None), _kept_by_the_household),
    "G17": (
        gone(PlanCopy, to_party__isnull=False),
        gone(PlanCopy, to_person__isnull=False),
        changed(PlanCopy, cycle=ANOTHER_ROUND),
        changed(MeetingReport, OVER, minutes_shared_at=None),
    ),
    "G18": (
        gone(MonitoringAgreement),
        changed(MonitoringAgreement, confirmed_cycle=ANOTHER_ROUND),
        _first_call_to_another,
    ),
    "G19": (gone(MonitoringAgreement), changed(MonitoringAgreement, confirmed_cycle=ANOTHER_ROUND)),
    "G20": (
        changed(ScalingDecision, criteria=[]),
        changed(ScalingDecision, motivation=""),
        changed(ScalingDecision, released_to_person=None),
        changed(ScalingDecision, confirmed_cycle=ANOTHER_ROUND),
    ),
    "G21": (
        changed(ScalingDecision, accepted_at=None),
        changed(ScalingDecision, aftercare=""),
        changed(ScalingDecision, household_told_at=None),
        _refused_later,
    ),
    "G22": (changed(ScalingDecision, evaluate=None, evaluate_reason=""),),
    "G23": (
        silent(AnswerBy.RESIDENT),
        silent(AnswerBy.CASE_DIRECTOR),
        silent(AnswerBy.PROCESS_DIRECTOR),
        changed(EvaluationAnswer, {"by_kind": AnswerBy.CASE_DIRECTOR}, went_well="", no_answer_reason="Geen tijd"),
        changed(Evaluation, confirmed_cycle=ANOTHER_ROUND),
    ),
    "G24": (
        changed(Evaluation, adjust=""),
        changed(Evaluation, question=""),
        changed(Evaluation, intention=""),
        changed(Evaluation, does_it_help=""),
        changed(Evaluation, confirmed_cycle=ANOTHER_ROUND),
    ),
    "G25": (
        changed(Closure, cycle=ANOTHER_ROUND),
        gone(Closure),
        worn(hats.INQUIRY, "ina_inquires"),
        worn(hats.ASSISTANCE, "ina_inquires"),
    ),
    "G27": (_not_due, gone(MonitoringAgreement)),
    "G28": (_signal,),
    "G29": (
        changed(MeetingReport, OVER, covers=["a", "b", "c"]),
        changed(MeetingReport, OVER, closed_at=None),
        gone(MeetingReport),
    ),
}
WITHOUT_ROWS = {"G26"}  # the reason is typed with the step itself
