"""The agenda of a meeting that is prepared: its topics, who may stay for what, and the check-list before it."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.views import answers
from meetings import actions, reads
from meetings.forms import NothingForm, PreconditionsForm, TopicForm, topic_rows
from meetings.views.pages import choices, deed, preparation, preparing


@require_POST
def add_topic(request, reference, meeting_id, purpose):
    form = TopicForm(request.POST, case=choices(request, reference, purpose), auto_id="topic_%s")
    add = deed(actions.add_topic, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: add(topic=form.topic()))
    if status != 200:
        return preparation(request, reference, purpose, meeting_id, status=status, refusal=refusal, topic_form=form)
    return answers.done(
        request, _("Het staat op de agenda."), "meetings:prepare_meeting", reference, meeting_id, anchor="agenda"
    )


@require_POST
def change_topic(request, reference, meeting_id, topic_id, purpose):
    form = TopicForm(request.POST, case=choices(request, reference, purpose), auto_id=f"topic_{topic_id}_%s")
    change = deed(actions.change_topic, request, reference, meeting_id=meeting_id, topic_id=topic_id)
    status, refusal = answers.perform(form, lambda data: change(topic=form.topic(), version=data["version"]))
    if status == 200:
        return answers.done(
            request, _("De agenda is gewijzigd."), "meetings:prepare_meeting", reference, meeting_id, anchor="agenda"
        )
    page = preparing(request, reference, purpose, meeting_id)
    newest = next((one.values["version"] for one in page.topics if one.id == topic_id), None)
    rows = topic_rows(page, answers.newer(form, refusal, newest), topic_id)
    return preparation(
        request, reference, purpose, meeting_id, status=status, refusal=refusal, page=page, topic_rows=rows
    )


@require_POST
def remove_topic(request, reference, meeting_id, topic_id, purpose):
    remove = deed(actions.remove_topic, request, reference, meeting_id=meeting_id, topic_id=topic_id)
    return _done_or_shown(request, reference, meeting_id, purpose, remove, _("Het staat niet meer op de agenda."))


@require_POST
def move_topic(request, reference, meeting_id, topic_id, earlier, purpose):
    move = deed(actions.move_topic, request, reference, meeting_id=meeting_id, topic_id=topic_id, earlier=earlier)
    return _done_or_shown(request, reference, meeting_id, purpose, move, _("De volgorde is gewijzigd."))


@require_POST
def check_preconditions(request, reference, meeting_id, purpose):
    form = PreconditionsForm(request.POST, auto_id="ready_%s")
    check = deed(actions.check_preconditions, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: check(**data))
    if status != 200:
        return preparation(
            request, reference, purpose, meeting_id, status=status, refusal=refusal, preconditions_form=form
        )
    return answers.done(request, _("Bewaard."), "meetings:prepare_meeting", reference, meeting_id, anchor="ready")


@require_GET
def room_paper(request, reference, meeting_id, purpose):
    return _paper(request, reference, meeting_id, purpose, "meetings/room_paper.html")


@require_GET
def opening_paper(request, reference, meeting_id, purpose):
    return _paper(request, reference, meeting_id, purpose, "meetings/opening_paper.html")


@require_GET
def invitation_paper(request, reference, meeting_id, seat_id, purpose):
    look = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    page = reads.open_invitation_paper(seat_id=seat_id, now=timezone.now(), **look)
    return _alone(request, reference, meeting_id, page, "meetings/invitation_paper.html")


def _paper(request, reference, meeting_id, purpose, template):
    look = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    return _alone(request, reference, meeting_id, reads.open_meeting_paper(now=timezone.now(), **look), template)


def _alone(request, reference, meeting_id, page, template):
    """Without what stands round a page of a case: who else is in it does not go along on paper."""
    return render(request, template, {"page": page, "reference": reference, "meeting_id": meeting_id})


def _done_or_shown(request, reference, meeting_id, purpose, action, said):
    status, refusal = answers.perform(NothingForm({}), lambda data: action())
    if status != 200:
        return preparation(request, reference, purpose, meeting_id, status=status, refusal=refusal)
    return answers.done(request, said, "meetings:prepare_meeting", reference, meeting_id, anchor="agenda")
