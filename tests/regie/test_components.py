"""The components keep their promises: each says what it takes, each icon exists, each stands in the gallery."""

import json
import re

import pytest
from django.conf import settings
from django.template.loader import get_template

from regie.states import STATES, look_of
from regie.templatetags import look

TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
PAGES = sorted(TEMPLATES.rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
ICONS = json.loads((settings.BASE_DIR / "static" / "icons.json").read_text())


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_a_component_begins_with_what_it_takes(path):
    assert re.match(r"{# .+ #}\n|{% comment %}\n", path.read_text())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_comment_reaches_the_page(path):
    """Django's short comment ends with its line: one of two lines would be printed."""
    for line in path.read_text().splitlines():
        assert line.count("{#") == line.count("#}")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_page_names_only_icons_that_exist(path):
    named = re.findall(r'{% icon "([\w-]+)"', path.read_text())
    assert [name for name in named if name not in ICONS and name not in look.OUR_OWN] == []


@pytest.mark.parametrize("state", STATES)
def test_a_state_has_an_icon_and_a_word(state):
    assert look_of(state).icon in ICONS
    assert str(look_of(state).word)


def test_our_own_icons_are_drawn():
    sprite = (settings.BASE_DIR / "static" / "img" / "sprite.svg").read_text()
    assert set(re.findall(r'<symbol id="i-(\w+)"', sprite)) == look.OUR_OWN


def test_an_icon_that_comes_from_data_cannot_bring_mark_up_along():
    assert "<script>" not in look.icon('x"/><script>')
    assert look.icon("") == look.icon(None) == ""


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_each_component_stands_in_the_gallery(path):
    """Or in a shell or a component that does: what nobody looks at goes wrong unseen."""
    name = f"components/{path.name}"
    users = [page for page in PAGES if page != path and name in page.read_text()]
    assert users != []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_colour_is_written_in_the_theme_only(path):
    """So that a municipality replaces one file."""
    written = re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\([^)]*\)", path.read_text(), re.IGNORECASE)
    assert path.name == "theme.css" or written == []


def test_light_and_dark_have_the_same_tokens_and_dark_stands_twice_alike():
    theme = (settings.BASE_DIR / "static" / "css" / "theme.css").read_text()
    system, chosen = (
        dict(re.findall(r"(--rg-[\w-]+): ([^;]+);", block))
        for block in re.findall(r"{([^{}]*color-scheme: dark[^{}]*)}", theme)
    )
    light = dict(re.findall(r"(--rg-[\w-]+): ([^;]+);", theme[: theme.index("color-scheme: dark")]))
    assert system == chosen
    assert system.keys() <= light.keys()


@pytest.mark.parametrize("name", ["404.html", "403.html", "500.html", "503.html"])
def test_a_page_for_trouble_needs_nothing_and_is_the_same_each_time(name):
    template = get_template(name)
    assert template.render({}) == template.render({})
    assert "csrfmiddlewaretoken" not in template.render({})


def test_words_in_the_scripts_come_from_the_page():
    """A script that brings its own sentences cannot be translated."""
    for path in (settings.BASE_DIR / "static" / "js").glob("*.js"):
        strings = re.findall(r'"([^"\n]*)"|`([^`]*)`', re.sub(r"//.*", "", path.read_text()))
        assert [text for pair in strings for text in pair if re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", text)] == []
