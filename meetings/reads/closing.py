"""The end of a meeting: what was treated, who was not there, and who keeps the overview from here on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases import reads as cases
from cases.meeting_terms import IN_A_SENTENCE, MeetingKind
from cases.reads import Asked, CaseForMeeting, CaseNotFound
from cases.reads.shell import CaseShell
from meetings.models import Meeting
from meetings.reads.facts import is_present, is_running
from meetings.reads.moment import in_order
from meetings.reads.words import words_of
from meetings.stand import Stand
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class ClosingPage:
    """The end screen of one meeting. treated: the topics that began; left: those that did not.

    absent: who was invited and is not there. may_close: this viewer directs, and the meeting runs. said_yes: who keeps
    the overview since this meeting began, asked there and answered on the own device. asked: who was asked at this very
    meeting, or before it and did not say no.
    """

    shell: CaseShell
    stand: Stand
    case: CaseForMeeting
    meeting_id: UUID
    title: str
    treated: tuple[str, ...]
    left: tuple[str, ...]
    absent: tuple[str, ...]
    last_round: str
    next_at: datetime | None
    absent_told_by: str
    asked: Asked | None
    said_yes: UUID | None
    is_closed: bool
    may_close: bool
    may_follow: bool  # who asks "mag ik u bellen" follows, but for who keeps the overview already


@entrance
@transaction.atomic
def open_closing(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> ClosingPage:
    """The end screen of one meeting of this case. CaseNotFound when it is of another case, or does not exist."""
    case = cases.open_for_meeting(
        viewer=viewer,
        purpose=purpose,
        reference=reference,
        now=now,
        action="open_closing",
        about=f"meeting:{meeting_id}",
    )
    meeting = Meeting.objects.filter(case=case.case_id, pk=meeting_id).first() if case.sees_minutes else None
    if meeting is None:
        raise CaseNotFound(reference)
    # What was on the agenda is for who directs: a title tells of a talk for which somebody else was out of the room.
    topics = in_order(meeting.topics.all()) if case.may_direct else []
    seats = [seat for seat in meeting.participants.order_by("position", "made_at") if seat.law in case.laws]
    words = words_of(case, meeting)
    runs = is_running(meeting)
    return ClosingPage(
        shell=case.shell,
        stand=Stand(meeting.pk, case.user_id, meeting.version, case.around),
        case=case,
        meeting_id=meeting.pk,
        title=IN_A_SENTENCE[MeetingKind(meeting.kind)],
        treated=tuple(topic.title for topic in topics if topic.started_at),
        left=tuple(topic.title for topic in topics if not topic.started_at),
        absent=tuple(seat.name for seat in seats if not is_present(seat)),
        last_round=words.last_round,
        next_at=meeting.next_at,
        absent_told_by=words.absent_told_by,
        asked=_asked(case, meeting),
        said_yes=_said_yes(case, meeting),
        is_closed=meeting.closed_at is not None,
        may_close=case.may_direct and runs,
        may_follow=not (case.keeper and case.keeper.user == case.user_id),
    )


def _asked(case: CaseForMeeting, meeting: Meeting) -> Asked | None:
    """A no from before this meeting was said to another question."""
    asked, opened_at = case.asked, meeting.opened_at
    is_old = asked and asked.refused_at and (opened_at is None or asked.refused_at < opened_at)
    return None if is_old else asked


def _said_yes(case: CaseForMeeting, meeting: Meeting) -> UUID | None:
    """Nobody kept the overview before: then whoever was asked keeps it as soon as the yes is there."""
    keeper = case.keeper
    if keeper is None or keeper.accepted_at is None or meeting.opened_at is None:
        return None
    return keeper.user if keeper.accepted_at > meeting.opened_at else None
