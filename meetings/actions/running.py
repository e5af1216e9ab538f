"""At the table: opening, the question, the purposes, the step to the picture, first turns, and new facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.actions import NotPossible
from cases.meeting_terms import FirstTurnKind, ParticipationForm, ResidentSays, SeatKind, SignalResolution
from meetings.actions.apart import follow_seats, refuse_kept_apart, refuse_to_meet
from meetings.actions.contributing import of_the_topic, refuse_another_topic, refuse_too_early, spoke
from meetings.actions.moving import back
from meetings.actions.rooms import come_in_late, leave, never_came, sit_down, spoke_at
from meetings.actions.seated import Seated, looked_up, running, seated
from meetings.actions.seats import comes_after_all, says_no_still
from meetings.models import NewFactsSignal
from meetings.phases import NEW_FACTS_IN, Phase, why_not_go_back
from meetings.reads.facts import is_present
from privacy.gate import entrance
from privacy.law import DataCategory
from privacy.legal_bases import CATALOGUE
from privacy.viewer import Origin, Viewer


@entrance
@transaction.atomic
def open_meeting(*, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> None:
    """Opens the meeting; whoever did not decline is taken to be there until marked absent."""
    at = seated(viewer, reference, meeting_id, now)
    if at.meeting.opened_at:
        raise NotPossible(_("Dit overleg is al geopend. Ga ermee verder aan tafel."))
    if at.meeting.date_asked_at:
        raise NotPossible(_("Dit overleg heeft nog geen datum. Kies eerst een moment."))
    if not at.meeting.participants.exists():
        raise NotPossible(_("Er is nog niemand uitgenodigd. Nodig eerst iemand uit."))
    refuse_kept_apart(at)
    at = follow_seats(at)  # who sits here was invited before something else followed that, or before it was agreed
    gone = Q(person__isnull=False) & ~Q(person__in=at.at_table.people)
    at.meeting.participants.filter(gone, attended=None).update(attended=False)
    at.meeting.participants.filter(attended=None).exclude(participation_form=ParticipationForm.DECLINED).update(
        attended=True
    )
    at.meeting.participants.filter(attended=None).update(attended=False)
    at.meeting.opened_at = now
    at.meeting.phase, at.meeting.clock_since = Phase.OPENING, now
    sit_down(at)
    try:
        with transaction.atomic():
            at.report()
    except IntegrityError as exc:
        raise NotPossible(_("Er loopt al een overleg over deze casus. Sluit dat eerst.")) from exc


@entrance
@transaction.atomic
def confirm_question(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    question: str,
    now: datetime,
    resident: ResidentSays | None = None,
) -> None:
    """The table confirms what the question of this meeting is. resident: what the resident says of it; None: not yet.

    What was said of other words, was not said of these.
    """
    at = running(viewer, reference, meeting_id, now)
    if not question.strip():
        raise NotPossible(_("Schrijf op welke vraag de tafel bevestigt."), field="question")
    _check_resident(at, resident)
    if resident or question.strip() != at.meeting.question.strip():
        at.meeting.question_of_resident = resident or ""
    at.meeting.question, at.meeting.question_confirmed_at = question, now
    at.report()


def _check_resident(at: Seated, resident: ResidentSays | None) -> None:
    here = [s for s in at.meeting.participants.all() if s.seat_kind is SeatKind.RESIDENT and is_present(s)]
    in_person = any(seat.participation_form == ParticipationForm.PRESENT for seat in here)
    if resident is ResidentSays.CONFIRMS and not here:
        raise NotPossible(_("De inwoner is er niet. Leg vast waarom die dit niet kan zeggen."), field="resident")
    if resident is ResidentSays.ABSENT and in_person:
        raise NotPossible(_("De inwoner zit aan tafel. Vraag of dit de goede vraag is."), field="resident")


@entrance
@transaction.atomic
def read_purposes(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    purpose_text: str,
    now: datetime,
    legal_bases: tuple[str, ...] = (),
) -> None:
    """The joint purpose limitation was read out: what data is shared for, and on what ground (S003)."""
    at = running(viewer, reference, meeting_id, now)
    if not purpose_text.strip():
        raise NotPossible(_("Schrijf op waarvoor u gegevens deelt."), field="purpose_text")
    named = [code for code in legal_bases if code in CATALOGUE]
    if not named and viewer.origin is not Origin.IMPORT:  # a case file names its laws with the case
        raise NotPossible(_("Kies op welke grond u gegevens deelt, en lees die voor."), field="legal_bases")
    at.meeting.purpose_text, at.meeting.purposes_read_at = purpose_text, now
    at.meeting.legal_bases = named or at.meeting.legal_bases
    at.report()


@entrance
@transaction.atomic
def mark_attendance(
    *, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, attended: bool, now: datetime
) -> None:
    """Who is there, or leaves; who comes in later hears from now on, and who leaves has heard until now.

    Who said no and comes after all, is there; but not with somebody from whom that one is kept apart meanwhile.
    """
    at = running(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    seat.attended = attended
    seat.save(update_fields=["attended"])
    if attended:
        comes_after_all(at, seat)
    if is_present(seat):
        refuse_to_meet(at, seat)
        come_in_late(at, seat)
    else:
        leave(at, seat)
    at.report()


@entrance
@transaction.atomic
def mark_never_there(*, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, now: datetime) -> None:
    """Was taken to be there, and never was: heard nothing. Of who said something, nobody can say that.

    Who had said no, had said it.
    """
    at = running(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    if spoke_at(at, seat):
        raise NotPossible(_("Deze deelnemer was aan het woord, en was er dus. Kies “Gaat weg”."))
    seat.attended = False
    seat.save(update_fields=["attended"])
    says_no_still(at, seat)
    never_came(at, seat)
    at.report()


@entrance
@transaction.atomic
def take_first_turn(
    *, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, kind: FirstTurnKind, now: datetime
) -> None:
    """Someone at the table had a first turn: spoke, passed, a video was shown, or a text was read out."""
    take_first_turns(viewer=viewer, reference=reference, meeting_id=meeting_id, turns={seat_id: kind}, now=now)


@entrance
@transaction.atomic
def take_first_turns(
    *, viewer: Viewer, reference: str, meeting_id: UUID, turns: Mapping[UUID, FirstTurnKind], now: datetime
) -> None:
    """A whole round at once, by seat."""
    at = running(viewer, reference, meeting_id, now)
    if viewer.origin is not Origin.IMPORT:  # a case file tells of turns, and not of phases
        refuse_too_early(at)
    for seat_id, kind in turns.items():
        seat = at.seat(seat_id)
        if not is_present(seat):
            raise NotPossible(_("Deze deelnemer is er niet. Zet eerst dat die er wel is."))
        spoke(at, seat, kind)
    at.report()


@entrance
@transaction.atomic
def raise_new_facts(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    fact: str,
    now: datetime,
    proposal: str = "",
    raised_by: str = "",
    topic: UUID | None = None,
) -> UUID:
    """A counter-argument rests on a fact that nobody had put on the table (R-MDO-2). Returns the id of the signal.

    The same fact against the same proposal is one signal as long as it is open.
    """
    at = running(viewer, reference, meeting_id, now)
    if viewer.origin is not Origin.IMPORT and at.meeting.phase is not NEW_FACTS_IN:
        raise NotPossible(_("Een nieuw feit meldt u bij de oordeelsvorming. Zet het nu bij het beeld."))
    refuse_another_topic(at, topic)
    same = at.meeting.new_facts.filter(fact=fact, proposal=proposal, raised_by=raised_by, resolved_at=None).first()
    if same:
        return same.pk
    signal = NewFactsSignal.objects.create(
        **of_the_topic(at, DataCategory.OPINIONS_PROFESSIONAL),
        meeting=at.meeting,
        topic=at.meeting.topic,
        proposal=proposal,
        fact=fact,
        raised_by=raised_by,
        raised_at=now,
    )
    at.report()
    return signal.pk


@entrance
@transaction.atomic
def resolve_new_facts(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    signal_id: UUID,
    resolution: SignalResolution,
    reason: str,
    now: datetime,
) -> None:
    """What was done with the signal: back to the picture, or not needed, either with a reason.

    After the end too, but then nobody goes back any more: the next meeting begins with the picture.
    """
    at = looked_up(viewer, reference, meeting_id, now)
    signal = NewFactsSignal.objects.filter(meeting=at.meeting, pk=signal_id, resolved_at=None).first()
    if signal is None:
        raise NotPossible(_("Dit signaal staat niet meer open. Vernieuw de pagina. Dan leest u wat ermee is gedaan."))
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom."), field="reason")
    if resolution is SignalResolution.BACK_TO_PICTURE:
        if at.meeting.closed_at:
            raise NotPossible(
                _("Dit overleg is afgelopen. Kies “Niet nodig”, of plan een nieuw overleg: dat begint met het beeld.")
            )
        if why_not_go_back(at.meeting.phase, Phase.PICTURE) is None:
            back(at, Phase.PICTURE, reason)
            return
    signal.resolution, signal.resolution_reason, signal.resolved_at = resolution, reason, now
    signal.changed_at, signal.changed_by_id = now, viewer.user_id
    signal.save()
    at.report()
