"""Every line of the stappenplan is walked by a small valid file, returns and loops included."""

import pytest

from cases.stappenplan import BY_ID
from tests.casefile.build import WALKED, a_case
from tests.casefile.courses import (
    ANSWERED,
    ASKED,
    CLOSING,
    FIRST,
    SCALING,
    SECOND,
    START,
    arrived,
    meeting,
    onwards,
    steps,
    to_the_table,
)

BACK = {"note": "daarom"}
RECONVENED = meeting("2026-05-01", "reconvene")
ADVICE = {"closure": {"reason": "advice_given"}, "retention": {"result": "21.1"}}
STOPS = {"closure": {"reason": "moved"}, "retention": {"result": "8.4.1"}}
LETS_GO = {**CLOSING, "scaling": {**SCALING, "evaluate": False}}
WITHOUT_MONITORING = {"monitoring": {"needed": False, "reason": "het loopt vanzelf"}}

CASES = {
    "T01 T02 T05": a_case(WALKED, course=START, meetings=[], current_state="invitation"),
    "T03": a_case(
        WALKED,
        course=[*START[:1], *steps("2026-02-01", "T03", "u_tri", "advies is genoeg")],
        meetings=[],
        hats=[],
        current_state="closed",
        **ADVICE,
    ),
    "T04": a_case(
        WALKED,
        course=[*START[:1], *steps("2026-01-10", "T04", "u_tri", "onduidelijk"), *steps("2026-01-12", "T01", "u_tri")],
        meetings=[],
        hats=[],
        current_state="triage",
    ),
    "T06 T08 T11": to_the_table("T06 T08 T11", "solutions"),
    "T07": a_case(
        WALKED,
        course=[*START, *steps("2026-02-12", "T07", note="cijfers missen"), *steps("2026-02-20", "T05")],
        meetings=[],
        current_state="invitation",
    ),
    "T09": to_the_table("T06 T09 T06 T08", "perspective"),
    "T10": to_the_table("T06 T10 T05 T06 T08", "perspective"),
    "T12": to_the_table("T06 T08 T12 T08", "perspective"),
    "T13 T17": a_case(WALKED),
    "T14": to_the_table("T06 T08 T11 T14 T08 T11", "solutions"),
    "T15": to_the_table("T06 T08 T11 T15 T11", "solutions"),
    "T16": to_the_table("T06 T08 T11 T16 T06 T08 T11", "solutions"),
    "T18": a_case(
        WALKED,
        course=[*WALKED["course"][:-1], *steps("2026-03-15", "T18")],
        current_state="scaling_down",
        **WITHOUT_MONITORING,
    ),
    "T19": a_case(WALKED, course=[*WALKED["course"][:-1], *steps("2026-03-15", "T19 T13 T17", note="een andere weg")]),
    "T20": a_case(
        WALKED,
        course=[*WALKED["course"][:-1], *steps("2026-03-22", "T20 T08 T11 T13 T17", note="het beeld klopt niet")],
        meetings=[FIRST, SECOND, meeting("2026-03-22")],
    ),
    "T21": onwards("monitoring", steps("2026-05-01", "T21 T08 T11 T13 T17"), meetings=(RECONVENED,), cycle=2),
    "T22": onwards("monitoring", steps("2026-05-01", "T22 T06 T08 T11 T13 T17"), meetings=(RECONVENED,), cycle=2),
    "T23 T29": onwards("monitoring", steps("2026-05-01", "T23"), steps("2026-05-08", "T29"), evaluation=ASKED),
    "T28": onwards(
        "monitoring",
        steps("2026-05-01", "T23"),
        steps("2026-05-08", "T28 T11 T13 T17"),
        meetings=(meeting("2026-05-08"),),
        evaluation=ASKED,
        cycle=2,
    ),
    "T24 T25": onwards(
        "monitoring",
        steps("2026-05-01", "T24"),
        steps("2026-05-20", "T25", note="het gaat weer mis"),
        scaling=SCALING,
    ),
    "T26 T30": onwards(
        "closed",
        steps("2026-05-01", "T24"),
        steps("2026-05-15", "T26"),
        steps("2026-05-20", "T30"),
        meetings=(meeting("2026-05-20", "evaluation"),),
        scaling=SCALING,
        evaluation=ANSWERED,
        **CLOSING,
    ),
    "T27": onwards("closed", steps("2026-05-01", "T24"), steps("2026-05-20", "T27"), **LETS_GO),
    "T31": a_case(
        WALKED,
        course=[
            *START[:1],
            *steps("2026-01-20", "T03", "u_tri", "advies is genoeg"),
            *steps("2026-02-01", "T31 T02", "u_tri", "toch meer nodig"),
        ],
        meetings=[],
        current_state="information",
        cycle=2,
        **ADVICE,
    ),
    "T32": onwards(
        "scaling_down", steps("2026-05-01", "T23"), steps("2026-05-08", "T32"), evaluation=ASKED, scaling=SCALING
    ),
    "W01 by the director": onwards("closed", steps("2026-05-01", "W01", note="verhuisd"), **STOPS),
    "W01 by the triagist": a_case(
        WALKED,
        course=[*START[:1], *steps("2026-01-20", "W01", "u_tri", "verhuisd")],
        meetings=[],
        hats=[],
        current_state="closed",
        **STOPS,
    ),
    "W01 by the manager": onwards("closed", steps("2026-05-01", "W01", "u_man", "verhuisd"), **STOPS),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_a_valid_course_arrives_where_it_says(name, tmp_path):
    assert arrived(tmp_path, CASES[name]) == CASES[name]["current_state"]


def test_every_line_of_the_stappenplan_is_walked():
    walked = {step["t"] for case in CASES.values() for step in case["course"]}
    assert walked == set(BY_ID)
