"""
The running meeting on the screen of whom a party sends, in the portal.

Runs under the restricted role of the database: the rows and columns of meetings/migrations/0008_portal_table.py
and 0009_pieces_of_time.py. Here is said in the application what stands there as a policy: the own seat, the topics at
which that seat was in the room, what it said itself, and of what others said while it was there what is shared with
this partner.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from cases import reads as cases
from cases.meeting_terms import ContributionKind
from cases.reads import CaseForInvited, CaseNotFound, ProposedAction
from meetings.admission import Guest, why_not_admitted
from meetings.models import Contribution, Meeting, Participant, Presence, Topic
from meetings.phases import AT_THE_END, Phase, asks_first_turn, is_talking
from meetings.reads.admitted import about
from meetings.reads.facts import is_present, is_running, spoke_since, why_not_take_back
from meetings.reads.heard import heard_by
from meetings.reads.moment import ICONS, categories_of, clock_of, kinds_later, kinds_now, phase_marks
from meetings.reads.screen import Clock, Option, PhaseMark, Said, SaidKind
from meetings.stand import Stand
from privacy import grants
from privacy.compiled import (
    SOME_MEETING,
    SOME_MOMENT,
    SOME_SEAT,
    SOME_TOPIC,
    SOME_USER,
    Lookup,
    columns,
    written,
)
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer

_K = ContributionKind


@dataclass(frozen=True)
class SeatPage:
    """What whom a party sends sees of a meeting that runs. runs: it does; here: and this seat is there.

    over: it was held; next_at: when the table meets again. broken_off: it goes on later.
    topic: what is on the table, for who is in the room; without_me: something is, for which this seat is out of it.
    """

    case: CaseForInvited
    stand: Stand
    id: UUID
    reference: str
    title: str
    runs: bool
    over: bool
    broken_off: bool
    next_at: datetime | None
    here: bool
    phases: tuple[PhaseMark, ...]
    clock: Clock | None
    topic: str
    topic_id: UUID | None
    without_me: bool
    my_turn: bool
    somebodys_turn: bool
    has_spoken: bool
    asks_turn: bool  # a first turn is what the table waits for
    asks_round: bool  # the end is near: the round on working together can be answered
    speaks: bool
    kinds: tuple[Option, ...]
    later: tuple[Option, ...]
    categories: tuple[Option, ...]
    said: tuple[SaidKind, ...]
    proposed: tuple[ProposedAction, ...]  # what the table asks this partner to do, that waits for its answer


@entrance
@transaction.atomic
def open_seat(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> SeatPage:
    """The meeting as this partner hears it. CaseNotFound when its party is not invited there."""
    asked: dict[str, Any] = {
        "viewer": viewer,
        "purpose": purpose,
        "reference": reference,
        "meeting_id": meeting_id,
        "now": now,
    }
    case = cases.open_for_invited(**asked, action="open_seat")
    meetings = _one_meeting().objects(Meeting, {SOME_MEETING: meeting_id})
    seats = _one_seat().objects(Participant, {SOME_SEAT: case.seat_id})
    if not meetings or not seats:
        raise CaseNotFound(reference)
    meeting, seat = meetings[0], seats[0]
    mark = grants.mark(user_id=viewer.user_id, case_id=case.case_id, now=now)
    seen = Stand(meeting.pk, viewer.user_id, meeting.version, case.around, mark)
    return _page(case, reference, meeting, seat, seen, viewer, now)


def _page(
    case: CaseForInvited,
    reference: str,
    meeting: Meeting,
    seat: Participant,
    seen: Stand,
    viewer: Viewer,
    now: datetime,
) -> SeatPage:
    runs = is_running(meeting)
    here = runs and is_present(seat)
    topic = _on_table(case, meeting, viewer, now) if here else None
    has_spoken = spoke_since(seat, case.since)
    without_me = here and meeting.topic_id is not None and topic is None
    return SeatPage(
        case=case,
        stand=seen,
        id=meeting.pk,
        reference=reference,
        title=case.invitation.kind,
        runs=runs,
        **_how_far(meeting),
        here=here,
        phases=phase_marks(meeting.phase) if runs else (),
        clock=clock_of(meeting, [topic] if topic else [], now) if runs else None,
        topic=topic.title if topic else "",
        topic_id=topic.pk if topic else None,
        without_me=without_me,
        my_turn=meeting.turn_id == seat.pk and not without_me,
        somebodys_turn=meeting.turn_id is not None,
        has_spoken=has_spoken,
        asks_turn=asks_first_turn(meeting.phase, is_here=here, has_spoken=has_spoken, is_out=without_me),
        asks_round=meeting.phase in AT_THE_END and not meeting.broken_off_at and is_present(seat),
        speaks=here and is_talking(meeting.phase, has_topic=meeting.topic_id is not None) and not without_me,
        kinds=kinds_now(meeting.phase) if runs else (),
        later=kinds_later(meeting.phase) if runs else (),
        categories=categories_of(topic),
        **(_told(case, meeting, seat, viewer, now) if runs else {"said": (), "proposed": ()}),
    )


def _told(case: CaseForInvited, meeting: Meeting, seat: Participant, viewer: Viewer, now: datetime) -> dict[str, Any]:
    """What was said that this partner may read, and what the table asks of it."""
    return {"said": tuple(_said(meeting, seat, viewer, now)), "proposed": _proposed(case, meeting, viewer)}


def _proposed(case: CaseForInvited, meeting: Meeting, viewer: Viewer) -> tuple[ProposedAction, ...]:
    """Looked up when the table divides what is to be done, and not at every other change."""
    if meeting.phase is not Phase.DECISION:
        return ()
    return cases.proposed_to(case_id=case.case_id, user_id=viewer.user_id)


def _how_far(meeting: Meeting) -> dict[str, Any]:
    return {
        "over": meeting.closed_at is not None,
        "broken_off": meeting.broken_off_at is not None,
        "next_at": meeting.next_at if meeting.closed_at else None,
    }


def _on_table(case: CaseForInvited, meeting: Meeting, viewer: Viewer, now: datetime) -> Topic | None:
    """What is talked about, for a seat that is in the room for it, as long as this partner may hear it."""
    if meeting.topic_id is None:
        return None
    topics = _topic_of_seat().objects(Topic, {SOME_TOPIC: meeting.topic_id, SOME_SEAT: case.seat_id})
    if not topics:
        return None
    heard = cases.what_is_shared(case_id=case.case_id, user_id=viewer.user_id, now=now)
    return None if why_not_admitted(about(topics[0]), Guest(hearing=heard)) else topics[0]


def _said(meeting: Meeting, seat: Participant, viewer: Viewer, now: datetime) -> list[SaidKind]:
    """What this partner said, and of what others said while it was in the room, what is shared with it."""
    given = {SOME_SEAT: seat.pk, SOME_USER: viewer.user_id, SOME_MEETING: meeting.pk, SOME_MOMENT: now}
    by_kind: dict[Any, list[Said]] = defaultdict(list)
    for row in _said_to_seat().objects(Contribution, given):
        by_kind[row.kind].append(_line(row, meeting, viewer))
    return [SaidKind(k.value, k.label, ICONS.get(k, "message"), tuple(by_kind[k])) for k in _K if k in by_kind]


def _line(row: Contribution, meeting: Meeting, viewer: Viewer) -> Said:
    mine, typed = row.sent_id == viewer.user_id, row.made_by_id == viewer.user_id
    return Said(
        id=row.pk,
        text=row.text,
        by=_("Uzelf") if mine else "",
        at=row.made_at,
        is_new_fact=row.is_new_fact,
        may_take_back=typed and not why_not_take_back(row, meeting.phase),
        waits=False,
        outcome="",
        reason="",
    )


# --- What each screen asks at every change, written once -------------------------------------------------------------
# Only the columns that the restricted role may read.

_OF_MEETING = (
    *("id", "phase", "clock_since", "opened_at", "closed_at", "broken_off_at"),
    *("next_at", "topic", "turn", "version"),
)
_OF_SEAT = ("id", "attended", "participation_form", "first_turn_at")
_OF_TOPIC = ("id", "title", "minutes", "started_at", "categories", "about", "law")
_OF_SAID = (
    *("id", "topic", "participant", "sent", "phase", "kind"),
    *("text", "is_new_fact", "made_at", "made_by", "landed", "weighed"),
)


@cache
def _one_meeting() -> Lookup:
    return written(Meeting.objects.filter(pk=SOME_MEETING).values(*columns(Meeting, *_OF_MEETING)))


@cache
def _one_seat() -> Lookup:
    return written(Participant.objects.filter(pk=SOME_SEAT).values(*columns(Participant, *_OF_SEAT)))


@cache
def _topic_of_seat() -> Lookup:
    """A topic, when this seat is in the room for it now."""
    inside = Presence.objects.filter(participant=SOME_SEAT, topic=OuterRef("pk"), left_at=None)
    return written(Topic.objects.filter(Exists(inside), pk=SOME_TOPIC).values(*columns(Topic, *_OF_TOPIC)))


@cache
def _said_to_seat() -> Lookup:
    mine = Q(participant=SOME_SEAT, sent=SOME_USER)
    told = heard_by(SOME_SEAT) & grants.covered(user_id=SOME_USER, now=SOME_MOMENT)
    rows = Contribution.objects.filter(mine | told, meeting=SOME_MEETING).order_by("made_at", "pk")
    return written(rows.values(*columns(Contribution, *_OF_SAID)))
