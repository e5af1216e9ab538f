"""Every component in every state, in a real browser: nothing that axe finds, nothing sideways, nothing under a bar."""

import re
from functools import cache
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from regie.gallery import SHELLS
from tests.browser.axe import findings, sticks_out

pytestmark = pytest.mark.urls("tests.browser.gallery_urls")
HOST = "http://localhost"
SIGHTS = [(width, scheme) for width in (1440, 820, 390) for scheme in ("light", "dark")]


@pytest.fixture
def gallery(browser, browser_context_args):
    """Opens pages of the gallery, at a width, in light or dark. No server, no database: the test client answers."""
    contexts = []

    def opened(width=1440, height=900, scheme="light"):
        size = {"width": width, "height": height}
        context = browser.new_context(
            **browser_context_args, viewport=size, color_scheme=scheme, reduced_motion="reduce"
        )
        context.route("**/*", _answer)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def _answer(route):
    address = urlsplit(route.request.url)
    if route.request.method == "POST":
        response = Client().post(address.path, route.request.post_data, "application/x-www-form-urlencoded")
    elif address.path.startswith("/static/"):
        return route.fulfill(**_file(address.path))
    else:
        response = Client().get(address.path)
    return route.fulfill(**_as_answer(response))


@cache
def _file(path):
    return _as_answer(Client().get(path))


def _as_answer(response):
    body = b"".join(response) if response.streaming else response.content
    return {"status": response.status_code, "body": body, "headers": dict(response.headers)}


def addresses():
    """All pages of the gallery."""
    return [reverse("gallery"), reverse("gallery_form"), *(reverse("gallery_shell", args=[name]) for name in SHELLS)]


@pytest.mark.slow  # the pages that are made of them are looked at in every run: see test_axe.py
@pytest.mark.parametrize(("width", "scheme"), SIGHTS)
def test_axe_finds_nothing_in_any_component(gallery, width, scheme):
    page = gallery(width, scheme=scheme)
    found = []
    for address in [*addresses(), reverse("gallery_shell", args=["bestaat-niet"])]:
        page.goto(HOST + address)
        found += findings(page) + sticks_out(page)
    assert found == []


def test_axe_finds_nothing_in_a_form_with_errors(gallery):
    page = gallery(820)
    page.goto(HOST + reverse("gallery_form"))
    page.click("main button[type=submit]")
    page.wait_for_selector(".rg-errors")
    assert findings(page) == []


@pytest.mark.parametrize("height", [pytest.param(640, marks=pytest.mark.slow), 256])
def test_nothing_scrolls_sideways_on_the_narrowest_screen_or_at_400_percent(gallery, height):
    page = gallery(320, height)
    found = []
    for address in addresses():
        page.goto(HOST + address)
        found += sticks_out(page)
    assert found == []


def test_what_has_focus_is_never_under_the_bar_of_the_case(gallery):
    page = gallery(1000, 700)
    page.goto(HOST + reverse("gallery"))
    hidden = page.evaluate(
        """async () => {
          const bar = document.querySelector(".rg-identity");
          const hidden = [];
          const all = [...document.querySelectorAll("main a[href], main button, main summary")];
          for (const element of all.filter((e) => e.offsetParent).reverse()) {
            element.focus();
            await new Promise(requestAnimationFrame);
            const [top, edge] = [element.getBoundingClientRect().top, bar.getBoundingClientRect().bottom - 1];
            if (top < edge) hidden.push(element.outerHTML);
          }
          return hidden;
        }"""
    )
    assert hidden == []


def test_a_finger_finds_every_target_on_a_touch_page(gallery):
    page = gallery(390)
    page.goto(HOST + reverse("gallery_shell", args=["keukentafel"]))
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .utrecht-button, .utrecht-textbox, .rg-tool")]
          .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44)
          .map((e) => `${e.className} ${e.getBoundingClientRect().height}`)"""
    )
    assert small == []


def test_the_summary_of_errors_takes_the_focus_and_leads_to_each_field(gallery):
    page = gallery()
    page.goto(HOST + reverse("gallery_form"))
    page.click("main button[type=submit]")
    page.wait_for_selector(".rg-errors")
    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.className") == "rg-errors"
    for link in page.query_selector_all(".rg-errors a"):
        link.click()
        assert "#" + page.evaluate("document.activeElement.id") == link.get_attribute("href")


def test_a_form_is_sent_once_however_often_one_presses(gallery):
    page = gallery()
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.goto(HOST + reverse("gallery_form"))
    page.evaluate(
        """() => {
          const form = document.querySelector("main form");
          form.requestSubmit();
          form.requestSubmit();
        }"""
    )
    page.wait_for_selector(".rg-errors")
    assert len(sent) == 1


def test_dark_is_remembered_and_print_stays_light(gallery):
    page = gallery()
    page.goto(HOST + reverse("gallery"))
    light = _background(page)
    page.click("[data-theme-toggle]")
    page.reload()
    assert page.get_attribute("[data-theme-toggle]", "aria-pressed") == "true"
    assert _background(page) != light
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--rg-ink').trim()") == "#1b2430"


def test_a_dialog_and_a_menu_open_and_close_with_the_keyboard(gallery):
    page = gallery()
    page.goto(HOST + reverse("gallery"))
    page.focus("[data-dialog]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('dialog[open]').id") == "hat-off"
    assert findings(page) == []
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('dialog[open]')") is None
    page.focus("[data-menu] summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('[data-menu]').open") is True
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('[data-menu]').open") is False
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_without_scripts_every_page_still_says_and_does_everything(browser, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    context.route("**/*", _answer)
    page = context.new_page()
    page.goto(HOST + reverse("gallery"))
    assert not page.is_visible("[data-theme-toggle]")
    assert not page.is_visible("[data-print]")
    assert page.get_attribute("[data-dialog]", "href") == "#dialog"
    page.goto(HOST + reverse("gallery_form"))
    page.click("main button[type=submit]")
    assert page.is_visible(".rg-errors")
    context.close()


def _background(page):
    color = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert re.fullmatch(r"rgb\(\d+, \d+, \d+\)", color)
    return color


def test_a_form_that_is_sent_by_htmx_comes_back_with_the_focus_on_its_errors(gallery):
    page = gallery()
    page.goto(HOST + reverse("gallery_form"))
    page.evaluate(
        """() => {
          const form = document.querySelector("main form");
          const how = { post: form.action, target: "main form", select: "main form", swap: "outerHTML" };
          for (const [name, value] of Object.entries(how)) form.setAttribute(`hx-${name}`, value);
          window.notReloaded = true;
          htmx.process(form);
        }"""
    )
    page.click("main button[type=submit]")
    page.wait_for_selector(".rg-errors:focus")
    assert page.evaluate("window.notReloaded")
    assert page.get_attribute("main button[type=submit]", "aria-disabled") is None


@pytest.mark.parametrize(("status", "words"), [(500, "Dit lukte niet"), (404, "Dit is er niet meer")])
def test_an_answer_that_is_an_error_stays_out_of_the_page_and_is_told_at_its_foot(gallery, status, words):
    page = gallery()
    page.goto(HOST + reverse("gallery"))
    page.route("**/stuk/", lambda route: route.fulfill(status=status, body="<p id=stuk>stuk</p>"))
    page.evaluate("""htmx.ajax("GET", "/stuk/", { target: "#work", source: "#work" })""")
    page.wait_for_selector("[data-trouble]:visible")
    assert words in page.inner_text("[data-trouble-text]")
    assert page.query_selector("#stuk") is None
    page.click("[data-trouble-close]")
    assert not page.is_visible("[data-trouble]")
