"""The end of a meeting: who keeps the overview and said yes, breaking off, and sharing the minutes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import NotPossible
from cases.meeting_terms import AgendaPoint, MinutesStatus
from meetings.actions.agenda import leave_topic
from meetings.actions.seated import looked_up, running, seated
from meetings.models import Meeting, Minutes
from meetings.phases import Phase
from privacy.gate import entrance
from privacy.law import DataCategory
from privacy.viewer import Viewer


@entrance
@transaction.atomic
def close_meeting(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    overview: cases.Overview,
    now: datetime,
    covered: tuple[AgendaPoint, ...] | None = None,
) -> None:
    """Closes the meeting with who keeps the overview. No closing without a yes (R-MDO-7), for every meeting.

    covered: the agenda points that were really treated; None: all that were planned.
    """
    at = running(viewer, reference, meeting_id, now)
    cases.agree_on_overview(viewer=viewer, reference=reference, overview=overview, now=now)
    if covered is not None:
        at.meeting.covers = sorted({str(point) for point in covered})
    leave_topic(at)
    at.meeting.closed_at, at.meeting.phase, at.meeting.turn = now, Phase.CLOSED, None
    at.report()


@entrance
@transaction.atomic
def break_off(*, viewer: Viewer, reference: str, meeting_id: UUID, reason: str, now: datetime) -> None:
    """Stops for now. All is kept, and the meeting can be resumed."""
    at = running(viewer, reference, meeting_id, now)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom het overleg stopt."), field="reason")
    at.meeting.broken_off_at, at.meeting.broken_off_reason = now, reason
    at.report()


@entrance
@transaction.atomic
def resume_meeting(*, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> None:
    """Goes on with a meeting that was broken off."""
    at = seated(viewer, reference, meeting_id, now)
    if at.meeting.broken_off_at is None:
        raise NotPossible(_("Dit overleg is niet afgebroken."))
    if Meeting.objects.filter(
        case=at.at_table.case_id, opened_at__isnull=False, closed_at=None, broken_off_at=None
    ).exists():
        raise NotPossible(_("Er loopt al een ander overleg over deze casus. Sluit dat eerst."))
    at.meeting.broken_off_at, at.meeting.broken_off_reason = None, ""
    at.report()


@entrance
@transaction.atomic
def share_minutes(*, viewer: Viewer, reference: str, meeting_id: UUID, text: str, now: datetime) -> None:
    """Shares the minutes of a closed meeting. Another text makes a new version; the earlier one stays as it was."""
    at = looked_up(viewer, reference, meeting_id, now)
    if at.meeting.closed_at is None:
        raise NotPossible(_("Sluit eerst het overleg. Daarna deelt u het verslag."))
    latest = at.meeting.minutes.order_by("-number").first()
    if latest and latest.text == text:
        return
    Minutes.objects.create(
        **at.at_table.stamp(viewer, now, category=DataCategory.MINUTES),
        meeting=at.meeting,
        number=latest.number + 1 if latest else 1,  # not their count: an earlier version may have been erased
        status=MinutesStatus.SHARED,
        text=text,
        shared_at=now,
    )
    at.meeting.minutes_shared_at = at.meeting.minutes_shared_at or now
    at.report()
