"""Looking back: interim and at the end, the closing questions, lessons and obstacles."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms import closing as shapes
from cases.terms import EvaluationKind
from cases.views import answers


@require_GET
def evaluation(request, reference, purpose):
    return _evaluation(request, reference, purpose)


@require_POST
def record_evaluation(request, reference, purpose):
    closing = request.POST.get("kind") == EvaluationKind.CLOSING
    kind = EvaluationKind.CLOSING if closing else EvaluationKind.INTERIM
    form = shapes.EvaluationForm(request.POST, auto_id=f"{kind.value}_%s")
    deed = _deed(request, reference, actions.record_evaluation)
    done = partial(_done, request, reference, purpose, form, "closing_form" if closing else "interim_form")
    return done(lambda d: deed(**d), _("De evaluatie is bewaard."), kind.value)


@require_POST
def answer_closing_questions(request, reference, purpose):
    page = _open(request, reference, purpose)
    form = shapes.SlotForm(request.POST, slots=page.slots, auto_id="slot_%s")
    deed = _deed(request, reference, actions.answer_closing_questions)
    status, refusal = answers.perform(form, lambda d: deed(**form.answers()))
    if status != 200:
        bound = {"slot_forms": shapes.slot_forms(page, form)}
        return _evaluation(request, reference, purpose, status=status, refusal=refusal, **bound)
    return answers.done(request, _("Het antwoord is bewaard."), "cases:evaluation", reference, anchor="slotvragen")


@require_POST
def answer_as_party(request, reference, purpose):
    form = shapes.PartyAnswerForm(request.POST, auto_id="party_%s")
    deed = _deed(request, reference, actions.answer_as_party)
    done = partial(_done, request, reference, purpose, form, "party_form")
    return done(lambda d: deed(**d), _("Uw antwoord is bewaard."), "uw-antwoord")


@require_POST
def record_lesson(request, reference, purpose):
    form = shapes.LessonForm(request.POST, auto_id="lesson_%s")
    deed = _deed(request, reference, actions.record_lesson)
    done = partial(_done, request, reference, purpose, form, "lesson_form")
    return done(lambda d: deed(**d), _("De les is bewaard."), "lessen")


@require_POST
def record_bottleneck(request, reference, purpose):
    form = shapes.BottleneckForm(request.POST, auto_id="bottleneck_%s")
    deed = _deed(request, reference, actions.record_bottleneck)
    done = partial(_done, request, reference, purpose, form, "bottleneck_form")
    return done(lambda d: deed(**d), _("Het knelpunt is bewaard."), "knelpunten")


def _deed(request, reference, action):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now())


def _open(request, reference, purpose):
    return reads.open_evaluation(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())


def _done(request, reference, purpose, form, name, deed, message, anchor):
    """Does it and goes back to the page, or shows the page with what was typed and why not."""
    status, refusal = answers.perform(form, deed)
    if status != 200:
        return _evaluation(request, reference, purpose, status=status, refusal=refusal, **{name: form})
    return answers.done(request, message, "cases:evaluation", reference, anchor=anchor)


def _evaluation(request, reference, purpose, *, status=200, refusal=None, **bound):
    page = _open(request, reference, purpose)
    forms = shapes.evaluation_forms(page) | bound
    for name, line in (("interim_form", page.current_interim), ("closing_form", page.closing)):
        forms[name] = answers.newer(forms[name], refusal, line.version if line else None)
    return answers.page(request, "cases/evaluation.html", page, forms, status=status, refusal=refusal)
