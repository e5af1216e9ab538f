"""
Who and what a case file points at: keys that must exist, names and ids that must differ, goals in the same words.

Not here: the form of a key (the schema), and whether somebody may do something (the replay, through the actions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from regie.casefile.problems import Report, listed, meant, quoted
from regie.casefile.schema import Field
from regie.casefile.yaml_lines import Path

STAFF, PEOPLE, PARTIES = "meta.professionals", "household", "partners"
# What each kind of key in the schema may point at.
POINTS_AT = {
    "professional_key": (STAFF,),
    "member_key": (PEOPLE,),
    "partner_key": (PARTIES,),
    "organisation_key": (PARTIES, STAFF),
    "anyone_key": (STAFF, PEOPLE, PARTIES),
}
_FICTITIOUS = re.compile(r"\s*\(fictief[^)]*\)")


def plain_name(name: str) -> str:
    """The name by which people and organisations are found again: without "(fictief)" and with single spaces."""
    return " ".join(_FICTITIOUS.sub("", name).split())


@dataclass(frozen=True)
class Keys:
    """Every key that may be used in one case, with the list it stands in."""

    of: dict[str, str]

    def problem(self, key: str, allowed: tuple[str, ...]) -> str | None:
        """What is wrong with this key in a place for these lists. None: nothing."""
        if self.of.get(key) in allowed:
            return None
        if key in self.of:
            here = {"key": quoted(key), "place": self.of[key], "right": listed(allowed)}
            return _("De sleutel %(key)s staat in %(place)s; hier hoort er een uit %(right)s.") % here
        known = [one for one, place in self.of.items() if place in allowed]
        return _("De sleutel %(key)s staat niet in dit bestand.") % {"key": quoted(key)} + meant(key, known)


def check_references(report: Report, found: list[Field]) -> None:
    """Adds every key that points at nothing, and everything that stands in the file twice but must be unique."""
    staff = _staff(report.data)
    keys = [_keys(report, index, case, staff) for index, case in _cases(report.data)]
    for field in found:
        kind = next((name for name in field.names if name in POINTS_AT), None)
        if kind and isinstance(field.value, str) and len(field.path) > 1 and isinstance(index := field.path[1], int):
            _check_key(report, field, keys[index], POINTS_AT[kind])
    for index, case in _cases(report.data):
        _check_wearers(report, index, case, keys[index])
        _check_party_names(report, index, case)
        _check_goals(report, index, case)


def check_ids(reports: list[Report]) -> None:
    """Adds every case that stands in the files more than once: which of them would be true?"""
    seen: dict[str, tuple[Report, int]] = {}
    for report in reports:
        for index, case in _cases(report.data):
            key = case.get("id")
            if not isinstance(key, str):
                continue
            path: Path = ("cases", index, "id")
            if key in seen:
                first, line = seen[key]
                twice = {"file": first.file, "line": line}
                report.add(path, _("Deze casus staat er al: %(file)s, regel %(line)s. Haal er een weg.") % twice)
            else:
                seen[key] = (report, report.document.line(path))


def _cases(data: dict[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    cases = data.get("cases")
    for index, case in enumerate(cases if isinstance(cases, list) else ()):
        yield index, case if isinstance(case, dict) else {}


def rows(case: dict[str, Any], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The items of a list in a case that are groups of fields, each with its index."""
    items = case.get(name)
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield index, item


def _staff(data: dict[str, Any]) -> dict[str, str]:
    meta = data.get("meta")
    professionals = meta.get("professionals") if isinstance(meta, dict) else None
    return dict.fromkeys(professionals, STAFF) if isinstance(professionals, dict) else {}


def _keys(report: Report, index: int, case: dict[str, Any], staff: dict[str, str]) -> Keys:
    """The keys of one case. Adds a problem for each that is already taken."""
    keys = dict(staff)
    for place in (PEOPLE, PARTIES):
        for at, row in rows(case, place):
            key = row.get("key")
            if not isinstance(key, str):
                continue
            if key in keys:
                taken = {"key": quoted(key), "place": keys[key]}
                text = _("De sleutel %(key)s is al gebruikt in %(place)s. Kies een andere.") % taken
                report.add(("cases", index, place, at, "key"), text)
            else:
                keys[key] = place
    return Keys(keys)


def _check_key(report: Report, field: Field, keys: Keys, allowed: tuple[str, ...]) -> None:
    text = keys.problem(field.value, allowed)
    if text is None:
        return
    if field.path[2] == "course" and field.value not in keys.of:
        text = _("Een stap van iemand die niet in het bestand staat, telt niet.") + " " + text
    report.add(field.path, text)


def _check_wearers(report: Report, index: int, case: dict[str, Any], keys: Keys) -> None:
    """R-HAT-7: only casusregie can lie with someone of the household."""
    for at, row in rows(case, "hats"):
        wearer = row.get("professional")
        if isinstance(wearer, str) and keys.of.get(wearer) == PEOPLE and row.get("hat") != "case_direction":
            text = _("Iemand van het huishouden kan alleen de pet case_direction dragen. Noem een professional.")
            report.add(("cases", index, "hats", at, "professional"), text)


def _check_party_names(report: Report, index: int, case: dict[str, Any]) -> None:
    """An organisation has one seat in a case."""
    seen: dict[str, int] = {}
    for at, row in rows(case, PARTIES):
        name = plain_name(row["name"]).casefold() if isinstance(row.get("name"), str) else ""
        if name and name in seen:
            path: Path = ("cases", index, PARTIES, at, "name")
            line = report.document.line(("cases", index, PARTIES, seen[name], "name"))
            text = _("Deze partij staat er al, op regel %(line)s. Voeg de twee samen.") % {"line": line}
            report.add(path, text)
        seen.setdefault(name, at)


def _check_goals(report: Report, index: int, case: dict[str, Any]) -> None:
    """A direction leads to a goal of this case. Without any goal there is nothing to compare: that is up to G12."""
    goals = {
        " ".join(goal.split())
        for _at, row in rows(case, "perspectives")
        for goal in (row["goals"] if isinstance(row.get("goals"), list) else ())
        if isinstance(goal, str)
    }
    for at, row in rows(case, "solutions"):
        goal = row.get("goal")
        if goals and isinstance(goal, str) and goal.strip() and " ".join(goal.split()) not in goals:
            text = _("Dit doel staat niet bij de perspectieven. Neem het daar woordelijk over.")
            report.add(("cases", index, "solutions", at, "goal"), text)
