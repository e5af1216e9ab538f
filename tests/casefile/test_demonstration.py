"""The seven cases of the demonstration are in order, and no damage to them makes the checking fall over."""

import json
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from regie.casefile.problems import Problem
from regie.casefile.reading import shift
from regie.casefile.timetable import timetable
from regie.casefile.validate import check, check_contents
from regie.casefile.yaml_lines import read_yaml

DEMO: Path = settings.BASE_DIR / "regie" / "casefile" / "demo" / "cases.yaml"
DATA = read_yaml(DEMO.read_bytes()).plain()
CASES = [case["id"] for case in DATA["cases"]]


def places(value, path=()):
    """Every place in the data where something can be damaged."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*path, key)
        yield from places(item, (*path, key))


FILES = [{"meta": DATA["meta"], "cases": [case]} for case in DATA["cases"]]
PLACES = [(file, place) for file in range(len(FILES)) for place in places(FILES[file])]
DAMAGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.dates().map(str),
    st.sampled_from(["T17", "T31", "W01", "p1", "o1", "u_noor", "closed", "", "monitoring", "process_direction"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
    st.builds(lambda place: deepcopy(at(FILES[place[0]], place[1])), st.sampled_from(PLACES)),
)


def at(data, path):
    for part in path:
        data = data[part]
    return data


def test_the_demonstration_is_in_order():
    found = check([DEMO])
    assert found.problems == ()
    assert [case.id for case in found.files[0].cases] == ["C01", "C02", "C03", "C04", "C06", "C08", "C10"]
    assert found.files[0].municipality == "Gemeente Waterdam"


@pytest.mark.parametrize("case", CASES)
def test_every_case_of_the_demonstration_ends_in_the_state_it_names(case):
    file = check([DEMO]).files[0]
    case = next(one for one in file.cases if one.id == case)
    events = timetable(case, file.meta.reference_date).events
    assert [event.step for event in events if hasattr(event, "step")] == list(case.course)


@hypothesis_settings(max_examples=150)
@given(
    first=st.sampled_from(PLACES),
    others=st.lists(st.sampled_from(PLACES), max_size=2),
    values=st.tuples(DAMAGE, DAMAGE, DAMAGE),
    removes=st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
def test_damage_gives_problems_and_never_an_error(first, others, values, removes):
    data = deepcopy(FILES[first[0]])
    for (_file, path), value, remove in zip((first, *others), values, removes, strict=False):
        try:
            around = at(data, path[:-1])
            if remove:
                del around[path[-1]]
            else:
                around[path[-1]] = value
        except (KeyError, IndexError, TypeError):  # another case has no such place
            continue
    checked = check_contents([("kapot.yaml", json.dumps(data, ensure_ascii=False).encode())])
    assert all(isinstance(problem, Problem) and problem.text and problem.line for problem in checked.problems)
    assert bool(checked.files) is not checked.refuses_all
    for file in checked.files:
        for case in shift(file, date(2026, 11, 22)).cases:
            times = [event.at for event in timetable(case, date(2026, 11, 22)).events]
            assert times == sorted(set(times))


@hypothesis_settings(max_examples=50)
@given(start=st.integers(0, 30_000), length=st.integers(0, 40), put=st.binary(max_size=6))
def test_a_file_with_a_hole_in_it_is_refused_or_read(start, length, put):
    raw = DEMO.read_bytes()
    checked = check_contents([("kapot.yaml", raw[:start] + put + raw[start + length :])])
    assert bool(checked.files) is not checked.refuses_all
    assert all(problem.line for problem in checked.problems)
