"""
The role that somebody of a case file has, by the function in words: a file names no roles.

Not here: the words themselves (accounts.functions), what a role may (privacy.law).
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.actions.imported import CONSULTANT, CONTACT, INSIDE
from accounts.functions import UnknownFunction, role_for
from accounts.kinds import Kind
from regie.casefile.problems import Report
from regie.casefile.references import PARTIES, plain_name, rows

OUTSIDE = frozenset(Kind) - {*INSIDE, Kind.OTHER, Kind.DEBT_SERVICE, Kind.SAFETY_HOUSE}


def role_in(function: str, kind: Kind) -> str:
    """The role for this function at this kind of organisation. UnknownFunction: neither of the two says it.

    Whoever works at a partner outside is a partner whatever the function is called there. Without a function the
    workplace decides alone.
    """
    if not function:
        return role_for(CONTACT if kind in OUTSIDE else CONSULTANT)
    try:
        return role_for(function)
    except UnknownFunction:
        if kind in OUTSIDE:
            return role_for(CONTACT)
        raise


def check_functions(report: Report) -> None:
    """Adds every function from which no role follows."""
    meta = report.data.get("meta")
    professionals = meta.get("professionals") if isinstance(meta, dict) else None
    kinds = _kinds(report.data)
    for key, person in professionals.items() if isinstance(professionals, dict) else ():
        function = person.get("function") if isinstance(person, dict) else None
        place = person.get("organisation") if isinstance(person, dict) else None
        if not isinstance(function, str) or not isinstance(place, str):
            continue
        try:
            role_in(function, kinds.get(plain_name(place).casefold(), Kind.OTHER))
        except UnknownFunction:
            text = _(
                "Uit deze functie volgt geen rol. Gebruik bijvoorbeeld procesregisseur, triagist, consulent, "
                "teamleider of contactpersoon."
            )
            report.add(("meta", "professionals", key, "function"), text)


def _kinds(data: dict[str, Any]) -> dict[str, Kind]:
    cases = data.get("cases")
    found: dict[str, Kind] = {}
    for case in cases if isinstance(cases, list) else ():
        for _at, row in rows(case, PARTIES) if isinstance(case, dict) else ():
            name, kind = row.get("name"), row.get("kind")
            if isinstance(name, str) and isinstance(kind, str) and kind in list(Kind):
                found[plain_name(name).casefold()] = Kind(kind)
    return found
