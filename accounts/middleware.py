"""Between the session and the page: has the session ended, is something typed to be kept, is a second factor missing.

The first stands right after Django's AuthenticationMiddleware, the second right after allauth's. How long a session
lasts is in expiry.py; what is done about it, in the actions.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts import actions, doors, drafts, expiry, reads

GetResponse = Callable[[HttpRequest], HttpResponse]
BACKGROUND = "X-Regie-Background"  # a page that asks by itself is no sign that somebody is there


class SessionExpiryMiddleware:
    """Ends a session that stood still or lasted too long, keeping what was sent in it; else notes that it is in use."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        request.draft = drafts.PageDrafts(request, now)
        if not request.user.is_authenticated:
            return self.get_response(request)
        row = request.session.row
        if expiry.has_ended(started_at=row.started_at, last_seen_at=row.last_seen_at, now=now, limits=limits()):
            return self._end(request, now)
        if BACKGROUND not in request.headers and expiry.is_worth_noting(last_seen_at=row.last_seen_at, now=now):
            actions.note_activity(session_key=row.session_key, now=now)
            row.started_at, row.last_seen_at = row.started_at or now, now  # what this request saves must not undo it
        return self._answer(request)

    def _end(self, request: HttpRequest, now: datetime) -> HttpResponse:
        if request.method == "GET" and request.path == resolve_url(settings.LOGIN_URL):
            logout(request)  # the page where this leads anyway
            return self.get_response(request)
        return end_session(request, now)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        user_id = request.user.pk
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400 and drafts.is_kept(request.path):
            actions.take_draft(user_id=user_id, action=request.path)
        response.headers.setdefault("Cache-Control", "private, no-store")  # computers are shared
        return response


class SecondFactorMiddleware:
    """Where a second factor is required: who has none comes no further than the page where it is set up."""

    PROVED = "accounts.second_factor"  # once seen it stays: wiping it ends the session

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = settings.SECOND_FACTOR_REQUIRED and request.user.is_authenticated
        if asked and not doors.is_door(request.path) and not self._has_one(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _has_one(self, request: HttpRequest) -> bool:
        if request.session.get(self.PROVED):
            return True
        proved = reads.has_second_factor(request.user.pk)
        if proved:
            request.session[self.PROVED] = True
        return proved


def limits() -> expiry.Limits:
    """How long a session may stand still and last, as this installation has it."""
    return expiry.Limits(idle=settings.SESSION_IDLE, absolute=settings.SESSION_ABSOLUTE)


def end_session(request: HttpRequest, now: datetime) -> HttpResponse:
    """Signs out whoever stayed away too long, and shows the way back to where they were."""
    kept = request.method == "POST" and is_ours(request) and drafts.keep_typed(request, now)
    is_page = request.method == "GET" and "HX-Request" not in request.headers
    back = request.get_full_path() if is_page else drafts.page_of(request)
    back = drafts.coming_back(back) if kept else back
    logout(request)
    door = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back, 'verlopen': '1'})}"
    if asked_by_script(request):
        return HttpResponse(status=401)
    if "HX-Request" in request.headers:
        return HttpResponse(status=401, headers={"HX-Redirect": door})
    return redirect(door)


def asked_by_script(request: HttpRequest) -> bool:
    """Is the answer read by a script of ours? That wants to know that the session ended, not the page to sign in on."""
    by_name = BACKGROUND in request.headers or "X-Requested-With" in request.headers
    return by_name or request.path == reverse("autosave_draft")


class _Origin(CsrfViewMiddleware):
    """Django's own check, asked before the view is known."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(status=403)


def is_ours(request: HttpRequest) -> bool:
    """Was this form made by one of our own pages?"""
    return _Origin(lambda _: HttpResponse()).process_view(request, None, (), {}) is None
