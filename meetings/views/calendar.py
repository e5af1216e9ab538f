"""A meeting as a file for one's own calendar: on the site of the municipality, and in the portal."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from meetings import mail, reads


@require_GET
def calendar(request, reference, meeting_id, purpose):
    return _file(reads.open_calendar, request, reference, meeting_id, purpose)


@require_GET
def invited_calendar(request, reference, meeting_id, purpose):
    return _file(reads.open_invited_calendar, request, reference, meeting_id, purpose)


def _file(read, request, reference, meeting_id, purpose):
    look = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    found = read(now=timezone.now(), **look)
    response = HttpResponse(mail.as_file(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="overleg.ics"'
    return response
