"""Perspective, goals and solutions: what can be done on these pages, by whom, and that nothing typed is lost."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from cases import actions
from cases.meeting_terms import ParticipationForm
from cases.models import BudgetLine, Case, Goal, GoalStep, Perspective, SolutionDirection, ValueTriangle
from cases.stappenplan import Step
from privacy import gate
from privacy.models import ReadLog
from tests.cases.following import NAME, case_at
from tests.looking import one, text_of

PIA, CAS, WIM, BERT = "pia_directs_process", "cas_directs_case", "wim_takes_part", "bert_stands_nowhere"
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
READ_AS = {"perspective": "open_perspective", "solutions": "open_solutions"}
MODELS = (Perspective, Goal, GoalStep, SolutionDirection, ValueTriangle, BudgetLine)
POSTED = (
    "state_perspective", "confirm_perspectives", "set_goal", "propose_direction", "weigh_solution", "draw_budget",
)  # fmt: skip


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def ids(cast, now):
    return case_at(Step.PERSPECTIVE, cast, now)


@pytest.fixture
def by(cast, now, ids):
    """The common arguments of an action of somebody of the cast."""
    return lambda name=PIA: {"viewer": cast.viewer(name), "reference": "C-9", "now": now}


@pytest.fixture
def goal(by):
    """A perspective with one goal. Returns the ids of both."""
    perspective = actions.state_perspective(text="Thuis wonen", with_resident=ParticipationForm.PRESENT, **by())
    return perspective, actions.set_goal(perspective_id=perspective, intention="Rust in huis", **by())


@pytest.fixture
def signed_in(signed_in, ids):
    """Signs in when the case is there."""
    return signed_in


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-9", *args])


def count():
    with gate.opened():
        return {model.__name__: model.objects.count() for model in MODELS}


def sent(ids, goal):
    """What can be sent, the page it is sent from, and the field that can be left empty by mistake."""
    perspective, one_goal = goal
    return {
        "state_perspective": ("perspective", {"text": LONG, "with_resident": "present"}, "with_resident"),
        "set_goal": ("perspective", {"perspective": perspective, "intention": LONG, "steps": "Bellen\n\nGaan"},
                     "perspective"),
        "propose_direction": ("solutions", {"goal": one_goal, "text": LONG, "proposer": f"party:{ids['party_id']}"},
                              "proposer"),
        "weigh_solution": ("solutions", {"solution": "Een hond", "involvement": LONG, "cost_eur": "1.250",
                                         "beneficiaries": "Wmo\nJeugd"}, "solution"),
        "draw_budget": ("solutions", {"source_of_money": "tailor_budget", "amount_eur": "500", "purpose": LONG},
                        "amount_eur"),
    }  # fmt: skip


# --- what holds for both pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READ_AS)
def test_a_page_opens_and_the_log_knows_who_looked(signed_in, cast, ids, goal, name):
    assert signed_in().get(at(name)).status_code == 200
    line = ReadLog.objects.get(action=READ_AS[name])
    assert (line.viewer_id, line.case_ids) == (cast[PIA].pk, [ids["case_id"]])


def test_a_stranger_finds_nothing_and_the_wrong_method_is_refused(signed_in, goal):
    change = at("change_perspective", goal[0])
    for address in (*map(at, POSTED), change):
        assert signed_in(BERT).post(address, {}).status_code == 404, address
        assert signed_in().get(address).status_code == 405, address
    for address in map(at, READ_AS):
        assert signed_in(BERT).get(address).status_code == 404
        assert signed_in().post(address).status_code == 405


def test_what_is_sent_is_kept_once_and_shown_as_it_was_typed(signed_in, ids, goal):
    """Ten thousand characters with all that people type, the second time by a button that was pressed twice."""
    client = signed_in()
    for name, (page, data, _field) in sent(ids, goal).items():
        for _time in range(2):
            answer = client.post(at(name), data)
            assert answer.status_code == 303, (name, text_of(answer))
        shown = client.get(at(page)).content.decode()
        assert LONG in unescape(shown), name
        assert "<b>meer" not in shown
    assert count() == {
        "Perspective": 2, "Goal": 2, "GoalStep": 2, "SolutionDirection": 1, "ValueTriangle": 1, "BudgetLine": 1,
    }  # fmt: skip


def test_on_a_mistake_the_page_says_so_and_everything_typed_is_still_there(signed_in, ids, goal):
    client, before = signed_in(), count()
    for name, (_page, data, field) in sent(ids, goal).items():
        answer = client.post(at(name), data | {field: ""})
        assert answer.status_code == 422, name
        assert "data-focus-on-load" in text_of(answer)
        assert LONG in text_of(answer), name
    assert count() == before


def test_who_only_takes_part_words_nothing_and_finds_no_form(signed_in, ids, goal):
    before = count()
    for name, (page, data, _field) in sent(ids, goal).items():
        assert signed_in(WIM).post(at(name), data).status_code in (403, 404, 422), name
        shown = signed_in(WIM).get(at(page))
        assert shown.status_code == 200
        assert at(name) not in text_of(shown)
    assert signed_in(WIM).post(at("confirm_perspectives")).status_code == 403
    assert count() == before


# --- a treatment is a solution --------------------------------------------------------------------------------------


def test_a_named_treatment_is_pointed_out_and_refused(signed_in):
    data = {"text": f"Noor krijgt EMDR. {LONG[:200]}", "with_resident": "present"}
    answer = signed_in().post(at("state_perspective"), data)
    assert answer.status_code == 422
    for words in ("U noemt een behandeling of product: 'EMDR'", "Dat is een oplossing", data["text"]):
        assert words in text_of(answer)
    assert count()["Perspective"] == 0


def test_a_treatment_stands_as_the_residents_own_words_with_the_reason(signed_in):
    data = {"text": "Ik wil EMDR", "with_resident": "present", "own_words_reason": "Zo zei Saar het zelf."}
    assert signed_in().post(at("state_perspective"), data).status_code == 303
    page = text_of(signed_in().get(at("perspective")))
    for words in ("Ik wil EMDR", "Eigen woorden van de inwoner.", "Zo zei Saar het zelf."):
        assert words in page
    assert one(Perspective).named_treatment == "EMDR"


def test_without_the_resident_there_are_no_own_words(signed_in):
    data = {"text": "Ik wil EMDR", "with_resident": "declined", "own_words_reason": "Dat denken wij."}
    answer = signed_in().post(at("state_perspective"), data)
    assert answer.status_code == 422
    assert "kunnen dit niet diens eigen woorden zijn" in text_of(answer)
    assert count()["Perspective"] == 0


def test_a_reason_for_own_words_is_not_kept_where_no_treatment_is_named(signed_in):
    data = {"text": "Rust in huis", "with_resident": "present", "own_words_reason": "Voor de zekerheid"}
    assert signed_in().post(at("state_perspective"), data).status_code == 303
    assert one(Perspective).own_words_reason == ""


def test_only_who_directs_the_process_marks_own_words(signed_in):
    data = {"text": "Ik wil EMDR", "with_resident": "present", "own_words_reason": "Zo zei Saar het."}
    assert signed_in(CAS).post(at("state_perspective"), data).status_code == 403
    assert count()["Perspective"] == 0


# --- wording anew, goals, directions --------------------------------------------------------------------------------


def test_somebody_else_worded_the_perspective_meanwhile(signed_in, goal):
    client, address = signed_in(), at("change_perspective", goal[0])
    data = {"text": LONG, "with_resident": "present", "version": "1"}
    assert client.post(address, data).status_code == 303
    answer = client.post(address, data | {"text": "Mijn woorden"})
    assert answer.status_code == 409
    for words in ("Mijn woorden", LONG, 'name="version" value="2"', f'action="{address}"'):
        assert words in text_of(answer)
    again = client.post(address, data | {"text": "Mijn woorden", "version": "2"})
    assert again.status_code == 303
    assert one(Perspective).text == "Mijn woorden"


def test_a_change_that_names_a_treatment_is_refused_with_all_that_was_typed(signed_in, goal):
    data = {"text": f"Ik wil EMDR. {LONG[:300]}", "with_resident": "present", "version": "1"}
    answer = signed_in().post(at("change_perspective", goal[0]), data)
    assert answer.status_code == 422
    for words in (data["text"], "U noemt een behandeling", "Dit is nog niet bewaard"):
        assert words in text_of(answer)
    assert one(Perspective).text == "Thuis wonen"


def test_a_perspective_goal_or_direction_of_another_case_is_refused(signed_in, cast, now, goal):
    case_at(Step.PERSPECTIVE, cast, now, "C-8")
    there = {"viewer": cast.viewer(PIA), "reference": "C-8", "now": now}
    other = actions.state_perspective(text="Ergens anders", with_resident=ParticipationForm.PRESENT, **there)
    other_goal = actions.set_goal(perspective_id=other, intention="Anders", **there)
    client, before = signed_in(), count()
    changed = client.post(at("change_perspective", other), {"text": "Weg ermee", "with_resident": "present"})
    assert changed.status_code == 409
    assert client.post(at("set_goal"), {"perspective": other, "intention": "x"}).status_code == 422
    direction = {"goal": other_goal, "text": "x", "proposer": "other:", "name": "Oma"}
    assert client.post(at("propose_direction"), direction).status_code == 422
    assert count() == before
    assert "Ergens anders" not in text_of(client.get(at("perspective")))


def test_a_direction_names_who_proposes_it(signed_in, ids, goal):
    client = signed_in(CAS)
    data = {"goal": goal[1], "text": "Samen koken", "together_with": "De buren"}
    nobody = client.post(at("propose_direction"), data | {"proposer": "other:"})
    assert nobody.status_code == 422
    assert "Kies wie deze richting voorstelt." in text_of(nobody)
    for proposer in (f"party:{ids['party_id']}", f"person:{ids['person_id']}", "other:"):
        data |= {"text": f"Samen koken {proposer}", "proposer": proposer, "name": "Oma Riet"}
        assert client.post(at("propose_direction"), data).status_code == 303
    page = text_of(client.get(at("solutions")))
    for words in ("Voorgesteld door Wmo Dorp", f"Voorgesteld door {NAME}", "door Oma Riet", "Samen met De buren"):
        assert words in page


def test_the_weighing_shows_its_three_corners_the_money_and_who_gains(signed_in):
    data = {
        "solution": "Een scooter", "involvement": "Saar kiest zelf", "involvement_verdict": "supports",
        "legitimacy_verdict": "neutral", "return_verdict": "against", "cost_eur": "1.250",
        "avoided_cost_eur": "9000", "period_months": "12", "payer": "Wmo", "beneficiaries": "Jeugd\nSchool",
        "outcome_reason": "Het helpt", "decided_by_name": "De teamleider", "decided_on": "1-11-2026",
    }  # fmt: skip
    assert signed_in().post(at("weigh_solution"), data).status_code == 303
    page = text_of(signed_in().get(at("solutions")))
    for words in (
        "Betrokkenheid",
        "Kost € 1.250, voorkomt € 9.000 in 12 maanden",
        "Betaald door Wmo",
        "Jeugd en School",
    ):
        assert words in page


def test_money_is_more_than_nothing(signed_in):
    data = {"source_of_money": "tailor_budget", "amount_eur": "0", "purpose": LONG}
    answer = signed_in().post(at("draw_budget"), data)
    assert answer.status_code == 422
    assert LONG in text_of(answer)
    assert count()["BudgetLine"] == 0


def test_what_stood_in_the_round_before_counts_again_when_it_is_confirmed(signed_in, goal):
    with gate.opened():
        Case.objects.filter(reference="C-9").update(cycle_number=2)
    page = text_of(signed_in().get(at("perspective")))
    assert "Dit komt uit een eerdere ronde." in page
    assert "nog niet bevestigd" in page
    for _time in range(2):
        assert signed_in().post(at("confirm_perspectives")).status_code == 303
    assert "nog niet bevestigd" not in text_of(signed_in().get(at("perspective")))
    assert (one(Perspective).confirmed_cycle, one(Goal).confirmed_cycle) == (2, 2)
