"""One screen of a table that runs, when its answers are late, lost or a refusal: what somebody types there stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.journeys.hands import Person
from tests.browser.journeys.tables import CASE, COLLEAGUE, sit_at_the_table

SAY = re.compile("/inbreng/$")


@pytest.fixture
def table(town, now, django_db_blocker):
    with django_db_blocker.unblock():
        return sit_at_the_table(now)


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
