"""From talk to plan: what the table agrees on goes into the case at once, from a form of its own."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.forms.plan import DeclineForm
from meetings import actions
from meetings.actions import Said
from meetings.forms.talk import (
    DecisionForm,
    LandActionForm,
    LandDirectionForm,
    LandGoalForm,
    LandPerspectiveForm,
    LandTriangleForm,
    LandTriggerForm,
)
from meetings.views.at_table import filled, press, typed
from meetings.views.pages import choices, deed


@require_POST
def land_perspective(request, reference, meeting_id, purpose):
    form = LandPerspectiveForm(request.POST, auto_id="perspective_%s")
    land = deed(actions.land_perspective, request, reference, meeting_id=meeting_id)

    def put(data):
        land(**{name: value for name, value in data.items() if name != "version"})

    said = _("Het perspectief staat in de casus.")
    return typed(request, reference, meeting_id, purpose, put, form, "land_perspective_form", said)


@require_POST
def land_goal(request, reference, meeting_id, purpose):
    known = choices(request, reference, purpose).perspectives
    perspectives = tuple((str(key), text) for key, text in known)
    form = LandGoalForm(request.POST, perspectives=perspectives, auto_id="goal_%s")
    land = deed(actions.land_goal, request, reference, meeting_id=meeting_id)

    def put(data):
        words = {"intention": data["intention"], "steps": data["steps"]}
        land(perspective_id=data["perspective"], topic=data["topic"], **words)

    said = _("Het doel staat in de casus.")
    return typed(request, reference, meeting_id, purpose, put, form, "land_goal_form", said)


@require_POST
def land_direction(request, reference, meeting_id, purpose):
    goals = choices(request, reference, purpose).goals
    form = LandDirectionForm(request.POST, goals=goals, auto_id="direction_%s")
    land = deed(actions.land_direction, request, reference, meeting_id=meeting_id)

    def put(data):
        words = {name: data[name] for name in ("text", "together_with", "topic")}
        land(goal_id=data["goal"], said=Said(data["seat"], data["source"]), **words)

    said = _("De richting staat in de casus.")
    return typed(request, reference, meeting_id, purpose, put, form, "land_direction_form", said)


@require_POST
def land_triangle(request, reference, meeting_id, purpose):
    form = LandTriangleForm(request.POST, auto_id="weigh_%s")
    land = deed(actions.land_triangle, request, reference, meeting_id=meeting_id)
    said = _("De weging staat in de casus.")

    def put(data):
        land(topic=data.pop("topic"), triangle=form.triangle())

    return typed(request, reference, meeting_id, purpose, put, form, "land_triangle_form", said)


@require_POST
def land_action(request, reference, meeting_id, purpose):
    form = LandActionForm(request.POST, page=choices(request, reference, purpose), auto_id="action_%s")
    land = deed(actions.land_action, request, reference, meeting_id=meeting_id)
    said = _("De actie staat in het plan. Wie die doet, zegt zelf ja.")

    def put(data):
        land(action=form.action(), code=data["code"], topic=data["topic"])

    return typed(request, reference, meeting_id, purpose, put, form, "land_action_form", said)


@require_POST
def land_trigger(request, reference, meeting_id, purpose):
    form = LandTriggerForm(request.POST, auto_id="trigger_%s")
    land = deed(actions.land_trigger, request, reference, meeting_id=meeting_id)
    said = _("U weet nu wanneer dit plan geldt.")
    return filled(request, reference, meeting_id, purpose, land, form, "land_trigger_form", said)


@require_POST
def record_decision(request, reference, meeting_id, purpose):
    form = DecisionForm(request.POST, auto_id="decision_%s")
    record = deed(actions.record_decision, request, reference, meeting_id=meeting_id)
    said = _("Het besluit staat erbij.")
    return filled(request, reference, meeting_id, purpose, record, form, "decision_form", said)


@require_POST
def move_action(request, reference, meeting_id, action_id, earlier, purpose):
    ids = {"meeting_id": meeting_id, "action_id": action_id}
    move = deed(actions.move_action, request, reference, earlier=earlier, **ids)
    return press(request, reference, meeting_id, purpose, move, _("De volgorde is bewaard."))


@require_POST
def accept_action(request, reference, meeting_id, action_id, purpose):
    yes = deed(actions.accept_action, request, reference, meeting_id=meeting_id, action_id=action_id)
    return press(request, reference, meeting_id, purpose, yes, _("U zei ja. De tafel ziet dat meteen."))


@require_POST
def decline_action(request, reference, meeting_id, action_id, purpose):
    form = DeclineForm(request.POST, auto_id=f"no_{action_id}_%s")
    no = deed(actions.decline_action, request, reference, meeting_id=meeting_id, action_id=action_id)
    said = _("U zei nee. De tafel ziet dat meteen.")
    return filled(request, reference, meeting_id, purpose, no, form, "row_form", said)
