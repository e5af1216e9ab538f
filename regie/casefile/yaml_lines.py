"""
Reads YAML so that every key and every value still knows its line. Only plain data: text, numbers, lists, mappings.

Here: all that can be wrong with YAML itself (not readable, a key twice, a tag, too large, an alias that grows).
Not here: whether the data is a case file (regie.casefile.validate).
A date stays the text that was written: the case file says which text is a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import TypeAlias

import yaml
from django.utils.translation import gettext as _
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

Plain: TypeAlias = "str | int | float | bool | None | list[Plain] | dict[str, Plain]"
Path: TypeAlias = "tuple[str | int, ...]"

MAX_BYTES = 5_000_000
MAX_VALUES = 500_000
MAX_DEPTH = 50
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader is only faster

_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAK = re.compile("\r\n|[\r\n]")
_TAB_IN_MARGIN = re.compile(r" *\t")
_PREFIX = "tag:yaml.org,2002:"
_NUMBERS = {f"{_PREFIX}int", f"{_PREFIX}float", f"{_PREFIX}bool", f"{_PREFIX}null"}
_TEXTS = {f"{_PREFIX}{kind}" for kind in ("str", "timestamp", "value", "merge")} | {"!"}
_RESOLVER = Resolver()
_CONSTRUCTOR = SafeConstructor()
_LISTS = {None, "!", f"{_PREFIX}seq"}
_MAPPINGS = {None, "!", f"{_PREFIX}map"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the YAML itself, in words for the person who wrote the file."""

    line: int
    text: str


@dataclass(slots=True)
class Value:
    """One value with the line where it begins.

    size: how many values it holds, itself counted; depth: how far they nest. Both as if every alias were written out.
    """

    line: int
    data: str | int | float | bool | None | list[Value] | dict[str, Entry]
    written: str = ""
    size: int = 1
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A value in a mapping, with the line of its key."""

    line: int
    value: Value


@dataclass(frozen=True)
class Document:
    """What was read, and everything that was wrong with it. Without a root nothing could be read."""

    root: Value | None
    faults: tuple[Fault, ...] = ()

    def plain(self) -> Plain:
        """The data without its lines."""
        return None if self.root is None else _plain(self.root)

    def line(self, path: Sequence[str | int]) -> int:
        """The line of the key or the item at this path; of the nearest thing around it when it is not there."""
        value, line = self.root, self.root.line if self.root else 1
        for part in path:
            data = value.data if value else None
            if isinstance(data, dict) and (entry := data.get(str(part))) is not None:
                value, line = entry.value, entry.line
            elif isinstance(data, list) and isinstance(part, int) and part < len(data):
                value, line = data[part], data[part].line
            else:
                break
        return line


def read_yaml(raw: bytes) -> Document:
    """Reads one YAML document. Never raises for what stands in the file: the faults say what is wrong with it."""
    if len(raw) > MAX_BYTES:
        too_large = _("Het bestand is groter dan %(size)s MB. Verdeel de casussen over meer bestanden.")
        return _nothing(1, too_large % {"size": MAX_BYTES // 1_000_000})
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        return _nothing(raw[: exc.start].count(b"\n") + 1, _("Dit is geen UTF-8. Bewaar het bestand als UTF-8."))
    if strange := _UNREADABLE.search(text):
        line = len(_LINE_BREAK.findall(text[: strange.start()])) + 1
        return Document(None, (_invisible(line),))
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except _Stop as stop:
        return Document(None, (*builder.faults, stop.fault))
    except yaml.MarkedYAMLError as exc:
        # What was never closed went wrong where it begins, not at the end of the file.
        unclosed = "end of stream" in (exc.problem or "")
        mark = (exc.context_mark if unclosed else None) or exc.problem_mark or exc.context_mark
        return Document(None, (*builder.faults, _unreadable(text, mark.line if mark else 0)))
    if builder.root is None:
        return _nothing(1, _("Het bestand is leeg."))
    return Document(builder.root, tuple(builder.faults))


def _nothing(line: int, text: str) -> Document:
    return Document(None, (Fault(line, text),))


def _invisible(line: int) -> Fault:
    return Fault(line, _("Hier staat een onzichtbaar teken dat niet in tekst hoort. Haal het weg."))


def _unreadable(text: str, index: int) -> Fault:
    lines = _LINE_BREAK.split(text)
    index = min(index, len(lines) - 1)  # the parser also points behind the last line
    if _TAB_IN_MARGIN.match(lines[index]):
        return Fault(index + 1, _("Deze regel springt in met een tab. Gebruik spaties."))
    return Fault(
        index + 1,
        _("Hier klopt de opmaak niet. Kijk op deze regel en erboven naar inspringen, haakjes en aanhalingstekens."),
    )


def _plain(value: Value) -> Plain:
    if isinstance(value.data, dict):
        return {key: _plain(entry.value) for key, entry in value.data.items()}
    if isinstance(value.data, list):
        return [_plain(item) for item in value.data]
    return value.data


class _Stop(Exception):
    """The rest of the file cannot be read, or is not worth reading."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.fault = Fault(line, text)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read; in a mapping also the key whose value comes next."""

    value: Value
    anchor: str | None
    key: Value | None = None


@dataclass
class _Builder:
    """Builds values from the events of the parser: without recursion, so that deep nesting is just a fault."""

    root: Value | None = None
    faults: list[Fault] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Value | None] = field(default_factory=dict)  # None: still being read
    documents: int = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Stop(line, _("Na --- begint een tweede document. Zet alle casussen onder één lijst cases."))
        elif isinstance(event, yaml.ScalarEvent):
            self._put(self._scalar(event, line), event.anchor)
        elif isinstance(event, yaml.AliasEvent):
            self._put(self._alias(str(event.anchor), line), None)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open(Value(line, []), event, _LISTS)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open(Value(line, {}), event, _MAPPINGS)
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            done = self.stack.pop()
            self._put(done.value, done.anchor)

    def _open(self, value: Value, event: yaml.CollectionStartEvent, tags: set[str | None]) -> None:
        if event.tag not in tags:
            self._refuse_tag(str(event.tag), value.line)
        if event.anchor:
            self.anchors[event.anchor] = None
        self._check_depth(value)
        self.stack.append(_Open(value, event.anchor))

    def _check_depth(self, value: Value) -> None:
        if len(self.stack) + value.depth > MAX_DEPTH:
            raise _Stop(value.line, _("De lijsten en velden zitten hier te diep in elkaar."))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Value:
        tag = event.tag
        if tag is None:
            tag = str(_RESOLVER.resolve(yaml.ScalarNode, event.value, event.implicit))  # type: ignore[no-untyped-call]
        if tag not in _NUMBERS | _TEXTS:
            self._refuse_tag(tag, line)
        if _UNREADABLE.search(event.value):
            self.faults.append(_invisible(line))
        data: str | int | float | bool | None = event.value
        if tag in _NUMBERS:
            data = _number(yaml.ScalarNode(tag, event.value), event.value)
        return Value(line, data, event.value)

    def _alias(self, name: str, line: int) -> Value:
        if name not in self.anchors:
            raise _Stop(line, _("De verwijzing *%(name)s wijst naar niets.") % {"name": name})
        value = self.anchors[name]
        if value is None:
            raise _Stop(line, _("De verwijzing *%(name)s wijst naar zichzelf.") % {"name": name})
        return value

    def _refuse_tag(self, tag: str, line: int) -> None:
        self.faults.append(Fault(line, _("Het kenmerk %(tag)s kan hier niet. Haal het weg.") % {"tag": tag}))

    def _put(self, value: Value, anchor: str | None) -> None:
        """Gives a value that is complete its place: in the list or mapping around it, or as the root."""
        if anchor:
            self.anchors[anchor] = value
        if not self.stack:
            self.root = value
            return
        self._check_depth(value)
        around = self.stack[-1]
        around.value.depth = max(around.value.depth, value.depth + 1)
        around.value.size += value.size
        if around.value.size > MAX_VALUES:
            raise _Stop(value.line, _("Het bestand bevat te veel gegevens. Verdeel de casussen over meer bestanden."))
        if isinstance(around.value.data, list):
            around.value.data.append(value)
        elif isinstance(around.value.data, dict):
            self._put_in_mapping(around, around.value.data, value)

    def _put_in_mapping(self, around: _Open, entries: dict[str, Entry], value: Value) -> None:
        if around.key is None:
            around.key = value
            return
        key, around.key = around.key, None
        if isinstance(key.data, list | dict):
            self.faults.append(Fault(key.line, _("De naam van een veld moet gewone tekst zijn.")))
        elif key.written == "<<":
            self.faults.append(Fault(key.line, _("Samenvoegen met << kan niet. Schrijf de velden zelf op.")))
        elif key.written in entries:
            self.faults.append(
                Fault(
                    key.line,
                    _("Het veld “%(field)s” staat er twee keer, ook op regel %(line)s. Haal er een weg.")
                    % {"field": key.written[:60], "line": entries[key.written].line},
                )
            )
        else:
            entries[key.written] = Entry(key.line, value)


_READ = {
    f"{_PREFIX}int": SafeConstructor.construct_yaml_int,
    f"{_PREFIX}float": SafeConstructor.construct_yaml_float,
    f"{_PREFIX}bool": SafeConstructor.construct_yaml_bool,
    f"{_PREFIX}null": SafeConstructor.construct_yaml_null,
}


def _number(node: yaml.ScalarNode, written: str) -> str | int | float | bool | None:
    """The number, yes or no, or nothing that is written here; the text itself when it is no real number after all."""
    try:
        found: int | float | bool | None = _READ[node.tag](_CONSTRUCTOR, node)
    except (ValueError, KeyError, IndexError):
        return written
    return written if isinstance(found, float) and not isfinite(found) else found
