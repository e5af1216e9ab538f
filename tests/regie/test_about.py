"""The pages about the system itself: for everybody and on both sites."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from cases.glossary import ENTRIES
from privacy import law, law_in_words

PAGES = {
    "glossary": "Uitleg van woorden",
    "accessibility": "niemand van buiten heeft het onderzocht",
    "privacy:statement": "Hoe wij met gegevens omgaan",
}


def shown(response):
    return unescape(response.content.decode())


@pytest.mark.parametrize(("name", "words"), PAGES.items())
def test_who_is_not_signed_in_reads_it_too_and_sees_no_tools(client, name, words):
    page = shown(client.get(reverse(name)))  # this test has no database: a question to it would fail
    assert words in page
    assert page.count("<h1") == 1
    assert reverse("cases:quick_note") not in page
    assert 'role="search"' not in page


@pytest.mark.parametrize(("name", "words"), PAGES.items())
def test_it_is_one_tap_away_from_every_page(client, cast, name, words):
    client.force_login(cast["cas_directs_case"])
    assert f'href="{reverse(name)}"' in shown(client.get(reverse("home")))
    page = shown(client.get(reverse(name)))
    assert words in page
    assert reverse("cases:quick_note") in page


@pytest.mark.parametrize(("name", "words"), PAGES.items())
def test_a_partner_reads_it_in_the_portal(client, cast, name, words):
    client.force_login(cast["karim_receives"])
    page = shown(client.get(reverse(name), headers={"host": settings.PORTAL_HOST}))
    assert words in page
    assert reverse("cases:quick_note") not in page


@pytest.mark.parametrize("name", PAGES)
def test_it_is_only_read(client, cast, name):
    client.force_login(cast["cas_directs_case"])
    assert client.post(reverse(name)).status_code == 405


def test_every_word_has_an_address_of_its_own(client):
    page = shown(client.get(reverse("glossary")))
    places = re.findall(r'<div id="([^"]+)"', page)
    assert places == [slugify(entry.term) for entry in ENTRIES]
    assert len(set(places)) == len(places)
    assert all(entry.explanation in page for entry in ENTRIES)
    letters = re.findall(r'href="#(letter-[A-Z])"', page)
    assert letters == sorted(set(letters))
    assert all(f'id="{letter}"' in page for letter in letters)


def test_the_law_is_there_to_read_rule_by_rule(client):
    page = shown(client.get(reverse("privacy:law")))  # no database here either
    assert page.count("<h1") == 1
    lines = [line for function in law_in_words.rules_by_function() for line in function.lines]
    assert len(lines) == len(law.RULES)
    assert all(line.stands in page and line.looks_for in page for line in lines)
    assert all(ground.article in page for ground in law_in_words.grounds())
    assert page.count("geldt niet, staat uit") == 1  # the Wams
    assert page.count("<details") == len(law.RULES) + 1  # and what ends with the case


def test_whoever_oversees_finds_the_law_on_the_start_page(client, cast):
    client.force_login(cast["ger_protects_data"])
    assert f'href="{reverse("privacy:law")}"' in shown(client.get(reverse("home")))
