"""The table: opening, the question, the purposes, the picture, first turns and new facts."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from meetings import actions
from meetings.forms import NewFactForm, PurposeForm, QuestionForm, ResolutionForm, TurnForm
from meetings.views import pages
from meetings.views.at_table import press, typed
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
    return typed(
        request,
        reference,
        meeting_id,
        purpose,
        lambda data: action(**data),
        form,
        "question_form",
        _("De vraag is bevestigd."),
    )


@require_POST
def read_purposes(request, reference, meeting_id, purpose):
    form = PurposeForm(request.POST, auto_id="purpose_%s")
    action = deed(actions.read_purposes, request, reference, meeting_id=meeting_id)
    return typed(
        request,
        reference,
        meeting_id,
        purpose,
        lambda data: action(**data),
        form,
        "purpose_form",
        _("De doelbinding is voorgelezen."),
    )


@require_POST
def take_first_turn(request, reference, meeting_id, seat_id, purpose):
    action = deed(actions.take_first_turn, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    form = TurnForm(request.POST, auto_id="turn_%s")
    return typed(
        request,
        reference,
        meeting_id,
        purpose,
        lambda data: action(**data),
        form,
        "row_form",
        _("De beurt is opgeschreven."),
    )


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
def raise_new_facts(request, reference, meeting_id, purpose):
    form = NewFactForm(request.POST, auto_id="fact_%s")
    action = deed(actions.raise_new_facts, request, reference, meeting_id=meeting_id)
    return typed(
        request,
        reference,
        meeting_id,
        purpose,
        lambda data: action(**data),
        form,
        "fact_form",
        _("Het nieuwe feit staat erbij."),
    )


@require_POST
def resolve_new_facts(request, reference, meeting_id, signal_id, purpose):
    form = ResolutionForm(request.POST, auto_id="resolution_%s")
    action = deed(actions.resolve_new_facts, request, reference, meeting_id=meeting_id, signal_id=signal_id)
    return typed(
        request,
        reference,
        meeting_id,
        purpose,
        lambda data: action(**data),
        form,
        "row_form",
        _("Opgeschreven wat u ermee deed."),
    )
