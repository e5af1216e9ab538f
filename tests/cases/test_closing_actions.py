"""Letting go, evaluating, closing: what the guards of the last steps ask for, and what follows from closing."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from cases import actions
from cases.actions import Changed, NotAuthorised, NotPossible, ReleasedTo, Scaling, TriageChoice, Words
from cases.guards import G20, G21, G22, G23, G24, G25
from cases.models import (
    Bottleneck,
    Case,
    CasePause,
    Closure,
    Evaluation,
    EvaluationAnswer,
    HandoverRefusal,
    HatPeriod,
    Lesson,
    ScalingDecision,
)
from cases.organisation_terms import BottleneckLevel, BottleneckStatus, LessonKind
from cases.reads import CaseNotFound
from cases.reads.facts import facts_of
from cases.record_terms import AnswerBy
from cases.stappenplan import Step
from cases.terms import Aftercare, ClosureReason, EvaluationKind, Helps, ScalingCriterion, TriageOutcome
from cases.ways_to_close import REASONS, reasons_from, way_with
from privacy import gate
from privacy.law import DataCategory, Purpose
from privacy.retention import StartRule
from tests.cases.following import NAME, case_at

LONG = "Zó lang 🧡 en o'clock. " * 450
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def now():
    return WEDNESDAY


@pytest.fixture
def at(cast, now):
    """Puts C-9 in a step and gives the common arguments of an action of the process director."""

    def put(step, **columns):
        ids = case_at(step, cast, now, **columns)
        return ids, {"viewer": cast.viewer("pia_directs_process"), "reference": "C-9", "now": now}

    return put


@pytest.fixture
def missing(cast, now):
    def look(guard):
        with gate.opened():
            return [m.text for m in guard.missing(facts_of(Case.objects.get(reference="C-9"), now=now))]

    return look


def next_round():
    with gate.opened():
        Case.objects.filter(reference="C-9").update(cycle_number=2)


def scaling(to: ReleasedTo, **changes) -> Scaling:
    sound = {
        "criteria": (ScalingCriterion.HOUSEHOLD_DIRECTS_ITSELF,),
        "motivation": "Saar belt zelf de school.",
        "released_to": to,
        "released_how": "Samen aan tafel",
        "aftercare": Aftercare.PULSE,
        "pulse_until": date(2027, 3, 1),
        "whom_to_call": "Wim, 14 030",
        "way_back": "Bel Wim, dan komt de tafel weer bij elkaar.",
    }
    return Scaling(**(sound | changes))


# --- letting go -----------------------------------------------------------------------------------------------------


def test_the_table_lets_go_for_a_reason_and_to_somebody(at, missing):
    ids, by = at(Step.MONITORING)
    assert len(missing(G20)) == 3
    actions.record_scaling(text=scaling(ReleasedTo(person=ids["person_id"]), motivation=LONG, way_back=LONG), **by)
    assert missing(G20) == []
    with gate.opened():
        made = ScalingDecision.objects.get()
        assert (made.motivation, made.way_back, made.released_to_name) == (LONG, LONG, NAME)
        assert made.category == DataCategory.PLAN_ACTIONS
    actions.record_scaling(text=scaling(ReleasedTo(name=" "), criteria=()), **by)
    assert len(missing(G20)) == 2


@pytest.mark.parametrize("kind", ["user", "party", "person"])
def test_who_receives_belongs_to_this_case(cast, at, kind):
    _ids, by = at(Step.MONITORING)
    elsewhere = {"user": uuid4(), "party": cast.ids["party_id"], "person": cast.ids["person_id"]}[kind]
    with pytest.raises(NotPossible) as refused:
        actions.record_scaling(text=scaling(ReleasedTo(**{kind: elsewhere})), **by)
    assert refused.value.field == "released_to"
    with gate.opened():
        assert not ScalingDecision.objects.exists()


def test_a_pulse_has_an_end(at):
    ids, by = at(Step.MONITORING)
    with pytest.raises(NotPossible) as refused:
        actions.record_scaling(text=scaling(ReleasedTo(party=ids["party_id"]), pulse_until=None), **by)
    assert refused.value.field == "pulse_until"
    none = scaling(ReleasedTo(party=ids["party_id"]), aftercare=Aftercare.NONE)
    actions.record_scaling(text=none, **by)
    with gate.opened():
        assert ScalingDecision.objects.get().pulse_until is None


def test_a_handover_counts_when_accepted_and_the_household_knows_whom_to_call(at, missing, now):
    ids, by = at(Step.SCALING_DOWN)
    assert len(missing(G21)) == 3
    with pytest.raises(NotPossible):
        actions.accept_release(how="Zei ja", **by)
    with pytest.raises(NotPossible):
        actions.tell_household(**by)
    actions.record_scaling(text=scaling(ReleasedTo(party=ids["party_id"])), **by)
    assert len(missing(G21)) == 2
    actions.accept_release(how="Wim zei ja aan tafel.", **by)
    assert len(missing(G21)) == 1
    actions.tell_household(**by)
    assert missing(G21) == []
    with gate.opened():
        made = ScalingDecision.objects.get()
        assert (made.accepted_how, made.accepted_at, made.household_told_at) == ("Wim zei ja aan tafel.", now, now)


def test_who_receives_says_yes_and_for_others_it_is_written_down_how(cast, at, missing):
    ids, by = at(Step.SCALING_DOWN)
    actions.record_scaling(text=scaling(ReleasedTo(party=ids["party_id"])), **by)
    with pytest.raises(NotPossible) as refused:
        actions.accept_release(**by)
    assert refused.value.field == "how"
    with pytest.raises(NotAuthorised):
        actions.accept_release(how="Namens Wim", **(by | {"viewer": cast.viewer("cas_directs_case")}))
    actions.accept_release(**(by | {"viewer": cast.viewer("wim_takes_part")}))
    assert "Wie de casus ontvangt, zei nog geen ja." not in missing(G21)
    with pytest.raises(CaseNotFound):
        actions.accept_release(**(by | {"viewer": cast.viewer("bert_stands_nowhere")}))


def test_another_receiver_is_asked_again_and_another_number_is_told_again(cast, at, missing):
    ids, by = at(Step.SCALING_DOWN)
    party = ReleasedTo(party=ids["party_id"])
    actions.record_scaling(text=scaling(party), **by)
    actions.accept_release(how="Aan tafel", **by)
    actions.tell_household(**by)
    actions.record_scaling(text=scaling(party, motivation="Anders gezegd"), **by)
    assert missing(G21) == []
    actions.record_scaling(text=scaling(party, whom_to_call="Cas"), **by)
    assert missing(G21) == ["Vertel het huishouden wie het voortaan kan bellen."]
    actions.record_scaling(text=scaling(ReleasedTo(user=cast["cas_directs_case"].pk)), **by)
    assert len(missing(G21)) == 2


def test_after_a_refusal_only_a_new_yes_counts(at, missing, now):
    ids, by = at(Step.SCALING_DOWN)
    actions.record_scaling(text=scaling(ReleasedTo(party=ids["party_id"])), **by)
    actions.accept_release(how="Aan tafel", **by)
    actions.take_step(move_id="T25", words=Words(reason="Wim kan het toch niet doen."), **by)
    with gate.opened():
        assert HandoverRefusal.objects.get().reason == "Wim kan het toch niet doen."
    assert "Wie de casus ontvangt, zei nog geen ja." in missing(G21)
    assert missing(G20) == []
    actions.accept_release(how="Nu wel", **(by | {"now": now + timedelta(days=1)}))
    assert "Wie de casus ontvangt, zei nog geen ja." not in missing(G21)


def test_in_a_new_round_the_words_stay_and_the_yes_does_not(at, missing):
    ids, by = at(Step.MONITORING)
    told = scaling(ReleasedTo(party=ids["party_id"]))
    actions.record_scaling(text=told, **by)
    actions.accept_release(how="Aan tafel", **by)
    actions.decide_evaluating(evaluate=True, reason="Leerzaam", **by)
    next_round()
    assert len(missing(G20)) == 3
    actions.record_scaling(text=told, **by)
    assert missing(G20) == []
    assert "Wie de casus ontvangt, zei nog geen ja." in missing(G21)
    assert len(missing(G22)) == 1


def test_whether_to_evaluate_is_a_decision_with_a_reason(at, missing):
    _ids, by = at(Step.SCALING_DOWN)
    assert len(missing(G22)) == 1
    with pytest.raises(NotPossible) as refused:
        actions.decide_evaluating(evaluate=False, reason="", **by)
    assert refused.value.field == "reason"
    actions.decide_evaluating(evaluate=False, reason=LONG, **by)
    assert missing(G22) == []
    with gate.opened():
        assert ScalingDecision.objects.get().evaluate_reason == LONG


def test_two_people_do_not_overwrite_each_other(at):
    ids, by = at(Step.MONITORING)
    text = scaling(ReleasedTo(party=ids["party_id"]))
    actions.record_scaling(text=text, **by)
    with gate.opened():
        version = ScalingDecision.objects.get().version
    actions.record_scaling(text=text, version=version, **by)
    with pytest.raises(Changed):
        actions.record_scaling(text=text, version=version, **by)


def test_letting_go_is_for_the_process_director(cast, at):
    ids, by = at(Step.MONITORING)
    other = by | {"viewer": cast.viewer("cas_directs_case")}
    with pytest.raises(NotAuthorised):
        actions.record_scaling(text=scaling(ReleasedTo(party=ids["party_id"])), **other)
    with pytest.raises(NotAuthorised):
        actions.decide_evaluating(evaluate=True, reason="Leerzaam", **other)


# --- looking back ---------------------------------------------------------------------------------------------------

WHOLE = {"question": "Slapen", "intention": "Rust", "does_it_help": Helps.PARTLY, "adjust": LONG}


def test_an_interim_evaluation_answers_what_it_was_for_and_what_changes(at, missing):
    _ids, by = at(Step.MONITORING)
    made = actions.record_evaluation(kind=EvaluationKind.INTERIM, **(WHOLE | {"adjust": ""}), **by)
    assert len(missing(G24)) == 1
    actions.record_evaluation(kind=EvaluationKind.INTERIM, evaluation_id=made, version=1, **WHOLE, **by)
    assert missing(G24) == []
    next_round()
    assert len(missing(G24)) == 1
    with gate.opened():
        assert Evaluation.objects.get().adjust == LONG


def test_who_went_back_in_the_same_round_looks_back_anew(at, missing, now):
    _ids, by = at(Step.EVALUATION)
    actions.record_evaluation(kind=EvaluationKind.INTERIM, **WHOLE, **by)
    words = Words("Door", {}, "Slapen", "Rust", Helps.YES)
    actions.take_step(move_id="T29", words=words, **(by | {"now": now + timedelta(hours=1)}))
    assert len(missing(G24)) == 1
    actions.record_evaluation(kind=EvaluationKind.INTERIM, **WHOLE, **(by | {"now": now + timedelta(hours=2)}))
    assert missing(G24) == []


def test_there_can_be_more_than_one_interim_evaluation_and_one_at_the_end(cast, at):
    _ids, by = at(Step.EVALUATION)
    for kind in (EvaluationKind.INTERIM, EvaluationKind.CLOSING):
        for text in ("eerst", "later"):
            actions.record_evaluation(kind=kind, adjust=text, **by)
    with gate.opened():
        made = sorted(Evaluation.objects.values_list("kind", "adjust"))
    assert made == [("closing", "later"), ("interim", "eerst"), ("interim", "later")]
    with pytest.raises(NotPossible):
        actions.record_evaluation(kind=EvaluationKind.CONTINUOUS, **by)
    with pytest.raises(NotPossible):
        actions.record_evaluation(kind=EvaluationKind.INTERIM, evaluation_id=uuid4(), **by)
    other = by | {"viewer": cast.viewer("cas_directs_case")}
    with pytest.raises(NotAuthorised):
        actions.record_evaluation(kind=EvaluationKind.INTERIM, **other)


ANSWERS = {"went_well": LONG, "improve": "eerder bellen", "learned": "één plan"}


def test_three_people_answer_the_closing_questions(at, missing):
    _ids, by = at(Step.EVALUATION)
    assert len(missing(G23)) == 3
    silent = {"no_answer_reason": "Saar wil het afsluiten."}
    actions.answer_closing_questions(by_kind=AnswerBy.RESIDENT, by_name=NAME, **silent, **by)
    actions.answer_closing_questions(by_kind=AnswerBy.CASE_DIRECTOR, by_name="Cas", **ANSWERS, **by)
    assert missing(G23) == ["Beantwoord als procesregisseur zelf de drie slotvragen."]
    actions.answer_closing_questions(by_kind=AnswerBy.PROCESS_DIRECTOR, by_name="Pia", **ANSWERS, **by)
    assert missing(G23) == []
    with gate.opened():
        assert Evaluation.objects.get().kind == EvaluationKind.CLOSING
        resident = EvaluationAnswer.objects.get(by_kind=AnswerBy.RESIDENT)
        assert resident.category == DataCategory.REQUEST_VISION
        assert EvaluationAnswer.objects.get(by_name="Cas").category == DataCategory.OPINIONS_PROFESSIONAL
    next_round()
    assert len(missing(G23)) == 3


def test_answering_again_replaces_the_answer(at):
    _ids, by = at(Step.EVALUATION)
    silent = {"no_answer_reason": "Ziek"}
    first = actions.answer_closing_questions(by_kind=AnswerBy.RESIDENT, by_name=NAME, **silent, **by)
    again = actions.answer_closing_questions(by_kind=AnswerBy.RESIDENT, by_name=NAME, **ANSWERS, **by)
    actions.answer_closing_questions(by_kind=AnswerBy.RESIDENT, by_name="Opa", **ANSWERS, **by)
    assert first == again
    with gate.opened():
        answer = EvaluationAnswer.objects.get(pk=first)
        assert (answer.went_well, answer.no_answer_reason) == (LONG, "")
        assert EvaluationAnswer.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"by_name": " "}, "by_name"),
        ({"improve": ""}, "improve"),
        ({"no_answer_reason": "Geen tijd"}, "no_answer_reason"),
    ],
)
def test_an_answer_that_says_too_little_is_refused(at, changes, field):
    _ids, by = at(Step.EVALUATION)
    values = {"by_kind": AnswerBy.CASE_DIRECTOR, "by_name": "Cas"} | ANSWERS | changes
    with pytest.raises(NotPossible) as refused:
        actions.answer_closing_questions(**values, **by)
    assert refused.value.field == field


def test_a_case_teaches(cast, at, now):
    _ids, by = at(Step.MONITORING)
    other = by | {"viewer": cast.viewer("wim_takes_part")}
    actions.record_lesson(kind=LessonKind.BRILLIANT_FAILURE, text=LONG, **other)
    actions.record_bottleneck(
        title="Geen lange indicatie",
        level=BottleneckLevel.POLICY,
        status=BottleneckStatus.AGENDAED,
        owner=cast["fem_stewards"].pk,
        **other,
    )
    with gate.opened():
        assert Lesson.objects.get().text == LONG
        obstacle = Bottleneck.objects.get()
        assert (obstacle.case.reference, obstacle.owner, obstacle.made_at) == ("C-9", cast["fem_stewards"], now)
    with pytest.raises(NotPossible) as refused:
        actions.record_lesson(kind=LessonKind.SUCCESS, text="", **by)
    assert refused.value.field == "text"
    for kwargs, field in (({"title": " "}, "title"), ({"title": "x", "owner": uuid4()}, "owner")):
        with pytest.raises(NotPossible) as refused:
            actions.record_bottleneck(level=BottleneckLevel.BOARD, **kwargs, **by)
        assert refused.value.field == field


# --- closing --------------------------------------------------------------------------------------------------------


def test_closing_asks_for_a_reason_and_how_long_the_file_is_kept(at, missing):
    _ids, by = at(Step.EVALUATION)
    assert len(missing(G25)) == 1
    actions.prepare_closure(reason=ClosureReason.RESOLVED, result_code="8.1.1", note=LONG, **by)
    assert missing(G25) == []
    with gate.opened():
        made = Closure.objects.get()
        assert (made.note, made.retention_start_rule) == (LONG, StartRule.ITEM_CREATED)
        assert (made.retention_starts_on, made.retention_ends_on) == (date(2026, 11, 18), date(2041, 11, 18))
    actions.prepare_closure(
        reason=ClosureReason.MOVED,
        result_code="8.4.1",
        start_rule=StartRule.OBJECT_ENDED,
        starts_on=date(2026, 12, 31),
        version=1,
        **by,
    )
    with gate.opened():
        made = Closure.objects.get()
        assert (made.reason, made.retention_start_rule) == (ClosureReason.MOVED, StartRule.OBJECT_ENDED)
        assert made.retention_ends_on == date(2027, 2, 11)
    next_round()
    assert len(missing(G25)) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"result_code": "99.9"}, "result_code"),
        ({"starts_on": date(2026, 12, 31)}, "starts_on"),
        ({"starts_on": date(9999, 12, 31), "start_rule": StartRule.OBJECT_ENDED}, "starts_on"),
        ({"starts_on": date(26, 1, 1), "start_rule": StartRule.OBJECT_ENDED}, "starts_on"),
        ({"reason": ClosureReason.ADVICE_GIVEN}, "reason"),
    ],
)
def test_a_closure_that_cannot_be_is_refused_beside_its_field(at, changes, field):
    _ids, by = at(Step.EVALUATION)
    with pytest.raises(NotPossible) as refused:
        actions.prepare_closure(**({"reason": ClosureReason.RESOLVED, "result_code": "8.1.1"} | changes), **by)
    assert refused.value.field == field
    with gate.opened():
        assert not Closure.objects.exists()


def test_every_reason_has_a_way_and_every_way_its_reasons():
    ways = {reason for reasons in REASONS.values() for reason in reasons}
    assert ways == set(ClosureReason)
    for step in set(Step) - {Step.CLOSED}:
        for reason in reasons_from(step):
            assert step in way_with(step, reason).sources
    assert way_with(Step.EVALUATION, ClosureReason.RESOLVED).id == "T30"
    assert way_with(Step.SCALING_DOWN, ClosureReason.RESOLVED).id == "T27"
    assert way_with(Step.TRIAGE, ClosureReason.REFERRED).id == "T03"
    assert way_with(Step.MONITORING, ClosureReason.RESOLVED) is None
    assert reasons_from(Step.CLOSED) == ()


def test_after_triage_the_reason_is_what_triage_decided(cast, at, now):
    _ids, by = at(Step.TRIAGE)
    triage = by | {"viewer": cast.viewer("tara_triages")}
    closing = {"reason": ClosureReason.ADVICE_GIVEN, "result_code": "21.1"}
    with pytest.raises(NotPossible) as refused:
        actions.prepare_closure(**closing, **triage)
    assert refused.value.field == "reason"
    actions.decide_triage(choice=TriageChoice(TriageOutcome.ADVICE_ONLY, "Advies is genoeg."), **triage)
    actions.prepare_closure(**closing, **triage)
    actions.take_step(move_id="T03", words=Words(reason="Advies gegeven."), **triage)
    with gate.opened():
        assert Case.objects.get(reference="C-9").step == Step.CLOSED


def test_a_reason_to_stop_is_no_reason_to_finish_and_the_other_way_round(at):
    _ids, by = at(Step.EVALUATION)
    actions.prepare_closure(reason=ClosureReason.RESOLVED, result_code="8.1.1", **by)
    with pytest.raises(NotPossible) as refused:
        actions.take_step(move_id="W01", words=Words(reason="Klaar"), **by)
    assert refused.value.missing[0].url_name == "cases:closure"
    actions.prepare_closure(reason=ClosureReason.MOVED, result_code="8.1.1", **by)
    actions.take_step(move_id="W01", words=Words(reason="Verhuisd naar Verderop"), **by)
    with gate.opened():
        assert Case.objects.get(reference="C-9").step == Step.CLOSED


def made_until():
    with gate.opened():
        return Closure.objects.values_list("retention_starts_on", "retention_ends_on").get()


def test_a_term_that_waits_for_the_end_of_a_provision_does_not_move(at, now):
    _ids, by = at(Step.MONITORING)
    ends = {"start_rule": StartRule.OBJECT_ENDED, "starts_on": date(2027, 6, 30)}
    actions.prepare_closure(reason=ClosureReason.MOVED, result_code="8.4.1", **ends, **by)
    actions.take_step(move_id="W01", words=Words(reason="Verhuisd"), **by)
    assert made_until() == (date(2027, 6, 30), date(2027, 8, 11))


def test_closing_takes_the_directors_hats_off_and_starts_the_term(at, now):
    _ids, by = at(Step.MONITORING)
    actions.pause(reason="opname", resume_on=date(2027, 1, 4), **by)
    actions.prepare_closure(reason=ClosureReason.DECEASED, result_code="8.2", **by)
    assert made_until() == (date(2026, 11, 18), date(2031, 11, 18))
    later = now + timedelta(days=10)
    actions.take_step(move_id="W01", words=Words(reason="Overleden"), **(by | {"now": later}))
    assert made_until() == (date(2026, 11, 28), date(2031, 11, 28))
    with gate.opened():
        worn = HatPeriod.objects.filter(case__reference="C-9", taken_off_at=None)
        assert [period.hat for period in worn] == ["case_direction"]
        assert not CasePause.objects.filter(resumed_at=None).exists()


def test_a_team_manager_may_prepare_to_stop_a_case_and_the_case_director_may_not(cast, at):
    _ids, by = at(Step.MONITORING)
    stopping = {"reason": ClosureReason.NO_LEGAL_BASIS, "result_code": "8.4.1"}
    with pytest.raises(NotAuthorised):
        actions.prepare_closure(**stopping, **(by | {"viewer": cast.viewer("cas_directs_case")}))
    elsewhere = cast.viewer("finn_manages_elsewhere")
    with pytest.raises(CaseNotFound):
        actions.prepare_closure(**stopping, **(by | {"viewer": elsewhere, "purpose": Purpose.STEERING}))
    manager = by | {"viewer": cast.viewer("tess_manages_here"), "purpose": Purpose.STEERING}
    actions.prepare_closure(**stopping, **manager)
    actions.take_step(move_id="W01", words=Words(reason="Er is geen grondslag."), **manager)
    with gate.opened():
        assert Case.objects.get(reference="C-9").step == Step.CLOSED
