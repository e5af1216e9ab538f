"""
The table of a file: preparing it, opening, first turns, new facts, closing, minutes.

Whoever directs the process chairs. What the method does not allow stays as it was: a meeting without a yes to keeping
the overview stays open (R-MDO-7), and the steps that need it closed say so.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cases import actions as cases
from cases.hats import DIRECTING
from cases.meeting_terms import AgendaPoint, FirstTurnKind, MeetingKind, ParticipationForm, SeatKind, SignalResolution
from cases.stappenplan import Step
from meetings import actions
from regie.casefile.model import MeetingInFile, PlannedMeeting
from regie.casefile.replay.refusal import Objection
from regie.casefile.replay.scene import FROM_FILE, NOT_RECORDED, Held, Scene, place_of, worn_as
from regie.casefile.timetable import MORNING, ZONE

INVITING = (Step.INFORMATION, Step.INVITATION)
USUAL_LENGTH = 60  # minutes
EVERYTHING = tuple(AgendaPoint)
SPEAKS = {
    ParticipationForm.PRESENT: FirstTurnKind.SPOKEN,
    ParticipationForm.REPRESENTED: FirstTurnKind.SPOKEN,
    ParticipationForm.VIDEO_MESSAGE: FirstTurnKind.VIDEO_PLAYED,
    ParticipationForm.DRAWING: FirstTurnKind.STATEMENT_READ,
    ParticipationForm.WRITTEN: FirstTurnKind.STATEMENT_READ,
}


def plan(scene: Scene, planned: PlannedMeeting) -> None:
    """Prepares a meeting that is still to come, with a seat for each person who is invited."""
    if planned.at is None:
        return
    with scene.noting(("planned_meeting",)):
        meeting = actions.NewMeeting(
            kind=planned.kind,
            planned_at=datetime.combine(planned.at, MORNING, ZONE),
            duration_minutes=USUAL_LENGTH,
            covers=planned.covers or EVERYTHING,
            place=planned.place,
            question=scene.case.question,
        )
        meeting_id = scene.act(actions.plan_meeting, meeting=meeting)
        people = [key for key in planned.invited or tuple(scene.persons) if key in scene.persons]
        seats = [_seat_of_person(scene, key, planned) for key in people]
        scene.act(actions.invite_all, meeting_id=meeting_id, seats=[*seats, *_invited(scene)])
        scene.done.add("planned meeting")


def open_meeting(scene: Scene, meeting: MeetingInFile, *, first: bool) -> None:
    """Invites, opens, and for the first analysis confirms the question and reads the purposes."""
    place = place_of(scene.case.meetings, meeting)
    scene.resident = meeting.resident or scene.resident
    guards = ("G06", "G07", "G08") if scene.step in INVITING else ("G09", "G17", "G29")
    with scene.noting(("meetings", place), *guards):
        new = actions.NewMeeting(
            kind=meeting.kind,
            planned_at=scene.now,
            duration_minutes=meeting.duration_minutes,
            covers=meeting.covers or EVERYTHING,
            question=scene.case.question,
        )
        meeting_id = scene.act(actions.plan_meeting, meeting=new)
        held = scene.meetings[place] = _invite(scene, meeting_id, meeting)
        scene.act(actions.open_meeting, meeting_id=meeting_id)
        held.is_open = True
        if scene.step in INVITING:
            _begin(scene, meeting_id)
    if first:
        with scene.noting(("hats",)):
            _tell_the_others(scene)


def _invite(scene: Scene, meeting_id: UUID, meeting: MeetingInFile) -> Held:
    """One seat for the household, one for each party that is invited; a professional of none sits there by name."""
    household = _seat_of_household(scene, meeting)
    others = _invited(scene)
    seats = [*([household] if household else []), *others]
    made = scene.act(actions.invite_all, derived=len(seats), meeting_id=meeting_id, seats=seats) if seats else ()
    speaks = {household: SPEAKS.get(meeting.resident)} if household and meeting.resident else {}
    turns = {seat_id: speaks.get(seat, FirstTurnKind.SPOKEN) for seat_id, seat in zip(made, seats, strict=True)}
    return Held(
        meeting_id,
        parties=tuple(seat.party for seat in others if seat.party),
        turns={seat_id: turn for seat_id, turn in turns.items() if turn},
    )


def _seat_of_household(scene: Scene, meeting: MeetingInFile) -> actions.NewSeat | None:
    """G07. A reason for not taking part is asked where the first analysis begins; elsewhere a file may be silent."""
    if meeting.resident is None:
        return None
    reason = meeting.resident_reason or ("" if scene.step in INVITING else NOT_RECORDED)
    return actions.NewSeat(
        seat_kind=SeatKind.RESIDENT,
        name=_("Inwoner en huishouden"),
        participation_form=meeting.resident,
        declined_reason=reason if meeting.resident is ParticipationForm.DECLINED else "",
    )


def _seat_of_person(scene: Scene, key: str, planned: PlannedMeeting) -> actions.NewSeat:
    declines = planned.participation is ParticipationForm.DECLINED
    return actions.NewSeat(
        seat_kind=SeatKind.RESIDENT,
        person=scene.persons[key],
        participation_form=planned.participation,
        declined_reason=planned.resident_reason if declines else "",
    )


def _invited(scene: Scene) -> list[actions.NewSeat]:
    """G06: whom the file invites, else all parties. Each party once; the chair and the household are not among them."""
    planned = scene.case.planned_meeting
    chair = scene.director()
    seats: dict[UUID | str, actions.NewSeat] = {}
    for key in (planned.invited if planned else ()) or tuple(scene.parties):
        chairs = key not in scene.parties and chair is not None and scene.user(key) == chair.user_id
        if key not in scene.persons and not chairs:
            seat = _seat_of(scene, key)
            seats.setdefault(seat.party or seat.name, seat)
    return list(seats.values())


def _seat_of(scene: Scene, key: str) -> actions.NewSeat:
    """The seat of a party or a professional. The reason at the table is the kind of seat with the task in the file."""
    party = scene.party_of(key)
    if party is None:
        professional = scene.roll.account(key)
        function = professional.function if professional else ""
        return actions.NewSeat(seat_kind=SeatKind.EXPERT, name=scene.roll.name(key), reason=function)
    partner = next(one for one in scene.case.partners if scene.parties[one.key] == party)
    reason = partner.primary_task if partner.seat_kind else ""
    return actions.NewSeat(seat_kind=partner.seat_kind or SeatKind.FIXED_PARTNER, party=party, reason=reason)


def _begin(scene: Scene, meeting_id: UUID) -> None:
    """G08: the question in the words of the file, the purposes from its laws."""
    if scene.case.question:
        scene.act(actions.confirm_question, derived=True, meeting_id=meeting_id, question=scene.case.question)
    if scene.case.laws:
        laws = ", ".join(law.label for law in scene.case.laws)
        text = _("Samenwerken aan de vraag van dit huishouden (%(laws)s).") % {"laws": laws}
        scene.act(actions.read_purposes, derived=True, meeting_id=meeting_id, purpose_text=text)


def _tell_the_others(scene: Scene) -> None:
    """G04: who was not told of the director's role yet hears it at the opening of the first meeting."""
    place = next((at for at in scene.hats if worn_as(scene.case.hats[at]) in DIRECTING), None)
    if place is None:
        return
    before = scene.case.hats[place].announced_to
    heard = {scene.persons.get(key) or scene.party_of(key) for key in before}
    told = [cases.Told(person=one) for one in scene.persons.values() if one not in heard]
    told += [cases.Told(party=one) for one in scene.parties.values() if one not in heard]
    if told:
        scene.act(cases.announce, hat_id=scene.hats[place], told=told)
        scene.derived += 1


def take_first_turns(scene: Scene, meeting: MeetingInFile) -> None:
    """G09: everybody at the table, when the file says that the first round was complete."""
    held = scene.held(meeting)
    if held is None or not held.is_open or not meeting.first_round_complete:
        return
    with scene.noting(("meetings", place_of(scene.case.meetings, meeting)), "G09"):
        scene.act(actions.take_first_turns, derived=len(held.turns), meeting_id=held.id, turns=held.turns)


def raise_new_facts(scene: Scene, meeting: MeetingInFile, *, resolved: bool) -> None:
    """G13: as many signals as the file counts; what the facts were, it does not say."""
    held = scene.held(meeting)
    if held is None or not held.is_open:
        return
    reason = _("Het beeld is daarna aangevuld.")
    with scene.noting(("meetings", place_of(scene.case.meetings, meeting), "new_facts_signals"), "G13"):
        for _number in range(meeting.new_facts_signals):
            signal = scene.act(actions.raise_new_facts, derived=True, meeting_id=held.id, fact=NOT_RECORDED)
            if resolved:
                scene.act(
                    actions.resolve_new_facts,
                    derived=True,
                    meeting_id=held.id,
                    signal_id=signal,
                    resolution=SignalResolution.BACK_TO_PICTURE,
                    reason=reason,
                )


def close_meeting(scene: Scene, meeting: MeetingInFile) -> None:
    """Closes it with the yes of who wears hat 4. Without that yes it stays open, as it would have stayed open then."""
    held = scene.held(meeting)
    place = ("meetings", place_of(scene.case.meetings, meeting))
    if held is None or not held.is_open or not _has_a_yes(scene, meeting, place):
        return
    keeper = meeting.case_director or scene.directs_case()
    person = scene.persons.get(keeper)
    overview = cases.Overview(
        wearer=None if person else scene.user(keeper), wearer_person=person, accepted=True, how=FROM_FILE
    )
    with scene.noting((*place, "covers")):
        scene.act(actions.treat_topics, meeting_id=held.id, points=meeting.covers)
    with scene.noting((*place, "case_director"), "G16", "G29"):
        scene.act(actions.close_meeting, meeting_id=held.id, overview=overview, covered=meeting.covers)
        held.is_open, held.closed = False, True
    if meeting.kind is MeetingKind.RECONVENE and scene.signal and scene.step is Step.MONITORING:
        answer = _("Het overleg is bij elkaar geroepen.")
        with scene.noting(place, "G28"):
            scene.act(cases.answer_signal, derived=True, signal_id=scene.signal, answer=answer)
            scene.signal = None


def _has_a_yes(scene: Scene, meeting: MeetingInFile, place: tuple[str | int, ...]) -> bool:
    """G16: hat 4, and the yes of who wears it. That the file names somebody else is a contradiction in the file."""
    wearer, named = scene.directs_case(), meeting.case_director
    is_same = named in ("", wearer) or (scene.user(named) is not None and scene.user(named) == scene.user(wearer))
    if not meeting.case_director_accepted:
        text = _("Niemand zei aan tafel ja op: wie houdt het overzicht? Zo kan dit overleg niet sluiten (R-MDO-7).")
        scene.leave_out((*place, "case_director_accepted"), text)
        return False
    if not wearer or not is_same:
        text = _("Wie hier ja zei, draagt dan de pet case_direction niet. Zo kan dit overleg niet sluiten (R-MDO-7).")
        scene.objections.append(Objection((*place, "case_director"), text, ("G16", "G29")))
        return False
    return True


def share_minutes(scene: Scene, meeting: MeetingInFile) -> None:
    """G17: the minutes of a closed meeting go to everybody who was invited, in the words of the file if it has them."""
    held = scene.held(meeting)
    if held is not None and held.closed:
        text = meeting.minutes or _("Het bestand bevat de tekst van dit verslag niet.")
        with scene.noting(("meetings", place_of(scene.case.meetings, meeting)), "G17"):
            scene.act(actions.share_minutes, derived=not meeting.minutes, meeting_id=held.id, text=text)


def share_plan(scene: Scene, meeting: MeetingInFile) -> None:
    """G17: closing the last meeting issues the plan to everybody who was invited, and to the household."""
    held = scene.held(meeting)
    if held is not None and held.closed:
        household = tuple(scene.persons.values())
        with scene.noting(("meetings", place_of(scene.case.meetings, meeting)), "G17"):
            scene.act(cases.hand_out_plan, parties=held.parties, persons=household, how=FROM_FILE)
            scene.derived += 1
