"""How a page of a case answers: shown, or shown again with what was refused and everything that was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from cases.actions import NotPossible
from cases.views.furniture import furnish

INVALID, CONFLICT = 422, 409


def page(
    request: HttpRequest,
    template: str,
    page: Any,
    forms: dict[str, Form] | None = None,
    *,
    status: int = 200,
    refusal: NotPossible | None = None,
) -> HttpResponse:
    """Renders a page of a case. forms are in the context by name, beside page, shell, refusal and the furniture.

    The template is named after its page: "cases/plan.html" is the page "cases:plan".
    """
    here = template.removesuffix(".html").replace("/", ":")
    context = {"page": page, "shell": page.shell, "reference": page.shell.reference, "refusal": refusal}
    context |= furnish(page.shell, here) | (forms or {})
    return render(request, template, context, status=status)


def perform(form: Form, deed: Callable[[dict[str, Any]], Any]) -> tuple[int, NotPossible | None]:
    """Runs the deed with what was typed. Returns (200, None) when done, else the status and why not.

    422: the input itself. 409: sound input that does not fit the case as it is now.
    """
    if not form.is_valid():
        return INVALID, None
    try:
        deed(form.cleaned_data)
    except NotPossible as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal))
            return INVALID, None
        form.add_error(None, str(refusal))
        return CONFLICT, refusal
    return 200, None


def done(request: HttpRequest, message: str, url_name: str, *args: Any, anchor: str = "") -> HttpResponse:
    """Back to the page with a word of what happened: 303, so that reloading does not do it again."""
    messages.success(request, message)
    response = HttpResponseRedirect(reverse(url_name, args=args) + (f"#{anchor}" if anchor else ""))
    response.status_code = 303
    return response
