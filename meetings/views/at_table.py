"""How the table answers while it runs: the page, or only its part that changes, for a screen that asks for that.

A screen with scripts sends a header along, and gets the part back; without scripts it is a page like any other.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.actions import NotPossible
from cases.views import answers
from meetings import reads, stand
from meetings.forms import NothingForm, of_this_moment
from meetings.stand import CARRIED
from meetings.views import pages

LIVE = "X-Regie-Live"


def fragment(request, reference, purpose, meeting_id, *, status=200, refusal=None, **bound):
    """The part of the page that changes, with the stand with which the screen asks on. bound: what is refused."""
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    page = reads.open_live(now=timezone.now(), **found)
    if page.live is None:
        return HttpResponse(status=status, headers={"X-Regie-Over": "1"})
    of_this_moment(bound, page.live)
    context = {"page": page, "reference": reference, "refusal": refusal, "live": page.live, "refused": bound}
    return render(request, "meetings/live.html", context | pages.live_context(page) | bound, status=status)


def still(request, reference, purpose, read=reads.may_still):
    """204 with a fresh stand, for a screen that may go on showing what it shows; None for one that needs to fetch."""
    now, found = timezone.now(), stand.read_late(request.headers.get(CARRIED, ""))
    same = found and read(viewer=request.viewer, purpose=purpose, reference=reference, seen=found[0], now=now)
    return HttpResponse(status=204, headers={CARRIED: stand.written(found[0], now)}) if same else None


def press(request, reference, meeting_id, purpose, action, message):
    """A button without anything to type."""
    return typed(request, reference, meeting_id, purpose, lambda data: action(), NothingForm({}), "nothing", message)


def filled(request, reference, meeting_id, purpose, action, form, name, message):
    """A form whose fields are just what the action asks."""
    return typed(request, reference, meeting_id, purpose, lambda data: action(**data), form, name, message)


def typed(request, reference, meeting_id, purpose, deed, form, name, message):
    """A form of the table, shown again with what was typed when it was refused."""
    status, refusal = answers.perform(form, deed)
    if LIVE in request.headers:
        if status == 200:
            messages.success(request, message)
        shown = {name: form} if status != 200 and not refusal else {}
        return fragment(request, reference, purpose, meeting_id, status=status, refusal=refusal, **shown)
    if status != 200:
        shown, refusal = _again(form, name, refusal)
        return pages.table(request, reference, purpose, status=status, refusal=refusal, **shown)
    return answers.done(request, message, "meetings:table", reference)


def _again(form, name, refusal):
    """What was refused, at its place, or on top of the page when that may be gone. Of a button only why."""
    if isinstance(form, NothingForm):
        return {}, refusal or NotPossible(str(*next(iter(form.errors.values()))))
    return {"row_form" if refusal else name: form}, refusal
