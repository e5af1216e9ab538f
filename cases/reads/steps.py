"""Where a case stands on the stappenplan, which steps are open from there, and what is still missing for each.

For reads among themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases.facts import Facts
from cases.guards import Missing
from cases.models import Case
from cases.standing import DIRECTOR
from cases.stappenplan import CONVENING, Move, Step, moves_from
from cases.terms import TriageOutcome
from privacy.law import Standing

PATH = (  # the nine steps of the method, with the short name of the indicator
    (Step.INFORMATION, "1", "Informatie"),
    (Step.INVITATION, "2", "Uitnodigen"),
    (Step.ANALYSIS, "3a", "Analyse"),
    (Step.PERSPECTIVE, "3b", "Perspectief"),
    (Step.SOLUTIONS, "3c", "Oplossingen"),
    (Step.PLAN, "3d", "Plan"),
    (Step.MONITORING, "4", "Monitoren"),
    (Step.SCALING_DOWN, "5", "Afschalen"),
    (Step.EVALUATION, "6", "Evalueren"),
)


TRIO = ("what_was_the_question", "what_was_the_intention", "does_it_help")


@dataclass(frozen=True)
class StepMark:
    """One stop of the step indicator. state: done, current or next; word says it for who hears the page."""

    number: str
    name: str
    state: str
    word: str


@dataclass(frozen=True)
class GuardLine:
    """One line of "wat is nodig": satisfied, or missing with the page to mend it."""

    guard: str
    text: str
    state: str  # met | missing
    url_name: str = ""
    overridable: bool = False


@dataclass(frozen=True)
class OpenMove:
    """A step that this viewer may make from here, with what is satisfied and what is missing."""

    id: str
    text: str
    target: str
    is_return: bool
    asks: tuple[str, ...]  # which words this step cannot do without
    lines: tuple[GuardLine, ...]
    missing: int

    @property
    def overridable(self) -> tuple[str, ...]:
        """The guards that may be passed here with a reason."""
        return tuple(dict.fromkeys(line.guard for line in self.lines if line.overridable))

    @property
    def may_try(self) -> bool:
        """Nothing is missing that a reason cannot pass."""
        return all(line.overridable for line in self.lines if line.url_name)

    @property
    def is_ready(self) -> bool:
        return self.missing == 0

    @property
    def first_missing(self) -> GuardLine | None:
        return next((line for line in self.lines if line.url_name), None)


@dataclass(frozen=True)
class NextStep:
    """What this viewer can do now: the most likely step forward, the others, the way back and the way out.

    must_convene: a signal of the case director obliges to bring the table together first, also off schedule (E02). From
    monitoring that is a step, then forward; from any other step it is a meeting.
    awaited: the step onward that is not this viewer's to make, when there is no other: what is missing may be.
    """

    forward: OpenMove | None
    awaited: OpenMove | None
    others: tuple[OpenMove, ...]
    returns: tuple[OpenMove, ...]
    stop: OpenMove | None
    must_convene: bool = False


def step_marks(case: Case) -> tuple[StepMark, ...]:
    """The indicator: before the present step done, after it still to come. A closed case has all behind it."""
    steps = [step for step, _, _ in PATH]
    at = steps.index(Step(case.step)) if case.step in steps else (len(steps) if case.step == Step.CLOSED else -1)
    states = (("done", "klaar") if i < at else ("current", "nu") if i == at else ("next", "nog niet") for i in range(9))
    return tuple(
        StepMark(number, name, state, word) for (_, number, name), (state, word) in zip(PATH, states, strict=True)
    )


def next_step(case: Case, standing: Standing, facts: Facts) -> NextStep | None:
    """None when this viewer may make no step from here."""
    moves = [move for move in moves_from(case.step) if standing.relations & set(move.by)]
    if not moves:
        return None
    opened = [open_move(move, facts) for move in moves if move.id != "W01"]
    must_convene = facts.obliging_signals > 0 and case.step != Step.CLOSED and bool(standing.relations & set(DIRECTOR))
    first = CONVENING if must_convene else ()
    forward = _onward(opened, facts, first)
    stop = next((open_move(move, facts) for move in moves if move.id == "W01"), None)
    return NextStep(
        forward=forward[0] if forward else None,
        awaited=None if forward else _awaited(case, standing, facts),
        others=tuple(forward[1:]),
        returns=tuple(move for move in opened if move.is_return and move.id not in first),
        stop=stop,
        must_convene=must_convene,
    )


def _onward(opened: list[OpenMove], facts: Facts, first: tuple[str, ...] = ()) -> list[OpenMove]:
    """First what a signal obliges to, then the way that the case is on, then what is ready, else what is nearest."""
    onward = (move for move in opened if not move.is_return or move.id in first)
    return sorted(
        onward, key=lambda move: (move.id not in first, _goes_another_way(move.id, facts), move.missing, move.id)
    )


def _awaited(case: Case, standing: Standing, facts: Facts) -> OpenMove | None:
    """Before the case is taken up, triage makes the step and the process director does what it asks for."""
    if not standing.relations & set(DIRECTOR):
        return None
    theirs = [open_move(move, facts) for move in moves_from(case.step) if move.id != "W01"]
    return next(iter(_onward(theirs, facts)), None)


def _goes_another_way(move_id: str, facts: Facts) -> bool:
    """Whether the case is on another way than this step: what triage chose, what was waived, where it came from.

    Without a decision of triage yet, taking up is the way.
    """
    takes_up = facts.triage_outcome in ("", TriageOutcome.TAKE_UP)
    another = {
        "T02": not takes_up,
        "T03": takes_up,
        "T17": facts.monitoring_waived,
        "T18": not facts.monitoring_waived,
        "T29": facts.handover_accepted,
        "T30": not facts.handover_accepted,
        "T32": facts.handover_accepted,
    }
    return another.get(move_id, False)


def open_move(move: Move, facts: Facts) -> OpenMove:
    """One line of the stappenplan held against the facts. The reason is asked with the step: not missing yet."""
    lines: list[GuardLine] = []
    for guard in move.guards:
        found = guard.missing(facts)
        if guard.id == "G26":
            continue
        lines += [_missing(one) for one in found] or [GuardLine(guard.id, guard.text, "met")]
    return OpenMove(
        id=move.id,
        text=move.text,
        target=move.target.label,
        is_return=move.is_return,
        asks=_asks(move),
        lines=tuple(lines),
        missing=sum(line.state == "missing" for line in lines),
    )


def _asks(move: Move) -> tuple[str, ...]:
    reason = ("reason",) if any(guard.id == "G26" for guard in move.guards) else ()
    return reason + (TRIO if move.needs_trio else ())


def _missing(missing: Missing) -> GuardLine:
    return GuardLine(missing.guard, missing.text, "missing", missing.url_name, missing.overridable)
