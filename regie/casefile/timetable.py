"""
When did what happen: one case of a file as the list of its events, each with a time of its own.

The file dates steps, hats, meetings and decisions. What it does not date (analysis, perspectives, directions, plan)
is placed by where the case stands: when it comes there, in every cycle again. What is there is never read from the
steps: a field that is missing makes no event, and then the guard of the step will say so.
Pure: no database, no clock. Not here: what an event does (replay). Source: "order within a day" of the format.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo

from cases.hats import Hat
from cases.meeting_terms import AgendaPoint, MeetingKind
from cases.stappenplan import BY_ID, Step
from cases.terms import EvaluationKind
from regie.casefile import events as e
from regie.casefile.model import CaseInFile, HatInFile, MeetingInFile, SharingInFile, StepInFile
from regie.casefile.weave import RECONVENING, Closes, Mark, Opens, weave

ZONE = ZoneInfo("Europe/Amsterdam")
NEVER = datetime.min.replace(tzinfo=ZONE)
MORNING, EVENING = time(9, 0), time(20, 0)
HAPPENINGS = ("E01", "E02", "E03", "E04", "E05", "E06", "E07")
ENDS_WITH_THE_CASE = (Hat.CASE_DIRECTION, Hat.MONITORING, Hat.PROCESS_DIRECTION)
LETTING_GO = (Step.MONITORING, Step.SCALING_DOWN, Step.EVALUATION)
PREPARING = (Step.INVITATION, Step.ANALYSIS, Step.PERSPECTIVE, Step.SOLUTIONS, Step.PLAN, *LETTING_GO)


def _is_among(hat: HatInFile, hats: list[HatInFile]) -> bool:
    """Whether it is this very row: two rows of a file can say the same."""
    return any(one is hat for one in hats)


@dataclass(frozen=True)
class Timetable:
    """The events of a case in order. waiting: fields for which the case has not come far enough; they are kept."""

    events: tuple[e.Event, ...]
    waiting: tuple[str, ...]


def timetable(case: CaseInFile, reference_date: date) -> Timetable:
    """Everything that happened in this case. reference_date: the day on which what has no date at all is recorded."""
    return _Walk(case, reference_date).all()


def sharing_day(case: CaseInFile, sharing: SharingInFile) -> date | None:
    """When sharing was decided: as the file says, else on the day of T05. None: not decided yet."""
    return sharing.decided_at or next((step.at for step in case.course if step.t == "T05"), None)


def days(case: CaseInFile) -> list[date]:
    """Every day on which something happened."""
    found = {hat.put_on_at for hat in case.hats} | {hat.taken_off_at for hat in case.hats}
    found |= {one.at for group in (case.course, case.events, case.meetings) for one in group}
    found |= {sharing_day(case, sharing) for sharing in case.sharing}
    found |= {day for consent in case.consents for day in (consent.given_at, consent.withdrawn_at)}
    if case.scaling:
        found |= {case.scaling.accepted_at, case.scaling.household_told_at}
    return sorted(day for day in found if day)


@dataclass
class _Walk:
    """Walks the days of one case, and knows at each moment where the case stands."""

    case: CaseInFile
    reference_date: date
    events: list[e.Event] = field(default_factory=list)
    clock: datetime = NEVER
    step: Step = Step.INTAKE
    cycle: int = 1
    made: dict[type[e.Event], int] = field(default_factory=dict)  # the last cycle in which each kind was placed
    meeting: MeetingInFile | None = None  # that is open
    opened_at: datetime = NEVER
    turned: bool = False  # a first round was held since it opened, and since the case last came to analysis
    facts_raised: bool = False
    minutes: list[MeetingInFile] = field(default_factory=list)  # not shared yet
    closed: MeetingInFile | None = None  # the last one since the case came to analysis
    plan_is_new: bool = False  # since it was last shared
    held: list[MeetingInFile] = field(default_factory=list)

    def all(self) -> Timetable:
        first, *rest = days(self.case) or [self.reference_date]
        for day in (first, *rest):
            self.clock = max(self.clock, datetime.combine(day, MORNING, ZONE))
            if day == first:
                self._put(e.OpenCase)
            self._day(day)
        self._what_is_left()
        return Timetable(tuple(self.events), self._waiting())

    def _put(self, kind: type[e.Event], **what: Any) -> None:
        self.events.append(kind(at=self.clock, **what))
        self.clock += timedelta(minutes=1)
        self.made[kind] = self.cycle

    def _once_a_cycle(self, kind: type[e.Event], present: object) -> None:
        if present and self.made.get(kind) != self.cycle:
            self._put(kind)

    # --- a day -----------------------------------------------------------------------------------

    def _day(self, day: date) -> None:
        case = self.case
        steps = [step for step in case.course if step.at == day]
        closing = next((step for step in steps if BY_ID[step.t].target is Step.CLOSED), None)
        ending = [hat for hat in case.hats if closing and hat.taken_off_at == day and hat.hat in ENDS_WITH_THE_CASE]
        off = [hat for hat in case.hats if hat.taken_off_at == day and not _is_among(hat, ending)]
        stays = [hat for hat in off if hat.put_on_at == day or self._keeps_overview_at_a_table(hat, day)]
        for hat in off:
            if not _is_among(hat, stays):
                self._put(e.TakeOffHat, hat=hat)
        reopens = self.step is Step.CLOSED and any(step.t == "T31" for step in steps)
        if not reopens:
            self._hats_and_sharing(day)
        marks = weave(steps, [meeting for meeting in case.meetings if meeting.at == day])
        for mark, following in zip_longest(marks, marks[1:]):
            if isinstance(mark, Opens):
                self._open(mark.meeting, steps)
            elif isinstance(mark, Closes):
                self._close(mark.meeting)
            else:
                self._make(mark, tuple(ending) if mark is closing else ())
                if reopens and mark.t == "T31":
                    self._hats_and_sharing(day)
            self._share(following)
        self._happenings(day, *HAPPENINGS)
        self._let_go(day)
        for hat in stays:
            self._put(e.TakeOffHat, hat=hat)

    def _hats_and_sharing(self, day: date) -> None:
        """On a day that opens a case again this comes after that: in a closed case nobody puts on a hat."""
        for hat in self.case.hats:
            if hat.put_on_at == day:
                self._put(e.PutOnHat, hat=hat)
        self._consents(day)
        for sharing in self.case.sharing:
            if sharing_day(self.case, sharing) == day:
                self._put(e.DecideSharing, sharing=sharing)

    def _consents(self, day: date) -> None:
        """Before sharing, that may rest on them. One that is taken back the same day was given first."""
        for consent in self.case.consents:
            if consent.given_at == day:
                self._put(e.RecordConsent, consent=consent)
            if consent.withdrawn_at == day:
                self._put(e.WithdrawConsent, consent=consent)

    def _keeps_overview_at_a_table(self, hat: HatInFile, day: date) -> bool:
        """Whether the wearer, on the last day, still kept the overview at a meeting that looks back.

        Not when a plan is adopted that day, or when somebody else takes over: then the morning decides.
        """
        case = self.case
        adopts = any(step.at == day and step.t in ("T17", "T18") for step in case.course)
        if hat.hat is not Hat.CASE_DIRECTION or adopts:
            return False
        if any(other.hat is Hat.CASE_DIRECTION and other.put_on_at == day for other in case.hats):
            return False
        looking_back = (MeetingKind.MONITORING, MeetingKind.EVALUATION)
        tables = (meeting for meeting in case.meetings if meeting.at == day and meeting.kind in looking_back)
        return any(meeting.case_director == hat.professional for meeting in tables)

    def _make(self, step: StepInFile, hats: tuple[HatInFile, ...]) -> None:
        self._before(step)
        move = BY_ID[step.t]
        cycle = self.cycle + move.new_cycle
        self._put(e.MakeStep, step=step, cycle=cycle, hats=hats)
        self.cycle, self.step = cycle, move.target
        self._after(step)

    # --- meetings --------------------------------------------------------------------------------

    def _open(self, meeting: MeetingInFile, steps: list[StepInFile]) -> None:
        if meeting.kind is MeetingKind.RECONVENE and self.step is Step.MONITORING:
            self._signal(meeting, next((step.note for step in steps if step.t in RECONVENING), ""))
        self.opened_at = self.clock
        self._put(e.OpenMeeting, meeting=meeting, first=not self.held)
        self.held.append(meeting)
        self.meeting, self.turned, self.facts_raised = meeting, False, False

    def _signal(self, meeting: MeetingInFile, text: str) -> None:
        """G27: that a meeting reconvenes is the signal, also when the table itself opens later that day."""
        raised = (event.meeting for event in self.events if isinstance(event, e.RaiseSignal))
        if not any(one is meeting for one in raised):
            self._put(e.RaiseSignal, meeting=meeting, text=text)

    def _first_turns(self) -> None:
        if self.meeting and not self.turned:
            self._put(e.TakeFirstTurns, meeting=self.meeting)
            self.turned = True
        if self.step is Step.ANALYSIS:
            self._once_a_cycle(e.RecordAnalysis, self.case.life_domains.items)

    def _new_facts(self) -> None:
        if self.meeting and self.meeting.new_facts_signals and not self.facts_raised:
            self._first_turns()
            covered = AgendaPoint.A in self.meeting.covers and self.meeting.first_round_complete
            back = any(step.t in ("T14", "T20") and step.at == self.meeting.at for step in self.case.course)
            self._put(e.RaiseNewFacts, meeting=self.meeting, resolved=covered or back)
            self.facts_raised = True

    def _close(self, meeting: MeetingInFile) -> None:
        self._new_facts()
        self._first_turns()
        ends = self.opened_at + timedelta(minutes=meeting.duration_minutes)
        if self.clock < ends and ends.time() < EVENING and ends.date() == self.clock.date():
            self.clock = ends
        self._put(e.CloseMeeting, meeting=meeting)
        self.minutes.append(meeting)
        self.meeting, self.closed, self.plan_is_new = None, meeting, True

    def _share(self, following: Mark | None) -> None:
        """After a meeting, and after T13 when that comes at once: minutes, and the plan as soon as there is one."""
        if isinstance(following, StepInFile) and following.t == "T13":
            return
        for meeting in self.minutes:
            self._put(e.ShareMinutes, meeting=meeting)
        self.minutes = []
        if self.step is Step.PLAN and self.closed and self.plan_is_new and e.MakePlan in self.made:
            self._put(e.SharePlan, meeting=self.closed)
            self.plan_is_new = False

    # --- what belongs to a step ------------------------------------------------------------------

    def _before(self, step: StepInFile) -> None:
        """What is there before a step is made."""
        case = self.case
        if self.step is Step.INFORMATION and e.DecideOnParties not in self.made:
            self._put(e.DecideOnParties)
        if step.t == "T08":
            self._first_turns()
        if step.t in ("T14", "T20"):
            self._new_facts()
        if step.t in RECONVENING:
            self._happenings(step.at, "E02")
            for meeting in self.case.meetings:
                if meeting.at == step.at and meeting.kind is MeetingKind.RECONVENE:
                    self._signal(meeting, step.note)
        if self.step is Step.MONITORING:
            self._happenings(step.at, "E01")
        if step.t in ("T17", "T18") and case.monitoring:
            self._put(e.AgreeMonitoring)
        if step.t in ("T23", "T28", "T29") or (step.t == "T30" and self._has_closing_evaluation()):
            self._evaluate()
        if step.t in ("T24", "T32") and case.scaling:
            self._put(e.DecideScaling)
        if self.step is Step.SCALING_DOWN:
            self._let_go(step.at)
            if step.t in ("T26", "T27") and case.scaling and case.scaling.evaluate is not None:
                self._put(e.DecideEvaluating)
        if BY_ID[step.t].target is Step.CLOSED:
            self._progress(step)
            if case.closure or case.retention:
                self._put(e.PrepareClosure)

    def _after(self, step: StepInFile) -> None:
        """What is there once the case has come to a step of the stappenplan."""
        case = self.case
        if self.step is Step.ANALYSIS:
            self.turned, self.closed = False, None
        elif self.step is Step.PERSPECTIVE:
            self._once_a_cycle(e.StatePerspectives, case.perspectives)
        elif self.step is Step.SOLUTIONS:
            self._once_a_cycle(e.NameDirections, case.solutions or case.scenarios.A)
            self._once_a_cycle(e.WeighSolution, case.value_triangle)
        elif self.step is Step.PLAN:
            self.plan_is_new = True
            self._once_a_cycle(e.MakePlan, case.scenarios.A or case.scenarios.B)
            self._once_a_cycle(e.DrawQuadrant, case.scenario_quadrant)
        elif self.step is Step.SCALING_DOWN:
            if step.t == "T18" and case.scaling:
                self._put(e.DecideScaling)
            self._let_go(step.at)

    def _evaluate(self) -> None:
        if self.case.evaluation:
            held = tuple(meeting for meeting in self.held if meeting.kind is MeetingKind.EVALUATION)
            self._put(e.Evaluate, meetings=held)

    def _has_closing_evaluation(self) -> bool:
        return self.case.evaluation is not None and self.case.evaluation.kind is EvaluationKind.CLOSING

    def _let_go(self, day: date) -> None:
        """Acceptance and telling, on their own day, or as soon as the case stands where that is possible."""
        scaling = self.case.scaling
        if scaling is None or self.step not in LETTING_GO:
            return
        for kind, when in ((e.AcceptHandover, scaling.accepted_at), (e.TellHousehold, scaling.household_told_at)):
            if when and when <= day and kind not in self.made:
                if e.DecideScaling not in self.made:
                    self._put(e.DecideScaling)
                self._put(kind)

    def _progress(self, closing: StepInFile | None) -> None:
        """How the actions stand on the reference date, and what was learned: before it closes for good, else last."""
        closings = [step for step in self.case.course if BY_ID[step.t].target is Step.CLOSED]
        last = closings[-1] if closings and self.case.course[-1] is closings[-1] else None
        if closing is last and e.MakePlan in self.made:
            self._put(e.ReportProgress)
        if closing is last and (self.case.lessons or self.case.bottlenecks):
            self._put(e.Learn)

    def _happenings(self, day: date, *kinds: str) -> None:
        for happening in self.case.events:
            if happening.at == day and happening.e in kinds and not self._recorded(happening):
                self._put(e.RecordHappening, happening=happening)

    def _recorded(self, happening: object) -> bool:
        return any(isinstance(event, e.RecordHappening) and event.happening is happening for event in self.events)

    # --- at the end ------------------------------------------------------------------------------

    def _what_is_left(self) -> None:
        """What is known of the step where the case stands now, though it has not left it yet."""
        case = self.case
        self.clock = max(self.clock, datetime.combine(self.reference_date, MORNING, ZONE))
        if self.step is Step.INFORMATION and e.DecideOnParties not in self.made and case.consulted:
            self._put(e.DecideOnParties)
        if self.step in (Step.INFORMATION, Step.INVITATION, Step.ANALYSIS):
            self._once_a_cycle(e.RecordAnalysis, case.life_domains.items)
        if self.step is Step.PLAN and case.monitoring:
            self._put(e.AgreeMonitoring)
        if self.step is Step.SCALING_DOWN and case.scaling and case.scaling.evaluate is not None:
            self._put(e.DecideEvaluating)
        if self.step is Step.EVALUATION and e.Evaluate not in self.made:
            self._evaluate()
        for consent in case.consents:
            if consent.given_at is None:
                self._put(e.RecordConsent, consent=consent)
        if self.step is not Step.CLOSED:
            self._progress(None)
        planned = case.planned_meeting
        if (
            planned
            and planned.at
            and self.step in PREPARING
            and all(meeting.at < planned.at for meeting in case.meetings)
        ):
            self._put(e.PlanMeeting, meeting=planned)

    def _waiting(self) -> tuple[str, ...]:
        """The fields of the case that made no event, for the summary."""
        case = self.case
        needs: tuple[tuple[str, object, type[e.Event]], ...] = (
            ("consulted", case.consulted, e.DecideOnParties),
            ("life_domains", case.life_domains.items, e.RecordAnalysis),
            ("perspectives", case.perspectives, e.StatePerspectives),
            ("solutions", case.solutions, e.NameDirections),
            ("value_triangle", case.value_triangle, e.WeighSolution),
            ("scenario_quadrant", case.scenario_quadrant, e.DrawQuadrant),
            ("scenarios", case.scenarios.A or case.scenarios.B or case.scenarios.C, e.MakePlan),
            ("monitoring", case.monitoring, e.AgreeMonitoring),
            ("evaluation", case.evaluation, e.Evaluate),
            ("scaling", case.scaling, e.DecideScaling),
            ("closure", case.closure, e.PrepareClosure),
            ("retention", case.retention, e.PrepareClosure),
        )
        found = [name for name, present, kind in needs if present and kind not in self.made]
        undecided = any(sharing_day(case, sharing) is None for sharing in case.sharing)
        return (*found, *(["sharing"] if undecided else []))
