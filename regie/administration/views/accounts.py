"""Accounts: finding, inviting, changing, disabling."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions, drafts, reads
from accounts.actions import NotPossible
from accounts.reads import Account
from regie.administration import inviting, telling
from regie.administration.authority import administrators_only
from regie.administration.forms import AccountFilter, AccountForm, EditAccountForm, InviteSeveralForm
from regie.administration.inviting import NotPossibleOnLine
from regie.administration.rows import account_row, event_row

NEW_ADDRESS = gettext_lazy(
    "De wijzigingen zijn bewaard. Het oude en het nieuwe adres krijgen bericht. De functionaris gegevensbescherming"
    " hoort het ook. Een nieuw wachtwoord vragen kan met dit adres pas over een dag."
)
PAGE_AND_FORM = require_http_methods(["GET", "POST"])


@require_GET
@administrators_only
def accounts(request: HttpRequest) -> HttpResponse:
    form = AccountFilter(request.GET)
    query = form.query(request.GET.get("na", ""))
    page = reads.accounts(query)
    rows = [account_row(each, now=timezone.now(), me=request.user.pk) for each in page.rows]
    asked = any((query.search, query.organisation_id, query.role, query.status))
    context = {"form": form, "rows": rows, "next_after": page.next_after, "query": query, "asked": asked}
    return render(request, "administration/accounts.html", context)


@PAGE_AND_FORM
@administrators_only
def invite(request: HttpRequest) -> HttpResponse:
    form = drafts.prefill(AccountForm(request.POST or None, initial=_from_url(request)), request)
    if form.is_valid():
        try:
            made = inviting.invite_all(request=request, by=request.user.pk, people=[form.details()], now=timezone.now())
            messages.success(request, _("De uitnodiging gaat nu per mail weg."))
            return redirect("administration:account", user_id=made[0])
        except NotPossibleOnLine as refusal:
            form.add_error(refusal.field, refusal.about_one)
    return _form_page(request, "administration/invite.html", {"form": form})


@PAGE_AND_FORM
@administrators_only
def invite_several(request: HttpRequest) -> HttpResponse:
    form = drafts.prefill(InviteSeveralForm(request.POST or None, initial=_from_url(request)), request)
    if form.is_valid():
        try:
            inviting.invite_all(request=request, by=request.user.pk, people=form.details(), now=timezone.now())
            messages.success(request, _("De uitnodigingen gaan nu per mail weg."))
            return redirect(reverse("administration:accounts") + "?status=invited")
        except NotPossibleOnLine as refusal:
            form.add_error("people", str(refusal))
    return _form_page(request, "administration/invite_several.html", {"form": form})


@PAGE_AND_FORM
@administrators_only
def account(request: HttpRequest, user_id: UUID) -> HttpResponse:
    found = _found(user_id)
    form = drafts.prefill(EditAccountForm(request.POST or None, account=found), request)
    if form.is_valid():
        try:
            hold = telling.change_account(viewer=request.viewer, user_id=user_id, to=form.details(), now=timezone.now())
            messages.success(request, NEW_ADDRESS if hold else _("De wijzigingen zijn bewaard."))
            return redirect("administration:account", user_id=user_id)
        except NotPossible as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, "administration/account.html", {"form": form} | _about(request, found))


@require_POST
@administrators_only
def invite_again(request: HttpRequest, user_id: UUID) -> HttpResponse:
    found = _found(user_id)
    try:
        inviting.invite_again(
            request=request, by=request.user.pk, user_id=user_id, role=found.card.role, now=timezone.now()
        )
    except NotPossible as refusal:
        return _refused(request, found, refusal)
    return redirect("administration:account", user_id=user_id)


@PAGE_AND_FORM
@administrators_only
def disable(request: HttpRequest, user_id: UUID) -> HttpResponse:
    found = _found(user_id)
    if request.method == "GET":
        return render(request, "administration/disable.html", _about(request, found))
    try:
        actions.disable(by=request.user.pk, user_id=user_id, now=timezone.now())
    except NotPossible as refusal:
        return _refused(request, found, refusal)
    return redirect("administration:account", user_id=user_id)


@require_POST
@administrators_only
def enable(request: HttpRequest, user_id: UUID) -> HttpResponse:
    try:
        actions.enable(by=request.user.pk, user_id=user_id, now=timezone.now())
    except NotPossible as refusal:
        return _refused(request, _found(user_id), refusal)
    return redirect("administration:account", user_id=user_id)


@PAGE_AND_FORM
@administrators_only
def reset_second_factor(request: HttpRequest, user_id: UUID) -> HttpResponse:
    found = _found(user_id)
    if request.method == "GET":
        return render(request, "administration/reset_second_factor.html", _about(request, found))
    try:
        telling.reset_second_factor(viewer=request.viewer, user_id=user_id, now=timezone.now())
    except NotPossible as refusal:
        return _refused(request, found, refusal)
    return redirect("administration:account", user_id=user_id)


def _found(user_id: UUID) -> Account:
    found = reads.account(user_id)
    if found is None:
        raise Http404
    return found


def _from_url(request: HttpRequest) -> dict[str, str]:
    """Where one comes from is chosen already: the organisation, from its own page."""
    return {"organisation": request.GET.get("organisatie", "")}


def _about(request: HttpRequest, found: Account) -> dict[str, Any]:
    row = account_row(found, now=timezone.now(), me=request.user.pk)
    context = {
        "row": row,
        "has_second_factor": reads.has_second_factor(found.card.id) and found.card.id != request.user.pk,
        "events": [event_row(event) for event in reads.events_of(user_id=found.card.id)],
    }
    if settings.DEMO and row.can_invite and row.account.invited_at:  # in the demonstration no mail leaves
        path = reverse("accept_invitation", kwargs={"token": reads.invitation_token(found.card.id)})
        context["link"] = inviting.site_for(request, found.card.role) + path
    return context


def _form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].is_bound else 200)


def _refused(request: HttpRequest, found: Account, refusal: NotPossible) -> HttpResponse:
    context = {"form": EditAccountForm(account=found), "refusal": str(refusal)} | _about(request, found)
    return render(request, "administration/account.html", context, status=409)
