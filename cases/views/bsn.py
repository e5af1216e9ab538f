"""The citizen service number: kept, shown once on a ground, forgotten, and looked up before somebody is added."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions, reads
from cases.forms.bsn import BsnForm, FindBsnForm, ShowBsnForm
from cases.forms.nothing import NothingForm
from cases.forms.people import PlaceForm
from cases.views import answers


@sensitive_variables()
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def bsn(request, reference, person_id, purpose):
    if request.method == "GET":
        return _bsn(request, _open(request, reference, person_id, purpose))
    form = BsnForm(request.POST, auto_id="keep_%s")
    deed = _deed(request, reference, actions.record_bsn, person_id=person_id)
    status, refusal = answers.perform(form, lambda data: deed(entered=form.entered()))
    if status != 200:
        page = _open(request, reference, person_id, purpose)
        return _bsn(request, page, status=status, refusal=refusal, form=form)
    return answers.done(request, _("Het nummer is bewaard."), "cases:bsn", reference, person_id)


@require_POST
def show_bsn(request, reference, person_id, purpose):
    form = ShowBsnForm(request.POST, auto_id="show_%s")
    if not form.is_valid():
        return _bsn(request, _open(request, reference, person_id, purpose), status=422, show_form=form)
    asked = {"reference": reference, "person_id": person_id, "ground": form.cleaned_data["ground"]}
    return _bsn(request, reads.show_bsn(viewer=request.viewer, purpose=purpose, now=timezone.now(), **asked))


@require_POST
def remove_bsn(request, reference, person_id, purpose):
    deed = _deed(request, reference, actions.remove_bsn, person_id=person_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: deed())
    if status != 200:
        return _bsn(request, _open(request, reference, person_id, purpose), status=status, refusal=refusal)
    return answers.done(request, _("Het nummer is weg."), "cases:bsn", reference, person_id)


@sensitive_variables()
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def find_by_bsn(request, reference, purpose):
    form = FindBsnForm(request.POST if request.method == "POST" else None)
    page = reads.open_find_by_bsn(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    if not form.is_valid():
        return answers.page(
            request, "cases/find_by_bsn.html", page, {"form": form}, status=422 if form.is_bound else 200
        )
    asked = {"reference": reference, "number": form.cleaned_data["bsn"], "now": timezone.now()}
    found = reads.find_by_bsn(viewer=request.viewer, purpose=purpose, **asked)
    places = [(one, PlaceForm(auto_id=f"known-{one.id}-%s")) for one in found.people]
    forms = {"form": FindBsnForm(), "found": found, "places": places}
    return answers.page(request, "cases/find_by_bsn.html", page, forms)


def _open(request, reference, person_id, purpose):
    return reads.open_bsn(
        viewer=request.viewer, purpose=purpose, reference=reference, person_id=person_id, now=timezone.now()
    )


def _bsn(request, page, *, status=200, refusal=None, **bound):
    forms = {"form": BsnForm(auto_id="keep_%s"), "show_form": ShowBsnForm(auto_id="show_%s")} | bound
    return answers.page(request, "cases/bsn.html", page, forms, status=status, refusal=refusal)


def _deed(request, reference, action, **more):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **more)
