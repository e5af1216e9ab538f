"""How a page of a case answers: shown, or shown again with what was refused and everything that was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from cases.actions import Changed, NotPossible
from cases.views.furniture import furnish

INVALID, CONFLICT = 422, 409


def page(request, template, page, forms=None, *, status=200, refusal=None) -> HttpResponse:
    """Renders a page of a case. forms are in the context by name, beside page, shell, refusal and the furniture.

    The template is named after its page: "cases/plan.html" is the page "cases:plan".
    """
    here = template.removesuffix(".html").replace("/", ":")
    context = {"page": page, "shell": page.shell, "reference": page.shell.reference, "refusal": refusal}
    context["was_refused"] = status != 200
    return render(request, template, context | furnish(page.shell, here) | (forms or {}), status=status)


def perform(form: Form, deed: Callable[[dict[str, Any]], Any]) -> tuple[int, NotPossible | None]:
    """Runs the deed with what was typed. Returns (200, None) when done, else the status and why not."""
    if not form.is_valid():
        return INVALID, None
    try:
        deed(form.cleaned_data)
    except NotPossible as refusal:
        return _refuse(form, refusal)
    return 200, None


def _refuse(form: Form, refusal: NotPossible) -> tuple[int, NotPossible | None]:
    """422: what was typed into one field. 409: sound input that does not fit the case as it is now."""
    if refusal.field in form.fields:
        form.add_error(refusal.field, str(refusal))
        return INVALID, None
    form.add_error(None, str(refusal))
    return CONFLICT, refusal


def newer(form: Form, refusal: NotPossible | None, version: int | None) -> Form:
    """The same form with the version as it is now, when somebody else was first: saving again is then a choice."""
    if isinstance(refusal, Changed) and version is not None:
        form.data = form.data.copy()
        form.data[form.add_prefix("version")] = str(version)
    return form


def done(request: HttpRequest, message: str, url_name: str, *args: Any, anchor: str = "") -> HttpResponse:
    """Back to the page with a word of what happened: 303, so that reloading does not do it again."""
    messages.success(request, message)
    response = HttpResponseRedirect(reverse(url_name, args=args) + (f"#{anchor}" if anchor else ""))
    response.status_code = 303
    return response
