"""A meeting of C-9 on its way, for the tests of its pages: what stands in an address, and how far it is."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from cases.meeting_terms import AgendaPoint, MeetingKind, ParticipationForm, SeatKind
from meetings import actions
from meetings.actions import NewMeeting, NewSeat
from meetings.models import Meeting
from meetings.phases import Phase
from privacy import gate

PIA, CAS, WIM, BERT = "pia_directs_process", "cas_directs_case", "wim_takes_part", "bert_stands_nowhere"
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()


def at(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=["C-9", *args])


def one() -> Meeting:
    with gate.opened():
        return Meeting.objects.get(case__reference="C-9")


def planned(by, now) -> UUID:
    """A meeting for which nobody is invited yet."""
    meeting = NewMeeting(MeetingKind.MDO, now + timedelta(hours=1), 75, (AgendaPoint.A, AgendaPoint.B))
    return actions.plan_meeting(meeting=meeting, **by())


def invited(by, now, ids) -> dict[str, UUID]:
    """A meeting with Saar and Wim invited. Returns the ids of the meeting and of both seats."""
    meeting_id = planned(by, now)
    saar = NewSeat(SeatKind.RESIDENT, person=ids["person_id"], participation_form=ParticipationForm.PRESENT)
    wim = NewSeat(SeatKind.FIXED_PARTNER, party=ids["party_id"], reason="De huur")
    seats = [actions.invite(meeting_id=meeting_id, seat=seat, **by()) for seat in (saar, wim)]
    return {"meeting": meeting_id, "saar": seats[0], "wim": seats[1]}


def opened(by, now, ids) -> dict[str, UUID]:
    """The same, open."""
    there = invited(by, now, ids)
    actions.open_meeting(meeting_id=there["meeting"], **by())
    return there


def laid() -> dict[str, UUID | None]:
    """What lies on the table, as a screen sends it along; of the one meeting there is."""
    with gate.opened():
        return {"topic": Meeting.objects.get().topic_id}


def put_in(phase: Phase, meeting_id: UUID) -> None:
    """The table in this phase: how it comes there is walked in test_at_the_table.py."""
    with gate.opened():
        Meeting.objects.filter(pk=meeting_id).update(phase=phase, clock_since=timezone.now())


def in_a_week() -> str:
    return f"{timezone.localdate() + timedelta(days=7):%d-%m-%Y} 14:00"
