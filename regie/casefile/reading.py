"""
Makes the frozen data of the model out of checked data, and moves all its dates at once.

The annotations of the model say what to make: this file knows no field by name, but for two words that Python keeps
for itself. Not here: what is wrong with a file (validate).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from hashlib import sha256
from json import dumps
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from regie.casefile.model import CaseFile, CaseInFile, Meta
from regie.casefile.schema import unused

T = TypeVar("T")
NAMES_IN_FILE = {"giver": "from", "receiver": "to"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_case_file(name: str, data: Mapping[str, Any]) -> CaseFile:
    """The case file in this data. Only for data in which nothing refuses the file."""
    staff = data["meta"].get("professionals", {})
    meta = {**data["meta"], "professionals": [{"key": key, **person} for key, person in staff.items()]}
    return CaseFile(name, _read(Meta, meta), tuple(_read_case(case) for case in data["cases"]))


def shift(file: CaseFile, today: date) -> CaseFile:
    """The same file with every date moved, so that its reference date is today."""
    return cast(CaseFile, _moved(file, today - file.meta.reference_date))


def _read_case(data: Mapping[str, Any]) -> CaseInFile:
    kept = {name: data[name] for name in unused(data)}
    digest = sha256(dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    return _read(CaseInFile, {**data, "kept": kept, "digest": digest})


def _read(kind: type[T], data: Mapping[str, Any]) -> T:
    given = {
        name: _value(hint, data[written])
        for name, hint in _hints(cast(Hashable, kind)).items()
        if (written := NAMES_IN_FILE.get(name, name)) in data
    }
    return kind(**given)


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, written: Any) -> Any:
    """The value as the annotation wants it."""
    if get_origin(hint) is UnionType:
        hint = next(option for option in get_args(hint) if option is not NoneType)
    if get_origin(hint) is tuple:
        return _several(get_args(hint)[0], written if isinstance(written, list) else [written])
    if hint is date:
        return date.fromisoformat(written)
    if hint is str:
        return written.strip()
    if is_dataclass(hint):
        return _read(cast(type, hint), written)
    return hint(written) if isinstance(hint, type) and issubclass(hint, StrEnum | int) else written


def _several(item: Any, written: list[Any]) -> tuple[Any, ...]:
    """A single value where a list may stand is a list of one. A code that is named twice is still one code."""
    values = [_value(item, one) for one in written]
    return tuple(values if is_dataclass(item) else dict.fromkeys(values))


def _moved(value: Any, by: timedelta) -> Any:
    if isinstance(value, date):
        return value + by
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):  # in what is kept as it stands in the file
        return (date.fromisoformat(value) + by).isoformat()
    if isinstance(value, tuple | list):
        return type(value)(_moved(item, by) for item in value)
    if isinstance(value, Mapping):
        return {key: _moved(item, by) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _moved(getattr(value, one.name), by) for one in fields(value)})
    return value
