"""What the minutes are made from: what was put in, what the table decided, and what the case keeps of it.

For the actions among themselves. Each line carries what it is about, so that it can be shared apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cases.meeting_terms import (
    ContributionKind,
    MinutesSection,
    ParticipationForm,
    SeatKind,
    SignalResolution,
    Weighing,
)
from cases.names_in_text import without_sentence
from cases.reads import KeptBy, landed_texts, overview_kept
from cases.terms import Compartment
from meetings.actions.seated import Seated
from meetings.models import Appointment, Contribution, MeetingDecision, MinutesEntry, Participant, Topic
from meetings.reads.facts import is_present, who_said, why_declined
from privacy.law import DataCategory
from privacy.legal_bases import articles

_K, _S = ContributionKind, MinutesSection
SECTION_OF = {
    _K.ANNOUNCEMENT: _S.QUESTION,
    _K.QUESTION: _S.QUESTION,
    _K.CLARIFICATION: _S.PICTURE,
    _K.FACT: _S.PICTURE,
    _K.EXPERIENCE: _S.PICTURE,
    _K.RESIDENT_VOICE: _S.PICTURE,
    _K.JUDGEMENT: _S.DIRECTIONS,
    _K.PERSPECTIVE: _S.PERSPECTIVE,
    _K.GOAL: _S.GOALS,
    _K.PROPOSAL: _S.DIRECTIONS,
    _K.ARGUMENT: _S.DIRECTIONS,
    _K.COUNTER_ARGUMENT: _S.DIRECTIONS,
    _K.VALUE_TRIANGLE: _S.DIRECTIONS,
    _K.DECISION: _S.DECISIONS,
    _K.ACTION: _S.ACTIONS,
    _K.APPOINTMENT: _S.APPOINTMENTS,
}
# In these the case or the meeting has more to say than the words at the table, as long as it still says what it did.
RICHER = (_K.PERSPECTIVE, _K.GOAL, _K.ACTION)
SECTIONS = list(MinutesSection)


@dataclass(frozen=True)
class Line:
    """One entry before it is written down."""

    section: MinutesSection
    text: str
    category: DataCategory
    law: Compartment
    about: Collection[UUID]
    said_at: datetime
    topic: UUID | None = None
    said_by: str = ""
    readers: Collection[UUID] = ()
    of_meeting: bool = False

    @classmethod
    def of(cls, entry: MinutesEntry, text: str) -> Line:
        """The same entry, in another text."""
        about, by, readers = tuple(entry.about), entry.said_by, tuple(entry.readers)
        place = (entry.said_at, entry.topic_id)
        return cls(entry.section, text, entry.category, entry.law, about, *place, by, readers, entry.of_meeting)

    def is_the_same_as(self, other: Line) -> bool:
        """Whether both say the same, about the same people."""
        mine, theirs = (
            (one.section, one.text.split(), one.category, one.law, frozenset(map(str, one.about)))
            for one in (self, other)
        )
        return mine == theirs

    def place(self) -> tuple[int, datetime]:
        """Where it stands: by the method, and then as it was said."""
        return SECTIONS.index(self.section), self.said_at

    def columns(self) -> dict[str, Any]:
        """What it says, as columns. What it is about comes with the stamp."""
        said: dict[str, Any] = {"section": self.section, "text": self.text, "said_by": self.said_by}
        said |= {"of_meeting": self.of_meeting}
        return said | {"topic_id": self.topic, "said_at": self.said_at, "readers": list(self.readers)}


def lines_of(at: Seated) -> list[Line]:
    """Everything that belongs in the minutes of this meeting."""
    return [*_there(at), *_opening(at), *_said(at), *_new_facts(at), *_overview(at), *_ending(at)]


def own_words(at: Seated) -> list[Line]:
    """What the meeting itself says, and nobody at it, as its columns say it now."""
    every = [*_there(at), *_opening(at), *_overview(at), *_ending(at)]
    return [line for line in every if line.of_meeting]


def edited(entry: MinutesEntry, text: str, own: Collection[Line]) -> Line:
    """The entry in the text that was typed. own: what the meeting itself says.

    Only in the very words of the meeting it is that. What somebody makes of it is somebody's, said of people who have
    to agree that others read it (ADR 21); typed back as it was, it is the meeting's again.
    """
    line = Line.of(entry, text)
    if text.split() == entry.text.split():
        return line
    again = not (line.said_by or line.topic) and any(line.is_the_same_as(one) for one in own)
    return replace(line, of_meeting=again)


def _there(at: Seated) -> Iterator[Line]:
    """Who came, of those who do not live there; and of each resident, for that resident, how that one took part."""
    then, seats = at.meeting.closed_at or at.now, list(at.meeting.participants.order_by("position", "made_at"))
    for seat in seats:
        if seat.person_id and seat.seat_kind == SeatKind.RESIDENT:
            yield _took_part(at, seat, then)
    others = [seat for seat in seats if seat.seat_kind != SeatKind.RESIDENT]
    came = [seat.name for seat in others if is_present(seat)]
    missing = [seat.name for seat in others if not is_present(seat)]
    if came:
        yield _of_the_meeting(at, _S.PRESENT, _("Aan tafel: %(who)s.") % {"who": ", ".join(came)}, then)
    if missing:
        yield _of_the_meeting(at, _S.PRESENT, _("Er niet bij: %(who)s.") % {"who": ", ".join(missing)}, then)


def _took_part(at: Seated, seat: Participant, then: datetime) -> Line:
    form = ParticipationForm(seat.participation_form) if seat.participation_form else None
    how = form.label if form else _("was erbij") if is_present(seat) else _("was er niet")
    if form is ParticipationForm.PRESENT and not is_present(seat):
        how = _("was er niet")
    reason = f" ({why_declined(seat)})" if why_declined(seat) else ""
    category = DataCategory.REQUEST_VISION
    text = f"{seat.name}: {how}{reason}."
    about = (seat.person_id,) if seat.person_id else at.at_table.household
    return Line(_S.PRESENT, text, category, Compartment(at.meeting.law), about, then)


def _opening(at: Seated) -> Iterator[Line]:
    meeting = at.meeting
    if meeting.question:
        said_at = meeting.question_confirmed_at or meeting.opened_at or at.now
        yield _of_the_meeting(at, _S.QUESTION, meeting.question, said_at)
    if meeting.purpose_text and meeting.purposes_read_at:
        grounds = articles(meeting.legal_bases)
        read = [_("Waarvoor wij gegevens delen: %(purpose)s") % {"purpose": meeting.purpose_text}]
        if grounds:
            read.append(_("Op grond van: %(grounds)s.") % {"grounds": ", ".join(grounds)})
        yield _of_the_meeting(at, _S.QUESTION, "\n".join(read), meeting.purposes_read_at)


def _new_facts(at: Seated) -> Iterator[Line]:
    """What nobody had put on the table yet, and what the table did with it (R-MDO-2)."""
    topics = list(at.meeting.topics.filter(started_at__isnull=False).order_by("-started_at"))
    for signal in at.meeting.new_facts.order_by("raised_at"):
        parts = [_("Nieuw feit: %(fact)s") % {"fact": signal.fact}] if signal.fact else [_("Er kwam een nieuw feit.")]
        if signal.resolution:
            went_back = signal.resolution == SignalResolution.BACK_TO_PICTURE
            done = _("Terug naar de beeldvorming: %(reason)s") if went_back else _("Niet teruggegaan: %(reason)s")
            parts.append(done % {"reason": signal.resolution_reason})
        yield Line(
            section=_S.PICTURE,
            text="\n".join(parts),
            category=signal.category,
            law=signal.law,
            about=tuple(signal.about),
            said_at=signal.raised_at,
            topic=signal.topic_id or _on_the_table(topics, signal.raised_at),
            said_by=signal.raised_by,
        )


def _on_the_table(topics: Collection[Topic], then: datetime) -> UUID | None:
    """What was on the table at that moment. topics: those that began, the last first."""
    return next((one.pk for one in topics if one.started_at and one.started_at <= then), None)


def whom_to_call(at: Seated) -> str:
    """The professional whom the table may call about this plan, by name; nobody's as long as it has not ended."""
    kept = _kept(at)
    return kept.to_call if kept else ""


def _kept(at: Seated) -> KeptBy | None:
    then = at.meeting.closed_at
    return overview_kept(case_id=at.at_table.case_id, at=then) if then else None


def _overview(at: Seated) -> Iterator[Line]:
    """The outcome of the whole meeting: who keeps the overview, and whom to call."""
    then, kept = at.meeting.closed_at, _kept(at)
    if kept and then:
        words = _("Het overzicht houdt: %(name)s.") % {"name": kept.name}
        call = _("Te bellen: %(name)s.") % {"name": kept.to_call} if kept.to_call and kept.to_call != kept.name else ""
        yield _of_the_meeting(at, _S.OVERVIEW, "\n".join(filter(None, (words, call))), then)


def _said(at: Seated) -> Iterator[Line]:
    rows = list(at.meeting.contributions.select_related("participant").order_by("made_at", "pk"))
    richer = [row.landed for row in rows if row.kind in RICHER]
    then = at.meeting.closed_at or at.now
    kept = {one.key: one.text for one in landed_texts(case_id=at.at_table.case_id, landed=richer, until=then)}
    decisions = {f"meetings.meetingdecision:{one.pk}": one for one in at.meeting.decisions.all()}
    appointments = {f"meetings.appointment:{one.pk}": one for one in at.meeting.appointments.all()}
    for row in rows:
        text = kept.get(row.landed, row.text)
        if row.landed in decisions:
            text = _decision(decisions[row.landed])
        elif row.landed in appointments:
            text = _appointment(appointments[row.landed])
        yield Line(
            section=SECTION_OF[row.kind],
            text=_weighed(row, text),
            category=row.category,
            law=row.law,
            about=tuple(row.about),
            said_at=row.made_at,
            topic=row.topic_id,
            said_by=who_said(row),
        )


def _decision(row: MeetingDecision) -> str:
    parts = [row.text]
    if row.decided_by:
        parts.append(_("Besloten door: %(who)s.") % {"who": row.decided_by})
    if row.dissent:
        parts.append(_("Zag het anders: %(who)s.") % {"who": row.dissent.rstrip(".")})
    return "\n".join(parts)


def _appointment(row: Appointment) -> str:
    return "\n".join(filter(None, (row.text, row.who)))


def _weighed(row: Contribution, text: str) -> str:
    if row.weighed == Weighing.SET_ASIDE:
        return "\n".join((text, _("Nu niet: %(reason)s") % {"reason": row.weighed_reason}))
    return text


def _ending(at: Seated) -> Iterator[Line]:
    meeting, then = at.meeting, at.meeting.closed_at or at.now
    if meeting.last_round:
        yield _of_the_meeting(at, _S.ENDING, meeting.last_round, then)
    if meeting.next_at:
        moment = date_format(localtime(meeting.next_at), "j F Y, H:i")
        yield _of_the_meeting(at, _S.ENDING, _("Wij zien elkaar weer op %(moment)s.") % {"moment": moment}, then)
    if meeting.absent_told_by:
        yield _of_the_meeting(at, _S.ENDING, _who_tells(meeting.absent_told_by), then)


def without_who_tells(text: str) -> str:
    """The same end without who tells it to the absent: typed in free words, of organisations that may sit nowhere."""
    return without_sentence(text, _who_tells(""))


def _who_tells(who: str) -> str:
    return _("Vertelt het aan wie er niet was: %(who)s.") % {"who": who}


def _of_the_meeting(at: Seated, section: MinutesSection, text: str, said_at: datetime) -> Line:
    """What belongs to no topic: about the household, as the question of the meeting is, and said by nobody at it."""
    category, law = DataCategory.REQUEST_VISION, Compartment(at.meeting.law)
    return Line(section, text, category, law, at.at_table.household, said_at, of_meeting=True)
