"""What a resident made to have a say: taken in, kept, taken out, shown at the table, and the file itself."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases.views import answers
from meetings import actions, reads
from meetings.forms import NothingForm
from meetings.forms.material import KeepForm, MaterialForm
from meetings.views.at_table import press
from meetings.views.pages import deed
from meetings.views.serving import served
from meetings.views.uploading import is_too_large


@require_GET
def material(request, reference, meeting_id, seat_id, purpose):
    return _page(request, reference, meeting_id, seat_id, purpose)


@require_POST
def add_material(request, reference, meeting_id, seat_id, purpose):
    page = _read(request, reference, meeting_id, seat_id, purpose)
    typed, files = request.POST, request.FILES
    form = MaterialForm(typed, files, page=page, too_large=_too_large(request), auto_id="material_%s")
    add = deed(actions.add_material, request, reference, meeting_id=meeting_id, seat_id=seat_id)
    status, refusal = answers.perform(form, lambda data: add(material=form.material()))
    said = _("Het staat klaar voor het overleg.")
    return _done(request, reference, meeting_id, seat_id, purpose, status, refusal, said, material_form=form)


@require_POST
def keep_material(request, reference, meeting_id, seat_id, material_id, purpose):
    form = KeepForm(request.POST, auto_id=f"keep_{material_id}_%s")
    keep = deed(actions.keep_material, request, reference, meeting_id=meeting_id, material_id=material_id)
    status, refusal = answers.perform(form, lambda data: keep(**data))
    said, sent = _("Het blijft bewaard."), {material_id: form}
    return _done(request, reference, meeting_id, seat_id, purpose, status, refusal, said, kept=sent)


@require_POST
def remove_material(request, reference, meeting_id, seat_id, material_id, purpose):
    remove = deed(actions.remove_material, request, reference, meeting_id=meeting_id, material_id=material_id)
    status, refusal = answers.perform(NothingForm({}), lambda data: remove())
    return _done(request, reference, meeting_id, seat_id, purpose, status, refusal, _("Het is gewist."))


@require_POST
def show_material(request, reference, meeting_id, material_id, purpose):
    action = deed(actions.show_material, request, reference, meeting_id=meeting_id, material_id=material_id)
    return press(request, reference, meeting_id, purpose, action, _("Het staat op het scherm in de kamer."))


@require_POST
def hide_material(request, reference, meeting_id, purpose):
    action = deed(actions.hide_material, request, reference, meeting_id=meeting_id)
    return press(request, reference, meeting_id, purpose, action, _("Het is van het scherm."))


@require_GET
def material_file(request, reference, meeting_id, material_id, purpose):
    look = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    return served(request, reads.open_material_file(material_id=material_id, now=timezone.now(), **look))


def _too_large(request):
    words = {"limit": settings.MATERIAL_MAX_MB}
    return (
        _("Dit bestand is te groot. Kies er een van ten hoogste %(limit)s MB.") % words if is_too_large(request) else ""
    )


def _done(request, reference, meeting_id, seat_id, purpose, status, refusal, said, **bound):
    if status != 200:
        return _page(request, reference, meeting_id, seat_id, purpose, status=status, refusal=refusal, **bound)
    return answers.done(request, said, "meetings:material", reference, meeting_id, seat_id)


def _read(request, reference, meeting_id, seat_id, purpose):
    look = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    return reads.open_material(seat_id=seat_id, now=timezone.now(), **look)


def _page(request, reference, meeting_id, seat_id, purpose, *, status=200, refusal=None, kept=None, **bound):
    page = _read(request, reference, meeting_id, seat_id, purpose)
    rows = [(line, (kept or {}).get(line.id) or KeepForm(auto_id=f"keep_{line.id}_%s")) for line in page.lines]
    forms = {"material_form": MaterialForm(page=page, auto_id="material_%s"), "rows": rows}
    return answers.page(request, "meetings/material.html", page, forms | bound, status=status, refusal=refusal)
