"""Wording the texts about the method for one's own municipality. The law says who may; who changed what is shown."""

from functools import partial, wraps

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import drafts
from cases import actions, method, reads
from cases.forms import method_texts as shapes
from cases.views import answers

PAGE_AND_FORM = require_http_methods(["GET", "POST"])


def editors_only(view):
    """Everybody reads these texts; who may not word them gets 403."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not reads.may_edit(request.viewer):
            raise actions.NotAuthorised
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@editors_only
def method_texts(request):
    return render(request, "cases/method_texts.html", {"parts": reads.method_parts(viewer=request.viewer)})


@require_GET
@editors_only
def method_part(request, slug):
    return _part(request, _find(slug))


@PAGE_AND_FORM
@editors_only
def add_method_text(request, slug):
    part = _find(slug)
    form = _form(part)(_typed(request), initial={"version": _page(request, part).version})
    deed = partial(actions.add_method_text, viewer=request.viewer, part=part, now=timezone.now())
    return _save(request, part, form, deed, _("De tekst staat erbij."))


@PAGE_AND_FORM
@editors_only
def change_method_text(request, slug, position):
    part = _find(slug)
    page = _page(request, part)
    if not 1 <= position <= len(page.texts):
        raise Http404
    text = page.texts[position - 1]
    now = {"heading": text.heading, "body": text.body, "version": page.version}
    form = _form(part)(_typed(request), initial=now)
    deed = partial(actions.change_method_text, viewer=request.viewer, part=part, position=position, now=timezone.now())
    return _save(request, part, form, deed, _("De tekst is gewijzigd."), text)


@require_POST
@editors_only
def move_method_text(request, slug, position):
    return _do(request, slug, shapes.MoveForm, actions.move_method_text, _("De volgorde is gewijzigd."), position)


@require_POST
@editors_only
def remove_method_text(request, slug, position):
    return _do(request, slug, shapes.VersionForm, actions.remove_method_text, _("De tekst is weggehaald."), position)


@require_POST
@editors_only
def restore_method_texts(request, slug):
    done = _("De standaardtekst staat er weer.")
    return _do(request, slug, shapes.VersionForm, actions.restore_method_texts, done)


def _do(request, slug, shape, action, done, position=None):
    """A button on the page of a part: done, or that page again with why not."""
    part, form = _find(slug), shape(request.POST)
    deed = partial(action, viewer=request.viewer, part=part, now=timezone.now())
    place = {} if position is None else {"position": position}
    status, refusal = answers.perform(form, lambda data: deed(**place, **data))
    if status != 200:
        return _part(request, part, status=status, refusal=refusal or _("Open deze pagina opnieuw."))
    return answers.done(request, done, "cases:method_part", slug)


def _save(request, part, form, deed, done, text=None):
    """The form of one text: shown, shown again with what was refused, or saved."""
    status, refusal = 200, None
    if form.is_bound:
        status, refusal = answers.perform(form, lambda data: deed(text=form.text(), version=data["version"]))
        if status == 200:
            return answers.done(request, done, "cases:method_part", part.slug)
    page = _page(request, part)
    form = answers.newer(drafts.prefill(form, request), refusal, page.version)
    context = {"page": page, "form": form, "present": text, "refusal": refusal, "stop_url": _url(part)}
    return render(request, "cases/method_text.html", context, status=status)


def _part(request, part, *, status=200, refusal=None):
    context = {"page": _page(request, part), "refusal": refusal}
    return render(request, "cases/method_part.html", context, status=status)


def _find(slug):
    if slug not in method.BY_SLUG:
        raise Http404
    return method.BY_SLUG[slug]


def _form(part):
    return shapes.SectionForm if part.body_required else shapes.PointForm


def _typed(request):
    return request.POST if request.method == "POST" else None


def _page(request, part):
    return reads.method_part(viewer=request.viewer, part=part)


def _url(part):
    return reverse("cases:method_part", args=[part.slug])
