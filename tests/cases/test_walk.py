"""A case that walks at random: whatever people do, in whatever order, its history is a path of the stappenplan."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cases import actions, hats
from cases.actions import NewHat, NotAuthorised, NotPossible, Words
from cases.hats import Hat
from cases.models import HatPeriod, Objection, StagnationSignal, StepTransition
from cases.reads import CaseNotFound
from cases.reads.facts import facts_of
from cases.reads.scope import DIRECTING
from cases.reads.worklist import entries_in_table, entries_of
from cases.stappenplan import BY_ID, LINES, MOVES, Step, moves_from
from cases.terms import Compartment, Helps, ScenarioCode, SignalBy
from meetings import actions as meetings
from meetings.models import Meeting
from outbox.models import Message
from privacy import gate
from privacy.law import Purpose
from tests.cases.doing import Doer
from tests.cases.following import case_at

REFUSED = (NotPossible, NotAuthorised, CaseNotFound)
NEW_ROUND = {"T21", "T22", "T28", "T31"}
WORDS = Words(
    reason="Er kwamen nieuwe feiten op tafel.",
    what_was_the_question="Waar kan Saar wonen?",
    what_was_the_intention="Rust",
    does_it_help=Helps.PARTLY,
)
PEOPLE = st.sampled_from(
    [
        "pia_directs_process",
        "tara_triages",
        "cas_directs_case",
        "omar_directs_elsewhere",
        "wim_takes_part",
        "ina_inquires",
        "tess_manages_here",
        "bert_stands_nowhere",
    ]
)
HAPPENINGS = (
    "it_stalls",
    "answer",
    "another_plan",
    "hold",
    "resume",
    "put_on",
    "hand_over",
    "take_off",
    "another_director",
    "meet",
    "call_off",
    "object_to_the_picture",
    "withdraw_the_law",
)
QUICK = {"max_examples": 12, "stateful_step_count": 18, "derandomize": True}
MOST_LINES, MANY = 20, 40  # what a walk that goes nowhere, or that is never refused anything, does not reach
LONG = {"max_examples": 150, "stateful_step_count": 50}


class Walk(RuleBasedStateMachine):
    """One case, and people who do things in it. Refusals are answers; anything else that is raised is a defect."""

    def __init__(self, cast, now, seen):
        super().__init__()
        self.cast, self.start, self.seen = cast, now, seen
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize(step=st.sampled_from([None, *Step]))
    def begin(self, step):
        """Reported as people report a case; or found somewhere on its way, so that the far end is reached too."""
        reference = "C-9"
        if step is None:
            person = actions.NewPerson(name="Saar Zeegers", role="inwoner")
            report = actions.NewReport("resident")
            story = actions.FirstStory(report, "Ik wil weer thuis wonen.", people=(person,))
            tara = self.cast.viewer("tara_triages")
            reference = actions.report_case(viewer=tara, story=story, now=self.start, key=uuid4())
        else:
            case_at(step, self.cast, self.start, reference)
        self.doer = Doer(self.cast, reference, self.start)
        self.first = step or Step.INTAKE
        self.seen[self.first] += 1
        self.told = Message.objects.filter(topic="cases.step_made").count()

    # --- what people do ---------------------------------------------------------------------------------------------

    def attempt(self, action, who, /, **words):
        """Whatever is refused leaves the history as it was."""
        before = self.history()
        try:
            return self.doer.do(action, who, **words)
        except REFUSED:
            self.seen["refused"] += 1
            assert self.history() == before
            return None

    @rule(which=st.integers(0, 5))
    def go_on(self, which):
        """What a step asks for can be done where its guards point, and then the step is made."""
        ways = [move for move in moves_from(self.doer.case().step) if move.id != "W01"]
        self.go(ways[which % len(ways)])

    @rule(which=st.integers(0, 1))
    def go_forward(self, which):
        """The same, away from the beginning: a walk that turns round as easily as it goes on gets nowhere."""
        ways = [move for move in moves_from(self.doer.case().step) if move.id != "W01"]
        onward = [move for move in ways if not move.is_return and move.target is not Step.CLOSED] or ways
        self.go(onward[which % len(onward)])

    @precondition(lambda self: self.doer.case().step == Step.EVALUATION)
    @rule()
    def stop(self):
        self.go(BY_ID["W01"])

    def go(self, move):
        self.doer.mend(move)
        if move.target is Step.CLOSED:
            self.doer.prepare_closure(move)
        by = "tara_triages" if self.doer.case().step in (Step.TRIAGE, Step.CLOSED) else None
        self.doer.do(actions.take_step, by, move_id=move.id, words=WORDS)
        assert self.history()[-1][1] == move.id

    @rule(move=st.sampled_from(MOVES), by=PEOPLE, words=st.sampled_from([Words(), WORDS]), late=st.booleans())
    def try_a_step(self, move, by, words, late):
        """Anybody, any step, ready or not: made only from where the case stands, and when nothing is missing."""
        case = self.doer.case()
        with gate.opened():
            facts = facts_of(case, now=self.doer.now, reason=words.reason)
        page = {"seen": max(case.steps_made - late, 0)}
        purpose = Purpose.STEERING if by == "tess_manages_here" else Purpose.DIRECTION
        self.attempt(actions.take_step, by, move_id=move.id, words=words, purpose=purpose, **page)
        if self.doer.case().steps_made > case.steps_made:
            assert case.step in move.sources
            assert move.missing(facts) == ()
            assert page["seen"] == case.steps_made

    @rule(what=st.sampled_from(HAPPENINGS), by=PEOPLE, to=PEOPLE, which=st.integers(0, 7))
    def something_happens(self, what, by, to, which):
        """One rule for all that keeps the step, so that walking on is not drowned in it."""
        getattr(self, what)(by, to, which)

    def it_stalls(self, by, to, which):
        whose = (None, *SignalBy)[which % 4]
        self.attempt(actions.raise_signal, by, text="Het stokt", by=whose, raised_for="Saar")

    def answer(self, by, to, which):
        for signal_id in self.doer.ids(StagnationSignal, answered_at=None)[:1]:
            self.attempt(actions.answer_signal, by, signal_id=signal_id, answer="Het valt mee.")

    def another_plan(self, by, to, which):
        code = ScenarioCode.B if which % 2 else ScenarioCode.A
        self.attempt(actions.activate_scenario, by, code=code, resident_told=True)

    def hold(self, by, to, which):
        resume_on = self.doer.now.date() + timedelta(days=which)
        self.attempt(actions.pause, by, reason="Opname", resume_on=resume_on)

    def resume(self, by, to, which):
        self.attempt(actions.resume, by)

    def put_on(self, by, to, which):
        worn = hats.ALL[which]
        hat = NewHat(
            worn=worn,
            reason="Nodig",
            wearer=self.cast[to].pk,
            law=Compartment.WMO if worn is hats.DECISION else None,
            expected_until=self.doer.now.date() + timedelta(days=30) if worn is hats.ASSISTANCE else None,
            mitigation="Een collega kijkt mee.",
            hours="4 uur",
            paid_by="Gemeente",
            told=(actions.Told(household=True),),
        )
        self.attempt(actions.put_on_hat, by, hat=hat)

    def hand_over(self, by, to, which):
        for hat_id in self.one_of(HatPeriod, which, taken_off_at=None):
            receiver = actions.Receiver(user=self.cast[to].pk)
            self.attempt(actions.ask_handover, by, hat_id=hat_id, to=receiver, note="Neem jij het over?")
            if which % 4:
                yes = {"hours": "4 uur", "paid_by": "Gemeente", "mitigation": "Een collega kijkt mee."}
                self.attempt(actions.accept_handover, to, hat_id=hat_id, **yes)
            else:
                self.attempt(actions.decline_handover, to, hat_id=hat_id, reason="Geen tijd")

    def take_off(self, by, to, which):
        for hat_id in self.one_of(HatPeriod, which, taken_off_at=None):
            self.attempt(actions.take_off_hat, by, hat_id=hat_id, reason="Klaar", resident_told=True)

    def another_director(self, by, to, which):
        by = "tess_manages_here" if which else by
        words = {"variant": hats.Variant.MUNICIPAL, "reason": "Verlof", "told_all": True, "mitigation": "Samen"}
        self.attempt(actions.change_process_director, by, new_director=self.cast[to].pk, **words)

    def meet(self, by, to, which):
        try:
            self.doer.table()
        except REFUSED:
            self.seen["refused"] += 1

    def call_off(self, by, to, which):
        for meeting_id in self.one_of(Meeting, which, closed_at=None):
            self.attempt(meetings.cancel_meeting, by, meeting_id=meeting_id)
            self.attempt(meetings.raise_new_facts, by, meeting_id=meeting_id, fact="Er is een tweede huurschuld.")

    def object_to_the_picture(self, by, to, which):
        if not self.doer.ids(Objection, resolved_at=None):
            self.attempt(actions.raise_objection, by, raised_by="Wim", text="De school ontbreekt.")

    def withdraw_the_law(self, by, to, which):
        self.attempt(actions.withdraw_purpose, by, law=Compartment.WMO)

    def one_of(self, model, which, **lookups):
        found = self.doer.ids(model, **lookups)
        return found[which % len(found) :][:1] if found else []

    # --- what always holds ------------------------------------------------------------------------------------------

    def history(self):
        with gate.opened():
            rows = StepTransition.objects.filter(case=self.doer.case()).order_by("number")
            return list(rows.values_list("number", "move", "from_step", "to_step", "cycle"))

    @invariant()
    def the_history_is_a_path_of_the_stappenplan(self):
        case, history = self.doer.case(), self.history()
        at, cycle = self.first.value, 1
        for place, (number, move, source, target, round_of_row) in enumerate(history, start=1):
            cycle += move in NEW_ROUND
            assert (number, source, round_of_row) == (place, at, cycle)
            assert (move, source, target) in LINES
            at = target
            self.seen[target] += 1
            self.seen[move] += 1
        assert (case.step, case.cycle_number, case.steps_made) == (at, cycle, len(history))
        assert Message.objects.filter(topic="cases.step_made").count() == self.told + len(history)

    @invariant()
    def one_overview_and_one_director(self):
        with gate.opened():
            worn = HatPeriod.objects.filter(case=self.doer.case(), taken_off_at=None)
            assert worn.filter(hat=Hat.CASE_DIRECTION).count() <= 1
            assert worn.filter(DIRECTING).count() <= 1

    @invariant()
    def the_worklist_is_what_it_is_made_of(self):
        with gate.opened():
            case = self.doer.case()
            assert entries_in_table(case, self.doer.now) == entries_of(case, self.doer.now)

    @invariant()
    def the_database_would_commit_it(self):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class LongWalk(Walk):
    """Long enough to turn round as well."""

    @rule(which=st.integers(0, 1))
    def go_back(self, which):
        """Each step has few ways back, and some are at the far end only."""
        ways = [move for move in moves_from(self.doer.case().step) if move.id != "W01"]
        back = [move for move in ways if move.is_return] or ways
        self.go(back[which % len(back)])


def walk(cast, now, kind=Walk, **how):
    """Walks, and counts what was reached: every step that a case can be in, and every line that was made."""
    seen = Counter()
    run_state_machine_as_test(
        lambda: kind(cast, now, seen),
        settings=settings(
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            **how,
        ),
    )
    return seen


def test_a_random_walk_stays_on_the_path(cast, now):
    seen = walk(cast, now, **QUICK)
    assert {step for step in Step if not seen[step]} == set()
    made = {move.id for move in MOVES if seen[move.id]}
    assert len(made) >= MOST_LINES, sorted(BY_ID.keys() - made)
    assert seen["refused"] > MANY


@pytest.mark.slow
def test_a_long_random_walk_makes_every_step_there_is(cast, now):
    seen = walk(cast, now, LongWalk, **LONG)
    assert {move.id for move in MOVES if not seen[move.id]} == set()
