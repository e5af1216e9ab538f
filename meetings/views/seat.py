"""The table in the portal: followed by whom a party sends, who says for itself what it has to say."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import drafts
from cases.forms.plan import DeclineForm
from cases.views import answers
from meetings import actions, reads, stand
from meetings.forms import NothingForm, TurnForm
from meetings.forms.talk import SayForm
from meetings.views import at_table, pages
from meetings.views.pages import deed
from privacy.portal import restricted


@require_GET
def seat(request, reference, meeting_id, purpose):
    return _page(request, reference, meeting_id, purpose)


@require_GET
def seat_live(request, reference, meeting_id, purpose):
    unchanged = at_table.still(request, reference, purpose)
    return unchanged or _part(request, reference, meeting_id, purpose)


@require_POST
def contribute(request, reference, meeting_id, purpose):
    form = SayForm(request.POST, auto_id="say_%s")
    put_in = deed(actions.contribute, request, reference, meeting_id=meeting_id, purpose=purpose)
    said = _("Het staat erbij.")
    return _done(request, reference, meeting_id, purpose, form, lambda data: put_in(what=form.said()), said)


@require_POST
def take_back(request, reference, meeting_id, contribution_id, purpose):
    ids = {"meeting_id": meeting_id, "contribution_id": contribution_id}
    undo = deed(actions.take_back, request, reference, purpose=purpose, **ids)
    return _done(request, reference, meeting_id, purpose, NothingForm({}), lambda data: undo(), _("Teruggenomen."))


@require_POST
def take_my_turn(request, reference, meeting_id, purpose):
    form = TurnForm(request.POST)
    take = deed(actions.take_my_turn, request, reference, meeting_id=meeting_id, purpose=purpose)
    said = _("Uw beurt is opgeschreven.")
    return _done(request, reference, meeting_id, purpose, form, lambda data: take(**data), said)


@require_POST
def accept_action(request, reference, meeting_id, action_id, purpose):
    ids = {"meeting_id": meeting_id, "action_id": action_id}
    yes = deed(actions.accept_action, request, reference, purpose=purpose, **ids)
    said = _("U zei ja. De tafel ziet dat meteen.")
    return _done(request, reference, meeting_id, purpose, NothingForm({}), lambda data: yes(), said)


@require_POST
def decline_action(request, reference, meeting_id, action_id, purpose):
    form = DeclineForm(request.POST, auto_id=f"no_{action_id}_%s")
    ids = {"meeting_id": meeting_id, "action_id": action_id}
    no = deed(actions.decline_action, request, reference, purpose=purpose, **ids)
    said = _("U zei nee. De tafel ziet dat meteen.")
    return _done(request, reference, meeting_id, purpose, form, lambda data: no(**data), said)


def _done(request, reference, meeting_id, purpose, form, action, message):
    status, refusal = answers.perform(form, action)
    shown = {"say_form": form} if isinstance(form, SayForm) and status != 200 else {}
    if isinstance(form, DeclineForm) and status == answers.INVALID:  # its field stands in a part that comes anew
        refusal = " ".join(form.errors["reason"])
    if status == 200 and at_table.LIVE not in request.headers:
        return answers.done(request, message, "portal:seat", reference, meeting_id)
    with restricted(request.viewer):  # the middleware does not: what was sent would have been written
        answer = _part if at_table.LIVE in request.headers else _page
        return answer(request, reference, meeting_id, purpose, status=status, refusal=refusal, **shown)


def _page(request, reference, meeting_id, purpose, **shown):
    if "say_form" not in shown:
        action = reverse("portal:contribute", args=[reference, meeting_id])
        shown["say_form"] = drafts.prefill(SayForm(auto_id="say_%s"), request, action=action)
    return _show(request, "portal/seat.html", _read(request, reference, meeting_id, purpose), **shown)


def _part(request, reference, meeting_id, purpose, **shown):
    page = _read(request, reference, meeting_id, purpose)
    if not page.runs:
        return HttpResponse(status=shown.get("status", 200), headers={"X-Regie-Over": "1"})
    return _show(request, "portal/seat.html#parts", page, **shown)


def _read(request, reference, meeting_id, purpose):
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    return reads.open_seat(now=timezone.now(), **found)


def _show(request, template, page, *, status=200, refusal=None, say_form=None):
    form = say_form or SayForm(auto_id="say_%s")
    context = {
        "page": page,
        "reference": page.reference,
        "refusal": refusal,
        "was_refused": status != 200,
        "say_refused": form.is_bound,
        "say_form": form.lies_at(page.topic_id).now(page.kinds, page.later, page.categories),
        "stand": stand.written(page.stand, timezone.now()),
        "next_id": pages.another_id(),
    }
    return render(request, template, context, status=status)
