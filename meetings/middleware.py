"""
Whether anything changed: asked by every open screen of every running meeting, all the time.

A thousand screens ask at once, so this answers before all else that a page needs (a session, a viewer, a role), from a
signed stand and one row. It gives no data: 204 when nothing changed, 205 when the screen is to fetch its part of the
page anew, by the way on which the law judges and the log writes. A stand that is too old is to be renewed likewise.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from meetings import stand
from meetings.reads.stands import has_changed
from meetings.stand import CARRIED

ADDRESS = "/_stand/"
UNCHANGED, FETCH = 204, 205
NOT_KEPT = {"Cache-Control": "no-store"}


class PollMiddleware:
    """Stands before all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != ADDRESS:
            return self.get_response(request)
        carried = stand.read(request.headers.get(CARRIED, ""), timezone.now())
        if carried is not None and not has_changed(seen=carried):
            return HttpResponse(status=UNCHANGED, headers=NOT_KEPT)
        # Without a length the server sends it in chunks, and a browser, for which a 205 has no body at all, takes the
        # last chunk for the beginning of the next answer on this connection.
        return HttpResponse(status=FETCH, headers=NOT_KEPT | {"Content-Length": "0"})
