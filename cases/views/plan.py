"""The plan: scenarios, actions and their owners, handing it out, and switching to plan B."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms import plan as shapes
from cases.forms.nothing import NothingForm
from cases.views import answers


@require_GET
def plan(request, reference, purpose):
    return _plan(request, reference, purpose)


@require_POST
def describe_scenario(request, reference, purpose):
    form = shapes.ScenarioForm(request.POST, auto_id="scenario_%s")
    deed = _deed(request, reference, actions.describe_scenario)
    return _done(request, reference, purpose, form, "scenario_form", lambda d: deed(**d), _("Het plan is bewaard."))


@require_POST
def add_trigger(request, reference, scenario_id, purpose):
    form = shapes.TriggerForm(request.POST, auto_id="trigger_%s")
    deed = _deed(request, reference, actions.add_trigger, scenario_id=scenario_id)
    message = _("U weet nu wanneer dit plan geldt.")
    return _done(request, reference, purpose, form, "row_form", lambda d: deed(**d), message)


@require_POST
def add_action(request, reference, scenario_id, purpose):
    form = shapes.ActionForm(request.POST, page=_open(request, reference, purpose), auto_id="action_%s")
    deed = _deed(request, reference, actions.add_action, scenario_id=scenario_id)
    message = _("De actie staat erbij. Wie haar doet, moet nog ja zeggen.")
    return _done(request, reference, purpose, form, "row_form", lambda d: deed(action=form.action()), message)


@require_POST
def move_action(request, reference, action_id, earlier, purpose):
    deed = _deed(request, reference, actions.move_action, action_id=action_id, earlier=earlier)
    message = _("De volgorde is bewaard.")
    return _done(request, reference, purpose, NothingForm({}), "nothing", lambda d: deed(), message)


@require_POST
def accept_action(request, reference, action_id, purpose):
    form = shapes.AcceptForm(request.POST, auto_id="accept_%s")
    deed = _deed(request, reference, actions.accept_action, action_id=action_id)
    return _done(request, reference, purpose, form, "row_form", lambda d: deed(**d), _("Het ja is opgeschreven."))


@require_POST
def decline_action(request, reference, action_id, purpose):
    form = shapes.DeclineForm(request.POST, auto_id="decline_%s")
    deed = _deed(request, reference, actions.decline_action, action_id=action_id)
    message = _("Het nee is opgeschreven, met de reden.")
    return _done(request, reference, purpose, form, "row_form", lambda d: deed(**d), message)


@require_POST
def report_progress(request, reference, action_id, purpose):
    form = shapes.ProgressForm(request.POST, auto_id="progress_%s")
    deed = _deed(request, reference, actions.report_progress, action_id=action_id)
    message = _("De voortgang is bewaard.")
    return _done(request, reference, purpose, form, "row_form", lambda d: deed(**d), message)


@require_POST
def agree_on_progress(request, reference, purpose):
    form = shapes.AgreementForm(request.POST, auto_id="agreement_%s")
    deed = _deed(request, reference, actions.agree_on_progress)
    return _done(request, reference, purpose, form, "agreement_form", lambda d: deed(**d), _("De afspraak is bewaard."))


@require_POST
def waive_plan_b(request, reference, purpose):
    form = shapes.NoPlanBForm(request.POST, auto_id="noplanb_%s")
    deed = _deed(request, reference, actions.waive_plan_b)
    return _done(request, reference, purpose, form, "no_plan_b_form", lambda d: deed(**d), _("De reden is bewaard."))


@require_POST
def confirm_plan(request, reference, purpose):
    deed = _deed(request, reference, actions.confirm_plan)
    message = _("Het plan geldt ook in deze ronde.")
    return _done(request, reference, purpose, NothingForm({}), "nothing", lambda d: deed(), message)


@require_POST
def hand_out_plan(request, reference, purpose):
    form = shapes.HandOutForm(request.POST, page=_open(request, reference, purpose), auto_id="handout_%s")
    deed = _deed(request, reference, actions.hand_out_plan)
    message = _("Opgeschreven wie plan en verslag kreeg.")
    return _done(
        request, reference, purpose, form, "hand_out_form", lambda d: deed(how=d["how"], **form.ids()), message
    )


@require_POST
def activate_scenario(request, reference, code, purpose):
    if code not in shapes.CODES:
        raise reads.CaseNotFound(reference)
    form = shapes.ActivateForm(request.POST, page=_open(request, reference, purpose), code=code)
    deed = _deed(request, reference, actions.activate_scenario, code=code)
    message = _("Dit plan loopt nu.")
    return _done(request, reference, purpose, form, "activate_forms", lambda d: deed(**_occurred(d)), message, of=code)


def _occurred(data):
    return {"trigger_id": data["trigger"], "note": data["note"], "resident_told": data["resident_told"]}


def _deed(request, reference, action, **ids):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **ids)


def _open(request, reference, purpose):
    return reads.open_plan(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())


def _done(request, reference, purpose, form, name, deed, message, of=None):
    """Does it and goes back to the plan, or shows the plan with what was typed and why not. of: one form of several."""
    status, refusal = answers.perform(form, deed)
    if status != 200:
        typed = {of: form} if of else form
        return _plan(request, reference, purpose, status=status, refusal=refusal, **{name: typed})
    return answers.done(request, message, "cases:plan", reference)


def _plan(request, reference, purpose, *, status=200, refusal=None, **bound):
    page = _open(request, reference, purpose)
    forms = shapes.plan_forms(page)
    going_in = forms.pop("activate_forms") | bound.pop("activate_forms", {})
    forms |= bound | {"plans": [(line, going_in.get(line.code)) for line in page.scenarios]}
    return answers.page(request, "cases/plan.html", page, forms, status=status, refusal=refusal)
