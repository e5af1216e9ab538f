"""
Everyone's own picture side by side: who looks at the same case from where they stand, in their own words.

On the page of the meeting what this viewer may see. On the wall, when who chairs wishes, no more than everybody heard
who is in the room now, of what may stand on a wall, and by what people are instead of by name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases import reads as cases
from cases.meeting_terms import IN_A_SENTENCE, ContributionKind, MeetingKind
from cases.reads import CaseForMeeting, CaseNotFound, PersonChoice, PictureWords
from cases.reads.shell import CaseShell
from meetings.admission import ON_THE_WALL
from meetings.models import Contribution, Meeting, Participant
from meetings.reads.facts import is_present, sitting_at
from meetings.reads.heard import Heard, heard_by
from meetings.reads.own_seat import own_seat
from meetings.reads.room import called
from meetings.stand import Stand
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

_K = ContributionKind
A_PIECE = "cases.statement:"
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
    """Everyone's words as far as this viewer may see them, the household first. CaseNotFound otherwise.

    Who sits at a table reads of that table what was said while that seat was in the room, as on the own screen.
    """
    case, meeting = _opened(viewer, purpose, reference, meeting_id, now, action="open_pictures")
    whose = _Whose(case)
    missed = frozenset[UUID]() if case.may_direct else _missed(case)
    mine: dict[Who, list[Words]] = {}
    others: dict[Who, list[Words]] = {}
    for one in cases.picture_words(case_id=case.case_id, within=case.within):
        if one.id in missed:
            continue
        who = whose.words(one)
        there = mine if whose.is_first(who) else others
        there.setdefault(who, []).append(Words(one.text, one.kind, one.lived, one.when))
    said = {**mine, **others}
    return _page(case, meeting, zip(whose.called(said), said.values(), strict=True), on_wall=False)


@entrance
@transaction.atomic
def open_pictures_room(
    *, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime
) -> PicturesPage:
    """The same for the room, opened by who directs. CaseNotFound for everybody else."""
    case, meeting = _opened(viewer, purpose, reference, meeting_id, now, action="open_pictures_room")
    if not case.may_direct:
        raise CaseNotFound(reference)
    columns: dict[UUID, list[Words]] = {}
    seats = [seat for seat in sitting_at(meeting, "party__organisation") if is_present(seat)]
    names = dict(zip((seat.pk for seat in seats), called(seats), strict=True))
    heard = Heard(meeting)
    inside = [seat.pk for seat in seats if heard.is_there(seat.pk, meeting.topic_id)]
    for row in meeting.contributions.filter(kind__in=SAID_OF_THE_PICTURE).order_by("made_at", "pk"):
        if row.participant_id in names and _for_all(row, inside, heard):
            words = Words(row.text, row.kind.label, row.kind is not _K.FACT, row.made_at)
            columns.setdefault(row.participant_id, []).append(words)
    return _page(case, meeting, ((names[seat], words) for seat, words in columns.items()), on_wall=True)


Who = UUID | str  # the person or the party, and of words that nobody said at a table, the name in the file


class _Whose:
    """Whose words are whose: by who sat there when they were said at a table, else by the name in the file.

    Two people of one name have each a column of their own. A name that is of one of them alone is that one.
    """

    def __init__(self, case: CaseForMeeting) -> None:
        self._people: dict[Who, PersonChoice] = {person.id: person for person in case.people}
        self._names: dict[Who, str] = {person.id: person.name for person in case.people}
        self._names |= {party.id: party.name for party in case.parties}
        self._sat = dict(_at_a_table(case.case_id))

    def words(self, one: PictureWords) -> Who:
        """Who said this."""
        if who := self._sat.get(one.id):
            self._names.setdefault(who, one.by)
            return who
        name = one.by or (_("De inwoner") if one.of_resident else _("Zonder naam in het dossier"))
        known = [who for who, called in self._names.items() if called == name]
        return known[0] if len(known) == 1 else name

    def is_first(self, who: Who) -> bool:
        """Whether this is somebody of the household, by identity or else by name."""
        if who == _("De inwoner"):
            return True
        household = [person for person in self._people.values() if not person.in_network]
        return any(who in (person.id, person.name) for person in household)

    def called(self, several: Collection[Who]) -> list[str]:
        """Their names; of two with the same name also what each is to the household."""
        names = [self._names.get(who, str(who)) for who in several]
        roles = [self._people[who].role if who in self._people else "" for who in several]
        twice = {name for name, times in Counter(names).items() if times > 1}
        return [f"{name} ({role})" if role and name in twice else name for name, role in zip(names, roles, strict=True)]


def _at_a_table(case_id: UUID) -> Iterator[tuple[UUID, UUID]]:
    """Of each piece of the file that was said at a table of this case: the person or party, else the seat itself."""
    rows = Contribution.objects.filter(case=case_id, landed__startswith=A_PIECE, participant__isnull=False)
    for landed, *seat in rows.values_list("landed", "participant__person", "participant__party", "participant"):
        yield UUID(landed.removeprefix(A_PIECE)), next(filter(None, seat))


def _missed(case: CaseForMeeting) -> frozenset[UUID]:
    """Of what was said at the tables where this viewer sits and holds no pen, the pieces not heard there."""
    sits = Participant.objects.filter(meeting__case=case.case_id, party__contact=case.user_id)
    at = defaultdict[UUID, list[Participant]](list)
    for seat in sits.exclude(meeting__minute_taker=case.user_id).select_related("party"):
        at[seat.meeting_id].append(seat)
    mine = {meeting: own_one.pk for meeting, there in at.items() if (own_one := own_seat(there, case.user_id))}
    if not mine:
        return frozenset()
    rows = Contribution.objects.filter(meeting__in=mine, landed__startswith=A_PIECE)
    for meeting, seat_id in mine.items():
        own = Q(participant=seat_id, sent=case.user_id)
        rows = rows.exclude(Q(meeting=meeting) & (own | heard_by(seat_id)))
    return frozenset(UUID(landed.removeprefix(A_PIECE)) for landed in rows.values_list("landed", flat=True))


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


def _page(
    case: CaseForMeeting, meeting: Meeting, columns: Iterable[tuple[str, list[Words]]], *, on_wall: bool
) -> PicturesPage:
    return PicturesPage(
        shell=case.shell,
        meeting_id=meeting.pk,
        title=IN_A_SENTENCE[MeetingKind(meeting.kind)],
        columns=tuple(Column(name, tuple(words)) for name, words in columns),
        on_wall=on_wall,
        may_direct=case.may_direct,
        stand=Stand(meeting.pk, case.user_id, meeting.version, case.around),
    )
