"""How every action of a meeting begins and ends: its case locked, the meeting found, and the report to the case.

Always the case before the meeting, so that two actions cannot wait for each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import CaseAtTable
from meetings.models import Meeting, Participant
from meetings.reads.facts import facts_of
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Seated:
    """A meeting that may be changed now, with what it may know of its case. The model stays inside the room."""

    meeting: Meeting
    at_table: CaseAtTable
    viewer: Viewer
    now: datetime

    def report(self) -> None:
        """Saves the meeting and tells the case what it has to know of it."""
        self.meeting.changed_at = self.now
        self.meeting.version += 1
        self.meeting.save()
        cases.report_meeting(
            viewer=self.viewer,
            reference=self.at_table.reference,
            facts=facts_of(self.meeting, self.at_table.since),
            now=self.now,
        )

    def seat(self, seat_id: UUID) -> Participant:
        """A seat at this very table, or NotPossible."""
        seat = self.meeting.participants.filter(pk=seat_id).first()
        if seat is None:
            raise cases.NotPossible(_("Deze plaats aan tafel is er niet meer."))
        return seat


def looked_up(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> Seated:
    """The meeting under the lock of its case, open or closed. A meeting of another case is not there."""
    at_table = cases.seat_at_case(viewer=viewer, reference=reference, now=now)
    meeting = Meeting.objects.filter(pk=meeting_id, case=at_table.case_id).first()
    if meeting is None:
        raise cases.NotPossible(_("Dit overleg is er niet meer."))
    return Seated(meeting, at_table, viewer, now)


def seated(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> Seated:
    """The same, for what cannot be done any more when the meeting is closed."""
    found = looked_up(viewer, reference, meeting_id, now)
    if found.meeting.closed_at:
        raise cases.NotPossible(_("Dit overleg is gesloten. U kunt er niets meer aan wijzigen."))
    return found


def running(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> Seated:
    """The same, for what can only be done at the table: the meeting must be open."""
    found = seated(viewer, reference, meeting_id, now)
    if found.meeting.opened_at is None:
        raise cases.NotPossible(_("Open eerst het overleg."))
    if found.meeting.broken_off_at:
        raise cases.NotPossible(_("Dit overleg is afgebroken. Hervat het eerst."))
    return found
