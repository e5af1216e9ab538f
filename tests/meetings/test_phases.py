"""The meeting: what is said when, and when the table may go on. Without a database."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.meeting_terms import ContributionKind, MeetingKind, SeatKind
from cases.stappenplan import Step
from meetings import phases
from meetings.phases import ALLOWED, GOES_ON_TO, Phase, Table

SPOKE = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DONE = Table(
    roles_told=True,
    purposes_read=True,
    house_rules_told=True,
    minute_taker_named=True,
    question_clear=True,
    resident_confirms_question=True,
    first_turns=(SPOKE, SPOKE),
    picture_called_complete=True,
    case_director_accepted=True,
)
# Domain.md 3.1: the first phase in which each kind is allowed, and the second where there are two.
FITS = {
    "announcement": {"opening"},
    "question": {"question", "picture"},
    "clarification": {"question"},
    "fact": {"picture"},
    "experience": {"picture"},
    "resident_voice": {"picture"},
    "judgement": {"judgement"},
    "perspective": {"judgement"},
    "goal": {"judgement"},
    "proposal": {"judgement"},
    "argument": {"judgement"},
    "counter_argument": {"judgement"},
    "value_triangle": {"judgement"},
    "decision": {"decision"},
    "action": {"decision"},
    "appointment": {"decision"},
}


def test_each_kind_of_contribution_has_its_phase():
    assert {kind: {phase for phase in Phase if kind in ALLOWED[phase]} for kind in ContributionKind} == FITS


def test_the_phases_follow_each_other_and_the_last_is_closed():
    walked, phase = [Phase.OPENING], Phase.OPENING
    while phase in GOES_ON_TO:
        phase = GOES_ON_TO[phase]
        walked.append(phase)
    assert walked == list(Phase)


@pytest.mark.parametrize("phase", GOES_ON_TO)
def test_a_table_that_did_everything_goes_on(phase):
    assert phases.why_not_go_on(phase, DONE) == ()


def test_a_closed_table_goes_nowhere():
    assert phases.why_not_go_on(Phase.CLOSED, DONE) == ("Dit overleg is gesloten.",)


@pytest.mark.parametrize(
    ("phase", "undone", "says"),
    [
        (Phase.OPENING, {"roles_told": False}, "rol"),
        (Phase.OPENING, {"purposes_read": False}, "op welke grond"),
        (Phase.OPENING, {"house_rules_told": False}, "hoe u met elkaar praat"),
        (Phase.OPENING, {"minute_taker_named": False}, "verslag"),
        (Phase.QUESTION, {"question_clear": False}, "niet voor iedereen helder"),
        (Phase.QUESTION, {"resident_confirms_question": False}, "Vraag de inwoner"),
        (Phase.PICTURE, {"first_turns": ()}, "niemand aan tafel"),
        (Phase.PICTURE, {"first_turns": (SPOKE, None)}, "nog 1 persoon niet aan het woord geweest"),
        (Phase.PICTURE, {"first_turns": (None, None)}, "nog 2 mensen niet aan het woord geweest"),
        (Phase.PICTURE, {"picture_called_complete": False}, "of het beeld compleet is"),
        (Phase.PICTURE, {"open_objections": 1}, "nog niet compleet"),
        (Phase.JUDGEMENT, {"proposals_to_weigh": 3}, "Nog te wegen voorstellen: 3."),
        (Phase.JUDGEMENT, {"open_signals": 1}, "Nieuwe feiten"),
        (Phase.DECISION, {"case_director_accepted": False}, "Diegene moet ja zeggen"),
    ],
)
def test_each_thing_undone_keeps_the_table_in_its_own_phase_and_only_there(phase, undone, says):
    table = Table(**{**DONE.__dict__, **undone})
    (sentence,) = phases.why_not_go_on(phase, table)
    assert says in sentence
    also = {Phase.JUDGEMENT} if "first_turns" in undone else set()  # who comes in later, is heard first too
    assert {other for other in GOES_ON_TO if phases.why_not_go_on(other, table)} == {phase} | also


def test_without_anyone_of_the_household_nobody_has_to_confirm_the_question():
    assert phases.why_not_go_on(Phase.QUESTION, Table(question_clear=True)) == ()


TURNS = st.lists(st.none() | st.just(SPOKE))


@given(first_turns=TURNS)
def test_judgement_waits_exactly_for_those_who_have_not_spoken(first_turns):
    waiting = phases.still_to_speak(first_turns)
    assert waiting == first_turns.count(None)
    assert (phases.why_not_judge_yet(first_turns) is None) is (bool(first_turns) and waiting == 0)


@given(first_turns=TURNS, kind=st.sampled_from(ContributionKind), phase=st.sampled_from(Phase))
def test_what_does_not_fit_is_refused_with_a_sentence_and_nothing_else_is(first_turns, kind, phase):
    refusal = phases.why_not_say(phase, kind, first_turns)
    unheard = phase is Phase.JUDGEMENT and phases.why_not_judge_yet(first_turns) is not None
    assert (refusal is None) is (kind in ALLOWED[phase] and not unheard)
    assert refusal is None or refusal.endswith(".")


@pytest.mark.parametrize(
    ("phase", "kind", "first_turns", "says"),
    [
        ("picture", "proposal", [SPOKE, None, None], "Eerst het beeld compleet: nog 2 mensen"),
        ("question", "counter_argument", [None], "Eerst het beeld compleet: nog 1 persoon"),
        ("picture", "judgement", [SPOKE], "Ga eerst naar de oordeelsvorming"),
        ("picture", "action", [None], "Een actie hoort bij de besluitvorming"),
        ("judgement", "fact", [SPOKE], "Dit is de oordeelsvorming. Een feit hoort bij de beeldvorming"),
        ("judgement", "question", [SPOKE], "hoort bij de vraagstelling"),
        ("closed", "announcement", [SPOKE], "gesloten"),
    ],
)
def test_a_refusal_says_when_it_does_fit(phase, kind, first_turns, says):
    assert says in phases.why_not_say(Phase(phase), ContributionKind(kind), first_turns)


BACK = {("picture", "question"), ("judgement", "picture"), ("decision", "judgement"), ("decision", "picture")}


@pytest.mark.parametrize(("phase", "to"), [(phase, to) for phase in Phase for to in Phase])
def test_the_table_goes_back_only_to_what_was_too_short(phase, to):
    refusal = phases.why_not_go_back(phase, to)
    if (phase, to) in BACK:
        assert refusal is None
    else:
        assert phase.label.lower() in refusal


@pytest.mark.parametrize(("phase", "kind"), [(phase, kind) for phase in Phase for kind in ContributionKind])
def test_only_a_new_fact_behind_a_counter_argument_is_a_signal(phase, kind):
    expected = phase is Phase.JUDGEMENT and kind is ContributionKind.COUNTER_ARGUMENT
    assert phases.raises_signal(phase, kind, is_new_fact=True) is expected
    assert not phases.raises_signal(phase, kind, is_new_fact=False)


def test_one_signal_is_a_notice_and_two_are_an_advice():
    assert phases.advice_on_new_facts(0) is None
    assert "wel compleet?" in phases.advice_on_new_facts(1)
    assert "Ga terug naar de beeldvorming" in phases.advice_on_new_facts(2)
    assert [bool(phases.urge_to_go_back(signals)) for signals in range(4)] == [False, False, True, True]


def test_the_household_is_offered_the_first_turn():
    seats = [SeatKind.EXPERT, SeatKind.NETWORK, SeatKind.RESIDENT, SeatKind.FIXED_PARTNER, SeatKind.RESIDENT]
    assert phases.speaking_order(seats) == (2, 4, 1, 0, 3)
    assert phases.speaking_order([]) == ()


def test_the_chair_gets_a_hint_on_content_and_nobody_else():
    assert phases.neutrality_hint(ContributionKind.PROPOSAL, by_chair=True)
    assert phases.neutrality_hint(ContributionKind.QUESTION, by_chair=True) is None
    assert phases.neutrality_hint(ContributionKind.PROPOSAL, by_chair=False) is None


def test_a_step_before_inviting_is_a_step_and_only_an_mdo_waits_for_it():
    assert set(phases.BEFORE_INVITING) < {step.value for step in Step}
    for step in Step:
        waits = step in (Step.INTAKE, Step.TRIAGE, Step.INFORMATION)
        assert (phases.why_too_early(MeetingKind.MDO, step.value) is not None) is waits
        assert phases.why_too_early(MeetingKind.MONITORING, step.value) is None


def test_before_the_picture_nobody_is_waited_for_and_from_then_on_whoever_is_in_the_room():
    waits = {"is_here": True, "has_spoken": False, "is_out": False}
    asked = {phase for phase in Phase if phases.asks_first_turn(phase, **waits)}
    assert asked == {Phase.PICTURE, Phase.JUDGEMENT, Phase.DECISION} == set(phases.WITH_TOPICS)
    for other in ({"is_here": False}, {"has_spoken": True}, {"is_out": True}):
        assert not any(phases.asks_first_turn(phase, **waits | other) for phase in Phase)


def test_before_the_picture_the_whole_table_is_one_topic():
    assert {phase for phase in Phase if phases.is_talking(phase, has_topic=False)} == set(phases.BEFORE_THE_PICTURE)
    assert all(phases.is_talking(phase, has_topic=True) for phase in phases.WITH_TOPICS)
