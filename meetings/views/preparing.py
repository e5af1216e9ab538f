"""Preparing a meeting: when and what for, and who is invited."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import actions as cases
from cases.forms.parties import InvolvementForm
from cases.views import answers
from meetings import actions, reads
from meetings.forms import (
    AnswerForm,
    GroupReasonForm,
    MeetingForm,
    NothingForm,
    ReasonAtTableForm,
    RefuseRepresentativeForm,
    SeatForm,
    SeveralSeatsForm,
    TakingPartForm,
    WantedForm,
    party_rows,
    seat_rows,
)
from meetings.views import minutes
from meetings.views.pages import choices, deed, planning, preparation, preparing

OF_ONE = "meetings:prepare_meeting"


@require_GET
def meetings(request, reference, purpose):
    page = reads.open_meetings(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    return answers.page(request, "meetings/meetings.html", page)


@require_GET
def prepare(request, reference, purpose):
    return preparation(request, reference, purpose)


@require_GET
def prepare_meeting(request, reference, meeting_id, purpose):
    look = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "now": timezone.now()}
    page = reads.open_preparation_of(meeting_id=meeting_id, **look)
    if page.is_closed:
        return redirect("meetings:meeting", reference, meeting_id)
    return preparation(request, reference, purpose, page=page)


@require_http_methods(["GET", "POST"])
def plan_meeting(request, reference, purpose):
    if request.method == "GET":
        return planning(request, reference, purpose)
    form, made = MeetingForm(request.POST, auto_id="meeting_%s"), []
    plan = deed(actions.plan_meeting, request, reference)
    status, refusal = answers.perform(form, lambda data: made.append(plan(meeting=form.meeting())))
    if status != 200:
        return planning(request, reference, purpose, status=status, refusal=refusal, meeting_form=form)
    return answers.done(request, _("Het overleg is gepland. Nodig nu mensen uit."), OF_ONE, reference, *made)


@require_POST
def change_meeting(request, reference, meeting_id, purpose):
    form = MeetingForm(request.POST, auto_id="meeting_%s")
    change = deed(actions.change_meeting, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: change(meeting=form.meeting(), version=data["version"]))
    if status != 200:
        page = preparing(request, reference, purpose, meeting_id)
        forms = {"page": page, "meeting_form": answers.newer(form, refusal, page.values.get("version"))}
        return preparation(request, reference, purpose, meeting_id, status=status, refusal=refusal, **forms)
    return answers.done(request, _("Het overleg is gewijzigd."), OF_ONE, reference, meeting_id)


@require_POST
def cancel_meeting(request, reference, meeting_id, purpose):
    cancel = deed(actions.cancel_meeting, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: cancel())
    if status != 200:
        return preparation(request, reference, purpose, meeting_id, status=status, refusal=refusal)
    return answers.done(request, _("Het overleg vervalt."), "meetings:meetings", reference)


@require_POST
def invite(request, reference, meeting_id, purpose):
    form = SeatForm(request.POST, case=choices(request, reference, purpose), auto_id="seat_%s")
    invite_one = deed(actions.invite, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: invite_one(seat=form.new_seat()))
    if status != 200:
        return preparation(request, reference, purpose, meeting_id, status=status, refusal=refusal, seat_form=form)
    return answers.done(request, _("De uitnodiging staat erbij."), OF_ONE, reference, meeting_id, anchor="seats")


@require_POST
def invite_several(request, reference, meeting_id, purpose):
    page = preparing(request, reference, purpose, meeting_id)
    form = SeveralSeatsForm(request.POST, page=page, auto_id="several_%s")
    invite_them = deed(actions.invite_all, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: invite_them(seats=form.new_seats()))
    if status != 200:
        return preparation(
            request, reference, purpose, meeting_id, status=status, refusal=refusal, page=page, several_form=form
        )
    return answers.done(request, _("De uitnodigingen staan erbij."), OF_ONE, reference, meeting_id, anchor="seats")


@require_POST
def change_involvement(request, reference, meeting_id, party_id, purpose):
    before = choices(request, reference, purpose).coming
    form = InvolvementForm(request.POST, auto_id=f"come_{party_id}_%s")
    change = deed(cases.change_involvement, request, reference, party_id=party_id)
    status, refusal = answers.perform(form, lambda data: change(reason=data.pop("involvement_reason"), **data))
    if status != 200:
        page = preparing(request, reference, purpose, meeting_id)
        rows = party_rows(page, form, party_id)
        return preparation(
            request, reference, purpose, meeting_id, status=status, refusal=refusal, page=page, party_rows=rows
        )
    now = {"before": before, "after": choices(request, reference, purpose).coming}
    said = _("Eerst kwamen er %(before)s professionals in dit huishouden, nu %(after)s.") % now
    return answers.done(request, said, OF_ONE, reference, meeting_id, anchor="coming")


@require_POST
def record_wanted(request, reference, meeting_id, seat_id, purpose):
    form = WantedForm(request.POST, people=choices(request, reference, purpose).people, seat=seat_id)
    record = deed(actions.record_wanted, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    said = _("Bewaard wie deze persoon erbij wil hebben.")
    return _wanted(request, reference, meeting_id, seat_id, purpose, form, lambda data: record(**data), said)


@require_POST
def record_unwanted(request, reference, meeting_id, seat_id, purpose):
    record = deed(actions.record_unwanted, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    said = _("Niemand wil deze persoon erbij hebben.")
    return _wanted(request, reference, meeting_id, seat_id, purpose, NothingForm({}), lambda data: record(), said)


@require_POST
def remove_seat(request, reference, meeting_id, seat_id, purpose):
    remove = deed(actions.remove_seat, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: remove())
    if status != 200:
        return preparation(request, reference, purpose, meeting_id, status=status, refusal=refusal)
    return redirect(OF_ONE, reference, meeting_id)


@require_POST
def arrange_participation(request, reference, meeting_id, seat_id, purpose):
    form = TakingPartForm(request.POST, auto_id=f"part_{seat_id}_%s")
    arrange = deed(actions.arrange_participation, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    said = _("Zo doet deze persoon mee.")
    return _at_the_seat(request, reference, meeting_id, seat_id, purpose, form, lambda data: arrange(**data), said)


@require_POST
def say_why_at_table(request, reference, meeting_id, seat_id, purpose):
    form = ReasonAtTableForm(request.POST, auto_id=f"why_{seat_id}_%s")
    say = deed(actions.say_why_at_table, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    said = _("De reden is bewaard.")
    return _at_the_seat(request, reference, meeting_id, seat_id, purpose, form, lambda data: say(**data), said)


@require_POST
def record_answer(request, reference, meeting_id, seat_id, purpose):
    form = AnswerForm(request.POST, auto_id=f"came_{seat_id}_%s")
    record = deed(actions.record_answer, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    said = _("Het antwoord staat erbij.")
    return _at_the_seat(request, reference, meeting_id, seat_id, purpose, form, lambda data: record(**data), said)


@require_POST
def explain_group(request, reference, meeting_id, purpose):
    form = GroupReasonForm(request.POST, auto_id="group_%s")
    explain = deed(actions.explain_group, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: explain(**data))
    if status != 200:
        return preparation(request, reference, purpose, meeting_id, status=status, refusal=refusal, group_form=form)
    return answers.done(request, _("De reden is bewaard."), OF_ONE, reference, meeting_id, anchor="seats")


@require_POST
def send_calendar_again(request, reference, meeting_id, seat_id, purpose):
    send = deed(actions.send_calendar_again, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    said = _("De mail voor de agenda gaat opnieuw.")
    return _at_the_seat(request, reference, meeting_id, seat_id, purpose, NothingForm({}), lambda data: send(), said)


@require_POST
def take_over_representative(request, reference, meeting_id, seat_id, purpose):
    agree = deed(actions.take_over_representative, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    said = _("Overgenomen. De partij leest dat in het portaal.")
    return _at_the_seat(request, reference, meeting_id, seat_id, purpose, NothingForm({}), lambda data: agree(), said)


@require_POST
def refuse_representative(request, reference, meeting_id, seat_id, purpose):
    form = RefuseRepresentativeForm(request.POST, auto_id=f"no_{seat_id}_%s")
    refuse = deed(actions.refuse_representative, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    said = _("De partij leest waarom niet, en antwoordt opnieuw.")
    return _at_the_seat(request, reference, meeting_id, seat_id, purpose, form, lambda data: refuse(**data), said)


def _at_the_seat(request, reference, meeting_id, seat_id, purpose, form, action, said):
    """What is typed at one seat; refused, it is shown at that seat and nowhere else."""
    status, refusal = answers.perform(form, action)
    if status != 200:
        page = preparing(request, reference, purpose, meeting_id)
        return _again_at_the_seat(request, reference, seat_id, purpose, page, form, status=status, refusal=refusal)
    return answers.done(request, said, OF_ONE, reference, meeting_id, anchor="seats")


def _wanted(request, reference, meeting_id, seat_id, purpose, form, action, said):
    """The same, of what is also said after the meeting: then it was typed at the minutes, and stays there."""
    over = []
    status, refusal = answers.perform(form, lambda data: over.append(action(data)))
    if status == 200:
        there = (minutes.AT, "recipients") if over[0] else (OF_ONE, "seats")
        return answers.done(request, said, there[0], reference, meeting_id, anchor=there[1])
    page, refused = preparing(request, reference, purpose, meeting_id), {"status": status, "refusal": refusal}
    if page.is_closed:
        read = minutes.open_page(request, reference, meeting_id, purpose)
        return minutes.at_the_recipient(request, read, form, **refused)
    return _again_at_the_seat(request, reference, seat_id, purpose, page, form, **refused)


def _again_at_the_seat(request, reference, seat_id, purpose, page, form, **refused):
    return preparation(request, reference, purpose, page=page, seat_rows=seat_rows(page, form, seat_id), **refused)
