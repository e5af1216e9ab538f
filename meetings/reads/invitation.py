"""What a partner reads of the meeting that its party is invited to: when, where, why, about what, and what it answered.

Runs under the restricted role of the database: the columns of meetings/migrations/0003_invitations.py. Not the question
of the meeting, its purposes or who else comes: those are about the people of the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists

from cases import reads as cases
from cases.meeting_terms import AgendaPoint, InvitationAnswer
from cases.reads import CaseForInvited, CaseNotFound
from meetings.models import CalendarInvite, DateAnswer, DateOption, Participant
from meetings.reads.dates import Cell, own_cell
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class InvitationPage:
    """One invitation. representative: who comes for the party, once the director agreed; proposed: who not yet.

    may_answer: the meeting did not begin; may_accept, may_decline: and that was not the answer yet. points: those for
    this party, or else all of the meeting. dates: the moments to choose from, as long as there is no date, with what
    this party answered.
    """

    case: CaseForInvited
    minutes: int
    place: str
    points: tuple[str, ...]
    reason: str
    declined_reason: str
    proposed: str
    proposal_answer: str
    representative: str
    in_calendar: bool
    dates: tuple[Cell, ...]
    may_answer: bool
    may_accept: bool
    may_decline: bool


_COLUMNS = (
    "in_calendar",
    "meeting__duration_minutes",
    "meeting__place",
    "meeting__covers",
    "meeting__opened_at",
    "reason_at_table",
    "declined_reason",
    "proposed_name",
    "proposed_function",
    "proposal_answer",
    "representative",
)


@entrance
@transaction.atomic
def open_invitation(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime
) -> InvitationPage:
    """The invitation of the party of this viewer to this meeting. CaseNotFound when there is none."""
    case = cases.open_for_invited(viewer=viewer, purpose=purpose, reference=reference, meeting_id=meeting_id, now=now)
    seats = Participant.objects.filter(pk=case.seat_id)
    in_calendar = CalendarInvite.objects.filter(meeting_id=meeting_id, user=viewer.user_id, cancelled_at=None)
    row: Any = seats.annotate(in_calendar=Exists(in_calendar)).values(*_COLUMNS).first()
    if row is None:
        raise CaseNotFound(reference)
    answer, date_open = case.invitation.answer, case.invitation.date_open
    proposed = (row["proposed_name"], row["proposed_function"])
    return InvitationPage(
        case=case,
        minutes=row["meeting__duration_minutes"],
        place=row["meeting__place"],
        points=tuple(AgendaPoint(point).label for point in row["meeting__covers"]),
        reason=row["reason_at_table"],
        declined_reason=row["declined_reason"] if answer is InvitationAnswer.NO else "",
        proposed=", ".join(filter(None, proposed)),
        proposal_answer=row["proposal_answer"],
        representative=row["representative"],
        in_calendar=row["in_calendar"],
        dates=_dates(meeting_id, case.seat_id, now) if date_open else (),
        may_answer=row["meeting__opened_at"] is None,
        may_accept=not date_open and (answer is not InvitationAnswer.YES or bool(row["representative"])),
        may_decline=answer is not InvitationAnswer.NO,
    )


def _dates(meeting_id: UUID, seat_id: UUID, now: datetime) -> tuple[Cell, ...]:
    """The moments that can still become the date, with what this seat answered."""
    proposed = DateOption.objects.filter(meeting=meeting_id, picked_at=None, expired_at=None, starts_at__gt=now)
    options = list(proposed.order_by("starts_at").only("pk", "starts_at"))
    own = DateAnswer.objects.filter(participant=seat_id, option__in=options).only("pk", "option", "answer")
    given = {answer.option_id: answer for answer in own}
    return tuple(own_cell(option, given.get(option.pk)) for option in options)
