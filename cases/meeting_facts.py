"""What a meeting tells its case. Pure Python, so that both can know it: cases never looks into meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.meeting_terms import InvitationAnswer, MeetingKind


@dataclass(frozen=True)
class Invited:
    """A party with a seat at a meeting, and what it answered. dates_wait: not yet when it can; runs: the table sits."""

    seat_id: UUID
    party_id: UUID
    answer: InvitationAnswer
    dates_wait: bool = False
    runs: bool = False


@dataclass(frozen=True)
class MeetingFacts:
    """What a meeting reports to its case. The numbers are explained at cases.models.MeetingReport.

    date_open: there is no date yet, and planned_at is no more than the first moment that is proposed.
    """

    meeting_id: UUID
    kind: MeetingKind
    planned_at: datetime
    date_open: bool
    opened_at: datetime | None
    question_confirmed_at: datetime | None
    purposes_read_at: datetime | None
    invited: int
    without_reason: int
    professionals: int
    group_limit: int
    residents: int
    residents_unarranged: int
    present: int
    waiting: int
    open_new_facts: int
    covers: tuple[str, ...]
    parties: tuple[UUID, ...]  # that were invited
    closed_at: datetime | None
    minutes_shared_at: datetime | None
    invitations: tuple[Invited, ...]  # none any more once the minutes went round
