"""The way out of the meetings: frozen pages. Whoever may not see the case does not see its tables either.

The case writes the line in the read log and says what may be seen; a meeting is minutes (category minutes) as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from cases import reads as cases
from cases.meeting_facts import MeetingFacts
from cases.reads import CaseForMeeting, CaseNotFound
from cases.reads.shell import CaseShell
from cases.terms import Compartment
from meetings import phases
from meetings.models import Material, Meeting, Minutes, NewFactsSignal, Participant
from meetings.phases import AT_THE_END
from meetings.reads.facts import facts_from, is_running, prepared_of, sitting_at
from meetings.reads.lines import MeetingLine, SeatLine, first_first, line_of, seat_line
from meetings.reads.live import live_of
from meetings.reads.moment import advice_on
from meetings.reads.own_seat import seat_of
from meetings.reads.screen import Advice, Live
from meetings.reads.words import Words, words_of
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class MeetingsPage:
    """All meetings of a case. current: the one that runs, or the next one; waiting: what else is not over."""

    shell: CaseShell
    may_direct: bool
    current: MeetingLine | None
    waiting: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]


@dataclass(frozen=True)
class SignalLine:
    """A new fact that was raised against a proposal."""

    id: UUID
    fact: str
    proposal: str
    raised_by: str
    resolution: str
    reason: str
    is_open: bool


# What a page of one meeting has besides, as long as it does not run.
NOT_LIVE: dict[str, Any] = {"asks_round": False, "live": None}


@dataclass(frozen=True)
class MeetingPage:
    """One meeting: being prepared, at the table, or closed with its minutes to share."""

    shell: CaseShell
    case: CaseForMeeting
    meeting: MeetingLine | None
    values: dict[str, Any]  # of the form: when, where, what for
    seats: tuple[SeatLine, ...]
    signals: tuple[SignalLine, ...]
    advice: Advice | None
    professionals: int
    too_many: str
    group_reason: str  # why so many, for who directs
    phase: str
    is_planned: bool
    is_open: bool
    is_broken_off: bool
    is_closed: bool
    question: str
    purposes: str
    in_picture: bool
    waiting: int
    minutes: str
    made_by: tuple[tuple[UUID, str], ...]  # of a closed meeting: who made what is still there
    stopped_because: str  # of a meeting that was broken off, for who directs
    not_resumed_because: str  # and when it does not go on any more
    next_at: datetime | None  # of one that is closed: when the table meets again
    asks_round: bool  # the end: the round on working together is for this viewer
    live: Live | None  # while it runs

    @property
    def may_end(self) -> bool:
        """Whether this viewer closes the meeting, or breaks it off."""
        return self.case.may_direct and self.is_open

    @property
    def may_release(self) -> bool:
        """Whether there are minutes that this viewer can release for who is not there."""
        shared = self.meeting is not None and self.meeting.minutes_shared
        return self.case.may_direct and shared and bool(self.minutes)


@entrance
@transaction.atomic
def open_meetings(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> MeetingsPage:
    """The meetings of a case."""
    case = cases.open_for_meeting(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_meetings")
    here = Count("participants", filter=Q(participants__attended=True))
    rows = Meeting.objects.filter(case=case.case_id).annotate(here=here).order_by("-planned_at", "-sequence")
    lines = [line_of(meeting) for meeting in rows] if case.sees_minutes else []
    waiting = first_first(lines)
    return MeetingsPage(
        shell=case.shell,
        may_direct=case.may_direct,
        current=waiting[0] if waiting else None,
        waiting=waiting[1:],
        past=tuple(line for line in lines if line.is_over),
    )


def waiting_beside(case: CaseForMeeting, meeting: Meeting | None) -> tuple[MeetingLine, ...]:
    """What else is not over, beside this meeting."""
    rows = Meeting.objects.filter(case=case.case_id, closed_at=None) if case.sees_minutes else ()
    return first_first([line_of(row) for row in rows if row != meeting])


@entrance
@transaction.atomic
def open_table(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> MeetingPage:
    """The meeting at the table: the open one, else the next one, one broken off, or the last one that was closed."""
    case = case_of_page(viewer, purpose, reference, now, "open_table")
    closed_last, broken_off_later = F("closed_at").desc(nulls_first=True), F("broken_off_at").asc(nulls_first=True)
    rows = Meeting.objects.filter(case=case.case_id)
    rows = rows.order_by(closed_last, broken_off_later, "opened_at", "planned_at")
    found = rows.annotate(text=latest_minutes(case)).first()
    return _with_live(page_of(case, found), found, now)


@entrance
@transaction.atomic
def open_meeting(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> MeetingPage:
    """One meeting of this case. CaseNotFound when it is of another case, or does not exist."""
    case = case_of_page(viewer, purpose, reference, now, "open_meeting", f"meeting:{meeting_id}")
    found = Meeting.objects.filter(case=case.case_id, pk=meeting_id).annotate(text=latest_minutes(case)).first()
    if found is None:
        raise CaseNotFound(reference)
    return _with_live(page_of(case, found), found, now)


def _with_live(page: MeetingPage, meeting: Meeting | None, now: datetime) -> MeetingPage:
    seen = meeting if page.case.sees_minutes else None
    asks = bool(seen and seen.opened_at and seen.phase in AT_THE_END and _takes_part(page.case, seen))
    return replace(page, live=live_of(page.case, seen, now), asks_round=asks)


def _takes_part(case: CaseForMeeting, meeting: Meeting) -> bool:
    """Chairs, or has a seat there for a party."""
    return case.may_direct or seat_of(meeting, case.user_id) is not None


def case_of_page(
    viewer: Viewer, purpose: Purpose, reference: str, now: datetime, action: str, about: str = ""
) -> CaseForMeeting:
    """The case of any page about one of its meetings."""
    return cases.open_for_meeting(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action=action, about=about
    )


def latest_minutes(case: CaseForMeeting) -> Subquery:
    """The minutes in their last version, of the laws that this viewer may see."""
    minutes = Minutes.objects.filter(meeting=OuterRef("pk"), law__in=case.laws)
    return Subquery(minutes.order_by("-number").values("text")[:1])


def page_of(case: CaseForMeeting, meeting: Meeting | None, sitting: Sequence[Participant] | None = None) -> MeetingPage:
    """One meeting as this viewer may see it; without one, or without minutes to see, what a new one starts from."""
    if not case.sees_minutes:
        meeting = None
    mind = {person.id: person.mind for person in case.people}
    if sitting is None:
        sitting = sitting_at(meeting) if meeting else []
    seats = tuple(
        seat_line(row, case.since, mind.get(row.person_id, "") if row.person_id else "")
        for row in sitting
        if row.law in case.laws
    )
    words = words_of(case, meeting)
    raised = list(meeting.new_facts.order_by("raised_at")) if meeting else []
    waiting = sum(row.resolved_at is None for row in raised)
    facts = facts_from(meeting, case.since, sitting, waiting) if meeting else None
    return MeetingPage(
        shell=case.shell,
        case=case,
        meeting=line_of(meeting) if meeting else None,
        values=_values(meeting, words),
        seats=seats,
        signals=_signals(case, raised),
        advice=advice_on(raised) if meeting and is_running(meeting) else None,
        professionals=facts.professionals if facts else 0,
        too_many=_too_many(facts) if facts else "",
        phase=meeting.phase.label if meeting else "",
        is_planned=bool(meeting and not meeting.opened_at),
        is_closed=bool(meeting and meeting.closed_at),
        is_open=meeting is not None and is_running(meeting),
        is_broken_off=bool(meeting and meeting.broken_off_at and not meeting.closed_at),
        question=words.question,
        purposes=words.purposes,
        in_picture=bool(meeting and meeting.phase not in phases.BEFORE_THE_PICTURE),
        waiting=facts.waiting if facts else 0,
        minutes=getattr(meeting, "text", "") or "",
        **_for_who_directs(case, meeting),
        next_at=meeting.next_at if meeting and meeting.closed_at else None,
        **NOT_LIVE,
    )


def _for_who_directs(case: CaseForMeeting, meeting: Meeting | None) -> dict[str, Any]:
    """What who directs wrote down about the meeting itself, and whose material of it is still there afterwards."""
    meeting = meeting if case.may_direct else None
    made = Material.objects.filter(meeting=meeting) if meeting and meeting.closed_at else Material.objects.none()
    makers = made.order_by("participant__name").values_list("participant", "participant__name").distinct()
    return {
        "made_by": tuple(makers),
        "group_reason": meeting.group_reason if meeting else "",
        "stopped_because": meeting.broken_off_reason if meeting else "",
        "not_resumed_because": meeting.ended_reason if meeting else "",
    }


def _signals(case: CaseForMeeting, raised: Iterable[NewFactsSignal]) -> tuple[SignalLine, ...]:
    """The new facts, for who directs and as far as the law goes: who was out of the room does not read them here."""
    heard = [row for row in raised if (DataCategory(row.category), Compartment(row.law)) in case.within]
    return tuple(_signal(row) for row in heard if case.may_direct)


def _too_many(facts: MeetingFacts) -> str:
    if facts.professionals <= facts.group_limit:
        return ""
    words = {"count": facts.professionals, "limit": facts.group_limit}
    return _("%(count)s professionals, meer dan %(limit)s") % words


def _signal(signal: NewFactsSignal) -> SignalLine:
    return SignalLine(
        id=signal.pk,
        fact=signal.fact,
        proposal=signal.proposal,
        raised_by=signal.raised_by,
        resolution=signal.resolution.label if signal.resolution else "",
        reason=signal.resolution_reason,
        is_open=signal.resolved_at is None,
    )


def _values(meeting: Meeting | None, words: Words) -> dict[str, Any]:
    texts: dict[str, Any] = {"question": words.question, "purpose_text": words.purposes}
    if meeting is None:
        return texts
    return texts | {
        "kind": meeting.kind.value,
        "planned_at": None if meeting.date_asked_at else meeting.planned_at,
        "duration_minutes": meeting.duration_minutes,
        "place": meeting.place,
        "covers": list(meeting.covers),
        "legal_bases": list(meeting.legal_bases),
        "version": prepared_of(meeting),
    }
