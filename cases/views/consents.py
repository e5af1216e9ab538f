"""Who said yes to what: asking, answering, taking back, telling who must know, and the form to sign."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import actions, reads
from cases.forms import consents as shapes
from cases.forms.nothing import NothingForm
from cases.views import answers


@require_GET
def consents(request, reference, purpose):
    return _all(request, reference, purpose)


@require_http_methods(["GET", "POST"])
def ask_consent(request, reference, kind, person_id, purpose):
    who = {"viewer": request.viewer, "reference": reference, "now": timezone.now()}
    page = reads.open_new_consent(**who, purpose=purpose, kind=kind, person_id=person_id)
    if request.method == "GET":
        return answers.page(request, "cases/ask_consent.html", page, {"form": shapes.AskForm(page=page)})
    form = shapes.AskForm(request.POST, page=page)
    made = []
    deed = partial(actions.ask_consent, **who)
    status, refusal = answers.perform(
        form, lambda data: made.append(deed(consent=form.consent(), answers=form.answers()))
    )
    if status != 200:
        return answers.page(request, "cases/ask_consent.html", page, {"form": form}, status=status, refusal=refusal)
    return answers.done(request, _("Dit is bewaard."), "cases:consent", reference, made[0].id)


@require_GET
def consent(request, reference, consent_id, purpose):
    return _one(request, reference, consent_id, purpose)


@require_GET
def consent_form(request, reference, consent_id, purpose):
    page = _open(request, reference, consent_id, purpose, action="print_consent_form")
    return answers.page(request, "cases/consent_form.html", page)


@require_POST
def answer_consent(request, reference, consent_id, purpose):
    form = shapes.AnswerForm(request.POST, auto_id="answer_%s", page=_open(request, reference, consent_id, purpose))
    deed = _deed(request, reference, actions.answer_consent, consent_id=consent_id)
    status, refusal = answers.perform(form, lambda data: deed(answer=form.answer()))
    if status != 200:
        return _one(request, reference, consent_id, purpose, status=status, refusal=refusal, answer_form=form)
    return answers.done(request, _("Het antwoord is bewaard."), "cases:consent", reference, consent_id)


@require_POST
def withdraw_consent(request, reference, consent_id, purpose):
    form = shapes.WithdrawForm(request.POST, auto_id="back_%s", page=_open(request, reference, consent_id, purpose))
    deed = _deed(request, reference, actions.withdraw_consent, consent_id=consent_id)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _one(request, reference, consent_id, purpose, status=status, refusal=refusal, withdraw_form=form)
    message = _("Dit ja is teruggenomen. Er wordt vanaf nu niets meer op gedeeld.")
    return answers.done(request, message, "cases:consent", reference, consent_id)


@require_POST
def tell_withdrawn(request, reference, consent_id, organisation_id, purpose):
    deed = _deed(request, reference, actions.tell_withdrawn, consent_id=consent_id, organisation_id=organisation_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: deed())
    if status != 200:
        return _one(request, reference, consent_id, purpose, status=status, refusal=refusal)
    return answers.done(request, _("Deze organisatie weet het."), "cases:consent", reference, consent_id)


@require_POST
def birthday_handled(request, reference, subject, purpose):
    deed = _deed(request, reference, actions.birthday_handled, subject=subject)
    status, refusal = answers.perform(NothingForm({}), lambda data: deed())
    if status != 200:
        return _all(request, reference, purpose, status=status, refusal=refusal)
    return answers.done(request, _("Dit is geregeld."), "cases:consents", reference)


def _all(request, reference, purpose, *, status=200, refusal=None):
    page = reads.open_consents(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    return answers.page(request, "cases/consents.html", page, status=status, refusal=refusal)


def _one(request, reference, consent_id, purpose, *, status=200, refusal=None, **bound):
    page = _open(request, reference, consent_id, purpose)
    forms = {
        "answer_form": shapes.AnswerForm(auto_id="answer_%s", page=page),
        "withdraw_form": shapes.WithdrawForm(auto_id="back_%s", page=page),
    }
    return answers.page(request, "cases/consent.html", page, forms | bound, status=status, refusal=refusal)


def _open(request, reference, consent_id, purpose, **how):
    who = {"viewer": request.viewer, "purpose": purpose, "reference": reference}
    return reads.open_consent(**who, consent_id=consent_id, now=timezone.now(), **how)


def _deed(request, reference, action, **more):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **more)
