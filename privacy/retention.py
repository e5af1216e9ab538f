"""
HOW LONG WE KEEP IT, AND FROM WHEN: the results of the selection list and the date on which a term ends.

The selection list counts from the closing of a case, the laws count from something else: Wmo 5.3.4 from receiving or
making the data, Jeugdwet 7.3.8 from the last change. So the start is data beside the term, and it is counted per
item. A case under several laws has a term per law: debts are not kept twenty years because there is a child.
Here belong terms and dates. Not here: who destroys what (the destruction list), a hold. Pure Python.
Source: domain.md 6.9; the archivist and the data protection officer own this file.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from privacy.law import Term
from privacy.months import add_months


class StartRule(Term):
    """From which day a term is counted."""

    ITEM_CREATED = "item_created", "vanaf de dag waarop het gegeven is gemaakt of ontvangen"
    LAST_CHANGE = "last_change", "vanaf de laatste wijziging"
    CASE_CLOSED = "case_closed", "vanaf het sluiten van de casus"
    OBJECT_ENDED = "object_ended", "vanaf het einde van de voorziening"


class Valuation(Term):
    """What happens at the end of the term."""

    DESTROY = "destroy", "vernietigen"
    KEEP = "keep", "blijvend bewaren"


@dataclass(frozen=True)
class RetentionRule:
    """One result of the selection list. Law: the compartment that it is for; empty means any."""

    result: str
    what: str
    duration: str  # ISO 8601: P20Y, P42D
    start_rule: StartRule
    source: str
    law: str = ""
    valuation: Valuation = Valuation.DESTROY
    valid_from: date = date(2020, 1, 1)


@dataclass(frozen=True)
class ItemDates:
    """The days from which a term can be counted. Not happened yet: None."""

    created_on: date
    last_changed_on: date
    case_closed_on: date | None = None
    object_ended_on: date | None = None


_MADE, _CHANGED = StartRule.ITEM_CREATED, StartRule.LAST_CHANGE
_CLOSED, _ENDED = StartRule.CASE_CLOSED, StartRule.OBJECT_ENDED
_WMO, _YOUTH, _RISK = "Wmo 2015, 5.3.4", "Jeugdwet, 7.3.8 lid 3", "selectielijst gemeenten 2020, risicoanalyse"
_LIST = "selectielijst gemeenten 2020"
# fmt: off
_RULES = (
    RetentionRule("3.1.4",   "plan van aanpak jeugdhulp",                "P20Y", _CHANGED, _YOUTH, "jeugdwet"),
    RetentionRule("3.1.5",   "plan van aanpak Wmo",                      "P15Y", _MADE,    _WMO,   "wmo"),
    RetentionRule("3.2",     "plan niet vastgesteld",                    "P5Y",  _CLOSED,  _RISK),
    RetentionRule("3.3.1",   "plan jeugd of Wmo afgebroken",             "P42D", _CLOSED,  _LIST),
    RetentionRule("4.1",     "evaluatie uitgevoerd",                     "P10Y", _CLOSED,  _LIST),
    RetentionRule("8.1",     "uitkering of inkomensvoorziening verstrekt", "P10Y", _ENDED, _LIST,  "participatiewet"),
    RetentionRule("8.1.1",   "Wmo-voorziening verstrekt",                "P15Y", _MADE,    _WMO,   "wmo"),
    RetentionRule("8.1.2",   "individuele jeugdhulp verstrekt",          "P20Y", _CHANGED, _YOUTH, "jeugdwet"),
    RetentionRule("8.1.9",   "schuldhulpverlening verstrekt",            "P5Y",  _ENDED,   _RISK,  "wgs"),
    RetentionRule("8.2",     "voorziening geweigerd",                    "P5Y",  _CLOSED,  _LIST),
    RetentionRule("8.3.1",   "Wmo-voorziening beëindigd",                "P15Y", _MADE,    _WMO,   "wmo"),
    RetentionRule("8.3.2",   "individuele jeugdhulp beëindigd",          "P20Y", _CHANGED, _YOUTH, "jeugdwet"),
    RetentionRule("8.3.5",   "schuldhulpverlening beëindigd",            "P5Y",  _CLOSED,  _RISK,  "wgs"),
    RetentionRule("8.4.1",   "voorziening sociaal domein afgebroken",    "P42D", _CLOSED,  _LIST),
    RetentionRule("12.1.1",  "uitkering opnieuw gecontroleerd",          "P10Y", _CLOSED,  _LIST,  "participatiewet"),
    RetentionRule("12.1.2",  "Wmo-voorziening opnieuw gecontroleerd",    "P15Y", _MADE,    _WMO,   "wmo"),
    RetentionRule("12.1.12", "jeugdhulp opnieuw gecontroleerd",          "P20Y", _CHANGED, _YOUTH, "jeugdwet"),
    RetentionRule("21.1",    "advies gegeven",                           "P5Y",  _CLOSED,  _LIST),
    RetentionRule("21.1.3",  "sociaal-medisch advies gegeven",           "P20Y", _CLOSED,  _LIST),
)
# fmt: on
RULES = {rule.result: rule for rule in _RULES}


def choices(laws: Collection[str]) -> tuple[RetentionRule, ...]:
    """The results that a case under these laws can end with."""
    return tuple(rule for rule in _RULES if not rule.law or rule.law in laws)


def start_and_end(rule: RetentionRule, dates: ItemDates) -> tuple[date, date] | None:
    """The first day of the term, and the day on which the item may go. None: the term has not begun."""
    begins = {
        StartRule.ITEM_CREATED: dates.created_on,
        StartRule.LAST_CHANGE: dates.last_changed_on,
        StartRule.CASE_CLOSED: dates.case_closed_on,
        StartRule.OBJECT_ENDED: dates.object_ended_on,
    }[rule.start_rule]
    return None if begins is None else (begins, after(begins, rule.duration))


def after(day: date, duration: str) -> date:
    """The day so many years, months or days on. A ValueError: no duration of this kind (ISO 8601: P20Y, P6M, P42D)."""
    found = re.fullmatch(r"P(\d+)([YMD])", duration)
    if found is None:
        raise ValueError(f"no duration: {duration!r}")
    count, unit = int(found[1]), found[2]
    if unit == "D":
        return day + timedelta(days=count)
    return add_months(day, count * 12 if unit == "Y" else count)
