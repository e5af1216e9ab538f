"""Organisations and their teams: making, changing, taking out of use and into use again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions, drafts, reads
from accounts.actions import NotPossible
from accounts.reads import OrganisationCard, TeamCard
from regie.administration.authority import administrators_only
from regie.administration.forms import OrganisationFilter, OrganisationForm, TeamForm

PAGE_AND_FORM = require_http_methods(["GET", "POST"])


@require_GET
@administrators_only
def organisations(request: HttpRequest) -> HttpResponse:
    form = OrganisationFilter(request.GET)
    form.is_valid()
    search, kind = form.cleaned_data.get("zoek", ""), form.cleaned_data.get("soort", "")
    rows = reads.organisations(search=search, kind=kind)
    context = {"form": form, "rows": rows, "asked": search or kind}
    return render(request, "administration/organisations.html", context)


@PAGE_AND_FORM
@administrators_only
def new_organisation(request: HttpRequest) -> HttpResponse:
    form = drafts.prefill(OrganisationForm(request.POST or None), request)
    if form.is_valid():
        try:
            made = actions.make_organisation(by=request.user.pk, details=form.details(), now=timezone.now())
            return redirect("administration:organisation", organisation_id=made)
        except NotPossible as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, "administration/new_organisation.html", {"form": form})


@PAGE_AND_FORM
@administrators_only
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    found = _organisation(organisation_id)
    form = drafts.prefill(OrganisationForm(request.POST or None, organisation=found), request)
    if form.is_valid():
        try:
            to, now = form.details(), timezone.now()
            actions.change_organisation(by=request.user.pk, organisation_id=organisation_id, details=to, now=now)
            return redirect("administration:organisation", organisation_id=organisation_id)
        except NotPossible as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, "administration/organisation.html", {"form": form} | _about(found))


@require_POST
@administrators_only
def close_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    return _set_use(request, organisation_id, actions.close_organisation)


@require_POST
@administrators_only
def reopen_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    return _set_use(request, organisation_id, actions.reopen_organisation)


@PAGE_AND_FORM
@administrators_only
def new_team(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    found = _organisation(organisation_id)
    form = drafts.prefill(TeamForm(request.POST or None, organisation_id=organisation_id), request)
    if form.is_valid():
        try:
            details, now = form.details(), timezone.now()
            actions.make_team(by=request.user.pk, organisation_id=organisation_id, details=details, now=now)
            return redirect("administration:organisation", organisation_id=organisation_id)
        except NotPossible as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, "administration/new_team.html", {"form": form, "organisation": found})


@PAGE_AND_FORM
@administrators_only
def team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    found = _team(team_id)
    form = drafts.prefill(TeamForm(request.POST or None, organisation_id=found.organisation_id, team=found), request)
    if form.is_valid():
        try:
            actions.change_team(by=request.user.pk, team_id=team_id, details=form.details(), now=timezone.now())
            return redirect("administration:organisation", organisation_id=found.organisation_id)
        except NotPossible as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, "administration/team.html", {"form": form, "team": found})


@require_POST
@administrators_only
def close_team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    found = _team(team_id)
    try:
        actions.close_team(by=request.user.pk, team_id=team_id, now=timezone.now())
    except NotPossible as refusal:
        form = TeamForm(organisation_id=found.organisation_id, team=found)
        context = {"form": form, "team": found, "refusal": str(refusal)}
        return render(request, "administration/team.html", context, status=409)
    return redirect("administration:team", team_id=team_id)


@require_POST
@administrators_only
def reopen_team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    _team(team_id)
    actions.reopen_team(by=request.user.pk, team_id=team_id, now=timezone.now())
    return redirect("administration:team", team_id=team_id)


def _organisation(organisation_id: UUID) -> OrganisationCard:
    found = reads.organisation(organisation_id)
    if found is None:
        raise Http404
    return found


def _team(team_id: UUID) -> TeamCard:
    found = reads.team(team_id)
    if found is None:
        raise Http404
    return found


def _about(found: OrganisationCard) -> dict[str, Any]:
    return {
        "organisation": found,
        "teams": reads.teams(organisation_id=found.id),
        "people": reads.people_of(found.id),
    }


def _set_use(request: HttpRequest, organisation_id: UUID, act: Callable[..., None]) -> HttpResponse:
    found = _organisation(organisation_id)
    try:
        act(by=request.user.pk, organisation_id=organisation_id, now=timezone.now())
    except NotPossible as refusal:
        context = {"form": OrganisationForm(organisation=found), "refusal": str(refusal)} | _about(found)
        return render(request, "administration/organisation.html", context, status=409)
    return redirect("administration:organisation", organisation_id=organisation_id)


def _form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].is_bound else 200)
