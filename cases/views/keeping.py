"""One item: keep it from being erased, or erase it after a confirmation."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms.keeping import EraseForm, HoldForm
from cases.forms.nothing import NothingForm
from cases.views import answers


@require_GET
def keeping(request, reference, purpose, table, item_id):
    return _page(request, reference, purpose, table, item_id)


@require_POST
def hold_item(request, reference, purpose, table, item_id):
    form = HoldForm(request.POST)
    deed = _deed(request, reference, actions.hold_item, table, item_id)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _page(request, reference, purpose, table, item_id, status=status, refusal=refusal, hold_form=form)
    return answers.done(request, _("Dit blijft bewaard."), "cases:keeping", reference, table, item_id)


@require_POST
def lift_hold(request, reference, purpose, table, item_id):
    deed = _deed(request, reference, actions.lift_hold, table, item_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: deed())
    if status != 200:
        return _page(request, reference, purpose, table, item_id, status=status, refusal=refusal)
    return answers.done(
        request, _("Dit volgt weer de gewone bewaartermijn."), "cases:keeping", reference, table, item_id
    )


@require_POST
def erase_item(request, reference, purpose, table, item_id):
    form = EraseForm(request.POST, auto_id="erase_%s")
    deed = _deed(request, reference, actions.erase_item, table, item_id)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _page(request, reference, purpose, table, item_id, status=status, refusal=refusal, erase_form=form)
    return answers.done(request, _("Het is gewist."), "cases:case", reference)


def _deed(request, reference, action, table, item_id):
    now = timezone.now()
    return partial(action, viewer=request.viewer, reference=reference, table=table, item_id=item_id, now=now)


def _page(request, reference, purpose, table, item_id, *, status=200, refusal=None, **bound):
    now = timezone.now()
    page = reads.open_keeping(
        viewer=request.viewer, purpose=purpose, reference=reference, table=table, item_id=item_id, now=now
    )
    forms = {"hold_form": HoldForm(), "erase_form": EraseForm(auto_id="erase_%s")} | bound
    return answers.page(request, "cases/keeping.html", page, forms, status=status, refusal=refusal)
