"""Small case files for the tests: a minimal valid one, a case that walked the whole path, and what checking says."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import yaml

from regie.casefile.model import CaseInFile
from regie.casefile.problems import Problem
from regie.casefile.validate import Checked, check_contents

META = {
    "reference_date": "2026-11-21",
    "municipality": "Gemeente Waterdam (fictief)",
    "professionals": {
        "u_dir": {"name": "Dirk de Regisseur", "organisation": "Gemeente Waterdam", "function": "Procesregisseur"},
        "u_tri": {"name": "Trees Triage", "organisation": "Gemeente Waterdam", "function": "Triagist"},
        "u_help": {"name": "Hanna Hulp", "organisation": "Lokaal team", "function": "Gezinswerker"},
    },
}
MINIMAL = {
    "id": "X1",
    "title": "Een casus",
    "current_state": "intake",
    "cycle": 1,
    "household": [{"key": "p1", "name": "Inwoner Een", "age": 40}],
}
WALKED = {
    **MINIMAL,
    "current_state": "monitoring",
    "laws": ["wmo"],
    "blockage_reason": ["cooperation_stuck"],
    "question": "Wie helpt ons?",
    "partners": [
        {
            "key": "o1",
            "name": "Lokaal team",
            "kind": "local_team",
            "person": "u_help",
            "seat_kind": "fixed_partner",
            "primary_task": "gezinshulp",
        },
        {
            "key": "o2",
            "name": "De School",
            "kind": "school",
            "seat_kind": "contributes_to_solution",
            "primary_task": "les",
        },
    ],
    "hats": [
        {
            "professional": "u_dir",
            "hat": "process_direction",
            "variant": "municipal",
            "put_on_at": "2026-02-01",
            "announced_to": ["p1", "o1"],
        },
        {"professional": "u_help", "hat": "case_direction", "put_on_at": "2026-03-01", "announced_to": ["p1"]},
    ],
    "course": [
        {"t": "T01", "at": "2026-01-05", "by": "u_tri"},
        {"t": "T02", "at": "2026-02-01", "by": "u_tri"},
        {"t": "T05", "at": "2026-02-10", "by": "u_dir"},
        {"t": "T06", "at": "2026-03-01", "by": "u_dir"},
        {"t": "T08", "at": "2026-03-01", "by": "u_dir"},
        {"t": "T11", "at": "2026-03-01", "by": "u_dir"},
        {"t": "T13", "at": "2026-03-15", "by": "u_dir"},
        {"t": "T17", "at": "2026-03-15", "by": "u_dir"},
    ],
    "meetings": [
        {
            "at": at,
            "kind": "mdo",
            "covers": covers,
            "resident": "present",
            "first_round_complete": True,
            "case_director": "u_help",
            "case_director_accepted": True,
        }
        for at, covers in (("2026-03-01", ["a", "b"]), ("2026-03-15", ["c", "d"]))
    ],
    "life_domains": {"template": "zrm2017", "items": [{"domain": "housing", "concern": "te klein"}]},
    "perspectives": [{"text": "Rust in huis.", "goals": ["Elke dag naar school"]}],
    "solutions": [{"text": "Samen een rooster maken", "proposed_by": "o1", "goal": "Elke dag naar school"}],
    "scenarios": {
        "A": {
            "name": "Rooster",
            "actions": [{"what": "Rooster maken", "owner": "o2", "due": "2026-04-01", "status": "done"}],
        },
        "B": {"name": "Anders", "trigger": "Als het rooster niet lukt", "actions": [], "active": False},
    },
    "monitoring": {"needed": True, "next_review_at": "2026-12-01", "until": "2027-01-01", "first_to_call": "u_help"},
}


def a_case(start: dict[str, Any] = MINIMAL, /, **changes: Any) -> dict[str, Any]:
    """A case with some fields changed; a field that becomes None is not there."""
    return {key: value for key, value in {**deepcopy(start), **changes}.items() if value is not None}


def content(*cases: dict[str, Any], **meta: Any) -> bytes:
    """A case file of these cases, as text."""
    data = {"meta": {**deepcopy(META), **meta}, "cases": list(cases)}
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True).encode()


def checked(*cases: dict[str, Any], **meta: Any) -> Checked:
    """What checking says about a file with these cases."""
    return check_contents([("casussen.yaml", content(*cases, **meta))])


def problems(*cases: dict[str, Any], **meta: Any) -> tuple[Problem, ...]:
    """The problems in a file with these cases."""
    return checked(*cases, **meta).problems


def read(case: dict[str, Any]) -> CaseInFile:
    """The one case of a file that is in order."""
    found = checked(case)
    assert not found.refuses_all, [str(problem) for problem in found.problems]
    return found.files[0].cases[0]


REFERENCE = date(2026, 11, 21)
