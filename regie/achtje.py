"""The achtje, the lying eight of a later round: where its line runs, how far it is walked, where its stops lie.

Here belongs geometry only, in the units of the picture. Not here: which steps there are and which are done
(cases.reads), the words around the picture (templates/components/steps.html) and its colours (static/css/case.css).

The eight is walked as one draws it: from the middle over the top of one loop, back under it through the middle, and
over the top of the other. Odd rounds lie left and even rounds right, so a third round is drawn over the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import Protocol

WIDTH, HEIGHT = 440, 192
MIDDLE_X, MIDDLE_Y = WIDTH / 2, HEIGHT / 2
REACH = 182.0  # from the middle to the end of a loop
SWELL = 186.0  # how round a loop is; a little more than REACH, so that two letters fit inside
PIECES = 240  # straight pieces of one loop when measuring its length
CURVES = 10  # Bézier curves in one loop when drawing it
LOOP_MIDDLE = 102.0  # where the words in a loop stand, from the middle of the picture


class StopLike(Protocol):
    """A step of one round. The state is "done", "current", "next" or "skipped"."""

    @property
    def number(self) -> str: ...
    @property
    def state(self) -> str: ...


class RoundLike(Protocol):
    """One time round: its name and its stops, in the order of the method."""

    @property
    def label(self) -> str: ...
    @property
    def stops(self) -> Sequence[StopLike]: ...


@dataclass(frozen=True)
class DrawnStop:
    """A stop on the line; the text stands a little lower than the middle of its circle."""

    number: str
    state: str
    x: float
    y: float
    text_y: float


@dataclass(frozen=True)
class DrawnRound:
    """One loop: its name in the middle, its stops, and the part of the line that has been walked ("" when none)."""

    label: str
    x: float
    y: float
    walked: str
    stops: tuple[DrawnStop, ...]


@dataclass(frozen=True)
class Eight:
    """All that the picture needs. `line` is the whole eight, to lie under what is walked."""

    width: int
    height: int
    line: str
    rounds: tuple[DrawnRound, ...]


def draw(rounds: Sequence[RoundLike]) -> Eight:
    """Draws the last two rounds. An earlier one is still in the list beside the picture."""
    shown = list(enumerate(rounds, start=1))[-2:]
    last = len(rounds)
    return Eight(
        width=WIDTH,
        height=HEIGHT,
        line=_curve(-1, 1.0) + _curve(1, 1.0),
        rounds=tuple(_drawn(round_, side=-1 if number % 2 else 1, closed=number < last) for number, round_ in shown),
    )


def _drawn(round_: RoundLike, *, side: int, closed: bool) -> DrawnRound:
    places = _places(len(round_.stops))
    points = [_point(side, place) for place in places]
    walked = 1.0 if closed else _reached(round_.stops, places)
    return DrawnRound(
        label=round_.label,
        x=MIDDLE_X + side * LOOP_MIDDLE,
        y=MIDDLE_Y,
        walked=_curve(side, walked) if walked else "",
        stops=tuple(
            DrawnStop(stop.number, stop.state, round(x, 1), round(y, 1), round(y + 4.2, 1))
            for stop, (x, y) in zip(round_.stops, points, strict=True)
        ),
    )


def _reached(stops: Sequence[StopLike], places: Sequence[float]) -> float:
    """How far the line is walked: to the stop where the case stands, or to the last one that is done."""
    walked = (place for stop, place in zip(stops, places, strict=True) if stop.state in {"current", "done"})
    return max(walked, default=0.0)


def _places(count: int) -> list[float]:
    """Where the stops lie on a loop, as a part of its parameter, so that they lie equally far apart on the line."""
    points = [_point(1, piece / PIECES) for piece in range(PIECES + 1)]
    lengths = [0.0]
    for (x1, y1), (x2, y2) in pairwise(points):
        lengths.append(lengths[-1] + hypot(x2 - x1, y2 - y1))
    wanted = [lengths[-1] * (number + 1) / (count + 1) for number in range(count)]
    return [next(piece for piece, length in enumerate(lengths) if length >= want) / PIECES for want in wanted]


def _point(side: int, part: float) -> tuple[float, float]:
    """A point of one loop (side -1 left, 1 right): part 0 and part 1 are both the middle of the picture."""
    angle = pi / 2 - part * pi
    squeeze = 1 + sin(angle) ** 2
    return MIDDLE_X + side * REACH * cos(angle) / squeeze, MIDDLE_Y - SWELL * sin(angle) * cos(angle) / squeeze


def _slope(side: int, part: float) -> tuple[float, float]:
    """The direction of the line at that point, per unit of part."""
    step = 1e-5
    (x1, y1), (x2, y2) = _point(side, part - step), _point(side, part + step)
    return (x2 - x1) / (2 * step), (y2 - y1) / (2 * step)


def _curve(side: int, upto: float) -> str:
    """The path of a loop from the middle up to a part of it, as Bézier curves that meet without a corner."""
    pieces = max(1, round(CURVES * upto))
    ends = [upto * piece / pieces for piece in range(pieces + 1)]
    x, y = _point(side, 0.0)
    path = [f"M{x:.1f} {y:.1f}"]
    for start, end in pairwise(ends):
        third = (end - start) / 3
        (x1, y1), (x2, y2) = _point(side, start), _point(side, end)
        (dx1, dy1), (dx2, dy2) = _slope(side, start), _slope(side, end)
        handles = (x1 + dx1 * third, y1 + dy1 * third, x2 - dx2 * third, y2 - dy2 * third)
        path.append("C" + " ".join(f"{number:.1f}" for number in (*handles, x2, y2)))
    return "".join(path)
