"""A meeting that was broken off and that nobody resumes ends as it is, and is kept: it was not closed by the method.

What was said at it still goes round in minutes. A point counts as talked about only when it was left for the next one,
and the last point (d) never: it ends with the question who keeps the overview, which nobody was asked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import NotPossible
from cases.meeting_terms import AgendaPoint
from meetings.actions.agenda import leave_topic
from meetings.actions.seated import seated
from privacy.gate import entrance
from privacy.viewer import Viewer


@entrance
@transaction.atomic
def end_as_it_is(*, viewer: Viewer, reference: str, meeting_id: UUID, reason: str, now: datetime) -> None:
    """Ends a meeting that was broken off, with the reason not to go on with it. Nobody is asked to keep the overview:

    that is asked at the meeting that comes in its place. So what the plan is and who does what (d) is talked about
    there again: the plan does not go to monitoring on a table that nobody was asked at (R-MDO-7).
    """
    at = seated(viewer, reference, meeting_id, now)
    if at.meeting.broken_off_at is None:
        raise NotPossible(_("Dit overleg is niet afgebroken. Breek het eerst af, of sluit het."))
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom dit overleg niet verdergaat."), field="reason")
    finished = at.meeting.topics.filter(ended_at__isnull=False).exclude(point__in=("", AgendaPoint.D))
    points = finished.values_list("pk", "point")
    at.meeting.covers = sorted({str(point) for pk, point in points if pk != at.meeting.topic_id})
    leave_topic(replace(at, now=at.meeting.broken_off_at))
    at.meeting.turn, at.meeting.ended_reason, at.meeting.closed_at = None, reason.strip(), now
    at.report()
