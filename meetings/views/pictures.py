"""Everyone's own picture beside the others: on the page of the meeting, and on the wall when who chairs wishes."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cases.views import answers
from meetings import reads, stand
from meetings.views import at_table


@require_GET
def pictures(request, reference, meeting_id, purpose):
    page = _open(reads.open_pictures, request, reference, meeting_id, purpose)
    return answers.page(request, "meetings/pictures.html", page)


@require_GET
def pictures_room(request, reference, meeting_id, purpose):
    if unchanged := at_table.still(request, reference, purpose):
        return unchanged
    page = _open(reads.open_pictures_room, request, reference, meeting_id, purpose)
    told = {"page": page, "reference": page.shell.reference, "stand": stand.written(page.stand, timezone.now())}
    return render(request, "meetings/pictures_room.html", told)


def _open(read, request, reference, meeting_id, purpose):
    found = {"viewer": request.viewer, "purpose": purpose, "reference": reference, "meeting_id": meeting_id}
    return read(**found, now=timezone.now())
