"""
Which reason goes with which way of closing: the outcome of triage (T03), the end (T27, T30), stopping (W01).

Pure Python. Not here: the moves themselves (cases.stappenplan), how long the file is kept (privacy.retention).
Source: the notes of state_machine.yaml at T03 and W01.
"""

from __future__ import annotations

from cases.stappenplan import Move, Step, moves_from
from cases.terms import CLOSES_AFTER_TRIAGE, CLOSES_AT_END, CLOSES_SHORT, ClosureReason

REASONS: dict[str, tuple[ClosureReason, ...]] = {
    "T03": tuple(CLOSES_AFTER_TRIAGE),
    "T27": CLOSES_AT_END,
    "T30": CLOSES_AT_END,
    "W01": CLOSES_SHORT,
}


def ways_from(step: str) -> tuple[Move, ...]:
    """The moves that close a case from this step; stopping comes last."""
    return tuple(move for move in moves_from(step) if move.target is Step.CLOSED)


def reasons_from(step: str) -> tuple[ClosureReason, ...]:
    """The reasons that a case can close with from this step."""
    return tuple(reason for move in ways_from(step) for reason in REASONS[move.id])


def way_with(step: str, reason: str) -> Move | None:
    """The move that closes a case from this step for this reason, if there is one."""
    return next((move for move in ways_from(step) if reason in REASONS[move.id]), None)
