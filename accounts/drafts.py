"""
Drafts in one line: what was typed and not sent comes back in the form.

    form = drafts.prefill(PictureForm(), request)                     # the form is sent to the address of this page
    form = drafts.prefill(PictureForm(), request, action=address)     # or to another one

That is all a view does. Typing is kept by static/js/session.js in every form with data-autosave, and by the middleware
when a form arrives after the session ended; when a form is accepted (an answer below 400) its draft is wiped.
A page that got something back says so by itself: base.html includes accounts/_draft_notice.html, which asks
`request.draft.restored`. Who wants the typed values themselves asks `request.draft.typed(action)`.

Here belongs what a page needs of drafts. Keeping and wiping are actions; whose draft it is, is asked in each read.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme

from accounts import actions, doors, reads
from accounts.reads import DraftCard

Form = TypeVar("Form", bound=BaseForm)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
PAGE, ACTION = "concept-pagina", "concept-formulier"  # what session.js adds to the fields of a form
AFTER_END = "concept"  # in the address that one comes back to when a session ended while something was typed


class PageDrafts:
    """What the viewer of this page typed in its forms before. Asks nothing of the database until somebody looks."""

    def __init__(self, request: HttpRequest, now: datetime) -> None:
        self.request = request
        self.now = now
        self.restored: list[DraftCard] = []  # what a form of this page got back: the notice stands on this
        self._found: dict[str, DraftCard] | None = None

    @property
    def left(self) -> list[DraftCard]:
        """What was typed here when the session ended, and no form of this page took back: to read and copy.

        Asked only of who comes back from signing in again: every other page would pay a query for it.
        """
        if AFTER_END not in self.request.GET:
            return []
        return [card for card in self._cards().values() if card not in self.restored and card.texts]

    def typed(self, action: str | None = None) -> QueryDict | None:
        """What was typed in the form that is sent to this address, as it would have been sent."""
        card = self._cards().get(action or self.request.path)
        if card is None:
            return None
        if card not in self.restored:
            self.restored.append(card)
        data = QueryDict(mutable=True)
        for name, values in card.fields:
            data.setlist(name, list(values))
        return data

    def _cards(self) -> dict[str, DraftCard]:
        if self._found is None:
            user = self.request.user
            cards = reads.drafts_on(user_id=user.pk, page=self.request.path, now=self.now) if user.pk else ()
            self._found = {card.action: card for card in cards}
        return self._found


def prefill(form: Form, request: HttpRequest, *, action: str | None = None) -> Form:
    """Puts what was typed before into a form that has not been sent; a form that was sent keeps what it has."""
    if form.is_bound:
        return form
    typed = request.draft.typed(action)  # type: ignore[attr-defined]  # set by the middleware
    if typed is None:
        return form
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(typed, MultiValueDict(), form.add_prefix(name))
    return form


def keep_typed(request: HttpRequest, now: datetime) -> bool:
    """Keeps what arrived in this request as a draft of whoever is signed in; False when there was nothing to keep."""
    if request.content_type not in FORMS:
        return False
    data: QueryDict = request.POST
    page, action = urlsplit(page_of(request)).path, request.path
    if action == reverse("autosave_draft"):
        page, action = data.get(PAGE, ""), data.get(ACTION, "")
    if not is_kept(action) or not page.startswith("/"):
        return False
    fields = {name: values for name, values in data.lists() if name not in (PAGE, ACTION)}
    return actions.keep_draft(user_id=request.user.pk, page=page, action=action, fields=fields, now=now) is not None


def coming_back(address: str) -> str:
    """This address, where one comes back to after signing in again, asking for what was typed there."""
    parts = urlsplit(address)
    return f"{parts.path}?{'&'.join(part for part in (parts.query, f'{AFTER_END}=1') if part)}"


def is_kept(action: str) -> bool:
    """Is a form that is sent to this address one to keep? Not those of signing in, and not the drafts themselves."""
    return action.startswith("/") and not doors.is_about_oneself(action)


def page_of(request: HttpRequest) -> str:
    """The page on which the form of this request stands, with its query; the address of the form when nobody says."""
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(said, allowed_hosts={request.get_host()}):
        return request.path
    parts = urlsplit(said)
    path = escape_leading_slashes(parts.path)  # "//elsewhere" would be another site
    return f"{path}?{parts.query}" if parts.query else path
