"""A date by proposal and answer: moments are proposed, everybody says when they can, and who directs picks one.

As long as there is no date, nothing stands in anybody's calendar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import NotAuthorised, NotPossible
from cases.meeting_terms import DateFit, InvitationAnswer
from cases.standing import AT_TABLE
from meetings.actions.calendars import keep_calendars
from meetings.actions.invitations import ask_again, no_longer_no, says_yes
from meetings.actions.seated import Seated, looked_up, seated
from meetings.actions.telling import tell_invited
from meetings.dates import Moment, why_not_propose
from meetings.models import DateAnswer, DateOption, Participant
from meetings.reads.facts import answer_of, open_options, waits_for_dates
from meetings.reads.own_seat import seat_of
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@entrance
@transaction.atomic
def propose_dates(
    *, viewer: Viewer, reference: str, meeting_id: UUID, moments: Sequence[Moment], now: datetime
) -> None:
    """Proposes moments, beside those that are proposed already. The date that was there, is not the date any more."""
    at = _preparing(seated(viewer, reference, meeting_id, now))
    there = {option.starts_at for option in open_options(at.meeting, now)}
    fresh = {moment.starts_at: moment for moment in moments if moment.starts_at not in there}
    if moments and not fresh:
        return  # the button was pressed twice
    if why_not := why_not_propose(fresh.values(), len(there), now):
        raise NotPossible(_(why_not), field="moments")
    _expire(at, DateOption.objects.filter(meeting=at.meeting, starts_at__in=fresh, picked_at=None, expired_at=None))
    DateOption.objects.bulk_create(
        DateOption(
            case_id=at.at_table.case_id,
            meeting=at.meeting,
            starts_at=one.starts_at,
            minutes=one.minutes,
            made_by_id=viewer.user_id,
            made_at=now,
        )
        for one in fresh.values()
    )
    if at.meeting.date_asked_at is None:
        at.meeting.date_asked_at = now
        ask_again(at)
    _report(at)
    keep_calendars(at)
    _tell_who_waits(at)


@entrance
@transaction.atomic
def withdraw_date(*, viewer: Viewer, reference: str, meeting_id: UUID, option_id: UUID, now: datetime) -> None:
    """Takes back a proposed moment, with what was answered to it."""
    at = _asking(seated(viewer, reference, meeting_id, now))
    found = DateOption.objects.filter(meeting=at.meeting, pk=option_id, picked_at=None, expired_at=None)
    if not found.exists():
        raise NotPossible(_("Dit moment staat er niet meer. Vernieuw de pagina, en kies een ander moment."))
    _expire(at, found)
    _report(at)


@entrance
@transaction.atomic
def answer_dates(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    answers: Mapping[UUID, DateFit],
    now: datetime,
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """Whom a party sends says when it can. Again is allowed: as long as there is no date, the last answer counts.

    Whoever said not to come, and can after all, is asked again.
    """
    at = looked_up(viewer, reference, meeting_id, now, by=AT_TABLE, purpose=purpose)
    mine = seat_of(at.meeting, viewer.user_id)
    if mine is None:
        raise NotAuthorised
    if set(answers.values()) - {DateFit.CANNOT}:
        no_longer_no(at, mine)
    _answer(_asking(at), mine, answers, "")


@entrance
@transaction.atomic
def record_dates(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    seat_id: UUID,
    answers: Mapping[UUID, DateFit],
    how: str,
    now: datetime,
) -> None:
    """What a resident, or somebody else who does not answer here, told who directs; with how that was."""
    at = _asking(seated(viewer, reference, meeting_id, now))
    if not how.strip():
        raise NotPossible(_("Schrijf op hoe u dit hoorde, bijvoorbeeld: gebeld."), field="how")
    _answer(at, at.seat(seat_id), answers, how.strip())


@entrance
@transaction.atomic
def pick_date(*, viewer: Viewer, reference: str, meeting_id: UUID, option_id: UUID, now: datetime) -> None:
    """This is the date: it comes in everybody's calendar, and the other moments expire.

    Who said to be able to then, comes; who did not, is asked whether that still works out.
    """
    at = seated(viewer, reference, meeting_id, now)
    option = DateOption.objects.filter(meeting=at.meeting, pk=option_id).first()
    if option and option.picked_at and at.meeting.date_asked_at is None:
        return  # the button was pressed twice
    _asking(at)
    if option is None or option.picked_at or option.expired_at:
        raise NotPossible(_("Dit moment staat er niet meer. Vernieuw de pagina, en kies een ander moment."))
    if option.starts_at <= now:
        raise NotPossible(_("Dit moment is al voorbij. Kies een ander, of stel nieuwe momenten voor."))
    option.picked_at = now
    option.save(update_fields=["picked_at"])
    at.meeting.planned_at, at.meeting.duration_minutes = option.starts_at, option.minutes
    stop_asking(at)
    _take_as_yes(at, option)
    at.report()
    keep_calendars(at)
    for seat in at.meeting.participants.filter(party__isnull=False):
        if answer_of(seat) is not InvitationAnswer.YES:
            tell_invited(at, seat)


# For the actions among themselves.


def stop_asking(at: Seated) -> None:
    """There is a date: what else was proposed, expires."""
    _expire(at, DateOption.objects.filter(meeting=at.meeting, picked_at=None, expired_at=None))
    at.meeting.date_asked_at = None


def _preparing(at: Seated) -> Seated:
    if at.meeting.opened_at:
        raise NotPossible(_("Dit overleg is al begonnen. Ga ermee verder aan tafel."))
    return at


def _asking(at: Seated) -> Seated:
    if at.meeting.date_asked_at is None:
        raise NotPossible(_("De datum is al gekozen. Wilt u een andere, wijzig dan het overleg."))
    return at


def _expire(at: Seated, options: object) -> None:
    options.update(expired_at=at.now)  # type: ignore[attr-defined]


def _report(at: Seated) -> None:
    """planned_at follows the first moment that can still be."""
    first = open_options(at.meeting, at.now).first()
    if first:
        at.meeting.planned_at, at.meeting.duration_minutes = first.starts_at, first.minutes
    at.report()


def _tell_who_waits(at: Seated) -> None:
    seats = list(at.meeting.participants.filter(party__isnull=False))
    waiting = waits_for_dates(at.meeting, seats)
    for seat in seats:
        if seat.pk in waiting:
            tell_invited(at, seat)


def _answer(at: Seated, seat: Participant, answers: Mapping[UUID, DateFit], how: str) -> None:
    proposed = set(open_options(at.meeting, at.now).values_list("pk", flat=True))
    if not answers:
        raise NotPossible(_("Kies bij ten minste een moment of u dan kunt."))
    if not set(answers) <= proposed:
        raise NotPossible(_("De momenten zijn intussen gewijzigd. Bekijk ze opnieuw."))
    for option, answer in answers.items():
        said = {"answer": answer, "answered_by_id": at.viewer.user_id, "answered_at": at.now, "how": how}
        of_case = {"case_id": at.at_table.case_id}
        DateAnswer.objects.update_or_create(
            option_id=option, participant=seat, defaults=said, create_defaults=said | of_case
        )
    at.report()


def _take_as_yes(at: Seated, option: DateOption) -> None:
    answers = DateAnswer.objects.filter(option=option, answer=DateFit.CAN, participant__party__isnull=False)
    for answer in answers.select_related("participant"):
        if answer_of(answer.participant) is InvitationAnswer.WAITING:
            says_yes(at, answer.participant, answer.answered_by_id)
