"""How the pages of a meeting look where little fits: nothing lies over anything else, and paper shows all of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from meetings import actions
from meetings.dates import Moment
from meetings.models import Meeting
from privacy import gate
from privacy.middleware import viewer_of
from tests.browser.axe import sticks_out
from tests.browser.journeys.tables import CASE, CHAIR, RESIDENT, lay_the_table, sit_at_the_table
from tests.browser.journeys.test_screen_of_the_table import sits_down
from tests.browser.walk import HEIGHT, PHONE

LIE_OVER_EACH_OTHER = """() => {
  const row = document.querySelector(".rg-turns__item[data-state=speaking]");
  const more = row.querySelector("summary").getBoundingClientRect();
  return [...row.querySelectorAll(".rg-turns__actions button")].map((one) => one.getBoundingClientRect()).filter(
    (one) => one.right > more.left && one.left < more.right && one.bottom > more.top && one.top < more.bottom).length;
}"""
LABELS_THAT_STICK_OUT = """() => [...document.querySelectorAll("td[data-label]")].filter(
  (cell) => parseFloat(getComputedStyle(cell, "::before").height) > cell.clientHeight).length"""


@pytest.fixture
def table(town, now, django_db_blocker):
    with django_db_blocker.unblock():
        sit_at_the_table(now)
        with gate.opened():
            Meeting.objects.update(question="Wat is nodig? " + "onderbewindstelling" * 10)


@pytest.fixture
def planned(town, now, django_db_blocker):
    """With moments to choose from."""
    with django_db_blocker.unblock():
        lay_the_table(now)
        with gate.opened():
            meeting_id = Meeting.objects.get().pk
        moments = [Moment(now + timedelta(days=days), 60) for days in (7, 8, 9)]
        by = {"viewer": viewer_of(User.objects.get(name=CHAIR)), "reference": CASE, "now": now}
        actions.propose_dates(meeting_id=meeting_id, moments=moments, **by)


def narrow(page: Page) -> None:
    page.set_viewport_size({"width": PHONE, "height": HEIGHT[PHONE]})


def test_in_the_row_of_who_speaks_nothing_lies_over_anything_else_at_any_width(table, people):
    page = sits_down(people(CHAIR))
    page.get_by_role("button", name=re.compile(f"^Geef het woord.*{RESIDENT}")).click()
    expect(page.locator(".rg-turns__item[data-state=speaking]")).to_be_visible()
    for width, height in HEIGHT.items():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(LIE_OVER_EACH_OTHER) == 0, width


def test_a_word_longer_than_the_screen_breaks_off(table, people):
    page = sits_down(people(CHAIR))
    narrow(page)
    expect(page.get_by_text("onderbewindstelling")).to_be_visible()
    assert sticks_out(page) == []


def test_on_a_phone_each_moment_has_the_room_its_words_take(planned, people):
    noor = people(CHAIR)
    noor.opens(CASE)
    noor.follows("Overleggen")
    noor.page.goto(f"{noor.site}/overleg/{CASE}/datum/")
    narrow(noor.page)
    expect(noor.page.locator("td[data-label]").first).to_be_visible()
    assert noor.page.evaluate(LABELS_THAT_STICK_OUT) == 0


def test_what_is_folded_away_is_printed(planned, people):
    noor = people(CHAIR)
    noor.page.goto(f"{noor.site}/overleg/{CASE}/voorbereiden/")
    ready = noor.page.get_by_text("Dit leest u voor")
    expect(ready).not_to_be_visible()
    noor.page.emulate_media(media="print")
    expect(ready).to_be_visible()
