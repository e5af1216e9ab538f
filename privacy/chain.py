"""
The chain over the read log, in pure Python: what a line is digested to, and how links follow each other.

A line of version 2 is digested over its columns as PostgreSQL's binary COPY writes them: each with its length before
it, so nothing can be moved from one column into the next. A line of version 1 was digested as JSON (migration 0002).
Here belongs nothing that asks the database: an export is proved by the same code, on a machine without one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from struct import Struct
from typing import Any
from uuid import UUID

# The columns by name, in this order: a column that comes later must not break the seals of before.
DIGESTED = (
    *("version", "id", "at", "viewer_id", "organisation_id", "role", "origin", "action", "object", "purpose"),
    *("result", "case_ids", "people", "relations", "categories", "bases"),
)
UUIDS, TEXTS = ("case_ids", "people"), ("relations", "categories", "bases")
OF_VERSION_1 = (
    "viewer_id",
    "organisation_id",
    "role",
    "origin",
    "action",
    "purpose",
    "case_ids",
    "categories",
    "bases",
)
ADDED_SINCE = {"object": "", "result": "shown", "relations": [], "people": []}  # what a line of version 1 has there
NULL = b"\xff\xff\xff\xff"
UUID_TYPE, VARCHAR_TYPE = 2950, 1043
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SHORT, _INT, _LONG, _ARRAY = Struct(">h"), Struct(">i"), Struct(">q"), Struct(">iiiii")


@dataclass(frozen=True)
class Head:
    """The last link of a day. Keep it outside the database: it is what proves that nothing was cut off."""

    day: date
    position: int
    hash: bytes


@dataclass(frozen=True)
class Flaw:
    """A place in the chain that does not fit."""

    day: date
    position: int
    what: str


@dataclass
class Proof:
    """Follows the links in the order of day and position, and keeps every one that does not fit."""

    heads: Mapping[tuple[date, int], bytes] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    links: int = 0
    _day: date | None = None
    _expected: int = 0
    _before: bytes = b""
    _met: set[tuple[date, int]] = field(default_factory=set)

    def follow(self, day: date, position: int, link: bytes, digest: bytes | None) -> None:
        """Takes the next link. digest: of the line that it seals, None when that line is gone."""
        if day != self._day:
            self._day, self._expected, self._before = day, 0, genesis(day)
        self.links += 1
        self._expected += 1
        if digest is None:
            self.flaws.append(Flaw(day, position, "deleted"))
        elif position != self._expected:
            self.flaws.append(Flaw(day, position, "gap"))
        elif sha256(self._before + digest).digest() != link:
            self.flaws.append(Flaw(day, position, "changed"))
        self._before = link
        if self.heads and self.heads.get((day, position)) == link:
            self._met.add((day, position))

    def outcome(self) -> tuple[Flaw, ...]:
        """Everything that does not fit, with the heads that were kept outside and are not met any more."""
        lost = (Flaw(*place, "cut off") for place in self.heads if place not in self._met)
        return (*self.flaws, *lost)


def genesis(day: date) -> bytes:
    """What the chain of a day begins with."""
    return sha256(f"read log of {day:%Y-%m-%d}".encode()).digest()


def digest_of(line: Mapping[str, Any]) -> bytes:
    """The digest of a line that was exported, by the version that the line says it is."""
    if line["version"] == 1 and all(line[name] == value for name, value in ADDED_SINCE.items()):
        return sha256(_as_json(line).encode()).digest()
    return sha256(as_copied(line)).digest()


def as_copied(line: Mapping[str, Any]) -> bytes:
    """The line as PostgreSQL's binary COPY writes these columns."""
    return b"".join(_INT.pack(len(part)) + part for part in (_column(name, line[name]) for name in DIGESTED))


def _column(name: str, value: Any) -> bytes:
    if name == "version":
        return _SHORT.pack(value)
    if name == "id":
        return _LONG.pack(value)
    if name == "at":
        return _LONG.pack(_microseconds(value))
    if name in UUIDS:
        return _array([UUID(one).bytes for one in value], UUID_TYPE)
    if name in TEXTS:
        return _array([one.encode() for one in value], VARCHAR_TYPE)
    return UUID(value).bytes if name.endswith("_id") else str(value).encode()


def _array(elements: Sequence[bytes], kind: int) -> bytes:
    if not elements:
        return _ARRAY.pack(0, 0, kind, 0, 0)[:12]
    head = _ARRAY.pack(1, 0, kind, len(elements), 1)
    return head + b"".join(_INT.pack(len(element)) + element for element in elements)


def _microseconds(moment: str, since: datetime = EPOCH) -> int:
    passed = datetime.fromisoformat(moment) - since
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


def _as_json(line: Mapping[str, Any]) -> str:
    """As jsonb_build_array wrote it: the time as a number of seconds with six decimals."""
    seconds, rest = divmod(_microseconds(line["at"], datetime(1970, 1, 1, tzinfo=UTC)), 1_000_000)
    others = json.dumps([line[name] for name in OF_VERSION_1], ensure_ascii=False)
    return f"[{line['id']}, {seconds}.{rest:06}, {others[1:]}"
