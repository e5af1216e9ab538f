"""
Everyone's own picture side by side: who looks at the same case from where they stand, in their own words.

On the page of the meeting what this viewer may see. On the wall, when who chairs wishes, no more than everybody heard
who is in the room now, of what may stand on a wall, and by what people are instead of by name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases import reads as cases
from cases.meeting_terms import IN_A_SENTENCE, ContributionKind, MeetingKind
from cases.reads import CaseForMeeting, CaseNotFound
from cases.reads.shell import CaseShell
from meetings.admission import ON_THE_WALL
from meetings.models import Contribution, Meeting
from meetings.reads.facts import is_present, sitting_at
from meetings.reads.heard import Heard
from meetings.reads.room import called
from meetings.stand import Stand
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

_K = ContributionKind
SAID_OF_THE_PICTURE = (_K.FACT, _K.EXPERIENCE, _K.RESIDENT_VOICE)


@dataclass(frozen=True)
class Words:
    """One thing that somebody said. lived: how it is for that person, and no fact."""

    text: str
    kind: str
    lived: bool
    when: datetime


@dataclass(frozen=True)
class Column:
    """The picture of one person, or of a party."""

    name: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class PicturesPage:
    """The pictures beside each other. on_wall: for the room, without names."""

    shell: CaseShell
    meeting_id: UUID
    title: str
    columns: tuple[Column, ...]
    on_wall: bool
    may_direct: bool
    stand: Stand  # of the wall, that asks whether anything changed: who comes in, did not hear all of this


@entrance
@transaction.atomic
def open_pictures(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> PicturesPage:
    """Everyone's words as far as this viewer may see them, the household first. CaseNotFound otherwise."""
    case, meeting = _opened(viewer, purpose, reference, meeting_id, now, action="open_pictures")
    resident, others = _("De inwoner"), dict[str, list[Words]]()
    mine: dict[str, list[Words]] = {}
    household = {person.name for person in case.people if not person.in_network}
    for one in cases.picture_words(case_id=case.case_id, within=case.within):
        name = one.by or (resident if one.of_resident else _("Zonder naam in het dossier"))
        first = name == resident or name in household
        (mine if first else others).setdefault(name, []).append(Words(one.text, one.kind, one.lived, one.when))
    return _page(case, meeting, {**mine, **others}, on_wall=False)


@entrance
@transaction.atomic
def open_pictures_room(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime
) -> PicturesPage:
    """The same for the room, opened by who directs. CaseNotFound for everybody else."""
    case, meeting = _opened(viewer, purpose, reference, meeting_id, now, action="open_pictures_room")
    if not case.may_direct:
        raise CaseNotFound(reference)
    columns: dict[str, list[Words]] = {}
    seats = [seat for seat in sitting_at(meeting, "party__organisation") if is_present(seat)]
    names = dict(zip((seat.pk for seat in seats), called(seats), strict=True))
    heard = Heard(meeting)
    inside = [seat.pk for seat in seats if heard.is_there(seat.pk, meeting.topic_id)]
    for row in meeting.contributions.filter(kind__in=SAID_OF_THE_PICTURE).order_by("made_at", "pk"):
        if row.participant_id in names and _for_all(row, inside, heard):
            words = Words(row.text, row.kind.label, row.kind is not _K.FACT, row.made_at)
            columns.setdefault(names[row.participant_id], []).append(words)
    return _page(case, meeting, columns, on_wall=True)


def _opened(
    viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime, *, action: str
) -> tuple[CaseForMeeting, Meeting]:
    about = f"meeting:{meeting_id}"
    case = cases.open_for_meeting(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action=action, about=about
    )
    meeting = Meeting.objects.filter(pk=meeting_id, case=case.case_id).first() if case.sees_minutes else None
    if meeting is None:
        raise CaseNotFound(reference)
    return case, meeting


def _for_all(row: Contribution, inside: Collection[UUID], heard: Heard) -> bool:
    """Of a kind for the wall, and heard by everybody who is in the room now."""
    return DataCategory(row.category) in ON_THE_WALL and heard.heard_by_all(inside, row.topic_id, row.made_at)


def _page(case: CaseForMeeting, meeting: Meeting, columns: dict[str, list[Words]], *, on_wall: bool) -> PicturesPage:
    return PicturesPage(
        shell=case.shell,
        meeting_id=meeting.pk,
        title=IN_A_SENTENCE[MeetingKind(meeting.kind)],
        columns=tuple(Column(name, tuple(words)) for name, words in columns.items()),
        on_wall=on_wall,
        may_direct=case.may_direct,
        stand=Stand(meeting.pk, case.user_id, meeting.version, case.around),
    )
