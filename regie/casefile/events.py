"""
What happened in a case, one class per kind of event: the replay is a match over these.

Here: what an event is and what it carries. Not here: in which order they come (timetable), what they do (replay).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from regie.casefile.model import (
    ConsentInFile,
    HappeningInFile,
    HatInFile,
    MeetingInFile,
    PlannedMeeting,
    SharingInFile,
    StepInFile,
)


@dataclass(frozen=True)
class Event:
    """Something that happened, and when: the business time, in the zone of the municipality."""

    at: datetime = field(kw_only=True)


@dataclass(frozen=True)
class OpenCase(Event):
    """The case is reported: people, parties, question, vision, laws."""


@dataclass(frozen=True)
class PutOnHat(Event):
    """Somebody puts on a hat, and tells so."""

    hat: HatInFile


@dataclass(frozen=True)
class TakeOffHat(Event):
    """Somebody takes off a hat; handed over and accepted when the file names to whom."""

    hat: HatInFile


@dataclass(frozen=True)
class DecideSharing(Event):
    """A sharing decision, also one not to share."""

    sharing: SharingInFile


@dataclass(frozen=True)
class RecordConsent(Event):
    """People of the household said yes to something, each in the capacity that the file knows of them."""

    consent: ConsentInFile


@dataclass(frozen=True)
class WithdrawConsent(Event):
    """Such a yes was taken back."""

    consent: ConsentInFile


@dataclass(frozen=True)
class DecideOnParties(Event):
    """Of each party: is it asked something, what, on what ground (G05)."""


@dataclass(frozen=True)
class PlanMeeting(Event):
    """A meeting that is still to come is prepared."""

    meeting: PlannedMeeting


@dataclass(frozen=True)
class RaiseSignal(Event):
    """The case director says that it stalls: what a meeting of kind reconvene means (G27). text: the note of T21."""

    meeting: MeetingInFile
    text: str


@dataclass(frozen=True)
class OpenMeeting(Event):
    """A meeting begins: invited, question confirmed, purposes read. first: the others hear of the director's role."""

    meeting: MeetingInFile
    first: bool


@dataclass(frozen=True)
class TakeFirstTurns(Event):
    """Everybody at the table gets a first turn, if the file says so (G09)."""

    meeting: MeetingInFile


@dataclass(frozen=True)
class RaiseNewFacts(Event):
    """New facts came to the table (G13). resolved: the picture was made complete, or the case went back for it."""

    meeting: MeetingInFile
    resolved: bool


@dataclass(frozen=True)
class CloseMeeting(Event):
    """A meeting ends: who keeps the overview said yes, or not (G16)."""

    meeting: MeetingInFile


@dataclass(frozen=True)
class ShareMinutes(Event):
    """The minutes of a closed meeting go to everybody who was invited (G17)."""

    meeting: MeetingInFile


@dataclass(frozen=True)
class SharePlan(Event):
    """The plan goes to everybody who was invited to the last closed meeting (G17)."""

    meeting: MeetingInFile


@dataclass(frozen=True)
class RecordAnalysis(Event):
    """The shared analysis, made or reconfirmed in this cycle (G10)."""


@dataclass(frozen=True)
class StatePerspectives(Event):
    """Perspectives and goals, made or reconfirmed in this cycle (G11, G12)."""


@dataclass(frozen=True)
class NameDirections(Event):
    """Directions, made or reconfirmed in this cycle (G13)."""


@dataclass(frozen=True)
class WeighSolution(Event):
    """The value triangle of a tailor-made solution."""


@dataclass(frozen=True)
class DrawQuadrant(Event):
    """The four futures between two uncertain factors."""


@dataclass(frozen=True)
class MakePlan(Event):
    """Scenarios and actions, accepted as far as the file says, made or reconfirmed in this cycle (G14, G15)."""


@dataclass(frozen=True)
class AgreeMonitoring(Event):
    """How the plan is followed, or why it is not (G18, G19)."""


@dataclass(frozen=True)
class DecideScaling(Event):
    """Why the table can let go, and to whom (G20)."""


@dataclass(frozen=True)
class AcceptHandover(Event):
    """Whoever receives the case said yes (G21)."""


@dataclass(frozen=True)
class TellHousehold(Event):
    """The household heard whom to call from now on (G21)."""


@dataclass(frozen=True)
class DecideEvaluating(Event):
    """Whether the case is evaluated, and why (G22)."""


@dataclass(frozen=True)
class Evaluate(Event):
    """What the evaluation brought (G23, G24). meetings: those of kind evaluation so far, for who was present."""

    meetings: tuple[MeetingInFile, ...]


@dataclass(frozen=True)
class ReportProgress(Event):
    """Actions that are in progress or done by now."""


@dataclass(frozen=True)
class Learn(Event):
    """What this case teaches, and the obstacles that it met."""


@dataclass(frozen=True)
class PrepareClosure(Event):
    """Why the case closes, how long what is kept, from when (G25)."""


@dataclass(frozen=True)
class MakeStep(Event):
    """A step of the stappenplan. hats: those that end in this very step, because it closes the case."""

    step: StepInFile
    cycle: int  # that the step leads to
    hats: tuple[HatInFile, ...] = ()


@dataclass(frozen=True)
class RecordHappening(Event):
    """One of E01 to E07."""

    happening: HappeningInFile
