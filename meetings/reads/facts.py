"""What a meeting has to tell its case: numbers and dates, no names, no texts. For reads and actions among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.meeting_facts import Invited, MeetingFacts
from cases.meeting_terms import (
    COUNTS_FOR_GROUP_SIZE,
    ContributionKind,
    InvitationAnswer,
    ParticipationForm,
    SeatKind,
    Voice,
)
from cases.reads import who_is_kept_apart
from meetings.admission import Pair, sits_elsewhere
from meetings.models import Contribution, DateAnswer, DateOption, Meeting, NewFactsSignal, Participant, Topic
from meetings.phases import BEFORE_THE_PICTURE, Phase, Table, speaking_order
from meetings.reads.admitted import people_of


def prepared_of(meeting: Meeting) -> int:
    """A number for what was prepared of this meeting: two people who change it at once are in each other's way.

    Not its version: that goes up too when somebody answers, or says something.
    """
    when = None if meeting.date_asked_at else meeting.planned_at
    about = (sorted(meeting.covers), meeting.question, meeting.purpose_text, sorted(meeting.legal_bases))
    all_of_it = (meeting.kind, when, meeting.duration_minutes, meeting.place, *about)
    return int.from_bytes(sha256(repr([str(one) for one in all_of_it]).encode()).digest()[:6])


def is_running(meeting: Meeting) -> bool:
    """Whether people sit at this table now: it was opened, and neither broken off nor closed."""
    return meeting.opened_at is not None and meeting.closed_at is None and meeting.broken_off_at is None


def is_present(seat: Participant) -> bool:
    """Whether somebody is at the table, in person or with a video, a text or somebody who speaks for them."""
    return bool(seat.attended) and seat.participation_form != ParticipationForm.DECLINED


def why_declined(seat: Participant) -> str:
    """Why somebody does not take part. Of who said no and came after all, nobody reads it any more."""
    return seat.declined_reason if seat.participation_form == ParticipationForm.DECLINED else ""


def spoke_since(seat: Participant, since: datetime | None) -> bool:
    """Whether a first turn counts: one from before the case (again) came to analysis does not."""
    return seat.first_turn_at is not None and (since is None or seat.first_turn_at >= since)


def facts_of(meeting: Meeting, since: datetime | None, household: Collection[UUID] = ()) -> MeetingFacts:
    """What the case has to know. since: when the case last came to analysis.

    household: of whom each who is talked about must have a way to take part; nobody when that is not asked.
    """
    open_new_facts = NewFactsSignal.objects.filter(meeting=meeting, resolved_at=None).count()
    seats = list(meeting.participants.all())
    unseated = _unseated(meeting, seats, household) if household and meeting.phase in BEFORE_THE_PICTURE else 0
    return facts_from(meeting, since, seats, open_new_facts, unseated)


def facts_from(
    meeting: Meeting,
    since: datetime | None,
    seats: Collection[Participant],
    open_new_facts: int,
    unseated: int = 0,
) -> MeetingFacts:
    """The same, for who looked up the seats and the new facts already. unseated: talked about, and without a seat."""
    here = [seat for seat in seats if is_present(seat)]
    residents = [seat for seat in seats if seat.seat_kind is SeatKind.RESIDENT]
    return MeetingFacts(
        meeting_id=meeting.pk,
        kind=meeting.kind,
        planned_at=meeting.planned_at,
        date_open=meeting.date_asked_at is not None,
        opened_at=meeting.opened_at,
        question_confirmed_at=meeting.question_confirmed_at,
        purposes_read_at=meeting.purposes_read_at,
        invited=len(seats),
        without_reason=sum(not seat.reason_at_table for seat in seats if seat.seat_kind is not SeatKind.RESIDENT),
        professionals=sum(seat.seat_kind in COUNTS_FOR_GROUP_SIZE and _comes(seat) for seat in seats),
        group_limit=settings.MDO_MAX_PROFESSIONALS,
        residents=len(residents),
        residents_unarranged=sum(not _arranged(seat) for seat in residents) + unseated,
        present=len(here),
        waiting=sum(not spoke_since(seat, since) for seat in here),
        open_new_facts=open_new_facts,
        covers=tuple(meeting.covers),
        parties=tuple(seat.party_id for seat in seats if seat.party_id),
        closed_at=meeting.closed_at,
        minutes_shared_at=meeting.minutes_shared_at,
        invitations=() if meeting.minutes_shared_at else tuple(_invited(meeting, seats)),
    )


def first_turns_of(meeting: Meeting, since: datetime | None) -> tuple[datetime | None, ...]:
    """The first turn of each person who is there, as far as it counts."""
    return _first_turns(meeting.participants.all(), since)


def table_of(meeting: Meeting, since: datetime | None, objections: int) -> Table:
    """What is true at the table now, as the rules of the phases ask it. objections: open ones in the case."""
    proposals = meeting.contributions.filter(kind=ContributionKind.PROPOSAL, landed="", weighed="")
    return table_from(
        meeting,
        since,
        list(meeting.participants.all()),
        objections=objections,
        proposals=proposals.count(),
        open_signals=NewFactsSignal.objects.filter(meeting=meeting, resolved_at=None).count(),
    )


def table_from(
    meeting: Meeting,
    since: datetime | None,
    seats: Collection[Participant],
    *,
    objections: int,
    proposals: int,
    open_signals: int,
    accepted: bool = False,
) -> Table:
    """The same, for who looked up the seats and counted already. accepted: somebody said yes to the overview."""
    residents = any(seat.seat_kind is SeatKind.RESIDENT for seat in seats)
    asked = bool(meeting.question.strip()) and meeting.question_confirmed_at is not None
    return Table(
        roles_told=meeting.roles_told_at is not None,
        purposes_read=meeting.purposes_read_at is not None,
        house_rules_told=meeting.house_rules_told_at is not None,
        minute_taker_named=meeting.minute_taker_id is not None,
        question_clear=asked,
        resident_confirms_question=bool(meeting.question_of_resident) if residents else None,
        first_turns=_first_turns(seats, since),
        picture_called_complete=meeting.picture_complete_at is not None,
        open_objections=objections,
        proposals_to_weigh=proposals,
        open_signals=open_signals,
        case_director_accepted=accepted,
    )


def who_said(row: Contribution) -> str:
    """Who said it: the seat, else who speaks without one. Empty: the whole table, or somebody who is gone."""
    if row.participant:
        return row.participant.name
    return row.voice.label if isinstance(row.voice, Voice) else ""


def held_at(meeting: Meeting) -> datetime:
    """When it was: the moment it was opened, and before that the moment for which it is planned."""
    return meeting.opened_at or meeting.planned_at


def why_not_take_back(row: Contribution, phase: Phase) -> str | None:
    """Why what somebody put in stays there. None: nothing was done with it yet, but that the file keeps its words."""
    done_with = row.landed and not row.landed.startswith("cases.statement:")
    if row.phase is not phase or row.weighed or done_with:
        return _("Hier is al iets mee gedaan. Zet er een verduidelijking bij.")
    if row.is_new_fact:
        return _("Hieraan hangt een nieuw feit. De voorzitter zegt wat de tafel daarmee doet.")
    return None


def sitting_at(meeting: Meeting, beside: str = "party__contact") -> list[Participant]:
    """The order in which turns are offered: the resident first (R-MDO-1). beside: what is looked up along."""
    seats = list(meeting.participants.select_related(beside).order_by("position", "made_at"))
    return [seats[place] for place in speaking_order([seat.seat_kind for seat in seats])]


def _first_turns(seats: Iterable[Participant], since: datetime | None) -> tuple[datetime | None, ...]:
    return tuple(seat.first_turn_at if spoke_since(seat, since) else None for seat in seats if is_present(seat))


def answer_of(seat: Participant) -> InvitationAnswer:
    """What a party answered. That it rather sends somebody else waits for the director, and says nothing yet."""
    if seat.proposed_name:
        return InvitationAnswer.PROPOSED
    if seat.participation_form == ParticipationForm.DECLINED:
        return InvitationAnswer.NO
    return InvitationAnswer.YES if seat.answered_at else InvitationAnswer.WAITING


def _invited(meeting: Meeting, seats: Collection[Participant]) -> Iterator[Invited]:
    """Also of a meeting that is closed, until its minutes went round: whoever was there, reads what comes now."""
    waiting = waits_for_dates(meeting, seats)
    sent = [seat for seat in seats if seat.party_id and (meeting.closed_at is None or is_present(seat))]
    runs = is_running(meeting)
    return (Invited(s.pk, s.party_id, answer_of(s), s.pk in waiting, runs) for s in sent if s.party_id)


def open_options(meeting: Meeting, now: datetime) -> QuerySet[DateOption]:
    """The proposed moments that can still become the date, the first one first."""
    proposed = DateOption.objects.filter(meeting=meeting, picked_at=None, expired_at=None, starts_at__gt=now)
    return proposed.order_by("starts_at")


def waits_for_dates(meeting: Meeting, seats: Collection[Participant]) -> frozenset[UUID]:
    """The seats that did not say of every proposed moment whether they can, as it was when the meeting last changed."""
    if meeting.date_asked_at is None:
        return frozenset()
    proposed = set(open_options(meeting, meeting.changed_at).values_list("pk", flat=True))
    answers = DateAnswer.objects.filter(option__in=proposed).values_list("participant", "option")
    answered: dict[UUID, set[UUID]] = defaultdict(set)
    for seat, option in answers:
        answered[seat].add(option)
    declined = ParticipationForm.DECLINED
    return frozenset(seat.pk for seat in seats if proposed - answered[seat.pk] and seat.participation_form != declined)


def _unseated(meeting: Meeting, seats: Collection[Participant], household: Collection[UUID]) -> int:
    """How many of the household are talked about here and have no seat: not here, and at no other table of this round.

    Two who are kept apart each have a table of their own: so who is left out here for that, is asked about too.
    """
    topics, seated = list(meeting.topics.all()), people_of(seats)
    about = {person for topic in topics for person in topic.about}
    missing = _at_no_table(meeting, about & set(household) - seated)
    if set(household) - about - seated:
        apart = who_is_kept_apart(case_id=meeting.case_id)
        missing |= without_own_table(meeting, household, seated, apart, topics)
    return len(missing)


def without_own_table(
    meeting: Meeting,
    household: Collection[UUID],
    seated: Collection[UUID],
    kept_apart: frozenset[Pair],
    topics: Collection[Topic],
) -> frozenset[UUID]:
    """Who is left out of what this table talks about, because of somebody who sits there, and has no table instead."""
    away = sits_elsewhere(household, seated, kept_apart) if any(topic.of_table for topic in topics) else frozenset()
    return _at_no_table(meeting, away)


def _at_no_table(meeting: Meeting, people: Collection[UUID]) -> frozenset[UUID]:
    """Those of these who have no seat at any table of this round."""
    if not people:
        return frozenset()
    seats = Participant.objects.filter(meeting__case=meeting.case_id, meeting__cycle=meeting.cycle, person__in=people)
    return frozenset(people) - frozenset(seats.values_list("person", flat=True))


def _comes(seat: Participant) -> bool:
    return bool(seat.participation_form != ParticipationForm.DECLINED)


def _arranged(seat: Participant) -> bool:
    """G07: a form of participation; declining asks for the reason."""
    declined = seat.participation_form == ParticipationForm.DECLINED
    return bool(seat.participation_form) and not (declined and not seat.declined_reason)
