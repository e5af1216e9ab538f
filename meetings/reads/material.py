"""What a resident made, for who may see it, as long as the yes holds on which it rests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.reads import CaseForMeeting, CaseNotFound, ExtraConsent, consents_for_extra, holding
from cases.reads.shell import CaseShell
from meetings.models import Material, Meeting
from meetings.reads.made_by_residents import material_of, may_see
from meetings.reads.pages import case_of_page
from meetings.reads.screen import MaterialLine
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class MaterialPage:
    """What one person made for this meeting. consents: the yeses on which something can rest."""

    shell: CaseShell
    case: CaseForMeeting
    meeting_id: UUID
    seat_id: UUID
    person_id: UUID
    name: str
    lines: tuple[MaterialLine, ...]
    consents: tuple[ExtraConsent, ...]
    is_closed: bool  # nothing comes in any more; what is there is kept or erased


@dataclass(frozen=True)
class MaterialFile:
    """Where a file lies, what it is and how large."""

    name: str
    content_type: str
    size: int


@entrance
@transaction.atomic
def open_material(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, seat_id: UUID, now: datetime
) -> MaterialPage:
    """What somebody made, for who directs. CaseNotFound when it is nobody of household or network, or forbidden."""
    case = case_of_page(viewer, purpose, reference, now, action="open_material", about=f"participant:{seat_id}")
    meeting = Meeting.objects.filter(case=case.case_id, pk=meeting_id).first()
    seat = meeting.participants.filter(pk=seat_id).first() if meeting else None
    if meeting is None or seat is None or seat.person_id is None or not (case.may_direct and seat.law in case.laws):
        raise CaseNotFound(reference)
    return MaterialPage(
        shell=case.shell,
        case=case,
        meeting_id=meeting.pk,
        seat_id=seat.pk,
        person_id=seat.person_id,
        name=seat.name,
        lines=material_of(case, meeting, now, participant=seat.pk),
        consents=consents_for_extra(case_id=case.case_id, person=seat.person_id, now=now),
        is_closed=meeting.closed_at is not None,
    )


@entrance
@transaction.atomic
def open_material_file(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, material_id: UUID, now: datetime
) -> MaterialFile:
    """One file, for whom the law gives it. CaseNotFound when the yes does not hold any more, as when it never was."""
    case = case_of_page(viewer, purpose, reference, now, action="open_material_file", about=f"material:{material_id}")
    rows = Material.objects.filter(holding(now, "consent__"), case=case.case_id, meeting=meeting_id, pk=material_id)
    row = rows.exclude(file=None).first()
    if row is None or not may_see(case, row):
        raise CaseNotFound(reference)
    return MaterialFile(str(row.file), row.content_type, row.size)
