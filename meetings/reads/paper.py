"""The invitation of one seat on paper: when, where, what about or why, who comes, whom to call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from cases import reads as cases
from cases.meeting_terms import SeatKind
from cases.reads import CaseNotFound
from cases.reads.shell import CaseShell
from meetings.admission import is_kept_apart
from meetings.models import Meeting, Participant, Topic
from meetings.reads.admitted import admissions, people_of
from meetings.reads.facts import open_options, sitting_at
from meetings.reads.pages import case_of_page
from meetings.reads.preparation import in_order, kept_apart
from meetings.reads.room import called
from meetings.reads.titles import plain_title
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class InvitationPaper:
    """What is printed for one seat. mind: for whoever hands it over, and not on the paper.

    is_network: the resident wants this person there; is_professional: it is for a party or an expert, with the reason.
    topics: those at which this seat is in the room, what is also about somebody else of 16 or older without that
    person's yes by no more than what the method calls it. call, phone: who directs the process.
    """

    shell: CaseShell
    name: str
    is_network: bool
    is_professional: bool
    reason: str
    mind: str
    when: datetime | None  # None: to be chosen, from these moments
    moments: tuple[datetime, ...]
    minutes: int
    place: str
    topics: tuple[str, ...]
    others: tuple[str, ...]
    call: str
    phone: str
    is_apart: bool  # somebody sits there whom this person must not meet: nothing is said of when and where


@entrance
@transaction.atomic
def open_invitation_paper(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, seat_id: UUID, now: datetime
) -> InvitationPaper:
    """The paper for one seat. CaseNotFound when there is none, or for who does not chair."""
    about = f"meeting:{meeting_id}"
    case = case_of_page(viewer, purpose, reference, now, action="open_invitation_paper", about=about)
    meetings = Meeting.objects.filter(case=case.case_id, pk=meeting_id, closed_at=None)
    meeting = meetings.first() if case.may_direct and case.sees_minutes else None
    sitting = sitting_at(meeting, "party__organisation") if meeting else []
    seat = next((one for one in sitting if one.pk == seat_id and one.law in case.laws), None)
    if meeting is None or seat is None:
        raise CaseNotFound(reference)
    with_whom = people_of(sitting)
    is_apart = any(is_kept_apart(one, with_whom, kept_apart(case)) for one in [seat.person_id] if one)
    director = User.objects.get(pk=viewer.user_id)
    topics = [topic for topic in in_order(meeting) if topic.law in case.laws]
    why_not = admissions(meeting, topics, [seat], kept_apart(case), now)
    return InvitationPaper(
        shell=case.shell,
        name=seat.representative or seat.name if seat.person_id is None else seat.name,
        is_network=seat.seat_kind is SeatKind.NETWORK,
        is_professional=seat.person_id is None,
        reason="" if seat.person_id else seat.reason_at_table,
        mind=next((person.mind for person in case.people if person.id == seat.person_id), ""),
        is_apart=is_apart,
        when=None if meeting.date_asked_at or is_apart else meeting.planned_at,
        moments=tuple(option.starts_at for option in open_options(meeting, now))
        if meeting.date_asked_at and not is_apart
        else (),
        minutes=meeting.duration_minutes,
        place="" if is_apart else meeting.place,
        topics=_titles([topic for topic in topics if why_not[topic.pk][seat.pk] is None], seat, now),
        others=() if is_apart or seat.person_id is None else _others(sitting, seat),
        call=director.name,
        phone=director.phone,
    )


def _titles(topics: list[Topic], seat: Participant, now: datetime) -> tuple[str, ...]:
    """A title tells of a talk. Whom somebody of the network comes for, wants that person there for it."""
    if seat.person_id is None or seat.seat_kind is SeatKind.NETWORK:
        return tuple(topic.title for topic in topics)
    reading = cases.who_reads_along(case_id=seat.case_id, now=now)
    return tuple(
        plain_title(topic) if reading.must_agree(topic.about, seat.person_id) else topic.title for topic in topics
    )


def _others(sitting: list[Participant], seat: Participant) -> tuple[str, ...]:
    """Who else comes. For somebody of the network a party by its kind: which ones help, tells of the family."""
    others = [one for one in sitting if one.pk != seat.pk]
    if seat.seat_kind is not SeatKind.NETWORK:
        return tuple(one.name for one in others)
    return tuple(one.name if one.person_id else what for one, what in zip(others, called(others), strict=True))
