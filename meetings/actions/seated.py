"""How every action of a meeting begins and ends: its case locked, the meeting found, and the report to the case.

Always the case before the meeting, so that two actions cannot wait for each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from cases import actions as cases
from cases.actions import CaseAtTable, MeetingFacts
from cases.meeting_terms import COUNTS_FOR_GROUP_SIZE, ParticipationForm, SeatKind
from meetings.models import Meeting, NewFactsSignal, Participant
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
            raise cases.NotPossible("Deze plaats aan tafel is er niet meer.")
        return seat


def looked_up(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> Seated:
    """The meeting under the lock of its case, open or closed. A meeting of another case is not there."""
    at_table = cases.seat_at_case(viewer=viewer, reference=reference, now=now)
    meeting = Meeting.objects.filter(pk=meeting_id, case=at_table.case_id).first()
    if meeting is None:
        raise cases.NotPossible("Dit overleg is er niet meer.")
    return Seated(meeting, at_table, viewer, now)


def seated(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> Seated:
    """The same, for what cannot be done any more when the meeting is closed."""
    found = looked_up(viewer, reference, meeting_id, now)
    if found.meeting.closed_at:
        raise cases.NotPossible("Dit overleg is gesloten. U kunt er niets meer aan wijzigen.")
    return found


def running(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> Seated:
    """The same, for what can only be done at the table: the meeting must be open."""
    found = seated(viewer, reference, meeting_id, now)
    if found.meeting.opened_at is None:
        raise cases.NotPossible("Open eerst het overleg.")
    if found.meeting.broken_off_at:
        raise cases.NotPossible("Dit overleg is afgebroken. Hervat het eerst.")
    return found


def present(meeting: Meeting) -> list[Participant]:
    """Who is at the table, in person or with a video, a text or somebody who speaks for them."""
    return list(meeting.participants.filter(attended=True).exclude(participation_form=ParticipationForm.DECLINED))


def spoke_since(seat: Participant, since: datetime | None) -> bool:
    """Whether a first turn counts: one from before the case (again) came to analysis does not."""
    return seat.first_turn_at is not None and (since is None or seat.first_turn_at >= since)


def facts_of(meeting: Meeting, since: datetime | None) -> MeetingFacts:
    """What the case has to know. since: when the case last came to analysis."""
    seats = list(meeting.participants.all())
    here = present(meeting)
    residents = [seat for seat in seats if seat.seat_kind is SeatKind.RESIDENT]
    return MeetingFacts(
        meeting_id=meeting.pk,
        kind=meeting.kind,
        planned_at=meeting.planned_at,
        opened_at=meeting.opened_at,
        question_confirmed_at=meeting.question_confirmed_at,
        purposes_read_at=meeting.purposes_read_at,
        invited=len(seats),
        without_reason=sum(not seat.reason_at_table for seat in seats if seat.seat_kind is not SeatKind.RESIDENT),
        professionals=sum(seat.seat_kind in COUNTS_FOR_GROUP_SIZE for seat in seats),
        group_limit=settings.MDO_MAX_PROFESSIONALS,
        residents=len(residents),
        residents_unarranged=sum(not _arranged(seat) for seat in residents),
        present=len(here),
        waiting=sum(not spoke_since(seat, since) for seat in here),
        open_new_facts=NewFactsSignal.objects.filter(meeting=meeting, resolved_at=None).count(),
        covers=tuple(meeting.covers),
        closed_at=meeting.closed_at,
        minutes_shared_at=meeting.minutes_shared_at,
    )


def _arranged(seat: Participant) -> bool:
    """G07: a form of participation; declining asks for the reason."""
    declined = seat.participation_form == ParticipationForm.DECLINED
    return bool(seat.participation_form) and not (declined and not seat.declined_reason)
