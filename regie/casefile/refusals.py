"""
A case that was refused while it was replayed, in words for who made the file: line, case, step, guards, field.

Not here: why a case is refused (replay), what is wrong with a file before anything is replayed (problems).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from regie.casefile.problems import Problem, Refuses, dotted
from regie.casefile.replay.refusal import Objection, Refused
from regie.casefile.validate import Checked
from regie.casefile.yaml_lines import Path

# The fields of a case that each guard is met from: docs/case-file.md explains how.
MET_FROM = {
    "G01": "question",
    "G02": "blockage_reason",
    "G03": "hats",
    "G04": "hats, laws",
    "G05": "partners, consulted",
    "G06": "partners, planned_meeting",
    "G07": "meetings",
    "G08": "meetings, question, laws",
    "G09": "meetings",
    "G10": "life_domains",
    "G11": "perspectives, meetings",
    "G12": "perspectives",
    "G13": "solutions, meetings",
    "G14": "scenarios, monitoring",
    "G15": "scenarios",
    "G16": "hats, meetings",
    "G17": "meetings",
    "G18": "monitoring",
    "G19": "monitoring",
    "G20": "scaling",
    "G21": "scaling",
    "G22": "scaling",
    "G23": "evaluation, meetings",
    "G24": "evaluation",
    "G25": "closure, retention, hats",
    "G26": "note",
    "G27": "meetings, events",
    "G28": "events",
    "G29": "meetings",
}


@dataclass(frozen=True)
class Refusal:
    """Why a case was not imported. transition and guards: when that is because a step could not be made."""

    problem: Problem
    transition: str = ""
    guards: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.problem)


def refusals(checked: Checked, file: str, case: int, key: str, refused: Refused) -> list[Refusal]:
    """What to say of a case that was refused: one thing for a step, else each thing that was refused on its own."""

    def at(place: Path) -> int:
        return checked.line(file, ("cases", case, *place))

    def problem(place: Path, text: str) -> Problem:
        return Problem(file, at(place), key, dotted(place), text, Refuses.CASE)

    if refused.transition:
        said = [f"{one.guard} ({MET_FROM[one.guard]}): {one.text}" for one in refused.missing]
        said += [_as_remark(one, at(one.place)) for one in refused.objections]
        text = " ".join([_("%(step)s kan niet.") % {"step": refused.transition}, *(said or [refused.text])])
        return [Refusal(problem(refused.place, text), refused.transition, refused.guards)]
    if refused.objections:
        return [Refusal(problem(one.place, _alone(one)), guards=one.guards) for one in refused.objections]
    return [Refusal(problem(refused.place, refused.text))]


def _as_remark(one: Objection, line: int) -> str:
    where = {"guards": ", ".join(one.guards), "line": line, "field": dotted(one.place), "text": one.text}
    if one.guards:
        return _("%(guards)s (regel %(line)s, %(field)s): %(text)s") % where
    return _("Ook regel %(line)s, %(field)s: %(text)s") % where


def _alone(one: Objection) -> str:
    return f"{one.text} ({', '.join(one.guards)})" if one.guards else one.text
