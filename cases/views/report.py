"""Reporting a case: one page, on which is looked first whether these people are known already."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import drafts
from cases import actions, reads
from cases.forms import report as shapes
from cases.views import answers


@require_http_methods(["GET", "POST"])
def new(request, purpose):
    actions.check_may_report(request.viewer)
    if request.method == "POST":
        return _sent(request, purpose)
    return _page(request, drafts.prefill(shapes.StoryForm(), request), shapes.first_people())


def _sent(request, purpose):
    """What was pressed: look whether somebody is known, one more line for a person, or report."""
    pressed = request.POST.get("do", "report")
    story, found = shapes.StoryForm(request.POST), _found(request, purpose)
    people = shapes.first_people(request.POST, one_more=pressed == "more")
    known = [shapes.KnownPersonForm(request.POST, person_id=one.id, name=one.name) for one in found.people]
    if pressed != "report":
        unsent = [shapes.unsent(form) for form in (story, *people, *known)]
        return _page(request, unsent[0], unsent[1 : 1 + len(people)], found, unsent[1 + len(people) :])
    judged = [form.is_valid() for form in (story, *people, *known)]  # each of them, so that all errors show at once
    if not all(judged):
        return _page(request, story, people, found, known, status=answers.INVALID)
    return _report(request, story, people, found, known)


def _report(request, story, people, found, known):
    chosen = tuple(one for form in known if (one := form.known()))
    heard = story.story(shapes.people_of(people), chosen)
    try:
        reference = actions.report_case(
            viewer=request.viewer, story=heard, now=timezone.now(), key=story.cleaned_data["key"]
        )
    except actions.NotPossible as refusal:
        story.add_error(refusal.field if refusal.field in story.fields else None, str(refusal))
        return _page(request, story, people, found, known, status=answers.CONFLICT)
    message = _("De melding is bewaard onder %(reference)s. De triage kijkt ernaar.") % {"reference": reference}
    return answers.done(request, message, "cases:case", reference)


def _found(request, purpose):
    """Who is known by the name that was typed. Nothing is looked up before somebody asks."""
    words = request.POST.get("q", "")
    return reads.find_known(viewer=request.viewer, purpose=purpose, words=words, now=timezone.now())


def _page(request, story, people, found=None, known=(), *, status=200):
    context = {
        "form": story,
        "people": people,
        "lines": len(people),
        "found": found,
        "places": list(zip(found.people, known, strict=True)) if found else [],
        "asked": any(form.errors for form in (story, *people, *known)),
    }
    return render(request, "cases/new.html", context, status=status)
