"""One action of the plan: what was agreed, and changing that."""

from dataclasses import asdict
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import drafts
from cases import actions, reads
from cases.forms.plan import ChangeActionForm
from cases.views import answers


@require_http_methods(["GET", "POST"])
def action(request, reference, action_id, purpose):
    page = _open(request, reference, action_id, purpose)
    if request.method == "POST":
        return _change(request, reference, action_id, purpose, page)
    form = drafts.prefill(_form(page), request) if page.values else None
    return answers.page(request, "cases/action.html", page, {"form": form})


def _change(request, reference, action_id, purpose, page):
    form = _form(page, request.POST)
    change = partial(actions.change_action, viewer=request.viewer, reference=reference, action_id=action_id)
    deed = partial(change, now=timezone.now())
    status, refusal = answers.perform(form, lambda data: deed(action=form.action(), version=data["version"]))
    if status != 200:
        page = _open(request, reference, action_id, purpose)
        forms = {"form": answers.newer(form, refusal, page.version)}
        return answers.page(request, "cases/action.html", page, forms, status=status, refusal=refusal)
    return answers.done(request, _("De actie is bewaard."), "cases:plan", reference, anchor=f"a{action_id}")


def _open(request, reference, action_id, purpose):
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "action_id": action_id}
    return reads.open_action(now=timezone.now(), **found)


def _form(page, data=None):
    return ChangeActionForm(data, page=page, initial=asdict(page.values) if page.values else None, auto_id="action_%s")
