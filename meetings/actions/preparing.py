"""Preparing a meeting: when and what for, who is invited and why, and how the resident takes part."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import Changed, NotPossible
from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, Precondition, SeatKind
from meetings.actions.agenda import follow_covers, lay_out
from meetings.actions.apart import follow_seats, refuse_kept_apart
from meetings.actions.calendars import empty_calendars, keep_calendars
from meetings.actions.dates import stop_asking
from meetings.actions.invitations import ask_again
from meetings.actions.rooms import come_to, give_up_turn, spoke_at
from meetings.actions.seated import Seated, of_its_day, seated
from meetings.actions.seats import check_participation
from meetings.actions.telling import tell_invited
from meetings.agendas import agenda_of
from meetings.models import Meeting, Participant, Presence
from meetings.reads.facts import is_present, prepared_of
from privacy.gate import entrance
from privacy.law import DataCategory
from privacy.viewer import Origin, Viewer

A_MOMENT = timedelta(seconds=10)  # within which a plan without a date was sent twice


@dataclass(frozen=True)
class NewMeeting:
    """When, what for, and which points of the agenda (S003 step 3, a to d) it treats.

    planned_at: None as long as there is no date, because people are asked first when they can.
    """

    kind: MeetingKind
    planned_at: datetime | None
    duration_minutes: int
    covers: tuple[AgendaPoint, ...]
    place: str = ""
    question: str = ""
    purpose_text: str = ""
    legal_bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewSeat:
    """Who is invited, with the reason at the table. A seat of the household may be one for several people.

    representative: who speaks for somebody who is represented.
    """

    seat_kind: SeatKind
    person: UUID | None = None
    party: UUID | None = None
    name: str = ""
    reason: str = ""
    participation_form: ParticipationForm | None = None
    declined_reason: str = ""
    representative: str = ""


@entrance
@transaction.atomic
def plan_meeting(*, viewer: Viewer, reference: str, meeting: NewMeeting, now: datetime) -> UUID:
    """Plans a meeting of this round. Returns its id; of the very same meeting at the same moment there is one."""
    at_table = cases.seat_at_case(viewer=viewer, reference=reference, now=now)
    _check(meeting)
    _refuse_past(viewer, meeting.planned_at, now)
    mine = Meeting.objects.filter(case=at_table.case_id, chair=viewer.user_id, closed_at=None, **_columns(meeting))
    same = {"planned_at": meeting.planned_at} if meeting.planned_at else {"date_asked_at__gt": now - A_MOMENT}
    planned_already = mine.filter(**same).first()
    if planned_already and viewer.origin is not Origin.IMPORT:
        return planned_already.pk
    last = Meeting.objects.filter(case=at_table.case_id).aggregate(n=Max("sequence"))["n"] or 0
    planned = Meeting.objects.create(
        case_id=at_table.case_id,
        cycle=at_table.cycle,
        law=at_table.law,
        sequence=last + 1,
        chair_id=viewer.user_id,
        made_at=now,
        changed_at=now,
        **{"planned_at": now, "date_asked_at": None if meeting.planned_at else now} | _columns(meeting),
    )
    at = of_its_day(planned, at_table, viewer, now)
    lay_out(at, agenda_of(meeting.kind, meeting.covers))
    at.report()
    keep_calendars(at)
    return planned.pk


@entrance
@transaction.atomic
def change_meeting(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    meeting: NewMeeting,
    now: datetime,
    version: int | None = None,
) -> None:
    """Another time, place or agenda. What was confirmed at the table stays; at another time parties are asked again.

    version: of what was prepared, as the screen showed it. Changed when somebody else was first.
    """
    at = seated(viewer, reference, meeting_id, now)
    if version is not None and prepared_of(at.meeting) != version:
        raise Changed
    _check(meeting)
    _refuse_confirmed(at, meeting)
    if meeting.planned_at is None and at.meeting.date_asked_at is None:
        raise NotPossible(_("Schrijf een datum en een tijd, of stel momenten voor."), field="planned_at")
    _refuse_past(viewer, meeting.planned_at, now, had=None if at.meeting.date_asked_at else at.meeting.planned_at)
    moves = meeting.planned_at not in (None, at.meeting.planned_at) and not at.meeting.opened_at
    if at.meeting.date_asked_at and meeting.planned_at:
        moves = True
        stop_asking(at)
    for name, value in _columns(meeting).items():
        setattr(at.meeting, name, value)
    follow_covers(at)
    asked = ask_again(at) if moves else ()
    at.report()
    keep_calendars(at)
    for invited in asked:
        tell_invited(at, invited)


@entrance
@transaction.atomic
def cancel_meeting(*, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> None:
    """Removes a meeting that was not opened. One that was opened is kept, and can be broken off.

    What a resident made is taken out first, by the way of every erasure; what is held stays, with its meeting.
    """
    at = seated(viewer, reference, meeting_id, now)
    if at.meeting.opened_at:
        raise NotPossible(_("Dit overleg is al begonnen. Ga ermee verder, en sluit het daarna."))
    if at.meeting.material.exists():
        raise NotPossible(_("Bij dit overleg hoort wat een inwoner maakte. Haal dat eerst weg."))
    cases.refuse_held(at.meeting)
    empty_calendars(at)
    at.meeting.delete()
    cases.forget_meeting(viewer=viewer, reference=reference, meeting_id=meeting_id, now=now)


@entrance
@transaction.atomic
def invite(*, viewer: Viewer, reference: str, meeting_id: UUID, seat: NewSeat, now: datetime) -> UUID:
    """Gives someone a seat. Two people who are kept apart never sit at one table."""
    return invite_all(viewer=viewer, reference=reference, meeting_id=meeting_id, seats=(seat,), now=now)[0]


@entrance
@transaction.atomic
def invite_all(
    *, viewer: Viewer, reference: str, meeting_id: UUID, seats: Sequence[NewSeat], now: datetime
) -> tuple[UUID, ...]:
    """The same for several people at once: all of them, or nobody. Returns the seats in the order that was asked.

    To an MDO professionals are invited for what they bring: which expertise is needed is said first.
    """
    at = seated(viewer, reference, meeting_id, now)
    if at.meeting.kind is MeetingKind.MDO and any(one.person is None for one in seats):
        _ask_expertise_first(at)
    made = [_give_a_seat(at, seat) for seat in seats]
    at = follow_seats(at)
    if at.meeting.opened_at and not at.meeting.broken_off_at:
        come_to(at, [seat for seat in made if is_present(seat)])
    at.report()
    keep_calendars(at)
    for invited in made:
        tell_invited(at, invited)
    return tuple(invited.pk for invited in made)


def _ask_expertise_first(at: Seated) -> None:
    if at.viewer.origin is not Origin.IMPORT:  # a case file may be silent on it
        cases.refuse_before_expertise(case_id=at.at_table.case_id, cycle=at.at_table.cycle)


def _give_a_seat(at: Seated, seat: NewSeat) -> Participant:
    name, user, reason = _who(at, seat)
    if seat.participation_form and at.viewer.origin is not Origin.IMPORT:  # a case file may be silent on why, and who
        check_participation(seat.participation_form, seat.declined_reason, seat.representative)
    if seat.person:
        refuse_kept_apart(at, seat.person)
    about, declines = [seat.person] if seat.person else [], seat.participation_form is ParticipationForm.DECLINED
    try:
        with transaction.atomic():
            return Participant.objects.create(
                **at.at_table.stamp(at.viewer, at.now, category=DataCategory.MINUTES, about=about),
                meeting=at.meeting,
                person_id=seat.person,
                party_id=seat.party,
                user_id=user,
                name=name,
                seat_kind=seat.seat_kind,
                reason_at_table=reason,
                participation_form=seat.participation_form or "",
                declined_reason=seat.declined_reason if declines else "",
                representative=seat.representative.strip(),
                attended=True if at.meeting.opened_at else None,
                position=at.meeting.participants.count(),
            )
    except IntegrityError as exc:
        raise NotPossible(_("Deze persoon of partij is al uitgenodigd. Kies iemand anders."), field="seat") from exc


@entrance
@transaction.atomic
def remove_seat(*, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, now: datetime) -> None:
    """Takes back an invitation. Who was there stays in the record of the meeting; what is held or was made, with it."""
    at = seated(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    if spoke_at(at, seat) or Presence.objects.filter(participant=seat).exists():
        raise NotPossible(
            _("Deze deelnemer was erbij en blijft in het verslag. Zet aan tafel dat die weg is, of er nooit was.")
        )
    if seat.material.exists():
        raise NotPossible(_("Bij deze plaats hoort wat de inwoner maakte. Haal dat eerst weg."))
    cases.refuse_held(seat)
    give_up_turn(at, seat.pk)
    seat.delete()
    at = follow_seats(at)
    at.report()
    keep_calendars(at)


@entrance
@transaction.atomic
def explain_group(*, viewer: Viewer, reference: str, meeting_id: UUID, reason: str, now: datetime) -> None:
    """Why this table is larger than the setting (R-MDO-4). With it the table may go on to the picture (G06)."""
    at = seated(viewer, reference, meeting_id, now)
    at.meeting.group_reason = reason.strip()
    at.report()


@entrance
@transaction.atomic
def check_preconditions(
    *, viewer: Viewer, reference: str, meeting_id: UUID, preconditions: Collection[Precondition], now: datetime
) -> None:
    """Which of the preconditions are met (R-MDO-6). They are for who directs to weigh, and stop nothing."""
    at = seated(viewer, reference, meeting_id, now)
    at.meeting.preconditions = [one.value for one in Precondition if one in preconditions]
    at.report()


def _columns(meeting: NewMeeting) -> dict[str, Any]:
    return {
        "kind": meeting.kind,
        **({"planned_at": meeting.planned_at} if meeting.planned_at else {}),
        "duration_minutes": meeting.duration_minutes,
        "place": meeting.place,
        "covers": sorted({str(point) for point in meeting.covers}),
        "question": meeting.question,
        "purpose_text": meeting.purpose_text,
        "legal_bases": list(meeting.legal_bases),
    }


def _check(meeting: NewMeeting) -> None:
    if meeting.kind is MeetingKind.MDO and not meeting.covers:  # any other kind has an agenda of its own
        raise NotPossible(_("Kies welke agendapunten u bespreekt."), field="covers")
    if not 5 <= meeting.duration_minutes <= 600:
        raise NotPossible(_("Kies een duur tussen 5 minuten en 10 uur."), field="duration_minutes")


def _refuse_past(viewer: Viewer, planned_at: datetime | None, now: datetime, had: datetime | None = None) -> None:
    """A day that is over is no day to meet, but the one it had. Earlier today may be; an import tells of then."""
    if planned_at is None or viewer.origin is Origin.IMPORT:
        return
    day = localdate(planned_at)
    if day < localdate(now) and (had is None or day != localdate(had)):
        raise NotPossible(_("Deze dag is al voorbij. Kies vandaag of een dag die nog komt."), field="planned_at")


def _refuse_confirmed(at: Seated, meeting: NewMeeting) -> None:
    """What was read out or confirmed at the table, is what the table goes by: it is changed there, and then anew."""
    now, read = at.meeting, at.meeting.purposes_read_at
    confirmed = (
        ("kind", now.opened_at, now.kind == meeting.kind),
        ("question", now.question_confirmed_at, now.question.split() == meeting.question.split()),
        ("purpose_text", read, now.purpose_text.split() == meeting.purpose_text.split()),
        ("legal_bases", read, set(now.legal_bases) == set(meeting.legal_bases)),
    )
    for field, moment, same in confirmed:
        if moment and not same:
            raise NotPossible(_("Dit is aan tafel bevestigd of voorgelezen, en blijft zoals het was."), field=field)


def _who(at: Seated, seat: NewSeat) -> tuple[str, UUID | None, str]:
    """Name, user and reason of a seat. A person or party of another case is not one of this case."""
    if seat.party and seat.person:
        raise NotPossible(_("Kies iemand van het gezin of een partij, niet allebei."), field="seat")
    if seat.party:
        party = at.at_table.parties.get(seat.party)
        if party is None or (party.has_stopped and at.viewer.origin is not Origin.IMPORT):
            raise NotPossible(_("Kies een partij die meedoet in deze casus."), field="seat")
        return party.name, party.contact, seat.reason
    if seat.person and seat.person not in at.at_table.people:
        raise NotPossible(_("Kies iemand van het gezin of het netwerk van deze casus."), field="seat")
    name = at.at_table.people[seat.person] if seat.person else seat.name.strip()
    if not name:
        raise NotPossible(_("Kies wie u uitnodigt, of schrijf een naam op."), field="seat")
    return name, None, seat.reason
