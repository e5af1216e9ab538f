"""A problem in a case file: where it stands and what to do about it. Not here: what is a problem (its neighbours)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from regie.casefile.yaml_lines import Document, Path

_CODE = re.compile(r"[\w.:/-]{1,40}")


class Refuses(StrEnum):
    """What a problem stands in the way of: all cases of all files, or only the case it is about."""

    ALL = "all"
    CASE = "case"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong. The text is Dutch, says what to do, and quotes no free text of the file.

    case: the id of the case in the file, empty outside the cases; path: the field, lists counted from 1.
    """

    file: str
    line: int
    case: str
    path: str
    text: str
    refuses: Refuses = Refuses.ALL

    def __str__(self) -> str:
        where = [self.file, _("regel %(line)s") % {"line": self.line}]
        where += [_("casus %(case)s") % {"case": self.case}] if self.case else []
        where += [self.path] if self.path else []
        return f"{', '.join(where)}: {self.text}"


@dataclass
class Report:
    """The problems of one file, gathered by everyone who looks at it."""

    file: str
    document: Document
    data: dict[str, Any]
    problems: dict[Problem, None] = field(default_factory=dict)  # in order, and each once

    def add(self, path: Path, text: str, refuses: Refuses = Refuses.ALL) -> None:
        """Notes a problem with the value at this path."""
        inside = path[:1] == ("cases",) and len(path) > 1
        case = self._case(path[1]) if inside else ""
        shown = dotted(path[2:] if inside else path)
        self.problems[Problem(self.file, self.document.line(path), case, shown, text, refuses)] = None

    def _case(self, index: str | int) -> str:
        """How to call the case: by its id, or by its place in the file when it has none that can be shown."""
        cases = self.data.get("cases")
        found = cases[index] if isinstance(cases, list) and isinstance(index, int) and index < len(cases) else None
        name = found.get("id") if isinstance(found, dict) else None
        return name if isinstance(name, str) and name and len(name) <= 60 else f"{int(index) + 1}"


def dotted(path: Path) -> str:
    """The path as people write it: hats[2].put_on_at, counted from 1."""
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def quoted(value: object) -> str:
    """A code between quotation marks. What is no code may be about a person, and is not repeated."""
    return f"“{value}”" if isinstance(value, str) and _CODE.fullmatch(value) else _("wat hier staat")


def listed(words: Iterable[str]) -> str:
    """a, b en c."""
    *first, last = words
    return _("%(first)s en %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def meant(written: object, known: Iterable[str]) -> str:
    """A question that names the nearest known word, with a space before it; empty when nothing is near."""
    near = get_close_matches(written, list(known), n=1) if isinstance(written, str) else []
    return " " + _("Bedoelt u “%(word)s”?") % {"word": near[0]} if near else ""
