"""
The procesplaat as a drawing: who wore which hat when, over the steps and rounds. Shapes with their places, no markup.

Time runs from left to right, the hats stand under each other, and each period has a line of its own with the name above
its bar: so it reads the same on a phone as on paper. Not here: who may see which name (cases.reads.procesplaat), and
colours (static/css/pictures.css). Pure Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDE, NARROW = 860, 360  # two drawings of the same: beside the text, and on a phone
EDGE = 4
STEPS_HIGH, LANE_HIGH, HEAD_HIGH, GAP = 44, 34, 24, 10
BAR_HIGH, LETTER = 10, 6.4  # a letter of the smallest text is about this wide
ROOM_FOR_A_LABEL = 22
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True)
class Worn:
    """One period: who wore it, and from when until when. ended_on None: still worn."""

    wearer: str
    began_on: date
    ended_on: date | None


@dataclass(frozen=True)
class HatRow:
    """One hat with everybody who wore it."""

    code: str
    label: str
    periods: tuple[Worn, ...]


@dataclass(frozen=True)
class StepSpan:
    """The case stood in this step. number: "3a", short enough to stand in the picture."""

    number: str
    label: str
    began_on: date
    ended_on: date


@dataclass(frozen=True)
class RoundStart:
    """A later round of the achtje began."""

    cycle: int
    on: date


@dataclass(frozen=True)
class Box:
    """A step (kind "even" or "odd") or a period (kind "worn" or "off")."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str


@dataclass(frozen=True)
class Text:
    """Words at a place. kind: "strong", "plain", "muted"; anchor: "start", "middle" or "end"."""

    x: float
    y: float
    words: str
    kind: str
    anchor: str = "start"


@dataclass(frozen=True)
class Rule:
    """A line from top to bottom: a month, or where a round begins."""

    x: float
    top: float
    bottom: float
    kind: str  # "month" | "round"


@dataclass(frozen=True)
class Plate:
    """The picture."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    rules: tuple[Rule, ...]
    texts: tuple[Text, ...]


def draw(
    hats: Sequence[HatRow],
    steps: Sequence[StepSpan],
    rounds: Sequence[RoundStart],
    *,
    began_on: date,
    until: date,
    width: int = WIDE,
) -> Plate:
    """The whole picture from the first day to the last. Periods are clipped to those days."""
    scale = _Scale(began_on, max(until, began_on + timedelta(days=1)), width)
    boxes, texts = _steps(steps, scale)
    y = float(STEPS_HIGH)
    for row in hats:
        texts.append(Text(EDGE, y + HEAD_HIGH - 8, row.label, "strong"))
        y += HEAD_HIGH
        for period in row.periods:
            bar, name = _period(period, scale, y)
            boxes.append(bar)
            texts.append(name)
            y += LANE_HIGH
        y += GAP
    bottom = y
    rules = [*_months(scale, bottom, texts), *_rounds(rounds, scale, bottom, texts)]
    return Plate(width, round(bottom + 24), tuple(boxes), tuple(rules), tuple(texts))


class _Scale:
    """From a day to a place."""

    def __init__(self, began_on: date, until: date, width: int) -> None:
        self.began_on, self.until, self.width = began_on, until, width
        self.letters = int((width - 2 * EDGE) / LETTER)

    def x(self, day: date) -> float:
        day = min(max(day, self.began_on), self.until)
        part = (day - self.began_on).days / (self.until - self.began_on).days
        return round(EDGE + part * (self.width - 2 * EDGE), 1)


def _steps(steps: Sequence[StepSpan], scale: _Scale) -> tuple[list[Box], list[Text]]:
    boxes, texts, filled = [], [], -1.0
    for place, step in enumerate(steps):
        left, right = scale.x(step.began_on), scale.x(step.ended_on)
        boxes.append(Box(left, 0, max(right - left, 1), 22, "odd" if place % 2 else "even", step.label))
        middle = (left + right) / 2
        if right - left >= ROOM_FOR_A_LABEL and middle - ROOM_FOR_A_LABEL / 2 > filled:
            texts.append(Text(round(middle, 1), 15, step.number, "plain", "middle"))
            filled = middle + ROOM_FOR_A_LABEL / 2
    return boxes, texts


def _period(period: Worn, scale: _Scale, y: float) -> tuple[Box, Text]:
    left, right = scale.x(period.began_on), scale.x(period.ended_on or scale.until)
    days = f"{_short(period.began_on)} - {_short(period.ended_on) if period.ended_on else 'nu'}"
    words = f"{_cut(period.wearer, scale.letters - len(days) - 2)}, {days}"
    fits = left + len(words) * LETTER <= scale.width - EDGE
    name = Text(left, y + 12, words, "muted") if fits else Text(scale.width - EDGE, y + 12, words, "muted", "end")
    kind = "off" if period.ended_on else "worn"
    return Box(left, y + 17, max(right - left, 3), BAR_HIGH, kind, f"{period.wearer}, {days}"), name


def _cut(name: str, letters: int) -> str:
    """A name that is too long for the picture; the table has all of it."""
    return name if len(name) <= letters else f"{name[: letters - 1]}\N{HORIZONTAL ELLIPSIS}"


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _months(scale: _Scale, bottom: float, texts: list[Text]) -> list[Rule]:
    """A line at the first of a month, as many as there is room for."""
    months = (scale.until.year - scale.began_on.year) * 12 + scale.until.month - scale.began_on.month
    every = max(1, -(-months // (8 if scale.width > NARROW else 4)))
    rules = []
    for ahead in range(every, months + 1, every):
        month = scale.began_on.month - 1 + ahead
        first = date(scale.began_on.year + month // 12, month % 12 + 1, 1)
        x = scale.x(first)
        rules.append(Rule(x, STEPS_HIGH - 18, bottom, "month"))
        words = f"{MONTHS[first.month - 1]} {first.year}" if first.month <= every else MONTHS[first.month - 1]
        anchor = "end" if x + len(words) * LETTER > scale.width else "start"
        texts.append(Text(x, bottom + 16, words, "muted", anchor))
    return rules


def _rounds(rounds: Sequence[RoundStart], scale: _Scale, bottom: float, texts: list[Text]) -> list[Rule]:
    rules = []
    for one in rounds:
        x = scale.x(one.on)
        words = f"ronde {one.cycle}"
        rules.append(Rule(x, 0, bottom, "round"))
        anchor, shift = ("end", -4) if x + len(words) * LETTER + 4 > scale.width else ("start", 4)
        texts.append(Text(x + shift, 38, words, "plain", anchor))
    return rules
