"""The perspective with its goals, and the solutions: directions, the value triangle, money."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms import goals as shapes
from cases.forms.nothing import NothingForm
from cases.views import answers


@require_GET
def perspective(request, reference, purpose):
    return _perspective(request, reference, purpose)


@require_GET
def solutions(request, reference, purpose):
    return _solutions(request, reference, purpose)


@require_POST
def state_perspective(request, reference, purpose):
    form = shapes.PerspectiveForm(request.POST)
    deed = _deed(request, reference, actions.state_perspective)
    words = ("text", "with_resident", "own_words_reason")
    status, refusal = answers.perform(form, lambda data: deed(**{name: data[name] for name in words}))
    if status != 200:
        return _perspective(request, reference, purpose, status=status, refusal=refusal, perspective_form=form)
    return answers.done(request, _("Het perspectief staat erbij."), "cases:perspective", reference)


@require_POST
def change_perspective(request, reference, perspective_id, purpose):
    form = shapes.PerspectiveForm(request.POST, auto_id=f"p{perspective_id}_%s")
    deed = _deed(request, reference, actions.change_perspective, perspective_id=perspective_id)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _changed(request, reference, purpose, perspective_id, form, status=status, refusal=refusal)
    return answers.done(request, _("Het perspectief is gewijzigd."), "cases:perspective", reference)


@require_POST
def confirm_perspectives(request, reference, purpose):
    deed = _deed(request, reference, actions.confirm_perspectives)
    status, refusal = answers.perform(NothingForm({}), lambda data: deed())
    if status != 200:
        return _perspective(request, reference, purpose, status=status, refusal=refusal)
    return answers.done(request, _("Perspectief en doelen gelden ook in deze ronde."), "cases:perspective", reference)


@require_POST
def set_goal(request, reference, purpose):
    page = _open(request, reference, purpose, "open_perspective")
    form = shapes.GoalForm(request.POST, perspectives=_perspective_choices(page), auto_id="goal_%s")
    deed = _deed(request, reference, actions.set_goal)
    status, refusal = answers.perform(
        form,
        lambda d: deed(perspective_id=d["perspective"], intention=d["intention"], steps=d["steps"]),
    )
    if status != 200:
        return _perspective(request, reference, purpose, status=status, refusal=refusal, goal_form=form)
    return answers.done(request, _("Het doel staat erbij."), "cases:perspective", reference)


@require_POST
def propose_direction(request, reference, purpose):
    form = _direction_form(_open(request, reference, purpose, "open_solutions"), request.POST)
    deed = _deed(request, reference, actions.propose_direction)
    status, refusal = answers.perform(
        form,
        lambda d: deed(goal_id=d["goal"], text=d["text"], proposer=form.who(), together_with=d["together_with"]),
    )
    if status != 200:
        return _solutions(request, reference, purpose, status=status, refusal=refusal, direction_form=form)
    return answers.done(request, _("De richting staat erbij."), "cases:solutions", reference)


@require_POST
def weigh_solution(request, reference, purpose):
    form = shapes.TriangleForm(request.POST, auto_id="triangle_%s")
    deed = _deed(request, reference, actions.weigh_solution)
    status, refusal = answers.perform(form, lambda data: deed(triangle=form.triangle()))
    if status != 200:
        return _solutions(request, reference, purpose, status=status, refusal=refusal, triangle_form=form)
    return answers.done(request, _("De weging is bewaard."), "cases:solutions", reference)


@require_POST
def draw_budget(request, reference, purpose):
    form = shapes.BudgetForm(request.POST, auto_id="budget_%s")
    deed = _deed(request, reference, actions.draw_budget)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _solutions(request, reference, purpose, status=status, refusal=refusal, budget_form=form)
    return answers.done(request, _("Het bedrag staat erbij."), "cases:solutions", reference)


def _deed(request, reference, action, **ids):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **ids)


def _open(request, reference, purpose, action):
    return reads.open_goals(
        viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now(), action=action
    )


def _perspective(request, reference, purpose, *, status=200, refusal=None, **bound):
    page = _open(request, reference, purpose, "open_perspective")
    forms = {
        "perspective_form": shapes.PerspectiveForm(),
        "goal_form": shapes.GoalForm(perspectives=_perspective_choices(page), auto_id="goal_%s"),
    }
    return answers.page(request, "cases/perspective.html", page, forms | bound, status=status, refusal=refusal)


def _changed(request, reference, purpose, perspective_id, form, *, status, refusal):
    """The page again, with what was typed, and the version of what now stands there."""
    lines = _open(request, reference, purpose, "open_perspective").perspectives
    version = next((line.version for line in lines if line.id == perspective_id), None)
    form = answers.newer(form, refusal, version)
    return _perspective(request, reference, purpose, status=status, refusal=refusal, row_form=form)


def _solutions(request, reference, purpose, *, status=200, refusal=None, **bound):
    page = _open(request, reference, purpose, "open_solutions")
    forms = {
        "direction_form": _direction_form(page),
        "triangle_form": shapes.TriangleForm(auto_id="triangle_%s"),
        "budget_form": shapes.BudgetForm(auto_id="budget_%s"),
    }
    return answers.page(request, "cases/solutions.html", page, forms | bound, status=status, refusal=refusal)


def _perspective_choices(page):
    return tuple((str(line.id), line.text) for line in page.perspectives)


def _direction_form(page, data=None):
    goals = tuple((str(goal.id), goal.intention) for line in page.perspectives for goal in line.goals)
    return shapes.DirectionForm(data, goals=goals, people=page.people, parties=page.parties, auto_id="direction_%s")
