"""What is decided with hat 3, advised with hat 6c, and who is reminded of a hat that stays on too long."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from cases import actions, hats, tasks
from cases.actions import Decision, NewAdvice, NewHat, NotAuthorised, NotPossible, Told, hat_reminders
from cases.hats import Hat
from cases.models import Advice, FormalDecision, HatPeriod, Task
from cases.reads import CaseNotFound, drift
from cases.record_terms import Followed, TaskKind
from cases.stappenplan import Step
from cases.terms import DecisionOutcome, DecisionType, TensionLevel
from cases.working_days import add_working_days
from privacy import gate
from privacy.law import DataCategory
from privacy.viewer import SYSTEM
from regie.celery import app
from tests.cast import case_in

OMAR, TARA, PIA = "omar_directs_elsewhere", "tara_triages", "pia_directs_process"


@pytest.fixture
def advising(cast, now):
    """A case in triage, with somebody who advises and takes nothing over."""
    with gate.opened():
        case_in(Step.TRIAGE, now)
    hat = NewHat(worn=hats.ADVISORY, reason="Nodig", wearer=cast[OMAR].pk)
    return actions.put_on_hat(viewer=cast.viewer(TARA), reference="C-3", hat=hat, now=now)


def ask(cast, now, hat_id, *, by=TARA, reference="C-3", **words):
    advice = NewAdvice(**({"to_whom": "Lokaal team", "question": "Hoe krijgen we iedereen aan tafel?"} | words))
    return actions.record_advice(viewer=cast.viewer(by), reference=reference, hat_id=hat_id, advice=advice, now=now)


def answer(cast, now, advice_id, *, by=OMAR, text="Bel eerst oma.", **more):
    return actions.give_advice(
        viewer=cast.viewer(by), reference="C-3", advice_id=advice_id, advice=text, now=now, **more
    )


def follow(cast, now, advice_id, *, by=TARA, followed=Followed.YES):
    actions.record_followed(
        viewer=cast.viewer(by), reference="C-3", advice_id=advice_id, followed=followed, note="Dat hielp.", now=now
    )


def test_advice_is_asked_given_and_followed_and_the_case_stays_where_it_was(cast, now, advising):
    advice_id = ask(cast, now, advising)
    with pytest.raises(NotPossible, match="nog geen advies"):
        follow(cast, now, advice_id)
    answer(cast, now, advice_id)
    follow(cast, now, advice_id)
    with gate.opened():
        row = Advice.objects.get(pk=advice_id)
    assert (row.advice, row.advised_at, row.followed, row.followed_note) == ("Bel eerst oma.", now, "yes", "Dat hielp.")
    assert row.category == DataCategory.REQUEST_VISION


def test_who_advises_may_record_question_and_advice_at_once(cast, now, advising):
    advice_id = ask(cast, now, advising, by=OMAR, advice="Bel eerst oma.")
    with gate.opened():
        assert Advice.objects.get(pk=advice_id).advised_at == now
    with pytest.raises(NotAuthorised):
        ask(cast, now, advising, advice="Dit zei Omar volgens mij.")


def test_only_who_advises_answers(cast, now, advising):
    advice_id = ask(cast, now, advising)
    with pytest.raises(NotAuthorised):
        answer(cast, now, advice_id, by=TARA)
    with pytest.raises(NotPossible) as refused:
        answer(cast, now, advice_id, text=" ")
    assert refused.value.field == "advice"


def test_an_answer_does_not_overwrite_a_newer_one(cast, now, advising):
    advice_id = ask(cast, now, advising)
    answer(cast, now, advice_id, version=1)
    with pytest.raises(actions.Changed):
        answer(cast, now, advice_id, version=1)


def test_advice_belongs_to_a_hat_of_advice_in_this_case(cast, now, advising):
    with gate.opened():
        elsewhere = HatPeriod.objects.get(case__reference="C-2").pk
        directing = HatPeriod.objects.get(case__reference="C-1", hat=Hat.PROCESS_DIRECTION).pk
    for hat_id in (elsewhere, advising, uuid4(), directing):
        with pytest.raises(NotPossible, match="Niemand geeft hier advies"):
            ask(cast, now, hat_id, by=PIA, reference="C-1")
    with pytest.raises(NotPossible, match="hoort niet bij deze casus"):
        answer(cast, now, uuid4())


@pytest.mark.parametrize("name", ["bert_stands_nowhere", "karim_receives", "tess_manages_here"])
def test_a_stranger_asks_nothing(cast, now, advising, name):
    with pytest.raises(CaseNotFound):
        ask(cast, now, advising, by=name)


# --- hat 3 --------------------------------------------------------------------------------------------------------


def decide(cast, now, *, by="dirk_decides", hat_id=None, **words):
    with gate.opened():
        hat_id = hat_id or HatPeriod.objects.get(case__reference="C-1", hat=Hat.DECISION).pk
    more = {name: words.pop(name) for name in ("decision_id", "version") if name in words}
    return actions.record_formal_decision(
        viewer=cast.viewer(by), reference="C-1", hat_id=hat_id, decision=Decision(**words), now=now, **more
    )


def decision_row(decision_id):
    with gate.opened():
        return FormalDecision.objects.get(pk=decision_id)


def test_nothing_of_a_decision_is_required(cast, now):
    row = decision_row(decide(cast, now))
    assert (row.outcome, row.sent_on, row.resident_agrees) == ("", None, None)
    assert (row.law, row.category) == ("wmo", DataCategory.SUPPORT_IN_USE)


def test_a_decision_is_recorded_and_an_objection_later(cast, now):
    words = {
        "decision_type": DecisionType.APPLICATION,
        "outcome": DecisionOutcome.PARTLY,
        "sent_on": date(2026, 11, 2),
        "resident_agrees": False,
        "tension": TensionLevel.HIGH,
        "note": "Drie dagdelen in plaats van vijf. 🙂",
    }
    decision_id = decide(cast, now, **words)
    actions.take_off_hat(
        viewer=cast.viewer("dirk_decides"),
        reference="C-1",
        hat_id=decision_row(decision_id).hat_period_id,
        reason="Besluit verstuurd.",
        resident_told=False,
        now=now,
    )
    hat_id = decision_row(decision_id).hat_period_id
    later = words | {"objection_on": date(2026, 11, 20)}
    assert decide(cast, now, by=PIA, hat_id=hat_id, decision_id=decision_id, version=1, **later) == decision_id
    row = decision_row(decision_id)
    assert (row.objection_on, row.outcome, row.note) == (date(2026, 11, 20), "partly", words["note"])
    with pytest.raises(actions.Changed):
        decide(cast, now, by=PIA, hat_id=hat_id, decision_id=decision_id, version=1, **later)


def test_an_objection_is_not_settled_before_it_came(cast, now):
    with pytest.raises(NotPossible) as refused:
        decide(cast, now, objection_settled_on=date(2026, 11, 20))
    assert refused.value.field == "objection_on"


def test_only_the_wearer_and_the_director_record_a_decision(cast, now):
    with pytest.raises(NotAuthorised):
        decide(cast, now, by="ina_inquires")
    with gate.opened():
        inquiry = HatPeriod.objects.get(case__reference="C-1", hat=Hat.INQUIRY).pk
    with pytest.raises(NotPossible, match="Kies de pet"):
        decide(cast, now, by="ina_inquires", hat_id=inquiry)
    with pytest.raises(NotPossible, match="hoort niet bij deze pet"):
        decide(cast, now, decision_id=uuid4())


# --- reminders ----------------------------------------------------------------------------------------------------


@pytest.fixture
def overdue(cast, now):
    """Hat 2 that should have come off yesterday."""
    hat = NewHat(
        worn=hats.ASSISTANCE,
        reason="Nodig",
        wearer=cast["bert_stands_nowhere"].pk,
        expected_until=now.date(),
        told=(Told(household=True),),
    )
    return actions.put_on_hat(viewer=cast.viewer(PIA), reference="C-1", hat=hat, now=now)


def asked(hat_id):
    with gate.opened():
        return set(Task.objects.filter(subject=hat_id, done_at=None).values_list("assignee", flat=True))


def test_the_wearer_is_reminded_first_and_the_director_after_five_working_days(cast, now, overdue):
    viewer, bert = SYSTEM, cast["bert_stands_nowhere"].pk
    assert actions.remind_of_hats(viewer=viewer, now=now) == 0
    next_day = now + timedelta(days=1)
    for _ in range(2):  # twice is the same as once
        assert actions.remind_of_hats(viewer=viewer, now=next_day) == 1
    assert asked(overdue) == {bert}
    last_day = add_working_days(now.date(), 5)
    actions.remind_of_hats(viewer=viewer, now=now + (last_day - now.date()))
    assert asked(overdue) == {bert}
    actions.remind_of_hats(viewer=viewer, now=now + (last_day - now.date()) + timedelta(days=1))
    assert asked(overdue) == {bert, cast[PIA].pk}
    assert drift(now=now) == ()


def test_a_new_end_answers_the_reminder(cast, now, overdue):
    later = now + timedelta(days=1)
    actions.remind_of_hats(viewer=SYSTEM, now=later)
    with gate.opened():
        assert Task.objects.get(subject=overdue).kind == TaskKind.TAKE_OFF_HAT
    actions.choose_new_end(
        viewer=cast.viewer("bert_stands_nowhere"),
        reference="C-1",
        hat_id=overdue,
        until=later.date() + timedelta(days=7),
        told=(Told(household=True),),
        now=later,
    )
    assert asked(overdue) == set()
    assert actions.remind_of_hats(viewer=SYSTEM, now=later) == 0


def test_people_do_not_send_reminders(cast, now, overdue):
    with pytest.raises(NotAuthorised):
        actions.remind_of_hats(viewer=cast.viewer(PIA), now=now + timedelta(days=1))


def test_a_case_that_was_erased_since_the_list_was_made_stops_no_reminder(cast, now, overdue, monkeypatch):
    remind = hat_reminders._remind
    monkeypatch.setattr(hat_reminders, "_remind", lambda case, at: remind(uuid4(), at) + remind(case, at))
    assert actions.remind_of_hats(viewer=SYSTEM, now=now + timedelta(days=1)) == 1


def test_it_runs_by_itself(cast, now, overdue):
    with gate.opened():
        HatPeriod.objects.filter(pk=overdue).update(expected_until=now.date() - timedelta(days=1))
    assert tasks.remind_of_hats() == 1
    assert "cases.tasks.remind_of_hats" in {entry["task"] for entry in app.conf.beat_schedule.values()}
