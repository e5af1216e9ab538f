"""A case in which every guard of the stappenplan is satisfied by real rows, whatever step it is in.

Together with tests/cases/spoiling.py, which takes exactly one of those things away: so each line of the stappenplan can
be tried with everything there, and with each of its guards missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from cases.actions import worklist
from cases.domains import LifeDomain, Template
from cases.hats import Hat
from cases.meeting_terms import MeetingKind, ParticipationForm
from cases.models import (
    Analysis,
    Announcement,
    Case,
    Closure,
    Consultation,
    Evaluation,
    EvaluationAnswer,
    Goal,
    HatPeriod,
    LifeDomainEntry,
    MeetingReport,
    MonitoringAgreement,
    Party,
    Perspective,
    PlanAction,
    PlanCopy,
    PlanOfApproach,
    ScalingDecision,
    Scenario,
    ScenarioTrigger,
    SolutionDirection,
    Statement,
    StepZeroCheck,
    TriageDecision,
)
from cases.record_terms import AnswerBy
from cases.stappenplan import Move, Step
from cases.statements import Kind
from cases.terms import (
    ActionStatus,
    Aftercare,
    EvaluationKind,
    Helps,
    ScalingCriterion,
    ScenarioCode,
    TriageOutcome,
)
from cases.ways_to_close import REASONS
from privacy import gate
from privacy.law import DataCategory
from privacy.retention import StartRule
from tests.cases.following import REFERENCE, case_at
from tests.cast import Cast

WITHOUT_MONITORING = "T18"  # G19 asks for the opposite of G18: one case cannot satisfy both


@dataclass(frozen=True)
class Ready:
    """A case with everything there. made: the columns of an item of this round."""

    case: Case
    cast: Cast
    now: datetime
    ids: dict
    made: dict


def ready_in(step: Step, cast: Cast, now: datetime, reference: str = REFERENCE) -> Ready:
    """A case in this step, in which nothing stands in the way; what differs per move is for decide_for to lay down."""
    ids = case_at(step, cast, now, reference)
    with gate.opened():
        case = Case.objects.get(reference=reference)
        ready = Ready(case, cast, now, ids, _made(case, cast, now, ids))
        for lay_down in (_start, _meetings, _picture, _plan, _following, _letting_go):
            lay_down(ready)
        worklist.refresh(case, now)
    return ready


def ready_for(move: Move, cast: Cast, now: datetime, reference: str = REFERENCE) -> Ready:
    """The same for one move, from the first step that it can be made from."""
    ready = ready_in(move.sources[0], cast, now, reference)
    decide_for(move, ready)
    return ready


def decide_for(move: Move, r: Ready) -> None:
    """What differs per move: the reason to close (G25), and monitoring or not (G18, G19)."""
    with gate.opened():
        if move.target is Step.CLOSED:
            Closure.objects.create(
                **in_round(r),
                reason=REASONS[move.id][0],
                retention_result="8.4.1",
                retention_start_rule=StartRule.CASE_CLOSED,
                retention_starts_on=r.now.date(),
            )
        if move.id == WITHOUT_MONITORING:
            agreement = MonitoringAgreement.objects.filter(case=r.case)
            agreement.update(needed=False, reason_not="Het gezin belt zelf.", next_review_on=None, first_to_call=None)


def _made(case: Case, cast: Cast, now: datetime, ids: dict) -> dict:
    shared = {"case": case, "about": [ids["person_id"]], "category": DataCategory.PLAN_GOALS}
    author = cast["pia_directs_process"]
    return shared | {"made_by": author, "made_at": now, "changed_at": now, "cycle": case.cycle_number}


def in_round(ready: Ready) -> dict:
    """The columns of something that was made in this round."""
    return ready.made | {"confirmed_cycle": ready.case.cycle_number}


def item(ready: Ready) -> dict:
    """The columns of something that belongs to no round."""
    return {name: value for name, value in ready.made.items() if name != "cycle"}


def _start(r: Ready) -> None:
    """G01 to G05, and G16 by following.py."""
    Statement.objects.create(**item(r), kind=Kind.QUESTION, text="Ik wil weer thuis wonen.")
    TriageDecision.objects.create(**in_round(r), outcome=TriageOutcome.TAKE_UP, reason="Het loopt vast.")
    StepZeroCheck.objects.create(case=r.case, checked_at=r.now)
    directing = HatPeriod.objects.get(case=r.case, hat=Hat.PROCESS_DIRECTION)
    Announcement.objects.create(hat_period=directing, to_person_id=r.ids["person_id"], told_at=r.now)
    Announcement.objects.create(hat_period=directing, to_party_id=r.ids["party_id"], told_at=r.now)
    party = Party.objects.get(pk=r.ids["party_id"])
    Consultation.objects.create(**item(r), party=party, consult=False, reason_not="Niet nodig voor de vraag.")


def _meetings(r: Ready) -> None:
    """G06 to G09 of the one that runs, G17 and G29 of the one that was closed."""
    shared = {"case": r.case, "cycle": r.case.cycle_number, "kind": MeetingKind.MDO, "parties": [r.ids["party_id"]]}
    people = {"invited": 4, "professionals": 3, "residents": 1, "present": 4}
    confirmed = {"question_confirmed_at": r.now, "purposes_read_at": r.now}
    MeetingReport.objects.create(
        meeting_id=uuid4(), **shared, **people, **confirmed, planned_at=r.now, opened_at=r.now, covers=["d"]
    )
    before = r.now - timedelta(hours=2)
    MeetingReport.objects.create(
        meeting_id=uuid4(),
        **shared,
        planned_at=before,
        opened_at=before,
        closed_at=r.now,
        minutes_shared_at=r.now,
        covers=["a", "b", "c", "d"],
    )


def _picture(r: Ready) -> None:
    """G10 to G13."""
    Analysis.objects.create(**in_round(r), template=Template.BIG5)
    LifeDomainEntry.objects.create(**in_round(r), domain=LifeDomain.LIVING, relevance_reason="De huur loopt af.")
    perspective = Perspective.objects.create(
        **in_round(r), text="Saar woont weer thuis.", with_resident=ParticipationForm.PRESENT
    )
    goal = Goal.objects.create(**in_round(r), perspective=perspective, intention="Een vaste plek om te slapen.")
    SolutionDirection.objects.create(**in_round(r), goal=goal, text="Samen naar de woningbouw.", proposed_by_name="Wim")


def _plan(r: Ready) -> None:
    """G14, G15 and the copies of G17."""
    plan = PlanOfApproach.objects.create(**in_round(r), progress_agreement="Elke maandag een bericht.")
    for code in (ScenarioCode.A, ScenarioCode.B):
        scenario = Scenario.objects.create(**in_round(r), plan=plan, code=code, name=f"Plan {code}")
        ScenarioTrigger.objects.create(**in_round(r), scenario=scenario, text="Als het zover is.", watched_by="Cas")
        if code is ScenarioCode.A:
            owner = r.cast["wim_takes_part"]
            PlanAction.objects.create(
                **in_round(r),
                scenario=scenario,
                what="De huur betalen",
                owner=owner,
                owner_name=owner.name,
                due_on=r.now.date() + timedelta(days=30),
                status=ActionStatus.ACCEPTED,
                accepted_at=r.now,
            )
    shared = {"case": r.case, "cycle": r.case.cycle_number, "shared_at": r.now}
    PlanCopy.objects.create(**shared, to_party_id=r.ids["party_id"])
    PlanCopy.objects.create(**shared, to_person_id=r.ids["person_id"])


def _following(r: Ready) -> None:
    """G18, and with a review that is due G27."""
    MonitoringAgreement.objects.create(
        **in_round(r),
        needed=True,
        next_review_on=r.now.date(),
        interval_days=28,
        first_to_call=r.cast["cas_directs_case"],
    )


def _letting_go(r: Ready) -> None:
    """G20 to G24."""
    ScalingDecision.objects.create(
        **in_round(r),
        criteria=[ScalingCriterion.HOUSEHOLD_DIRECTS_ITSELF],
        motivation="Saar belt zelf de school.",
        released_to_person_id=r.ids["person_id"],
        accepted_at=r.now,
        aftercare=Aftercare.NONE,
        household_told_at=r.now,
        evaluate=True,
        evaluate_reason="Leerzaam",
    )
    evaluation = Evaluation.objects.create(
        **in_round(r),
        kind=EvaluationKind.CLOSING,
        question="Thuis wonen",
        intention="Rust",
        does_it_help=Helps.YES,
        adjust="Niets",
    )
    for who in (AnswerBy.RESIDENT, AnswerBy.CASE_DIRECTOR, AnswerBy.PROCESS_DIRECTOR):
        texts = {"went_well": "Samen", "improve": "Eerder", "learned": "Bellen"}
        EvaluationAnswer.objects.create(**item(r), evaluation=evaluation, by_kind=who, by_name=who, **texts)
