"""
THE TEXTS ABOUT THE METHOD: their parts in order, each with the default that holds until a municipality words its own.

One part is "wat regie bij ons betekent"; the others are the points of attention, step 0 first. Here belong the parts
and their names. Not here: the default texts (cases.vision_text, cases.attention), a municipality's own (cases.reads).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import slugify

from cases import attention, vision_text
from cases.stappenplan import Step


@dataclass(frozen=True)
class Text:
    """One text: a section of the vision, or a point of attention with what it means. Plain text, in paragraphs."""

    heading: str
    body: str = ""


@dataclass(frozen=True)
class Part:
    """A list of texts that belong together. slug: its name in an address. body_required: a heading is not enough."""

    code: str
    slug: str
    label: str
    default: tuple[Text, ...]
    body_required: bool = False


def _points(code: str, label: str) -> Part:
    default = tuple(Text(point.text, point.explanation) for point in attention.POINTS[code])
    return Part(code, slugify(label), label, default)


VISION = Part(
    "vision",
    "wat-regie-betekent",
    "Wat regie bij ons betekent",
    tuple(Text(section.title, section.text) for section in vision_text.SECTIONS),
    body_required=True,
)
POINTS = (
    _points(attention.STEP_0, "Stap 0. Voor u begint"),
    *(_points(step.value, str(step.label)) for step in Step),
)
PARTS = {part.code: part for part in (VISION, *POINTS)}
BY_SLUG = {part.slug: part for part in PARTS.values()}
