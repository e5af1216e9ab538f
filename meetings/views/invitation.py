"""The invitation of a party, in the portal: read, and answered by whom that party sends."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.views import answers
from meetings import actions, reads
from meetings.forms import DeclineInvitationForm, NothingForm, RepresentativeForm
from meetings.forms.dates import AnswerDatesForm
from meetings.views.pages import deed
from privacy.portal import restricted


@require_GET
def invitation(request, reference, meeting_id, purpose):
    return _page(request, reference, meeting_id, purpose)


@require_POST
def accept_invitation(request, reference, meeting_id, purpose):
    said = _("U zei ja. De procesregisseur weet dat u komt.")
    return _answer(request, reference, meeting_id, purpose, actions.accept_invitation, NothingForm({}), "nothing", said)


@require_POST
def decline_invitation(request, reference, meeting_id, purpose):
    form = DeclineInvitationForm(request.POST, auto_id="decline_%s")
    said = _("U zei nee. De procesregisseur leest waarom.")
    action = actions.decline_invitation
    return _answer(request, reference, meeting_id, purpose, action, form, "decline_form", said)


@require_POST
def propose_representative(request, reference, meeting_id, purpose):
    form = RepresentativeForm(request.POST, auto_id="colleague_%s")
    said = _("De procesregisseur kijkt naar uw voorstel. U leest hier het antwoord.")
    action = actions.propose_representative
    return _answer(request, reference, meeting_id, purpose, action, form, "colleague_form", said)


@require_POST
def answer_dates(request, reference, meeting_id, purpose):
    with restricted(request.viewer):
        page = _read(request, reference, meeting_id, purpose)
    form = AnswerDatesForm(request.POST, asked=page.dates, auto_id="dates_%s")
    said = _("Bewaard. De procesregisseur ziet wanneer u kunt.")
    return _answer(request, reference, meeting_id, purpose, actions.answer_dates, form, "dates_form", said)


def _answer(request, reference, meeting_id, purpose, action, form, name, said):
    answer = deed(action, request, reference, meeting_id=meeting_id, purpose=purpose)
    status, refusal = answers.perform(form, lambda data: answer(**_typed(form, data)))
    if status != 200:
        with restricted(request.viewer):  # the middleware does not: what was sent would have been written
            return _page(request, reference, meeting_id, purpose, status=status, refusal=refusal, **{name: form})
    return answers.done(request, said, "portal:invitation", reference, meeting_id)


def _page(request, reference, meeting_id, purpose, *, status=200, refusal=None, **bound):
    page = _read(request, reference, meeting_id, purpose)
    forms = {
        "dates_form": AnswerDatesForm(asked=page.dates, auto_id="dates_%s"),
        "decline_form": DeclineInvitationForm(auto_id="decline_%s"),
        "colleague_form": RepresentativeForm(auto_id="colleague_%s"),
    }
    context = {"page": page, "invitation": page.case.invitation, "reference": reference, "refusal": refusal}
    context["was_refused"] = status != 200
    return render(request, "portal/invitation.html", context | forms | bound, status=status)


def _typed(form, data):
    """What was typed, as the action wants it."""
    return {"answers": form.answers()} if isinstance(form, AnswerDatesForm) else data


def _read(request, reference, meeting_id, purpose):
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    return reads.open_invitation(now=timezone.now(), **found)
