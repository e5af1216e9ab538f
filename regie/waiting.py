"""Asking people by mail to come and look, at the door by which they come in; and knowing that they came.

Glue: accounts knows who waits for a mail, the law knows who works in the portal, the settings where that is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPRecipientsRefused, SMTPResponseException

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts import actions, mail, reads
from accounts.middleware import BACKGROUND
from privacy import law
from privacy.law import Purpose, Role
from privacy.viewer import Origin, Viewer

logger = structlog.get_logger("regie")


def mail_all(*, now: datetime) -> int:
    """A mail to everybody for whom one is due. Returns how many were sent.

    One that the mail server refuses does not hold up the others. Is there no server, then the next round has them all.
    """
    return sum(_mail(person, now) for person in reads.whom_to_mail(now=now))


def _mail(person: reads.Awaited, now: datetime) -> bool:
    site = settings.PORTAL_URL if _works_in_the_portal(person.role) else settings.SITE_URL
    try:
        return mail.send_waiting(user_id=person.id, site=site, now=now)
    except (SMTPRecipientsRefused, SMTPResponseException):
        logger.warning("mail refused", user=str(person.id))
        actions.put_off(user_id=person.id, now=now)
        return False


def _works_in_the_portal(role: str) -> bool:
    return bool(law.rules(Role(role), Purpose.COOPERATION))


class CameToLookMiddleware:
    """Whoever opens the own start page sees what waits there.

    Stands before the portal's restricted role, which writes nothing; and it is noted before the page is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at_start = request.method == "GET" and request.path == settings.LOGIN_REDIRECT_URL
        if at_start and BACKGROUND not in request.headers and request.viewer and _own_door(request.viewer):
            actions.came_to_look(user_id=request.viewer.user_id)
        return self.get_response(request)


def _own_door(viewer: Viewer) -> bool:
    """A partner on the site of the municipality, or a colleague in the portal, sees nothing of what waits."""
    return (viewer.origin is Origin.PORTAL) is _works_in_the_portal(viewer.role)
