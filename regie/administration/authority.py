"""Who may open these pages: who the law lets manage accounts. For everybody else they do not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from privacy import law
from privacy.law import Role
from privacy.viewer import Viewer

View = Callable[..., HttpResponse]


def administrators_only(view: View) -> View:
    """Answers 404 to others: that there is an administration is nothing they need to know."""
    return _only(law.MANAGES_ACCOUNTS, view)


def watchers_too(view: View) -> View:
    """Also for who reads what administrators did, and changes nothing."""
    return _only(law.READS_ACCOUNT_EVENTS, view)


def manages(viewer: Viewer) -> bool:
    """Whether the law lets this viewer manage accounts."""
    return not law.MANAGES_ACCOUNTS.isdisjoint({viewer.role})


def _only(roles: frozenset[Role], view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if roles.isdisjoint({request.viewer.role}):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
