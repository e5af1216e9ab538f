"""
The screen for the room: large, for everybody there at once, and for whoever looks in through the window.

So it names nobody, but by what they are at the table; shows only what was said at the topic on the table, which whoever
is in the room may hear; and of what is sensitive only that it was talked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.kinds import Kind
from cases import reads as cases
from cases.meeting_terms import ContributionKind, SeatKind
from cases.reads import CaseForMeeting, CaseNotFound
from cases.reads.shell import CaseShell
from cases.terms import Compartment
from meetings.admission import ON_THE_WALL, About, why_not_admitted
from meetings.models import Contribution, Meeting, Participant, Topic
from meetings.phases import Phase
from meetings.reads.admitted import guests_at
from meetings.reads.facts import is_present, is_running, sitting_at, spoke_since
from meetings.reads.heard import Heard
from meetings.reads.made_by_residents import on_wall
from meetings.reads.moment import ICONS, clock_of, phase_marks
from meetings.reads.screen import Clock, MaterialLine, PhaseMark
from meetings.reads.titles import plain_title
from meetings.stand import Stand
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

# An organisation that tells nothing of anybody by being there is called by its kind; any other is "een partij".
TELLS_NOTHING = frozenset(
    {
        Kind.MUNICIPALITY,
        Kind.MUNICIPAL_DEPARTMENT,
        Kind.LOCAL_TEAM,
        Kind.WORK_INCOME,
        Kind.SCHOOL,
        Kind.HOUSING_CORPORATION,
        Kind.CLIENT_SUPPORTER,
        Kind.CONFIDANT,
        Kind.VOLUNTEER_ORG,
        Kind.EMPLOYER,
    }
)
MOST = 7  # lines that can be read from six metres


@dataclass(frozen=True)
class OnWall:
    """A line of the screen. is_new: a new fact comes with it; is_argument: it is the argument, and not the fact."""

    text: str
    icon: str
    is_new: bool
    is_argument: bool


@dataclass(frozen=True)
class Role:
    """Somebody at the table, by what they are there. speaking: now."""

    name: str
    speaking: bool


@dataclass(frozen=True)
class Room:
    """What stands on the wall. runs: whether the meeting runs; without it there is only a word of waiting."""

    shell: CaseShell
    stand: Stand
    id: UUID
    runs: bool
    phases: tuple[PhaseMark, ...]
    phase_label: str
    topic: str
    clock: Clock | None
    lines: tuple[OnWall, ...]
    earlier: int  # lines that do not fit any more
    talked_about: int  # what is too sensitive for a wall
    to_speak: tuple[Role, ...]
    spoken: int
    rule: str
    on_wall: MaterialLine | None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was said of what is on the table."""
        return not self.lines and not self.talked_about


@entrance
@transaction.atomic
def open_room(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> Room:
    """The screen of the room, opened by who directs. CaseNotFound for everybody else."""
    about = f"meeting:{meeting_id}"
    asked: dict[str, Any] = {"viewer": viewer, "purpose": purpose, "reference": reference, "now": now, "about": about}
    case = cases.open_for_meeting(**asked, action="open_room")
    meeting = Meeting.objects.filter(pk=meeting_id, case=case.case_id).select_related("topic").first()
    if meeting is None or not case.may_direct:
        raise CaseNotFound(reference)
    return _room(case, meeting, now)


def _room(case: CaseForMeeting, meeting: Meeting, now: datetime) -> Room:
    runs = is_running(meeting)
    topic, people = meeting.topic, _people(case, meeting) if runs else []
    said = list(meeting.contributions.filter(topic=topic, phase=meeting.phase).order_by("-made_at")) if runs else []
    rows = [row for row in _for_the_room(case, meeting, said, now) if _may_be_shown(row)]
    shown = [_line(row) for row in rows]
    return Room(
        shell=case.shell,
        stand=Stand(meeting.pk, case.user_id, meeting.version, case.around),
        id=meeting.pk,
        runs=runs,
        phases=phase_marks(meeting.phase) if runs else (),
        phase_label=meeting.phase.label,
        topic=_title(topic) if topic else "",
        clock=clock_of(meeting, [topic] if topic else [], now) if runs else None,
        lines=tuple(shown[:MOST]),
        earlier=max(0, len(shown) - MOST),
        talked_about=len(said) - len(shown),
        to_speak=tuple(role for role, spoke in people if not spoke or role.speaking),
        spoken=sum(spoke for _role, spoke in people),
        rule=_rule(meeting.phase, any(row.kind is ContributionKind.QUESTION for row in rows)),
        on_wall=on_wall(case, meeting, now) if runs else None,
    )


def _people(case: CaseForMeeting, meeting: Meeting) -> list[tuple[Role, bool]]:
    """Everybody present by what they are there, in the order of speaking, with whether they had a first turn."""
    seats = sitting_at(meeting, "party__organisation")
    here = [seat for seat in seats if is_present(seat)]
    names = called(here)
    return [
        (Role(name, seat.pk == meeting.turn_id), spoke_since(seat, case.since))
        for name, seat in zip(names, here, strict=True)
    ]


def called(seats: Iterable[Participant]) -> list[str]:
    """These people by what they are at the table, the same name twice with a number. For reads among themselves."""
    return list(_numbered([_called(seat) for seat in seats]))


def _called(seat: Participant) -> str:
    if seat.party:
        kind = Kind(seat.party.organisation.kind)
        return kind.label[:1].upper() + kind.label[1:] if kind in TELLS_NOTHING else _("Partij")
    own = {SeatKind.RESIDENT: _("Inwoner"), SeatKind.NETWORK: _("Netwerk"), SeatKind.EXPERT: _("Deskundige")}
    return own.get(seat.seat_kind, _("Partij"))


def _numbered(names: Iterable[str]) -> Iterator[str]:
    """The same name twice gets a number."""
    known = list(names)
    several, counted = {name for name, times in Counter(known).items() if times > 1}, Counter[str]()
    for name in known:
        counted[name] += 1
        yield f"{name} {counted[name]}" if name in several else name


def _for_the_room(
    case: CaseForMeeting, meeting: Meeting, said: list[Contribution], now: datetime
) -> list[Contribution]:
    """What everybody heard who is in the room now: who was out of it, does not read it on the wall either.

    Who is in the room for a topic, may hear it. Before there is one, everybody is in: so each line is asked for.
    """
    heard = Heard(meeting)
    seats = meeting.participants.select_related("party") if said else ()
    inside = [seat for seat in seats if heard.is_there(seat.pk, meeting.topic_id)]
    everybody = [seat.pk for seat in inside]
    shown = [row for row in said if heard.heard_by_all(everybody, row.topic_id, row.made_at)]
    if meeting.topic_id is None and shown:
        guests = guests_at(meeting, inside, now).values()
        shown = [row for row in shown if not any(why_not_admitted(_of(row), one, case.kept_apart) for one in guests)]
    return shown


def _of(row: Contribution) -> About:
    """A line as the rule of the room knows it."""
    return About(frozenset({DataCategory(row.category)}), frozenset(row.about), Compartment(row.law))


def _may_be_shown(row: Contribution) -> bool:
    return DataCategory(row.category) in ON_THE_WALL


def _line(row: Contribution) -> OnWall:
    kind = row.kind if isinstance(row.kind, ContributionKind) else ContributionKind(row.kind)
    is_argument = row.is_new_fact and kind is not ContributionKind.FACT
    return OnWall(row.text, ICONS.get(kind, "message"), row.is_new_fact, is_argument)


def _title(topic: Topic) -> str:
    kinds = {DataCategory(one) for one in topic.categories}
    return topic.title if kinds <= ON_THE_WALL else plain_title(topic)


def _rule(phase: Phase, has_question: bool) -> str:
    """What the table holds itself to, in a sentence. has_question: the question stands there for who is in the room."""
    if phase is Phase.QUESTION and not has_question:
        return _("De voorzitter leest de vraag voor. Is dat de goede vraag?")
    return {
        Phase.OPENING: _("Wie heeft welke rol, en hoe praten we met elkaar?"),
        Phase.QUESTION: _("Is dit de goede vraag?"),
        Phase.PICTURE: _("Eerst het beeld compleet. Daarna pas voorstellen."),
        Phase.JUDGEMENT: _("Wat wil de inwoner, en wat helpt daarbij?"),
        Phase.DECISION: _("Wie doet wat, wanneer, en wie hoort dat?"),
    }.get(phase, "")
