"""A case as its team manager sees it: the path, the petten, the dates; and what a manager may decide. No resident."""

from functools import partial

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cases import actions, reads
from cases.forms import steering as shapes
from cases.views import answers


@require_GET
def steering_case(request, reference, purpose):
    return _page(request, "cases/steering_case.html", _open(request, reference, purpose, "open_steering_case"))


@require_http_methods(["GET", "POST"])
def override_conflict(request, reference, purpose):
    page = _open(request, reference, purpose, "open_override")
    form = shapes.OverrideForm(_typed(request), choices=page.professionals)
    deed = _deed(request, reference, actions.override_conflict)
    return _do(
        request,
        "cases/steering_override.html",
        page,
        form,
        lambda data: deed(hat=form.hat(), reason=data["reason"]),
        _("De petten mogen hier samen. De procesregisseur en de FG kunnen uw reden lezen."),
    )


@require_http_methods(["GET", "POST"])
def change_process_director(request, reference, purpose):
    page = _open(request, reference, purpose, "open_change_director")
    form = shapes.DirectorForm(_typed(request), choices=page.professionals)
    deed = _deed(request, reference, actions.change_process_director)
    done = _("De casus heeft een nieuwe procesregisseur.")
    return _do(request, "cases/steering_director.html", page, form, lambda data: deed(**data), done)


@require_http_methods(["GET", "POST"])
def steering_step(request, reference, purpose):
    page = _open(request, reference, purpose, "open_steering_step")
    form = shapes.StopForm(_typed(request), initial={"seen": page.steps_made})
    deed = _deed(request, reference, actions.stop_case)
    return _do(
        request,
        "cases/steering_step.html",
        page,
        form,
        lambda data: deed(
            reason=data["closure"], result_code=data["result_code"], words=form.words(), seen=data["seen"]
        ),
        _("De casus is gestopt."),
    )


@require_GET
def overrides(request, purpose):
    page = reads.open_overrides(viewer=request.viewer, purpose=purpose, now=timezone.now())
    return render(request, "cases/overrides.html", {"page": page})


def _open(request, reference, purpose, action):
    return reads.open_steering_case(
        viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now(), action=action
    )


def _typed(request):
    return request.POST if request.method == "POST" else None


def _deed(request, reference, action):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now())


def _do(request, template, page, form, deed, done):
    if request.method == "GET":
        return _page(request, template, page, form=form)
    status, refusal = answers.perform(form, deed)
    if status != 200:
        return _page(request, template, page, status=status, form=form, refusal=refusal)
    return answers.done(request, done, "cases:steering_case", page.reference)


def _page(request, template, page, *, status=200, form=None, refusal=None):
    context = {"page": page, "reference": page.reference, "form": form, "refusal": refusal}
    return render(request, template, context, status=status)
