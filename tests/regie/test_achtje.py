"""The picture of the loop."""

import re
from dataclasses import dataclass
from math import hypot

import pytest

from regie import achtje


@dataclass(frozen=True)
class Stop:
    number: str
    state: str


@dataclass(frozen=True)
class Round:
    label: str
    stops: tuple[Stop, ...]


NUMBERS = ("3b", "3c", "3d", "4", "5", "6")


def walked(label, now):
    """A round in which the stops before `now` are done and the case stands at that one."""
    states = ["done"] * now + ["current"] + ["next"] * 6
    return Round(label, tuple(Stop(number, state) for number, state in zip(NUMBERS, states, strict=False)))


def ends(path):
    """Where a path begins and where it ends."""
    numbers = [float(number) for number in re.findall(r"-?\d+\.\d", path)]
    return tuple(numbers[:2]), tuple(numbers[-2:])


MIDDLE = (achtje.MIDDLE_X, achtje.MIDDLE_Y)


def test_the_first_round_lies_left_and_is_walked_whole_the_second_right_up_to_where_the_case_stands():
    first, second = achtje.draw([walked("Ronde 1", 6), walked("Ronde 2", 2)]).rounds
    assert all(stop.x < achtje.MIDDLE_X for stop in first.stops)
    assert all(stop.x > achtje.MIDDLE_X for stop in second.stops)
    assert ends(first.walked) == (MIDDLE, MIDDLE)
    begin, end = ends(second.walked)
    assert begin == MIDDLE
    assert hypot(end[0] - second.stops[2].x, end[1] - second.stops[2].y) < 0.2


def test_the_line_runs_straight_on_through_the_middle():
    """Out of the left loop from below, into the right loop upwards: an eight, not two rings that touch."""
    first, second = achtje.draw([walked("Ronde 1", 6), walked("Ronde 2", 5)]).rounds
    assert first.stops[-1].y > achtje.MIDDLE_Y > second.stops[0].y


def test_a_third_round_is_drawn_where_the_first_was():
    second, third = achtje.draw([walked("Ronde 1", 6), walked("Ronde 2", 6), walked("Ronde 3", 0)]).rounds
    assert (second.label, third.label) == ("Ronde 2", "Ronde 3")
    assert third.x < achtje.MIDDLE_X < second.x


@pytest.mark.parametrize("count", range(1, 10))
def test_stops_lie_inside_the_picture_and_equally_far_apart(count):
    stops = tuple(Stop(str(number), "next") for number in range(count))
    drawn = achtje.draw([Round("Ronde 1", stops), Round("Ronde 2", stops)]).rounds[1].stops
    assert all(14 <= stop.x <= achtje.WIDTH - 14 and 14 <= stop.y <= achtje.HEIGHT - 14 for stop in drawn)
    gaps = [hypot(b.x - a.x, b.y - a.y) for a, b in zip(drawn, drawn[1:], strict=False)]
    assert not gaps or min(gaps) > 27  # two circles do not touch


def test_nothing_is_walked_in_a_round_that_has_not_begun():
    waiting = Round("Ronde 2", tuple(Stop(number, "next") for number in NUMBERS))
    assert achtje.draw([walked("Ronde 1", 6), waiting]).rounds[1].walked == ""
