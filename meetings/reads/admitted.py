"""Who is admitted to which topic: seats and topics, held against what each may hear. For reads and actions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from cases.hearing import Hearing
from cases.meeting_terms import SeatKind
from cases.reads import what_is_heard, who_speaks_for
from cases.speaking_for import SpeakingFor
from cases.terms import Compartment
from meetings.admission import About, Guest, Pair, sits_elsewhere, why_not_admitted
from meetings.models import Meeting, Participant, Topic
from privacy.law import DataCategory

WhyNot = dict[UUID, dict[UUID, str | None]]


def admissions(
    meeting: Meeting,
    topics: Collection[Topic],
    seats: Collection[Participant],
    kept_apart: frozenset[Pair],
    now: datetime,
) -> WhyNot:
    """By topic and seat: why somebody leaves the room, or None for who may stay."""
    guests = guests_at(meeting, seats, now)
    return {
        topic.pk: {seat: why_not_admitted(what, guest, kept_apart) for seat, guest in guests.items()}
        for topic, what in ((topic, about(topic)) for topic in topics)
    }


def about(topic: Topic) -> About:
    """A topic as the rule knows it."""
    categories = frozenset(DataCategory(category) for category in topic.categories)
    return About(categories, frozenset(topic.about), Compartment(topic.law))


def about_table(
    meeting: Meeting, household: Collection[UUID], seats: Collection[Participant], kept_apart: frozenset[Pair]
) -> About:
    """What the table talks about before there is a topic: the question of the household, of the law of the meeting.

    Without who has a table apart from somebody who sits here.
    """
    away = sits_elsewhere(household, people_of(seats), kept_apart)
    return About(frozenset({DataCategory.REQUEST_VISION}), frozenset(household) - away, Compartment(meeting.law))


def people_of(seats: Collection[Participant]) -> frozenset[UUID]:
    """Who of household and network has one of these seats."""
    return frozenset(seat.person_id for seat in seats if seat.person_id)


def guests_at(meeting: Meeting, seats: Collection[Participant], now: datetime) -> dict[UUID, Guest]:
    """By seat: who sits there, with what whom a party sends may hear now."""
    sent = {seat.party.contact_id for seat in seats if seat.party and seat.party.contact_id}
    heard = what_is_heard(case_id=meeting.case_id, users=sent, now=now) if sent else ()
    hearing = {one.user_id: one for one in heard}
    speaking = speaking_for(meeting.case_id, seats, now)
    return {seat.pk: _guest(seat, hearing, speaking) for seat in seats}


def person_at(seat: Participant, now: datetime) -> Guest:
    """The same of one seat of household or network."""
    return _guest(seat, {}, speaking_for(seat.case_id, [seat], now))


def sees_minutes(case_id: UUID, user_id: UUID, now: datetime) -> bool:
    """Whether somebody may hold the pen of a table: as a colleague, who may read what was said there."""
    heard = what_is_heard(case_id=case_id, users=[user_id], now=now)
    return any(one.laws.get(DataCategory.MINUTES) for one in heard)


def speaking_for(case_id: UUID, seats: Collection[Participant], now: datetime) -> SpeakingFor:
    """Who speaks for whom in this case; looked up only when somebody said to want one of these at the table."""
    wanted = any(seat.wanted_by for seat in seats)
    return who_speaks_for(case_id=case_id, now=now) if wanted else SpeakingFor()


def _guest(seat: Participant, hearing: dict[UUID, Hearing], speaking: SpeakingFor) -> Guest:
    """A seat as the rule knows it."""
    if seat.person_id:
        wanted_for = speaking.wanted_for(seat.wanted_by) if seat.wanted_by else frozenset[UUID]()
        return Guest(seat.person_id, seat.seat_kind is SeatKind.NETWORK, wanted_for)
    contact = seat.party.contact_id if seat.party else None
    return Guest(hearing=hearing.get(contact) if contact else None)
