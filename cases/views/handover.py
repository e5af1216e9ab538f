"""The page of somebody who is asked to take over a pet: which hat, of which case, by whom. Yes, or no with a reason."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms.hats import NoForm, YesForm
from cases.views import answers


@require_GET
def handover(request, reference, hat_id, purpose):
    return _handover(request, _open(request, reference, hat_id, purpose))


@require_POST
def accept_handover(request, reference, hat_id, purpose):
    page = _open(request, reference, hat_id, purpose)
    form = _yes_form(page, request.POST)
    deed = _deed(request, page, actions.accept_handover)
    return _do(request, page, form, lambda data: deed(**data), _("U zei ja. De ander hoort dat."), yes_form=form)


@require_POST
def decline_handover(request, reference, hat_id, purpose):
    page = _open(request, reference, hat_id, purpose)
    form = NoForm(request.POST, auto_id="no_%s")
    deed = _deed(request, page, actions.decline_handover)
    return _do(request, page, form, lambda data: deed(**data), _("U zei nee. De ander hoort waarom."), no_form=form)


def _open(request, reference, hat_id, purpose):
    return reads.open_handover(
        viewer=request.viewer, purpose=purpose, reference=reference, hat_id=hat_id, now=timezone.now()
    )


def _deed(request, page, action):
    return partial(action, viewer=request.viewer, reference=page.reference, hat_id=page.hat_id, now=timezone.now())


def _do(request, page, form, deed, done, **bound):
    status, refusal = answers.perform(form, deed)
    if status != 200:
        return _handover(request, page, status=status, refusal=refusal, **bound)
    messages.success(request, done)
    return redirect("home")


def _handover(request, page, *, status=200, refusal=None, **bound):
    forms = {"yes_form": _yes_form(page), "no_form": NoForm(auto_id="no_%s")} | bound
    context = {"page": page, "refusal": refusal, "reference": page.reference} | forms
    return render(request, "cases/handover.html", context, status=status)


def _yes_form(page, data=None):
    return YesForm(
        data, asks_how=False, asks_hours=page.asks_hours, asks_mitigation=page.asks_mitigation, auto_id="yes_%s"
    )
