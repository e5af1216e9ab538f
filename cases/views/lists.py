"""The lists of cases, and looking for one. The filters stand in the address, the words of a search do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.keyset import Place, write_place
from cases import reads
from cases.forms.lists import ListForm
from cases.views import search_words
from privacy.law import Purpose


@require_http_methods(["GET", "POST"])
def case_list(request, purpose):
    return _list(request, purpose, reads.case_list, "cases/case_list.html")


@require_http_methods(["GET", "POST"])
def steering_list(request, purpose):
    return _list(request, purpose, reads.steering_list, "cases/steering_list.html", by_hat=False)


@require_http_methods(["GET", "POST"])
def oversight_list(request, purpose):
    return _list(request, purpose, reads.oversight_list, "cases/oversight_list.html", by_hat=False)


@require_http_methods(["GET", "POST"])
def triage_list(request, purpose):
    return _list(request, purpose, reads.triage_list, "cases/triage_list.html", by_hat=False)


@require_http_methods(["GET", "POST"])
def search(request, purpose):
    if request.method == "POST":
        search_words.remember(request, "search")
        return redirect("cases:search")
    words = search_words.recall(request, "search")
    page = None
    if words:
        page = reads.search(viewer=request.viewer, purpose=purpose, words=words, now=timezone.now())
    return render(request, "cases/search.html", {"page": page, "search_words": words})


def _list(
    request: HttpRequest, purpose: Purpose, read: Callable[..., Any], template: str, *, by_hat: bool = True
) -> HttpResponse:
    """One page of a list, or the same list with other words looked for."""
    if request.method == "POST":
        search_words.remember(request, template)
        return HttpResponseRedirect(request.path + _address(request.GET, without=("na", "voor")))
    form = ListForm(request.GET, by_hat=by_hat)
    words = search_words.recall(request, template)
    page = read(viewer=request.viewer, purpose=purpose, query=form.query(words), now=timezone.now())
    return render(request, template, {"page": page, "form": form, "words": words, **_ways(request.GET, form, page)})


def _ways(address: QueryDict, form: ListForm, page: reads.ListPage) -> dict[str, Any]:
    """Where to go on from here: without a filter, and to the pages before and after."""
    chips = [{"label": label, "url": _address(address, without=(name, "na", "voor"))} for name, label in form.chosen()]
    return {
        "chips": chips,
        "clear_url": "?",
        "newer_url": _turn(address, "voor", page.first),
        "older_url": _turn(address, "na", page.last),
        "summary": _("%(count)s casussen") % {"count": page.count} if page.count != "1" else _("1 casus"),
    }


def _turn(address: QueryDict, name: str, place: Place | None) -> str:
    return _address(address, without=("na", "voor"), **{name: write_place(place)}) if place else ""


def _address(address: QueryDict, *, without: tuple[str, ...], **also: str) -> str:
    """The same address without some of its filters."""
    kept = address.copy()
    for name in without:
        kept.pop(name, None)
    for name, value in also.items():
        kept[name] = value
    return f"?{kept.urlencode()}"
