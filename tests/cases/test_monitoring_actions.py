"""Following: agreeing or waiving, short contacts, signals that oblige or ask, a pause, whether it helps, safety."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from cases import actions
from cases.actions import Agreement, Changed, NewContact, NotAuthorised, NotPossible, Words
from cases.guards import G18, G19, G27, G28
from cases.hats import Hat
from cases.meeting_terms import MeetingKind
from cases.models import (
    Case,
    CasePause,
    Contact,
    HatPeriod,
    MeetingReport,
    MonitoringAgreement,
    SafetyAlert,
    StagnationSignal,
    StepNote,
    Task,
)
from cases.reads import CaseNotFound
from cases.reads.facts import facts_of
from cases.record_terms import ContactKind, TaskKind
from cases.stappenplan import Step
from cases.terms import Helps, PulseResult, SafetyRoute, SignalBy
from outbox.models import Message
from privacy import gate
from privacy.law import Purpose
from tests.cases.following import case_at

LONG = "Zó lang 🧡 en o'clock. " * 450
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
FIVE_WORKING_DAYS_LATER = date(2026, 11, 25)


@pytest.fixture
def now():
    """A known day, so that working days can be counted by hand."""
    return WEDNESDAY


@pytest.fixture
def by(cast, now):
    """The common arguments of an action of the process director, in a case that is being followed."""
    case_at(Step.MONITORING, cast, now)
    return {"viewer": cast.viewer("pia_directs_process"), "reference": "C-9", "now": now}


@pytest.fixture
def as_(cast, by):
    """The same of somebody else."""
    return lambda name, **changes: by | {"viewer": cast.viewer(name)} | changes


@pytest.fixture
def missing(by, now):
    """What a guard still misses, in the case that is being followed."""

    def look(guard, at=now):
        with gate.opened():
            return [m.text for m in guard.missing(facts_of(Case.objects.get(reference="C-9"), now=at))]

    return look


def agreed(cast, **changes) -> Agreement:
    sound = {"needed": True, "next_review_on": date(2026, 12, 8), "first_to_call": cast["cas_directs_case"].pk}
    return Agreement(**(sound | changes))


def test_an_agreement_says_when_and_who_is_called_first(cast, by, missing):
    assert len(missing(G18)) == 1
    actions.agree_monitoring(agreement=agreed(cast), **by)
    assert missing(G18) == []
    with gate.opened():
        made = MonitoringAgreement.objects.get()
        assert (made.interval_days, made.next_review_on) == (28, date(2026, 12, 8))


def test_the_case_director_is_called_first(cast, by, missing):
    actions.agree_monitoring(agreement=agreed(cast, first_to_call=cast["wim_takes_part"].pk), **by)
    assert missing(G18) == ["Spreek af dat u de casusregisseur als eerste belt."]
    actions.agree_monitoring(agreement=agreed(cast), **by)
    assert missing(G18) == []


def test_following_can_be_waived_with_a_reason(cast, by, missing):
    assert len(missing(G19)) == 1
    with pytest.raises(NotPossible) as refused:
        actions.agree_monitoring(agreement=Agreement(needed=False, reason_not="  "), **by)
    assert refused.value.field == "reason_not"
    actions.agree_monitoring(agreement=agreed(cast), **by)
    actions.agree_monitoring(agreement=Agreement(needed=False, reason_not=LONG), **by)
    assert (missing(G19), len(missing(G18))) == ([], 1)
    with gate.opened():
        waived = MonitoringAgreement.objects.get()
        assert (waived.reason_not, waived.next_review_on, waived.first_to_call) == (LONG, None, None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"next_review_on": None}, "next_review_on"),
        ({"next_review_on": date(2026, 11, 17)}, "next_review_on"),
        ({"until": date(2026, 12, 7)}, "until"),
        ({"first_to_call": uuid4()}, "first_to_call"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused_beside_its_field(cast, by, changes, field):
    with pytest.raises(NotPossible) as refused:
        actions.agree_monitoring(agreement=agreed(cast, **changes), **by)
    assert refused.value.field == field
    with gate.opened():
        assert not MonitoringAgreement.objects.exists()


def test_an_agreement_holds_for_its_round(cast, by, missing):
    actions.agree_monitoring(agreement=agreed(cast), **by)
    with gate.opened():
        Case.objects.filter(reference="C-9").update(cycle_number=2)
    assert len(missing(G18)) == 1
    actions.agree_monitoring(agreement=agreed(cast), version=1, **by)
    assert missing(G18) == []
    with pytest.raises(Changed):
        actions.agree_monitoring(agreement=agreed(cast), version=1, **by)


def test_the_day_of_looking_back_is_when_the_case_asks_for_attention(cast, by):
    actions.agree_monitoring(agreement=agreed(cast, next_review_on=date(2026, 11, 20)), **by)
    with gate.opened():
        assert Case.objects.get(reference="C-9").due_on == date(2026, 11, 20)


def test_agreeing_is_for_who_follows(as_, cast):
    for name in ("cas_directs_case", "wim_takes_part"):
        with pytest.raises(NotAuthorised):
            actions.agree_monitoring(agreement=agreed(cast), **as_(name))
    with pytest.raises(CaseNotFound):
        actions.agree_monitoring(agreement=agreed(cast), **as_("bert_stands_nowhere"))


def test_a_pulse_contact_says_how_it_goes(by):
    call = NewContact(kind=ContactKind.PULSE, with_whom="Cas", result=PulseResult.CONCERN, note=LONG)
    actions.record_contact(contact=call, **by)
    with gate.opened():
        made = Contact.objects.get()
        assert (made.with_whom, made.result, made.note, made.contacted_at) == ("Cas", "concern", LONG, WEDNESDAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"with_whom": " "}, "with_whom"),
        ({"result": None}, "result"),
        ({"contacted_at": WEDNESDAY + timedelta(days=1)}, "contacted_on"),
    ],
)
def test_a_contact_that_says_too_little_is_refused(by, changes, field):
    values = {"kind": ContactKind.PULSE, "with_whom": "Cas", "result": PulseResult.WELL} | changes
    with pytest.raises(NotPossible) as refused:
        actions.record_contact(contact=NewContact(**values), **by)
    assert refused.value.field == field


def test_bringing_people_together_needs_no_result(by):
    contact = NewContact(kind=ContactKind.CONNECT, with_whom="Cas en Wim", contacted_at=WEDNESDAY - timedelta(days=2))
    actions.record_contact(contact=contact, **by)
    with gate.opened():
        assert Contact.objects.get().contacted_at == WEDNESDAY - timedelta(days=2)


# --- signals --------------------------------------------------------------------------------------------------------


def test_the_case_directors_signal_obliges_to_convene(cast, by, as_, missing):
    assert missing(G28) == []
    assert missing(G27) != []
    signal_id = actions.raise_signal(text=LONG, **as_("cas_directs_case"))
    assert (len(missing(G28)), missing(G27)) == (1, [])
    with gate.opened():
        signal, task = StagnationSignal.objects.get(), Task.objects.get()
        assert (signal.by, signal.text, signal.due_on) == ("case_director", LONG, FIVE_WORKING_DAYS_LATER)
        assert (task.kind, task.assignee, task.due_on) == (
            TaskKind.RECONVENE,
            cast["pia_directs_process"],
            FIVE_WORKING_DAYS_LATER,
        )
        assert Message.objects.filter(topic="cases.signal_raised", payload={"signal": str(signal_id)}).exists()
    with pytest.raises(NotPossible) as refused:
        actions.answer_signal(signal_id=signal_id, answer="Het valt mee.", **by)
    assert refused.value.missing[0].url_name == "meetings:prepare"


def test_convening_in_a_new_round_handles_every_signal(by, as_, missing, now):
    actions.raise_signal(text="Het stokt", **as_("cas_directs_case"))
    actions.raise_signal(text="Ook hier", **as_("wim_takes_part"))
    actions.take_step(move_id="T21", words=Words(), **by)
    assert missing(G28) == []
    with gate.opened():
        assert not Task.objects.filter(done_at=None).exists()
        assert set(StagnationSignal.objects.values_list("convened", flat=True)) == {True}


def test_after_a_meeting_the_case_directors_signal_can_be_closed_with_what_it_brought(cast, by, as_, missing, now):
    signal_id = actions.raise_signal(text="Het stokt", **as_("cas_directs_case"))
    with gate.opened():
        MeetingReport.objects.create(
            case=Case.objects.get(reference="C-9"),
            meeting_id=uuid4(),
            kind=MeetingKind.RECONVENE,
            cycle=1,
            planned_at=now,
            opened_at=now + timedelta(days=1),
        )
    actions.answer_signal(signal_id=signal_id, answer="De school komt erbij.", **by)
    assert missing(G28) == []
    with gate.opened():
        signal = StagnationSignal.objects.get()
        assert (signal.convened, signal.answer) == (True, "De school komt erbij.")
        assert Task.objects.get().done_at == now


def test_a_signal_of_somebody_else_asks_for_an_answer_with_a_reason(by, as_, missing, now):
    signal_id = actions.raise_signal(text="De indicatie blijft uit", **as_("wim_takes_part"))
    with gate.opened():
        assert Task.objects.get().kind == TaskKind.WEIGH_SIGNAL
        assert StagnationSignal.objects.get().by == SignalBy.PARTNER_PROFESSIONAL
    with pytest.raises(NotPossible) as refused:
        actions.answer_signal(signal_id=signal_id, answer=" ", **by)
    assert refused.value.field == "answer"
    actions.answer_signal(signal_id=signal_id, answer=LONG, **by)
    assert missing(G28) == []
    with gate.opened():
        signal = StagnationSignal.objects.get()
        assert (signal.answer, signal.convened, signal.answered_at) == (LONG, False, now)
        assert not Task.objects.filter(done_at=None).exists()
    with pytest.raises(NotPossible):
        actions.answer_signal(signal_id=signal_id, answer="Nog eens", **by)


def test_a_residents_signal_is_recorded_by_whoever_heard_it(by, as_):
    with pytest.raises(NotPossible) as refused:
        actions.raise_signal(text="Ik hoor niets", by=SignalBy.RESIDENT, **as_("wim_takes_part"))
    assert refused.value.field == "raised_for"
    actions.raise_signal(text="Ik hoor niets", by=SignalBy.RESIDENT, raised_for="Saar", **as_("wim_takes_part"))
    with gate.opened():
        signal = StagnationSignal.objects.get()
        assert (signal.by, signal.raised_for) == (SignalBy.RESIDENT, "Saar")
        assert Task.objects.get().kind == TaskKind.WEIGH_SIGNAL


def test_only_who_is_obliged_by_it_writes_down_the_case_directors_signal(by, as_):
    words = {"text": "Cas belde", "by": SignalBy.CASE_DIRECTOR, "raised_for": "Cas"}
    with pytest.raises(NotAuthorised):
        actions.raise_signal(**words, **as_("wim_takes_part"))
    actions.raise_signal(**words, **by)
    with gate.opened():
        assert Task.objects.get().kind == TaskKind.RECONVENE


def test_a_chain_partner_says_it_through_the_portal(cast, now):
    portal = {"viewer": cast.viewer("karim_receives"), "reference": "C-1", "now": now, "purpose": Purpose.COOPERATION}
    actions.raise_signal(text="Wij kunnen niet verder", **portal)
    with gate.opened():
        assert StagnationSignal.objects.get().by == SignalBy.PARTNER_PROFESSIONAL
        HatPeriod.objects.filter(case__reference="C-1", hat=Hat.CASE_DIRECTION).update(wearer=cast["karim_receives"])
    actions.raise_signal(text="En nu ook het overzicht niet", by=SignalBy.PARTNER_PROFESSIONAL, **portal)
    with gate.opened():
        assert StagnationSignal.objects.filter(by=SignalBy.CASE_DIRECTOR).exists()
    with pytest.raises(CaseNotFound):
        actions.raise_signal(text="Van elders", **(portal | {"viewer": cast.viewer("lot_receives_elsewhere")}))


def test_a_signal_of_another_case_is_no_signal_here(cast, by, now):
    elsewhere = {"viewer": cast.viewer("cas_directs_case"), "reference": "C-1", "now": now}
    signal_id = actions.raise_signal(text="Elders", **elsewhere)
    with pytest.raises(NotPossible):
        actions.answer_signal(signal_id=signal_id, answer="Nee", **by)
    with gate.opened():
        assert StagnationSignal.objects.get().answered_at is None


def test_a_closed_case_hears_no_signal(cast, now):
    case_at(Step.CLOSED, cast, now)
    who = {"viewer": cast.viewer("cas_directs_case"), "reference": "C-9", "now": now}
    with pytest.raises(NotPossible):
        actions.raise_signal(text="Het gaat weer mis", **who)


# --- pause ----------------------------------------------------------------------------------------------------------


def test_a_pause_has_a_reason_and_a_day_to_go_on(by):
    for changes, field in (({"reason": " "}, "reason"), ({"resume_on": WEDNESDAY.date()}, "resume_on")):
        with pytest.raises(NotPossible) as refused:
            actions.pause(**({"reason": "opname", "resume_on": date(2027, 1, 4)} | changes), **by)
        assert refused.value.field == field
    actions.pause(reason=LONG, resume_on=date(2027, 1, 4), **by)
    with gate.opened():
        assert Case.objects.get(reference="C-9").due_on == date(2027, 1, 4)
        task = Task.objects.get(kind=TaskKind.RESUME)
        assert (task.due_on, task.done_at) == (date(2027, 1, 4), None)


def test_pausing_again_chooses_another_day_and_resuming_ends_it(by, now):
    actions.pause(reason="opname", resume_on=date(2027, 1, 4), **by)
    actions.pause(reason="duurt langer", resume_on=date(2027, 2, 1), **by)
    with gate.opened():
        assert CasePause.objects.filter(resumed_at=None).get().resume_on == date(2027, 2, 1)
        assert Task.objects.filter(kind=TaskKind.RESUME, done_at=None).count() == 1
    actions.resume(**by)
    with gate.opened():
        assert CasePause.objects.filter(resumed_at=now).count() == 2
        assert not Task.objects.filter(done_at=None).exists()
    with pytest.raises(NotPossible):
        actions.resume(**by)


def test_only_the_process_director_pauses(as_):
    with pytest.raises(NotAuthorised):
        actions.pause(reason="opname", resume_on=date(2027, 1, 4), **as_("cas_directs_case"))
    with pytest.raises(NotAuthorised):
        actions.resume(**as_("cas_directs_case"))


# --- does it help, is it safe ---------------------------------------------------------------------------------------


def test_whoever_takes_part_says_whether_it_helps(as_):
    actions.note_evaluation(
        question="Slapen", intention="Rust", does_it_help=Helps.PARTLY, note=LONG, **as_("wim_takes_part")
    )
    with gate.opened():
        note = StepNote.objects.get()
        assert (note.number, note.does_it_help, note.reason) == (None, Helps.PARTLY, LONG)
    with pytest.raises(CaseNotFound):
        actions.note_evaluation(does_it_help=Helps.NO, **as_("bert_stands_nowhere"))


def test_a_worry_about_safety_keeps_the_step_and_asks_to_follow_its_route(cast, by, as_, now):
    with pytest.raises(NotPossible) as refused:
        actions.raise_safety_alert(text=" ", route=SafetyRoute.REPORTING_CODE, **as_("wim_takes_part"))
    assert refused.value.field == "text"
    alert_id = actions.raise_safety_alert(text=LONG, route=SafetyRoute.REPORTING_CODE, **as_("wim_takes_part"))
    with gate.opened():
        assert Case.objects.get(reference="C-9").step == Step.MONITORING
        asked = Task.objects.filter(kind=TaskKind.FOLLOW_SAFETY, subject=alert_id)
        assert {task.assignee for task in asked} == {cast["wim_takes_part"], cast["pia_directs_process"]}
    with pytest.raises(CaseNotFound):
        actions.close_safety_alert(alert_id=alert_id, acted_on="Klaar", **as_("bert_stands_nowhere"))
    with pytest.raises(NotPossible) as refused:
        actions.close_safety_alert(alert_id=alert_id, acted_on="", **by)
    assert refused.value.field == "acted_on"
    actions.close_safety_alert(
        alert_id=alert_id, acted_on="Veilig Thuis pakt het op.", version=1, **as_("wim_takes_part")
    )
    with gate.opened():
        assert SafetyAlert.objects.get().closed_at == now
        assert not Task.objects.filter(done_at=None).exists()
    with pytest.raises(NotPossible):
        actions.close_safety_alert(alert_id=alert_id, acted_on="Nog eens", **by)


def test_somebody_elses_worry_is_not_for_everyone_to_close(cast, by, as_, now):
    alert_id = actions.raise_safety_alert(text="Angst", route=SafetyRoute.EMERGENCY, **by)
    with pytest.raises(NotAuthorised):
        actions.close_safety_alert(alert_id=alert_id, acted_on="Klaar", **as_("wim_takes_part"))
    elsewhere = {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "now": now}
    with pytest.raises(NotPossible):
        actions.close_safety_alert(alert_id=alert_id, acted_on="Klaar", **elsewhere)
