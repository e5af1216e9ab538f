"""The round on working together: answered by each seat on the own device, and read by who chairs."""

from functools import partial

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.views import answers
from meetings import actions, reads
from meetings.forms import TogetherForm
from meetings.views.pages import deed
from privacy.portal import restricted


@require_GET
def together(request, reference, meeting_id, purpose):
    return _show(request, _page(request, reference, meeting_id, purpose))


@require_POST
def answer_round(request, reference, meeting_id, purpose):
    page = _page(request, reference, meeting_id, purpose)
    form = TogetherForm(request.POST, of=page.mine or reads.Answered(meeting_id, ""))
    answer = deed(actions.answer_round, request, reference, meeting_id=meeting_id, purpose=purpose)
    status, refusal = answers.perform(form, lambda data: answer(answer=form.said()))
    if status != 200:
        return _show(request, page, mine_form=form, status=status, refusal=refusal)
    return answers.done(request, _said(), "meetings:together", reference, meeting_id)


@require_POST
def record_round(request, reference, meeting_id, seat_id, purpose):
    page = _page(request, reference, meeting_id, purpose)
    form = TogetherForm(request.POST, of=reads.Answered(seat_id, ""))
    record = deed(actions.record_round, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    status, refusal = answers.perform(form, lambda data: record(answer=form.said()))
    if status != 200:
        return _show(request, page, typed={seat_id: form}, status=status, refusal=refusal)
    return answers.done(request, _("Opgeschreven."), "meetings:together", reference, meeting_id)


@require_GET
def portal_together(request, reference, meeting_id, purpose):
    return _portal(request, reference, meeting_id, purpose)


@require_POST
def portal_answer_round(request, reference, meeting_id, purpose):
    read = partial(_portal, request, reference, meeting_id, purpose)
    form = TogetherForm(request.POST, of=reads.Answered(meeting_id, ""))
    answer = deed(actions.answer_round, request, reference, meeting_id=meeting_id, purpose=purpose)
    status, refusal = answers.perform(form, lambda data: answer(answer=form.said()))
    if status == 200:
        return answers.done(request, _said(), "portal:seat", reference, meeting_id)
    with restricted(request.viewer):  # the middleware does not: what was sent would have been written
        return read(form=form, status=status, refusal=refusal)


def _said():
    return _("Uw antwoord is bewaard. Alleen wie voorzit, leest het.")


def _page(request, reference, meeting_id, purpose):
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    return reads.open_together(**found, now=timezone.now())


def _show(request, page, *, mine_form=None, typed=None, status=200, refusal=None):
    forms = {one.seat: TogetherForm(of=one) for one in page.answers} | (typed or {})
    lines = [(one, forms.get(one.seat)) for one in page.answers]
    context = {"lines": lines, "mine_form": mine_form or (TogetherForm(of=page.mine) if page.mine else None)}
    return answers.page(request, "meetings/together.html", page, context, status=status, refusal=refusal)


def _portal(request, reference, meeting_id, purpose, *, form=None, status=200, refusal=None):
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    page = reads.open_my_round(**found, now=timezone.now())
    context = {"page": page, "reference": page.reference, "refusal": refusal, "was_refused": status != 200}
    return render(
        request, "portal/together.html", context | {"form": form or TogetherForm(of=page.mine)}, status=status
    )
