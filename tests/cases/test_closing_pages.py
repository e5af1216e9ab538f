"""Letting go, looking back and closing: what can be done on these pages, by whom, and that nothing typed is lost."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.dutch.days import dutch_day
from cases import actions
from cases.actions import ReleasedTo, Scaling, TriageChoice
from cases.hats import Hat
from cases.models import (
    Bottleneck,
    Case,
    Closure,
    Evaluation,
    EvaluationAnswer,
    HatPeriod,
    Lesson,
    ScalingDecision,
)
from cases.record_terms import AnswerBy
from cases.stappenplan import Step
from cases.terms import Aftercare, ScalingCriterion, TriageOutcome
from privacy import gate, retention
from privacy.models import ReadLog
from tests.cases.following import NAME, case_at
from tests.looking import one, text_of

PIA, CAS, WIM, BERT = "pia_directs_process", "cas_directs_case", "wim_takes_part", "bert_stands_nowhere"
TARA = "tara_triages"
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
QUERIES = 10 + 2 + 2  # of the page, of signing in, and of the savepoint that a transaction is inside a test
READ_AS = {
    "scaling_down": "open_scaling",
    "evaluation": "open_evaluation",
    "closure": "open_closure",
}
SENT = {  # what can be sent, from which page, and the field that can be left empty by mistake
    "record_scaling": (
        "scaling_down",
        {"criteria": ["household_directs_itself"], "motivation": LONG, "released_to": "name:",
         "released_to_name": "Oma", "aftercare": "none", "way_back": LONG},
        "released_to_name",
    ),
    "decide_evaluating": ("scaling_down", {"evaluate": "no", "reason": LONG}, "evaluate"),
    "record_evaluation": (
        "evaluation",
        {"kind": "interim", "question": "Slapen", "intention": "Rust", "does_it_help": "yes", "adjust": LONG},
        "question",
    ),
    "record_lesson": ("evaluation", {"kind": "success", "text": LONG}, "kind"),
    "record_bottleneck": ("evaluation", {"title": "Geen regel", "level": "policy", "description": LONG}, "title"),
    "prepare_closure": ("closure", {"reason": "resolved", "result_code": "8.1.1", "note": LONG}, "result_code"),
}  # fmt: skip
MODELS = (ScalingDecision, Evaluation, Lesson, Bottleneck, Closure)


@pytest.fixture
def now():
    """Not the future of the server's clock, which the pages go by."""
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def ids(cast, now):
    return case_at(Step.EVALUATION, cast, now)


@pytest.fixture
def signed_in(signed_in, ids):
    """Signs in when the case is there."""
    return signed_in


@pytest.fixture
def by(cast, now, ids):
    """The common arguments of an action of somebody of the cast."""
    return lambda name=PIA: {"viewer": cast.viewer(name), "reference": "C-9", "now": now}


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-9", *args])


def scaling(to, **changes) -> Scaling:
    sound = {
        "criteria": (ScalingCriterion.HOUSEHOLD_DIRECTS_ITSELF,),
        "motivation": "Saar belt zelf de school.",
        "released_to": to,
        "aftercare": Aftercare.NONE,
        "whom_to_call": "Wim, 14 030",
    }
    return Scaling(**(sound | changes))


# --- what holds for each of these pages -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", READ_AS)
def test_a_page_opens_and_the_log_knows_who_looked(signed_in, cast, ids, name):
    assert signed_in().get(at(name)).status_code == 200
    line = ReadLog.objects.get(action=READ_AS[name])
    assert (line.viewer_id, line.case_ids) == (cast[PIA].pk, [ids["case_id"]])


@pytest.mark.parametrize("name", [*READ_AS, *SENT, "accept_release", "tell_household", "answer_closing_questions"])
def test_a_stranger_finds_nothing_and_the_wrong_method_is_refused(signed_in, name):
    shows = name in READ_AS
    stranger = signed_in(BERT)
    assert (stranger.get(at(name)) if shows else stranger.post(at(name), {})).status_code == 404
    director = signed_in()
    assert (director.post(at(name), {}) if shows else director.get(at(name))).status_code == 405


@pytest.mark.parametrize("name", SENT)
def test_ten_thousand_characters_are_kept_and_shown_as_they_were_typed(signed_in, name):
    page, data, _field = SENT[name]
    answer = signed_in().post(at(name), data)
    assert answer.status_code == 303, text_of(answer)
    shown = signed_in().get(at(page)).content.decode()
    assert LONG in unescape(shown)
    assert "<b>meer" not in shown


@pytest.mark.parametrize("name", SENT)
def test_on_a_mistake_the_page_says_so_and_everything_typed_is_still_there(signed_in, name):
    _page, data, field = SENT[name]
    answer = signed_in().post(at(name), data | {field: ""})
    assert answer.status_code == 422
    assert "data-focus-on-load" in text_of(answer)
    assert LONG in text_of(answer)
    with gate.opened():
        assert not any(model.objects.exists() for model in MODELS)


@pytest.mark.parametrize("name", SENT)
def test_who_only_takes_part_directs_nothing(signed_in, name):
    _page, data, _field = SENT[name]
    answer = signed_in(WIM).post(at(name), data)
    may = name in ("record_lesson", "record_bottleneck")
    assert answer.status_code in ((303,) if may else (403, 404, 422))
    with gate.opened():
        assert any(model.objects.exists() for model in MODELS) is may


# --- letting go -----------------------------------------------------------------------------------------------------


def test_letting_go_from_the_decision_to_the_household_that_knows(signed_in, ids):
    client = signed_in()
    data = {
        "criteria": ["care_adequate_no_added_value", "household_directs_itself"],
        "motivation": "De hulp staat.",
        "released_to": f"party:{ids['party_id']}",
        "aftercare": "pulse",
        "pulse_until": "1-2-2199",
        "whom_to_call": "Wim, 14 030",
    }
    assert client.post(at("record_scaling"), data).status_code == 303
    page = text_of(client.get(at("scaling_down")))
    for words in ("De hulp staat.", "Wmo Dorp", "1 feb 2199", "nog geen ja", "nog niet verteld"):
        assert words in page
    assert client.post(at("accept_release"), {"how": ""}).status_code == 422
    assert client.post(at("accept_release"), {"how": "Aan tafel zei Wim ja."}).status_code == 303
    assert client.post(at("tell_household")).status_code == 303
    page = text_of(client.get(at("scaling_down")))
    for words in ("Aan tafel zei Wim ja.", "verteld"):
        assert words in page
    assert "nog geen ja" not in page
    version = one(ScalingDecision).version
    answer = client.post(at("record_scaling"), data | {"version": str(version - 1)})
    assert answer.status_code == 409
    assert f'name="version" value="{version}"' in text_of(answer)


def test_who_receives_says_yes_with_one_button(signed_in, by, ids):
    actions.record_scaling(text=scaling(ReleasedTo(party=ids["party_id"])), **by())
    assert "Ja, ik neem het over" in text_of(signed_in(WIM).get(at("scaling_down")))
    assert signed_in(WIM).post(at("accept_release")).status_code == 303
    assert one(ScalingDecision).accepted_at is not None


def test_the_household_is_told_only_when_there_is_somebody_to_call(signed_in, by, ids):
    actions.record_scaling(text=scaling(ReleasedTo(party=ids["party_id"]), whom_to_call=""), **by())
    answer = signed_in().post(at("tell_household"))
    assert answer.status_code == 409
    assert "wie het huishouden voortaan kan bellen" in text_of(answer)


@pytest.mark.parametrize("sort", ["party", "person", "user"])
def test_who_does_not_belong_to_the_case_cannot_receive_it(signed_in, cast, sort):
    elsewhere = {"party": cast.ids["party_id"], "person": cast.ids["person_id"], "user": uuid4()}[sort]
    data = SENT["record_scaling"][1] | {"released_to": f"{sort}:{elsewhere}"}
    assert signed_in().post(at("record_scaling"), data).status_code == 422
    with gate.opened():
        assert not ScalingDecision.objects.exists()


def test_an_open_signal_is_named_where_one_lets_go(signed_in, by):
    actions.raise_signal(text="Het stokt", **by(WIM))
    assert "Er staat nog een signaal open" in text_of(signed_in().get(at("scaling_down")))


# --- looking back ---------------------------------------------------------------------------------------------------


def test_an_interim_evaluation_is_changed_until_the_case_goes_on(signed_in, by):
    client = signed_in()
    data = SENT["record_evaluation"][1] | {"adjust": "Vaker bellen"}
    client.post(at("record_evaluation"), data)
    first = one(Evaluation)
    again = data | {"adjust": "Minder bellen", "evaluation_id": str(first.pk), "version": "1"}
    assert client.post(at("record_evaluation"), again).status_code == 303
    answer = client.post(at("record_evaluation"), again)
    assert answer.status_code == 409
    assert 'name="version" value="2"' in text_of(answer)
    assert one(Evaluation).adjust == "Minder bellen"
    assert f'value="{first.pk}"' in text_of(client.get(at("evaluation")))
    words = actions.Words("Door", {}, "Slapen", "Rust", "yes")
    actions.take_step(move_id="T29", words=words, **(by() | {"now": timezone.now()}))
    assert f'value="{first.pk}"' not in text_of(client.get(at("evaluation")))


def test_each_person_answers_the_closing_questions(signed_in):
    client = signed_in()
    page = text_of(client.get(at("evaluation")))
    for words in (NAME, "cas directs case", "pia directs process", "Wmo Dorp"):
        assert words in page
    answers = {"went_well": LONG, "improve": "Eerder bellen", "learned": "Eén plan"}
    assert client.post(at("answer_closing_questions"), {"who": f"resident:{NAME}"} | answers).status_code == 303
    shown = text_of(client.get(at("evaluation")))
    assert LONG in shown
    assert "Eerder bellen" in shown
    given = one(EvaluationAnswer)
    assert (given.by_kind, given.by_name) == (AnswerBy.RESIDENT, NAME)


def test_a_resident_may_not_want_to_answer_and_a_director_does(signed_in):
    client, silent = signed_in(), {"no_answer_reason": "Wil het afsluiten."}
    assert client.post(at("answer_closing_questions"), {"who": f"resident:{NAME}"} | silent).status_code == 303
    keeper = {"who": "case_director:cas directs case"}
    answer = client.post(at("answer_closing_questions"), keeper | silent)
    assert answer.status_code == 422
    assert one(EvaluationAnswer).no_answer_reason == "Wil het afsluiten."


def test_half_an_answer_is_kept_on_the_page_in_its_own_place(signed_in):
    half = {"who": f"resident:{NAME}", "went_well": LONG, "improve": "", "learned": ""}
    answer = signed_in().post(at("answer_closing_questions"), half)
    assert answer.status_code == 422
    assert LONG in text_of(answer)


def test_an_answer_of_somebody_who_is_not_asked_is_refused_and_not_lost(signed_in):
    strange = {"who": "resident:Iemand anders", "went_well": LONG, "improve": "b", "learned": "c"}
    answer = signed_in().post(at("answer_closing_questions"), strange)
    assert answer.status_code == 422
    assert LONG in text_of(answer)
    with gate.opened():
        assert not EvaluationAnswer.objects.exists()


# --- closing --------------------------------------------------------------------------------------------------------


def test_closing_shows_the_term_in_words_what_comes_off_and_the_step_that_fits(signed_in):
    client = signed_in()
    page = text_of(client.get(at("closure")))
    for words in ("Wmo-voorziening verstrekt: 15 jaar (8.1.1)", "De vraag is beantwoord", "Verhuisd", "pet gaat af"):
        assert words in page
    assert 'value="advice_given"' not in page
    assert "jeugdhulp" not in page  # the terms of another law
    client.post(at("prepare_closure"), {"reason": "resolved", "result_code": "8.1.1"})
    page = text_of(client.get(at("closure")))
    last = retention.after(timezone.localdate(), "P15Y")
    for words in ("Wmo-voorziening verstrekt: 15 jaar", dutch_day(last), at("step", "T30")):
        assert words in page
    client.post(at("prepare_closure"), {"reason": "moved", "result_code": "8.1.1", "version": "1"})
    assert at("step", "W01") in text_of(client.get(at("closure")))


def test_what_is_still_open_is_listed_with_the_page_to_settle_it(signed_in, cast, by):
    with gate.opened():
        case = Case.objects.get(reference="C-9")
        HatPeriod.objects.create(case=case, wearer=cast["ina_inquires"], hat=Hat.INQUIRY, put_on_at=case.opened_at)
    actions.raise_signal(text="Het stokt", **by(WIM))
    page = text_of(signed_in().get(at("closure")))
    for words in ("Petten die eerst af moeten (onderzoek, hulp, besluit): 1", "zonder antwoord: 1", "vervallen: 1"):
        assert words in page


def test_somebody_else_prepared_the_closing_meanwhile(signed_in):
    client, data = signed_in(), {"reason": "resolved", "result_code": "8.1.1", "version": "1"}
    for _time in range(2):
        client.post(at("prepare_closure"), data)
    answer = client.post(at("prepare_closure"), data | {"note": "Mijn tekst"})
    assert answer.status_code == 409
    for words in ("Mijn tekst", 'name="version" value="2"'):
        assert words in text_of(answer)


def test_a_day_of_another_century_is_refused_beside_its_field(signed_in):
    data = {"reason": "resolved", "result_code": "8.1.1", "start_rule": "object_ended", "starts_on": "1-1-2199"}
    answer = signed_in().post(at("prepare_closure"), data)
    assert answer.status_code == 422
    assert "Kies een dag die bij deze casus past." in text_of(answer)


def test_after_triage_only_the_reasons_that_triage_gave_can_be_chosen(client, cast, now):
    case_at(Step.TRIAGE, cast, now, "C-8")
    client.force_login(cast[TARA])
    here = reverse("cases:closure", args=["C-8"])
    assert "Leg dan eerst de uitkomst van de triage vast." in text_of(client.get(here))
    actions.decide_triage(
        viewer=cast.viewer(TARA),
        reference="C-8",
        choice=TriageChoice(TriageOutcome.ADVICE_ONLY, "Advies is genoeg."),
        now=now,
    )
    page = text_of(client.get(here))
    assert 'value="advice_given"' in page
    assert 'value="referred"' not in page
    prepare = reverse("cases:prepare_closure", args=["C-8"])
    assert client.post(prepare, {"reason": "advice_given", "result_code": "21.1"}).status_code == 303
    assert reverse("cases:step", args=["C-8", "T03"]) in text_of(client.get(here))


def test_who_only_takes_part_sees_the_page_without_a_form(signed_in):
    page = text_of(signed_in(WIM).get(at("closure")))
    assert "closure-form" not in page
