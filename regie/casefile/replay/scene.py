"""
One case while it is replayed: what was made so far and under which id, who is who, and what was refused.

Every deed goes through act(): an ordinary action, by somebody of the file, at the moment of the event. Not here: which
deeds an event means (the other files of this package).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from cases import actions
from cases.hats import DIRECTING, Hat, Worn
from cases.meeting_terms import FirstTurnKind, ParticipationForm
from cases.reads import CaseNotFound
from cases.stappenplan import Step
from cases.terms import ScenarioCode
from privacy import law
from privacy.law import Purpose, Relation
from privacy.viewer import Viewer
from regie.casefile.model import CaseInFile, HatInFile, MeetingInFile, StepInFile
from regie.casefile.replay.refusal import Objection, Refused
from regie.casefile.replay.roll import Roll
from regie.casefile.yaml_lines import Path

T = TypeVar("T")
NOT_RECORDED = "niet vastgelegd"
FROM_FILE = "volgens bestand"
BEFORE_TAKE_UP = ("T01", "T02", "T03", "T04", "T31")


@dataclass
class Held:
    """A meeting that was planned and, as far as the method let it, opened and closed."""

    id: UUID
    parties: tuple[UUID, ...]
    turns: dict[UUID, FirstTurnKind]  # who takes part, by seat, with how they speak first
    is_open: bool = False
    closed: bool = False


@dataclass
class Scene:
    """The case as it is by now. ahead: the step that the present event prepares, or is."""

    case: CaseInFile
    roll: Roll
    reference_date: date
    now: datetime
    reference: str = ""
    opener: Viewer | None = None
    step: Step = Step.INTAKE
    cycle: int = 1
    ahead: StepInFile | None = None
    persons: dict[str, UUID] = field(default_factory=dict)
    parties: dict[str, UUID] = field(default_factory=dict)
    hats: dict[int, UUID] = field(default_factory=dict)  # that are worn now, by their place in the file
    meetings: dict[int, Held] = field(default_factory=dict)
    resident: ParticipationForm | None = None  # how the resident took part, the last time that the file says so
    consents: dict[int, list[UUID]] = field(default_factory=dict)  # by their place in the file, one for each person
    goals: list[tuple[str, UUID]] = field(default_factory=list)
    directions: bool = False
    scenarios: dict[str, UUID] = field(default_factory=dict)
    running: ScenarioCode = ScenarioCode.A
    accepted: dict[tuple[str, int], UUID] = field(default_factory=dict)  # actions, by scenario and place
    done: set[str] = field(default_factory=set)  # what is made once and reconfirmed in later rounds
    looking_back: int = 1  # which time: who went back in the same round (T29, T32), looks back anew
    signal: UUID | None = None  # of a meeting that reconvenes, until convening answers it
    directors_changed: set[int] = field(default_factory=set)  # the E04 that a change of hats was made by
    objections: list[Objection] = field(default_factory=list)
    left_out: list[Objection] = field(default_factory=list)  # what the file says and could not be taken over
    rows_refused: list[Objection] = field(default_factory=list)
    incomplete: list[Objection] = field(default_factory=list)  # a yes that somebody has not given yet
    no_authority: set[str] = field(default_factory=set)  # whose authority, in the file, is over nobody
    kept: dict[str, Any] = field(default_factory=dict)
    derived: int = 0

    # --- deeds -----------------------------------------------------------------------------------

    def act(self, action: Callable[..., T], by: Viewer | None = None, /, *, derived: int = 0, **what: Any) -> T:
        """Does this as somebody of the file; without anybody named as who directs the process on that day.

        derived: whether the file only implies it, and how many records that makes.
        """
        viewer = by or self.director()
        if viewer is None:
            raise actions.NotAuthorised
        with actions.deriving() if derived else nullcontext():
            made = action(viewer=viewer, reference=self.reference, now=self.now, **what)
        self.derived += derived
        return made

    def act_as_any(self, action: Callable[..., T], viewers: Collection[Viewer | None], /, **what: Any) -> T:
        """Does this as the first of these who may. NotAuthorised when none of them may."""
        for viewer in viewers:
            if viewer is not None:
                try:
                    return self.act(action, viewer, **what)
                except (actions.NotAuthorised, CaseNotFound):
                    continue
        raise actions.NotAuthorised

    @contextmanager
    def noting(self, place: Path, *guards: str) -> Iterator[None]:
        """What is refused inside is kept for the step whose guards it was meant for, with its place in the file."""
        try:
            yield
        except actions.NotPossible as exc:
            self.objections.append(Objection(place, str(exc), guards))
        except (actions.NotAuthorised, CaseNotFound):
            text = _("Niemand in het bestand mocht dit op die dag vastleggen.")
            self.objections.append(Objection(place, text, guards))

    def leave_out(self, place: Path, text: str) -> None:
        """Notes something of the file that is not taken over, for the summary."""
        self.left_out.append(Objection(place, text))

    def refuse_what_was_noted(self) -> None:
        """Refuses the case for what was noted so far, outside any step."""
        if self.objections:
            first = self.objections[0]
            raise Refused(first.place, first.text, objections=tuple(self.objections))

    # --- who -------------------------------------------------------------------------------------

    def director(self) -> Viewer | None:
        """Who directs the process now."""
        return self.roll.viewer(self.directs_process())

    def directs_process(self) -> str:
        """The key of who directs the process now, or nothing."""
        return next((hat.professional for hat in self.worn() if worn_as(hat) in DIRECTING), "")

    def directs_case(self) -> str:
        """The key of who keeps the overview now, or nothing."""
        return next((hat.professional for hat in self.worn() if hat.hat is Hat.CASE_DIRECTION), "")

    def worn(self) -> Iterator[HatInFile]:
        """The hats that are on somebody's head now."""
        return (self.case.hats[place] for place in self.hats)

    def triagists(self) -> tuple[Viewer, ...]:
        """Who may triage: first those who do so in this case, then others of the file."""
        made = [step.by for step in self.case.course if step.t in BEFORE_TAKE_UP]
        viewers = [self.roll.viewer(key) for key in dict.fromkeys([*made, *self.roll.staff.accounts])]
        return tuple(viewer for viewer in viewers if viewer and triages(viewer))

    def whoever_is_there(self) -> tuple[Viewer | None, ...]:
        """Who may add to the case now: who directs the process, keeps the overview, triages, or reported it."""
        return (self.director(), self.roll.viewer(self.directs_case()), *self.triagists(), self.opener)

    def user(self, key: str) -> UUID | None:
        """The account behind a key."""
        found = self.roll.account(key)
        return found.pk if found else None

    def party_of(self, key: str) -> UUID | None:
        """The party that a key is, or that the professional behind it works for."""
        return self.parties.get(key) or self.parties.get(self.roll.parties_of.get(key, ""))

    def keeper_name(self) -> str:
        """The name of who keeps the overview, for what that person watches."""
        return self.roll.name(self.directs_case()) or _("casusregisseur")

    # --- what ------------------------------------------------------------------------------------

    def held(self, meeting: MeetingInFile) -> Held | None:
        """A meeting of the file as it was made; None when it could not be."""
        return self.meetings.get(place_of(self.case.meetings, meeting))

    def first_time(self, what: str) -> bool:
        """Whether this is made for the first time; later rounds confirm it."""
        is_new = what not in self.done
        self.done.add(what)
        return is_new


def place_of(items: Collection[T], item: T) -> int:
    """Where this very item stands: two rows of a file can say the same."""
    return next(place for place, one in enumerate(items) if one is item)


def worn_as(hat: HatInFile) -> Worn:
    """A hat of the file, as the conflict matrix knows it."""
    return Worn(hat.hat, hat.variant)


def triages(viewer: Viewer) -> bool:
    """Whether the law lets this viewer triage."""
    return any(rule.relation is Relation.TRIAGES for rule in law.rules(viewer.role, Purpose.INTAKE))


def purpose_of(viewer: Viewer, otherwise: Purpose) -> Purpose:
    """With which purpose this viewer works on a case: direction, or another one for who has no part in that."""
    return Purpose.DIRECTION if law.rules(viewer.role, Purpose.DIRECTION) else otherwise
