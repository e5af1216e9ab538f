"""The table while it runs: its screens, the phases, whose turn it is, the agenda and what is put in."""

from functools import partial

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from meetings import actions, reads, stand
from meetings.forms import TopicForm, TurnForm
from meetings.forms.talk import GoBackForm, GoOnForm, MinuteTakerForm, SayForm, SetAsideForm
from meetings.views import at_table
from meetings.views.at_table import filled, press, typed
from meetings.views.pages import choices, deed


@require_GET
def live(request, reference, meeting_id, purpose):
    unchanged = at_table.still(request, reference, purpose)
    return unchanged or at_table.fragment(request, reference, purpose, meeting_id)


@require_GET
def room(request, reference, meeting_id, purpose):
    return _room(request, reference, meeting_id, purpose, "meetings/room.html")


@require_GET
def room_live(request, reference, meeting_id, purpose):
    unchanged = at_table.still(request, reference, purpose)
    return unchanged or _room(request, reference, meeting_id, purpose, "meetings/room.html#roomparts")


def _room(request, reference, meeting_id, purpose, template):
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    page = reads.open_room(now=timezone.now(), **found)
    signed = stand.written(page.stand, timezone.now())
    return render(request, template, {"page": page, "reference": reference, "stand": signed})


@require_POST
def tell_at_opening(request, reference, meeting_id, point, purpose):
    action = deed(actions.tell_at_opening, request, reference, meeting_id=meeting_id, point=point)
    return press(request, reference, meeting_id, purpose, action, _("Verteld."))


@require_POST
def name_minute_taker(request, reference, meeting_id, purpose):
    form = MinuteTakerForm(request.POST, case=choices(request, reference, purpose), auto_id="taker_%s")
    name = deed(actions.name_minute_taker, request, reference, meeting_id=meeting_id)
    said = _("U weet wie het verslag maakt.")
    return filled(request, reference, meeting_id, purpose, name, form, "taker_form", said)


@require_POST
def call_picture_complete(request, reference, meeting_id, purpose):
    action = deed(actions.call_picture_complete, request, reference, meeting_id=meeting_id)
    return press(request, reference, meeting_id, purpose, action, _("Het beeld is compleet."))


@require_POST
def go_on(request, reference, meeting_id, purpose):
    form = GoOnForm(request.POST)
    go = deed(actions.go_on, request, reference, meeting_id=meeting_id)
    move = partial(_move, request, go)
    said = _("De volgende fase begint.")
    return typed(request, reference, meeting_id, purpose, move, form, "row_form", said)


@require_POST
def go_back(request, reference, meeting_id, purpose):
    form = GoBackForm(request.POST, auto_id="back_%s")
    go = deed(actions.go_back, request, reference, meeting_id=meeting_id)
    move = partial(_move, request, go)
    return typed(request, reference, meeting_id, purpose, move, form, "back_form", _("U bent terug in deze fase."))


def _move(request, go, data):
    """The table moves; what the case itself still misses for its own step, is said beside it."""
    if missing := go(**data):
        words = {"missing": " ".join(missing)}
        messages.warning(request, _("De casus zelf blijft nog in zijn stap. %(missing)s") % words)


@require_POST
def give_turn(request, reference, meeting_id, seat_id, purpose):
    action = deed(actions.give_turn, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    return press(request, reference, meeting_id, purpose, action, _("De beurt is gegeven."))


@require_POST
def put_on_agenda(request, reference, meeting_id, purpose):
    form = TopicForm(request.POST, case=choices(request, reference, purpose), auto_id="rail_%s")
    add = deed(actions.add_topic, request, reference, meeting_id=meeting_id)
    put = lambda data: add(topic=form.topic())  # noqa: E731
    return typed(request, reference, meeting_id, purpose, put, form, "rail_form", _("Het staat op de agenda."))


@require_POST
def start_topic(request, reference, meeting_id, topic_id, purpose):
    action = deed(actions.start_topic, request, reference, meeting_id=meeting_id, topic_id=topic_id)
    return press(request, reference, meeting_id, purpose, action, _("Dit onderwerp ligt op tafel."))


@require_POST
def go_out(request, reference, meeting_id, seat_id, purpose):
    action = deed(actions.go_out, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    return press(request, reference, meeting_id, purpose, action, _("Deze deelnemer is de kamer uit."))


@require_POST
def come_in(request, reference, meeting_id, seat_id, purpose):
    action = deed(actions.come_in, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    return press(request, reference, meeting_id, purpose, action, _("Deze deelnemer is binnen."))


@require_POST
def contribute(request, reference, meeting_id, purpose):
    form = SayForm(request.POST, auto_id="say_%s")
    put_in = deed(actions.contribute, request, reference, meeting_id=meeting_id, purpose=purpose)
    say = lambda data: put_in(what=form.said())  # noqa: E731
    return typed(request, reference, meeting_id, purpose, say, form, "say_form", _("Het staat erbij."))


@require_POST
def take_back(request, reference, meeting_id, contribution_id, purpose):
    ids = {"meeting_id": meeting_id, "contribution_id": contribution_id}
    action = deed(actions.take_back, request, reference, purpose=purpose, **ids)
    return press(request, reference, meeting_id, purpose, action, _("Teruggenomen."))


@require_POST
def take_my_turn(request, reference, meeting_id, purpose):
    form = TurnForm(request.POST)
    take = deed(actions.take_my_turn, request, reference, meeting_id=meeting_id, purpose=purpose)
    said = _("Uw beurt is opgeschreven.")
    return filled(request, reference, meeting_id, purpose, take, form, "row_form", said)


@require_POST
def set_aside(request, reference, meeting_id, contribution_id, purpose):
    form = SetAsideForm(request.POST)
    ids = {"meeting_id": meeting_id, "contribution_id": contribution_id}
    aside = deed(actions.set_aside, request, reference, **ids)
    said = _("Dit voorstel ligt nu opzij, met de reden.")
    return filled(request, reference, meeting_id, purpose, aside, form, "row_form", said)
