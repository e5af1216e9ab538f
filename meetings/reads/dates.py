"""Who can when: the moments that are proposed for a meeting, what everybody answered, and which suits best."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cases.meeting_terms import DateFit, MeetingKind, ParticipationForm, SeatKind
from cases.reads import CaseForMeeting, CaseNotFound
from cases.reads.shell import CaseShell
from meetings.dates import Tally, best
from meetings.models import DateAnswer, DateOption, Meeting, Participant
from meetings.reads.facts import sitting_at
from meetings.reads.own_seat import own_seat
from meetings.reads.pages import case_of_page
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer

STATE_OF_FIT = {DateFit.CAN: "accepted", DateFit.IF_NEED: "attention", DateFit.CANNOT: "refused"}


@dataclass(frozen=True)
class MomentLine:
    """A moment that is proposed, with what was answered to it. residents_cannot: who of the household cannot then."""

    id: UUID
    when: datetime
    minutes: int
    can: int
    if_need: int
    cannot: int
    waiting: int
    residents_cannot: tuple[str, ...]
    is_best: bool
    is_past: bool


@dataclass(frozen=True)
class Cell:
    """What one person says of one moment. how: in what way who directs heard it."""

    moment: UUID
    when: datetime
    value: str
    text: str
    state: str
    how: str


@dataclass(frozen=True)
class AnswerRow:
    """Somebody with a seat, and what that person says of each moment."""

    seat_id: UUID
    name: str
    kind: str
    cells: tuple[Cell, ...]
    waits: bool
    is_me: bool


@dataclass(frozen=True)
class DatesPage:
    """The moments of the meeting that is prepared. meeting_id None: there is none. asks: there is no date yet."""

    shell: CaseShell
    case: CaseForMeeting
    meeting_id: UUID | None
    title: str
    when: datetime | None
    minutes: int
    asks: bool
    moments: tuple[MomentLine, ...]
    rows: tuple[AnswerRow, ...]
    waiting: int

    @property
    def open_moments(self) -> tuple[MomentLine, ...]:
        """Those that can still become the date."""
        return tuple(one for one in self.moments if not one.is_past)

    @property
    def mine(self) -> AnswerRow | None:
        """The own row, of a colleague with a seat."""
        return next((row for row in self.rows if row.is_me), None)

    @property
    def asks_me(self) -> bool:
        """Whether this viewer can say when."""
        return self.mine is not None and bool(self.open_moments)

    @property
    def may_propose(self) -> bool:
        """Whether this viewer proposes moments."""
        return self.meeting_id is not None and self.case.may_direct


@entrance
@transaction.atomic
def open_dates(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> DatesPage:
    """Who can when, for the meeting that is being prepared: first the one without a date."""
    case = case_of_page(viewer, purpose, reference, now, action="open_dates")
    waiting = Meeting.objects.filter(case=case.case_id, closed_at=None, opened_at=None)
    meeting = waiting.order_by(F("date_asked_at").asc(nulls_last=True), "planned_at").first()
    return _dates(viewer, case, meeting, now)


@entrance
@transaction.atomic
def open_dates_of(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> DatesPage:
    """The same for one of the meetings of a case. CaseNotFound when it is of another case, or does not exist."""
    case = case_of_page(viewer, purpose, reference, now, action="open_dates", about=f"meeting:{meeting_id}")
    found = Meeting.objects.filter(case=case.case_id, pk=meeting_id).first()
    if found is None:
        raise CaseNotFound(reference)
    still_asks = found.opened_at is None and found.closed_at is None
    return _dates(viewer, case, found if still_asks else None, now)


def _dates(viewer: Viewer, case: CaseForMeeting, meeting: Meeting | None, now: datetime) -> DatesPage:
    if meeting is None or not case.sees_minutes:
        return DatesPage(case.shell, case, None, "", None, 0, False, (), (), 0)
    asks = meeting.date_asked_at is not None
    proposed = DateOption.objects.filter(meeting=meeting, picked_at=None, expired_at=None).order_by("starts_at")
    options = list(proposed) if asks else []
    answers = list(DateAnswer.objects.filter(option__in=options))
    seats = [seat for seat in sitting_at(meeting) if seat.law in case.laws]
    asked = [seat for seat in seats if seat.participation_form != ParticipationForm.DECLINED]
    rows = _rows(asked, options, answers, own_seat(seats, viewer.user_id), now)
    return DatesPage(
        shell=case.shell,
        case=case,
        meeting_id=meeting.pk,
        title=MeetingKind(meeting.kind).label,
        when=None if asks else meeting.planned_at,
        minutes=meeting.duration_minutes,
        asks=asks,
        moments=_moments(asked, options, answers, now),
        rows=rows,
        waiting=sum(row.waits for row in rows),
    )


def _moments(
    seats: Collection[Participant], options: Sequence[DateOption], answers: Collection[DateAnswer], now: datetime
) -> tuple[MomentLine, ...]:
    names = {seat.pk: seat.name for seat in seats if seat.seat_kind is SeatKind.RESIDENT}
    tallies = {option.pk: _tally(option, answers, len(seats), set(names)) for option in options}
    winning = best([tallies[option.pk] for option in options if option.starts_at > now])
    return tuple(_moment(option, tallies[option.pk], answers, names, winning, now) for option in options)


def _tally(option: DateOption, answers: Collection[DateAnswer], asked: int, residents: set[UUID]) -> Tally:
    given = [answer for answer in answers if answer.option_id == option.pk]
    count = {fit: sum(answer.answer is fit for answer in given) for fit in DateFit}
    out = sum(answer.answer is DateFit.CANNOT and answer.participant_id in residents for answer in given)
    waiting = max(0, asked - len(given))
    return Tally(count[DateFit.CAN], count[DateFit.IF_NEED], count[DateFit.CANNOT], waiting, out)


def _moment(
    option: DateOption,
    tally: Tally,
    answers: Collection[DateAnswer],
    residents: dict[UUID, str],
    winning: Tally | None,
    now: datetime,
) -> MomentLine:
    cannot = [one for one in answers if one.option_id == option.pk and one.answer is DateFit.CANNOT]
    is_past = option.starts_at <= now
    return MomentLine(
        id=option.pk,
        when=option.starts_at,
        minutes=option.minutes,
        can=tally.can,
        if_need=tally.if_need,
        cannot=tally.cannot,
        waiting=tally.waiting,
        residents_cannot=tuple(residents[one.participant_id] for one in cannot if one.participant_id in residents),
        is_best=not is_past and winning is not None and tally.suits() == winning.suits(),
        is_past=is_past,
    )


def _rows(
    seats: Collection[Participant],
    options: Sequence[DateOption],
    answers: Collection[DateAnswer],
    mine: Participant | None,
    now: datetime,
) -> tuple[AnswerRow, ...]:
    """Everybody who is asked: first who of the household cannot at some moment, then the rest of the household."""
    given = {(answer.participant_id, answer.option_id): answer for answer in answers}
    rows = [_row(seat, options, given, seat is mine, now) for seat in seats]
    residents = {seat.pk for seat in seats if seat.seat_kind is SeatKind.RESIDENT}
    out = {one.participant_id for one in answers if one.answer is DateFit.CANNOT} & residents
    return tuple(sorted(rows, key=lambda row: (row.seat_id not in out, row.seat_id not in residents)))


def _row(
    seat: Participant,
    options: Sequence[DateOption],
    given: dict[tuple[UUID, UUID], DateAnswer],
    is_me: bool,
    now: datetime,
) -> AnswerRow:
    return AnswerRow(
        seat_id=seat.pk,
        name=seat.name,
        kind=seat.seat_kind.label,
        cells=tuple(cell_of(option, given.get((seat.pk, option.pk))) for option in options),
        waits=any((seat.pk, option.pk) not in given and option.starts_at > now for option in options),
        is_me=is_me,
    )


def own_cell(option: DateOption, answer: DateAnswer | None) -> Cell:
    """What somebody answered, for that person: not how who directs heard it."""
    value = answer.answer.value if answer else ""
    return Cell(option.pk, option.starts_at, value, answer.answer.label if answer else "", "", "")


def cell_of(option: DateOption, answer: DateAnswer | None) -> Cell:
    """What was answered to a moment, as a word and an icon."""
    if answer is None:
        return Cell(option.pk, option.starts_at, "", _("nog geen antwoord"), "waiting", "")
    return Cell(
        moment=option.pk,
        when=option.starts_at,
        value=answer.answer.value,
        text=answer.answer.label,
        state=STATE_OF_FIT[answer.answer],
        how=answer.how,
    )
