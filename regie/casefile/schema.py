"""
The form of a case file: docs/case-file.schema.json, and its errors in plain Dutch.

Not here: what a form cannot say, such as whether a key exists (references) or the course is possible (course).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path as File
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from regie.casefile.problems import Report, listed, meant, quoted
from regie.casefile.yaml_lines import Path

SCHEMA: dict[str, Any] = json.loads(
    (File(__file__).resolve().parents[2] / "docs" / "case-file.schema.json").read_text(encoding="utf-8")
)
CASE_PROPERTIES: dict[str, Any] = SCHEMA["$defs"]["case"]["properties"]
_DATES = FormatChecker(formats=())


def is_date(value: object) -> bool:
    """Whether a text is a day of the calendar, written as 2026-11-30."""
    return not isinstance(value, str) or date.fromisoformat(value).isoformat() == value


_DATES.checks("date", raises=ValueError)(is_date)
_VALIDATOR = Draft202012Validator(SCHEMA, format_checker=_DATES)


def check_form(report: Report) -> None:
    """Adds every way in which the data is not of the form that the schema describes."""
    errors = list(_VALIDATOR.iter_errors(report.data))
    of_a_wrong_kind: dict[Path, ValidationError] = {}
    for error in errors:
        if error.validator == "type":
            of_a_wrong_kind.setdefault(tuple(error.absolute_path), error)
    for error in errors:
        if of_a_wrong_kind.get(tuple(error.absolute_path), error) is error:  # of a wrong kind: the rest is no news
            for path, text in _explain(error):
                report.add(path, text)


@dataclass(frozen=True)
class Field:
    """A value of the file with the names that the schema has for what it is."""

    path: Path
    value: Any
    names: tuple[str, ...]
    kept: bool = False


def fields(data: Any) -> Iterator[Field]:
    """Every value of a file that the schema knows, whatever else is wrong with the file."""
    yield from _walk(data, SCHEMA, ())


def unused(case: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of this case that the system keeps and does not use yet, in the order of the schema."""
    return tuple(name for name, form in CASE_PROPERTIES.items() if form.get("x-kept") and case.get(name))


def _walk(value: Any, form: dict[str, Any], path: Path) -> Iterator[Field]:
    names: tuple[str, ...] = ()
    while "$ref" in form:
        name = form["$ref"].removeprefix("#/$defs/")
        names, form = (*names, name), SCHEMA["$defs"][name]
    yield Field(path, value, names)
    if isinstance(value, dict):
        others = form.get("additionalProperties")
        for key, item in value.items():
            if "propertyNames" in form:
                yield Field((*path, key), key, (form["propertyNames"]["$ref"].removeprefix("#/$defs/"),))
            inner = form.get("properties", {}).get(key, others)
            if isinstance(inner, dict):
                yield from _walk(item, inner, (*path, key))
    elif isinstance(value, list):
        inner = form.get("items") or form.get("then", {}).get("items")
        for index, item in enumerate(value if inner else ()):
            yield from _walk(item, inner, (*path, index))
    elif "else" in form:
        yield from _walk(value, form["else"], path)


# --- In plain Dutch ----------------------------------------------------------------------------------------------

_KINDS = {
    "string": gettext_lazy("tekst"),
    "array": gettext_lazy("een lijst"),
    "object": gettext_lazy("een groep velden"),
    "integer": gettext_lazy("een heel getal"),
    "boolean": gettext_lazy("true of false"),
}


def _explain(error: ValidationError) -> Iterator[tuple[Path, str]]:
    """The places and texts of one error of the validator."""
    path: Path = tuple(error.absolute_path)
    if error.validator == "required":
        for name in error.validator_value:
            if name not in error.instance:
                yield (*path, name), _("Dit veld ontbreekt. Vul het in.")
    elif error.validator == "additionalProperties":
        known = list(error.schema["properties"])
        for name in error.instance:
            if name not in known:
                yield (*path, name), _("Dit veld bestaat niet in het formaat.") + meant(name, known)
    elif "propertyNames" in error.absolute_schema_path:
        yield (*path, error.instance), _pattern(error)
    else:
        yield path, _TEXTS[error.validator](error)


def _type(error: ValidationError) -> str:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    text = _("Hier hoort %(kinds)s.") % {"kinds": _(" of ").join(str(_KINDS[kind]) for kind in wanted)}
    if "string" in wanted and isinstance(error.instance, bool | int | float):
        text += " " + _("Zet de waarde tussen aanhalingstekens.")
    return text


def _enum(error: ValidationError) -> str:
    if not isinstance(error.instance, str):
        return _("Hier hoort een van deze codes: %(codes)s.") % {"codes": listed(error.validator_value)}
    text = _("De code %(code)s kan hier niet.") % {"code": quoted(error.instance)}
    if near := meant(error.instance, error.validator_value):
        return text + near
    return text + " " + _("Kies uit: %(codes)s.") % {"codes": listed(error.validator_value)}


def _pattern(error: ValidationError) -> str:
    if error.validator == "pattern" and error.validator_value == "\\S":
        return _("Dit veld is leeg. Vul het in of haal het weg.")
    if error.validator_value == CASE_PROPERTIES["id"]["pattern"]:
        return _("Gebruik letters, cijfers, spaties en . _ / - en ten hoogste 60 tekens.")
    if error.validator_value == SCHEMA["$defs"]["key"]["pattern"]:
        return _("Een sleutel begint met een letter en heeft verder letters, cijfers, - of _ (ten hoogste 40 tekens).")
    return _("Gebruik 2 tot 10 hoofdletters, cijfers of _, en begin met een letter.")


def _length(error: ValidationError) -> str:
    sizes = {"length": len(error.instance), "most": error.validator_value}
    return _("Deze tekst heeft %(length)s tekens. Er passen er %(most)s. Kort de tekst in.") % sizes


def _bounds(error: ValidationError) -> str:
    bounds = {"least": error.schema["minimum"], "most": error.schema["maximum"]}
    return _("Dit getal kan niet. Kies een getal van %(least)s tot en met %(most)s.") % bounds


_TEXTS: dict[str, Callable[[ValidationError], str]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "maxLength": _length,
    "minimum": _bounds,
    "maximum": _bounds,
    "format": lambda error: _("Dit is geen bestaande datum. Schrijf haar als jjjj-mm-dd, bijvoorbeeld 2026-11-30."),
    "minItems": lambda error: _("Deze lijst is leeg. Zet er ten minste één in."),
    "maxItems": lambda error: _("Deze lijst is te lang. Er passen er %(most)s.") % {"most": error.validator_value},
    "not": lambda error: _("Dit veld hoort alleen bij de pet process_direction. Haal het weg."),
}
