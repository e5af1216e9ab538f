"""What people put in at the table: as which kind, for whom, and what of it the case keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import NotAuthorised, NotPossible
from cases.domains import LifeDomain
from cases.meeting_terms import ContributionKind, FirstTurnKind, Voice
from cases.statements import Kind
from meetings.actions.rooms import is_in_the_room
from meetings.actions.seated import Seated, at_table
from meetings.models import Appointment, Contribution, NewFactsSignal, Participant
from meetings.phases import (
    AREAS_ARE_NAMED_IN,
    BEFORE_THE_PICTURE,
    SPEAKING_IS_A_TURN,
    Phase,
    is_talking,
    raises_signal,
    why_not_say,
)
from meetings.reads.facts import first_turns_of, is_present, who_said, why_not_take_back
from meetings.reads.moment import WITH_OWN_FORM
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

_K = ContributionKind
# What the file keeps as a piece of its own. Perspectives, goals, directions and actions are put in with what they need
# besides: see landing.
KEPT = {
    _K.FACT: Kind.FACT,
    _K.EXPERIENCE: Kind.EXPERIENCE,
    _K.RESIDENT_VOICE: Kind.RESIDENT_VOICE,
    _K.JUDGEMENT: Kind.JUDGEMENT,
    _K.ARGUMENT: Kind.ARGUMENT,
    _K.COUNTER_ARGUMENT: Kind.COUNTER_ARGUMENT,
}


@dataclass(frozen=True)
class NewContribution:
    """What somebody says, and as what. seat: who says it, when somebody else writes it down.

    id: made by the screen, so that what is sent twice stands there once. fact: what nobody had put on the table yet, on
    which an argument against rests. category: which of the kinds of data of the topic it is, where it has several.
    topic: what lay on the table when it was typed.
    life_domain: which area of life it is about; whoever works in the portal is not asked that.
    """

    kind: ContributionKind
    text: str
    id: UUID | None = None
    seat: UUID | None = None
    category: DataCategory | None = None
    fact: str = ""
    replies_to: UUID | None = None
    topic: UUID | None = None
    life_domain: LifeDomain | None = None


@entrance
@transaction.atomic
def contribute(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    what: NewContribution,
    now: datetime,
    purpose: Purpose = Purpose.DIRECTION,
) -> UUID:
    """Puts something in. Refused when its kind does not fit the phase, or the speaker is not in the room for it."""
    at = at_table(viewer, reference, meeting_id, now, purpose)
    what, sent = _numbered(at, what)
    if sent:
        return sent
    seat = _speaker(at, what)
    if not what.text.strip():
        raise NotPossible(_("Schrijf op wat er is gezegd."), field="text")
    if why_not := why_not_say(at.meeting.phase, what.kind, first_turns_of(at.meeting, at.at_table.since)):
        raise NotPossible(why_not, field="kind")
    if what.kind in WITH_OWN_FORM:
        own_form = _("Een %(kind)s legt de voorzitter vast, met een eigen formulier. Kies een andere soort inbreng.")
        raise NotPossible(own_form % {"kind": what.kind.label}, field="kind")
    made = _put_in(at, seat, what)
    _name_domain(at, made)
    if seat and at.meeting.phase is SPEAKING_IS_A_TURN:
        spoke(at, seat)
    if raises_signal(at.meeting.phase, what.kind, bool(what.fact.strip())):
        _signal(at, made, what.fact.strip())
    at.report()
    return made.pk


@entrance
@transaction.atomic
def take_back(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    contribution_id: UUID,
    now: datetime,
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """Takes back what one put in oneself, in the same phase, and nothing was done with it yet."""
    at = at_table(viewer, reference, meeting_id, now, purpose)
    row = at.meeting.contributions.filter(pk=contribution_id, made_by=viewer.user_id).first()
    if row is None:
        raise NotPossible(_("Deze inbreng is er niet meer, of is van iemand anders. Vernieuw de pagina."))
    if why_not := why_not_take_back(row, at.meeting.phase):
        raise NotPossible(why_not)
    cases.refuse_held(row)
    if row.landed:
        cases.unkeep_words(at=at.at_table, viewer=viewer, landed=row.landed, now=now)
    row.delete()
    _unname_domain(at, row)
    at.report()


@entrance
@transaction.atomic
def take_my_turn(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    kind: FirstTurnKind,
    now: datetime,
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """On the own device: I spoke, or I let my turn pass."""
    at = at_table(viewer, reference, meeting_id, now, purpose)
    if at.mine is None:
        raise NotAuthorised
    if not is_present(at.mine):
        raise NotPossible(_("U staat nog niet als aanwezig. Vraag het de voorzitter."))
    refuse_too_early(at)
    spoke(at, at.mine, kind)
    at.report()


# For the actions among themselves.


def refuse_too_early(at: Seated) -> None:
    """First turns are of the picture; whoever comes in later still has one."""
    if at.meeting.phase in BEFORE_THE_PICTURE:
        raise NotPossible(_("De eerste beurten zijn bij de beeldvorming. Ga eerst verder."))


def refuse_another_topic(at: Seated, topic: UUID | None) -> None:
    """Whoever typed it, chose who hears it: the people, data and law of what lay on the table then."""
    if topic != at.meeting.topic_id:
        raise NotPossible(
            _(
                "Dit schreef u bij een ander onderwerp. De tafel is verder gegaan. Hoort dit ook bij wat nu op tafel"
                " ligt? Verstuur het dan nog een keer. Anders moet het vorige onderwerp eerst weer op tafel."
            ),
            field="topic",
        )


def spoke(at: Seated, seat: Participant, kind: FirstTurnKind = FirstTurnKind.SPOKEN) -> None:
    """A first turn, once in this round of the picture. Then it is nobody's turn until the chair gives it."""
    since = at.at_table.since
    if seat.first_turn_at is None or (since and seat.first_turn_at < since):
        seat.first_turn_at, seat.first_turn_kind = at.now, kind
        seat.save(update_fields=["first_turn_at", "first_turn_kind"])
    if at.meeting.turn_id == seat.pk:
        at.meeting.turn = None


def written_down(
    at: Seated, seat: Participant | None, what: NewContribution, voice: Voice | None = None
) -> Contribution:
    """The row itself: released, for whoever says something at the table lets the table hear it.

    voice: who speaks without a seat; None: the table, which agrees on what lands with a form of its own.
    """
    topic = at.meeting.topic
    return Contribution.objects.create(
        **of_the_topic(at, _category(at, what)),
        id=what.id or uuid4(),
        released_at=at.now,
        released_by=at.viewer.user_id,
        meeting=at.meeting,
        participant=seat,
        sent_id=sent_by(seat),
        voice=voice or "",
        topic=topic,
        phase=at.meeting.phase,
        kind=what.kind,
        text=what.text.strip(),
        is_new_fact=bool(what.fact.strip()),
        life_domain=(what.life_domain or "") if at.at_table.purpose is Purpose.DIRECTION else "",
        replies_to=at.meeting.contributions.filter(pk=what.replies_to).first() if what.replies_to else None,
    )


def into_the_picture(at: Seated, signal: NewFactsSignal) -> None:
    """What the table goes back for, as a fact of the picture and of the file: heard by who heard it when it came up."""
    if not signal.fact.strip():  # a case file may tell that there was one, and not which
        return
    said_by, seat = signal.raised_by, signal.participant
    of = (signal.category, signal.law, signal.about)
    words = cases.TableWords(Kind.FACT, signal.fact, *of, said_by, at.meeting.pk)
    kept = cases.keep_words(at=at.at_table, viewer=at.viewer, words=words, now=at.now)
    Contribution.objects.create(
        **like(at, signal) | {"made_at": signal.raised_at},
        released_at=at.now,
        released_by=at.viewer.user_id,
        participant=seat,
        voice=next((one for one in Voice if not seat and one.label == said_by), ""),
        topic=signal.topic,
        phase=Phase.PICTURE,
        kind=_K.FACT,
        text=signal.fact,
        is_new_fact=True,
        landed=f"cases.statement:{kept}",
    )


def sent_by(seat: Participant | None) -> UUID | None:
    """Whom the party of this seat sends now: what is said there, is of that person, and not of a successor."""
    return seat.party.contact_id if seat and seat.party else None


def _voice(at: Seated, seat: Participant | None) -> Voice | None:
    """Who speaks without a seat."""
    if seat:
        return None
    return Voice.CHAIR if at.at_table.directs else Voice.MINUTE_TAKER


def of_the_topic(at: Seated, category: DataCategory) -> dict[str, Any]:
    """The columns of what is said now: about whom, and under which law, the topic on the table is."""
    topic = at.meeting.topic
    columns = at.at_table.stamp(at.viewer, at.now, category=category, about=topic.about if topic else ())
    return columns | {"law": topic.law} if topic else columns


def like(at: Seated, made: Contribution | NewFactsSignal) -> dict[str, object]:
    """The columns of what comes of a contribution: of the same meeting, data, people and law."""
    columns = at.at_table.stamp(at.viewer, at.now, category=made.category, about=made.about)
    return columns | {"law": made.law, "meeting": at.meeting}


def _numbered(at: Seated, what: NewContribution) -> tuple[NewContribution, UUID | None]:
    """What is sent twice stands there once: it, and where it stands already.

    Who heard no answer may send other words under the same number, which are another contribution; so is what has a
    number of somewhere else. Their number follows from the words, so that these too can be sent twice.
    """
    if what.id is None:
        return what, None
    for number in (what.id, uuid5(what.id, f"{what.kind} {what.seat} {what.fact} {what.text}")):
        there = Contribution.objects.filter(pk=number).first()
        if there is None:
            return replace(what, id=number), None
        if _is_same(at, there, what):
            return what, there.pk
    return replace(what, id=None), None


def _is_same(at: Seated, row: Contribution, what: NewContribution) -> bool:
    """Whether this is what this viewer put in here before."""
    fact = what.fact.strip()
    mine = (row.meeting_id, row.made_by_id) == (at.meeting.pk, at.viewer.user_id)
    same = (row.kind, row.text, row.is_new_fact) == (what.kind, what.text.strip(), bool(fact))
    seat = what.seat is None or what.seat == row.participant_id
    known = not raises_signal(row.phase, row.kind, bool(fact)) or at.meeting.new_facts.filter(fact=fact).exists()
    return mine and same and seat and known


def _put_in(at: Seated, seat: Participant | None, what: NewContribution) -> Contribution:
    if not is_talking(at.meeting.phase, has_topic=at.meeting.topic is not None):
        raise NotPossible(_("Begin eerst een onderwerp van de agenda."))
    if seat and not is_in_the_room(at.meeting, seat):
        raise NotPossible(
            _("Deze deelnemer is nu niet in de kamer. Kies wie er wel is, of laat deze deelnemer eerst binnen.")
        )
    refuse_another_topic(at, what.topic)
    made = written_down(at, seat, what, _voice(at, seat))
    if what.kind in KEPT:
        of = (made.category, made.law, made.about)
        words = cases.TableWords(KEPT[what.kind], made.text, *of, who_said(made), at.meeting.pk)
        kept = cases.keep_words(at=at.at_table, viewer=at.viewer, words=words, now=at.now)
        made.landed = f"cases.statement:{kept}"
        made.save(update_fields=["landed"])
    elif what.kind is _K.APPOINTMENT:
        agreed = Appointment.objects.create(**like(at, made), text=made.text, who=seat.name if seat else "")
        made.landed = f"meetings.appointment:{agreed.pk}"
        made.save(update_fields=["landed"])
    return made


def _name_domain(at: Seated, made: Contribution) -> None:
    """Without the words: that it was named, is of the kind of data that the area itself has."""
    if made.life_domain and at.meeting.phase is AREAS_ARE_NAMED_IN:
        named = cases.NamedDomain(LifeDomain(made.life_domain), made.law, made.about)
        cases.name_domain(at=at.at_table, viewer=at.viewer, named=named, now=at.now)


def _unname_domain(at: Seated, gone: Contribution) -> None:
    domain = gone.life_domain
    if domain and not at.meeting.contributions.filter(life_domain=domain).exists():
        cases.unname_domain(at=at.at_table, viewer=at.viewer, domain=LifeDomain(domain), now=at.now)


def _speaker(at: Seated, what: NewContribution) -> Participant | None:
    """Who says it. Whoever does not write for all, speaks for the own seat only."""
    if at.writes_for_all:
        return at.seat(what.seat) if what.seat else at.mine
    if at.mine is None or what.seat not in (None, at.mine.pk):
        raise NotAuthorised
    if not is_present(at.mine):
        raise NotPossible(_("U staat nog niet als aanwezig. Vraag het de voorzitter."))
    return at.mine


def _category(at: Seated, what: NewContribution) -> DataCategory:
    """Which kind of data it is: one of those that the topic is about."""
    if at.meeting.topic is None:
        return DataCategory.REQUEST_VISION
    kinds = [DataCategory(one) for one in at.meeting.topic.categories]
    if what.category and what.category not in kinds:
        raise NotPossible(
            _("Dit onderwerp gaat daar niet over. Zet een eigen onderwerp op de agenda."), field="category"
        )
    if what.category is None and len(kinds) > 1 and what.kind is not _K.ANNOUNCEMENT:
        raise NotPossible(_("Kies over welke gegevens dit gaat."), field="category")
    return what.category or kinds[0]


def _signal(at: Seated, made: Contribution, fact: str) -> None:
    proposal = made.replies_to.text if made.replies_to else ""
    NewFactsSignal.objects.create(
        **like(at, made),
        topic=made.topic,
        participant=made.participant,
        proposal=proposal,
        fact=fact,
        raised_by=who_said(made),
        raised_at=at.now,
    )
