"""
The course of a case against the stappenplan: is it a path, does it end where the file says, who directs when.

Not here: the guards. Whether a step was allowed is for the replay, which asks the ordinary actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from cases.hats import DIRECTING_VARIANTS, Hat
from cases.stappenplan import BY_ID, Step, moves_from
from regie.casefile.days import day
from regie.casefile.problems import Refuses, Report, listed, quoted
from regie.casefile.references import rows
from regie.casefile.yaml_lines import Path


def check_courses(report: Report) -> None:
    """Adds every course that is no path, and everything that contradicts it. These refuse the case, not the file."""
    cases = report.data.get("cases")
    for index, case in enumerate(cases if isinstance(cases, list) else ()):
        if isinstance(case, dict):
            path: Path = ("cases", index)
            _check_path(report, path, case)
            _check_closure(report, path, case)
            _check_one_at_a_time(report, path, case)


def _check_path(report: Report, path: Path, case: dict[str, Any]) -> None:
    step, cycle, whole = Step.INTAKE.value, 1, True
    for at, row in rows(case, "course"):
        move = BY_ID.get(row["t"]) if isinstance(row.get("t"), str) else None
        if move is None:
            whole = False
            continue
        if step not in move.sources:
            ids = [line.id for line in moves_from(step)]
            names = {"move": move.id, "sources": listed(move.sources), "step": step, "ids": listed(ids)}
            text = _("%(move)s gaat uit van %(sources)s, maar de casus staat dan in %(step)s. Van daar kan: %(ids)s.")
            report.add((*path, "course", at, "t"), text % names, Refuses.CASE)
        step, cycle = move.target.value, cycle + move.new_cycle
    state, round_ = case.get("current_state"), case.get("cycle")
    if whole and isinstance(state, str) and state in Step.values and state != step:
        text = _("Volgens het bestand staat de casus in %(state)s, maar de stappen komen uit in %(step)s.")
        report.add((*path, "current_state"), text % {"state": quoted(state), "step": quoted(step)}, Refuses.CASE)
    if whole and isinstance(round_, int) and round_ > 0 and round_ != cycle:
        text = _("Volgens het bestand is dit cyclus %(said)s, maar de stappen komen uit in cyclus %(found)s.")
        report.add((*path, "cycle"), text % {"said": round_, "found": cycle}, Refuses.CASE)


def _days_of(case: dict[str, Any], *transitions: str) -> list[date]:
    """The days on which these steps were made."""
    made = ((row.get("t"), day(row.get("at"))) for _at, row in rows(case, "course"))
    return [when for t, when in made if when and t in transitions]


CLOSING = tuple(move.id for move in BY_ID.values() if move.target is Step.CLOSED)


def _check_closure(report: Report, path: Path, case: dict[str, Any]) -> None:
    closure, closings = case.get("closure"), _days_of(case, *CLOSING)
    when = day(closure.get("at")) if isinstance(closure, dict) else None
    if when and closings and when not in closings:
        text = _("De casus sluit volgens dit veld op %(when)s, maar volgens de stappen op %(days)s.")
        names = {"when": when, "days": listed(closing.isoformat() for closing in closings)}
        report.add((*path, "closure", "at"), text % names, Refuses.CASE)


def _check_one_at_a_time(report: Report, path: Path, case: dict[str, Any]) -> None:
    """R-HAT-8: one case director and one process director (advisers not counted) at a time."""
    for directs in (_directs_case, _directs_process):
        periods = sorted(_periods(case, directs))
        for (_on, off, first), (on, _off, second) in pairwise(periods):
            if on < off:
                hat = report.data["cases"][path[1]]["hats"][second]["hat"]
                line = report.document.line((*path, "hats", first))
                text = _(
                    "Op %(on)s draagt al iemand de pet %(hat)s (regel %(line)s). "
                    "Zet die eerst af: er is er één tegelijk."
                )
                if directs is _directs_process and any(on <= when < off for when in _days_of(case, "T02")):
                    text += " " + _("Zo is bij T02 niet voldaan aan G03.")
                report.add((*path, "hats", second), text % {"on": on, "hat": hat, "line": line}, Refuses.CASE)


def _directs_case(row: dict[str, Any]) -> bool:
    return row.get("hat") == Hat.CASE_DIRECTION


def _directs_process(row: dict[str, Any]) -> bool:
    return row.get("hat") == Hat.PROCESS_DIRECTION and row.get("variant") in DIRECTING_VARIANTS


def _periods(case: dict[str, Any], directs: Any) -> Iterator[tuple[date, date, int]]:
    """From, until and index of the periods of one hat. The step that closes a case takes the director's hat off."""
    closings = _days_of(case, *CLOSING)
    for at, row in rows(case, "hats"):
        on = day(row.get("put_on_at"))
        if on is None or not directs(row):
            continue
        ends = [day(row.get("taken_off_at"))]
        if directs is _directs_process:
            ends += [closing for closing in closings if closing >= on]
        yield on, min((end for end in ends if end), default=date.max), at
