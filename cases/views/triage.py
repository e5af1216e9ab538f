"""Triage: whether a case is taken up, by whom it waits, and what is decided with which reason."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import drafts
from cases import actions, reads
from cases.forms.triage import TriageForm
from cases.views import answers


@require_http_methods(["GET", "POST"])
def triage(request, reference, purpose):
    if request.method == "POST":
        return _decide(request, reference, purpose)
    page = _open(request, reference, purpose)
    return answers.page(request, "cases/triage.html", page, {"form": drafts.prefill(_form(page), request)})


def _decide(request, reference, purpose):
    form = TriageForm(request.POST)
    deed = partial(actions.decide_triage, viewer=request.viewer, reference=reference, now=timezone.now())
    status, refusal = answers.perform(form, lambda data: deed(choice=form.choice(), version=data["version"]))
    if status == 200:
        return answers.done(request, _("Het besluit van de triage is bewaard."), "cases:triage", reference)
    page = _open(request, reference, purpose)
    form = answers.newer(form, refusal, page.decision.version if page.decision else None)
    return answers.page(request, "cases/triage.html", page, {"form": form}, status=status, refusal=refusal)


def _open(request, reference, purpose):
    return reads.open_triage(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())


def _form(page):
    now = page.decision
    if now is None:
        return TriageForm()
    asked = ("outcome", "reason", "blockage_reasons", "problem_kinds", "referred_to", "version")
    return TriageForm(initial={name: getattr(now, name) for name in asked})
