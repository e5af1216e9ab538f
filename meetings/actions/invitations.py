"""What a party answers to its invitation in the portal, and what the director does with whom it proposes to send.

Not here: giving and taking away a seat (meetings.actions.preparing).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import InvitedAtCase, NotPossible
from cases.meeting_terms import InvitationAnswer, ParticipationForm
from meetings.actions.seated import Seated, seated
from meetings.actions.telling import tell_invited
from meetings.models import Meeting, Participant
from meetings.reads.facts import answer_of, facts_of
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Answering:
    """An invitation that may be answered now. The models stay inside the room."""

    meeting: Meeting
    seat: Participant
    at_case: InvitedAtCase
    viewer: Viewer
    now: datetime
    purpose: Purpose

    def answer(self, **values: Any) -> None:
        """Saves what the party says, and tells the case."""
        change_seat(self.seat, self.viewer, self.now, **values)
        self.meeting.version += 1
        self.meeting.changed_at = self.now
        self.meeting.save(update_fields=["version", "changed_at"])
        cases.report_answer(
            viewer=self.viewer,
            reference=self.at_case.reference,
            facts=facts_of(self.meeting, self.at_case.since, self.at_case.household),
            now=self.now,
            purpose=self.purpose,
        )


@entrance
@transaction.atomic
def accept_invitation(
    *, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime, purpose: Purpose = Purpose.COOPERATION
) -> None:
    """Yes. Also after a no, or after having proposed somebody else: as long as the meeting did not begin."""
    at = _answering(viewer, reference, meeting_id, now, purpose)
    if at.meeting.date_asked_at:
        raise NotPossible(_("Er is nog geen datum. Zeg eerst wanneer u kunt."))
    if answer_of(at.seat) is not InvitationAnswer.YES or at.seat.representative:
        at.answer(**_NO_PROPOSAL, **_yes(viewer.user_id, now), representative="")


@entrance
@transaction.atomic
def decline_invitation(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    reason: str,
    now: datetime,
    purpose: Purpose = Purpose.COOPERATION,
) -> None:
    """No, and why. The seat stays until the director takes it away."""
    at = _answering(viewer, reference, meeting_id, now, purpose)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom u niet komt."), field="reason")
    at.answer(**_NO_PROPOSAL, **_no(reason, viewer.user_id, now))


@entrance
@transaction.atomic
def propose_representative(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    name: str,
    function: str,
    now: datetime,
    purpose: Purpose = Purpose.COOPERATION,
) -> None:
    """Somebody else of the same organisation, in words: the director decides, and nobody is looked up."""
    at = _answering(viewer, reference, meeting_id, now, purpose)
    if not name.strip():
        raise NotPossible(_("Schrijf op wie er komt."), field="name")
    if not function.strip():
        raise NotPossible(_("Schrijf op welke functie die collega heeft."), field="function")
    proposed = {"proposed_name": name.strip(), "proposed_function": function.strip(), "proposal_answer": ""}
    at.answer(**proposed, **_UNANSWERED | {"answered_by_id": viewer.user_id})


@entrance
@transaction.atomic
def take_over_representative(*, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, now: datetime) -> None:
    """The director agrees: whom the party proposed comes for it. That is the yes of the party, too."""
    at, seat = _proposed(viewer, reference, meeting_id, seat_id, now)
    comes = f"{seat.proposed_name}, {seat.proposed_function}"
    change_seat(seat, viewer, now, **_NO_PROPOSAL | _yes(seat.answered_by_id, now) | {"representative": comes})
    at.report()


@entrance
@transaction.atomic
def refuse_representative(
    *, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, reason: str, now: datetime
) -> None:
    """The director does not, and says why: the party is asked again."""
    at, seat = _proposed(viewer, reference, meeting_id, seat_id, now)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom niet. De partij leest dit."), field="reason")
    change_seat(seat, viewer, now, **_NO_PROPOSAL | _UNANSWERED | {"proposal_answer": reason})
    at.report()
    tell_invited(at, seat)


_NO_PROPOSAL = {"proposed_name": "", "proposed_function": "", "proposal_answer": ""}
_UNANSWERED = {
    "participation_form": "",
    "declined_reason": "",
    "representative": "",
    "answered_at": None,
    "answered_by_id": None,
}


def ask_again(at: Seated) -> tuple[Participant, ...]:
    """The meeting is at another moment: a yes or a no was to the former one. Returns who must hear that."""
    for seat in at.meeting.participants.filter(person=None, answered_at__isnull=False):
        change_seat(seat, at.viewer, at.now, **_UNANSWERED)
    return tuple(at.meeting.participants.filter(party__isnull=False))


def no_longer_no(at: Seated, seat: Participant) -> None:
    """A party that said no can come after all: that it comes, it says when there is a date."""
    if answer_of(seat) is InvitationAnswer.NO:
        change_seat(seat, at.viewer, at.now, **_UNANSWERED)


def change_seat(seat: Participant, viewer: Viewer, now: datetime, **values: Any) -> None:
    """This seat with these values, by whom and when. For the actions among themselves."""
    for name, value in values.items():
        setattr(seat, name, value)
    seat.changed_at, seat.changed_by_id = now, viewer.user_id
    seat.version += 1
    seat.save()


def says_yes(at: Seated, seat: Participant, by: UUID | None) -> None:
    """A party that said to be able to at the moment that became the date, comes."""
    change_seat(seat, at.viewer, at.now, **_yes(by, at.now))


def told_yes(at: Seated, seat: Participant) -> None:
    """Somebody said to whoever directs to come: whom the party proposed before, does not count any more."""
    change_seat(seat, at.viewer, at.now, **_NO_PROPOSAL, **_yes(at.viewer.user_id, at.now), representative="")


def told_no(at: Seated, seat: Participant, reason: str) -> None:
    """And the same for a no, with why."""
    change_seat(seat, at.viewer, at.now, **_NO_PROPOSAL, **_no(reason, at.viewer.user_id, at.now))


def _yes(by: UUID | None, now: datetime) -> dict[str, Any]:
    present = {"participation_form": ParticipationForm.PRESENT, "declined_reason": ""}
    return present | {"answered_at": now, "answered_by_id": by}


def _no(reason: str, by: UUID | None, now: datetime) -> dict[str, Any]:
    absent = {"participation_form": ParticipationForm.DECLINED, "declined_reason": reason, "representative": ""}
    return absent | {"answered_at": now, "answered_by_id": by}


def _answering(viewer: Viewer, reference: str, meeting_id: UUID, now: datetime, purpose: Purpose) -> Answering:
    """The invitation of the party that sends this viewer, under the lock of its case."""
    at_case = cases.invited_at_case(viewer=viewer, reference=reference, meeting_id=meeting_id, now=now, purpose=purpose)
    seat = Participant.objects.select_related("meeting").get(pk=at_case.seat_id)
    if seat.meeting.opened_at:
        raise NotPossible(_("Dit overleg is al begonnen. Bel de procesregisseur."))
    return Answering(seat.meeting, seat, at_case, viewer, now, purpose)


def _proposed(
    viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, now: datetime
) -> tuple[Seated, Participant]:
    at = seated(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    if not seat.proposed_name:
        raise NotPossible(_("Dit voorstel staat er niet meer. Vernieuw de pagina."))
    return at, seat
