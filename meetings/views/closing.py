"""The end of a meeting, and its minutes."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions as cases
from cases.forms.hats import NoForm
from cases.views import answers
from meetings import actions, reads, stand
from meetings.forms import ClosingForm, KeepOverviewForm, NothingForm, ReasonForm, closing_values
from meetings.views import at_table, pages
from meetings.views.at_table import filled
from meetings.views.pages import deed


@require_http_methods(["GET", "POST"])
def close_meeting(request, reference, meeting_id, purpose):
    if unchanged := at_table.still(request, reference, purpose):
        return unchanged
    page = _page(request, reference, meeting_id, purpose)
    if request.method == "GET":
        return _show(request, page, _form(page))
    form = _form(page, request.POST)
    close = deed(actions.close_meeting, request, reference, meeting_id=meeting_id)
    yes = partial(form.overview, request.user.name)
    status, refusal = answers.perform(form, lambda data: close(overview=yes(), ending=form.ending()))
    if status != 200:
        return _show(request, page, form, status=status, refusal=refusal)
    return answers.done(
        request, _("Het overleg is gesloten. Maak nu het verslag."), "meetings:meeting", reference, meeting_id
    )


@require_POST
def ask_overview(request, reference, meeting_id, purpose):
    page = _page(request, reference, meeting_id, purpose)
    form = _form(page, request.POST)
    ask = deed(actions.ask_overview, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: ask(overview=form.overview(), ending=form.ending()))
    if status != 200:
        return _show(request, page, form, status=status, refusal=refusal)
    asked = _("De vraag staat op het scherm van wie u vroeg. Sluit het overleg als die ja zei.")
    return answers.done(request, asked, "meetings:close_meeting", reference, meeting_id)


@require_POST
def accept_overview(request, reference, meeting_id, purpose):
    """The answer on the own device of who was asked, at the table itself."""
    form = KeepOverviewForm(request.POST, auto_id="keep_%s")
    yes = deed(cases.accept_overview, request, reference)
    said = _("U zei ja. De voorzitter ziet dat meteen.")
    return filled(request, reference, meeting_id, purpose, yes, form, "keep_form", said)


@require_POST
def decline_overview(request, reference, meeting_id, purpose):
    form = NoForm(request.POST, auto_id="keep_no_%s")
    decline = deed(cases.decline_overview, request, reference)
    said = _("U zei nee. De voorzitter ziet waarom.")
    return filled(request, reference, meeting_id, purpose, decline, form, "keep_no_form", said)


def _page(request, reference, meeting_id, purpose):
    now = timezone.now()
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    return reads.open_closing(**found, now=now)


def _form(page, typed=None):
    return ClosingForm(typed, page=page, initial=closing_values(page), auto_id="closing_%s")


def _show(request, page, form, *, status=200, refusal=None):
    forms = {"closing_form": form, "reason_form": ReasonForm(auto_id="reason_%s")}
    forms["stand"] = stand.written(page.stand, timezone.now())
    return answers.page(request, "meetings/close_meeting.html", page, forms, status=status, refusal=refusal)


@require_POST
def break_off(request, reference, meeting_id, purpose):
    form = ReasonForm(request.POST, auto_id="reason_%s")
    stop = deed(actions.break_off, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: stop(**data))
    if status != 200:
        return pages.table(request, reference, purpose, status=status, refusal=refusal, reason_form=form)
    return answers.done(
        request, _("Het overleg is afgebroken. Alles blijft staan."), "meetings:meeting", reference, meeting_id
    )


@require_POST
def resume_meeting(request, reference, meeting_id, purpose):
    resume = deed(actions.resume_meeting, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: resume())
    if status != 200:
        return pages.table(request, reference, purpose, status=status, refusal=refusal)
    return answers.done(request, _("Het overleg gaat verder."), "meetings:meeting", reference, meeting_id)
