"""The date of a meeting by proposal and answer: proposed, answered, told, and picked."""

from contextlib import suppress

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.reads import CaseNotFound
from cases.views import answers
from meetings import actions, reads
from meetings.forms import NothingForm
from meetings.forms.dates import ProposeDatesForm, answer_form, record_form
from meetings.views.pages import deed


@require_GET
def dates(request, reference, purpose):
    return _page(request, reference, None, purpose)


@require_GET
def dates_of(request, reference, meeting_id, purpose):
    return _page(
        request,
        reference,
        meeting_id,
        purpose,
        page=reads.open_dates_of(meeting_id=meeting_id, **_look(request, reference, purpose)),
    )


@require_POST
def propose_dates(request, reference, meeting_id, purpose):
    form = ProposeDatesForm(request.POST, auto_id="propose_%s")
    propose = deed(actions.propose_dates, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: propose(moments=form.proposed()))
    said = _("De momenten zijn voorgesteld. Iedereen kan nu zeggen wanneer het past.")
    return _done(request, reference, meeting_id, purpose, status, refusal, said, propose_form=form)


@require_POST
def withdraw_date(request, reference, meeting_id, option_id, purpose):
    action = deed(actions.withdraw_date, request, reference, meeting_id=meeting_id, option_id=option_id)
    return _press(request, reference, meeting_id, purpose, action, _("Dit moment staat er niet meer bij."))


@require_POST
def pick_date(request, reference, meeting_id, option_id, purpose):
    action = deed(actions.pick_date, request, reference, meeting_id=meeting_id, option_id=option_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: action())
    if status != 200:
        return _page(request, reference, meeting_id, purpose, status=status, refusal=refusal)
    said = _("Dit is de datum. Wie een account heeft, krijgt het overleg in de agenda.")
    return answers.done(request, said, "meetings:prepare_meeting", reference, meeting_id)


@require_POST
def answer_dates(request, reference, meeting_id, purpose):
    page = _read(request, reference, meeting_id, purpose)
    form = answer_form(page, page.mine.seat_id if page.mine else None, request.POST)
    answer = deed(actions.answer_dates, request, reference, meeting_id=meeting_id, purpose=purpose)
    status, refusal = answers.perform(form, lambda data: answer(answers=form.answers()))
    return _done(request, reference, meeting_id, purpose, status, refusal, _("Bewaard."), page=page, mine_form=form)


@require_POST
def record_dates(request, reference, meeting_id, seat_id, purpose):
    page = _read(request, reference, meeting_id, purpose)
    form = record_form(page, seat_id, request.POST)
    record = deed(actions.record_dates, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    status, refusal = answers.perform(form, lambda data: record(answers=form.answers(), how=data["how"]))
    rows = _rows(page, seat_id, form)
    return _done(request, reference, meeting_id, purpose, status, refusal, _("Bewaard."), page=page, date_rows=rows)


def _press(request, reference, meeting_id, purpose, action, said):
    status, refusal = answers.perform(NothingForm({}), lambda data: action())
    return _done(request, reference, meeting_id, purpose, status, refusal, said)


def _done(request, reference, meeting_id, purpose, status, refusal, said, **bound):
    if status != 200:
        return _page(request, reference, meeting_id, purpose, status=status, refusal=refusal, **bound)
    return answers.done(request, said, "meetings:dates_of", reference, meeting_id)


def _read(request, reference, meeting_id, purpose):
    look = _look(request, reference, purpose)
    if meeting_id:
        with suppress(CaseNotFound):  # gone meanwhile: what was typed is refused on the page of what is left
            return reads.open_dates_of(meeting_id=meeting_id, **look)
    return reads.open_dates(**look)


def _look(request, reference, purpose):
    return {"viewer": request.viewer, "purpose": purpose, "reference": reference, "now": timezone.now()}


def _rows(page, seat_id=None, sent=None):
    """Everybody who is asked, each with a form of its own for who directs."""
    forms = {row.seat_id: sent if row.seat_id == seat_id else record_form(page, row.seat_id) for row in page.rows}
    return [(row, forms[row.seat_id]) for row in page.rows]


def _page(request, reference, meeting_id, purpose, *, status=200, refusal=None, page=None, **bound):
    page = page or _read(request, reference, meeting_id, purpose)
    forms = {
        "propose_form": ProposeDatesForm(initial={"minutes": page.minutes or 75}, auto_id="propose_%s"),
        "mine_form": answer_form(page, page.mine.seat_id) if page.mine else None,
        "date_rows": _rows(page),
    }
    return answers.page(request, "meetings/dates.html", page, forms | bound, status=status, refusal=refusal)
