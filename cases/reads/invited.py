"""To which meetings a party is invited, for whom that party sends: when, and what was answered.

Runs under the restricted role of the database: the columns of cases/migrations/0015_invitations.py. What an invitation
says besides (where, why, about what) stands with the meeting: meetings.reads.invitation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.meeting_terms import IN_A_SENTENCE, InvitationAnswer, MeetingKind
from cases.reads import scope
from cases.reads.scope import SOMEBODY, CaseNotFound, open_invitations
from cases.reads.whom_to_call import WhomToCall, whom_to_call
from privacy import log
from privacy.compiled import SOME_CASE, SOME_MEETING, SOME_USER, Lookup, written
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer

STANDS = {
    InvitationAnswer.WAITING: ("asked", _("Wacht op uw antwoord")),
    InvitationAnswer.YES: ("accepted", _("U zei ja")),
    InvitationAnswer.NO: ("refused", _("U zei nee")),
    InvitationAnswer.PROPOSED: ("waiting", _("U stelde iemand anders voor")),
}


@dataclass(frozen=True)
class PortalInvitation:
    """That the party of this viewer is invited to a meeting, and what it answered."""

    reference: str
    meeting_id: UUID
    party: str
    title: str  # in a sentence: "het MDO"
    kind: str
    when: datetime
    date_open: bool
    dates_wait: bool
    answer: InvitationAnswer
    state: str
    status: str
    runs: bool
    over: bool  # it was held; the minutes did not go round yet

    @property
    def waits(self) -> bool:
        """Whether an answer of the party is asked: when it can, and once there is a date, whether it comes."""
        if self.runs or self.over:
            return False
        return self.dates_wait if self.date_open else self.answer is InvitationAnswer.WAITING


@dataclass(frozen=True)
class CaseForInvited:
    """A case around the page of an invitation: only who is invited for whom, and whom to call."""

    case_id: UUID
    seat_id: UUID
    today: date
    invitation: PortalInvitation
    whom_to_call: WhomToCall | None
    since: datetime | None  # when the case last came to analysis
    around: int


@entrance
@transaction.atomic
def open_for_invited(
    *,
    viewer: Viewer,
    purpose: Purpose,
    reference: str,
    meeting_id: UUID,
    now: datetime,
    action: str = "open_invitation",
) -> CaseForInvited:
    """Opens a case for an invitation, or for a seat. CaseNotFound when absent, forbidden, or not invited there."""
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    found = _at_meeting().rows({SOME_USER: viewer.user_id, SOME_CASE: case.pk, SOME_MEETING: meeting_id})
    if not found:
        raise CaseNotFound(reference)
    log.record(
        viewer=viewer,
        action=action,
        purpose=purpose,
        case_ids=[case.pk],
        verdict=verdict,
        relations=standing.relations,
        about=f"meeting:{meeting_id}",
    )
    seat_id, *columns = found[0]
    invitation = _invitation(*columns)
    today, whom = timezone.localdate(now), whom_to_call(case)
    return CaseForInvited(case.pk, seat_id, today, invitation, whom, case.analysis_since, case.around)


# For reads among themselves.


def invitations_of(viewer: Viewer, **lookups: Any) -> tuple[PortalInvitation, ...]:
    """The invitations of whom this viewer is sent by, the first meeting first."""
    return tuple(_invitation(*columns) for _seat, *columns in _mine(viewer, **lookups))


@cache
def _at_meeting() -> Lookup:
    """Of one meeting: asked by each screen of a partner at every change."""
    return written(_mine(SOMEBODY, case=SOME_CASE, meeting_id=SOME_MEETING))


def _mine(viewer: Viewer, **lookups: Any) -> Any:
    mine = open_invitations().filter(party__contact=viewer.user_id, **lookups).order_by("planned_at", "pk")
    about = ("case__reference", "meeting_id", "party__organisation__name", "kind", "planned_at")
    return mine.values_list("pk", *about, "date_open", "dates_wait", "answer", "runs", "over")


def _invitation(
    reference: str,
    meeting_id: UUID,
    party: str,
    kind: MeetingKind,
    when: datetime,
    date_open: bool,
    dates_wait: bool,
    answer: InvitationAnswer,
    runs: bool,
    over: bool,
) -> PortalInvitation:
    state, status = STANDS[answer]
    if runs:
        state, status = "active", _("Begonnen. U kunt naar de tafel")
    if over:
        state, status = "done", _("Geweest. Het verslag komt nog")
    if date_open and answer is InvitationAnswer.WAITING:
        state, status = ("asked", _("Zeg wanneer u kunt")) if dates_wait else ("waiting", _("U zei wanneer u kunt"))
    return PortalInvitation(
        reference=reference,
        meeting_id=meeting_id,
        party=party,
        title=IN_A_SENTENCE[kind],
        kind=kind.label,
        when=when,
        date_open=date_open,
        dates_wait=dates_wait,
        answer=answer,
        state=state,
        status=str(status),
        runs=runs,
        over=over,
    )
