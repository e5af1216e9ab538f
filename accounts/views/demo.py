"""The door of the demonstration: choose who you are. Not in the URLs, and 404 besides, unless REGIE_DEMO is on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.contrib.auth import load_backend, login
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts import reads
from accounts.demo_people import Group
from accounts.doors import is_portal, other_site
from accounts.reads import DemoCard

BACKEND = "accounts.backends.Backend"
PASS, PASS_VALID = "accounts.demo", 60  # seconds

View = Callable[..., HttpResponse]


def only_in_demo(view: View) -> View:
    """As if the page did not exist, everywhere else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(never_cache(guarded))


@only_in_demo
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/demo.html", {"groups": reads.demo_groups()})


@only_in_demo
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Chain partners come in by the portal: another host, so another cookie. They get a pass for that door."""
    card = _chosen(request)
    if is_portal(request) == (card.person.group is Group.PARTNERS):
        return _enter(request, card.id)
    host = settings.ALLOWED_HOSTS[0] if is_portal(request) else settings.PORTAL_HOST
    pass_ = signing.dumps(str(card.id), salt=PASS)
    return redirect(other_site(request, host) + reverse("demo_arrive", args=[pass_]))


@only_in_demo
@require_GET
def demo_arrive(request: HttpRequest, token: str) -> HttpResponse:
    try:
        user_id = UUID(signing.loads(token, salt=PASS, max_age=PASS_VALID))
    except signing.BadSignature:
        return redirect("demo")
    return _enter(request, user_id)


def _chosen(request: HttpRequest) -> DemoCard:
    try:
        card = reads.demo_person(UUID(request.POST.get("wie", "")))
    except ValueError:
        card = None
    if card is None:
        raise Http404
    return card


def _enter(request: HttpRequest, user_id: UUID) -> HttpResponse:
    user = load_backend(BACKEND).get_user(user_id)
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect(settings.LOGIN_REDIRECT_URL)
