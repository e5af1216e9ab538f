"""The two pages of a meeting, shown or shown again: preparing it, and the table with its end.

The deeds are in preparing, running and closing; each comes back here when it was refused, with what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts import drafts
from cases.reads import CaseNotFound, MeetingChoices, choices_for_meeting
from cases.views import answers
from meetings import reads, stand
from meetings.forms import (
    NewFactForm,
    PurposeForm,
    QuestionForm,
    ResolutionForm,
    agenda_forms,
    live_forms,
    of_this_moment,
    overview_forms,
    preparation_forms,
    table_forms,
)


def preparation(
    request: HttpRequest,
    reference: str,
    purpose: Any,
    meeting_id: UUID | None = None,
    *,
    status: int = 200,
    refusal: Any = None,
    **bound: Any,
) -> HttpResponse:
    """The page on which a meeting is prepared: with a meeting_id that one, else the one that comes first."""
    page = bound.pop("page", None) or preparing(request, reference, purpose, meeting_id)
    forms = preparation_forms(page) | agenda_forms(page) | bound
    return answers.page(request, "meetings/prepare.html", page, forms, status=status, refusal=refusal)


def preparing(
    request: HttpRequest, reference: str, purpose: Any, meeting_id: UUID | None = None
) -> reads.PreparationPage:
    """The meeting that is being prepared, with what its forms are made of. When that one is gone, what comes first:

    what was typed about it is refused on a page, with why.
    """
    look = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "now": timezone.now()}
    if meeting_id:
        with suppress(CaseNotFound):
            return reads.open_preparation_of(meeting_id=meeting_id, **look)
    return reads.open_preparation(**look)


def planning(
    request: HttpRequest, reference: str, purpose: Any, *, status: int = 200, refusal: Any = None, **bound: Any
) -> HttpResponse:
    """The same page for a meeting that is not there yet."""
    page = reads.open_planning(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    return answers.page(
        request, "meetings/prepare.html", page, preparation_forms(page) | bound, status=status, refusal=refusal
    )


def table(
    request: HttpRequest, reference: str, purpose: Any, *, status: int = 200, refusal: Any = None, **bound: Any
) -> HttpResponse:
    """The page of a meeting at the table, and after it: with a meeting_id that one, else the one that matters now."""
    meeting_id = bound.pop("meeting_id", None)
    read = partial(reads.open_meeting, meeting_id=meeting_id) if meeting_id else reads.open_table
    page = read(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    of_this_moment(bound, page.live)
    forms = table_forms(page) | live_context(page)
    if page.live:
        action = reverse("meetings:contribute", args=[reference, page.live.id])
        forms["say_form"] = drafts.prefill(forms["say_form"], request, action=action).at(page.live)
    forms |= bound
    return answers.page(request, "meetings/table.html", page, forms, status=status, refusal=refusal)


def live_context(page: reads.MeetingPage | reads.Table) -> dict[str, Any]:
    """What the part that changes needs beside the page: the stand, and the forms that stand in it."""
    live = page.live
    if live is None:
        return {}
    small = _of_director(live) if live.directs else {}
    signed = {"stand": stand.written(live.stand, timezone.now()), "next_id": another_id(), "live": live}
    return small | live_forms(page.case, live) | overview_forms(page.case) | signed


def _of_director(live: reads.Live) -> dict[str, Any]:
    """The small forms of who directs, with what is known already."""
    return {
        "question_form": QuestionForm(
            initial={"question": live.question, "resident": live.resident_says}, auto_id="question_%s"
        ),
        "purpose_form": PurposeForm(
            initial={"purpose_text": live.purposes, "legal_bases": live.grounds}, auto_id="purpose_%s"
        ),
        "fact_form": NewFactForm(auto_id="fact_%s").lies_at(live.topic_id),
        "resolution_form": ResolutionForm(auto_id=False),
    }


def another_id() -> UUID:
    """Of what is typed next: with it, what is sent twice stands there once."""
    return uuid4()


def choices(request: HttpRequest, reference: str, purpose: Any) -> MeetingChoices:
    """What a form that was sent may choose from. Without its page: that is opened when the form comes back."""
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference}
    return choices_for_meeting(**found, now=timezone.now())


def deed(action: Callable[..., Any], request: HttpRequest, reference: str, **ids: Any) -> Callable[..., Any]:
    """An action of a meeting, by this viewer and now."""
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **ids)
