"""People who do what a guard asks for, through the same actions as the pages: a signpost leads there.

Each function mends one guard, whatever was there before. Used where a case has to walk on by itself (test_walk.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cases import actions, hats
from cases.actions import NewHat, Scaling, Told
from cases.domains import LifeDomain, Template
from cases.hats import Hat
from cases.meeting_terms import AgendaPoint, FirstTurnKind, MeetingKind, ParticipationForm, SeatKind, SignalResolution
from cases.models import (
    Case,
    Closure,
    Goal,
    HatPeriod,
    HouseholdMember,
    Objection,
    Party,
    Perspective,
    PlanAction,
    StagnationSignal,
    TriageDecision,
)
from cases.reads.facts import STAFF, facts_of
from cases.reads.scope import DIRECTING, TRIAGED
from cases.record_terms import AnswerBy
from cases.stappenplan import Move, Step
from cases.statements import Kind
from cases.terms import (
    CLOSES_AFTER_TRIAGE,
    ActionStatus,
    Aftercare,
    Compartment,
    EvaluationKind,
    Helps,
    ScalingCriterion,
    ScenarioCode,
    SignalBy,
    TriageOutcome,
)
from cases.ways_to_close import REASONS
from meetings import actions as meetings
from meetings.models import Meeting, NewFactsSignal, Participant
from meetings.phases import Phase
from privacy import gate
from tests.cast import Cast

EVERYTHING = tuple(AgendaPoint)
KEEPER = "cas_directs_case"
CONTACT = "wim_takes_part"


@dataclass
class Doer:
    """Does things in one case. The clock goes on by itself: nothing happens at the same moment."""

    cast: Cast
    reference: str
    now: datetime
    guards: dict[str, Callable[[Move], None]] = field(init=False)

    def __post_init__(self) -> None:
        self.guards = {name[5:].upper(): getattr(self, name) for name in dir(self) if name.startswith("mend_")}

    def mend(self, move: Move) -> None:
        """Sees to it that nothing stands in the way of this move, in the order in which its guards are asked.

        Twice: who keeps the overview can change with the meeting that a later guard asks, and is then called first.
        """
        for guard in move.guards * 2:
            if guard.id != "G26" and self.lacks(guard):
                self.guards[guard.id](move)

    def lacks(self, guard: Any) -> bool:
        with gate.opened():
            return bool(guard.missing(facts_of(self.case(), now=self.now)))

    # --- who and what there is --------------------------------------------------------------------------------------

    def case(self) -> Case:
        with gate.opened():
            return Case.objects.get(reference=self.reference)

    def ids(self, model: Any, column: str = "pk", *conditions: Any, **which: Any) -> list[Any]:
        with gate.opened():
            found = model.objects.filter(*conditions, case__reference=self.reference, **which)
            return list(found.order_by("pk").values_list(column, flat=True))

    def director(self) -> str:
        """Whoever directs the process; before that, who triages."""
        found = self.ids(HatPeriod, "wearer", DIRECTING, taken_off_at=None)
        return self._name(found[0]) if found else "tara_triages"

    def _name(self, user_id: UUID) -> str:
        return next(name for name, user in self.cast.users.items() if user.pk == user_id)

    def do(self, action: Callable[..., Any], who: str | None = None, /, **words: Any) -> Any:
        """One action, a while after the one before, of the process director unless said otherwise."""
        self.now += timedelta(minutes=20)
        return action(viewer=self.cast.viewer(who or self.director()), reference=self.reference, now=self.now, **words)

    # --- from report to take-up -------------------------------------------------------------------------------------

    def mend_g01(self, move: Move) -> None:
        # Nobody directs a closed case: who may open it again asks what the question is now.
        who = "tara_triages" if self.case().step == Step.CLOSED else None
        self.do(actions.record_words, who, kind=Kind.QUESTION, text="Ik wil weer thuis wonen.")

    def mend_g02(self, move: Move) -> None:
        self._triage(TriageOutcome.TAKE_UP)

    def _triage(self, outcome: TriageOutcome) -> None:
        choice = actions.TriageChoice(outcome, "Het loopt vast.")
        self.do(actions.decide_triage, "tara_triages", choice=choice)

    def mend_g03(self, move: Move) -> None:
        hat = NewHat(
            worn=hats.MUNICIPAL,
            reason="Nodig",
            wearer=self.cast["pia_directs_process"].pk,
            mitigation="Een collega kijkt mee.",
        )
        self.do(actions.put_on_hat, "tara_triages", hat=hat)

    def mend_g04(self, move: Move) -> None:
        self._a_party()
        (hat_id,) = self.ids(HatPeriod, "pk", DIRECTING, taken_off_at=None)
        told = (Told(household=True), *(Told(party=party) for party in self.ids(Party)))
        self.do(actions.announce, hat_id=hat_id, told=told)
        self.do(actions.check_step_zero)
        self.do(actions.state_purpose, law=Compartment.WMO, task="Ondersteuning")

    def _a_party(self) -> None:
        if not self.ids(Party):
            contact = self.cast[CONTACT]
            party = actions.NewParty(organisation_id=contact.organisation_id, contact_id=contact.pk)
            self.do(actions.add_party, party=party)

    # --- steps 1 and 2 ----------------------------------------------------------------------------------------------

    def mend_g05(self, move: Move) -> None:
        self._a_party()
        choice = actions.ConsultChoice(consult=False, reason_not="Niet nodig voor de vraag.")
        for party in self.ids(Party, consultation=None):
            self.do(actions.decide_consultation, party_id=party, choice=choice)

    def mend_g06(self, move: Move) -> None:
        self.table()

    mend_g07 = mend_g08 = mend_g06

    def table(self, since: datetime | None = None) -> UUID:
        """A meeting that runs, with everybody there, question and purposes said; opened after this moment."""
        for meeting_id in self.ids(Meeting, opened_at=None):
            self.do(meetings.cancel_meeting, meeting_id=meeting_id)
        running = self.ids(Meeting, opened_at__isnull=False, closed_at=None)
        if running and since and not self.ids(Meeting, pk=running[0], opened_at__gte=since):
            self._close(running.pop())
        meeting_id = running[0] if running else self._open()
        self.do(meetings.confirm_question, meeting_id=meeting_id, question="Waar kan Saar wonen?")
        self.do(
            meetings.read_purposes,
            meeting_id=meeting_id,
            purpose_text="Samen aan de vraag werken.",
            legal_bases=("WMO-5.1.1",),
        )
        return meeting_id

    def _open(self) -> UUID:
        new = meetings.NewMeeting(MeetingKind.MDO, self.now + timedelta(hours=1), 60, EVERYTHING)
        meeting_id = self.do(meetings.plan_meeting, meeting=new)
        there = {"participation_form": ParticipationForm.PRESENT}
        people = self.ids(HouseholdMember, "person", in_network=False, left_on=None)
        seats = [meetings.NewSeat(SeatKind.RESIDENT, person=person, **there) for person in people]
        seats += [meetings.NewSeat(SeatKind.FIXED_PARTNER, party=party, reason="Huur") for party in self.ids(Party)]
        self.do(actions.name_expertise, what="Wat de partijen brengen")
        self.do(meetings.invite_all, meeting_id=meeting_id, seats=seats)
        self.do(meetings.open_meeting, meeting_id=meeting_id)
        return meeting_id

    def _close(self, meeting_id: UUID) -> None:
        worn = {"hat": Hat.CASE_DIRECTION, "taken_off_at": None}
        # Who said yes on the own device to taking it over, is who keeps it from here on.
        kept_by = self.ids(HatPeriod, "handed_to", **worn, handover_accepted_at__isnull=False, handed_to__isnull=False)
        kept_by += self.ids(HatPeriod, "wearer", **worn) or [self.cast[KEEPER].pk]
        agreed = {"accepted": True, "how": "aan tafel", "hours": "4 uur", "paid_by": "Gemeente", "mitigation": "Samen"}
        overview = actions.Overview(wearer=kept_by[0], **agreed, resident_told=True)
        ending = meetings.Ending("Het beeld klopt.", absent_told_by="De procesregisseur")
        self._at(Phase.DECISION, meeting_id)
        self.do(meetings.close_meeting, meeting_id=meeting_id, overview=overview, ending=ending, covered=EVERYTHING)

    def _at(self, phase: Phase, meeting_id: UUID) -> None:
        """The table in this phase: how it comes there, the tests of the meetings walk."""
        with gate.opened():
            Meeting.objects.filter(pk=meeting_id).update(phase=phase)

    # --- step 3 -----------------------------------------------------------------------------------------------------

    def mend_g09(self, move: Move) -> None:
        meeting_id = self.table()
        with gate.opened():
            there = list(Participant.objects.filter(meeting=meeting_id, attended=True).values_list("pk", flat=True))
        turns = dict.fromkeys(there, FirstTurnKind.SPOKEN)
        self._at(Phase.PICTURE, meeting_id)
        self.do(meetings.take_first_turns, meeting_id=meeting_id, turns=turns)

    def mend_g10(self, move: Move) -> None:
        self.do(actions.choose_template, template=Template.BIG5)
        entry = actions.DomainText(domain=LifeDomain.LIVING, relevance_reason="De huur loopt af.")
        self.do(actions.record_life_domain, entry=entry)
        for objection in self.ids(Objection, resolved_at=None):
            self.do(actions.resolve_objection, objection_id=objection, resolution="De school is gebeld.")

    def mend_g11(self, move: Move) -> None:
        self.do(actions.confirm_perspectives)
        with_resident = ParticipationForm.PRESENT
        self.do(actions.state_perspective, text="Saar woont weer thuis.", with_resident=with_resident)

    def mend_g12(self, move: Move) -> None:
        if not self._of_round(Perspective):
            self.mend_g11(move)
        served = {*self._of_round(Goal, "perspective")}
        for perspective in self._of_round(Perspective):
            if perspective not in served:
                self.do(actions.set_goal, perspective_id=perspective, intention="Een vaste plek om te slapen.")

    def _of_round(self, model: Any, column: str = "pk") -> list[UUID]:
        return self.ids(model, column, confirmed_cycle=self.case().cycle_number)

    def mend_g13(self, move: Move) -> None:
        self.mend_g12(move)
        for goal in self._of_round(Goal):
            proposer = actions.Proposer(name="Wim")
            self.do(actions.propose_direction, goal_id=goal, text="Samen naar de woningbouw.", proposer=proposer)
        for signal, meeting in zip(self._new_facts("pk"), self._new_facts("meeting"), strict=True):
            words = {"resolution": SignalResolution.DISMISSED, "reason": "Dit wisten we al."}
            self.do(meetings.resolve_new_facts, meeting_id=meeting, signal_id=signal, **words)

    def _new_facts(self, column: str) -> list[UUID]:
        return self.ids(NewFactsSignal, column, resolution="")

    def mend_g14(self, move: Move) -> None:
        self.do(actions.confirm_plan)
        plan_a = self.do(actions.describe_scenario, code=ScenarioCode.A, name="Thuis")
        due_on = self.now.date() + timedelta(days=30)
        owner = actions.Owner(user=self.cast[CONTACT].pk)
        new = actions.NewAction("De huur betalen", owner, due_on=due_on)
        if not self._of_round(PlanAction):
            self.do(actions.add_action, scenario_id=plan_a, action=new)
        for action in self.ids(PlanAction, status__in=[ActionStatus.PROPOSED, ActionStatus.DECLINED]):
            self.do(actions.change_action, action_id=action, action=new)
            self.do(actions.accept_action, CONTACT, action_id=action)
        self.do(actions.agree_on_progress, text="Elke maandag een bericht.")

    def mend_g15(self, move: Move) -> None:
        for code in (ScenarioCode.A, ScenarioCode.B):
            scenario = self.do(actions.describe_scenario, code=code, name=f"Plan {code}")
            self.do(actions.add_trigger, scenario_id=scenario, text="Als het zover is.", watched_by="Cas")

    def mend_g16(self, move: Move) -> None:
        self._close(self.table())

    def mend_g17(self, move: Move) -> None:
        people = self.ids(HouseholdMember, "person", left_on=None)
        self.do(actions.hand_out_plan, parties=self.ids(Party), persons=people)
        for meeting_id in self.ids(Meeting, closed_at__isnull=False, minutes_shared_at=None):
            self.do(meetings.draft_minutes, meeting_id=meeting_id)
            self.do(meetings.share_with_each, meeting_id=meeting_id, number=1)

    def mend_g18(self, move: Move) -> None:
        (keeper,) = self.ids(HatPeriod, "wearer", hat=Hat.CASE_DIRECTION, taken_off_at=None)
        review = self.now.date() + timedelta(days=28)
        agreement = actions.Agreement(needed=True, next_review_on=review, first_to_call=keeper)
        self.do(actions.agree_monitoring, agreement=agreement)

    def mend_g19(self, move: Move) -> None:
        agreement = actions.Agreement(needed=False, reason_not="Het gezin belt zelf.")
        self.do(actions.agree_monitoring, agreement=agreement)

    def mend_g29(self, move: Move) -> None:
        self._close(self.table())
        self.mend_g17(move)

    # --- steps 4 to 6, and closing ----------------------------------------------------------------------------------

    def mend_g20(self, move: Move) -> None:
        scaling = Scaling(
            criteria=(ScalingCriterion.HOUSEHOLD_DIRECTS_ITSELF,),
            motivation="Saar belt zelf de school.",
            released_to=actions.ReleasedTo(name="De wijkagent"),
            aftercare=Aftercare.NONE,
            whom_to_call="Wim, 14 030",
        )
        self.do(actions.record_scaling, text=scaling)

    def mend_g21(self, move: Move) -> None:
        self.mend_g20(move)
        self.do(actions.accept_release, how="Zei ja aan de telefoon.")
        self.do(actions.tell_household)

    def mend_g22(self, move: Move) -> None:
        self.do(actions.decide_evaluating, evaluate=True, reason="Leerzaam")

    def mend_g23(self, move: Move) -> None:
        texts = {"went_well": "Samen", "improve": "Eerder bellen", "learned": "Eén plan"}
        for who in (AnswerBy.RESIDENT, AnswerBy.CASE_DIRECTOR, AnswerBy.PROCESS_DIRECTOR):
            self.do(actions.answer_closing_questions, by_kind=who, by_name=who.label, **texts)

    def mend_g24(self, move: Move) -> None:
        words = {"question": "Thuis wonen", "intention": "Rust", "does_it_help": Helps.PARTLY, "adjust": "Sneller"}
        self.do(actions.record_evaluation, kind=EvaluationKind.INTERIM, **words)

    def mend_g25(self, move: Move) -> None:
        to_come_off = {"hat__in": [Hat.INQUIRY, Hat.ASSISTANCE, Hat.DECISION], "wearer__organisation__kind__in": STAFF}
        for hat_id in self.ids(HatPeriod, taken_off_at=None, **to_come_off):
            self._take_off(hat_id)
        self.prepare_closure(move)

    def prepare_closure(self, move: Move) -> None:
        """A reason that goes with this way of closing; after triage the one that triage decided."""
        reason = REASONS[move.id][0]
        by = "tara_triages" if self.case().step in TRIAGED else None
        outcomes = CLOSES_AFTER_TRIAGE.get(reason)
        if outcomes and outcomes[0] not in self._of_round(TriageDecision, "outcome"):
            self._triage(outcomes[0])
        if reason not in self.ids(Closure, "reason", cycle=self.case().cycle_number):
            self.do(actions.prepare_closure, by, reason=reason, result_code="8.4.1")

    def _take_off(self, hat_id: UUID) -> None:
        """Hat 2 is handed over to somebody who says yes first."""
        (hat,) = self.ids(HatPeriod, "hat", pk=hat_id)
        (wearer,) = self.ids(HatPeriod, "wearer", pk=hat_id)
        if hat == Hat.ASSISTANCE:
            to = actions.Receiver(party=self.ids(Party)[0])
            self.do(actions.ask_handover, self._name(wearer), hat_id=hat_id, to=to, note="Neem jij het over?")
            self.do(actions.accept_handover, self._name(wearer), hat_id=hat_id, how="Zei ja aan tafel.")
        self.do(actions.take_off_hat, self._name(wearer), hat_id=hat_id, reason="Klaar", resident_told=True)

    def mend_g27(self, move: Move) -> None:
        self.do(actions.raise_signal, text="Het stokt", by=SignalBy.RESIDENT, raised_for="Saar")

    def mend_g28(self, move: Move) -> None:
        for signal_id in self.ids(StagnationSignal, answered_at=None):
            (raised_at,) = self.ids(StagnationSignal, "raised_at", pk=signal_id)
            self.table(since=raised_at)
            self.do(actions.answer_signal, signal_id=signal_id, answer="Besproken aan tafel.")
