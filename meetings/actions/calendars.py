"""Who has a meeting in the own calendar: it comes in, moves along and goes out with the meeting and the seats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import NotPossible
from cases.record_terms import Involvement
from meetings.actions.seated import Seated, seated
from meetings.models import CalendarInvite, Meeting
from outbox import actions as outbox
from privacy.gate import entrance
from privacy.viewer import Origin, Viewer


def keep_calendars(at: Seated) -> None:
    """Brings the calendars in line with the meeting. A calendar hears of it only when there is something to hear."""
    if at.meeting.opened_at or at.viewer.origin is Origin.IMPORT:
        return
    wanted = _wanted(at)
    there = {invite.user_id: invite for invite in _running(at)}
    _take_out([invite for user, invite in there.items() if user not in wanted], at.now)
    for user in sorted(wanted):
        if user not in there:
            _tell(CalendarInvite.objects.create(case_id=at.at_table.case_id, user_id=user, **_when(at.meeting, at.now)))
        elif _moved(at, there[user]):
            _change(at, there[user])


@entrance
@transaction.atomic
def follow_calendars(*, case_id: UUID, now: datetime) -> None:
    """Whose party stopped or sends somebody else, no longer has in the own calendar when and where the table meets; nor
    who directed it before, and who directs it now has.

    Called when somebody hears less (settings), under the lock of the case.
    """
    director = cases.who_directs(case_id=case_id)
    for meeting in Meeting.objects.filter(case=case_id, opened_at=None):
        sits = Q(party__contact__isnull=False) & ~Q(party__involvement=Involvement.STOPPED)
        sent = meeting.participants.filter(sits).values("party__contact")
        invites = CalendarInvite.objects.filter(meeting_id=meeting.pk)
        running, is_kept = invites.filter(cancelled_at=None), invites.exists()  # not of a meeting from a case file
        _take_out(list(running.exclude(user__in=sent).exclude(user=director)), now)
        if director and is_kept and not meeting.date_asked_at and not running.filter(user=director).exists():
            _tell(CalendarInvite.objects.create(case_id=case_id, user_id=director, **_when(meeting, now)))


def empty_calendars(at: Seated) -> None:
    """The meeting does not take place: it goes out of every calendar."""
    _take_out(_running(at), at.now)


@entrance
@transaction.atomic
def send_calendar_again(*, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, now: datetime) -> None:
    """The same once more to whom this party sends: the mail failed, or went astray. At most once a minute."""
    at = seated(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    keep_calendars(at)
    party = at.at_table.parties.get(seat.party_id) if seat.party_id else None
    invite = next((one for one in _running(at) if party and one.user_id == party.contact), None)
    if invite is None:
        raise NotPossible(_("Deze deelnemer heeft dit overleg niet in de agenda. Is er een datum en een account?"))
    key = f"calendar:{invite.pk}:{invite.sequence}:{now:%Y%m%d%H%M}"
    outbox.put_once(topic="meetings.calendar", key=key, payload={"invite_id": str(invite.pk)})


# For the actions among themselves.


def _wanted(at: Seated) -> set[UUID]:
    """Who directs now, and whom the parties send that have a seat. Nobody as long as there is no date."""
    if at.meeting.date_asked_at:
        return set()
    seats = at.meeting.participants.filter(party__isnull=False).values_list("party", flat=True)
    parties = [at.at_table.parties[seat] for seat in seats if seat in at.at_table.parties]
    sent = {party.contact for party in parties if not party.has_stopped}
    return {user for user in (*sent, at.at_table.director) if user}


def _running(at: Seated) -> list[CalendarInvite]:
    return list(CalendarInvite.objects.filter(meeting_id=at.meeting.pk, cancelled_at=None))


def _when(meeting: Meeting, now: datetime) -> dict[str, object]:
    return {
        "meeting_id": meeting.pk,
        "starts_at": meeting.planned_at,
        "minutes": meeting.duration_minutes,
        "place": meeting.place,
        "changed_at": now,
    }


def _moved(at: Seated, invite: CalendarInvite) -> bool:
    wanted = _when(at.meeting, at.now)
    return any(getattr(invite, name) != wanted[name] for name in ("starts_at", "minutes", "place"))


def _change(at: Seated, invite: CalendarInvite) -> None:
    for name, value in _when(at.meeting, at.now).items():
        setattr(invite, name, value)
    _save(invite)


def _take_out(invites: Iterable[CalendarInvite], now: datetime) -> None:
    for invite in invites:
        invite.cancelled_at = invite.changed_at = now
        _save(invite)


def _save(invite: CalendarInvite) -> None:
    invite.sequence += 1
    invite.save()
    _tell(invite)


def _tell(invite: CalendarInvite) -> None:
    key = f"calendar:{invite.pk}:{invite.sequence}"
    outbox.put(topic="meetings.calendar", key=key, payload={"invite_id": str(invite.pk)})
