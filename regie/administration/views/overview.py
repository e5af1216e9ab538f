"""What asks for attention, and who did what when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts import reads
from accounts.reads import AccountQuery, Status
from regie.administration.authority import administrators_only, manages, watchers_too
from regie.administration.rows import account_row, event_row

FEW = 5


@require_GET
@administrators_only
def overview(request: HttpRequest) -> HttpResponse:
    now, me = timezone.now(), request.user.pk
    waiting = reads.accounts(AccountQuery(status=Status.INVITED)).rows
    ready = reads.accounts(AccountQuery(status=Status.READY)).rows
    context = {
        "counts": reads.counts(),
        "late": [row for row in (account_row(each, now=now, me=me) for each in waiting) if row.late][:FEW],
        "ready": [account_row(each, now=now, me=me) for each in ready[:FEW]],
        "events": [event_row(event) for event in reads.events().rows[:FEW]],
    }
    return render(request, "administration/overview.html", context)


@require_GET
@watchers_too
def events(request: HttpRequest) -> HttpResponse:
    """An administrator reads of every account; who oversees, of those of the own municipality and by its people."""
    within = None if manages(request.viewer) else reads.organisations_in(request.viewer.municipality_id)
    page = reads.events(after=request.GET.get("na", ""), within=within)
    context = {"rows": [event_row(event) for event in page.rows], "next_after": page.next_after}
    return render(request, "administration/events.html", context)
