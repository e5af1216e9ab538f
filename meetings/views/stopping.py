"""A meeting that was broken off and does not go on."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.views import answers
from meetings import actions
from meetings.forms import EndAsItIsForm
from meetings.views import pages
from meetings.views.pages import deed


@require_POST
def end_as_it_is(request, reference, meeting_id, purpose):
    form = EndAsItIsForm(request.POST, auto_id="end_%s")
    end = deed(actions.end_as_it_is, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: end(**data))
    if status != 200:
        shown = {"meeting_id": meeting_id, "end_form": form}
        return pages.table(request, reference, purpose, status=status, refusal=refusal, **shown)
    said = _("Dit overleg gaat niet verder. Maak nu het verslag van wat wel is besproken.")
    return answers.done(request, said, "meetings:meeting", reference, meeting_id)
