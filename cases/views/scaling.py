"""Letting go: why and to whom, who said yes, telling the household, and whether to evaluate."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms import closing as shapes
from cases.forms.nothing import NothingForm
from cases.views import answers


@require_GET
def scaling_down(request, reference, purpose):
    return _scaling(request, reference, purpose)


@require_POST
def record_scaling(request, reference, purpose):
    form = shapes.ScalingForm(request.POST, page=_open(request, reference, purpose), auto_id="scaling_%s")
    deed = _deed(request, reference, actions.record_scaling)
    done = partial(_done, request, reference, purpose, form, "scaling_form")
    return done(lambda d: deed(text=form.scaling(), version=d["version"]), _("Het besluit is bewaard."), "overdracht")


@require_POST
def accept_release(request, reference, purpose):
    receives = _open(request, reference, purpose).receives
    form = NothingForm({}) if receives else shapes.YesForm(request.POST, auto_id="yes_%s")
    deed = _deed(request, reference, actions.accept_release)
    done = partial(_done, request, reference, purpose, form, "yes_form")
    return done(lambda d: deed(**d), _("Het ja is bewaard."), "overdracht")


@require_POST
def tell_household(request, reference, purpose):
    deed = _deed(request, reference, actions.tell_household)
    done = partial(_done, request, reference, purpose, NothingForm({}), "nothing")
    return done(lambda d: deed(), _("Bewaard dat het huishouden het weet."), "overdracht")


@require_POST
def decide_evaluating(request, reference, purpose):
    form = shapes.EvaluatingForm(request.POST, auto_id="evaluating_%s")
    deed = _deed(request, reference, actions.decide_evaluating)
    done = partial(_done, request, reference, purpose, form, "evaluating_form")
    return done(lambda d: deed(**d), _("Het besluit is bewaard."), "evalueren")


def _deed(request, reference, action):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now())


def _open(request, reference, purpose):
    return reads.open_scaling(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())


def _done(request, reference, purpose, form, name, deed, message, anchor):
    """Does it and goes back to the page, or shows the page with what was typed and why not."""
    status, refusal = answers.perform(form, deed)
    if status != 200:
        return _scaling(request, reference, purpose, status=status, refusal=refusal, **{name: form})
    return answers.done(request, message, "cases:scaling_down", reference, anchor=anchor)


def _scaling(request, reference, purpose, *, status=200, refusal=None, **bound):
    page = _open(request, reference, purpose)
    forms = shapes.scaling_forms(page) | bound
    now = page.decision.version if page.decision else None
    forms["scaling_form"] = answers.newer(forms["scaling_form"], refusal, now)
    return answers.page(request, "cases/scaling_down.html", page, forms, status=status, refusal=refusal)
