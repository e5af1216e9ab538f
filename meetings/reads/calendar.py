"""A meeting in somebody's calendar: to be downloaded by whose calendar it is, and to be mailed to that person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases import reads as cases
from cases.reads import CaseNotFound
from meetings.calendars import Moment
from meetings.models import CalendarInvite, Meeting
from privacy import law
from privacy.gate import entrance
from privacy.law import Purpose, Role
from privacy.viewer import Viewer


@dataclass(frozen=True)
class CalendarFor:
    """A moment, by mail with whom it goes to. in_portal: by which door that person comes in.

    seeks_date: it was taken out of the calendar because another moment is looked for.
    """

    moment: Moment
    email: str
    name: str
    in_portal: bool
    seeks_date: bool = False


@dataclass(frozen=True)
class Behind:
    """The meeting of somebody's number in a calendar."""

    reference: str
    meeting_id: UUID


@entrance
@transaction.atomic
def open_calendar(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> CalendarFor:
    """The meeting as this colleague has it in the own calendar. CaseNotFound when it is not in there."""
    about = f"meeting:{meeting_id}"
    case = cases.open_for_meeting(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_calendar", about=about
    )
    return _mine(viewer, reference, case.case_id, meeting_id)


@entrance
@transaction.atomic
def open_invited_calendar(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime
) -> CalendarFor:
    """The same in the portal, where the invitation is opened for it."""
    asked: dict[str, Any] = {"viewer": viewer, "purpose": purpose, "reference": reference, "now": now}
    case = cases.open_for_invited(**asked, meeting_id=meeting_id, action="open_invited_calendar")
    return _mine(viewer, reference, case.case_id, meeting_id)


@entrance
def where_it_leads(*, viewer: Viewer, invite_id: UUID) -> Behind:
    """Behind which case and meeting somebody's own number leads. CaseNotFound for anybody else's, or when it is over.

    Gives nothing away by itself: the page that is opened next asks the law and writes its line.
    """
    mine = CalendarInvite.objects.filter(pk=invite_id, user=viewer.user_id, cancelled_at=None)
    found = mine.values_list("case__reference", "meeting_id").first()
    if found is None:
        raise CaseNotFound(str(invite_id))
    return Behind(*found)


@entrance
def calendar_to_mail(*, invite_id: UUID) -> CalendarFor | None:
    """For the mail to whose calendar it is. None: that person is no longer there, or has no address."""
    invite = CalendarInvite.objects.select_related("user").filter(pk=invite_id, user__is_active=True).first()
    if invite is None or not invite.user.email:
        return None
    # Taken out in the moment in which other dates were asked: not because the meeting or the seat is gone.
    seeks = Meeting.objects.filter(pk=invite.meeting_id, date_asked_at=invite.cancelled_at, date_asked_at__isnull=False)
    return replace(_for(invite, invite.user.role, invite.user.email, invite.user.name), seeks_date=seeks.exists())


def _mine(viewer: Viewer, reference: str, case_id: UUID, meeting_id: UUID) -> CalendarFor:
    mine = CalendarInvite.objects.filter(user=viewer.user_id, cancelled_at=None)
    invite = mine.filter(case=case_id, meeting_id=meeting_id).first()
    if invite is None:
        raise CaseNotFound(reference)
    return _for(invite, viewer.role)


def _for(invite: CalendarInvite, role: str, email: str = "", name: str = "") -> CalendarFor:
    moment = Moment(
        id=invite.pk,
        sequence=invite.sequence,
        starts_at=invite.starts_at,
        minutes=invite.minutes,
        place=invite.place,
        changed_at=invite.changed_at,
        is_cancelled=invite.cancelled_at is not None,
    )
    in_portal = bool(law.rules(Role(role), Purpose.COOPERATION))
    return CalendarFor(moment, email, name, in_portal)
