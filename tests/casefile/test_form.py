"""The form of a case file: every kind of error in plain Dutch, all at once, each at its line."""

import json

import pytest
from django.conf import settings

from accounts.kinds import Kind
from cases import domains, meeting_terms, organisation_terms, terms
from cases.hats import Hat, Variant
from cases.stappenplan import BY_ID, Step
from privacy.law import DataCategory
from privacy.legal_bases import CATALOGUE
from privacy.representation import ConsentKind
from privacy.retention import RULES, StartRule
from regie.casefile.problems import Problem
from regie.casefile.schema import SCHEMA, unused
from regie.casefile.validate import check, check_contents
from tests.casefile.build import META, WALKED, a_case, content, problems

HAT = {"professional": "u_help", "hat": "inquiry", "put_on_at": "2026-02-01"}


def test_a_minimal_file_and_a_walked_one_are_in_order():
    assert problems(a_case()) == ()
    assert problems(a_case(WALKED)) == ()


@pytest.mark.parametrize(
    ("changes", "path", "says"),
    [
        ({"titel": "x"}, "titel", "bestaat niet in het formaat. Bedoelt u “title”?"),
        ({"xyzzy": "x"}, "xyzzy", "bestaat niet in het formaat."),
        ({"title": None}, "title", "ontbreekt"),
        ({"title": " "}, "title", "leeg"),
        ({"title": 12}, "title", "Hier hoort tekst. Zet de waarde tussen aanhalingstekens."),
        ({"title": "x" * 10_001}, "title", "10001 tekens. Er passen er 10000"),
        ({"current_state": "monitorring"}, "current_state", "Bedoelt u “monitoring”?"),
        ({"current_state": "zzz"}, "current_state", "Kies uit: intake, triage"),
        ({"cycle": 0}, "cycle", "van 1 tot en met 99"),
        ({"cycle": "1"}, "cycle", "Hier hoort een heel getal."),
        ({"id": "C/\u00e9"}, "id", "Gebruik letters"),
        ({"ave_phase": 5}, "ave_phase", "van 1 tot en met 4"),
        ({"household": []}, "household", "Deze lijst is leeg"),
        ({"household": "p1"}, "household", "Hier hoort een lijst."),
        ({"household": [{"key": "p1", "name": "A", "age": 121}]}, "household[1].age", "van 0 tot en met 120"),
        ({"household": [{"key": "p 1", "name": "A"}]}, "household[1].key", "Een sleutel begint met een letter"),
        ({"laws": ["wmo", "grondwet"]}, "laws[2]", "De code “grondwet” kan hier niet."),
        ({"frame": "een lange vrije tekst over iemand"}, "frame", "De code wat hier staat kan hier niet."),
        ({"hats": [{**HAT, "put_on_at": "2026-02-30"}]}, "hats[1].put_on_at", "geen bestaande datum"),
        ({"hats": [{**HAT, "put_on_at": "01-02-2026"}]}, "hats[1].put_on_at", "jjjj-mm-dd"),
        ({"hats": [{**HAT, "put_on_at": "2026-W05-1"}]}, "hats[1].put_on_at", "jjjj-mm-dd"),
        ({"hats": [{**HAT, "hat": "process_direction"}]}, "hats[1].variant", "ontbreekt"),
        ({"hats": [{**HAT, "hat": "decision"}]}, "hats[1].law", "ontbreekt"),
        ({"hats": [{**HAT, "variant": "municipal"}]}, "hats[1].variant", "alleen bij de pet process_direction"),
        ({"course": [{"t": "T99", "at": "2026-01-05", "by": "u_tri"}]}, "course[1].t", "“T99” kan hier niet"),
        ({"meetings": [{"at": "2026-01-05", "kind": "mdo", "covers": ["e"]}]}, "meetings[1].covers[1]", "“e”"),
        ({"evaluation": {"kind": "interim", "does_it_help": True}}, "evaluation.does_it_help", "aanhalingstekens"),
        ({"scaling": {"criterion": "vaag"}}, "scaling.criterion", "“vaag” kan hier niet"),
        ({"scaling": {"criterion": ["vaag"]}}, "scaling.criterion[1]", "“vaag” kan hier niet"),
        ({"scaling": {"criterion": 3}}, "scaling.criterion", "Hier hoort tekst of een lijst."),
        ({"retention": {"result": 3.2}}, "retention.result", "tussen aanhalingstekens"),
        ({"closure": {"reason": "klaar"}}, "closure.reason", "Kies uit: resolved"),
        ({"escalations": [{"table": "ret"}]}, "escalations[1].table", "hoofdletters"),
        ({"planned_meeting": {"not_invited": {"1o": "x"}}}, "planned_meeting.not_invited.1o", "Een sleutel begint"),
        (
            {"scenario_quadrant": {"axis_x": {}, "axis_y": {"factor": "a", "low": "b", "high": "c"}}},
            "scenario_quadrant.axis_x.factor",
            "ontbreekt",
        ),
    ],
)
def test_what_is_wrong_with_the_form_is_said_where_it_stands(changes, path, says):
    found = problems(a_case(**changes))
    assert says in {problem.path: problem.text for problem in found}[path]
    assert {problem.refuses for problem in found} == {"all"}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"- 1\n- 2", "begint met meta en cases"),
        (b"meta: {reference_date: 2026-01-01, municipality: A}", "ontbreekt"),
        (b"meta: {reference_date: 2026-01-01, municipality: A}\ncases: []", "lijst is leeg"),
        (b"meta: 1\ncases: 2", "groep velden"),
        (b"meta: {reference_date: 2026-01-01, municipality: A, professionals: {1x: {}}}\ncases: [1]", "sleutel begint"),
        (b"a: 1\na: 2", "twee keer"),
    ],
)
def test_what_is_no_case_file_is_refused(raw, says):
    found = check_contents([("leeg.yaml", raw)])
    assert found.refuses_all
    assert any(says in problem.text for problem in found.problems)


def test_one_wrong_value_is_one_problem():
    assert [problem.path for problem in problems(a_case(ave_phase="x", scaling={"criterion": 3}))] == [
        "ave_phase",
        "scaling.criterion",
    ]


def test_all_problems_are_said_at_once_each_with_its_line():
    raw = b"""meta:
  reference_date: 2026-11-21
  municipality: Waterdam
cases:
  - id: C01
    title: Een
    current_state: intake
    cycle: 1
    household:
      - {key: p1, name: Een, age: 130}
  - id: C02
    titel: Twee
    current_state: intake
    cycle: een
    household:
      - {key: p1, name: Twee,
         rol: vader}
"""
    assert check_contents([("a.yaml", raw)]).problems == (
        Problem("a.yaml", 10, "C01", "household[1].age", "Dit getal kan niet. Kies een getal van 0 tot en met 120."),
        Problem("a.yaml", 11, "C02", "title", "Dit veld ontbreekt. Vul het in."),
        Problem("a.yaml", 12, "C02", "titel", "Dit veld bestaat niet in het formaat. Bedoelt u “title”?"),
        Problem("a.yaml", 14, "C02", "cycle", "Hier hoort een heel getal."),
        Problem("a.yaml", 17, "C02", "household[1].rol", "Dit veld bestaat niet in het formaat. Bedoelt u “role”?"),
    )


def test_a_problem_reads_as_a_sentence_with_its_place():
    (problem,) = problems(a_case(ave_phase=9))
    assert str(problem) == (
        f"casussen.yaml, regel {problem.line}, casus X1, ave_phase: "
        "Dit getal kan niet. Kies een getal van 1 tot en met 4."
    )


def test_a_case_without_an_id_is_called_by_its_place():
    assert {problem.case for problem in problems(a_case(), a_case(id=None))} == {"2"}


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    (problem,) = check([tmp_path / "weg.yaml"]).problems
    assert "is er niet" in problem.text


def test_names_and_texts_take_what_people_really_write():
    name = "D'Ângelo-Öztürk 🏠 O’Neill"
    case = a_case(title=name, question="x" * 10_000, household=[{"key": "p1", "name": name}])
    assert problems(case) == ()


def test_a_field_that_is_left_empty_is_no_field():
    case = {**a_case(WALKED), "events": None, "planned_meeting": None}
    case["hats"][0]["taken_off_at"] = None
    assert problems(case) == ()
    assert [problem.path for problem in problems({**a_case(), "title": None})] == ["title"]


@pytest.mark.parametrize(
    "changes",
    [
        {"question": None},
        {"question": ""},
        {"laws": []},
        {"hats": []},
        {"partners": [{"key": "o1", "name": "A", "kind": "school"}, {"key": "o2", "name": "B", "kind": "gp"}]},
        {"meetings": []},
        {"meetings": [{"at": "2026-03-01", "kind": "mdo", "case_director_accepted": False}]},
        {"life_domains": {"template": "own", "items": []}},
        {"perspectives": [{"text": "", "goals": []}]},
        {"perspectives": None, "solutions": None},
        {"scenarios": {"A": {"actions": []}, "B": {"trigger": ""}}},
        {"monitoring": None},
        {"monitoring": {"needed": False}},
    ],
)
def test_what_only_a_guard_asks_for_is_left_to_the_replay(changes):
    assert problems(a_case(WALKED, **changes)) == ()


def test_fields_that_are_kept_and_not_used_yet_are_named():
    case = a_case(escalations=[{"table": "RET"}], lessons=[])
    assert unused(case) == ("escalations",)


# --- The schema says the same as the code ------------------------------------------------------------------------

LISTS = {
    "state": Step.values,
    "transition": list(BY_ID),
    "frame": terms.Frame,
    "law": terms.Compartment,
    "authority": terms.AuthorityKind,
    "blockage_reason": terms.BlockageReason,
    "problem_kind": terms.ProblemKind,
    "consult_on": terms.ConsultOn,
    "hat": Hat,
    "variant": Variant,
    "partner_kind": Kind,
    "seat_kind": meeting_terms.SeatKind,
    "meeting_kind": meeting_terms.MeetingKind,
    "agenda_point": meeting_terms.AgendaPoint,
    "participation": meeting_terms.ParticipationForm,
    "template": domains.Template,
    "life_domain": domains.LifeDomain,
    "category": set(DataCategory) - {DataCategory.PROGRESS},
    "legal_basis": CATALOGUE,
    "action_status": terms.ActionStatus,
    "verdict": terms.Verdict,
    "value_outcome": terms.ValueOutcome,
    "budget_source": terms.BudgetSource,
    "axis_end": terms.AxisEnd,
    "linked": {*terms.ScenarioCode, "none"},
    "monitoring_basis": terms.MonitoringBasis,
    "monitors": terms.Monitors,
    "scaling_criterion": terms.ScalingCriterion,
    "aftercare": terms.Aftercare,
    "evaluation_kind": terms.EvaluationKind,
    "evaluation_outcome": terms.EvaluationOutcome,
    "helps": terms.Helps,
    "closure_reason": terms.ClosureReason,
    "retention_result": RULES,
    "start_rule": StartRule,
    "bottleneck_level": organisation_terms.BottleneckLevel,
    "bottleneck_status": organisation_terms.BottleneckStatus,
    "lesson_kind": organisation_terms.LessonKind,
    "consent_kind": ConsentKind,
}
ONLY_IN_THE_FORMAT = {"event", "sharing_status"}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_schema_is_the_list_of_the_code(name):
    assert sorted(SCHEMA["$defs"][name]["enum"]) == sorted(str(code) for code in LISTS[name])


def test_every_list_of_the_schema_is_compared():
    assert {name for name, form in SCHEMA["$defs"].items() if "enum" in form} == {*LISTS, *ONLY_IN_THE_FORMAT}


def test_a_json_file_is_a_case_file_too():
    raw = json.dumps({"meta": META, "cases": [a_case(WALKED)]}).encode()
    assert check_contents([("casussen.json", raw)]).problems == ()
    assert check_contents([("a.json", raw), ("b.yaml", content(a_case(id="X2")))]).problems == ()


def named(form: dict) -> set[str]:
    """Every field that a part of the schema has."""
    properties = form.get("properties", {})
    return set(properties).union(*(named(one) for one in properties.values()))


def test_every_field_is_explained_on_the_page_about_the_format():
    page = (settings.BASE_DIR / "docs" / "case-file.md").read_text(encoding="utf-8")
    fields = named(SCHEMA).union(*(named(form) for form in SCHEMA["$defs"].values()))
    assert {field for field in fields if f"`{field}`" not in page} == set()
