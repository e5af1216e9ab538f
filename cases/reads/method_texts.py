"""
The texts about the method as a municipality words them: to read, and to edit.

Nothing here is about a case or a resident: no purpose, no line in the read log, and no gate. Whoever is signed in reads
them; who may word them is said by the law.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases import method
from cases.method import Part, Text
from cases.models import MethodText, MethodTextChange
from privacy import law
from privacy.viewer import Viewer

SHOWN = 10  # the latest changes


@dataclass(frozen=True)
class VisionPage:
    """What regie means in this municipality."""

    sections: tuple[Text, ...]
    changed_at: datetime | None
    may_edit: bool


@dataclass(frozen=True)
class Change:
    """One line of who changed what when."""

    kind: str
    heading: str
    by: str
    at: datetime


@dataclass(frozen=True)
class EditableText:
    """One text with its place, counted from 1, and who worded it; nobody when it is the default."""

    position: int
    heading: str
    body: str
    changed_by: str
    changed_at: datetime | None
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class PartPage:
    """One part to edit. version: what to hand back, so that nobody overwrites what another changed meanwhile."""

    slug: str
    label: str
    is_vision: bool
    body_required: bool
    texts: tuple[EditableText, ...]
    is_own: bool
    version: int
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class PartRow:
    """One part in the overview of what can be edited."""

    slug: str
    label: str
    number: int
    is_own: bool
    changed: Change | None


def may_edit(viewer: Viewer) -> bool:
    """Whether the law lets this viewer word the texts, of the municipality that the viewer works for."""
    return viewer.municipality_id is not None and not law.EDITS_METHOD_TEXTS.isdisjoint({viewer.role})


def texts_of(municipality: UUID | None, parts: Collection[Part]) -> dict[str, tuple[Text, ...]]:
    """The texts of these parts in the words of this municipality, else the default. One query."""
    own: dict[str, list[Text]] = {part.code: [] for part in parts}
    rows = MethodText.objects.filter(municipality=municipality, part__in=own).order_by("part", "position")
    for code, heading, body in rows.values_list("part", "heading", "body"):
        own[code].append(Text(heading, body))
    return {part.code: tuple(own[part.code]) or part.default for part in parts}


def vision(*, viewer: Viewer) -> VisionPage:
    """What regie means in the municipality of this viewer."""
    sections = texts_of(viewer.municipality_id, (method.VISION,))[method.VISION.code]
    mine = MethodText.objects.filter(municipality=viewer.municipality_id, part=method.VISION.code)
    last = mine.exclude(changed_at=None).order_by("-changed_at").values_list("changed_at", flat=True).first()
    return VisionPage(sections, last, may_edit(viewer))


def method_parts(*, viewer: Viewer) -> tuple[PartRow, ...]:
    """Every part that can be edited, with whether the municipality worded it itself."""
    own: dict[str, int] = {}
    for code in MethodText.objects.filter(municipality=viewer.municipality_id).values_list("part", flat=True):
        own[code] = own.get(code, 0) + 1
    changes = MethodTextChange.objects.filter(municipality=viewer.municipality_id).order_by("part", "-at", "-pk")
    last = {row.part: _change(row) for row in changes.distinct("part").select_related("by")}
    return tuple(
        PartRow(part.slug, part.label, own.get(code, len(part.default)), code in own, last.get(code))
        for code, part in method.PARTS.items()
    )


def method_part(*, viewer: Viewer, part: Part) -> PartPage:
    """One part with its texts, its version and the latest changes."""
    rows = MethodText.objects.filter(municipality=viewer.municipality_id, part=part.code)
    own = tuple(
        (row.heading, row.body, row.changed_by.name if row.changed_by else "", row.changed_at)
        for row in rows.order_by("position").select_related("changed_by")
    )
    texts = own or tuple((text.heading, text.body, "", None) for text in part.default)
    changes = MethodTextChange.objects.filter(municipality=viewer.municipality_id, part=part.code)
    return PartPage(
        slug=part.slug,
        label=part.label,
        is_vision=part is method.VISION,
        body_required=part.body_required,
        texts=tuple(EditableText(n, *text, n == 1, n == len(texts)) for n, text in enumerate(texts, start=1)),
        is_own=bool(own),
        version=changes.count(),
        changes=tuple(_change(row) for row in changes.order_by("-at", "-pk").select_related("by")[:SHOWN]),
    )


def _change(row: MethodTextChange) -> Change:
    return Change(row.kind.label, row.heading, row.by.name if row.by else "", row.at)
