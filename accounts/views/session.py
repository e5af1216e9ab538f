"""The session itself: staying signed in with one click, and a form that was made before somebody signed in again."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import drafts


@login_not_required
@require_POST
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """The one action of WCAG 2.2.1. That it was asked is enough: the middleware has noted it."""
    if "X-Requested-With" in request.headers:
        return HttpResponse(status=204 if request.user.is_authenticated else 401)
    return redirect(drafts.page_of(request))


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: mostly one that was open when somebody signed in again. What was typed is kept."""
    same_site = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    keeps = same_site and request.user.is_authenticated
    kept = keeps and drafts.keep_typed(request, timezone.now())
    context = {"kept": kept, "page": drafts.page_of(request)}
    return render(request, "accounts/stale_form.html", context, status=403)
