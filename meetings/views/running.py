"""The table: opening, the question, the purposes, the picture, first turns and new facts."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from meetings import actions
from meetings.forms import NewFactForm, PurposeForm, QuestionForm, ResolutionForm, TurnForm
from meetings.views import pages
from meetings.views.at_table import filled, press
from meetings.views.pages import deed


@require_GET
def table(request, reference, purpose):
    return pages.table(request, reference, purpose)


@require_GET
def meeting(request, reference, meeting_id, purpose):
    return pages.table(request, reference, purpose, meeting_id=meeting_id)


@require_POST
def open_meeting(request, reference, meeting_id, purpose):
    action = deed(actions.open_meeting, request, reference, meeting_id=meeting_id)
    return press(request, reference, meeting_id, purpose, action, _("Het overleg is open."))


@require_POST
def confirm_question(request, reference, meeting_id, purpose):
    form = QuestionForm(request.POST, auto_id="question_%s")
    action = deed(actions.confirm_question, request, reference, meeting_id=meeting_id)
    said = _("De vraag is bevestigd.")
    return filled(request, reference, meeting_id, purpose, action, form, "question_form", said)


@require_POST
def read_purposes(request, reference, meeting_id, purpose):
    form = PurposeForm(request.POST, auto_id="purpose_%s")
    action = deed(actions.read_purposes, request, reference, meeting_id=meeting_id)
    said = _("De doelbinding is voorgelezen.")
    return filled(request, reference, meeting_id, purpose, action, form, "purpose_form", said)


@require_POST
def take_first_turn(request, reference, meeting_id, seat_id, purpose):
    action = deed(actions.take_first_turn, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    form = TurnForm(request.POST, auto_id="turn_%s")
    said = _("De beurt is opgeschreven.")
    return filled(request, reference, meeting_id, purpose, action, form, "row_form", said)


@require_POST
def mark_present(request, reference, meeting_id, seat_id, purpose):
    ids = {"meeting_id": meeting_id, "seat_id": seat_id}
    action = deed(actions.mark_attendance, request, reference, attended=True, **ids)
    return press(request, reference, meeting_id, purpose, action, _("Deze deelnemer is er."))


@require_POST
def mark_absent(request, reference, meeting_id, seat_id, purpose):
    ids = {"meeting_id": meeting_id, "seat_id": seat_id}
    action = deed(actions.mark_attendance, request, reference, attended=False, **ids)
    return press(request, reference, meeting_id, purpose, action, _("Deze deelnemer is er niet."))


@require_POST
def mark_never_there(request, reference, meeting_id, seat_id, purpose):
    action = deed(actions.mark_never_there, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    return press(request, reference, meeting_id, purpose, action, _("Deze deelnemer is er nooit geweest."))


@require_POST
def raise_new_facts(request, reference, meeting_id, purpose):
    form = NewFactForm(request.POST, auto_id="fact_%s")
    action = deed(actions.raise_new_facts, request, reference, meeting_id=meeting_id)
    said = _("Het nieuwe feit staat erbij.")
    return filled(request, reference, meeting_id, purpose, action, form, "fact_form", said)


@require_POST
def resolve_new_facts(request, reference, meeting_id, signal_id, purpose):
    form = ResolutionForm(request.POST, auto_id="resolution_%s")
    action = deed(actions.resolve_new_facts, request, reference, meeting_id=meeting_id, signal_id=signal_id)
    said = _("Opgeschreven wat u ermee deed.")
    return filled(request, reference, meeting_id, purpose, action, form, "row_form", said)
