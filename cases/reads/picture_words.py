"""How each person puts it: the words of the file that somebody said, by whom. For pages of the meetings.

Here: experiences, facts, worries and wishes with who said them. Not here: judgements and proposals; what the viewer may
not see, is not given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cases.models import Statement
from cases.statements import Kind
from cases.terms import Compartment
from privacy.gate import entrance
from privacy.law import DataCategory

OF_THE_RESIDENT = (Kind.QUESTION, Kind.RESIDENT_VISION, Kind.RESIDENT_VOICE, Kind.WISH, Kind.OWN_STATEMENT)
OWN_PICTURE = (
    *OF_THE_RESIDENT,
    Kind.EXPERIENCE,
    Kind.FACT,
    Kind.CONCERN,
    Kind.STRENGTH,
    Kind.DIFFERING_VIEW,
)


@dataclass(frozen=True)
class PictureWords:
    """Something that somebody said. by: who, or nothing when the file names nobody; lived: an experience, no fact."""

    id: UUID
    by: str
    of_resident: bool
    kind: str
    lived: bool
    text: str
    when: datetime


@entrance
def picture_words(*, case_id: UUID, within: frozenset[tuple[DataCategory, Compartment]]) -> tuple[PictureWords, ...]:
    """What was said of the picture of this case, oldest first, as far as it may be seen. For an opened case alone."""
    rows = Statement.objects.filter(case=case_id, kind__in=OWN_PICTURE).order_by("made_at", "pk")
    return tuple(
        PictureWords(
            id=row.pk,
            by=row.said_by,
            of_resident=row.kind in OF_THE_RESIDENT,
            kind=row.kind.label,
            lived=row.kind is not Kind.FACT,
            text=row.text,
            when=row.made_at,
        )
        for row in rows
        if (row.category, row.law) in within
    )
