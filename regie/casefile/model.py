"""
What stands in a valid case file, as frozen data: the names are those of the format (docs/case-file.md).

Here: the shape of the data. Not here: making it from a file and moving its dates (reading), what is wrong with a
file (validate), in which order things happened (timetable).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from accounts.kinds import Kind
from cases.domains import LifeDomain, Template
from cases.hats import Hat, Variant
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from cases.terms import (
    ActionStatus,
    Aftercare,
    AuthorityKind,
    BlockageReason,
    ClosureReason,
    Compartment,
    ConsultOn,
    EvaluationKind,
    EvaluationOutcome,
    Frame,
    Helps,
    MonitoringBasis,
    Monitors,
    ProblemKind,
    ScalingCriterion,
)
from privacy.law import DataCategory
from privacy.representation import ConsentKind
from regie.casefile.references import plain_name
from regie.casefile.weighing import BottleneckInFile, LessonInFile, QuadrantInFile, TriangleInFile


class SharingStatus(StrEnum):
    """What was decided about sharing, in the words of the format."""

    ACTIVE = "active"
    REFUSED = "refused"


@dataclass(frozen=True)
class Professional:
    """Someone of meta who works in the cases. function: in words, the role follows from it."""

    key: str
    name: str
    organisation: str
    function: str = ""


@dataclass(frozen=True)
class Meta:
    """What holds for all cases of the file."""

    reference_date: date
    municipality: str
    professionals: tuple[Professional, ...] = ()


@dataclass(frozen=True)
class Member:
    """Someone of the household or the network."""

    key: str
    name: str
    age: int | None = None
    role: str = ""
    authority: AuthorityKind | None = None
    note: str = ""


@dataclass(frozen=True)
class Partner:
    """A party. person: the key of the professional who works there, when the file names one."""

    key: str
    name: str
    kind: Kind
    person: str = ""
    seat_kind: SeatKind | None = None
    primary_task: str = ""
    interest: str = ""
    leeway: str = ""


@dataclass(frozen=True)
class HatInFile:
    """Who wore which hat, from when until when."""

    professional: str
    hat: Hat
    put_on_at: date
    variant: Variant | None = None
    law: Compartment | None = None
    expected_until: date | None = None
    taken_off_at: date | None = None
    announced_to: tuple[str, ...] = ()
    announcement: str = ""
    handed_to: str = ""
    resident_told_at: date | None = None


@dataclass(frozen=True)
class ConsultedInFile:
    """A party that was asked something (G05)."""

    party: str
    on: tuple[ConsultOn, ...] = ()
    legal_basis: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True)
class StepInFile:
    """A step of the stappenplan: the id of the transition, when, by whom."""

    t: str
    at: date
    by: str
    note: str = ""


@dataclass(frozen=True)
class HappeningInFile:
    """An event that does not change the step (E01 to E07)."""

    e: str
    at: date
    by: str
    note: str = ""


@dataclass(frozen=True)
class MeetingInFile:
    """A meeting that was held."""

    at: date
    kind: MeetingKind
    duration_minutes: int = 60
    covers: tuple[AgendaPoint, ...] = ()
    resident: ParticipationForm | None = None
    resident_reason: str = ""
    first_round_complete: bool = False
    new_facts_signals: int = 0
    case_director: str = ""
    case_director_accepted: bool = False
    minutes: str = ""


@dataclass(frozen=True)
class PlannedMeeting:
    """A meeting that is being prepared, and who is invited to the table (G06)."""

    at: date | None = None
    kind: MeetingKind = MeetingKind.MDO
    covers: tuple[AgendaPoint, ...] = ()
    place: str = ""
    max_persons: int | None = None
    participation: ParticipationForm | None = None
    resident_reason: str = ""
    interpreter: bool = False
    invited: tuple[str, ...] = ()
    not_invited: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DomainInFile:
    """A life domain that matters to the question."""

    domain: LifeDomain
    relevance_reason: str = ""
    concern: str = ""
    strength: str = ""
    wish: str = ""


@dataclass(frozen=True)
class LifeDomains:
    """The shared analysis."""

    template: Template | None = None
    items: tuple[DomainInFile, ...] = ()


@dataclass(frozen=True)
class PerspectiveInFile:
    """Where the resident wants to go, with the goals on the way."""

    text: str = ""
    goals: tuple[str, ...] = ()


@dataclass(frozen=True)
class SolutionInFile:
    """A direction that may lead to a goal."""

    text: str
    proposed_by: str = ""
    goal: str = ""


@dataclass(frozen=True)
class ActionInFile:
    """Who does what when."""

    what: str
    owner: str = ""
    due: date | None = None
    status: ActionStatus = ActionStatus.PROPOSED


@dataclass(frozen=True)
class ScenarioInFile:
    """Plan A, B or C."""

    name: str = ""
    trigger: str = ""
    actions: tuple[ActionInFile, ...] = ()
    active: bool = False


@dataclass(frozen=True)
class Scenarios:
    """The courses that the plan can take."""

    A: ScenarioInFile | None = None
    B: ScenarioInFile | None = None
    C: ScenarioInFile | None = None


@dataclass(frozen=True)
class SharingInFile:
    """A decision to share data, or not to. giver and receiver: the fields from and to of the file."""

    what: tuple[DataCategory, ...]
    about: tuple[str, ...]
    giver: str
    receiver: str
    giver_basis: tuple[str, ...] = ()
    receiver_basis: tuple[str, ...] = ()
    a9: tuple[str, ...] = ()
    a10: tuple[str, ...] = ()
    necessity: str = ""
    subsidiarity: str = ""
    decided_at: date | None = None
    until: date | None = None
    informed: bool = False
    status: SharingStatus = SharingStatus.ACTIVE


@dataclass(frozen=True)
class ConsentInFile:
    """A yes of its own kind: about whom, given by whom, to tell which organisations what, until when."""

    kind: ConsentKind
    about: tuple[str, ...]
    given_by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    what: tuple[DataCategory, ...] = ()
    given_at: date | None = None
    valid_until: date | None = None
    withdrawn_at: date | None = None
    note: str = ""


@dataclass(frozen=True)
class MonitoringInFile:
    """How the plan is followed, or why it is not (G18, G19)."""

    needed: bool = True
    reason: str = ""
    next_review_at: date | None = None
    until: date | None = None
    first_to_call: str = ""
    basis: MonitoringBasis | None = None
    monitors: Monitors = Monitors.BOTH


@dataclass(frozen=True)
class EvaluationInFile:
    """What an evaluation brought (G23, G24)."""

    kind: EvaluationKind
    question: str = ""
    intention: str = ""
    does_it_help: Helps | None = None
    adjust: str = ""
    went_well: str = ""
    improve: str = ""
    learned: str = ""
    facilitator: str = ""
    outcome: EvaluationOutcome | None = None


@dataclass(frozen=True)
class ScalingInFile:
    """Why the table can let go, to whom, and how there is a way back (G20 to G22)."""

    criterion: tuple[ScalingCriterion, ...] = ()
    motivation: str = ""
    released_to: str = ""
    released_how: str = ""
    accepted_at: date | None = None
    aftercare: Aftercare | None = None
    pulse_until: date | None = None
    household_told_at: date | None = None
    way_back: str = ""
    evaluate: bool | None = None
    evaluate_reason: str = ""


@dataclass(frozen=True)
class ClosureInFile:
    """Why the case closed (G25)."""

    reason: ClosureReason | None = None
    at: date | None = None
    note: str = ""


@dataclass(frozen=True)
class RetentionInFile:
    """How long the file is kept, and from when (G25)."""

    result: str = ""
    start_rule: str = ""
    note: str = ""


@dataclass(frozen=True)
class CaseInFile:
    """One case. kept: the fields that the system does not use yet, as they stand in the file."""

    id: str
    title: str
    current_state: str
    cycle: int
    digest: str  # of the case as it stands in the file, also after its dates were moved
    kept: Mapping[str, Any]
    household: tuple[Member, ...]
    summary: str = ""
    frame: Frame = Frame.VOLUNTARY
    ave_phase: int | None = None
    laws: tuple[Compartment, ...] = ()
    blockage_reason: tuple[BlockageReason, ...] = ()
    problem_kind: tuple[ProblemKind, ...] = ()
    question: str = ""
    resident_vision: str = ""
    partners: tuple[Partner, ...] = ()
    life_domains: LifeDomains = LifeDomains()
    hats: tuple[HatInFile, ...] = ()
    consulted: tuple[ConsultedInFile, ...] = ()
    course: tuple[StepInFile, ...] = ()
    events: tuple[HappeningInFile, ...] = ()
    meetings: tuple[MeetingInFile, ...] = ()
    planned_meeting: PlannedMeeting | None = None
    perspectives: tuple[PerspectiveInFile, ...] = ()
    solutions: tuple[SolutionInFile, ...] = ()
    value_triangle: TriangleInFile | None = None
    scenario_quadrant: QuadrantInFile | None = None
    scenarios: Scenarios = Scenarios()
    sharing: tuple[SharingInFile, ...] = ()
    consents: tuple[ConsentInFile, ...] = ()
    monitoring: MonitoringInFile | None = None
    evaluation: EvaluationInFile | None = None
    bottlenecks: tuple[BottleneckInFile, ...] = ()
    lessons: tuple[LessonInFile, ...] = ()
    scaling: ScalingInFile | None = None
    closure: ClosureInFile | None = None
    retention: RetentionInFile | None = None


@dataclass(frozen=True)
class CaseFile:
    """A whole file."""

    name: str
    meta: Meta
    cases: tuple[CaseInFile, ...]

    @property
    def municipality(self) -> str:
        """The name of the municipality, without what is said between brackets."""
        return plain_name(self.meta.municipality)
