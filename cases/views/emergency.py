"""Opening a case in an emergency, being ready, answering the reviewer; and who answers for the case looking at it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import actions, reads
from cases.forms.emergency import AnswerForm, BreakGlassForm
from cases.forms.nothing import NothingForm
from cases.views import answers


@require_http_methods(["GET", "POST"])
def break_glass(request, purpose):
    now = timezone.now()
    if request.method == "GET":
        return _break_glass(request, purpose, BreakGlassForm(), now)
    form = BreakGlassForm(request.POST)
    deed = partial(actions.break_glass, viewer=request.viewer, now=now)
    status, _refusal = answers.perform(form, lambda d: deed(reference=d["reference"].strip(), reason=d["reason"]))
    if status != 200:
        return _break_glass(request, purpose, form, now, status=status)
    return redirect("cases:case", form.cleaned_data["reference"].strip())


@require_POST
def end_emergency(request, purpose):
    actions.end_emergency(viewer=request.viewer, now=timezone.now())
    messages.success(request, _("U bent klaar. De casus is weer dicht."))
    return redirect("cases:break_glass")


@require_http_methods(["GET", "POST"])
def my_emergency(request, reference, purpose):
    now = timezone.now()
    form = AnswerForm(request.POST if request.method == "POST" else None)
    page = reads.open_my_emergency(viewer=request.viewer, purpose=purpose, reference=reference, now=now)
    if request.method == "GET":
        return render(request, "cases/my_emergency.html", {"page": page, "form": form})
    deed = partial(actions.answer_reviewer, viewer=request.viewer, reference=reference, now=now)
    status, _refusal = answers.perform(form, lambda d: deed(answer=d["answer"]))
    if status != 200:
        return render(request, "cases/my_emergency.html", {"page": page, "form": form}, status=status)
    return answers.done(request, _("Uw antwoord is bewaard."), "cases:break_glass")


@require_GET
def emergencies(request, reference, purpose):
    return _emergencies(request, reference, purpose)


@require_POST
def revoke_emergency(request, reference, use_id, purpose):
    done = _("De noodtoegang is gestopt.")
    return _do(request, reference, use_id, purpose, actions.revoke_emergency, done)


@require_POST
def look_at_emergency(request, reference, use_id, purpose):
    done = _("U hebt dit gezien. De taak is weg.")
    return _do(request, reference, use_id, purpose, actions.look_at_emergency, done)


def _break_glass(request, purpose, form, now, *, status=200):
    page = reads.open_break_glass(viewer=request.viewer, purpose=purpose, now=now)
    context = {"page": page, "form": form, "check": _check(page)}
    return render(request, "cases/break_glass.html", context, status=status)


def _check(page):
    """What components/interruption.html asks."""
    return {
        "icon": "alert",
        "kicker": _("Alleen bij direct gevaar"),
        "title": _("Noodtoegang tot één casus"),
        "facts": [{"term": term, "value": value} for term, value in _what_happens(page)],
        "post_url": reverse("cases:break_glass"),
        "submit": _("Open deze casus"),
        "cancel_url": reverse("home"),
        "cancel": _("Niet nodig, terug"),
        "reassurance": _("Is er levensgevaar? Bel eerst 112."),
    }


def _what_happens(page):
    """What follows when the glass is broken."""
    yield _("U ziet"), ", ".join(page.shown)
    yield _("Hoe lang"), _("%(n)s minuten, daarna sluit de casus vanzelf") % {"n": page.minutes}
    yield _("U wijzigt"), _("niets: u kunt alleen kijken")
    yield _("Wie dit nu hoort"), _("wie de casus regisseert en de functionaris gegevensbescherming")
    yield _("Daarna"), _("alles wat u opent staat gemarkeerd, en de functionaris beoordeelt of het nodig was")


def _do(request, reference, use_id, purpose, action, done):
    deed = partial(action, viewer=request.viewer, reference=reference, use_id=use_id, now=timezone.now())
    status, refusal = answers.perform(NothingForm({}), lambda data: deed())
    if status != 200:
        return _emergencies(request, reference, purpose, status=status, refusal=refusal)
    return answers.done(request, done, "cases:emergencies", reference)


def _emergencies(request, reference, purpose, *, status=200, refusal=None):
    page = reads.open_emergencies(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    return answers.page(request, "cases/emergencies.html", page, status=status, refusal=refusal)
