"""Advice without taking over: asking, advising, and what became of it."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms import advice as shapes
from cases.views import answers


@require_GET
def advice(request, reference, purpose):
    return _advice(request, reference, purpose)


@require_POST
def record_advice(request, reference, purpose):
    page = _open(request, reference, purpose)
    form = shapes.AskAdviceForm(request.POST, may_advise=page.may_advise, auto_id="ask_%s")
    deed = _deed(request, reference, actions.record_advice, hat_id=page.hat_id)
    status, refusal = answers.perform(form, lambda data: deed(advice=form.asked()))
    if status != 200:
        return _advice(request, reference, purpose, status=status, refusal=refusal, ask_form=form)
    return answers.done(request, _("De vraag staat erbij."), "cases:advice", reference)


@require_POST
def give_advice(request, reference, advice_id, purpose):
    form = shapes.GiveAdviceForm(request.POST, auto_id=f"advice_{advice_id}_%s")
    deed = _deed(request, reference, actions.give_advice, advice_id=advice_id)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _advice(request, reference, purpose, status=status, refusal=refusal, typed=(advice_id, form))
    return answers.done(request, _("Het advies is bewaard."), "cases:advice", reference)


@require_POST
def record_followed(request, reference, advice_id, purpose):
    form = shapes.FollowedForm(request.POST, auto_id=f"followed_{advice_id}_%s")
    deed = _deed(request, reference, actions.record_followed, advice_id=advice_id)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _advice(request, reference, purpose, status=status, refusal=refusal, typed=(advice_id, form))
    return answers.done(request, _("Bewaard wat er met het advies gebeurde."), "cases:advice", reference)


def _open(request, reference, purpose):
    return reads.open_advice(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())


def _deed(request, reference, action, **ids):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **ids)


def _advice(request, reference, purpose, *, status=200, refusal=None, typed=(None, None), **bound):
    page = _open(request, reference, purpose)
    forms = {
        "ask_form": shapes.AskAdviceForm(may_advise=page.may_advise, auto_id="ask_%s"),
        "lines": [_line(page, line, typed) for line in page.advices],
    }
    return answers.page(request, "cases/advice.html", page, forms | bound, status=status, refusal=refusal)


def _line(page, line, typed):
    """An advice with the forms that stand under it: what was typed stays where it was typed."""
    give = shapes.GiveAdviceForm(
        initial={"advice": line.advice, "version": line.version}, auto_id=f"advice_{line.id}_%s"
    )
    told = shapes.FollowedForm(
        initial={"followed": line.followed, "note": line.followed_note}, auto_id=f"followed_{line.id}_%s"
    )
    forms = {type(give): give, type(told): told}
    if typed[0] == line.id:
        forms[type(typed[1])] = typed[1]
    return {"line": line, "give_form": forms[type(give)], "followed_form": forms[type(told)]}
