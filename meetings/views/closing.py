"""The end of a meeting, and its minutes."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.views import answers
from meetings import actions
from meetings.forms import ClosingForm, MinutesForm, NothingForm, ReasonForm
from meetings.views import pages
from meetings.views.pages import case_of, deed


@require_POST
def close_meeting(request, reference, meeting_id, purpose):
    form = ClosingForm(request.POST, case=case_of(request, reference, purpose), auto_id="closing_%s")
    close = deed(actions.close_meeting, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(
        form, lambda data: close(overview=form.overview(), covered=tuple(data["covered"]))
    )
    if status != 200:
        return pages.table(request, reference, purpose, status=status, refusal=refusal, closing_form=form)
    return answers.done(request, _("Het overleg is gesloten. Deel nu het verslag."), "meetings:table", reference)


@require_POST
def break_off(request, reference, meeting_id, purpose):
    form = ReasonForm(request.POST, auto_id="reason_%s")
    stop = deed(actions.break_off, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: stop(**data))
    if status != 200:
        return pages.table(request, reference, purpose, status=status, refusal=refusal, reason_form=form)
    return answers.done(request, _("Het overleg is afgebroken. Alles blijft staan."), "meetings:table", reference)


@require_POST
def resume_meeting(request, reference, meeting_id, purpose):
    resume = deed(actions.resume_meeting, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: resume())
    if status != 200:
        return pages.table(request, reference, purpose, status=status, refusal=refusal)
    return answers.done(request, _("Het overleg gaat verder."), "meetings:table", reference)


@require_POST
def share_minutes(request, reference, meeting_id, purpose):
    form = MinutesForm(request.POST, auto_id="minutes_%s")
    share = deed(actions.share_minutes, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: share(**data))
    if status != 200:
        return pages.table(request, reference, purpose, status=status, refusal=refusal, minutes_form=form)
    return answers.done(request, _("Het verslag is gedeeld."), "meetings:meetings", reference)
