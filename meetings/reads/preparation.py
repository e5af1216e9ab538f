"""The page on which a meeting is prepared: its agenda with who may stay for what, who comes, what is still to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.meeting_terms import AgendaPoint, Precondition, SeatKind
from cases.reads import CaseForMeeting, CaseNotFound, PartyChoice
from cases.reads.choices import coming
from meetings.admission import Pair, why_not_admitted
from meetings.models import CalendarInvite, Meeting, Participant, Topic
from meetings.phases import Phase
from meetings.reads.admitted import about_table, admissions, guests_at, people_of
from meetings.reads.facts import sitting_at, without_own_table
from meetings.reads.heard import Heard
from meetings.reads.lines import MeetingLine
from meetings.reads.own_seat import own_seat
from meetings.reads.pages import MeetingPage, case_of_page, latest_minutes, page_of, waiting_beside
from meetings.reads.titles import titles_for
from privacy.gate import entrance
from privacy.law import JOINT, Compartment, DataCategory, Purpose
from privacy.legal_bases import CATALOGUE, articles
from privacy.viewer import Viewer

ORDER = {phase: place for place, phase in enumerate(Phase)}


@dataclass(frozen=True)
class Leaving:
    """Who goes out of the room for a topic, and why. share_with: the organisation, where a decision to share helps."""

    name: str
    why: str
    share_with: UUID | None


@dataclass(frozen=True)
class TopicLine:
    """A point of the agenda. values: of its form; is_first, is_last: of its phase; stays, leaving: for who chairs.

    law: which it belongs to, where the case has several.
    """

    id: UUID
    title: str
    phase: str
    minutes: int
    about: tuple[str, ...]
    categories: tuple[str, ...]
    has_begun: bool
    is_first: bool
    is_last: bool
    stays: tuple[str, ...]
    leaving: tuple[Leaving, ...]
    law: str
    values: dict[str, Any]


@dataclass(frozen=True)
class PointLine:
    """One of the points a to d: treated in this round, planned in this or another meeting, or still to come."""

    state: str  # as of a guard: met | missing | overridden
    text: str
    note: str


@dataclass(frozen=True)
class PreparationPage(MeetingPage):
    """The meeting that is being prepared. planned: minutes on the agenda; too_long: when that is more than there is.

    wanted: by seat of the network, who wants that person there. coming: professionals who come to this household now.
    without_seat: people who are talked about, of whom nobody agreed how they take part. grounds: the articles to be
    read out.
    """

    topics: tuple[TopicLine, ...]
    planned: int
    too_long: str
    points: tuple[PointLine, ...]
    parties_here: dict[UUID, PartyChoice]
    wanted: dict[UUID, tuple[UUID, ...]]
    network: frozenset[UUID]
    coming: int
    without_seat: tuple[str, ...]
    preconditions: tuple[PointLine, ...]
    preconditions_met: tuple[str, ...]
    not_ready: int
    grounds: tuple[str, ...]
    in_calendar: bool
    sent_to: frozenset[UUID]  # the seats of whom has this meeting in the own calendar
    others: tuple[MeetingLine, ...]  # that wait as well
    before: tuple[Leaving, ...] = ()  # on the paper of who chairs: who may not hear the question

    @property
    def going_out(self) -> int:
        """How many must leave the room for one topic or more: for who chairs."""
        return len({one.name for topic in self.topics for one in topic.leaving})

    @property
    def asks_expertise(self) -> bool:
        """Which expertise is needed comes before who is invited (S003 step 2)."""
        still_invites = self.meeting is None or self.is_planned
        return self.case.may_direct and still_invites and not self.case.knows_expertise


@entrance
@transaction.atomic
def open_preparation(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> PreparationPage:
    """The meeting to prepare first: the one that runs, else the first that is planned. Else what a new one needs.

    It is the one that the guards of the case ask about. One that was broken off is opened by its own number.
    """
    case = case_of_page(viewer, purpose, reference, now, action="open_preparation")
    waiting = Meeting.objects.filter(case=case.case_id, closed_at=None, broken_off_at=None)
    running_first = F("opened_at").asc(nulls_last=True)
    first = waiting.annotate(text=latest_minutes(case)).order_by(running_first, "planned_at").first()
    return _beside_others(_preparation(viewer, case, first, now), first)


@entrance
@transaction.atomic
def open_preparation_of(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime
) -> PreparationPage:
    """One of the meetings of a case, to be prepared. CaseNotFound when it is of another case, or does not exist."""
    case = case_of_page(viewer, purpose, reference, now, action="open_preparation", about=f"meeting:{meeting_id}")
    found = Meeting.objects.filter(case=case.case_id, pk=meeting_id).annotate(text=latest_minutes(case)).first()
    if found is None:
        raise CaseNotFound(reference)
    return _beside_others(_preparation(viewer, case, found, now), found)


@entrance
@transaction.atomic
def open_planning(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> PreparationPage:
    """What a new meeting starts from, also when others wait: a series, or a table of its own for somebody."""
    case = case_of_page(viewer, purpose, reference, now, action="open_preparation")
    return _beside_others(_preparation(viewer, case, None, now), None)


@entrance
@transaction.atomic
def open_meeting_paper(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime
) -> PreparationPage:
    """What of a meeting is printed for who chairs: who goes out when, and what is read out. CaseNotFound else."""
    case = case_of_page(viewer, purpose, reference, now, action="open_meeting_paper", about=f"meeting:{meeting_id}")
    rows = Meeting.objects.filter(case=case.case_id, pk=meeting_id)
    found = rows.annotate(text=latest_minutes(case)).first() if case.sees_minutes and case.may_direct else None
    if found is None:
        raise CaseNotFound(reference)
    return replace(_preparation(viewer, case, found, now), before=_before(case, found, now))


def _before(case: CaseForMeeting, meeting: Meeting, now: datetime) -> tuple[Leaving, ...]:
    """Who may not hear the question: for who chairs, as the topics are."""
    sitting, apart = sitting_at(meeting), kept_apart(case)
    what = about_table(meeting, [person.id for person in case.people if not person.in_network], sitting, apart)
    guests, parties = guests_at(meeting, sitting, now), _parties(case, sitting)
    why_not = {seat.pk: why_not_admitted(what, guests[seat.pk], apart) for seat in sitting}
    return tuple(
        Leaving(seat.name, why, _to_share_with(seat, parties)) for seat in sitting if (why := why_not[seat.pk])
    )


def _beside_others(page: PreparationPage, meeting: Meeting | None) -> PreparationPage:
    """With the meetings that wait as well: on a page, and not on a paper."""
    return replace(page, others=waiting_beside(page.case, meeting))


def _preparation(viewer: Viewer, case: CaseForMeeting, found: Meeting | None, now: datetime) -> PreparationPage:
    meeting = found if case.sees_minutes else None
    sitting = sitting_at(meeting) if meeting else []
    page = page_of(case, meeting, sitting)
    rows = [row for row in in_order(meeting) if row.law in case.laws] if meeting else []
    planned = sum(row.minutes for row in rows)
    calendars = _in_calendars(meeting) if meeting else set()
    known = vars(page) if meeting else vars(page) | {"values": page.values | {"planned_at": _agreed_on(case, now)}}
    return PreparationPage(
        **known,
        topics=_topics(case, meeting, rows, sitting, now) if meeting else (),
        planned=planned,
        too_long=_too_long(planned, meeting.duration_minutes) if meeting else "",
        points=_points(case, meeting) if meeting else (),
        parties_here=_parties(case, sitting),
        wanted={seat.pk: tuple(seat.wanted_by) for seat in sitting if seat.wanted_by},
        network=frozenset(seat.pk for seat in sitting if seat.seat_kind is SeatKind.NETWORK and seat.person_id),
        coming=coming(case.parties),
        without_seat=_without_seat(case, meeting, rows, sitting) if meeting else (),
        preconditions=tuple(_precondition(one, meeting) for one in Precondition) if meeting else (),
        preconditions_met=tuple(meeting.preconditions) if meeting else (),
        not_ready=sum(one.value not in meeting.preconditions for one in Precondition) if meeting else 0,
        in_calendar=viewer.user_id in calendars,
        sent_to=frozenset(seat.pk for seat in sitting if seat.party and seat.party.contact_id in calendars),
        grounds=articles(code for code in meeting.legal_bases if code in CATALOGUE) if meeting else (),
        others=(),
    )


def _agreed_on(case: CaseForMeeting, now: datetime) -> datetime | None:
    """The moment that the last meeting agreed on for the next one, as long as it is still to come. For who plans it."""
    if not case.may_direct:
        return None
    held = Meeting.objects.filter(case=case.case_id, closed_at__isnull=False).order_by("-closed_at")
    last = held.values_list("next_at", flat=True).first()
    return last if last and last > now else None


def _topics(
    case: CaseForMeeting, meeting: Meeting, rows: Sequence[Topic], sitting: Sequence[Participant], now: datetime
) -> tuple[TopicLine, ...]:
    """Who stays for what is shown to who chairs: why somebody may not hear something tells about others."""
    mine = own_seat(sitting, case.user_id)
    asked = sitting if case.may_direct else [mine] if mine else []
    why_not = admissions(meeting, rows, asked, kept_apart(case), now) if asked and rows else {}
    was_at = Heard(meeting).topics_of(mine.pk) if mine and meeting.opened_at and not case.may_direct else ()
    shown = titles_for(case, meeting, rows, mine, why_not, was_at)
    names = {person.id: person.name for person in case.people}
    lines = []
    for row in rows:
        of_chair = why_not.get(row.pk, {}) if case.may_direct else {}
        line = _topic(row, names, _of_phase(rows, row), sitting, of_chair, _parties(case, sitting))
        line = replace(line, law=_law(row)) if len(case.laws_of_case) > 1 else line
        lines.append(line if row.pk in shown else _without_you(line))
    return tuple(lines)


def _without_you(line: TopicLine) -> TopicLine:
    return replace(line, title=_("Onderwerp zonder u"), about=(), categories=(), law="", values={})


def _law(row: Topic) -> str:
    law = Compartment(row.law)
    return _("het gezamenlijke plan") if law is JOINT else law.label


def in_order(meeting: Meeting) -> list[Topic]:
    """The agenda, in the order in which it is talked about."""
    return sorted(meeting.topics.all(), key=lambda row: (ORDER[Phase(row.phase)], row.position))


def kept_apart(case: CaseForMeeting) -> frozenset[Pair]:
    """Who must not meet, as the rule of admission asks it."""
    return frozenset(frozenset((person.id, other)) for person in case.people for other in person.kept_apart)


def _of_phase(rows: Sequence[Topic], row: Topic) -> list[UUID]:
    return [other.pk for other in rows if other.phase == row.phase]


def _topic(
    row: Topic,
    names: dict[UUID, str],
    beside: list[UUID],
    sitting: Sequence[Participant],
    why_not: dict[UUID, str | None],
    parties: dict[UUID, PartyChoice],
) -> TopicLine:
    out = [seat for seat in sitting if why_not.get(seat.pk)]
    about = [person for person in row.about if person in names]
    return TopicLine(
        id=row.pk,
        title=row.title,
        phase=Phase(row.phase).label,
        minutes=row.minutes,
        about=tuple(names[person] for person in about),
        categories=tuple(DataCategory(category).plain for category in row.categories),
        has_begun=row.started_at is not None,
        is_first=beside[0] == row.pk,
        is_last=beside[-1] == row.pk,
        stays=tuple(seat.name for seat in sitting if seat.pk in why_not and not why_not[seat.pk]),
        leaving=tuple(Leaving(seat.name, why_not[seat.pk] or "", _to_share_with(seat, parties)) for seat in out),
        law="",
        values={
            "law": row.law,
            "title": row.title,
            "phase": row.phase,
            "minutes": row.minutes,
            "about": [str(person) for person in about],
            "categories": list(row.categories),
            "version": row.version,
        },
    )


def _to_share_with(seat: Participant, parties: dict[UUID, PartyChoice]) -> UUID | None:
    """A colleague hears by the law, and nobody shares with who has no account: then a decision would not help."""
    party = parties.get(seat.pk)
    return party.organisation_id if party and party.in_portal else None


def _parties(case: CaseForMeeting, sitting: Sequence[Participant]) -> dict[UUID, PartyChoice]:
    """By seat, the party that sits there."""
    known = {party.id: party for party in case.parties}
    return {seat.pk: known[seat.party_id] for seat in sitting if seat.party_id in known}


def _too_long(planned: int, duration: int) -> str:
    if planned <= duration:
        return ""
    over = planned - duration
    words = ngettext("%(over)s minuut te veel", "%(over)s minuten te veel", over)
    return words % {"over": over}


def _points(case: CaseForMeeting, meeting: Meeting) -> tuple[PointLine, ...]:
    """The points of S003, as the guard counts them that asks for all of them: those of a meeting that was closed since

    the case last came to the analysis. Of another that is still to come they are planned.
    """
    done: set[str] = set()
    planned: set[str] = set()
    rows = Meeting.objects.filter(case=case.case_id)
    for pk, covers, closed_at in rows.values_list("pk", "covers", "closed_at"):
        if closed_at is None and pk != meeting.pk:
            planned |= set(covers)
        elif closed_at and case.since and closed_at >= case.since:
            done |= set(covers)
    return tuple(_point(point, point in done, point in meeting.covers, point in planned) for point in AgendaPoint)


def _point(point: AgendaPoint, done: bool, here: bool, elsewhere: bool) -> PointLine:
    if done:
        return PointLine("met", point.label, _("besproken in een eerder overleg"))
    if here:
        return PointLine("met", point.label, _("staat op deze agenda"))
    if elsewhere:
        return PointLine("met", point.label, _("staat op de agenda van een ander overleg"))
    return PointLine("missing", point.label, _("moet nog: eerder kan de casus niet naar monitoren"))


def _without_seat(
    case: CaseForMeeting, meeting: Meeting, rows: Sequence[Topic], sitting: Sequence[Participant]
) -> tuple[str, ...]:
    """As the step to the picture counts them: who has a table apart is asked about until there is one."""
    household = [person for person in case.people if not person.in_network]
    away = without_own_table(meeting, [one.id for one in household], people_of(sitting), kept_apart(case), rows)
    asked = {person for row in rows for person in row.about} - people_of(sitting) | away
    return tuple(person.name for person in household if person.id in asked)


def _precondition(one: Precondition, meeting: Meeting) -> PointLine:
    return PointLine("met" if one.value in meeting.preconditions else "missing", one.label, "")


def _in_calendars(meeting: Meeting) -> set[UUID]:
    """Who has this meeting in the own calendar now."""
    return set(CalendarInvite.objects.filter(meeting_id=meeting.pk, cancelled_at=None).values_list("user", flat=True))
