"""What I typed and did not send: keeping it while typing, finding it back, throwing it away."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts import actions, drafts, reads


@require_GET
def my_drafts(request: HttpRequest) -> HttpResponse:
    found = reads.drafts_of(user_id=request.user.pk, now=timezone.now())
    return render(request, "accounts/drafts.html", {"drafts": found})


@login_not_required
@require_POST
def autosave_draft(request: HttpRequest) -> HttpResponse:
    """Asked by session.js, that wants to know that the session ended and not the page to sign in on."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    now = timezone.now()
    kept = drafts.keep_typed(request, now)
    return render(request, "accounts/_autosaved.html", {"kept": kept, "at": now}, status=200 if kept else 202)


@require_POST
def discard_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    if not actions.discard_draft(user_id=request.user.pk, draft_id=draft_id):
        raise Http404
    back = request.POST.get("terug", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return HttpResponseRedirect(back)
    return redirect("my_drafts")


@require_POST
def discard_drafts(request: HttpRequest) -> HttpResponse:
    actions.discard_drafts(user_id=request.user.pk)
    return redirect("my_drafts")
