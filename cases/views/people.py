"""Household and network: who belongs to a case, how each is reached safely, authority, and who is kept apart."""

from dataclasses import asdict
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import drafts
from cases import actions, reads
from cases.forms import people as shapes
from cases.forms.lists import SearchForm
from cases.forms.nothing import NothingForm
from cases.views import answers


@require_GET
def people(request, reference, purpose):
    return _people(request, reference, purpose)


@require_POST
def add_person(request, reference, purpose):
    form = shapes.PersonForm(request.POST, auto_id="new_%s")
    deed = _deed(request, reference, actions.add_person)
    status, refusal = answers.perform(form, lambda data: deed(person=form.person()))
    if status != 200:
        return _people(request, reference, purpose, status=status, refusal=refusal, person_form=form)
    return answers.done(request, _("%(name)s staat erbij.") % form.cleaned_data, "cases:people", reference)


@require_POST
def find_person(request, reference, purpose):
    form = SearchForm(request.POST)
    words = form.data.get("q", "")
    found = reads.find_known(viewer=request.viewer, purpose=purpose, words=words, now=timezone.now())
    places = [(one, shapes.PlaceForm(auto_id=f"known-{one.id}-%s")) for one in found.people]
    return _people(request, reference, purpose, found=found, places=places, words=words)


@require_POST
def add_known_person(request, reference, person_id, purpose):
    form = shapes.PlaceForm(request.POST, auto_id=f"known-{person_id}-%s")
    deed = _deed(request, reference, actions.add_known_person, person_id=person_id)
    status, refusal = answers.perform(form, lambda data: deed(**form.where()))
    if status != 200:
        return _people(request, reference, purpose, status=status, refusal=refusal, place_form=form)
    return answers.done(request, _("Deze persoon staat erbij."), "cases:people", reference)


@require_http_methods(["GET", "POST"])
def person(request, reference, person_id, purpose):
    if request.method == "POST":
        return _change_person(request, reference, person_id, purpose)
    page = _open_person(request, reference, person_id, purpose)
    form = drafts.prefill(_person_form(page), request) if page.values else None
    return answers.page(request, "cases/person.html", page, {"form": form, "left_form": shapes.LeftForm()})


def _change_person(request, reference, person_id, purpose):
    page = _open_person(request, reference, person_id, purpose)
    form = _person_form(page, request.POST)
    deed = _deed(request, reference, actions.change_person, person_id=person_id)
    status, refusal = answers.perform(form, lambda data: deed(person=form.person(), version=data["version"]))
    if status != 200:
        page = _open_person(request, reference, person_id, purpose)
        forms = {"form": answers.newer(form, refusal, page.version), "left_form": shapes.LeftForm()}
        return answers.page(request, "cases/person.html", page, forms, status=status, refusal=refusal)
    return answers.done(request, _("Dit is bewaard."), "cases:people", reference)


@require_POST
def person_left(request, reference, person_id, purpose):
    form = shapes.LeftForm(request.POST)
    deed = _deed(request, reference, actions.person_left, person_id=person_id)
    status, refusal = answers.perform(form, lambda data: deed(on=data["on"]))
    if status != 200:
        page = _open_person(request, reference, person_id, purpose)
        forms = {"form": _person_form(page), "left_form": form}
        return answers.page(request, "cases/person.html", page, forms, status=status, refusal=refusal)
    return answers.done(request, _("Dit is bewaard."), "cases:people", reference)


@require_POST
def person_returned(request, reference, person_id, purpose):
    deed = _deed(request, reference, actions.person_left, person_id=person_id, on=None)
    return _press(request, reference, purpose, deed, _("Deze persoon hoort er weer bij."))


@require_POST
def secret_address(request, reference, person_id, purpose):
    page = reads.open_secret_address(
        viewer=request.viewer, purpose=purpose, reference=reference, person_id=person_id, now=timezone.now()
    )
    return _people(request, reference, purpose, page=page)


@require_POST
def record_authority(request, reference, purpose):
    page = _open_people(request, reference, purpose)
    form = shapes.AuthorityForm(request.POST, auto_id="authority_%s", children=page.children, people=page.people)
    deed = _deed(request, reference, actions.record_authority)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _people(request, reference, purpose, status=status, refusal=refusal, authority_form=form)
    return answers.done(request, _("Het gezag is bewaard."), "cases:people", reference)


@require_POST
def remove_authority(request, reference, authority_id, purpose):
    deed = _deed(request, reference, actions.remove_authority, authority_id=authority_id)
    return _press(request, reference, purpose, deed, _("Dit gezag staat er niet meer."))


@require_POST
def record_representative(request, reference, purpose):
    page = _open_people(request, reference, purpose)
    form = shapes.RepresentativeForm(request.POST, auto_id="stands_in_%s", people=page.people)
    deed = _deed(request, reference, actions.record_representative)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _people(request, reference, purpose, status=status, refusal=refusal, representative_form=form)
    return answers.done(request, _("De vertegenwoordiger staat erbij."), "cases:people", reference)


@require_POST
def remove_representative(request, reference, representative_id, purpose):
    deed = _deed(request, reference, actions.remove_representative, representative_id=representative_id)
    return _press(request, reference, purpose, deed, _("Deze vertegenwoordiger staat er niet meer."))


@require_POST
def keep_apart(request, reference, purpose):
    form = shapes.ApartForm(request.POST, auto_id="apart_%s", people=_open_people(request, reference, purpose).people)
    deed = _deed(request, reference, actions.keep_apart)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _people(request, reference, purpose, status=status, refusal=refusal, apart_form=form)
    return answers.done(request, _("Deze twee mensen blijven uit elkaar."), "cases:people", reference)


@require_POST
def lift_keep_apart(request, reference, apart_id, purpose):
    deed = _deed(request, reference, actions.lift_keep_apart, apart_id=apart_id)
    return _press(request, reference, purpose, deed, _("Deze twee mensen mogen elkaar weer ontmoeten."))


def _press(request, reference, purpose, deed, message):
    """A button without anything to type."""
    status, refusal = answers.perform(NothingForm({}), lambda data: deed())
    if status != 200:
        return _people(request, reference, purpose, status=status, refusal=refusal)
    return answers.done(request, message, "cases:people", reference)


def _people(request, reference, purpose, *, page=None, status=200, refusal=None, **bound):
    page = page or _open_people(request, reference, purpose)
    forms = {
        "person_form": shapes.PersonForm(auto_id="new_%s"),
        "authority_form": shapes.AuthorityForm(auto_id="authority_%s", children=page.children, people=page.people),
        "representative_form": shapes.RepresentativeForm(auto_id="stands_in_%s", people=page.people),
        "apart_form": shapes.ApartForm(auto_id="apart_%s", people=page.people),
    }
    return answers.page(request, "cases/people.html", page, forms | bound, status=status, refusal=refusal)


def _open_people(request, reference, purpose):
    return reads.open_people(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())


def _open_person(request, reference, person_id, purpose):
    return reads.open_person(
        viewer=request.viewer, purpose=purpose, reference=reference, person_id=person_id, now=timezone.now()
    )


def _person_form(page, data=None):
    keeps_secret = bool(page.values and page.values.address_is_secret)
    if data is not None:
        return shapes.PersonForm(data, keeps_secret=keeps_secret)
    values = asdict(page.values) | {"version": page.version} if page.values else {}
    return shapes.PersonForm(initial=values, keeps_secret=keeps_secret)


def _deed(request, reference, action, **more):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **more)
