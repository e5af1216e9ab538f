"""What residents made for a meeting, line by line, as long as the yes holds. For reads among themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cases.meeting_terms import MaterialKind
from cases.reads import CaseAtMeeting, holding
from cases.terms import Compartment
from meetings.models import Material, Meeting
from meetings.reads.screen import MaterialLine
from privacy.law import DataCategory

ICON = {MaterialKind.VIDEO: "mic", MaterialKind.DRAWING: "eye", MaterialKind.WRITTEN: "doc"}


def material_of(case: CaseAtMeeting, meeting: Meeting, now: datetime, **only: UUID) -> tuple[MaterialLine, ...]:
    """What was made for this meeting and may be seen now."""
    rows = Material.objects.filter(holding(now, "consent__"), meeting=meeting, **only).select_related("participant")
    return tuple(_line(row, meeting) for row in rows.order_by("made_at", "pk") if may_see(case, row))


def on_wall(case: CaseAtMeeting, meeting: Meeting, now: datetime) -> MaterialLine | None:
    """What the room looks at now, if anything."""
    return next(iter(material_of(case, meeting, now, pk=meeting.on_wall_id)), None) if meeting.on_wall_id else None


def may_see(case: CaseAtMeeting, row: Material) -> bool:
    """Whether the law gives this viewer picture and sound of this case."""
    return (DataCategory.MEDIA, Compartment(row.law)) in case.within


def _line(row: Material, meeting: Meeting) -> MaterialLine:
    kind = MaterialKind(row.kind)
    return MaterialLine(
        id=row.pk,
        by=row.participant.name,
        kind=kind.label,
        icon=ICON[kind],
        text=row.text,
        has_film=row.content_type.startswith("video/"),
        has_picture=row.content_type.startswith("image/"),
        on=row.made_at,
        kept_how=row.kept_how,
        was_shown=row.shown_at is not None,
        is_on_wall=meeting.on_wall_id == row.pk,
    )
