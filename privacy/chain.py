"""
The chain over the read log, in pure Python: how lines are digested, and how the links follow each other.

A link seals a batch: the lines that were waiting for it, in the order of their ids. A line is digested as PostgreSQL's
binary COPY writes it, every column with its length before it, so nothing can be moved from one column or line into the
next. A batch that is whole is therefore proved by hashing the bytes of all its lines at once; only in a batch that is
not, one looks line by line, by the digest that was kept of each.

Here belongs nothing that asks the database: an export is proved by the same code, on a machine without one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from struct import Struct
from typing import Any

VERSION = 1
# The columns by name, in this order: a column that comes later must not break the seals of before. See ADR 5.
DIGESTED = (
    *("id", "at", "viewer_id", "organisation_id", "role", "origin", "action", "object", "purpose", "result"),
    *("case_ids", "people", "relations", "categories", "bases"),
)
UUIDS = ("case_ids", "people")
MOST = 5_000  # lines that one link seals
SIZE = 32  # bytes of a digest
UUID_TYPE = 2950
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SHORT, _INT, _LONG, _ARRAY = Struct(">h"), Struct(">i"), Struct(">q"), Struct(">iiiii")
_FIRST_COLUMN = Struct(">hiq")  # how many columns, the length of the first, and the first: the id
_PLACE = Struct(">hqq")
_RANGE = re.compile(r"\[(-?\d+),(-?\d+)\)")


@dataclass(frozen=True)
class Head:
    """The last link of a day. Keep it outside the database: it is what proves that nothing was cut off.

    position: how many lines of the day are sealed.
    """

    day: date
    position: int
    hash: bytes


@dataclass(frozen=True)
class Flaw:
    """A place in the chain that does not fit: of a line, or of the last line of a batch."""

    day: date
    position: int
    what: str


@dataclass(frozen=True)
class Batch:
    """A link, and what it seals. entries: the ids, as ranges. content: of all lines together; digests: of each line."""

    day: date
    position: int
    version: int
    entries: tuple[range, ...]
    content: bytes
    digests: bytes
    hash: bytes = b""

    @property
    def count(self) -> int:
        return sum(some.stop - some.start for some in self.entries)

    @property
    def is_sound(self) -> bool:
        """Whether there is a digest for each of its lines. If not, the seal was changed, and says nothing of lines."""
        return len(self.digests) == SIZE * self.count

    def link(self, before: bytes) -> bytes:
        """What its hash has to be. Every part is of a fixed length or has its length before it."""
        place = _PLACE.pack(self.version, self.position, len(self.digests))
        return sha256(b"".join((before, place, self.content, self.digests, as_text(self.entries).encode()))).digest()


@dataclass
class Proof:
    """Follows the links in the order of day and position, and keeps every place that does not fit."""

    heads: Mapping[tuple[date, int], bytes] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    links: int = 0
    _day: date | None = None
    _sealed: int = 0
    _before: bytes = b""
    _met: set[tuple[date, int]] = field(default_factory=set)

    def follow(self, batch: Batch, lines: Sequence[bytes]) -> None:
        """Takes the next link with the lines that it seals, as they are now."""
        if batch.day != self._day:
            self._day, self._sealed, self._before = batch.day, 0, genesis(batch.day)
        self.links += 1
        if batch.position != self._sealed + batch.count:
            self._doubt(batch, "gap")
        elif batch.version != VERSION or batch.link(self._before) != batch.hash:
            self._doubt(batch, "seal changed")
        if sha256(b"".join(lines)).digest() != batch.content:
            self._look_into(batch, lines)
        self._sealed, self._before = batch.position, batch.hash
        if self.heads.get((batch.day, batch.position)) == batch.hash:
            self._met.add((batch.day, batch.position))

    def outcome(self) -> tuple[Flaw, ...]:
        """Everything that does not fit, with the heads that were kept outside and are not met any more."""
        lost = (Flaw(*place, "cut off") for place in self.heads if place not in self._met)
        return (*self.flaws, *lost)

    def _look_into(self, batch: Batch, lines: Sequence[bytes]) -> None:
        """Which of the lines it is. Where each of them is right, they stand in another order."""
        known, found = len(self.flaws), {id_of(line): line for line in lines}
        if batch.is_sound:
            for place, entry in enumerate(entry for some in batch.entries for entry in some):
                line, position = found.get(entry), batch.position - batch.count + place + 1
                if line is None:
                    self.flaws.append(Flaw(batch.day, position, "deleted"))
                elif sha256(line).digest() != batch.digests[SIZE * place : SIZE * (place + 1)]:
                    self.flaws.append(Flaw(batch.day, position, "changed"))
        if len(self.flaws) == known:
            self._doubt(batch, "reordered")

    def _doubt(self, batch: Batch, what: str) -> None:
        self.flaws.append(Flaw(batch.day, batch.position, what))


def prove_export(lines: Iterable[Mapping[str, Any]], proof: Proof) -> None:
    """Follows an export: every link with its lines behind it. Lines that wait for a link say nothing yet."""
    batch, its = None, []
    for line in lines:
        if "row" in line:
            its.append(as_copied(line["row"]))
        elif "hash" in line:
            if batch:
                proof.follow(batch, its)
            batch, its = _exported(line), []
    if batch:
        proof.follow(batch, its)


def _exported(line: Mapping[str, Any]) -> Batch:
    hashes = (bytes.fromhex(line[name]) for name in ("content", "digests", "hash"))
    return Batch(
        date.fromisoformat(line["day"]), line["position"], line["version"], ranges_of(line["entries"]), *hashes
    )


def sealed(day: date, position: int, before: bytes, lines: Sequence[bytes]) -> Iterator[Batch]:
    """The links that seal these lines, after the one before. In the order of their ids."""
    for begin in range(0, len(lines), MOST):
        some = lines[begin : begin + MOST]
        position += len(some)
        content, digests = sha256(b"".join(some)).digest(), b"".join(sha256(line).digest() for line in some)
        batch = Batch(day, position, VERSION, _ranges([id_of(line) for line in some]), content, digests)
        before = batch.link(before)
        yield Batch(day, position, VERSION, batch.entries, content, digests, before)


def of_batch(batch: Batch, lines: Sequence[bytes]) -> Sequence[bytes]:
    """The lines of this batch, out of many that are in the order of their ids."""
    if not batch.entries or not batch.is_sound:
        return ()
    begin, end = _place(lines, batch.entries[0].start), _place(lines, batch.entries[-1].stop)
    if end - begin <= batch.count:
        return lines[begin:end]
    # What is written by a transaction that ended later has an id in between, and stands in another batch.
    return [line for some in batch.entries for line in lines[_place(lines, some.start) : _place(lines, some.stop)]]


def genesis(day: date) -> bytes:
    """What the chain of a day begins with."""
    return sha256(f"read log of {day:%Y-%m-%d}".encode()).digest()


def id_of(line: bytes) -> int:
    """Which line of the log it is."""
    return int(_FIRST_COLUMN.unpack_from(line)[2])


def as_text(ranges: Sequence[range]) -> str:
    """Ranges of ids, as PostgreSQL writes them."""
    return "{" + ",".join(f"[{some.start},{some.stop})" for some in ranges) + "}"


def ranges_of(text: str) -> tuple[range, ...]:
    """The other way round."""
    return tuple(range(int(begin), int(end)) for begin, end in _RANGE.findall(text))


def as_copied(line: Mapping[str, Any]) -> bytes:
    """A line that was exported, as PostgreSQL's binary COPY writes its columns."""
    columns = (_column(name, line[name]) for name in DIGESTED)
    return _SHORT.pack(len(DIGESTED)) + b"".join(_INT.pack(len(column)) + column for column in columns)


def _place(lines: Sequence[bytes], entry: int) -> int:
    return bisect_left(lines, entry, key=id_of)


def _ranges(ids: Sequence[int]) -> tuple[range, ...]:
    begins = [0, *(place for place in range(1, len(ids)) if ids[place] != ids[place - 1] + 1)]
    ends = [*begins[1:], len(ids)]
    return tuple(range(ids[begin], ids[end - 1] + 1) for begin, end in zip(begins, ends, strict=True))


def _column(name: str, value: Any) -> bytes:
    if name == "id":
        return _LONG.pack(value)
    if name == "at":
        passed = datetime.fromisoformat(value) - EPOCH
        return _LONG.pack((passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds)
    if name in UUIDS:
        return _array([_uuid(one) for one in value])
    return _uuid(value) if name.endswith("_id") else str(value).encode()


def _uuid(value: str) -> bytes:
    return bytes.fromhex(value.replace("-", ""))


def _array(elements: Sequence[bytes]) -> bytes:
    if not elements:
        return _ARRAY.pack(0, 0, UUID_TYPE, 0, 0)[:12]
    head = _ARRAY.pack(1, 0, UUID_TYPE, len(elements), 1)
    return head + b"".join(_INT.pack(len(element)) + element for element in elements)
