"""A meeting as a file for one's own calendar: on the site of the municipality, and in the portal."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from meetings import mail, reads
from meetings.views import invitation, pages


@require_GET
def calendar(request, reference, meeting_id, purpose):
    return _file(reads.open_calendar, request, reference, meeting_id, purpose)


@require_GET
def invited_calendar(request, reference, meeting_id, purpose):
    return _file(reads.open_invited_calendar, request, reference, meeting_id, purpose)


@require_GET
def own_door(request, invite_id, purpose):
    found = reads.where_it_leads(viewer=request.viewer, invite_id=invite_id)
    return pages.table(request, found.reference, purpose, meeting_id=found.meeting_id)


@require_GET
def invited_door(request, invite_id, purpose):
    found = reads.where_it_leads(viewer=request.viewer, invite_id=invite_id)
    return invitation.invitation(request, found.reference, found.meeting_id, purpose)


def _file(read, request, reference, meeting_id, purpose):
    look = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    found = read(now=timezone.now(), **look)
    response = HttpResponse(mail.as_file(found), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="overleg.ics"'
    return response
