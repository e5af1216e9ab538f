"""The page of advice without taking over, and the procesplaat."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cases import actions, hats
from cases.actions import NewAdvice, NewHat
from cases.hats import Hat
from cases.models import Advice, Case, HatPeriod, StepTransition
from cases.procesplaat import NARROW, WIDE, HatRow, RoundStart, StepSpan, Worn, draw
from cases.stappenplan import Step
from privacy import gate
from privacy.models import ReadLog
from tests.cast import case_in
from tests.factories import HouseholdMemberFactory
from tests.looking import text_of

OMAR, TARA, PIA = "omar_directs_elsewhere", "tara_triages", "pia_directs_process"
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
QUERIES = 10 + 2 + 2  # of the page, of signing in, and of the savepoint that a transaction is inside a test


@pytest.fixture
def signed_in(signed_in):
    return lambda name=TARA: signed_in(name)


@pytest.fixture
def advising(cast, now):
    """A case in triage, with somebody who advises and takes nothing over."""
    with gate.opened():
        case = case_in(Step.TRIAGE, now)
        HouseholdMemberFactory(case=case, person_id=cast.ids["person_id"])
    hat = NewHat(worn=hats.ADVISORY, reason="Nodig", wearer=cast[OMAR].pk)
    return actions.put_on_hat(viewer=cast.viewer(TARA), reference="C-3", hat=hat, now=now)


def at(name, *args, reference="C-3"):
    return reverse(f"cases:{name}", args=[reference, *args])


def ask(cast, advising, now, question="Hoe krijgen we iedereen aan tafel?"):
    return actions.record_advice(
        viewer=cast.viewer(TARA), reference="C-3", hat_id=advising, advice=NewAdvice("Team Oost", question), now=now
    )


def test_advice_is_asked_given_and_followed_on_one_page(signed_in, cast, advising):
    client = signed_in()
    assert client.post(at("record_advice"), {"question": "", "to_whom": LONG[:200]}).status_code == 422
    typed = {"question": LONG, "to_whom": "Team Oost"}
    assert client.post(at("record_advice"), typed).status_code == 303
    with gate.opened():
        advice_id = Advice.objects.get().pk
    assert "wacht op advies" in text_of(client.get(at("advice"))).lower()
    client = signed_in(OMAR)
    answer = client.post(at("give_advice", advice_id), {"advice": "", "version": 1})
    assert answer.status_code == 422
    assert client.post(at("give_advice", advice_id), {"advice": "Bel oma.", "version": 1}).status_code == 303
    assert client.post(at("give_advice", advice_id), {"advice": "Bel opa.", "version": 1}).status_code == 409
    client = signed_in()
    assert client.post(at("record_followed", advice_id), {"followed": ""}).status_code == 422
    typed = {"followed": "partly", "note": "Oma kwam."}
    assert client.post(at("record_followed", advice_id), typed).status_code == 303
    page = text_of(client.get(at("advice")))
    for words in (LONG, "Bel oma.", "Deels opgevolgd", "Oma kwam.", "omar directs elsewhere"):
        assert words.lower() in page.lower()


def test_who_advises_writes_question_and_advice_at_once(signed_in, cast, advising):
    client = signed_in(OMAR)
    typed = {"question": "Hoe verder?", "to_whom": "Team Oost", "advice": "Bel oma."}
    assert client.post(at("record_advice"), typed).status_code == 303
    with gate.opened():
        assert Advice.objects.get().advised_at


def test_what_was_typed_stays_where_it_was_typed(signed_in, cast, advising, now):
    first, second = ask(cast, advising, now), ask(cast, advising, now, "En daarna?")
    answer = signed_in(OMAR).post(at("give_advice", first), {"advice": LONG, "version": 9})
    assert answer.status_code == 409
    page = text_of(answer)
    assert page.count(LONG) == 1
    assert page.index(f"advies-{first}") < page.index(LONG)
    assert str(second) in page


def test_without_an_adviser_the_page_says_how_to_begin(signed_in):
    page = text_of(signed_in(PIA).get(at("advice", reference="C-1")))
    assert "Zet eerst iemand de pet van adviserende procesregie op." in page
    assert at("put_on_hat", "process_direction", reference="C-1") in page
    answer = signed_in(PIA).post(at("record_advice", reference="C-1"), {"question": "x", "to_whom": "y"})
    assert answer.status_code == 409


def test_the_page_is_logged_and_costs_the_same_with_more_advice(
    signed_in, cast, advising, now, django_assert_max_num_queries
):
    client = signed_in()
    for number in range(8):
        with django_assert_max_num_queries(QUERIES):
            client.get(at("advice"))
        ask(cast, advising, now, f"Vraag {number}")
    with gate.opened():
        assert ReadLog.objects.filter(action="open_advice", viewer_id=cast[TARA].pk).count() == 8


@pytest.mark.parametrize("name", ["bert_stands_nowhere", PIA, "karim_receives", "tess_manages_here"])
def test_a_stranger_finds_nothing(signed_in, cast, advising, now, name):
    advice_id = ask(cast, advising, now)
    client = signed_in(name)
    assert client.get(at("advice")).status_code == 404
    assert client.post(at("record_advice"), {"question": "x", "to_whom": "y"}).status_code == 404
    assert client.post(at("give_advice", advice_id), {"advice": "x"}).status_code == 404


def test_another_cases_advice_is_not_answered_here(signed_in, cast, advising, now):
    assert signed_in(OMAR).post(at("give_advice", uuid4()), {"advice": "x"}).status_code == 409
    for name in ("record_advice", "give_advice", "record_followed"):
        args = [] if name == "record_advice" else [uuid4()]
        assert signed_in().get(at(name, *args)).status_code == 405


# --- the procesplaat ----------------------------------------------------------------------------------------------


def test_the_procesplaat_shows_every_period_and_step_as_picture_and_as_table(signed_in, cast, now):
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        HatPeriod.objects.filter(wearer=cast["ina_inquires"].pk).update(taken_off_at=now)
        StepTransition.objects.create(
            case=case, number=1, move="T21", from_step="monitoring", to_step="analysis", cycle=2, at=now, by=cast[PIA],
            guards={},
        )  # fmt: skip
    page = text_of(signed_in(PIA).get(at("procesplaat", reference="C-1")))
    picture, tables = page.split("</figure>")
    for words in ("cas directs case", "ina inquires", "ronde 2", "Casusregie"):
        assert words in picture
    for words in ("cas directs case", "ina inquires", "3a. Analyse", "Aanmelding", "draagt de pet nu"):
        assert words in tables
    assert picture.count('<svg class="rg-picture') == 2
    with gate.opened():
        assert ReadLog.objects.get(action="open_procesplaat").viewer_id == cast[PIA].pk


def test_the_procesplaat_costs_the_same_with_more_hats(signed_in, cast, now, django_assert_max_num_queries):
    client = signed_in(PIA)
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        for _ in range(20):
            HatPeriod.objects.create(case=case, wearer=cast[OMAR], hat=Hat.INQUIRY, put_on_at=now)
    with django_assert_max_num_queries(QUERIES):
        client.get(at("procesplaat", reference="C-1"))


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(
    began=DAYS,
    ended=DAYS,
    periods=st.lists(st.tuples(st.text(min_size=1, max_size=300), DAYS, st.none() | DAYS), max_size=6),
    moves=st.lists(DAYS, max_size=9),
    width=st.sampled_from([WIDE, NARROW]),
)
def test_whatever_happened_everything_stays_inside_the_picture(began, ended, periods, moves, width):
    row = HatRow("inquiry", "Onderzoek", tuple(Worn(*period) for period in periods))
    days = sorted([began, *moves, ended])
    steps = [StepSpan("3a", "Analyse", day, later) for day, later in zip(days, days[1:], strict=False)]
    plate = draw([row], steps, [RoundStart(2, day) for day in moves[:2]], began_on=began, until=ended, width=width)
    for box in plate.boxes:
        assert box.x >= 0
        assert box.width > 0
        assert box.x + min(box.width, 3) <= width + 3
        assert box.y + box.height <= plate.height
    for text in plate.texts:
        assert 0 <= text.x <= width
        assert 0 < text.y <= plate.height
    assert sum(box.kind in {"worn", "off"} for box in plate.boxes) == len(periods)


def test_a_bar_lasts_as_long_as_the_hat_was_worn():
    day = date(2026, 1, 1)
    row = HatRow("inquiry", "Onderzoek", (Worn("Ina", day, day + timedelta(days=50)), Worn("Bo", day, None)))
    plate = draw([row], [], [], began_on=day, until=day + timedelta(days=100))
    half, whole = (box.width for box in plate.boxes)
    assert half == pytest.approx(whole / 2, abs=1)
