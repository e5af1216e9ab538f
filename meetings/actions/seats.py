"""What is agreed about one seat: why it is there, how somebody takes part, whether the resident wants it, who comes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import NotPossible
from cases.meeting_terms import InvitationAnswer, ParticipationForm, SeatKind
from meetings.actions.apart import refuse_to_meet
from meetings.actions.invitations import change_seat, told_no, told_yes
from meetings.actions.rooms import come_in_late, empty_the_room, leave
from meetings.actions.seated import Seated, looked_up, seated
from meetings.models import Participant
from meetings.reads.facts import is_present
from privacy.gate import entrance
from privacy.viewer import Viewer


@entrance
@transaction.atomic
def arrange_participation(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    seat_id: UUID,
    form: ParticipationForm,
    now: datetime,
    declined_reason: str = "",
    representative: str = "",
) -> None:
    """How somebody of household or network takes part: present, video, written, represented and by whom, or not and

    then why not (R-MDO-3).
    """
    at = seated(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    if seat.party_id:
        raise NotPossible(_("Een partij komt of komt niet. Schrijf op wat zij antwoordde."))
    check_participation(form, declined_reason, representative)
    was_there, was_in_person = is_present(seat), seat.participation_form == ParticipationForm.PRESENT
    declines, is_spoken_for = form is ParticipationForm.DECLINED, form is ParticipationForm.REPRESENTED
    change_seat(
        seat,
        viewer,
        now,
        participation_form=form,
        declined_reason=declined_reason if declines else "",
        representative=representative.strip() if is_spoken_for else "",
    )
    if is_present(seat) and not (was_there and (was_in_person or form is not ParticipationForm.PRESENT)):
        refuse_to_meet(at, seat)  # also of who took part from elsewhere, and comes in person now
    if not is_present(seat):
        leave(at, seat)
    elif not was_there and at.meeting.broken_off_at is None:  # else that one sits down when it goes on
        come_in_late(at, seat)
    at.report()


@entrance
@transaction.atomic
def say_why_at_table(
    *, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, reason: str, now: datetime
) -> None:
    """Why somebody sits there (R-MDO-4): a party reads it in its invitation as it is now."""
    at = seated(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom deze deelnemer aan tafel zit."), field="reason")
    change_seat(seat, viewer, now, reason_at_table=reason.strip())
    at.report()


@entrance
@transaction.atomic
def record_answer(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    seat_id: UUID,
    answer: InvitationAnswer,
    now: datetime,
    declined_reason: str = "",
) -> None:
    """What a party, a colleague or an expert told to whoever directs: to come, or not and why."""
    at = seated(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    if seat.person_id:
        raise NotPossible(_("Spreek met deze persoon af hoe die meedoet."))
    if at.meeting.opened_at:
        raise NotPossible(_("Dit overleg is al begonnen. Zet aan tafel wie er is."))
    if at.meeting.date_asked_at:
        raise NotPossible(_("Er is nog geen datum. Schrijf op wanneer deze deelnemer kan."))
    if answer is InvitationAnswer.YES:
        told_yes(at, seat)
    elif answer is InvitationAnswer.NO and declined_reason.strip():
        told_no(at, seat, declined_reason.strip())
    else:
        raise NotPossible(_("Schrijf op waarom deze deelnemer niet komt."), field="declined_reason")
    at.report()


@entrance
@transaction.atomic
def record_wanted(
    *, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, by: Collection[UUID], now: datetime
) -> bool:
    """These people said to want this person of the network at the table, who may hear from then on what is about them.

    Everybody who wants it now: who is not among them any more, changed the mind. Also after the meeting: then it says
    what of the minutes is read. Returns whether it is.
    """
    at = looked_up(viewer, reference, meeting_id, now)
    if not by or set(by) - set(at.at_table.people):
        raise NotPossible(_("Kies wie deze persoon erbij wil hebben."), field="by")
    return _want(at, seat_id, by)


@entrance
@transaction.atomic
def record_unwanted(*, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, now: datetime) -> bool:
    """They would rather not, or changed the mind. Returns whether the meeting is over."""
    return _want(looked_up(viewer, reference, meeting_id, now), seat_id, ())


# For the actions among themselves.


def check_participation(form: ParticipationForm, declined_reason: str, representative: str) -> None:
    """Who declines says why, and of who is represented is known by whom."""
    if form is ParticipationForm.DECLINED and not declined_reason.strip():
        raise NotPossible(_("Schrijf op waarom deze persoon niet meedoet."), field="declined_reason")
    if form is ParticipationForm.REPRESENTED and not representative.strip():
        raise NotPossible(_("Schrijf op wie voor deze persoon spreekt."), field="representative")


def comes_after_all(at: Seated, seat: Participant) -> None:
    """Who said no sits there in person. Why it was a no stays, for when that was a wrong click."""
    if seat.participation_form == ParticipationForm.DECLINED:
        change_seat(seat, at.viewer, at.now, participation_form=ParticipationForm.PRESENT)


def says_no_still(at: Seated, seat: Participant) -> None:
    """That wrong click is taken back."""
    if seat.declined_reason:
        change_seat(seat, at.viewer, at.now, participation_form=ParticipationForm.DECLINED)


def _want(at: Seated, seat_id: UUID, by: Collection[UUID]) -> bool:
    seat = at.seat(seat_id)
    if seat.seat_kind is not SeatKind.NETWORK or seat.person_id is None:
        raise NotPossible(_("Dit geldt voor iemand uit het netwerk van de inwoner. Kies zo iemand."))
    if seat.person_id in by:
        raise NotPossible(_("Kies iemand anders: om deze persoon gaat het."), field="by")
    change_seat(seat, at.viewer, at.now, wanted_at=at.now if by else None, wanted_by=list(dict.fromkeys(by)))
    empty_the_room(at)
    at.report()
    return at.meeting.closed_at is not None
