"""The two pages of a meeting, shown or shown again: preparing it, and the table with its end.

The deeds are in preparing, running and closing; each comes back here when it was refused, with what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cases.views import answers
from meetings import reads
from meetings.forms import agenda_forms, preparation_forms, table_forms


def preparation(
    request: HttpRequest, reference: str, purpose: Any, *, status: int = 200, refusal: Any = None, **bound: Any
) -> HttpResponse:
    """The page on which a meeting is prepared."""
    page = bound.pop("page", None) or preparing(request, reference, purpose)
    forms = preparation_forms(page) | agenda_forms(page) | bound
    return answers.page(request, "meetings/prepare.html", page, forms, status=status, refusal=refusal)


def preparing(request: HttpRequest, reference: str, purpose: Any) -> reads.PreparationPage:
    """The meeting that is being prepared, with what its forms are made of."""
    return reads.open_preparation(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())


def table(
    request: HttpRequest, reference: str, purpose: Any, *, status: int = 200, refusal: Any = None, **bound: Any
) -> HttpResponse:
    """The page of a meeting at the table, and after it: with a meeting_id that one, else the one that matters now."""
    meeting_id = bound.pop("meeting_id", None)
    read = partial(reads.open_meeting, meeting_id=meeting_id) if meeting_id else reads.open_table
    page = read(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    forms = table_forms(page) | bound
    return answers.page(request, "meetings/table.html", page, forms, status=status, refusal=refusal)


def case_of(request: HttpRequest, reference: str, purpose: Any) -> Any:
    """What the choices of a form are made of: the people, parties and professionals of this case."""
    return preparing(request, reference, purpose).case


def deed(action: Callable[..., Any], request: HttpRequest, reference: str, **ids: Any) -> Callable[..., Any]:
    """An action of a meeting, by this viewer and now."""
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **ids)
