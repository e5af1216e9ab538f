"""Who said yes to what, on its pages: guided by the matrix, nothing typed lost, taken back as easily as given."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from cases import actions
from cases.models import Consent, Person, Task
from privacy import gate
from privacy.models import ReadLog
from privacy.viewer import SYSTEM
from tests.cases.test_consents import Home
from tests.looking import text_of

PIA, INA, WIM, BERT = "pia_directs_process", "ina_inquires", "wim_takes_part", "bert_stands_nowhere"
PAGES = ("open_consents", "open_consent", "open_new_consent", "print_consent_form")


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def home(cast, now):
    return Home(cast, now)


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-1", *args])


def sound(home, **more):
    """What the form about the child sends when both parents are at the table."""
    told = {
        "what": "De school vertelt over het verzuim.",
        "purpose": "Samen een plan maken.",
        "categories": ["school_attendance"],
        "recipients": [home.to],
        "givers": [f"parent_with_authority:{home.mother}", f"parent_with_authority:{home.father}"],
        "on": f"{home.today:%d-%m-%Y}",
        "how": "written",
    }
    return told | more


def test_the_page_explains_three_kinds_and_the_form_says_who_must_give_it_and_why(signed_in, home):
    page = text_of(signed_in().get(at("consents")))
    for words in ("Instemming met hulp", "Opheffen van de geheimhouding", "Toestemming voor iets extra's", "Child"):
        assert words in page
    ask = at("ask_consent", "secrecy_waiver", home.child)
    page = text_of(signed_in().get(ask))
    for words in ("jonger dan 12 jaar", "Mother", "ouder met gezag", "nodig", "12e verjaardag", "Ik vind het goed dat"):
        assert words in page, words
    response = signed_in().post(ask, sound(home))
    assert response.status_code == 303
    with gate.opened():
        made = Consent.objects.get()
    assert (made.given_on, made.recipients) == (home.today, [home.to])
    one = text_of(signed_in().get(response["Location"]))
    for words in ("Geldt", "De school vertelt over het verzuim.", "Mother", "Father", "Tot en met", "Terugnemen"):
        assert words in one, words
    paper = text_of(signed_in().get(at("consent_form", made.pk)))
    assert all(words in paper for words in ("Handtekening", "Mother", "De school vertelt"))
    logged = set(ReadLog.objects.filter(viewer_id=home.cast[PIA].pk).values_list("action", flat=True))
    assert set(PAGES) <= logged


def test_what_was_typed_wrong_comes_back_with_everything_that_was_typed(signed_in, home):
    ask = at("ask_consent", "processing_basis", home.mother)
    typed = {
        "what": "Een filmpje <b>thuis</b> & meer",
        "purpose": "Laten zien hoe het gaat",
        "givers": [f"self:{home.mother}"],
    }
    response = signed_in().post(ask, typed)
    page = unescape(response.content.decode())
    assert response.status_code == 422
    for words in (
        *list(typed.values())[:2],
        "Welk extra is dit?",
        "Schrijf op welke dag dit was.",
        "Kies hoe dit ging.",
    ):
        assert words in page, words
    with gate.opened():
        assert not Consent.objects.exists()
    future = sound(home, on=f"{home.today + timedelta(days=2):%d-%m-%Y}")
    response = signed_in().post(at("ask_consent", "secrecy_waiver", home.child), future)
    assert (response.status_code, "Kies een dag die al geweest is" in response.content.decode()) == (422, True)


def test_who_is_missing_is_named_and_can_answer_later(signed_in, home):
    waiting = home.given("child", home.yes("mother"))
    page = text_of(signed_in().get(at("consents")))
    assert "Ook de andere ouder met gezag moet ja zeggen." in page
    assert "Nog niet: Father (ouder met gezag)" in page
    answer = {
        "giver": f"parent_with_authority:{home.father}",
        "agreed": "yes",
        "on": f"{home.today:%d-%m-%Y}",
        "how": "digital",
    }
    assert signed_in().post(at("answer_consent", waiting), answer | {"agreed": ""}).status_code == 422
    assert signed_in(WIM).post(at("answer_consent", waiting), answer).status_code == 422, "he knows of no authority"
    assert signed_in(INA).post(at("answer_consent", waiting), answer).status_code == 303
    assert "Geldt" in text_of(signed_in().get(at("consent", waiting)))
    assert signed_in().post(at("answer_consent", waiting), answer).status_code == 409


def test_taking_back_is_one_form_and_every_recipient_is_told(signed_in, home):
    given = home.given()
    back = at("withdraw_consent", given)
    assert signed_in().post(back, {"how": "oral_recorded"}).status_code == 422
    assert signed_in(WIM).post(back, {"how": "oral_recorded", "by": home.mother}).status_code == 403
    assert signed_in().post(back, {"how": "oral_recorded", "by": home.mother}).status_code == 303
    page = text_of(signed_in().get(at("consent", given)))
    for words in ("Teruggenomen op", "door Mother", "Vertel het aan de ontvangers", "Ik heb het verteld"):
        assert words in page
    assert "Vertel de ontvangers dat iemand een ja terugnam" in text_of(signed_in().get(reverse("home")))
    assert signed_in().post(at("tell_withdrawn", given, home.to)).status_code == 303
    assert "weet het" in text_of(signed_in().get(at("consent", given)))
    assert signed_in().post(at("tell_withdrawn", given, uuid4())).status_code == 409


def test_authority_that_nobody_checked_is_a_signpost_to_where_it_is_mended(signed_in, home):
    home.authority("child", "father", source="")
    home.given()
    response = signed_in().get(at("consents"))
    assert "staat niet waar en wanneer dat is nagekeken" in text_of(response)
    assert at("people") in response.content.decode()
    assert "Eerst dit:" in text_of(signed_in().get(at("ask_consent", "secrecy_waiver", home.child)))


def test_at_18_the_case_says_what_lapses_and_which_law_follows(signed_in, home):
    with gate.opened():
        person = Person.objects.get(pk=home.youth)
        person.birth_on = home.today.replace(day=1, year=home.today.year - 18) + timedelta(days=90)
        person.save()
    actions.announce_birthdays(viewer=SYSTEM, now=home.now)
    page = text_of(signed_in().get(at("consents")))
    for words in ("Youth wordt 18 op", "Wmo 2015", "Wlz", "Zvw", "Participatiewet", "Dit is geregeld"):
        assert words in page, words
    assert "wordt 18" in text_of(signed_in().get(at("case")))
    assert "Iemand wordt 18" in text_of(signed_in().get(reverse("home")))
    assert signed_in().post(at("birthday_handled", home.youth)).status_code == 303
    assert at("birthday_handled", home.youth) not in signed_in().get(at("consents")).content.decode()
    assert signed_in().post(at("birthday_handled", home.youth)).status_code == 409
    with gate.opened():
        assert not Task.objects.filter(subject=home.youth, done_at=None).exists()


def test_a_stranger_finds_nothing_and_who_may_not_see_the_data_does_not_read_the_words(signed_in, home):
    given = home.given(categories=frozenset({"debts"}), what="De bank vertelt over de schulden.")
    for name, *args in (("consents",), ("consent", given), ("consent_form", given)):
        assert signed_in(BERT).get(at(name, *args)).status_code == 404
        assert signed_in().post(at(name, *args)).status_code == 405
    assert signed_in().get(at("withdraw_consent", given)).status_code == 405
    page = text_of(signed_in(INA).get(at("consent", given)))
    assert "Opheffen van de geheimhouding" in page
    assert "De bank vertelt" not in page
    assert "schulden" not in page
    assert signed_in().get(at("consent", uuid4())).status_code == 404
    assert signed_in().get(at("ask_consent", "toestemming", home.child)).status_code == 404
    assert signed_in(WIM).get(at("ask_consent", "secrecy_waiver", home.child)).status_code == 404
