"""Closing a case: the reason and how long the file is kept. The step itself has a page of its own."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms import closing as shapes
from cases.views import answers


@require_GET
def closure(request, reference, purpose):
    page = _open(request, reference, purpose)
    return answers.page(request, "cases/closure.html", page, {"form": shapes.closure_form(page)})


@require_POST
def prepare_closure(request, reference, purpose):
    page = _open(request, reference, purpose)
    form = shapes.ClosureForm(request.POST, page=page, auto_id="closure_%s")
    who = {"viewer": request.viewer, "reference": reference, "purpose": purpose}
    deed = partial(actions.prepare_closure, now=timezone.now(), **who)
    status, refusal = answers.perform(form, lambda d: deed(**d))
    if status != 200:
        form = answers.newer(form, refusal, page.closure.version if page.closure else None)
        return answers.page(request, "cases/closure.html", page, {"form": form}, status=status, refusal=refusal)
    return answers.done(request, _("Reden en bewaartermijn zijn bewaard."), "cases:closure", reference, anchor="stap")


def _open(request, reference, purpose):
    return reads.open_closure(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
