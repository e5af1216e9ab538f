"""Taking an invitation: choose a password, then sign in. The link is the key, so nobody needs to be signed in."""

from __future__ import annotations

from allauth.decorators import rate_limit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import actions, reads
from accounts.forms.sign_in import AcceptInvitationForm


@login_not_required
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
@rate_limit(action="reset_password_from_key")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    card = reads.invited(token)
    if card is None:
        return render(request, "accounts/invitation_closed.html", status=404)
    form = AcceptInvitationForm(request.POST or None)
    if form.is_valid():
        return _accept(request, token, form.cleaned_data["password1"])
    context = {"form": form, "card": card}
    return render(request, "accounts/accept_invitation.html", context, status=422 if form.is_bound else 200)


def _accept(request: HttpRequest, token: str, password: str) -> HttpResponse:
    try:
        actions.accept_invitation(token=token, password=password, now=timezone.now())
    except actions.InvitationNotOpen:
        return render(request, "accounts/invitation_closed.html", status=404)
    return render(request, "accounts/invitation_accepted.html")
