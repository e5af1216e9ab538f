"""The round on working together: the own answer for who has a seat; all of them, and their course, for who chairs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases import reads as cases
from cases.meeting_terms import IN_A_SENTENCE, Felt, MeetingKind
from cases.reads import CaseForInvited, CaseForMeeting, CaseNotFound
from cases.reads.shell import CaseShell
from meetings.models import Meeting, RoundAnswer
from meetings.phases import AT_THE_END
from meetings.reads.facts import held_at, is_present
from meetings.reads.own_seat import own_seat
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

WIDE = 100  # of the bar of one meeting


@dataclass(frozen=True)
class Answered:
    """What one seat answered. heard, pulling: in words; empty: it did not answer. by: who wrote it down."""

    seat: UUID
    name: str
    heard: str = ""
    pulling: str = ""
    heard_code: str = ""
    pulling_code: str = ""
    in_the_way: str = ""
    by: str = ""

    @property
    def by_itself(self) -> bool:
        """Answered on the own device: nobody writes over that."""
        return bool(self.heard) and not self.by


@dataclass(frozen=True)
class Part:
    """A part of the bar: how many said so, from where and how wide."""

    code: str
    label: str
    count: int
    begin: int
    width: int


@dataclass(frozen=True)
class CourseLine:
    """One meeting of this case: what its table answered. in_the_way: in the words of who said so, without the name."""

    title: str
    when: datetime
    heard: tuple[Part, ...]
    pulling: tuple[Part, ...]
    in_the_way: tuple[str, ...]
    is_this: bool


@dataclass(frozen=True)
class TogetherPage:
    """The round. mine: the own seat; answers and course only for who chairs. is_time: it can be answered now."""

    shell: CaseShell
    case: CaseForMeeting
    meeting_id: UUID
    title: str
    when: datetime
    is_time: bool
    mine: Answered | None
    chairs: bool
    answers: tuple[Answered, ...]
    course: tuple[CourseLine, ...]


@dataclass(frozen=True)
class MyRound:
    """The round for whom a party sends, in the portal: its own answer and nobody else's."""

    case: CaseForInvited
    reference: str
    meeting_id: UUID
    title: str
    is_time: bool
    mine: Answered


@entrance
@transaction.atomic
def open_together(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> TogetherPage:
    """The round of one meeting, for who chairs and for who has a seat there. CaseNotFound for everybody else."""
    case = cases.open_for_meeting(
        viewer=viewer,
        purpose=purpose,
        reference=reference,
        now=now,
        action="open_together",
        about=f"meeting:{meeting_id}",
    )
    meeting = Meeting.objects.filter(pk=meeting_id, case=case.case_id).first()
    seats = list(meeting.participants.select_related("party").order_by("position", "made_at")) if meeting else []
    mine = own_seat(seats, viewer.user_id)
    chairs = any(category is DataCategory.WORKING_TOGETHER for category, _law in case.within)
    if meeting is None or not (chairs or mine):
        raise CaseNotFound(reference)
    rows = {row.participant_id: row for row in meeting.round_answers.select_related("made_by")}
    said = {seat.pk: _answered(seat.pk, seat.name, rows.get(seat.pk)) for seat in seats if is_present(seat)}
    others = tuple(one for pk, one in said.items() if mine is None or pk != mine.pk)
    return TogetherPage(
        shell=case.shell,
        case=case,
        meeting_id=meeting.pk,
        title=IN_A_SENTENCE[MeetingKind(meeting.kind)],
        when=held_at(meeting),
        is_time=meeting.opened_at is not None and meeting.phase in AT_THE_END,
        mine=_own(said.get(mine.pk), rows.get(mine.pk), viewer.user_id) if mine else None,
        chairs=chairs,
        answers=others if chairs else (),
        course=_course(case.case_id, meeting.pk) if chairs else (),
    )


@entrance
@transaction.atomic
def open_my_round(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> MyRound:
    """The own answer of this partner. Runs under the restricted role of the database. CaseNotFound: not invited."""
    case = cases.open_for_invited(
        viewer=viewer, purpose=purpose, reference=reference, meeting_id=meeting_id, now=now, action="open_my_round"
    )
    head: Any = Meeting.objects.filter(pk=meeting_id).values("phase", "opened_at").first()
    if head is None:
        raise CaseNotFound(reference)
    own = RoundAnswer.objects.filter(meeting=meeting_id, participant=case.seat_id, sent=viewer.user_id)
    row = own.only(*_OF_ANSWER).first()
    time = head["opened_at"] is not None and head["phase"] in AT_THE_END
    mine = _answered(case.seat_id, "", row, named=False)
    return MyRound(case, reference, meeting_id, case.invitation.kind, time, mine)


_OF_ANSWER = ("id", "heard", "pulling", "in_the_way", "aloud")


def _own(said: Answered | None, row: RoundAnswer | None, user: UUID) -> Answered | None:
    """Of the own seat what this person answered, and not whom the party sent before."""
    return said if said is None or row is None or row.sent_id == user else Answered(said.seat, said.name)


def _answered(seat: UUID, name: str, row: RoundAnswer | None, *, named: bool = True) -> Answered:
    if row is None:
        return Answered(seat, name)
    by = (row.made_by.name if named and row.made_by else "?") if row.aloud else ""
    words = (row.heard.label, row.pulling.label, row.heard.value, row.pulling.value)
    return Answered(seat, name, *words, row.in_the_way, by)


def _course(case_id: UUID, this: UUID) -> tuple[CourseLine, ...]:
    """Each meeting that had a round, the first one first."""
    rows = RoundAnswer.objects.filter(case=case_id).select_related("meeting").order_by("meeting__planned_at", "made_at")
    by_meeting: dict[UUID, list[RoundAnswer]] = {}
    for row in rows:
        by_meeting.setdefault(row.meeting_id, []).append(row)
    return tuple(
        CourseLine(
            title=IN_A_SENTENCE[MeetingKind(those[0].meeting.kind)],
            when=held_at(those[0].meeting),
            heard=_parts(one.heard for one in those),
            pulling=_parts(one.pulling for one in those),
            in_the_way=tuple(one.in_the_way for one in those if one.in_the_way),
            is_this=meeting == this,
        )
        for meeting, those in by_meeting.items()
    )


def _parts(said: Iterable[Felt]) -> tuple[Part, ...]:
    answers = list(said)
    parts, begin = [], 0
    for one in Felt:
        count = answers.count(one)
        width = WIDE * count // len(answers)
        parts.append(Part(one.value, one.label, count, begin, width))
        begin += width
    return tuple(parts)
