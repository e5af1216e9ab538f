"""Handing over a pet: asked, accepted or declined by the receiver and by nobody else; not accepted leaves it on."""

from datetime import timedelta

import pytest

from cases import actions, hats
from cases.actions import NewHat, NotAuthorised, NotPossible, Receiver, Told
from cases.hats import Hat, Variant
from cases.models import HatPeriod, Task
from cases.reads import CaseNotFound, drift
from cases.record_terms import TaskKind
from cases.working_days import add_working_days
from privacy import gate

OVERVIEW, PROCESS = "cas_directs_case", "pia_directs_process"


@pytest.fixture
def ask(cast, now):
    def ask(wearer, to, *, by=None, hat_id=None):
        hat_id = hat_id or active(cast, wearer)
        viewer = cast.viewer(by or wearer)
        actions.ask_handover(viewer=viewer, reference="C-1", hat_id=hat_id, to=to, note="Jij bent dichterbij.", now=now)
        return hat_id

    return ask


@pytest.fixture
def accept(cast, now):
    def accept(by, hat_id, **words):
        actions.accept_handover(viewer=cast.viewer(by), reference="C-1", hat_id=hat_id, now=now, **words)

    return accept


def active(cast, name, hat=None):
    with gate.opened():
        rows = HatPeriod.objects.filter(case__reference="C-1", wearer=cast[name].pk, taken_off_at=None)
        return (rows.filter(hat=hat) if hat else rows).get().pk


def period(hat_id):
    with gate.opened():
        return HatPeriod.objects.get(pk=hat_id)


def wearers(hat):
    with gate.opened():
        rows = HatPeriod.objects.filter(case__reference="C-1", hat=hat, taken_off_at=None)
        return [wearer or person for wearer, person in rows.values_list("wearer", "wearer_person")]


def to_user(cast, name):
    return Receiver(user=cast[name].pk)


def take_off(cast, by, hat_id, now, told=True):
    actions.take_off_hat(
        viewer=cast.viewer(by), reference="C-1", hat_id=hat_id, reason="Overgedragen.", resident_told=told, now=now
    )


# --- asking -------------------------------------------------------------------------------------------------------


def test_the_receiver_gets_a_task_and_the_hat_stays_on(cast, now, ask):
    hat_id = ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"))
    with gate.opened():
        task = Task.objects.get(subject=hat_id)
    assert (task.kind, task.assignee_id) == (TaskKind.ACCEPT_HANDOVER, cast["bert_stands_nowhere"].pk)
    assert task.due_on == add_working_days(now.date(), 5)
    assert wearers(Hat.CASE_DIRECTION) == [cast[OVERVIEW].pk]
    with pytest.raises(NotPossible, match="nog niet aangenomen"):
        take_off(cast, OVERVIEW, hat_id, now)


def test_only_the_wearer_and_the_director_ask(cast, ask):
    with pytest.raises(NotAuthorised):
        ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"), by="ina_inquires")
    ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"), by=PROCESS)


def test_asking_again_asks_somebody_else(cast, ask, accept):
    hat_id = ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"))
    ask(OVERVIEW, to_user(cast, "wim_takes_part"))
    with gate.opened():
        assert Task.objects.get(subject=hat_id, done_at=None).assignee_id == cast["wim_takes_part"].pk
    with pytest.raises(CaseNotFound):
        accept("bert_stands_nowhere", hat_id, hours="2", paid_by="gemeente")


@pytest.mark.parametrize(
    ("wearer", "to", "says"),
    [
        (OVERVIEW, {}, "Kies aan wie"),
        (OVERVIEW, {"user": "cas_directs_case"}, "draagt de pet al"),
        (OVERVIEW, {"user": "finn_manages_elsewhere"}, "voor deze casus"),
        (OVERVIEW, {"party": "party_id"}, "Kies een persoon"),
        (OVERVIEW, {"party": "C-2 party_id"}, "partij van deze casus"),
        (OVERVIEW, {"person": "C-2 person_id"}, "iemand van deze casus"),
        (PROCESS, {"person": "person_id"}, "voor professionals"),
        (OVERVIEW, {"user": "wim_takes_part", "person": "person_id"}, "Kies aan wie"),
    ],
)
def test_who_cannot_take_over_is_not_asked(cast, ask, wearer, to, says):
    named = {kind: cast[name].pk if kind == "user" else cast.ids[name] for kind, name in to.items()}
    with pytest.raises(NotPossible, match=says) as refused:
        ask(wearer, Receiver(**named))
    assert refused.value.field == "to"


# --- saying yes ---------------------------------------------------------------------------------------------------


def test_hat_4_goes_over_when_the_resident_was_told(cast, now, ask, accept):
    hat_id = ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"))
    accept("bert_stands_nowhere", hat_id, hours="2 per week", paid_by="de gemeente")
    assert wearers(Hat.CASE_DIRECTION) == [cast[OVERVIEW].pk]
    with gate.opened():  # the wearer hears that the hat may come off
        assert Task.objects.get(subject=hat_id, done_at=None).assignee_id == cast[OVERVIEW].pk
    with pytest.raises(NotPossible, match="wie er vanaf nu te bellen is"):
        take_off(cast, OVERVIEW, hat_id, now, told=False)
    take_off(cast, OVERVIEW, hat_id, now)
    assert wearers(Hat.CASE_DIRECTION) == [cast["bert_stands_nowhere"].pk]
    new = period(active(cast, "bert_stands_nowhere"))
    assert (new.accepted_at, new.purchased_hours, new.paid_by) == (now, "2 per week", "de gemeente")
    assert (period(hat_id).taken_off_at, period(hat_id).resident_told_at) == (now, now)
    with gate.opened():
        assert not Task.objects.filter(done_at=None).exists()
    assert drift(now=now) == ()


def test_the_receiver_of_hat_4_names_hours_and_who_pays(cast, ask, accept):
    hat_id = ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"))
    with pytest.raises(NotPossible) as refused:
        accept("bert_stands_nowhere", hat_id, hours="2 per week")
    assert refused.value.field == "paid_by"
    assert period(hat_id).handover_accepted_at is None


def test_hat_5_goes_over_at_once(cast, now, ask, accept):
    hat = NewHat(worn=hats.MONITORING, reason="Nodig", wearer=cast[PROCESS].pk)
    viewer = cast.viewer(PROCESS)
    hat_id = actions.put_on_hat(viewer=viewer, reference="C-1", hat=hat, now=now)
    ask(PROCESS, to_user(cast, "bert_stands_nowhere"), hat_id=hat_id)
    accept("bert_stands_nowhere", hat_id)
    assert wearers(Hat.MONITORING) == [cast["bert_stands_nowhere"].pk]


def test_hat_6_goes_over_at_once_and_the_old_director_is_out(cast, now, ask, accept):
    hat_id = ask(PROCESS, to_user(cast, "omar_directs_elsewhere"))
    accept("omar_directs_elsewhere", hat_id)
    assert wearers(Hat.PROCESS_DIRECTION) == [cast["omar_directs_elsewhere"].pk]
    assert period(active(cast, "omar_directs_elsewhere", Hat.PROCESS_DIRECTION)).variant == Variant.MUNICIPAL
    with pytest.raises(CaseNotFound):
        ask(PROCESS, to_user(cast, "bert_stands_nowhere"), hat_id=hat_id)
    assert drift(now=now) == ()


def test_who_follows_already_gets_no_second_hat_5(cast, now, ask, accept):
    for name in (PROCESS, "bert_stands_nowhere"):
        hat = NewHat(worn=hats.MONITORING, reason="Nodig", wearer=cast[name].pk)
        actions.put_on_hat(viewer=cast.viewer(PROCESS), reference="C-1", hat=hat, now=now)
    hat_id = ask(PROCESS, to_user(cast, "bert_stands_nowhere"), hat_id=active(cast, PROCESS, Hat.MONITORING))
    accept("bert_stands_nowhere", hat_id)
    assert wearers(Hat.MONITORING) == [cast["bert_stands_nowhere"].pk]


def test_the_matrix_holds_for_the_receiver(cast, ask, accept):
    hat_id = ask(OVERVIEW, to_user(cast, "dirk_decides"))
    with pytest.raises(NotPossible, match="casusregie vraagt vertrouwen") as refused:
        accept("dirk_decides", hat_id, hours="2", paid_by="gemeente")
    assert refused.value.field == "mitigation"
    accept("dirk_decides", hat_id, hours="2", paid_by="gemeente", mitigation="Een collega neemt het besluit.")
    assert period(hat_id).handover_mitigation == "Een collega neemt het besluit."


def test_a_hat_that_the_receiver_put_on_meanwhile_can_block_the_handover(cast, now, ask, accept):
    hat_id = ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"))
    accept("bert_stands_nowhere", hat_id, hours="2", paid_by="gemeente")
    advisory = NewHat(worn=hats.ADVISORY, reason="Nodig", wearer=cast["bert_stands_nowhere"].pk)
    actions.put_on_hat(viewer=cast.viewer(PROCESS), reference="C-1", hat=advisory, now=now)
    with pytest.raises(NotPossible, match="gaan niet samen"):
        take_off(cast, OVERVIEW, hat_id, now)
    assert wearers(Hat.CASE_DIRECTION) == [cast[OVERVIEW].pk]


@pytest.mark.parametrize("name", ["omar_directs_elsewhere", "tara_triages", "tess_manages_here", "karim_receives"])
def test_a_stranger_accepts_nothing(cast, ask, accept, name):
    hat_id = ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"))
    with pytest.raises(CaseNotFound):
        accept(name, hat_id, how="ja", hours="2", paid_by="gemeente")


@pytest.mark.parametrize("name", ["cas_directs_case", "pia_directs_process", "ina_inquires", "dirk_decides"])
def test_nobody_accepts_for_a_colleague(cast, ask, accept, name):
    hat_id = ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"))
    with pytest.raises(NotAuthorised):
        accept(name, hat_id, how="ja", hours="2", paid_by="gemeente")


def test_being_asked_opens_nothing_but_the_answer(cast, now, ask):
    hat_id = ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"))
    viewer = cast.viewer("bert_stands_nowhere")
    with pytest.raises(CaseNotFound):
        actions.take_off_hat(viewer=viewer, reference="C-1", hat_id=hat_id, reason="", resident_told=True, now=now)
    with pytest.raises(CaseNotFound):  # nor does it in another case
        actions.accept_handover(viewer=viewer, reference="C-2", hat_id=hat_id, now=now, hours="2", paid_by="gemeente")


def test_a_yes_is_given_once(cast, ask, accept):
    hat_id = ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"))
    accept("bert_stands_nowhere", hat_id, hours="2", paid_by="gemeente")
    with pytest.raises(NotPossible, match="niet meer open"):
        accept("bert_stands_nowhere", hat_id, hours="3", paid_by="gemeente")


# --- a receiver who cannot say so here ----------------------------------------------------------------------------


def test_of_a_partner_the_words_of_the_yes_are_written_down(cast, now, ask, accept):
    hat_id = ask(OVERVIEW, to_user(cast, "karim_receives"))
    with pytest.raises(NotPossible) as refused:
        accept(PROCESS, hat_id, hours="2", paid_by="gemeente")
    assert refused.value.field == "how"
    with pytest.raises(NotAuthorised):
        accept("ina_inquires", hat_id, how="zei ja", hours="2", paid_by="gemeente")
    accept(OVERVIEW, hat_id, how="zei ja aan de telefoon", hours="2", paid_by="gemeente")
    take_off(cast, OVERVIEW, hat_id, now)
    assert wearers(Hat.CASE_DIRECTION) == [cast["karim_receives"].pk]


def test_the_household_takes_the_overview_with_a_professional_to_call(cast, now, ask, accept):
    hat_id = ask(OVERVIEW, Receiver(person=cast.ids["person_id"]))
    with pytest.raises(NotPossible) as refused:
        accept(OVERVIEW, hat_id, how="zei ja aan de keukentafel")
    assert refused.value.field == "call_contact"
    accept(OVERVIEW, hat_id, how="zei ja aan de keukentafel", call_contact=cast["wim_takes_part"].pk)
    take_off(cast, OVERVIEW, hat_id, now)
    assert wearers(Hat.CASE_DIRECTION) == [cast.ids["person_id"]]


def helping(cast, now):
    hat = NewHat(
        worn=hats.ASSISTANCE,
        reason="Nodig",
        wearer=cast["bert_stands_nowhere"].pk,
        expected_until=now.date() + timedelta(days=30),
        told=(Told(household=True),),
    )
    return actions.put_on_hat(viewer=cast.viewer(PROCESS), reference="C-1", hat=hat, now=now)


def test_help_is_handed_over_to_a_party_and_the_hat_goes_to_nobody(cast, now, ask, accept):
    hat_id = helping(cast, now)
    ask("bert_stands_nowhere", Receiver(party=cast.ids["party_id"]), hat_id=hat_id)
    accept("bert_stands_nowhere", hat_id, how="start maandag, zei de teamleider")
    take_off(cast, "bert_stands_nowhere", hat_id, now)
    assert wearers(Hat.ASSISTANCE) == []
    assert period(hat_id).handover_accepted_how == "start maandag, zei de teamleider"


def test_who_took_over_help_puts_the_hat_on_once_and_never_again_unseen(cast, now, ask, accept):
    """The door for who cannot see the case yet closes behind them."""
    help_ = {"worn": hats.ASSISTANCE, "expected_until": now.date() + timedelta(days=30)}
    jo = {"viewer": cast.viewer("jo_coaches"), "reference": "C-1"}
    theirs = NewHat(reason="Nodig", wearer=cast["jo_coaches"].pk, told=(Told(household=True),), **help_)
    hat_id = ask("bert_stands_nowhere", to_user(cast, "jo_coaches"), hat_id=helping(cast, now))
    accept("jo_coaches", hat_id)
    with pytest.raises(CaseNotFound):
        actions.put_on_hat(hat=theirs, now=now, **jo)  # bert still wears it
    take_off(cast, "bert_stands_nowhere", hat_id, now)
    mine = actions.put_on_hat(hat=theirs, now=now, **jo)
    later = now + timedelta(days=1)
    ask("jo_coaches", Receiver(party=cast.ids["party_id"]), hat_id=mine)
    accept("jo_coaches", mine, how="start maandag")
    take_off(cast, "jo_coaches", mine, later)
    with pytest.raises(CaseNotFound):
        actions.put_on_hat(hat=theirs, now=later, **jo)


# --- saying no ----------------------------------------------------------------------------------------------------


def decline(cast, by, hat_id, now, reason="Ik ga met verlof."):
    actions.decline_handover(viewer=cast.viewer(by), reference="C-1", hat_id=hat_id, reason=reason, now=now)


def test_a_no_leaves_the_hat_on(cast, now, ask, accept):
    hat_id = ask(OVERVIEW, to_user(cast, "bert_stands_nowhere"))
    with pytest.raises(NotPossible) as refused:
        decline(cast, "bert_stands_nowhere", hat_id, now, reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(NotAuthorised):
        decline(cast, OVERVIEW, hat_id, now)
    decline(cast, "bert_stands_nowhere", hat_id, now)
    assert period(hat_id).handover_declined_reason == "Ik ga met verlof."
    assert wearers(Hat.CASE_DIRECTION) == [cast[OVERVIEW].pk]
    with pytest.raises(NotPossible, match="niet meer open"):
        accept("bert_stands_nowhere", hat_id, hours="2", paid_by="gemeente")
    with pytest.raises(NotPossible, match="Kies aan wie"):
        take_off(cast, OVERVIEW, hat_id, now)
    with gate.opened():
        assert not Task.objects.filter(subject=hat_id, done_at=None).exists()
