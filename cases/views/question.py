"""The question of a case: the four texts of which there is one, the report, and notes; a note from anywhere."""

from functools import partial
from urllib.parse import urlsplit

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import drafts
from cases import actions, reads
from cases.forms import question as shapes
from cases.forms.nothing import NothingForm
from cases.statements import Kind
from cases.views import answers

WORDS = {  # the part of the address: which text, what it is called, whether somebody's own words
    "vraag": (Kind.QUESTION, gettext_lazy("De vraag, in eigen woorden"), True),
    "toekomst": (Kind.RESIDENT_VISION, gettext_lazy("Hoe ziet de inwoner de toekomst?"), True),
    "titel": (Kind.TITLE, gettext_lazy("Een korte naam voor deze casus"), False),
    "samenvatting": (Kind.SUMMARY, gettext_lazy("Samenvatting voor wie nieuw aan tafel komt"), False),
}
FORM_OF = {"vraag": "question_form", "toekomst": "vision_form", "titel": "title_form", "samenvatting": "summary_form"}


@require_GET
def question(request, reference, purpose):
    return _question(request, reference, purpose, after=request.GET.get("na", ""))


@require_POST
def record_words(request, reference, which, purpose):
    if which not in WORDS:
        raise Http404
    form = _words_form(which, request.POST)
    deed = _deed(request, reference, actions.record_words, kind=WORDS[which][0])
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _question(request, reference, purpose, status=status, refusal=refusal, **{FORM_OF[which]: form})
    return answers.done(request, _("De tekst is bewaard."), "cases:question", reference, anchor=which)


@require_POST
def change_report(request, reference, purpose):
    form = shapes.ReportForm(request.POST, auto_id="report_%s")
    deed = _deed(request, reference, actions.change_report)
    status, refusal = answers.perform(form, lambda data: deed(report=form.report(), version=data["version"]))
    if status != 200:
        return _question(request, reference, purpose, status=status, refusal=refusal, report_form=form)
    return answers.done(request, _("De melding is bijgewerkt."), "cases:question", reference, anchor="melding")


@require_POST
def record_note(request, reference, purpose):
    page = _open(request, reference, purpose)
    form = _note_form(page, request.POST)
    deed = _deed(request, reference, actions.record_note)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _question(request, reference, purpose, status=status, refusal=refusal, note_form=form)
    return answers.done(request, _("De notitie is bewaard."), "cases:question", reference, anchor="notities")


@require_POST
def change_note(request, reference, note_id, purpose):
    form = shapes.NoteTextForm(request.POST, auto_id=f"note-{note_id}-%s")
    deed = _deed(request, reference, actions.change_note, note_id=note_id)
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        again = {"changed_note": note_id, "changed_form": form}
        return _question(request, reference, purpose, status=status, refusal=refusal, **again)
    return answers.done(request, _("De notitie is gewijzigd."), "cases:question", reference, anchor="notities")


@require_POST
def remove_note(request, reference, note_id, purpose):
    deed = _deed(request, reference, actions.remove_note, note_id=note_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: deed())
    if status != 200:
        return _question(request, reference, purpose, status=status, refusal=refusal)
    return answers.done(request, _("De notitie is weggehaald."), "cases:question", reference, anchor="notities")


@require_http_methods(["GET", "POST"])
def quick_note(request, purpose):
    places = reads.note_places(viewer=request.viewer, purpose=purpose, now=timezone.now())
    asked = {"cases": places.cases, "categories": places.categories, "several": dict(places.several)}
    if request.method == "POST":
        return _quick_note(request, shapes.QuickNoteForm(request.POST, **asked), places)
    form = shapes.QuickNoteForm(initial={"case": _case_behind(request)}, **asked)
    return render(request, "cases/quick_note.html", {"form": drafts.prefill(form, request), "places": places})


def _quick_note(request, form, places):
    def deed(data):
        reference = data.pop("case")
        actions.record_note(viewer=request.viewer, reference=reference, now=timezone.now(), **data)

    status, refusal = answers.perform(form, deed)
    if status != 200:
        context = {"form": form, "places": places, "refusal": refusal}
        return render(request, "cases/quick_note.html", context, status=status)
    return answers.done(request, _("De notitie is bewaard."), "cases:question", form.data["case"], anchor="notities")


def _case_behind(request):
    """The case that a link names, else that of the page from which somebody pressed the button for a note."""
    path = urlsplit(request.headers.get("Referer", "")).path
    parts = path.strip("/").split("/")
    behind = parts[1] if len(parts) > 1 and parts[0] in ("casussen", "overleg") else ""
    return request.GET.get("casus", behind)


def _question(request, reference, purpose, *, after="", status=200, refusal=None, **bound):
    page = _open(request, reference, purpose, after)
    forms = _fresh_forms(request, page)
    for name, form in bound.items():
        forms[name] = answers.newer(form, refusal, _version(page, name)) if name in forms else form
    return answers.page(request, "cases/question.html", page, forms, status=status, refusal=refusal)


def _fresh_forms(request, page):
    """Each form with what stands there now, or with what was typed before and not sent."""
    texts = {"vraag": page.question, "toekomst": page.vision, "titel": page.title, "samenvatting": page.summary}
    reference = page.shell.reference
    forms = {
        FORM_OF[which]: (_words_form(which, words=words), reverse("cases:record_words", args=[reference, which]))
        for which, words in texts.items()
    }
    forms["note_form"] = (_note_form(page), reverse("cases:record_note", args=[reference]))
    prefilled = {name: drafts.prefill(form, request, action=action) for name, (form, action) in forms.items()}
    return prefilled | {"report_form": _report_form(page)}


def _version(page, name):
    now = {
        "question_form": page.question,
        "vision_form": page.vision,
        "title_form": page.title,
        "summary_form": page.summary,
        "report_form": page.report,
    }.get(name)
    return now.version if now else None


def _words_form(which, data=None, words=None):
    _kind, label, own_words = WORDS[which]
    initial = {"text": words.text, "said_by": words.said_by, "version": words.version} if words else {}
    return shapes.WordsForm(data, initial=initial, label=label, own_words=own_words, auto_id=f"{which}_%s")


def _report_form(page):
    return shapes.ReportForm(initial=vars(page.report) if page.report else {}, auto_id="report_%s")


def _note_form(page, data=None):
    known = {"categories": page.categories, "people": page.people, "laws": page.laws}
    return shapes.NoteForm(data, **known, auto_id="note_%s")


def _open(request, reference, purpose, after=""):
    return reads.open_question(
        viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now(), after=after
    )


def _deed(request, reference, action, **more):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **more)
