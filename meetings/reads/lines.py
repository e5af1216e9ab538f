"""A meeting, and a seat at it, as a line of a page. For reads among themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cases.meeting_terms import (
    AgendaPoint,
    FirstTurnKind,
    InvitationAnswer,
    MeetingKind,
    ParticipationForm,
    SeatKind,
)
from cases.record_terms import Involvement
from meetings.models import Meeting, Participant
from meetings.reads.facts import answer_of, held_at, is_present, spoke_since, why_declined
from privacy import law
from privacy.law import Purpose, Role

STATE_OF_ANSWER = {
    InvitationAnswer.WAITING: "waiting",
    InvitationAnswer.YES: "accepted",
    InvitationAnswer.NO: "refused",
    InvitationAnswer.PROPOSED: "attention",  # for who directs
}
NOT_OVER = ("active", "planned", "stopped")  # in the order in which they matter


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list."""

    id: UUID
    title: str
    when: datetime
    date_open: bool  # people are still asked when they can
    minutes: int
    place: str
    covers: tuple[str, ...]
    state: str  # planned | active | done | stopped
    status: str
    present: int
    minutes_shared: bool
    is_over: bool


@dataclass(frozen=True)
class SeatLine:
    """Who is invited or sits at the table. mind: how to reach this person safely, and with whom they never sit.

    proposed: whom the party would rather send, and the director is to decide on; representative: who comes for it, or
    who speaks for this person. not_told: nothing reaches this one by itself, or only a calendar.
    """

    id: UUID
    person_id: UUID | None
    party_id: UUID | None
    name: str
    kind: str
    reason: str
    form: str
    form_label: str
    declined_reason: str
    answer_state: str  # of a party that was asked: what it answered, as an icon and in words
    answer: str
    proposed: str
    representative: str
    not_told: str
    is_resident: bool
    is_here: bool
    has_spoken: bool
    turn: str
    mind: str


def first_first(lines: Iterable[MeetingLine]) -> tuple[MeetingLine, ...]:
    """What is not over: what runs, then what is planned by its date, then what was broken off."""
    open_ones = (line for line in lines if not line.is_over)
    return tuple(sorted(open_ones, key=lambda line: (NOT_OVER.index(line.state), line.when)))


def line_of(meeting: Meeting) -> MeetingLine:
    state, status = _state(meeting)
    return MeetingLine(
        id=meeting.pk,
        title=MeetingKind(meeting.kind).label,
        when=_next_or_held(meeting),
        date_open=meeting.date_asked_at is not None,
        minutes=meeting.duration_minutes,
        place=meeting.place,
        covers=tuple(AgendaPoint(point).label for point in meeting.covers),
        state=state,
        status=status,
        present=getattr(meeting, "here", 0),
        minutes_shared=meeting.minutes_shared_at is not None,
        is_over=meeting.closed_at is not None,
    )


def _next_or_held(meeting: Meeting) -> datetime:
    """When it goes on, of what was broken off and got another day; else when it was."""
    goes_on = meeting.broken_off_at and not meeting.closed_at and meeting.planned_at > meeting.broken_off_at
    return meeting.planned_at if goes_on else held_at(meeting)


def _state(meeting: Meeting) -> tuple[str, str]:
    if meeting.closed_at and meeting.broken_off_at:
        return "stopped", _("Afgebroken, gaat niet verder")
    if meeting.closed_at:
        return "done", _("Afgesloten")
    if meeting.broken_off_at:
        return "stopped", _("Afgebroken, kan verder")
    if meeting.opened_at:
        return "active", _("Loopt nu")
    return "planned", _("Datum nog niet gekozen") if meeting.date_asked_at else _("Gepland")


def _is_asked(seat: Participant) -> bool:
    """Whether a party answers its invitation itself: whom it sends works in the portal. Or it did so before."""
    contact = seat.party.contact if seat.party else None
    answers = contact is not None and bool(law.rules(Role(contact.role), Purpose.COOPERATION))
    return answers or seat.answered_at is not None


def seat_line(seat: Participant, since: datetime | None, mind: str) -> SeatLine:
    spoke = spoke_since(seat, since)
    form = seat.participation_form
    answer = answer_of(seat) if _is_asked(seat) else None
    return SeatLine(
        id=seat.pk,
        person_id=seat.person_id,
        party_id=seat.party_id,
        name=seat.name,
        kind=seat.seat_kind.label,
        reason=seat.reason_at_table,
        form=form or "",
        form_label=form.label if isinstance(form, ParticipationForm) else "",
        declined_reason=why_declined(seat),
        answer_state=STATE_OF_ANSWER[answer] if answer else "",
        answer=answer.label if answer else "",
        proposed=", ".join(filter(None, (seat.proposed_name, seat.proposed_function))),
        representative=seat.representative,
        not_told="" if seat.person_id or answer else _not_told(seat),
        is_resident=seat.seat_kind is SeatKind.RESIDENT,
        is_here=is_present(seat),
        has_spoken=spoke,
        turn=FirstTurnKind(seat.first_turn_kind).label if spoke else "",
        mind=mind,
    )


def _not_told(seat: Participant) -> str:
    """Who is no party, or a party that sends nobody with an account, hears of a meeting only by telephone."""
    party = seat.party
    if party is None or party.contact_id is None or party.involvement is Involvement.STOPPED:
        return _("Krijgt geen bericht: bel zelf")
    return _("Krijgt het in de agenda. Vraag zelf of diegene komt")
