"""The minutes: written and shared by the table, and read as one recipient got them."""

import re

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions as cases
from cases.views import answers
from meetings import actions, pdf, reads
from meetings.forms import EntriesForm, NothingForm, ReadAlongForm, StatementForm, VersionForm, recipient_rows
from meetings.forms.minutes import carried_over
from meetings.views.pages import deed

NUMBER = re.compile("[0-9]{1,6}")
AT = "meetings:minutes"


@require_GET
def minutes(request, reference, meeting_id, purpose):
    version = request.GET.get("versie", "")
    page = open_page(request, reference, meeting_id, purpose, int(version) if NUMBER.fullmatch(version) else None)
    return _show(request, page, EntriesForm(page=page))


@require_POST
def draft_minutes(request, reference, meeting_id, purpose):
    made = _("Het verslag staat klaar. Lees het na, en deel het dan.")
    return _press(request, reference, meeting_id, purpose, actions.draft_minutes, NothingForm({}), made)


@require_POST
def save_minutes(request, reference, meeting_id, purpose):
    page = open_page(request, reference, meeting_id, purpose)
    form = EntriesForm(request.POST, page=page)
    save = deed(actions.save_minutes, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: save(**form.entries()))
    if isinstance(refusal, cases.Changed):
        form = _on_the_latest(request, reference, meeting_id, purpose, page)
    if status != 200:
        return _show(request, page, form, status=status, refusal=refusal)
    return answers.done(request, _("Bewaard als nieuwe versie."), AT, reference, meeting_id)


@require_POST
def add_statement(request, reference, meeting_id, purpose):
    page = open_page(request, reference, meeting_id, purpose)
    form = StatementForm(request.POST, page=page)
    add = deed(actions.add_statement, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: add(number=data["number"], statement=form.told()))
    if status != 200:
        return _show(request, page, EntriesForm(page=page), status=status, refusal=refusal, statement_form=form)
    added = _("De verklaring staat in een nieuwe versie. Geef ieder het eigen verslag.")
    return answers.done(request, added, AT, reference, meeting_id)


@require_POST
def let_read_along(request, reference, meeting_id, purpose):
    said = _("Dit ja is vastgelegd. Hieronder staat of het al geldt.")
    return _reading_along(request, reference, meeting_id, purpose, cases.let_read_along, said)


@require_POST
def stop_reading_along(request, reference, meeting_id, purpose):
    said = _("Dit ja is teruggenomen. Het gaat niet meer mee.")
    return _reading_along(request, reference, meeting_id, purpose, cases.stop_reading_along, said)


@require_POST
def renew_minutes(request, reference, meeting_id, purpose):
    form, again = (
        VersionForm(request.POST),
        _("Er is een nieuwe versie met dezelfde tekst. Geef ieder het eigen verslag."),
    )
    return _press(request, reference, meeting_id, purpose, actions.renew_minutes, form, again)


@require_POST
def share_with_each(request, reference, meeting_id, purpose):
    shared = _("Gedeeld. Ieder kreeg wat voor die persoon is.")
    form = VersionForm(request.POST)
    return _press(request, reference, meeting_id, purpose, actions.share_with_each, form, shared)


@require_POST
def confirm_minutes(request, reference, meeting_id, purpose):
    form = VersionForm(request.POST)
    confirmed = _("Het verslag is bevestigd.")
    return _press(request, reference, meeting_id, purpose, actions.confirm_minutes, form, confirmed)


@require_GET
def minutes_copy(request, reference, meeting_id, copy_id, purpose):
    page = _copy(reads.open_minutes_copy, request, reference, copy_id, purpose, meeting_id=meeting_id)
    _note(request, page)
    # Alone: the bar of the case names who else is in it, and this is handed over on paper.
    return render(request, "meetings/minutes_copy.html", {"page": page, "reference": page.shell.reference})


@require_GET
def minutes_pdf(request, reference, meeting_id, copy_id, purpose):
    page = _copy(reads.take_minutes_copy, request, reference, copy_id, purpose, meeting_id=meeting_id)
    _note(request, page)
    return _file(request, page, "meetings/minutes_copy.html", page.shell.reference)


@require_GET
def portal_copy(request, reference, copy_id, purpose):
    page = _copy(reads.open_portal_copy, request, reference, copy_id, purpose)
    return render(request, "portal/minutes_copy.html", {"page": page, "reference": page.case.reference})


@require_GET
def portal_pdf(request, reference, copy_id, purpose):
    page = _copy(reads.take_portal_copy, request, reference, copy_id, purpose)
    return _file(request, page, "portal/minutes_copy.html", page.case.reference)


def _copy(read, request, reference, copy_id, purpose, **meeting):
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "copy_id": copy_id}
    return read(**found, **meeting, now=timezone.now())


def _note(request, page):
    """Who opens the own copy, read it; who directs and hands over that of another, did not."""
    if page.is_own:
        deed(cases.note_minutes_read, request, page.shell.reference, meeting_id=page.meeting_id)()


def _file(request, page, template, reference):
    """The copy as a file, named by its day alone. A machine without pango shows the page, with what to do instead."""
    html = render_to_string("meetings/minutes_pdf.html", {"page": page, "taken_at": timezone.localtime()}, request)
    try:
        response = HttpResponse(pdf.made_from(html), content_type="application/pdf")
    except pdf.NoPdf:
        return render(request, template, {"page": page, "reference": reference, "no_pdf": True}, status=503)
    day = timezone.localdate(page.when).isoformat()
    response["Content-Disposition"] = f'attachment; filename="verslag-{day}.pdf"'
    return response


def _reading_along(request, reference, meeting_id, purpose, action, said):
    page, form = open_page(request, reference, meeting_id, purpose), ReadAlongForm(request.POST)
    act = deed(action, request, reference)
    status, refusal = answers.perform(form, lambda data: act(**data))
    if status != 200:
        return at_the_recipient(request, page, form, status=status, refusal=refusal)
    return answers.done(request, said, AT, reference, meeting_id, anchor="recipients")


def at_the_recipient(request, page, form, **refused):
    """What was typed at one recipient and refused, is shown there."""
    return _show(request, page, EntriesForm(page=page), recipient_rows=recipient_rows(page, form), **refused)


def _press(request, reference, meeting_id, purpose, action, form, message):
    act = deed(action, request, reference, meeting_id=meeting_id)
    status, refusal = answers.perform(form, lambda data: act(**data))
    if status != 200:
        page = open_page(request, reference, meeting_id, purpose)
        return _show(request, page, EntriesForm(page=page), status=status, refusal=refusal)
    return answers.done(request, message, AT, reference, meeting_id)


def open_page(request, reference, meeting_id, purpose, number=None):
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    return reads.open_minutes(**found, now=timezone.now(), number=number)


def _on_the_latest(request, reference, meeting_id, purpose, page):
    """The form of the latest version, with what was typed in the one before: saving again is then a choice."""
    number = request.POST["number"]
    seen = open_page(request, reference, meeting_id, purpose, int(number) if NUMBER.fullmatch(number) else None)
    return EntriesForm(carried_over(request.POST, seen, page), page=page)


def _show(request, page, form, *, status=200, refusal=None, **bound):
    forms = {"entries_form": form, "version_form": VersionForm(initial={"number": page.number})}
    forms |= {"recipient_rows": recipient_rows(page)} | bound
    if "statement_form" not in forms:
        forms["statement_form"] = StatementForm(page=page)
    return answers.page(request, "meetings/minutes.html", page, forms, status=status, refusal=refusal)
