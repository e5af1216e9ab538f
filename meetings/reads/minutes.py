"""The minutes for who writes them: what stands in them, what goes to whom, and what is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from cases import reads as cases
from cases.meeting_terms import IN_A_SENTENCE, MeetingKind, MinutesStatus, SeatKind
from cases.reads import CaseForMeeting, CaseNotFound
from cases.reads.shell import CaseShell
from cases.record_terms import Involvement
from meetings.models import Meeting, Minutes, MinutesCopy, MinutesEntry, Participant
from meetings.reads.admitted import admissions
from meetings.reads.facts import held_at
from meetings.reads.heard import Heard
from meetings.reads.minutes_copy import SectionLines, may_see, sections_of
from meetings.reads.own_seat import seat_of
from meetings.reads.reading_along import YesLine, yes_lines
from meetings.reads.received import recipients_of
from meetings.reads.titles import titles_for
from meetings.recipients import ALSO_ABOUT
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class LeftOut:
    """Why so many entries are left out of somebody's copy."""

    why: str
    count: int


@dataclass(frozen=True)
class RecipientLine:
    """Somebody with a seat: how much that person gets, what is left out and why, and the copy once it is shared.

    yeses: of a resident, who else it is also about. more: what of shared minutes would go now and did not.
    wanted_by: of somebody of the network, who wants that person to hear it; None of everybody else.
    """

    seat: UUID
    name: str
    receives: int
    left_out: tuple[LeftOut, ...]
    copy: UUID | None
    on_paper: bool
    yeses: tuple[YesLine, ...] = ()
    more: int = 0
    person: UUID | None = None
    wanted_by: tuple[UUID, ...] | None = None


@dataclass(frozen=True)
class VersionLine:
    """Another version than the one on the page."""

    number: int
    status: str
    when: datetime


@dataclass(frozen=True)
class MinutesPage:
    """The minutes of one meeting for who writes them. number: of this version; none: there is none yet.

    is_old: there is a later version, so that this one is only read. is_text: it came along in a case file.
    """

    shell: CaseShell
    case: CaseForMeeting
    meeting_id: UUID
    title: str
    when: datetime
    number: int | None
    is_old: bool
    is_text: bool
    status: str
    state: str
    sections: tuple[SectionLines, ...]
    recipients: tuple[RecipientLine, ...]
    versions: tuple[VersionLine, ...]
    topics: tuple[tuple[UUID, str], ...]
    my_copy: UUID | None
    seats: tuple[tuple[UUID, str], ...]
    own_words: tuple[UUID, ...]  # the entries in which the meeting itself speaks, and nobody at it
    new_contacts: tuple[str, ...]  # parties that send somebody else since it was shared
    is_closed: bool
    may_write: bool
    may_make: bool
    may_share: bool
    may_confirm: bool

    @property
    def may_have_more(self) -> tuple[str, ...]:
        """Residents who may have more now than they got: another version gives it to them."""
        return () if self.is_old else tuple(one.name for one in self.recipients if one.more)


STATES = {MinutesStatus.DRAFT: "active", MinutesStatus.SHARED: "accepted", MinutesStatus.CONFIRMED: "done"}


@entrance
@transaction.atomic
def open_minutes(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime, number: int | None = None
) -> MinutesPage:
    """The minutes of a meeting of this case. CaseNotFound when it is of another case, or does not exist.

    number: which version, for who writes them; the latest when there is none of that number.
    """
    case = _case(viewer, purpose, reference, now, "open_minutes", f"meeting:{meeting_id}")
    meeting = Meeting.objects.filter(case=case.case_id, pk=meeting_id).first() if case.sees_minutes else None
    if meeting is None:
        raise CaseNotFound(reference)
    versions = list(meeting.minutes.order_by("-number"))
    writes = case.may_direct or meeting.minute_taker_id == viewer.user_id
    latest = versions[0] if versions else None
    shown = next((one for one in versions if writes and one.number == number), latest)
    every = list(shown.entries.filter(copy=None).order_by("position", "pk")) if shown and writes else []
    mine = MinutesCopy.objects.filter(minutes__meeting=meeting, user=viewer.user_id).order_by("-number")
    return MinutesPage(
        shell=case.shell,
        case=case,
        meeting_id=meeting.pk,
        title=IN_A_SENTENCE[MeetingKind(meeting.kind)],
        when=held_at(meeting),
        number=shown.number if shown else None,
        is_old=shown is not latest,
        is_text=bool(shown and writes and shown.text and not every),
        status=shown.status.label if shown else "",
        state=STATES[shown.status] if shown else "",
        sections=sections_of(may_see(every, case)),
        recipients=_recipients(meeting, shown, every, case, now) if shown and every and case.may_direct else (),
        versions=tuple(map(_version, (one for one in versions if writes and one is not shown))),
        topics=_topics(meeting, case, now) if writes else (),
        seats=tuple(meeting.participants.order_by("position", "made_at").values_list("pk", "name")) if writes else (),
        own_words=tuple(entry.pk for entry in every if entry.of_meeting),
        new_contacts=_new_contacts(latest) if latest and writes and shown is latest else (),
        my_copy=mine.values_list("pk", flat=True).first(),
        is_closed=meeting.closed_at is not None,
        may_make=writes and meeting.closed_at is not None and latest is None,
        **_may(case, meeting, latest if shown is latest else None, has_words=bool(every)),
    )


def _version(minutes: Minutes) -> VersionLine:
    return VersionLine(minutes.number, minutes.status.label, minutes.made_at)


def _may(case: CaseForMeeting, meeting: Meeting, latest: Minutes | None, *, has_words: bool) -> dict[str, bool]:
    """What can be done with this version: with an earlier one nothing."""
    return {
        "may_write": latest is not None and has_words and meeting.closed_at is not None,
        "may_share": case.may_direct and has_words and _is(latest, MinutesStatus.DRAFT),
        "may_confirm": case.may_direct and _is(latest, MinutesStatus.SHARED),
    }


def _topics(meeting: Meeting, case: CaseForMeeting, now: datetime) -> tuple[tuple[UUID, str], ...]:
    """What can be added to: the topics of which this writer may read the title."""
    topics = list(meeting.topics.order_by("position"))
    mine, why_not, was_at = None, {}, set()
    if not case.may_direct and (mine := seat_of(meeting, case.user_id)):
        why_not = admissions(meeting, topics, [mine], case.kept_apart, now)
        was_at = Heard(meeting).topics_of(mine.pk)
    shown = titles_for(case, meeting, topics, mine, why_not, was_at)
    return tuple((topic.pk, topic.title) for topic in topics if topic.pk in shown)


def _new_contacts(latest: Minutes) -> tuple[str, ...]:
    """The parties whose copy is of somebody who is not their contact any more."""
    went = latest.copies.exclude(participant__party=None).exclude(participant__party__contact=None)
    other = went.exclude(user=F("participant__party__contact")).exclude(
        participant__party__involvement=Involvement.STOPPED
    )
    return tuple(other.order_by("name").values_list("name", flat=True))


def _case(viewer: Viewer, purpose: Purpose, reference: str, now: datetime, action: str, about: str) -> CaseForMeeting:
    return cases.open_for_meeting(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action=action, about=about
    )


def _is(latest: Minutes | None, status: MinutesStatus) -> bool:
    return latest is not None and latest.status is status


def _recipients(
    meeting: Meeting, latest: Minutes, entries: Collection[MinutesEntry], case: CaseForMeeting, now: datetime
) -> tuple[RecipientLine, ...]:
    """Of a draft: what would go to whom now. Once it is shared: what went."""
    seats = list(meeting.participants.select_related("party__contact").order_by("position", "made_at"))
    yeses = cases.yeses_to_reading(case_id=case.case_id, now=now)
    apart = cases.who_is_kept_apart(case_id=case.case_id)
    left_out = recipients_of(meeting, seats, entries, apart, yeses.reading, now)
    copies = {copy.participant_id: copy.pk for copy in latest.copies.all()}
    went: dict[UUID, set[UUID | None]] = {seat.pk: set() for seat in seats}
    by_seat = {copy: seat for seat, copy in copies.items()}
    for copy, of in latest.entries.exclude(copy=None).values_list("copy", "of"):
        if copy in by_seat:
            went[by_seat[copy]].add(of)
    if latest.status is MinutesStatus.DRAFT:
        went = {}
    return tuple(
        _recipient(
            seat,
            left_out[seat.pk],
            went.get(seat.pk),
            copies.get(seat.pk),
            yes_lines(yeses, seat.person_id, entries, left_out[seat.pk]),
        )
        for seat in seats
    )


def _recipient(
    seat: Participant,
    why: dict[UUID, str],
    went: set[UUID | None] | None,
    copy: UUID | None,
    yeses: tuple[YesLine, ...],
) -> RecipientLine:
    """went: what this person got, of minutes that are shared. What went and would not go now, is not left out."""
    out = Counter(reason for entry, reason in why.items() if reason and (went is None or entry not in went))
    del out[ALSO_ABOUT]  # said by name, with what helps: see yeses
    fits = {entry for entry, reason in why.items() if not reason}
    return RecipientLine(
        seat=seat.pk,
        name=seat.name,
        receives=len(fits if went is None else went),
        left_out=tuple(LeftOut(reason, count) for reason, count in out.most_common()),
        copy=copy,
        on_paper=seat.party is None or seat.party.contact_id is None,
        yeses=yeses,
        more=len(fits - went) if went is not None and seat.person_id else 0,
        person=seat.person_id,
        wanted_by=tuple(seat.wanted_by) if seat.person_id and seat.seat_kind is SeatKind.NETWORK else None,
    )
