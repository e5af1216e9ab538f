"""The mail that puts a meeting in somebody's calendar, changes it there or takes it out."""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.actions import first_time
from meetings import reads
from meetings.calendars import calendar_of
from meetings.reads import CalendarFor


@transaction.atomic
def send_calendar(*, key: str, invite_id: UUID, now: datetime) -> bool:
    """Sends the meeting as it is now. False when that was done before, or there is nobody to send it to."""
    found = reads.calendar_to_mail(invite_id=invite_id)
    if found is None or not first_time(key=key, now=now):
        return False
    context = {"name": found.name, "is_cancelled": found.moment.is_cancelled, "link": door(found)}
    context |= {"is_changed": found.moment.sequence > 0, "asks": found.in_portal, "seeks_date": found.seeks_date}
    mail = EmailMultiAlternatives(
        render_to_string("meetings/mail/calendar_subject.txt", context).strip(),
        render_to_string("meetings/mail/calendar.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [found.email],
    )
    mail.attach_alternative(as_file(found).decode(), f"text/calendar; method={found.moment.method}")
    mail.send()
    return True


def as_file(found: CalendarFor) -> bytes:
    """The meeting as a file for the calendar of this person."""
    return calendar_of(
        found.moment,
        organizer=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        attendee=found.email,
        link=own_door(found),
        asks=found.in_portal,
    )


def door(found: CalendarFor) -> str:
    """Where this person comes in: the start page, where the invitation stands."""
    return f"{_site(found)}{settings.LOGIN_REDIRECT_URL}"


def own_door(found: CalendarFor) -> str:
    """Straight to the meeting, by this person's number in the calendar: it names no case and opens for nobody else."""
    if found.moment.is_cancelled:
        return door(found)
    space, urlconf = ("portal", settings.PORTAL_URLCONF) if found.in_portal else ("meetings", settings.ROOT_URLCONF)
    return _site(found) + reverse(f"{space}:own_door", urlconf=urlconf, args=[found.moment.id])


def _site(found: CalendarFor) -> str:
    site: str = settings.PORTAL_URL if found.in_portal else settings.SITE_URL
    return site.rstrip("/")
