"""
The running meeting on a screen of the staff site: where the table is, whose turn it is, what was said and what is next.

Who directs and who takes the minutes hear what the law gives them. Whoever sits there for a party hears besides only
what was said while that party was in the room, and always what it said itself. One line in the log per answer; that
nothing changed is no answer.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases import reads as cases
from cases.domains import LifeDomain
from cases.meeting_terms import ContributionKind, FirstTurnKind, MeetingKind, SeatKind, Weighing
from cases.reads import CaseAtMeeting, CaseNotFound
from cases.terms import Compartment
from meetings import phases
from meetings.admission import why_not_admitted
from meetings.models import Contribution, Meeting, Participant, Topic
from meetings.phases import GOES_BACK_TO, GOES_ON_TO
from meetings.reads.admitted import about_table
from meetings.reads.facts import is_present, is_running, spoke_since, table_from, who_said, why_not_take_back
from meetings.reads.kept import TableRows, rows_of
from meetings.reads.made_by_residents import material_of
from meetings.reads.moment import (
    ICONS,
    advice_on,
    categories_of,
    checks_of,
    clock_of,
    domains_now,
    form_of,
    kinds_later,
    kinds_now,
    next_of,
    phase_marks,
    turn_that_fits,
)
from meetings.reads.own_seat import own_seat
from meetings.reads.screen import Advice, Live, Option, RaisedSignal, Said, SaidKind, Table, TopicLine, Turn
from meetings.reads.stands import has_changed
from meetings.reads.titles import titles_for
from meetings.reads.words import words_of
from meetings.stand import Stand
from privacy.compiled import SOME_CASE, SOME_MEETING, Lookup, columns, written
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.legal_bases import CATALOGUE, articles
from privacy.viewer import Viewer

_K = ContributionKind


@entrance
@transaction.atomic
def open_live(*, viewer: Viewer, purpose: Purpose, reference: str, meeting_id: UUID, now: datetime) -> Table:
    """The part of the page of the table that changes. CaseNotFound when absent, forbidden or of another case."""
    about = f"meeting:{meeting_id}"
    asked: dict[str, Any] = {"viewer": viewer, "purpose": purpose, "reference": reference, "now": now, "about": about}
    case = cases.open_for_table(**asked, action="open_live")
    found = _one_meeting().objects(Meeting, {SOME_MEETING: meeting_id, SOME_CASE: case.case_id})
    if not found or not case.sees_minutes:
        raise CaseNotFound(reference)
    return Table(live_of(case, found[0], now), case)


@cache
def _one_meeting() -> Lookup:
    return written(Meeting.objects.filter(pk=SOME_MEETING, case=SOME_CASE).values(*columns(Meeting)))


@entrance
@transaction.atomic
def may_still(*, viewer: Viewer, purpose: Purpose, reference: str, seen: Stand, now: datetime) -> bool:
    """Whether a screen that shows this stand may go on showing it. CaseNotFound when this viewer sees nothing any more.

    Gives nothing of the case away and so writes no line: what the screen shows, was logged when it was given. That it
    changed, every screen hears without this, and most that ask come for that: so that is asked first.
    """
    if has_changed(seen=seen):
        return False
    sight = cases.sight_of(viewer=viewer, purpose=purpose, reference=reference, now=now)
    here = Meeting.objects.filter(pk=seen.meeting_id, case=sight.case_id).exists()
    return here and (seen.viewer_id, seen.around, seen.mark) == (viewer.user_id, sight.around, sight.mark)


# For reads among themselves.


def live_of(case: CaseAtMeeting, meeting: Meeting | None, now: datetime) -> Live | None:
    """The meeting as this viewer sees it. None: it does not run."""
    if meeting is None or not is_running(meeting):
        return None
    return _Room(case, meeting, now).live()


@dataclass(frozen=True)
class _Room:
    """All that is looked up once. Stays inside the reads."""

    case: CaseAtMeeting
    meeting: Meeting
    now: datetime

    @cached_property
    def rows(self) -> TableRows:
        return rows_of(self.meeting, self.case.around, self.case.kept_apart, self.now)

    @cached_property
    def mine(self) -> Participant | None:
        return own_seat(self.rows.seats, self.case.user_id)

    @cached_property
    def my_topics(self) -> set[UUID]:
        return self.rows.heard.topics_of(self.mine.pk) if self.mine else set()

    @cached_property
    def titles(self) -> frozenset[UUID]:
        return titles_for(self.case, self.meeting, self.rows.topics, self.mine, self.rows.why_not, self.my_topics)

    @cached_property
    def writes(self) -> bool:
        return self.case.may_direct or self.meeting.minute_taker_id == self.case.user_id

    def live(self) -> Live:
        """What this viewer sees of it now."""
        meeting, turns, raised = self.meeting, self.turns(), self._raised()
        topics = tuple(self.topic_line(topic) for topic in self.rows.topics)
        current = next((line for line in topics if line.is_current), None)
        seat = next((turn for turn in turns if turn.is_me), None)
        here = [turn for turn in turns if turn.is_here]
        heard = [row for row in self.rows.contributions if self.hears(row)]
        said = tuple(self._kinds(heard))
        out = current.hidden if current and self.writes else bool(current and seat and seat.out)
        return Live(
            **self._standing(),
            missing=self._missing() if self.case.may_direct else (),
            topics=topics,
            topic=current,
            turns=turns,
            spoken=sum(turn.has_spoken for turn in here),
            waiting=sum(not turn.has_spoken for turn in here),
            seat=seat,
            without_me=out,
            asks_turn=self._asks_turn(seat, out),
            speaks=self._speaks(seat, out),
            categories=categories_of(
                next((one for one in self.rows.topics if one.pk == meeting.topic_id and one.pk in self.titles), None)
            ),
            said=said,
            proposals=tuple(item for kind in said for item in kind.items if item.waits),
            signals=tuple(one for one in raised if not one.resolution),
            answered=tuple(one for one in raised if one.resolution),
            checks=checks_of(meeting),
            hint=self._hint(heard),
            size=self._size(),
            material=material_of(self.case, meeting, self.now) if self.case.may_direct else (),
        )

    def _standing(self) -> dict[str, Any]:
        """Where the table is, which is the same for everybody who may see it."""
        meeting, case, words = self.meeting, self.case, words_of(self.case, self.meeting)
        return {
            "stand": Stand(meeting.pk, case.user_id, meeting.version, case.around),
            "id": meeting.pk,
            "title": MeetingKind(meeting.kind).label,
            "phase": meeting.phase,
            "phase_label": meeting.phase.label,
            "phases": phase_marks(meeting.phase),
            "on_to": GOES_ON_TO[meeting.phase].label,
            "backs": tuple(Option(one.value, one.label) for one in GOES_BACK_TO.get(meeting.phase, ())),
            "question": words.question,
            "resident_says": str(meeting.question_of_resident) if case.may_direct else "",
            "purposes": words.purposes,
            "grounds": tuple(meeting.legal_bases),
            "articles": articles(code for code in meeting.legal_bases if code in CATALOGUE),
            "clock": clock_of(meeting, self.rows.topics, self.now),
            "directs": case.may_direct,
            "writes": self.writes,
            "kinds": kinds_now(meeting.phase),
            "domains": domains_now(meeting.phase, case.template),
            "later": kinds_later(meeting.phase),
            "advice": self._advice(),
            "asks_picture": meeting.phase is phases.CALLED_COMPLETE_IN
            and case.may_direct
            and not meeting.picture_complete_at,
            "minute_taker": self.rows.minute_taker,
        }

    def _missing(self) -> tuple[str, ...]:
        """What is to be done before the table goes on; and before the picture, what the case itself waits for."""
        left = phases.why_not_go_on(self.meeting.phase, self.table())
        too_early = phases.why_too_early(self.meeting.kind, self.case.step) if self._is_early else None
        return (*left, too_early) if too_early else left

    def _advice(self) -> Advice | None:
        """R-MDO-2, as long as something is to be done with a new fact; and before the picture, who may not hear it."""
        if self._is_early and self.case.may_direct:
            return self._not_shared_with()
        return advice_on(self.rows.signals) if self.case.may_direct else None

    def _not_shared_with(self) -> Advice | None:
        """R-MDO-8 of what has no topic yet: the question is as much of the household as what comes after it."""
        guests, apart = self.rows.guests, self.case.kept_apart
        household = [person.id for person in self.case.people if not person.in_network]
        what = about_table(self.meeting, household, self.rows.seats, apart)
        who = [seat.name for seat in self.rows.here if why_not_admitted(what, guests[seat.pk], apart)]
        words = _(
            "De vraag van het gezin is niet gedeeld met: %(who)s. Vraag die om later te komen. Zolang die er is, staat"
            " de vraag niet op het scherm in de kamer."
        )
        return Advice(words % {"who": ", ".join(who)}) if who else None

    def table(self) -> phases.Table:
        """What is true at the table, of what was looked up already."""
        return table_from(
            self.meeting,
            self.case.since,
            self.rows.seats,
            objections=self.case.objections,
            proposals=sum(_waits(row) for row in self.rows.contributions),
            open_signals=sum(signal.resolved_at is None for signal in self.rows.signals),
            accepted=bool(self.meeting.opened_at and self.case.said_yes_since(self.meeting.opened_at)),
        )

    def hears(self, row: Contribution) -> bool:
        """Whether this viewer may read what was said: the law, and for who sits there, having been in the room."""
        if self._said_it(row) or (self.writes and row.made_by_id == self.case.user_id):
            return True
        if (DataCategory(row.category), Compartment(row.law)) not in self.case.within:
            return False
        if self.writes or self.mine is None:
            return True
        return self.rows.heard.was_there(self.mine.pk, row.topic_id, row.made_at)

    def _said_it(self, row: Contribution) -> bool:
        """In the own seat, and not by whom the party sent before."""
        return bool(self.mine and row.participant_id == self.mine.pk and row.sent_id == self.case.user_id)

    def turns(self) -> tuple[Turn, ...]:
        """Everybody at the table whose seat this viewer may see, the household first."""
        mind = {person.id: person.mind for person in self.case.people}
        seats = [seat for seat in self.rows.seats if Compartment(seat.law) in self.case.laws or seat is self.mine]
        return tuple(self._turn(seat, mind.get(seat.person_id, "") if seat.person_id else "") for seat in seats)

    def _turn(self, seat: Participant, mind: str) -> Turn:
        spoke, here = spoke_since(seat, self.case.since), is_present(seat)
        speaking = here and seat.pk == self.meeting.turn_id
        state = "speaking" if speaking else "away" if not here else "spoken" if spoke else "waiting"
        topic_id = self.meeting.topic_id
        out = here and topic_id is not None and not self.rows.heard.is_there(seat.pk, topic_id)
        why = (self.rows.why_not.get(topic_id, {}).get(seat.pk) if out and topic_id else None) or ""
        return Turn(
            id=seat.pk,
            name=seat.name,
            kind=seat.seat_kind.label,
            state=state,
            words=FirstTurnKind(seat.first_turn_kind).label if spoke else "",
            is_here=here,
            has_spoken=spoke,
            is_me=seat is self.mine,
            out=out,
            why_out=why if self.case.may_direct else "",
            mind=mind if self.case.may_direct else "",
            form=form_of(seat),
            fits=None if self._is_early or out else turn_that_fits(seat),
        )

    def topic_line(self, topic: Topic) -> TopicLine:
        """A point of the agenda; whose title is not for this viewer, is there and says no more."""
        shown = topic.pk in self.titles
        may_start = topic.phase == self.meeting.phase and topic.pk != self.meeting.topic_id
        return TopicLine(
            id=topic.pk,
            title=topic.title if shown else _("Onderwerp zonder u"),
            minutes=topic.minutes,
            phase=topic.phase.label,
            state=self._state(topic),
            may_start=may_start and self.case.may_direct,
            hidden=not shown,
            **(self._walking(topic) if self.case.may_direct else {}),
        )

    def _walking(self, topic: Topic) -> dict[str, tuple[str, ...]]:
        """Who goes out of the room for it, who stays out, and who is called in again. Of what is done: nobody."""
        why_not = self.rows.why_not.get(topic.pk)
        if why_not is None or topic.pk == self.meeting.topic_id:
            return {}
        here = [seat for seat in self.rows.here if seat.pk in why_not]
        out = [seat for seat in here if why_not[seat.pk]]
        return {
            "leaves": tuple(seat.name for seat in out if seat.pk in self.inside),
            "stays_out": tuple(seat.name for seat in out if seat.pk not in self.inside),
            "comes_in": tuple(s.name for s in here if not why_not[s.pk] and s.pk not in self.inside),
        }

    @cached_property
    def inside(self) -> set[UUID]:
        """Who of the table is in the room; between two topics, who was there when the last one ended."""
        seats = {seat.pk for seat in self.rows.here}
        if self.meeting.topic_id:
            return {pk for pk in seats if self.rows.heard.is_there(pk, self.meeting.topic_id)}
        ended = [(topic.ended_at, topic.pk) for topic in self.rows.topics if topic.ended_at]
        if not ended:
            return seats
        at, last = max(ended)
        return {pk for pk in seats if self.rows.heard.was_there(pk, last, at)}

    def _state(self, topic: Topic) -> str:
        if topic.pk == self.meeting.topic_id:
            return "current"
        if topic.ended_at:
            return "done"
        return "next" if topic.pk == next_of(self.rows.topics, self.meeting) else "locked"

    def _kinds(self, heard: list[Contribution]) -> list[SaidKind]:
        by_kind: dict[ContributionKind, list[Said]] = defaultdict(list)
        for row in heard:
            by_kind[row.kind].append(self._said(row))
        return [SaidKind(k.value, k.label, ICONS.get(k, "message"), tuple(by_kind[k])) for k in _K if k in by_kind]

    def _said(self, row: Contribution) -> Said:
        typed = row.made_by_id == self.case.user_id
        return Said(
            id=row.pk,
            text=row.text,
            by=who_said(row),
            at=row.made_at,
            is_new_fact=row.is_new_fact,
            may_take_back=typed and not why_not_take_back(row, self.meeting.phase),
            waits=_waits(row),
            outcome=row.weighed.label if isinstance(row.weighed, Weighing) else "",
            reason=row.weighed_reason,
            domain=row.life_domain.label if isinstance(row.life_domain, LifeDomain) else "",
        )

    def _raised(self) -> list[RaisedSignal]:
        heard = [
            one for one in self.rows.signals if (DataCategory(one.category), Compartment(one.law)) in self.case.within
        ]
        return [
            RaisedSignal(
                *(one.pk, one.fact, one.proposal, one.raised_by, one.raised_at),
                resolution=one.resolution.label if one.resolution else "",
                reason=one.resolution_reason,
            )
            for one in heard
            if self.writes
        ]

    @property
    def _is_early(self) -> bool:
        """Before the picture: the table has no topics yet, and no first turns."""
        return self.meeting.phase in phases.BEFORE_THE_PICTURE

    def _asks_turn(self, seat: Turn | None, out: bool) -> bool:
        if seat is None:
            return False
        asked = {"is_here": seat.is_here, "has_spoken": seat.has_spoken, "is_out": out}
        return phases.asks_first_turn(self.meeting.phase, **asked)

    def _speaks(self, seat: Turn | None, without_me: bool) -> bool:
        talking = phases.is_talking(self.meeting.phase, has_topic=self.meeting.topic_id is not None)
        return talking and not without_me and (self.writes or bool(seat and seat.is_here))

    def _hint(self, heard: list[Contribution]) -> str:
        """R-MDO-10, after what the chair put in last."""
        own = [row for row in heard if row.participant_id is None and row.made_by_id == self.case.user_id]
        last = own[-1] if own and own[-1].phase is self.meeting.phase else None
        return (phases.neutrality_hint(last.kind, self.case.may_direct) or "") if last else ""

    def _size(self) -> str:
        from_parties = sum(seat.party_id is not None or seat.seat_kind is SeatKind.EXPERT for seat in self.rows.here)
        return _("%(here)s aan tafel, van wie %(professionals)s professionals") % {
            "here": len(self.rows.here),
            "professionals": from_parties,
        }


def _waits(row: Contribution) -> bool:
    return row.kind is _K.PROPOSAL and not row.landed and not row.weighed
