"""The minutes as one recipient got them: read on the screen, or taken along as a file. Each is a line in the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from cases import reads as cases
from cases.meeting_terms import IN_A_SENTENCE, MeetingKind, MinutesSection
from cases.reads import CaseForCopy, CaseForMeeting, CaseNotFound
from cases.reads.shell import CaseShell
from meetings.models import MinutesCopy, MinutesEntry
from meetings.reads.admitted import person_at
from meetings.reads.received import said
from meetings.recipients import still_reads
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
    is_statement: bool = False


@dataclass(frozen=True)
class SectionLines:
    """What stands together in the minutes."""

    title: str
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True)
class CopyPage:
    """The minutes as one recipient got them, as far as that person may still see what they say.

    name: for whom; empty in the portal, where it is the viewer. made_at: when it was shared.
    """

    id: UUID
    title: str
    when: datetime
    number: int
    made_at: datetime
    name: str
    sections: tuple[SectionLines, ...]
    shell: CaseShell | None = None
    case: CaseForCopy | None = None
    meeting_id: UUID | None = None
    is_own: bool = False  # of a colleague who reads it: sent to this very viewer, and no later version was


@entrance
@transaction.atomic
def open_minutes_copy(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, copy_id: UUID, now: datetime
) -> CopyPage:
    """One copy: for whom it is, and for who directs, who hands it over on paper. CaseNotFound for everybody else."""
    return _of_staff(viewer, purpose, reference, meeting_id, copy_id, now, action="open_minutes_copy")


@entrance
@transaction.atomic
def take_minutes_copy(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, copy_id: UUID, now: datetime
) -> CopyPage:
    """The same, as a file that leaves the system."""
    return _of_staff(viewer, purpose, reference, meeting_id, copy_id, now, action="take_minutes_copy")


@entrance
@transaction.atomic
def open_portal_copy(*, viewer: Viewer, purpose: Purpose, reference: str, copy_id: UUID, now: datetime) -> CopyPage:
    """The copy of this partner, with what is still shared of it. Runs under the restricted role of the database."""
    return _of_partner(viewer, purpose, reference, copy_id, now, action="open_portal_copy")


@entrance
@transaction.atomic
def take_portal_copy(*, viewer: Viewer, purpose: Purpose, reference: str, copy_id: UUID, now: datetime) -> CopyPage:
    """The same, as a file that leaves the system. Runs under the restricted role of the database."""
    return _of_partner(viewer, purpose, reference, copy_id, now, action="take_portal_copy")


def _of_staff(
    viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, copy_id: UUID, now: datetime, *, action: str
) -> CopyPage:
    opened = partial(cases.open_for_meeting, action=action, about=_about(copy_id))
    case = opened(viewer=viewer, purpose=purpose, reference=reference, now=now)
    later = MinutesCopy.objects.filter(minutes__meeting=meeting_id, user=viewer.user_id, number__gt=OuterRef("number"))
    rows = MinutesCopy.objects.filter(case=case.case_id, minutes__meeting=meeting_id, pk=copy_id)
    copy = rows.select_related("participant").annotate(is_old=Exists(later)).first()
    if copy is None or not (case.may_direct or copy.user_id == viewer.user_id):
        raise CaseNotFound(reference)
    entries = _still_read(copy, may_see(copy.entries.order_by("position", "pk"), case), now)
    head = {"kind": copy.kind, "planned_at": copy.planned_at, "number": copy.number, "made_at": copy.made_at}
    own, page = copy.user_id == viewer.user_id and not copy.is_old, _page(copy_id, head, entries)
    return CopyPage(**page, name=copy.name, shell=case.shell, meeting_id=meeting_id, is_own=own)


def _still_read(copy: MinutesCopy, entries: list[MinutesEntry], now: datetime) -> list[MinutesEntry]:
    """Of the copy of a resident or the network: what may be read now. A yes taken back closes it here, not on paper."""
    if copy.person_id is None:
        return entries
    guest = person_at(copy.participant, now)
    apart = cases.who_is_kept_apart(case_id=copy.case_id)
    reading = cases.who_reads_along(case_id=copy.case_id, now=now)
    return [entry for entry in entries if still_reads(said(entry), guest, apart, reading)]


def _of_partner(
    viewer: Viewer, purpose: Purpose, reference: str, copy_id: UUID, now: datetime, *, action: str
) -> CopyPage:
    opened = partial(cases.open_for_copy, action=action, about=_about(copy_id))
    case = opened(viewer=viewer, purpose=purpose, reference=reference, now=now)
    mine = MinutesCopy.objects.filter(case=case.case_id, pk=copy_id, user=viewer.user_id)
    head: Any = mine.values("kind", "planned_at", "number", "made_at").first()
    if head is None:
        raise CaseNotFound(reference)
    still = cases.still_shared(user_id=viewer.user_id, now=now)
    rows = MinutesEntry.objects.filter(still, copy=copy_id).order_by("position", "pk")
    entries = rows.only("pk", "section", "text", "said_by", "category")
    return CopyPage(**_page(copy_id, head, entries), name="", case=case)


def _about(copy_id: UUID) -> str:
    return f"minutes_copy:{copy_id}"


def _page(copy_id: UUID, head: dict[str, Any], entries: Iterable[MinutesEntry]) -> dict[str, Any]:
    same = {"id": copy_id, "number": head["number"], "made_at": head["made_at"], "when": head["planned_at"]}
    return same | {"title": IN_A_SENTENCE[MeetingKind(head["kind"])], "sections": sections_of(entries)}


# For reads among themselves.


def may_see(entries: Iterable[MinutesEntry], case: CaseForMeeting) -> list[MinutesEntry]:
    """What the law gives this viewer now, entry by entry."""
    return [entry for entry in entries if (entry.category, entry.law) in case.within]


def sections_of(entries: Iterable[MinutesEntry]) -> tuple[SectionLines, ...]:
    """The entries as they stand together, in the order of the method."""
    rows = list(entries)
    found = ((section, [row for row in rows if row.section == section]) for section in MinutesSection)
    return tuple(SectionLines(section.label, tuple(map(_entry, those))) for section, those in found if those)


def _entry(entry: MinutesEntry) -> EntryLine:
    own = entry.section is MinutesSection.STATEMENT
    return EntryLine(entry.pk, entry.text, entry.said_by, entry.category.plain, own)
