"""What somebody looks for in a list, kept with the session and not in the address.

A name in an address stays behind in the history of a shared computer and in whatever writes addresses down. So a search
is sent, remembered, and shown on an ordinary page that can be reloaded and come back to.
"""

from __future__ import annotations

from django.http import HttpRequest

from cases.forms.lists import SearchForm

LONGEST = 200


def remember(request: HttpRequest, where: str) -> None:
    """Keeps what was typed in the search box of this list; nothing typed means no search."""
    form = SearchForm(request.POST)
    form.full_clean()
    words = " ".join(form.cleaned_data.get("q", "").split())[:LONGEST]
    request.session[_key(where)] = words


def recall(request: HttpRequest, where: str) -> str:
    """What was looked for in this list."""
    return str(request.session.get(_key(where), ""))


def _key(where: str) -> str:
    return f"search:{where}"
