"""Erasing a person or a whole case, after what goes was shown and the reference typed; and names that stay in texts."""

from functools import partial

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cases import actions, reads
from cases.forms.erasing import ErasureForm, NameSearchForm, TakeOutForm
from cases.names_in_text import typed
from cases.views import answers


@require_http_methods(["GET", "POST"])
def erase_person(request, reference, person_id, purpose):
    if request.method == "GET":
        return _person(request, reference, person_id, purpose)
    form = ErasureForm(request.POST, reference=reference, auto_id="erase_%s")
    deed = _deed(request, reference, actions.erase_person, person_id=person_id)
    status, refusal = answers.perform(form, lambda data: deed(ground=form.erasure()))
    if status != 200:
        return _person(request, reference, person_id, purpose, status=status, refusal=refusal, erase_form=form)
    done = _("De persoon is gewist. Staat de naam nog in een tekst? Zoek haar hier op.")
    return answers.done(request, done, "cases:naming", reference)


@require_http_methods(["GET", "POST"])
def naming(request, reference, purpose):
    form = NameSearchForm(request.POST if request.method == "POST" else None, auto_id="search_%s")
    words = form.cleaned_data["words"] if form.is_valid() else ()
    status = 422 if form.is_bound and not words else 200
    return _naming(request, reference, purpose, words, status=status, search_form=form)


@require_POST
def take_names_out(request, reference, purpose):
    words = typed(request.POST.get("words", ""))
    found = _open_naming(request, reference, purpose, words)
    form = TakeOutForm(request.POST, choices=found.choices, auto_id="out_%s")
    deed = _deed(request, reference, actions.take_names_out)
    given = ("words", "instead", "ground", "picked")
    status, refusal = answers.perform(form, lambda data: deed(**{name: data[name] for name in given}))
    if status != 200:
        return _naming(request, reference, purpose, words, status=status, refusal=refusal, out_form=form)
    number = len(form.cleaned_data["picked"])
    done = ngettext("De naam is uit %(n)s tekst.", "De naam is uit %(n)s teksten.", number) % {"n": number}
    back = ("cases:erase_person", reference, form.back_to()) if form.back_to() else ("cases:naming", reference)
    return answers.done(request, done, *back)


@require_http_methods(["GET", "POST"])
def erase_case(request, reference, purpose):
    page = reads.open_erase_case(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    form = ErasureForm(request.POST if request.method == "POST" else None, reference=page.reference)
    context = {"page": page, "reference": page.reference, "form": form}
    if request.method == "GET":
        return render(request, "cases/steering_erase.html", context)
    deed = _deed(request, reference, actions.erase_case)
    status, refusal = answers.perform(form, lambda data: deed(ground=form.erasure()))
    if status != 200:
        return render(request, "cases/steering_erase.html", context | {"refusal": refusal}, status=status)
    return answers.done(request, _("Casus %(one)s is gewist.") % {"one": page.reference}, "cases:steering_list")


def _person(request, reference, person_id, purpose, *, status=200, refusal=None, **bound):
    page = reads.open_erase_person(
        viewer=request.viewer, purpose=purpose, reference=reference, person_id=person_id, now=timezone.now()
    )
    words = ", ".join(page.words)
    known = {"words": words, "searched": words, "person": page.person_id}
    forms = {
        "erase_form": ErasureForm(reference=page.shell.reference, auto_id="erase_%s"),
        "out_form": TakeOutForm(initial=known, choices=page.choices, auto_id="out_%s"),
    }
    return answers.page(request, "cases/erase_person.html", page, forms | bound, status=status, refusal=refusal)


def _naming(request, reference, purpose, words, *, status=200, refusal=None, **bound):
    page = _open_naming(request, reference, purpose, words)
    known = {"words": ", ".join(words), "searched": ", ".join(words)}
    forms = {
        "search_form": NameSearchForm(initial=known, auto_id="search_%s"),
        "out_form": TakeOutForm(initial=known, choices=page.choices, auto_id="out_%s"),
    }
    return answers.page(request, "cases/naming.html", page, forms | bound, status=status, refusal=refusal)


def _open_naming(request, reference, purpose, words):
    return reads.open_naming(
        viewer=request.viewer, purpose=purpose, reference=reference, words=words, now=timezone.now()
    )


def _deed(request, reference, action, **more):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **more)
