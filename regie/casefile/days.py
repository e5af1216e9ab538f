"""
The dates of a case file: possible, not after the reference date where something happened, and in order.

Not here: whether a text is a date at all (the schema).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from regie.casefile.problems import Report
from regie.casefile.references import rows
from regie.casefile.schema import Field, is_date
from regie.casefile.yaml_lines import Path

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
# In each of these, the first date is not after the second.
IN_ORDER = (
    ("hats", "put_on_at", "taken_off_at"),
    ("hats", "put_on_at", "expected_until"),
    ("sharing", "decided_at", "until"),
    ("consents", "given_at", "valid_until"),
    ("consents", "given_at", "withdrawn_at"),
    ("escalations", "referred_at", "accepted_at"),
    ("escalations", "referred_at", "returned_at"),
    ("monitoring", "next_review_at", "until"),
    ("scaling", "accepted_at", "pulse_until"),
)


def day(value: object) -> date | None:
    """The day that is written here; None when it is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and is_date(value) else None
    except ValueError:
        return None


def check_days(report: Report, found: list[Field]) -> None:
    """Adds every date that cannot be, and every pair of dates in the wrong order."""
    meta = report.data.get("meta")
    reference = day(meta.get("reference_date")) if isinstance(meta, dict) else None
    for field in found:
        when = day(field.value) if "date" in field.names else None
        if when is None:
            continue
        if not EARLIEST <= when <= LATEST:
            bounds = {"first": EARLIEST.year, "last": LATEST.year}
            text = _("Dit jaar kan niet. Kies een datum van %(first)s tot en met %(last)s.") % bounds
            report.add(field.path, text)
        elif reference and when > reference and "past_date" in field.names:
            text = _("Deze datum ligt na de peildatum %(reference)s (meta.reference_date). Verbeter een van beide.")
            report.add(field.path, text % {"reference": reference.isoformat()})
    cases = report.data.get("cases")
    for index, case in enumerate(cases if isinstance(cases, list) else ()):
        if isinstance(case, dict):
            _check_pairs(report, ("cases", index), case)
            _check_course(report, ("cases", index), case)


def _check_pairs(report: Report, path: Path, case: dict[str, Any]) -> None:
    for place, first, second in IN_ORDER:
        for inner, row in _rows_of(case, place):
            earlier, later = day(row.get(first)), day(row.get(second))
            if earlier and later and later < earlier:
                dates = {"second": second, "later": later, "first": first, "earlier": earlier}
                text = _("%(second)s (%(later)s) ligt voor %(first)s (%(earlier)s). Verbeter een van beide.") % dates
                report.add((*path, *inner, second), text)


def _rows_of(case: dict[str, Any], place: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    one = case.get(place)
    if isinstance(one, dict):
        yield (place,), one
    for at, row in rows(case, place):
        yield (place, at), row


def _check_course(report: Report, path: Path, case: dict[str, Any]) -> None:
    last: date | None = None
    for at, row in rows(case, "course"):
        when = day(row.get("at"))
        if when and last and when < last:
            dates = {"when": when, "last": last}
            text = _("Deze stap (%(when)s) ligt voor de stap erboven (%(last)s). Zet de stappen in volgorde.") % dates
            report.add((*path, "course", at, "at"), text)
        last = when or last
