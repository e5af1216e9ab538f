"""What the form cannot say: keys that exist, dates that can be, a course that is a path. Guards are not judged here."""

import pytest

from regie.casefile.problems import Refuses
from regie.casefile.references import plain_name
from regie.casefile.validate import check_contents
from tests.casefile.build import WALKED, a_case, checked, content, problems

HAT = {"professional": "u_help", "hat": "inquiry", "put_on_at": "2026-02-01"}
DIRECTS = {"professional": "u_dir", "hat": "process_direction", "variant": "municipal"}
SHARE = {"what": "debts", "about": "p1", "from": "o1", "to": "o2"}
CONSENT = {"kind": "secrecy_waiver", "about": "p1"}
MEETING = {"at": "2026-03-01", "kind": "mdo"}


def step(t: str, at: str = "2026-01-05", by: str = "u_tri") -> dict[str, str]:
    return {"t": t, "at": at, "by": by}


def test_a_key_that_points_at_nothing_is_a_problem_with_a_suggestion():
    (problem,) = problems(a_case(WALKED, hats=[{**HAT, "professional": "u_hlep"}]))
    assert (problem.path, problem.refuses) == ("hats[1].professional", Refuses.ALL)
    assert problem.text == "De sleutel “u_hlep” staat niet in dit bestand. Bedoelt u “u_help”?"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"partners": [{**WALKED["partners"][0], "person": "u_x"}, WALKED["partners"][1]]}, "partners[1].person"),
        ({"hats": [{**HAT, "announced_to": ["p1", "p9"]}]}, "hats[1].announced_to[2]"),
        ({"hats": [{**HAT, "handed_to": "o9"}]}, "hats[1].handed_to"),
        ({"consulted": [{"party": "o9"}]}, "consulted[1].party"),
        ({"consulted": [{"party": "p1"}]}, "consulted[1].party"),
        ({"events": [{"e": "E06", "at": "2026-03-01", "by": "u_x"}]}, "events[1].by"),
        ({"meetings": [{**MEETING, "case_director": "u_x"}]}, "meetings[1].case_director"),
        ({"planned_meeting": {"invited": ["p1", "o9"]}}, "planned_meeting.invited[2]"),
        ({"planned_meeting": {"not_invited": {"o9": "x"}}}, "planned_meeting.not_invited.o9"),
        ({"solutions": [{"text": "x", "proposed_by": "o9"}]}, "solutions[1].proposed_by"),
        ({"scenarios": {"A": {"actions": [{"what": "x", "owner": "o9"}]}}}, "scenarios.A.actions[1].owner"),
        ({"sharing": [{**SHARE, "from": "o9"}]}, "sharing[1].from"),
        ({"sharing": [{**SHARE, "to": "p1"}]}, "sharing[1].to"),
        ({"sharing": [{**SHARE, "about": "o1"}]}, "sharing[1].about"),
        ({"sharing": [{**SHARE, "about": ["p1", "p9"]}]}, "sharing[1].about[2]"),
        ({"consents": [{**CONSENT, "given_by": ["p9"]}]}, "consents[1].given_by[1]"),
        ({"monitoring": {"first_to_call": "u_x"}}, "monitoring.first_to_call"),
        ({"scaling": {"released_to": "p9"}}, "scaling.released_to"),
        ({"bottlenecks": [{"title": "x", "level": "policy", "owner": "u_x"}]}, "bottlenecks[1].owner"),
        ({"escalations": [{"table": "RET", "lead_after": "u_x"}]}, "escalations[1].lead_after"),
    ],
)  # fmt: skip
def test_every_place_that_names_somebody_is_looked_up(changes, path):
    assert [problem.path for problem in problems(a_case(WALKED, **changes))] == [path]


def test_a_step_by_somebody_who_is_not_in_the_file_is_refused():
    (problem,) = problems(a_case(current_state="triage", course=[step("T01", by="u_onbekend")]))
    assert problem.path == "course[1].by"
    assert problem.text.startswith("Een stap van iemand die niet in het bestand staat, telt niet.")


def test_a_key_of_the_wrong_list_says_which_list_it_must_be():
    (problem,) = problems(a_case(WALKED, sharing=[{**SHARE, "to": "p1"}]))
    assert "staat in household; hier hoort er een uit partners en meta.professionals" in problem.text


def test_keys_are_unique_in_a_case():
    household = [{"key": "p1", "name": "Een"}, {"key": "p1", "name": "Twee"}]
    partners = [{"key": "p1", "name": "Drie", "kind": "gp"}, {"key": "u_dir", "name": "Vier", "kind": "gp"}]
    assert [problem.path for problem in problems(a_case(household=household, partners=partners))] == [
        "household[2].key",
        "partners[1].key",
        "partners[2].key",
    ]


def test_two_cases_may_use_the_same_keys():
    assert problems(a_case(), a_case(id="X2")) == ()


def test_a_case_stands_in_the_files_once():
    files = [("a.yaml", content(a_case(), a_case())), ("b.yaml", content(a_case()))]
    found = check_contents(files).problems
    assert [(problem.file, problem.path) for problem in found] == [("a.yaml", "id"), ("b.yaml", "id")]
    assert "a.yaml, regel" in found[1].text


def test_a_party_stands_in_a_case_once():
    partners = [
        {"key": "o1", "name": "GGZ Rijnland (fictief)", "kind": "ggz"},
        {"key": "o2", "name": "ggz  Rijnland", "kind": "ggz"},
    ]
    (problem,) = problems(a_case(partners=partners))
    assert (problem.path, "regel" in problem.text) == ("partners[2].name", True)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Gemeente Waterdam (fictief, 98.000 inwoners)", "Gemeente Waterdam"),
        ("Stichting Viervoet (fictief)", "Stichting Viervoet"),
        ("Stadsarchief (werkgever)", "Stadsarchief (werkgever)"),
    ],
)
def test_a_name_is_known_without_the_word_fictief(name, plain):
    assert plain_name(name) == plain


def test_only_casusregie_can_lie_with_the_household():
    member = {"professional": "p1", "put_on_at": "2026-03-01"}
    assert problems(a_case(WALKED, hats=[{**member, "hat": "case_direction"}])) == ()
    (problem,) = problems(a_case(WALKED, hats=[{**member, "hat": "monitoring"}]))
    assert problem.path == "hats[1].professional"


def test_a_direction_leads_to_a_goal_of_the_case():
    (problem,) = problems(a_case(WALKED, solutions=[{"text": "x", "goal": "Iets anders"}]))
    assert problem.path == "solutions[1].goal"
    assert "Iets anders" not in problem.text


def test_without_any_goal_the_guard_of_the_goals_speaks():
    assert problems(a_case(WALKED, perspectives=[{"text": "Rust", "goals": []}])) == ()


# --- Dates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "path", "says"),
    [
        ({"hats": [{**HAT, "taken_off_at": "2026-01-31"}]}, "hats[1].taken_off_at", "ligt voor put_on_at (2026-02-01)"),
        ({"hats": [{**HAT, "expected_until": "2026-01-31"}]}, "hats[1].expected_until", "ligt voor put_on_at"),
        ({"sharing": [{**SHARE, "decided_at": "2026-02-02", "until": "2026-02-01"}]}, "sharing[1].until", "ligt voor"),
        (
            {"consents": [{**CONSENT, "given_at": "2026-02-02", "valid_until": "2026-02-01"}]},
            "consents[1].valid_until",
            "ligt voor",
        ),
        (
            {"monitoring": {"next_review_at": "2026-12-02", "until": "2026-12-01"}},
            "monitoring.until",
            "ligt voor next_review_at",
        ),
        ({"hats": [{**HAT, "put_on_at": "1926-02-01"}]}, "hats[1].put_on_at", "van 2000 tot en met 2100"),
        ({"monitoring": {"until": "9026-02-01"}}, "monitoring.until", "van 2000 tot en met 2100"),
        ({"meetings": [{**MEETING, "at": "2026-11-22"}]}, "meetings[1].at", "na de peildatum 2026-11-21"),
        ({"hats": [{**HAT, "put_on_at": "2027-02-01"}]}, "hats[1].put_on_at", "na de peildatum"),
    ],
)
def test_a_date_that_cannot_be_is_a_problem(changes, path, says):
    (problem,) = problems(a_case(WALKED, **changes))
    assert (problem.path, says in problem.text) == (path, True)


def test_what_is_still_to_come_may_lie_after_the_reference_date():
    case = a_case(
        WALKED,
        planned_meeting={"at": "2027-03-01"},
        monitoring={"next_review_at": "2027-01-01", "until": "2027-06-01", "first_to_call": "u_help"},
        hats=[{**HAT, "expected_until": "2027-01-01"}],
    )
    assert problems(case) == ()


def test_the_steps_stand_in_order_of_date():
    course = [step("T01", "2026-01-05"), step("T04", "2026-01-04"), step("T01", "2026-01-06")]
    (problem,) = problems(a_case(course=course, current_state="triage"))
    assert problem.path == "course[2].at"
    assert "(2026-01-04) ligt voor de stap erboven (2026-01-05)" in problem.text


def test_meetings_and_hats_may_stand_in_any_order():
    case = a_case(WALKED)
    case["meetings"].reverse()
    case["hats"].reverse()
    assert problems(case) == ()


# --- The course --------------------------------------------------------------------------------------------------


def test_a_step_from_where_the_case_does_not_stand_refuses_the_case():
    (problem,) = problems(a_case(current_state="invitation", course=[step("T01"), step("T05", by="u_dir")]))
    assert (problem.path, problem.refuses) == ("course[2].t", Refuses.CASE)
    assert "T05 gaat uit van information, maar de casus staat dan in triage." in problem.text
    assert "Van daar kan: T02, T03, T04 en W01." in problem.text


def test_another_end_than_the_file_says_refuses_the_case_and_names_both():
    (problem,) = problems(a_case(current_state="information", course=[step("T01")]))
    assert (problem.path, problem.refuses) == ("current_state", Refuses.CASE)
    assert "“information”" in problem.text
    assert "“triage”" in problem.text


@pytest.mark.parametrize("more", [["T21"], ["T22"], ["T23", "T28"], ["T24", "T27", "T31"]])
def test_the_steps_that_begin_a_cycle_are_counted(more):
    ends = {"T21": "analysis", "T22": "invitation", "T28": "perspective", "T31": "triage"}
    course = [*WALKED["course"], *(step(t, "2026-04-01", "u_dir") for t in more)]
    case = a_case(WALKED, course=course, current_state=ends[more[-1]])
    (problem,) = problems(case)
    assert (problem.path, problem.refuses) == ("cycle", Refuses.CASE)
    assert "cyclus 1, maar de stappen komen uit in cyclus 2" in problem.text
    assert problems({**case, "cycle": 2}) == ()


def test_a_case_without_steps_is_in_intake():
    assert [problem.path for problem in problems(a_case(current_state="triage"))] == ["current_state"]


def test_closing_on_another_day_than_the_step_refuses_the_case():
    course = [step("T01"), step("T03", "2026-01-10")]
    case = a_case(current_state="closed", course=course, closure={"reason": "referred", "at": "2026-01-11"})
    (problem,) = problems(case)
    assert (problem.path, problem.refuses) == ("closure.at", Refuses.CASE)
    assert "2026-01-11, maar volgens de stappen op 2026-01-10" in problem.text
    case["closure"]["at"] = "2026-01-10"
    assert problems(case) == ()


def test_two_people_who_direct_the_process_at_once_refuse_the_case_and_name_the_guard():
    hats = [{**DIRECTS, "put_on_at": "2026-01-20"}, {**DIRECTS, "professional": "u_help", "put_on_at": "2026-01-25"}]
    (problem,) = problems(a_case(WALKED, hats=hats))
    assert (problem.path, problem.refuses) == ("hats[2]", Refuses.CASE)
    assert "Op 2026-01-25 draagt al iemand de pet process_direction" in problem.text
    assert "bij T02 niet voldaan aan G03" in problem.text


def test_two_people_who_keep_the_overview_at_once_refuse_the_case():
    hat = {**HAT, "hat": "case_direction"}
    (problem,) = problems(a_case(WALKED, hats=[hat, {**hat, "professional": "u_dir", "put_on_at": "2026-02-02"}]))
    assert (problem.path, problem.refuses) == ("hats[2]", Refuses.CASE)


@pytest.mark.parametrize(
    "hats",
    [
        [{**DIRECTS, "put_on_at": "2026-01-20", "taken_off_at": "2026-03-01"}, {**DIRECTS, "put_on_at": "2026-03-01"}],
        [{**DIRECTS, "put_on_at": "2026-01-20"}, {**DIRECTS, "variant": "advisory", "put_on_at": "2026-03-01"}],
        [{**HAT}, {**HAT, "put_on_at": "2026-03-01"}],
    ],
)
def test_one_after_the_other_an_adviser_or_another_hat_is_no_problem(hats):
    assert problems(a_case(WALKED, hats=hats)) == ()


def test_the_step_that_closes_a_case_takes_the_directors_hat_off():
    course = [step("T01"), step("W01", "2026-02-01"), step("T31", "2026-03-01")]
    hats = [{**DIRECTS, "put_on_at": "2026-01-20"}, {**DIRECTS, "professional": "u_help", "put_on_at": "2026-03-01"}]
    assert problems(a_case(current_state="triage", cycle=2, course=course, hats=hats)) == ()


def test_a_refused_case_leaves_the_others_readable():
    found = checked(a_case(current_state="plan"), a_case(id="X2"))
    assert not found.refuses_all
    assert [case.id for case in found.files[0].cases] == ["X1", "X2"]
    assert [problem.path for problem in found.of("casussen.yaml", "X1")] == ["current_state"]
    assert found.of("casussen.yaml", "X2") == ()
