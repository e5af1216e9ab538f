"""The minutes: for who writes them with what goes to whom and what is left out, and the copy of one recipient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from cases import reads as cases
from cases.meeting_terms import IN_A_SENTENCE, MeetingKind, MinutesSection, MinutesStatus
from cases.reads import CaseForCopy, CaseForMeeting, CaseNotFound
from cases.reads.shell import CaseShell
from meetings.models import Meeting, Minutes, MinutesCopy, MinutesEntry, Participant
from meetings.reads.received import recipients_of
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class EntryLine:
    """One thing that the minutes say."""

    id: UUID
    text: str
    said_by: str
    kind: str  # which kind of data it is


@dataclass(frozen=True)
class SectionLines:
    """What stands together in the minutes."""

    title: str
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True)
class LeftOut:
    """Why so many entries are left out of somebody's copy."""

    why: str
    count: int


@dataclass(frozen=True)
class RecipientLine:
    """Somebody with a seat: how much that person gets, what is left out and why, and the copy once it is shared."""

    name: str
    receives: int
    left_out: tuple[LeftOut, ...]
    copy: UUID | None
    on_paper: bool


@dataclass(frozen=True)
class VersionLine:
    """An earlier version."""

    number: int
    status: str
    when: datetime


@dataclass(frozen=True)
class MinutesPage:
    """The minutes of one meeting for who writes them. number: of the latest version; none: there is none yet."""

    shell: CaseShell
    case: CaseForMeeting
    meeting_id: UUID
    title: str
    when: datetime
    number: int | None
    status: str
    state: str
    sections: tuple[SectionLines, ...]
    recipients: tuple[RecipientLine, ...]
    versions: tuple[VersionLine, ...]
    topics: tuple[tuple[UUID, str], ...]
    my_copy: UUID | None
    is_closed: bool
    may_write: bool
    may_make: bool
    may_share: bool
    may_confirm: bool


@dataclass(frozen=True)
class CopyPage:
    """The minutes as one recipient got them, as far as that person may still see what they say."""

    title: str
    when: datetime
    number: int
    name: str
    sections: tuple[SectionLines, ...]
    shell: CaseShell | None = None
    case: CaseForCopy | None = None
    meeting_id: UUID | None = None


STATES = {MinutesStatus.DRAFT: "active", MinutesStatus.SHARED: "accepted", MinutesStatus.CONFIRMED: "done"}


@entrance
@transaction.atomic
def open_minutes(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> MinutesPage:
    """The minutes of a meeting of this case. CaseNotFound when it is of another case, or does not exist."""
    case = _case(viewer, purpose, reference, now, "open_minutes", f"meeting:{meeting_id}")
    meeting = Meeting.objects.filter(case=case.case_id, pk=meeting_id).first() if case.sees_minutes else None
    if meeting is None:
        raise CaseNotFound(reference)
    versions = list(meeting.minutes.order_by("-number"))
    latest = versions[0] if versions else None
    writes = case.may_direct or meeting.minute_taker_id == viewer.user_id
    every = list(latest.entries.filter(copy=None).order_by("position", "pk")) if latest and writes else []
    directs = case.may_direct and latest is not None
    mine = MinutesCopy.objects.filter(minutes__meeting=meeting, user=viewer.user_id).order_by("-number")
    return MinutesPage(
        shell=case.shell,
        case=case,
        meeting_id=meeting.pk,
        title=IN_A_SENTENCE[MeetingKind(meeting.kind)],
        when=meeting.planned_at,
        number=latest.number if latest else None,
        status=latest.status.label if latest else "",
        state=STATES[latest.status] if latest else "",
        sections=_sections(_may_see(every, case)),
        recipients=_recipients(meeting, latest, every, case, now) if latest and case.may_direct else (),
        versions=tuple(VersionLine(one.number, one.status.label, one.made_at) for one in versions[1:]),
        topics=tuple(meeting.topics.order_by("position").values_list("pk", "title")) if writes else (),
        my_copy=mine.values_list("pk", flat=True).first(),
        is_closed=meeting.closed_at is not None,
        may_write=writes and meeting.closed_at is not None and bool(every),
        may_make=writes and meeting.closed_at is not None and latest is None,
        may_share=directs and bool(every) and _is(latest, MinutesStatus.DRAFT),
        may_confirm=directs and _is(latest, MinutesStatus.SHARED),
    )


@entrance
@transaction.atomic
def open_minutes_copy(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, copy_id: UUID, now: datetime
) -> CopyPage:
    """One copy: for whom it is, and for who directs, who hands it over on paper. CaseNotFound for everybody else."""
    case = _case(viewer, purpose, reference, now, "open_minutes_copy", f"minutes_copy:{copy_id}")
    copy = MinutesCopy.objects.filter(case=case.case_id, minutes__meeting=meeting_id, pk=copy_id).first()
    if copy is None or not (case.may_direct or copy.user_id == viewer.user_id):
        raise CaseNotFound(reference)
    entries = _may_see(copy.entries.order_by("position", "pk"), case)
    page = _copy(copy.kind, copy.planned_at, copy.number, copy.name, entries)
    return CopyPage(**page, shell=case.shell, meeting_id=meeting_id)


@entrance
@transaction.atomic
def open_portal_copy(*, viewer: Viewer, purpose: Purpose, reference: str, copy_id: UUID, now: datetime) -> CopyPage:
    """The copy of this partner, with what is still shared of it. Runs under the restricted role of the database."""
    about = f"minutes_copy:{copy_id}"
    case = cases.open_for_copy(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_portal_copy", about=about
    )
    mine = MinutesCopy.objects.filter(case=case.case_id, pk=copy_id, user=viewer.user_id)
    head: Any = mine.values("kind", "planned_at", "number").first()
    if head is None:
        raise CaseNotFound(reference)
    still = cases.still_shared(user_id=viewer.user_id, now=now)
    rows = MinutesEntry.objects.filter(still, copy=copy_id).order_by("position", "pk")
    entries = rows.only("pk", "section", "text", "said_by", "category")
    return CopyPage(**_copy(head["kind"], head["planned_at"], head["number"], "", entries), case=case)


def _case(viewer: Viewer, purpose: Purpose, reference: str, now: datetime, action: str, about: str) -> CaseForMeeting:
    return cases.open_for_meeting(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action=action, about=about
    )


def _is(latest: Minutes | None, status: MinutesStatus) -> bool:
    return latest is not None and latest.status is status


def _may_see(entries: Iterable[MinutesEntry], case: CaseForMeeting) -> list[MinutesEntry]:
    """What the law gives this viewer now, entry by entry."""
    return [entry for entry in entries if (entry.category, entry.law) in case.within]


def _copy(kind: MeetingKind, planned_at: datetime, number: int, name: str, entries: Any) -> dict[str, Any]:
    title = IN_A_SENTENCE[MeetingKind(kind)]
    return {"title": title, "when": planned_at, "number": number, "name": name, "sections": _sections(entries)}


def _sections(entries: Iterable[MinutesEntry]) -> tuple[SectionLines, ...]:
    rows = list(entries)
    found = ((section, [row for row in rows if row.section == section]) for section in MinutesSection)
    return tuple(SectionLines(section.label, tuple(map(_entry, those))) for section, those in found if those)


def _entry(entry: MinutesEntry) -> EntryLine:
    return EntryLine(entry.pk, entry.text, entry.said_by, entry.category.plain)


def _recipients(
    meeting: Meeting, latest: Minutes, entries: Collection[MinutesEntry], case: CaseForMeeting, now: datetime
) -> tuple[RecipientLine, ...]:
    """Of a draft: what would go to whom now. Once it is shared: what went."""
    seats = list(meeting.participants.select_related("party__contact").order_by("position", "made_at"))
    left_out = recipients_of(meeting, seats, entries, cases.who_is_kept_apart(case_id=case.case_id), now)
    copies = {copy.participant_id: copy.pk for copy in latest.copies.all()}
    went: dict[UUID, set[UUID | None]] = {seat.pk: set() for seat in seats}
    by_seat = {copy: seat for seat, copy in copies.items()}
    for copy, of in latest.entries.exclude(copy=None).values_list("copy", "of"):
        if copy in by_seat:
            went[by_seat[copy]].add(of)
    shared = latest.status is not MinutesStatus.DRAFT
    return tuple(_recipient(seat, left_out[seat.pk], went[seat.pk] if shared else None, copies) for seat in seats)


def _recipient(
    seat: Participant, why: dict[UUID, str], went: set[UUID | None] | None, copies: dict[UUID, UUID]
) -> RecipientLine:
    """went: what this person got, of minutes that are shared. What went and would not go now, is not left out."""
    out = Counter(reason for entry, reason in why.items() if reason and (went is None or entry not in went))
    receives = sum(not reason for reason in why.values()) if went is None else len(went)
    return RecipientLine(
        name=seat.name,
        receives=receives,
        left_out=tuple(LeftOut(reason, count) for reason, count in out.most_common()),
        copy=copies.get(seat.pk),
        on_paper=seat.party is None or seat.party.contact_id is None,
    )
