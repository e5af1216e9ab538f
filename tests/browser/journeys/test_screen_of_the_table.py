"""One screen of a table that runs, when its answers are late, lost or a refusal: what somebody types there stays.

What others do at that table meanwhile, is done by the actions.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import APIResponse, Page, Route, expect

from accounts.models import User
from cases.meeting_terms import ContributionKind
from local import places, ports
from meetings import actions
from meetings.models import Meeting
from meetings.phases import Phase
from privacy import gate
from privacy.middleware import viewer_of
from regie.browser_features import content_security
from tests.browser.journeys.hands import Person
from tests.browser.journeys.tables import CASE, CHAIR, COLLEAGUE, PARTNER, RENT, sit_at_the_table
from tests.meetings.around import laid

SAY = re.compile("/inbreng/$")
SOON = 15_000  # milliseconds: far within what a question is held


@pytest.fixture
def table(town, now, django_db_blocker):
    with django_db_blocker.unblock():
        return sit_at_the_table(now)


@pytest.fixture
def table_about_the_rent(town, now, django_db_blocker):
    with django_db_blocker.unblock():
        return sit_at_the_table(now, RENT)


@pytest.fixture
def meanwhile(django_db_blocker) -> Callable[..., None]:
    """What the chair does at another device."""

    def does(action, **what):
        with django_db_blocker.unblock():
            with gate.opened():
                meeting = Meeting.objects.get(case__reference=CASE)
            ids = {"meeting_id": meeting.pk, "reference": CASE}
            if action is actions.contribute:
                what["what"] = replace(what["what"], topic=meeting.topic_id)
            if action is actions.raise_new_facts:
                what["topic"] = meeting.topic_id
            action(viewer=viewer_of(User.objects.get(name=CHAIR)), now=timezone.now(), **ids, **what)

    return does


@pytest.fixture
def suddenly(django_db_blocker) -> Callable[..., None]:
    """The table is like this, and no screen knows it yet."""

    def put(**columns):
        with django_db_blocker.unblock(), gate.opened():
            Meeting.objects.filter(case__reference=CASE).update(**columns)

    return put


@pytest.fixture
def where_screens_wait(table, settings) -> Iterator[str]:
    """The address of the program that holds them, as an installation runs it."""
    own = connection.settings_dict
    who, where = quote(f"{own['USER']}"), quote(own["HOST"], safe="")
    password = f":{quote(own['PASSWORD'])}" if own["PASSWORD"] else ""
    environment = {"DATABASE_URL": f"postgres://{who}{password}@{where}:{own['PORT']}/{own['NAME']}"}
    door = ports.listen(8310)
    settings.WAIT_URL = f"http://localhost:{door.getsockname()[1]}/"
    settings.CONTENT_SECURITY_POLICY = content_security(
        sign_in_hosts=settings.ALLOWED_HOSTS, wait_url=settings.WAIT_URL
    )
    command = [sys.executable, "-m", "gunicorn", "--config=deploy/live.conf.py", f"--bind=fd://{door.fileno()}"]
    started = {"cwd": places.ROOT, "env": os.environ | environment, "pass_fds": (door.fileno(),)}
    with door, subprocess.Popen([*command, "--log-level=warning"], **started) as program:  # noqa: S603 - our own words
        yield settings.WAIT_URL
        program.terminate()


def something(text: str) -> actions.NewContribution:
    return actions.NewContribution(ContributionKind.FACT, text, **laid())


def sits_down(person: Person) -> Page:
    """A colleague, or who chairs, opens the table."""
    person.opens(CASE)
    person.follows("Overleggen")
    person.follows("Naar de tafel")
    return person.page


@contextmanager
def an_answer_that_is_late(page: Page, address: re.Pattern = SAY) -> Iterator[None]:
    """What is sent there, is on its way as long as this lasts."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route))
    yield
    for route in held:
        route.continue_()
    page.unroute(address)


def said(page: Page, words: str):
    return page.locator(".rg-said__item").filter(has_text=words)


def test_what_is_typed_while_a_contribution_is_on_its_way_stays(table, people):
    page = sits_down(people(COLLEAGUE))
    field, button = page.get_by_label("Wat is er gezegd?"), page.get_by_role("button", name="Voeg toe")
    field.fill("De huur is te laat.")
    with an_answer_that_is_late(page):
        button.click()
        expect(page.locator("[data-meeting][aria-busy]")).to_have_count(1)
        field.press_sequentially(" Sinds mei.")
    expect(said(page, "De huur is te laat.")).to_have_count(1)
    expect(field).to_have_value("De huur is te laat. Sinds mei.")
    field.fill("Gewoon een bewindvoerder erop.")
    page.get_by_label(re.compile(r"^\s*Voorstel")).check()
    with an_answer_that_is_late(page):
        button.click()
        expect(page.locator("[data-meeting][aria-busy]")).to_have_count(1)
        field.press_sequentially(" Morgen.")
    expect(page.get_by_text("Eerst het beeld compleet")).to_be_visible()
    expect(field).to_have_value("Gewoon een bewindvoerder erop. Morgen.")
    expect(field).to_be_focused()
    field.fill("")
    button.click()
    expect(page.get_by_text("Vul nog in: “Wat is er gezegd?”")).to_be_visible()


def test_a_deed_is_confirmed_although_the_table_was_fetched_before_its_answer_came(table, people):
    page = sits_down(people(COLLEAGUE))
    answered: list[tuple[Route, APIResponse]] = []
    page.route(SAY, lambda route: answered.append((route, route.fetch())))
    page.get_by_label("Wat is er gezegd?").fill("De huur is te laat.")
    page.get_by_role("button", name="Voeg toe").click()
    expect(said(page, "De huur is te laat.")).to_have_count(1)
    route, answer = answered[0]
    route.fulfill(response=answer)
    expect(page.locator("#live-messages")).to_contain_text("Het staat erbij.")


def test_why_a_kind_was_too_soon_stays_at_its_field_while_others_speak(table, people, meanwhile):
    page = sits_down(people(COLLEAGUE))
    page.get_by_label("Wat is er gezegd?").fill("Gewoon een bewindvoerder erop.")
    page.get_by_label(re.compile(r"^\s*Voorstel")).check()
    page.get_by_role("button", name="Voeg toe").click()
    why = page.locator("#say-kind[data-state=error] .rg-field__error")
    expect(why).to_contain_text("Eerst het beeld compleet")
    meanwhile(actions.contribute, what=something("De post ligt er nog."))
    expect(said(page, "De post ligt er nog.")).to_be_visible()
    expect(why).to_contain_text("Eerst het beeld compleet")


def test_what_waited_for_the_connection_goes_as_it_was_sent_and_what_is_typed_since_stays(table, people):
    page = sits_down(people(COLLEAGUE))
    field = page.get_by_label("Wat is er gezegd?")
    field.fill("De buurvrouw leest mee.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.locator("[data-connection]")).to_contain_text("Uw inbreng gaat vanzelf weg")
    field.press_sequentially(" En zij")
    page.context.set_offline(False)
    expect(said(page, "De buurvrouw leest mee.")).to_have_count(1)
    expect(said(page, "En zij")).to_have_count(0)
    expect(field).to_have_value("De buurvrouw leest mee. En zij")


def test_why_a_button_was_refused_can_be_read_until_the_next_deed(table, people, meanwhile, suddenly):
    page = sits_down(people(COLLEAGUE))
    field, refusal = page.get_by_label("Wat is er gezegd?"), page.get_by_role("alert")
    suddenly(phase=Phase.QUESTION)
    field.fill("En de deurwaarder")
    page.get_by_role("button", name="Ik sla mijn beurt over").click()
    expect(refusal).to_contain_text("De eerste beurten zijn bij de beeldvorming")
    suddenly(phase=Phase.PICTURE)
    meanwhile(actions.contribute, what=something("De post ligt er nog."))
    expect(said(page, "De post ligt er nog.")).to_be_visible()
    expect(refusal).to_contain_text("De eerste beurten zijn bij de beeldvorming")
    expect(field).to_have_value("En de deurwaarder")
    page.get_by_role("button", name="Ik sla mijn beurt over").click()
    expect(refusal).to_have_count(0)


def test_a_button_that_is_refused_in_the_portal_says_why_and_leaves_what_is_being_typed(
    table_about_the_rent, people, meanwhile, suddenly
):
    erik = people(PARTNER)
    erik.starts()
    erik.opens(CASE)
    erik.follows(re.compile("^(Zeg of u komt|Bekijk de uitnodiging)"))
    erik.follows("Naar de tafel")
    field, refusal = erik.page.get_by_label("Wat is er gezegd?"), erik.page.get_by_role("alert")
    suddenly(phase=Phase.QUESTION)
    field.fill("De huur is te laat")
    erik.page.get_by_role("button", name="Ik sla mijn beurt over").click()
    expect(refusal).to_contain_text("De eerste beurten zijn bij de beeldvorming")
    expect(field).to_have_value("De huur is te laat")
    suddenly(phase=Phase.PICTURE)
    version = erik.page.locator("#live-head").get_attribute("data-version")
    meanwhile(actions.contribute, what=something("De post ligt er nog."))
    expect(erik.page.locator("#live-head")).not_to_have_attribute("data-version", str(version))
    expect(refusal).to_contain_text("De eerste beurten zijn bij de beeldvorming")
    expect(field).to_have_value("De huur is te laat")


def test_who_signs_in_again_in_another_window_loses_neither_the_table_nor_what_was_typed(table, people):
    lotte = people(COLLEAGUE)
    page = sits_down(lotte)
    beside = page.context.new_page()
    Person(COLLEAGUE, beside, lotte.site).signs_in()
    beside.close()
    page.get_by_label("Wat is er gezegd?").fill("De buurvrouw leest mee.")
    with page.expect_navigation():
        page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_label("Wat is er gezegd?")).to_have_value("De buurvrouw leest mee.")
    page.get_by_role("button", name="Voeg toe").click()
    expect(said(page, "De buurvrouw leest mee.")).to_have_count(1)


def test_who_types_a_reason_types_on_while_others_speak(table, people, meanwhile, suddenly):
    suddenly(phase=Phase.JUDGEMENT)
    meanwhile(actions.raise_new_facts, fact="De ontruiming is aangezegd.", **laid())
    page = sits_down(people(CHAIR))
    why = page.get_by_role("textbox", name="Waarom?", exact=True)
    why.press_sequentially("Eerst ")
    head = page.locator("#live-head")
    version = head.get_attribute("data-version")
    meanwhile(actions.give_turn, seat_id=None)
    expect(head).not_to_have_attribute("data-version", str(version))
    page.keyboard.type("horen.")
    expect(why).to_have_value("Eerst horen.")


def test_a_screen_that_waits_hears_at_once_and_asks_when_what_it_waits_for_fell_silent(
    table, where_screens_wait, people, meanwhile
):
    lotte = people(COLLEAGUE)
    asked: list[str] = []
    lotte.page.on("request", lambda request: asked.append(request.url))
    lotte.page.clock.install()
    page = sits_down(lotte)
    page.wait_for_timeout(5000)
    meanwhile(actions.contribute, what=something("De post ligt er nog."))
    expect(said(page, "De post ligt er nog.")).to_be_visible()
    assert where_screens_wait in asked
    assert not any(url.endswith("/_stand/") for url in asked)
    page.route(where_screens_wait, lambda route: None)  # as behind a firewall that drops what is idle
    page.route("**/_stand/", lambda route: None)
    page.evaluate("dispatchEvent(new Event('online'))")  # asks anew
    page.clock.fast_forward(75_000)
    expect(page.locator("[data-connection]")).to_have_text("")
    page.clock.fast_forward(15_000)
    expect(page.locator("[data-connection]")).to_contain_text("Geen verbinding")
    meanwhile(actions.contribute, what=something("De huur is te laat."))
    page.unroute("**/_stand/")
    page.clock.fast_forward(5_000)
    expect(said(page, "De huur is te laat.")).to_be_visible()


def test_at_a_quiet_table_a_screen_that_waits_finds_its_connection_again_and_sends_what_was_typed(
    table, where_screens_wait, people
):
    page = people(COLLEAGUE).page
    with page.expect_request(where_screens_wait):
        sits_down(people(COLLEAGUE))
    field, button = page.get_by_label("Wat is er gezegd?"), page.get_by_role("button", name="Voeg toe")
    page.route(SAY, lambda route: route.abort())  # one answer that is lost; what is waited for, goes on
    field.fill("De huur is te laat.")
    button.click()
    expect(page.locator("[data-connection]")).to_contain_text("Uw inbreng gaat vanzelf weg")
    page.unroute(SAY)
    expect(said(page, "De huur is te laat.")).to_have_count(1, timeout=SOON)
    page.evaluate("dispatchEvent(new Event('offline'))")  # and back before the question that is held noticed
    expect(page.locator("[data-connection]")).to_contain_text("Geen verbinding")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-connection]")).to_contain_text("weer", timeout=SOON)


def test_without_scripts_going_back_brings_no_words_that_were_sent_already(table, people):
    page = sits_down(people(COLLEAGUE, scripts=False))
    page.get_by_label("Wat is er gezegd?").fill("De huur is te laat.")
    page.get_by_role("button", name="Voeg toe").click()
    expect(said(page, "De huur is te laat.")).to_have_count(1)
    page.go_back()
    expect(page.get_by_label("Wat is er gezegd?")).to_have_value("")
