"""What a screen of a running meeting shows: frozen, and only what this viewer may hear. Made in live and seat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.reads import CaseAtMeeting
from meetings.phases import BEFORE_THE_PICTURE, Phase
from meetings.stand import Stand


@dataclass(frozen=True)
class Option:
    """A choice in a form of the table."""

    code: str
    label: str


@dataclass(frozen=True)
class Advice:
    """What who chairs reads above the table. title: only of a strong advice, which may not be missed."""

    text: str
    title: str = ""

    @property
    def state(self) -> str:
        return "late" if self.title else "attention"


@dataclass(frozen=True)
class MaterialLine:
    """A piece that somebody made. by: who; is_on_wall: the room looks at it now."""

    id: UUID
    by: str
    kind: str
    icon: str
    text: str
    has_film: bool
    has_picture: bool
    on: datetime
    kept_how: str
    was_shown: bool
    is_on_wall: bool


@dataclass(frozen=True)
class PhaseMark:
    """A phase in the row of phases. state: done, current or locked."""

    code: str
    label: str
    state: str

    @property
    def is_done(self) -> bool:
        """Whether the table was there already."""
        return self.state == "done"

    @property
    def is_current(self) -> bool:
        """Whether the table is there now."""
        return self.state == "current"


@dataclass(frozen=True)
class Clock:
    """How long the table is at this: since when, of how many minutes (0: no time box), and how far that is."""

    since: datetime
    spent: int
    minutes: int
    share: int  # of a hundred
    over: bool


@dataclass(frozen=True)
class TopicLine:
    """A point of the agenda. state: done, current, next or locked. hidden: without this viewer, who reads no title."""

    id: UUID
    title: str
    minutes: int
    phase: str
    state: str
    may_start: bool
    hidden: bool
    leaves: tuple[str, ...] = ()  # who must leave the room for it, by name, for who chairs
    stays_out: tuple[str, ...] = ()
    comes_in: tuple[str, ...] = ()  # who is out now and may be there for this

    @property
    def is_current(self) -> bool:
        """Whether it is on the table."""
        return self.state == "current"

    @property
    def is_done(self) -> bool:
        """Whether it was talked about."""
        return self.state == "done"

    @property
    def is_near(self) -> bool:
        """Whether it can be next."""
        return self.state == "next" or self.may_start


@dataclass(frozen=True)
class Turn:
    """Somebody at the table. state: spoken, speaking, waiting, away. out: not in the room for this topic; why.

    form: how this person takes part, when it is not by sitting there, and who speaks; fits: the first turn that comes
    of that, when the table may have it now.
    """

    id: UUID
    name: str
    kind: str
    state: str
    words: str
    is_here: bool
    has_spoken: bool
    is_me: bool
    out: bool
    why_out: str
    mind: str
    form: str
    fits: Option | None

    @property
    def is_speaking(self) -> bool:
        """Whether it is this person's turn."""
        return self.state == "speaking"

    @property
    def has_first_turn(self) -> bool:
        """Whether it is this person's turn, and the first."""
        return self.is_speaking and not self.has_spoken

    @property
    def is_waiting(self) -> bool:
        """Whether this person is here, in the room, and had no first turn yet."""
        return self.state == "waiting" and not self.out


@dataclass(frozen=True)
class Said:
    """Something that was put in. waits: a proposal that the table did not weigh yet."""

    id: UUID
    text: str
    by: str
    at: datetime
    is_new_fact: bool
    may_take_back: bool
    waits: bool
    outcome: str
    reason: str
    domain: str = ""


@dataclass(frozen=True)
class SaidKind:
    """What was said of one kind."""

    code: str
    title: str
    icon: str
    items: tuple[Said, ...]

    @property
    def is_settled(self) -> bool:
        """Whether this viewer can take nothing of it back: then it looks the same to all who hear the same."""
        return not any(item.may_take_back for item in self.items)


@dataclass(frozen=True)
class RaisedSignal:
    """A new fact behind an argument against. resolution: what was done with it, with the reason; empty: nothing yet."""

    id: UUID
    fact: str
    proposal: str
    raised_by: str
    at: datetime
    resolution: str
    reason: str


@dataclass(frozen=True)
class Check:
    """A thing of the opening. tell: the address of the button that says it was told, where it takes no form."""

    text: str
    done: bool
    tell: str = ""


@dataclass(frozen=True)
class Live:
    """A running meeting as one viewer sees it now.

    seat: one's own place at the table. writes: may write down what anybody says; speaks: may put something in now.
    without_me: the table talks about something for which this viewer is out of the room.
    """

    stand: Stand
    id: UUID
    title: str
    phase: Phase
    phase_label: str
    phases: tuple[PhaseMark, ...]
    on_to: str
    backs: tuple[Option, ...]
    missing: tuple[str, ...]
    question: str
    resident_says: str  # of the question, as the chair put it down
    purposes: str
    grounds: tuple[str, ...]  # on which data is shared, by code
    articles: tuple[str, ...]  # the same as they are read out
    clock: Clock | None
    topics: tuple[TopicLine, ...]
    topic: TopicLine | None
    turns: tuple[Turn, ...]
    spoken: int
    waiting: int
    seat: Turn | None
    without_me: bool
    directs: bool
    writes: bool
    speaks: bool
    kinds: tuple[Option, ...]
    later: tuple[Option, ...]  # what is said too soon now
    categories: tuple[Option, ...]
    domains: tuple[Option, ...]  # the areas of life that something of the picture can be about
    said: tuple[SaidKind, ...]
    proposals: tuple[Said, ...]
    signals: tuple[RaisedSignal, ...]  # with which something is to be done
    answered: tuple[RaisedSignal, ...]
    advice: Advice | None
    checks: tuple[Check, ...]
    asks_picture: bool  # who chairs, whether everybody finds the picture complete
    asks_turn: bool  # a first turn is what the table waits for, of this viewer
    minute_taker: str
    hint: str
    size: str
    material: tuple[MaterialLine, ...]

    @property
    def topic_id(self) -> UUID | None:
        """What is on the table: what is typed now, is about that."""
        return self.topic.id if self.topic else None

    @property
    def opens(self) -> bool:
        """Whether this viewer opens the meeting."""
        return self.directs and self.phase is Phase.OPENING

    @property
    def confirms_question(self) -> bool:
        """Whether this viewer can still confirm the question."""
        return self.directs and self.asks_question

    @property
    def weighs(self) -> bool:
        """Whether this viewer puts down what the table weighs."""
        return self.directs and self.in_judgement

    @property
    def decides(self) -> bool:
        """Whether this viewer puts down what the table decides."""
        return self.directs and self.in_decision

    @property
    def has_a_say(self) -> bool:
        """Whether this viewer puts things in at some time: for the own seat, or for all."""
        return self.writes or self.seat is not None

    @property
    def in_question(self) -> bool:
        """Whether the table talks about the question."""
        return self.phase is Phase.QUESTION

    @property
    def asks_question(self) -> bool:
        """Whether the question can still be confirmed."""
        return self.phase in BEFORE_THE_PICTURE

    @property
    def in_judgement(self) -> bool:
        """Whether the table weighs."""
        return self.phase is Phase.JUDGEMENT

    @property
    def in_decision(self) -> bool:
        """Whether the table decides."""
        return self.phase is Phase.DECISION


@dataclass(frozen=True)
class Table:
    """The part of a page that changes while the meeting runs. live: None when it does not run."""

    live: Live | None
    case: CaseAtMeeting
