"""One's own account: who I am here, how I sign in, where I am signed in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts import actions, reads


@require_GET
def my_account(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    key = request.session.session_key
    sessions = reads.sessions_of(user_id=request.user.pk, session_key=key, now=now)
    context = {
        "card": reads.user_card(request.user.pk),
        "has_password": request.user.has_usable_password(),
        "has_second_factor": reads.has_second_factor(request.user.pk),
        "sessions": sessions,
        "elsewhere": [session for session in sessions if not session.is_this_one],
        "drafts": reads.drafts_of(user_id=request.user.pk, now=now),
    }
    return render(request, "accounts/my_account.html", context)


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    actions.end_other_sessions(user_id=request.user.pk, session_key=request.session.session_key or "")
    return redirect("my_account")
