"""Putting on a pet, saying yes to it, telling people, taking it off: through the actions, by whoever may."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from cases import actions, hats
from cases.actions import NewHat, NotAuthorised, NotPossible, Receiver, Told
from cases.hats import ALL, Conflict, Hat, Variant
from cases.models import Announcement, Case, HatPeriod, Task, WorklistEntry
from cases.reads import CaseNotFound, drift
from cases.stappenplan import Step
from cases.terms import Channel, Compartment
from privacy import gate
from privacy.law import Relation
from privacy.middleware import viewer_of
from privacy.viewer import Origin
from tests.cast import case_in
from tests.factories import HatPeriodFactory, HouseholdMemberFactory


def put_on(cast, by, now, *, reference="C-1", origin=Origin.PAGES, **hat):
    viewer = viewer_of(cast[by], origin)
    return actions.put_on_hat(viewer=viewer, reference=reference, hat=NewHat(**{"reason": "Nodig"} | hat), now=now)


def assistance(cast, now, **changes):
    """Hat 2 as it should be put on: with an end, and told to the resident."""
    sound = {
        "worn": hats.ASSISTANCE,
        "wearer": cast["bert_stands_nowhere"].pk,
        "expected_until": now.date() + timedelta(days=30),
        "told": (Told(person=cast.ids["person_id"], channel=Channel.PHONE, text="Ik loop even mee."),),
    }
    return sound | changes


def period(hat_id):
    with gate.opened():
        return HatPeriod.objects.get(pk=hat_id)


def worn(now, *, by, hat, reference="C-1"):
    with gate.opened():
        variant = hat.variant or ""
        return HatPeriod.objects.filter(
            case__reference=reference, wearer=by.pk, hat=hat.hat, variant=variant, taken_off_at=None
        ).exists()


def test_the_end_of_help_is_held_against_the_day_it_is_here(cast):
    """Half past midnight on the 21st in Amsterdam, when it is still the 20th in UTC."""
    now = datetime(2026, 6, 20, 22, 30, tzinfo=UTC)
    with pytest.raises(NotPossible, match="voor het begin"):
        put_on(cast, "pia_directs_process", now, **assistance(cast, now, expected_until=date(2026, 6, 20)))
    put_on(cast, "pia_directs_process", now, **assistance(cast, now, expected_until=date(2026, 6, 21)))


def in_triage(cast, now, reported_by=None):
    with gate.opened():
        case = case_in(Step.TRIAGE, now, reported_by=reported_by)
        HouseholdMemberFactory(case=case, person_id=cast.ids["person_id"])
        return case.reference


# --- who may ------------------------------------------------------------------------------------------------------


def test_the_process_director_puts_a_hat_on_anyone(cast, now):
    hat_id = put_on(cast, "pia_directs_process", now, worn=hats.INQUIRY, wearer=cast["bert_stands_nowhere"].pk)
    assert period(hat_id).put_on_at == now
    with gate.opened():
        entry = WorklistEntry.objects.filter(principal=cast["bert_stands_nowhere"].pk, relation=Relation.INQUIRES)
        assert entry.count() == 1
    assert drift(now=now) == ()


@pytest.mark.parametrize("name", ["cas_directs_case", "ina_inquires"])
def test_who_works_on_the_case_puts_on_an_own_hat(cast, now, name):
    put_on(cast, name, now, worn=hats.MONITORING, wearer=cast[name].pk, mitigation="Ik vraag het ook aan het gezin.")
    assert worn(now, by=cast[name], hat=hats.MONITORING)


def test_who_takes_part_under_one_law_puts_on_nothing_that_shows_another(cast, now):
    """Any other hat would open what colleagues wrote under theirs: only who directs the process puts that on."""
    wim = {"wearer": cast["wim_takes_part"].pk, "mitigation": "x"}
    wider = [{"worn": one} for one in (hats.INQUIRY, hats.MONITORING)] + [assistance(cast, now)]
    wider += [{"worn": hats.DECISION, "law": law} for law in Compartment if law is not Compartment.WMO]
    for hat in wider:
        with pytest.raises(NotAuthorised):
            put_on(cast, "wim_takes_part", now, **(hat | wim))
    put_on(cast, "wim_takes_part", now, worn=hats.DECISION, law=Compartment.WMO, **wim)
    put_on(cast, "pia_directs_process", now, worn=hats.INQUIRY, **wim)


@pytest.mark.parametrize("name", ["cas_directs_case", "ina_inquires", "wim_takes_part", "dirk_decides"])
def test_who_works_on_the_case_puts_no_hat_on_another(cast, now, name):
    with pytest.raises(NotAuthorised):
        put_on(cast, name, now, worn=hats.INQUIRY, wearer=cast["bert_stands_nowhere"].pk)


@pytest.mark.parametrize("worn_hat", [hats.MUNICIPAL, hats.INDEPENDENT, hats.ADVISORY], ids=lambda hat: hat.label)
def test_nobody_takes_up_process_direction_alone(cast, now, worn_hat):
    with pytest.raises(NotAuthorised):
        put_on(cast, "ina_inquires", now, worn=worn_hat, wearer=cast["ina_inquires"].pk)


@pytest.mark.parametrize(
    "name", ["bert_stands_nowhere", "omar_directs_elsewhere", "tess_manages_here", "karim_receives"]
)
def test_a_stranger_does_not_find_the_case(cast, now, name):
    with pytest.raises(CaseNotFound):
        put_on(cast, name, now, worn=hats.INQUIRY, wearer=cast[name].pk)


def test_triage_assigns_the_process_director(cast, now):
    reference = in_triage(cast, now)
    omar = cast["omar_directs_elsewhere"]
    hat_id = put_on(cast, "tara_triages", now, reference=reference, worn=hats.MUNICIPAL, wearer=omar.pk)
    assert worn(now, by=omar, hat=hats.MUNICIPAL, reference=reference)
    with gate.opened():  # and asks whether that is right
        assert Task.objects.get(subject=hat_id).assignee_id == omar.pk
    actions.check_step_zero(viewer=cast.viewer("omar_directs_elsewhere"), reference=reference, now=now)


def test_who_reported_a_case_inquires_in_it(cast, now):
    bert = cast["bert_stands_nowhere"]
    reference = in_triage(cast, now, reported_by=bert)
    put_on(cast, "bert_stands_nowhere", now, reference=reference, worn=hats.INQUIRY, wearer=bert.pk)
    assert worn(now, by=bert, hat=hats.INQUIRY, reference=reference)


def test_a_closed_case_has_nothing_to_wear_a_hat_for(cast, now):
    with gate.opened():
        case_in(Step.CLOSED, now)
    with pytest.raises(NotPossible, match="gesloten"):
        put_on(cast, "tara_triages", now, reference="C-3", worn=hats.MUNICIPAL, wearer=cast["pia_directs_process"].pk)


# --- whose head ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["finn_manages_elsewhere", "lot_receives_elsewhere"])
def test_a_hat_goes_to_nobody_from_outside_the_case(cast, now, name):
    with pytest.raises(NotPossible, match="voor deze casus") as refused:
        put_on(cast, "pia_directs_process", now, worn=hats.INQUIRY, wearer=cast[name].pk)
    assert refused.value.field == "wearer"


def test_a_disabled_account_wears_no_hat(cast, now):
    bert = cast["bert_stands_nowhere"]
    bert.disabled_at, bert.disabled_by = now, cast["ada_administers"]
    bert.save()
    with pytest.raises(NotPossible, match="account"):
        put_on(cast, "pia_directs_process", now, worn=hats.INQUIRY, wearer=bert.pk)


def test_a_partner_keeps_the_overview_but_directs_no_process(cast, now):
    karim = cast["karim_receives"]
    take_off_the_overview(cast, now)
    put_on(cast, "pia_directs_process", now, worn=hats.CASE_DIRECTION, wearer=karim.pk, hours="2", paid_by="gemeente")
    with pytest.raises(NotPossible, match="procesregie"):
        put_on(cast, "pia_directs_process", now, worn=hats.ADVISORY, wearer=karim.pk)


def test_nobody_wears_the_same_hat_twice(cast, now):
    with pytest.raises(NotPossible, match="draagt deze pet hier al"):
        put_on(cast, "pia_directs_process", now, worn=hats.INQUIRY, wearer=cast["ina_inquires"].pk)


def take_off_the_overview(cast, now):
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-1", hat=Hat.CASE_DIRECTION).update(taken_off_at=now)


def test_someone_of_the_household_keeps_the_overview_with_a_professional_to_call(cast, now):
    take_off_the_overview(cast, now)
    hat = {"worn": hats.CASE_DIRECTION, "wearer_person": cast.ids["person_id"], "how": "zei ja aan de keukentafel"}
    with pytest.raises(NotPossible, match="professional") as refused:
        put_on(cast, "pia_directs_process", now, **hat)
    assert refused.value.field == "call_contact"
    hat_id = put_on(cast, "pia_directs_process", now, **hat, call_contact=cast["wim_takes_part"].pk)
    assert period(hat_id).accepted_at == now


def test_someone_of_the_household_wears_no_other_hat(cast, now):
    with pytest.raises(NotPossible, match="alleen het overzicht"):
        put_on(cast, "pia_directs_process", now, worn=hats.MONITORING, wearer_person=cast.ids["person_id"])


@pytest.mark.parametrize("worn_hat", [hats.CASE_DIRECTION, hats.MUNICIPAL, hats.INDEPENDENT], ids=lambda hat: hat.label)
def test_a_second_one_is_refused_with_the_way_out(cast, now, worn_hat):
    with pytest.raises(NotPossible, match="al"):
        put_on(cast, "pia_directs_process", now, worn=worn_hat, wearer=cast["bert_stands_nowhere"].pk)
    with gate.opened():
        assert HatPeriod.objects.filter(wearer=cast["bert_stands_nowhere"].pk).count() == 0


def test_advice_goes_beside_process_direction(cast, now):
    put_on(cast, "pia_directs_process", now, worn=hats.ADVISORY, wearer=cast["omar_directs_elsewhere"].pk)


def test_two_at_once_get_one_case_director(committed_cast, now):
    cast, start = committed_cast, Barrier(2)
    take_off_the_overview(cast, now)

    def try_it(name):
        try:
            start.wait()
            hat = NewHat(worn=hats.CASE_DIRECTION, reason="Nodig", wearer=cast[name].pk)
            actions.put_on_hat(viewer=cast.viewer("pia_directs_process"), reference="C-1", hat=hat, now=now)
            return "done"
        except NotPossible as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(try_it, ["bert_stands_nowhere", "ina_inquires"]))
    assert answers == ["Iemand houdt al het overzicht over dit plan. Laat die de pet eerst overdragen.", "done"]


def test_the_database_refuses_what_a_check_in_python_would_miss(cast, now, monkeypatch):
    """The second of two writers that both found nobody: a sentence, and the transaction goes on."""
    monkeypatch.setattr("cases.actions.wearing.check_clash", lambda *args, **kwargs: None)
    with pytest.raises(NotPossible, match="al een procesregisseur"):
        put_on(cast, "pia_directs_process", now, worn=hats.INDEPENDENT, wearer=cast["omar_directs_elsewhere"].pk)
    put_on(cast, "pia_directs_process", now, worn=hats.INQUIRY, wearer=cast["omar_directs_elsewhere"].pk)


# --- conflicts ----------------------------------------------------------------------------------------------------

PAIRS = [(one, other) for one in ALL for other in ALL if one != other and not {one, other} <= set(hats.DIRECTING)]


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=lambda hat: f"{hat.hat}{hat.variant or ''}")
def test_the_matrix_decides_through_the_action(cast, now, first, second):
    """Every pair on one head: ok goes on, a warning asks for a mitigation, a block sends to the team manager."""
    bert, reference = cast["bert_stands_nowhere"], in_triage(cast, now)
    with gate.opened():
        give(Case.objects.get(reference=reference), bert, first, now)
    hat = assistance(cast, now, worn=second, reference=reference, law=Compartment.WMO)
    verdict, reasons = hats.conflict([first], second), hats.why([first], second)
    if verdict is Conflict.BLOCK:
        with pytest.raises(NotPossible, match="Vraag uw teamleider") as refused:
            put_on(cast, "tara_triages", now, **hat)
        assert reasons[0] in str(refused.value)
        return
    if verdict is Conflict.WARN:
        with pytest.raises(NotPossible, match="Schrijf op hoe u daarmee omgaat") as refused:
            put_on(cast, "tara_triages", now, **hat)
        assert refused.value.field == "mitigation"
    hat_id = put_on(cast, "tara_triages", now, **hat, mitigation="Een collega kijkt mee.")
    assert period(hat_id).mitigation == "Een collega kijkt mee."


def give(case, user, worn_hat, at, off=None):
    return HatPeriodFactory(case=case, wearer=user, worn=worn_hat, put_on_at=at, taken_off_at=off)


def test_who_decided_for_this_household_elsewhere_is_not_independent(cast, now):
    """R-HAT-1 looks by person, across cases, for 24 months."""
    reference = in_triage(cast, now)
    omar = cast["omar_directs_elsewhere"]
    with gate.opened():
        elsewhere = case_in(Step.CLOSED, now, "C-4")
        HouseholdMemberFactory(case=elsewhere, person_id=cast.ids["person_id"])
        earlier = give(elsewhere, omar, hats.DECISION, now - timedelta(days=900), now - timedelta(days=600))
    with pytest.raises(NotPossible, match="in de laatste 24 maanden"):
        put_on(cast, "tara_triages", now, reference=reference, worn=hats.INDEPENDENT, wearer=omar.pk)
    with gate.opened():
        HatPeriod.objects.filter(pk=earlier.pk).update(taken_off_at=now - timedelta(days=800))
    put_on(cast, "tara_triages", now, reference=reference, worn=hats.INDEPENDENT, wearer=omar.pk)


def test_hats_for_other_people_colour_nobody(cast, now):
    reference = in_triage(cast, now)
    with gate.opened():
        give(case_in(Step.CLOSED, now, "C-4"), cast["omar_directs_elsewhere"], hats.DECISION, now)
    omar = cast["omar_directs_elsewhere"]
    put_on(cast, "tara_triages", now, reference=reference, worn=hats.INDEPENDENT, wearer=omar.pk)


# --- what a hat asks for ------------------------------------------------------------------------------------------


def test_hat_2_is_announced_to_the_resident_before_or_at_putting_on(cast, now):
    for told in (
        (),
        (Told(party=cast.ids["party_id"]),),
        (Told(person=cast.ids["person_id"], at=now + timedelta(hours=1)),),
    ):
        with pytest.raises(NotPossible) as refused:
            put_on(cast, "pia_directs_process", now, **assistance(cast, now, told=told))
        assert refused.value.field == "told"
    hat_id = put_on(cast, "pia_directs_process", now, **assistance(cast, now))
    with gate.opened():
        announced = Announcement.objects.get(hat_period=hat_id)
        assert (announced.channel, announced.text, announced.told_at) == (Channel.PHONE, "Ik loop even mee.", now)


def test_hat_2_has_an_end_and_hat_3_a_law(cast, now):
    with pytest.raises(NotPossible) as refused:
        put_on(cast, "pia_directs_process", now, **assistance(cast, now, expected_until=None))
    assert refused.value.field == "expected_until"
    with pytest.raises(NotPossible) as refused:
        put_on(cast, "pia_directs_process", now, worn=hats.DECISION, wearer=cast["bert_stands_nowhere"].pk)
    assert refused.value.field == "law"


def test_a_case_file_is_held_up_by_the_announcement_of_hat_2_only(cast, now):
    """case-file.md: what the file does not say is not invented, and blocks nothing but this."""
    sound = assistance(cast, now, expected_until=None)
    with pytest.raises(NotPossible, match="Vertel de inwoner"):
        put_on(cast, "pia_directs_process", now, origin=Origin.IMPORT, **(sound | {"told": ()}))
    put_on(cast, "pia_directs_process", now, origin=Origin.IMPORT, **sound)
    take_off_the_overview(cast, now)
    hat_id = put_on(
        cast,
        "pia_directs_process",
        now,
        origin=Origin.IMPORT,
        worn=hats.CASE_DIRECTION,
        wearer=cast["wim_takes_part"].pk,
    )
    with gate.opened():
        assert Task.objects.count() == 0  # nothing is asked for the past
    viewer = viewer_of(cast["wim_takes_part"], Origin.IMPORT)
    actions.accept_hat(viewer=viewer, reference="C-1", hat_id=hat_id, how="volgens bestand", now=now)
    assert period(hat_id).accepted_how == "volgens bestand"


@pytest.mark.parametrize("stranger", ["person", "party"])
def test_nobody_of_another_case_is_told(cast, now, stranger):
    hat_id = active(cast, "pia_directs_process")
    told = Told(**{stranger: cast.ids[f"C-2 {stranger}_id"]})
    with pytest.raises(NotPossible, match="van deze casus"):
        announce(cast, "pia_directs_process", hat_id, now, told)


def active(cast, name, reference="C-1"):
    with gate.opened():
        return HatPeriod.objects.get(case__reference=reference, wearer=cast[name].pk, taken_off_at=None).pk


def announce(cast, by, hat_id, now, *told):
    actions.announce(viewer=cast.viewer(by), reference="C-1", hat_id=hat_id, told=told, now=now)


def test_everyone_of_the_household_is_told_at_once(cast, now):
    hat_id = active(cast, "pia_directs_process")
    announce(cast, "pia_directs_process", hat_id, now, Told(household=True), Told(party=cast.ids["party_id"]))
    with gate.opened():
        rows = Announcement.objects.filter(hat_period=hat_id).values_list("to_person", "to_party")
        assert set(rows) == {(cast.ids["person_id"], None), (None, cast.ids["party_id"])}
    with pytest.raises(NotPossible) as refused:
        announce(cast, "pia_directs_process", hat_id, now)
    assert refused.value.field == "told"


def test_only_the_wearer_and_the_director_tell(cast, now):
    hat_id = active(cast, "dirk_decides")
    announce(cast, "dirk_decides", hat_id, now, Told(household=True))
    announce(cast, "pia_directs_process", hat_id, now, Told(household=True))
    with pytest.raises(NotAuthorised):
        announce(cast, "ina_inquires", hat_id, now, Told(household=True))


# --- saying yes ---------------------------------------------------------------------------------------------------


def asked_overview(cast, now, wearer="wim_takes_part", **hat):
    take_off_the_overview(cast, now)
    return put_on(cast, "pia_directs_process", now, worn=hats.CASE_DIRECTION, wearer=cast[wearer].pk, **hat)


def accept(cast, by, hat_id, now, **words):
    actions.accept_hat(viewer=cast.viewer(by), reference="C-1", hat_id=hat_id, now=now, **words)


def test_who_keeps_the_overview_says_yes_with_hours_and_who_pays(cast, now):
    hat_id = asked_overview(cast, now)
    assert period(hat_id).accepted_at is None
    with pytest.raises(NotPossible, match="uren"):
        accept(cast, "wim_takes_part", hat_id, now)
    with pytest.raises(NotPossible) as refused:
        accept(cast, "wim_takes_part", hat_id, now, hours="2 per week")
    assert refused.value.field == "paid_by"
    accept(cast, "wim_takes_part", hat_id, now, hours="2 per week", paid_by="de gemeente")
    assert (period(hat_id).accepted_at, period(hat_id).paid_by) == (now, "de gemeente")
    with gate.opened():
        assert Task.objects.get(subject=hat_id).done_at == now


def test_nobody_says_yes_for_a_colleague(cast, now):
    hat_id = asked_overview(cast, now)
    with pytest.raises(NotPossible, match="zelf ja"):
        accept(cast, "pia_directs_process", hat_id, now, how="zei ja", hours="2", paid_by="gemeente")
    with pytest.raises(NotAuthorised):
        accept(cast, "ina_inquires", hat_id, now, how="zei ja", hours="2", paid_by="gemeente")
    with pytest.raises(CaseNotFound):
        accept(cast, "bert_stands_nowhere", hat_id, now, how="zei ja", hours="2", paid_by="gemeente")


def test_of_a_partner_the_words_of_the_yes_are_written_down(cast, now):
    hat_id = asked_overview(cast, now, wearer="karim_receives", hours="2", paid_by="gemeente")
    with pytest.raises(NotPossible) as refused:
        accept(cast, "pia_directs_process", hat_id, now)
    assert refused.value.field == "how"
    accept(cast, "pia_directs_process", hat_id, now, how="zei ja aan de telefoon")
    assert period(hat_id).accepted_how == "zei ja aan de telefoon"


def test_who_puts_on_an_own_overview_says_yes_with_it(cast, now):
    take_off_the_overview(cast, now)
    hat = {"worn": hats.CASE_DIRECTION, "wearer": cast["pia_directs_process"].pk, "mitigation": "Zolang niemand kan."}
    with pytest.raises(NotPossible, match="uren"):
        put_on(cast, "pia_directs_process", now, **hat)
    hat_id = put_on(cast, "pia_directs_process", now, **hat, hours="1 per week", paid_by="de gemeente")
    assert period(hat_id).accepted_at == now


def decline(cast, by, hat_id, now, reason="Ik heb geen uren.", reference="C-1"):
    actions.decline_hat(viewer=cast.viewer(by), reference=reference, hat_id=hat_id, reason=reason, now=now)


def test_who_is_given_a_hat_may_say_no(cast, now):
    hat_id = asked_overview(cast, now)
    with pytest.raises(NotPossible) as refused:
        decline(cast, "wim_takes_part", hat_id, now, reason=" ")
    assert refused.value.field == "reason"
    with pytest.raises(NotAuthorised):
        decline(cast, "ina_inquires", hat_id, now)
    decline(cast, "wim_takes_part", hat_id, now)
    assert (period(hat_id).taken_off_at, period(hat_id).reason_off) == (now, "Ik heb geen uren.")
    with gate.opened():
        assert Task.objects.get(subject=hat_id).done_at == now


def test_a_yes_is_not_taken_back_by_declining(cast, now):
    with pytest.raises(NotPossible, match="Draag hem over"):
        decline(cast, "cas_directs_case", active(cast, "cas_directs_case"), now)
    with pytest.raises(NotPossible, match="Draag hem over"):
        decline(cast, "ina_inquires", active(cast, "ina_inquires"), now)


def test_a_director_who_was_assigned_says_no_in_triage_and_not_later(cast, now):
    reference = in_triage(cast, now)
    omar = cast["omar_directs_elsewhere"].pk
    hat_id = put_on(cast, "tara_triages", now, reference=reference, worn=hats.MUNICIPAL, wearer=omar)
    decline(cast, "omar_directs_elsewhere", hat_id, now, reference=reference)
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-1", hat=Hat.PROCESS_DIRECTION).update(accepted_at=None)
    with pytest.raises(NotPossible, match="teamleider"):
        decline(cast, "pia_directs_process", active(cast, "pia_directs_process"), now)


# --- taking off ---------------------------------------------------------------------------------------------------


def take_off(cast, by, hat_id, now, *, told=False, reason="Het overzicht is er.", reference="C-1"):
    actions.take_off_hat(
        viewer=cast.viewer(by), reference=reference, hat_id=hat_id, reason=reason, resident_told=told, now=now
    )


@pytest.mark.parametrize("name", ["ina_inquires", "dirk_decides"])
def test_hats_1_and_3_come_off_without_handing_over(cast, now, name):
    hat_id = active(cast, name)
    take_off(cast, name, hat_id, now)
    assert (period(hat_id).taken_off_at, period(hat_id).reason_off) == (now, "Het overzicht is er.")
    with pytest.raises(NotPossible, match="al af"):
        take_off(cast, "pia_directs_process", hat_id, now)
    assert drift(now=now) == ()


@pytest.mark.parametrize("name", ["cas_directs_case", "pia_directs_process"])
def test_hats_4_and_6_stay_on_until_somebody_takes_over(cast, now, name):
    with pytest.raises(NotPossible, match="Kies aan wie u dit overdraagt"):
        take_off(cast, name, active(cast, name), now, told=True)


def test_only_the_wearer_and_the_director_take_off(cast, now):
    with pytest.raises(NotAuthorised):
        take_off(cast, "dirk_decides", active(cast, "ina_inquires"), now)
    take_off(cast, "pia_directs_process", active(cast, "ina_inquires"), now)


def test_a_hat_of_another_case_does_not_come_off_here(cast, now):
    elsewhere = active(cast, "omar_directs_elsewhere", "C-2")
    with pytest.raises(NotPossible):
        take_off(cast, "pia_directs_process", elsewhere, now)
    assert period(elsewhere).taken_off_at is None


def test_after_closing_hat_4_needs_no_receiver_but_the_resident_knows(cast, now):
    hat_id = active(cast, "cas_directs_case")
    with gate.opened():
        case = case_in(Step.CLOSED, now)
        HatPeriod.objects.filter(pk=hat_id).update(case=case)
    with pytest.raises(NotPossible) as refused:
        take_off(cast, "cas_directs_case", hat_id, now, reference="C-3")
    assert refused.value.field == "resident_told"
    take_off(cast, "cas_directs_case", hat_id, now, told=True, reference="C-3")
    assert period(hat_id).resident_told_at == now


# --- as a case file says ------------------------------------------------------------------------------------------


def enter_taken_off(cast, by, hat_id, now, receiver=None, told_at=None, origin=Origin.IMPORT):
    actions.enter_hat_taken_off(
        viewer=viewer_of(cast[by], origin),
        reference="C-1",
        hat_id=hat_id,
        receiver=receiver,
        resident_told_at=told_at,
        now=now,
    )


def test_a_hat_comes_off_as_a_case_file_says(cast, now):
    hat_id = active(cast, "cas_directs_case")
    enter_taken_off(cast, "cas_directs_case", hat_id, now, Receiver(user=cast["karim_receives"].pk), now)
    off = period(hat_id)
    assert off.taken_off_at == off.handover_accepted_at == off.resident_told_at == now
    assert off.handover_accepted_how == "volgens bestand"
    assert not worn(now, by=cast["karim_receives"], hat=hats.CASE_DIRECTION)  # the file says itself who wears what


def test_a_case_file_may_hand_over_to_nobody(cast, now):
    hat_id = active(cast, "pia_directs_process")
    enter_taken_off(cast, "pia_directs_process", hat_id, now)
    assert (period(hat_id).handed_to_id, period(hat_id).handover_accepted_at) == (None, None)


def test_a_case_file_hands_over_to_a_party_or_the_household(cast, now):
    enter_taken_off(cast, "ina_inquires", active(cast, "ina_inquires"), now, Receiver(party=cast.ids["party_id"]))
    hat_id = active(cast, "cas_directs_case")
    enter_taken_off(cast, "pia_directs_process", hat_id, now, Receiver(person=cast.ids["person_id"]), now)
    assert period(hat_id).handed_to_person_id == cast.ids["person_id"]


def test_the_way_of_a_case_file_is_not_open_to_pages(cast, now):
    with pytest.raises(NotAuthorised):
        enter_taken_off(cast, "ina_inquires", active(cast, "ina_inquires"), now, origin=Origin.PAGES)


def test_the_next_director_of_a_case_file_takes_up_the_hat_that_was_handed_over(cast, now):
    bert = cast["bert_stands_nowhere"]
    with pytest.raises(CaseNotFound):
        put_on(cast, "bert_stands_nowhere", now, origin=Origin.IMPORT, worn=hats.MUNICIPAL, wearer=bert.pk)
    enter_taken_off(cast, "pia_directs_process", active(cast, "pia_directs_process"), now, Receiver(user=bert.pk))
    put_on(cast, "bert_stands_nowhere", now, origin=Origin.IMPORT, worn=hats.INDEPENDENT, wearer=bert.pk)
    assert worn(now, by=bert, hat=hats.INDEPENDENT)
    with pytest.raises(CaseNotFound):
        put_on(cast, "omar_directs_elsewhere", now, worn=hats.MUNICIPAL, wearer=cast["omar_directs_elsewhere"].pk)


# --- standing in, wearing longer ----------------------------------------------------------------------------------


def name_deputy(cast, by, hat_id, deputy, now):
    actions.name_deputy(viewer=cast.viewer(by), reference="C-1", hat_id=hat_id, deputy=deputy, now=now)


def test_a_deputy_may_what_the_hat_may(cast, now):
    hat_id, bert = active(cast, "pia_directs_process"), cast["bert_stands_nowhere"]
    name_deputy(cast, "pia_directs_process", hat_id, bert.pk, now)
    announce(cast, "bert_stands_nowhere", hat_id, now, Told(household=True))
    assert drift(now=now) == ()
    name_deputy(cast, "pia_directs_process", hat_id, None, now)
    with pytest.raises(CaseNotFound):
        announce(cast, "bert_stands_nowhere", hat_id, now, Told(household=True))


@pytest.mark.parametrize("name", ["pia_directs_process", "karim_receives", "finn_manages_elsewhere"])
def test_who_cannot_stand_in_is_no_deputy(cast, now, name):
    with pytest.raises(NotPossible) as refused:
        name_deputy(cast, "pia_directs_process", active(cast, "pia_directs_process"), cast[name].pk, now)
    assert refused.value.field == "deputy"


def test_a_deputy_may_not_wear_what_blocks_the_hat(cast, now):
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-1", hat=Hat.PROCESS_DIRECTION).update(variant=Variant.INDEPENDENT)
    with pytest.raises(NotPossible, match="gaan niet samen"):
        name_deputy(cast, "pia_directs_process", active(cast, "pia_directs_process"), cast["dirk_decides"].pk, now)


def test_helping_longer_is_told_again(cast, now):
    hat_id = put_on(cast, "pia_directs_process", now, **assistance(cast, now))
    until = now.date() + timedelta(days=60)
    new_end = {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "hat_id": hat_id, "now": now}
    with pytest.raises(NotPossible) as refused:
        actions.choose_new_end(**new_end, until=until, told=())
    assert refused.value.field == "told"
    with pytest.raises(NotPossible) as refused:
        actions.choose_new_end(**new_end, until=now.date() - timedelta(days=1), told=(Told(household=True),))
    assert refused.value.field == "until"
    actions.choose_new_end(**new_end, until=until, told=(Told(household=True),))
    assert period(hat_id).expected_until == until


def test_a_hat_that_does_not_exist_is_refused(cast, now):
    with pytest.raises(NotPossible):
        accept(cast, "pia_directs_process", uuid4(), now)


def test_who_stands_in_has_that_hat_on_the_head_too(cast, now):
    """R-HAT-1: a clean deputy of an independent director decides nothing for this household meanwhile."""
    hat_id, bert = active(cast, "pia_directs_process"), cast["bert_stands_nowhere"]
    with gate.opened():
        HatPeriod.objects.filter(pk=hat_id).update(variant=Variant.INDEPENDENT)
    name_deputy(cast, "pia_directs_process", hat_id, bert.pk, now)
    with pytest.raises(NotPossible, match="gaan niet samen"):
        put_on(cast, "pia_directs_process", now, worn=hats.DECISION, wearer=bert.pk, law=Compartment.WMO)


def test_a_deputy_whose_hats_chafe_says_how_that_goes_together(cast, now):
    hat_id, cas = active(cast, "pia_directs_process"), cast["cas_directs_case"]
    with pytest.raises(NotPossible) as refused:
        name_deputy(cast, "pia_directs_process", hat_id, cas.pk, now)
    assert refused.value.field == "mitigation"
    by = {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "hat_id": hat_id, "now": now}
    actions.name_deputy(**by, deputy=cas.pk, mitigation="Alleen in de vakantie")
    actions.name_deputy(**by, deputy=cas.pk)  # as it is: nothing is asked again
    with gate.opened():
        period = HatPeriod.objects.get(pk=hat_id)
    assert (period.deputy_id, period.mitigation) == (cas.pk, f"Vervanger {cas.name}: Alleen in de vakantie")
