"""Who may open these pages: who the law lets manage accounts. For everybody else they do not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from privacy import law

View = Callable[..., HttpResponse]


def administrators_only(view: View) -> View:
    """Answers 404 to others: that there is an administration is nothing they need to know."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if law.MANAGES_ACCOUNTS.isdisjoint({request.viewer.role}):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
