"""About the system itself, for everybody who opens it: the words of the method, and how accessible it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from cases.glossary import ENTRIES

ASSESSED_ON = date(2026, 11, 21)  # of the statement on accessibility: change it together with that text


@dataclass(frozen=True)
class Word:
    """One word with its place on the page, what it means, and other words for the same."""

    slug: str
    term: str
    explanation: str
    also: str


@dataclass(frozen=True)
class Letter:
    """The words that begin with one letter."""

    letter: str
    words: tuple[Word, ...]


def _letters() -> tuple[Letter, ...]:
    words = (Word(slugify(one.term), one.term, one.explanation, ", ".join(one.also)) for one in ENTRIES)
    return tuple(Letter(letter, tuple(group)) for letter, group in groupby(words, lambda word: word.term[0].upper()))


LETTERS = _letters()


@login_not_required
@require_GET
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "about/glossary.html", {"letters": LETTERS})


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "about/accessibility.html", {"assessed_on": ASSESSED_ON})
