"""Courses for the import: the valid case that walked to monitoring, and what comes after it, a line at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone

from regie.casefile.importing import Outcome, import_files
from regie.casefile.refusals import Refusal
from tests.casefile.build import META, WALKED, a_case, content

MANAGER = {"name": "Marjan Manager", "organisation": "Gemeente Waterdam", "function": "Teamleider"}
STAFF = META["professionals"] | {"u_man": MANAGER}
FIRST, SECOND = WALKED["meetings"]
START = WALKED["course"][:3]
WIDE = {"first_round_complete": True, "resident": "present", "case_director": "u_help", "case_director_accepted": True}
SCALING = {
    "criterion": "household_directs_itself",
    "released_to": "p1",
    "accepted_at": "2026-05-10",
    "aftercare": "none",
    "household_told_at": "2026-05-10",
    "evaluate": True,
    "evaluate_reason": "hier is van te leren",
}
ASKED = {"kind": "interim", "question": "Wat was het?", "intention": "Rust", "does_it_help": "partly", "adjust": "Meer"}
ANSWERED = {"kind": "closing", "went_well": "samen", "improve": "sneller", "learned": "vroeg bellen"}
CLOSING = {"closure": {"reason": "resolved"}, "retention": {"result": "8.1.1"}}


def steps(at: str, ids: str, by: str = "u_dir", note: str = "") -> list[dict[str, str]]:
    """Steps of one day by one person; with a note when there is one."""
    return [{"t": t, "at": at, "by": by} | ({"note": note} if note else {}) for t in ids.split()]


def meeting(at: str, kind: str = "mdo", covers: str = "abcd", **changes: Any) -> dict[str, Any]:
    """A meeting that treats these points, with a whole round and a yes."""
    return {"at": at, "kind": kind, "covers": list(covers), **WIDE, **changes}


def onwards(state: str, *more: list[dict[str, str]], meetings: tuple[dict[str, Any], ...] = (), **changes: Any) -> dict:
    """The case that walked to monitoring, and went on from there."""
    course = [*WALKED["course"], *(step for group in more for step in group)]
    return a_case(WALKED, course=course, meetings=[FIRST, SECOND, *meetings], current_state=state, **changes)


def run(folder: Path, *cases: dict[str, Any], keep_going: bool = False, **how: Any) -> Outcome:
    """Imports a file with these cases."""
    path = folder / "casussen.yaml"
    path.write_bytes(content(*cases, professionals=STAFF))
    return import_files([path], now=timezone.now(), keep_going=keep_going, **how)


def refused(folder: Path, case: dict[str, Any]) -> Refusal:
    """Why a case is refused; fails when it is not, or when something of it was kept."""
    outcome = run(folder, case)
    assert outcome.problems == ()
    assert not outcome.saved
    assert not outcome.imported
    return outcome.refused[0]
