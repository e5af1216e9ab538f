"""The plan of approach: scenarios with triggers, actions that only their owner accepts, and switching to plan B."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from cases import actions
from cases.actions import NewAction, Owner
from cases.models import Case, PlanAction, PlanCopy, PlanOfApproach, Scenario, ScenarioTrigger
from cases.stappenplan import Step
from cases.terms import ActionStatus, Compartment, ScenarioCode
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog
from tests.cases.following import NAME, case_at
from tests.cast import SECRETS
from tests.looking import text_of

PIA, CAS, WIM, BERT = "pia_directs_process", "cas_directs_case", "wim_takes_part", "bert_stands_nowhere"
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
MODELS = (PlanOfApproach, Scenario, ScenarioTrigger, PlanAction, PlanCopy)


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def ids(cast, now, request):
    return case_at(Step.MONITORING if "running" in request.fixturenames else Step.PLAN, cast, now)


@pytest.fixture
def by(cast, now, ids):
    """The common arguments of an action of somebody of the cast."""
    return lambda name=PIA: {"viewer": cast.viewer(name), "reference": "C-9", "now": now}


@pytest.fixture
def plan(by, ids):
    """Plan A with an action of Wim and one of Saar. Returns their ids by name."""
    scenario = actions.describe_scenario(code=ScenarioCode.A, name="Thuis", **by())
    party = NewAction("De kamer regelen", Owner(party=ids["party_id"]), due_on=by()["now"].date())
    person = NewAction("De school bellen", Owner(person=ids["person_id"]), due_on=by()["now"].date())
    return {
        "scenario": scenario,
        "of_wim": actions.add_action(scenario_id=scenario, action=party, **by()),
        "of_saar": actions.add_action(scenario_id=scenario, action=person, **by()),
    }


@pytest.fixture
def signed_in(signed_in, ids):
    """Signs in when the case is there."""
    return signed_in


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-9", *args])


def count():
    with gate.opened():
        return {model.__name__: model.objects.count() for model in MODELS}


def action(pk):
    with gate.opened():
        return PlanAction.objects.get(pk=pk)


def sent(plan, ids):
    """What can be sent, and the field that can be left empty by mistake. What was accepted first can be reported on."""
    return {
        at("describe_scenario"): ({"code": "B", "name": "Bij oma", "description": LONG}, "name"),
        at("add_trigger", plan["scenario"]): ({"text": LONG, "watched_by": "Wim"}, "watched_by"),
        at("add_action", plan["scenario"]): (
            {"what": LONG, "owner": f"party:{ids['party_id']}", "due_on": "1-2-2199", "informs": "Oma\n\nSchool"},
            "due_on",
        ),
        at("accept_action", plan["of_saar"]): ({"how": "Aan de keukentafel zei Saar ja"}, None),
        at("report_progress", plan["of_saar"]): ({"status": "in_progress", "note": LONG}, "status"),
        at("agree_on_progress"): ({"text": LONG}, None),
        at("waive_plan_b"): ({"reason": LONG}, None),
        at("hand_out_plan"): ({"recipients": [f"party:{ids['party_id']}"], "how": "Op papier"}, "recipients"),
    }


# --- what holds for the page ----------------------------------------------------------------------------------------


def test_the_page_opens_and_the_log_knows_who_looked(signed_in, cast, ids, plan):
    page = text_of(signed_in().get(at("plan")))
    for words in ("Plan A: Thuis", "De kamer regelen", "Wmo Dorp", "De school bellen", NAME, "Voorgesteld"):
        assert words in page
    line = ReadLog.objects.get(action="open_plan")
    assert (line.viewer_id, line.case_ids) == (cast[PIA].pk, [ids["case_id"]])


def test_a_stranger_finds_nothing_and_the_wrong_method_is_refused(signed_in, ids, plan):
    more = (at("decline_action", plan["of_wim"]), at("confirm_plan"), at("activate_scenario", "A"))
    for address in (*sent(plan, ids), *more):
        assert signed_in(BERT).post(address, {}).status_code == 404, address
        assert signed_in().get(address).status_code == 405, address
    assert signed_in(BERT).get(at("plan")).status_code == 404
    assert signed_in().post(at("plan")).status_code == 405


def test_what_is_sent_is_kept_and_shown_as_it_was_typed_and_a_second_press_changes_nothing(signed_in, ids, plan):
    client = signed_in()
    for address, (data, _field) in sent(plan, ids).items():
        answer = client.post(address, data)
        assert answer.status_code == 303, (address, text_of(answer))
        there, shown = count(), client.get(at("plan")).content.decode()
        for words in data.values():
            assert words is not LONG or LONG in unescape(shown), address
        assert "<b>meer" not in shown
        assert client.post(address, data).status_code in (303, 409, 422), address
        assert count() == there, address
    assert action(plan["of_saar"]).accepted_how == "Aan de keukentafel zei Saar ja"


def test_on_a_mistake_the_page_says_so_and_everything_typed_is_still_there(signed_in, by, ids, plan):
    actions.accept_action(action_id=plan["of_saar"], **by())
    client, before = signed_in(), count()
    for address, (data, field) in sent(plan, ids).items():
        if field is None:
            continue
        answer = client.post(address, data | {field: [] if field == "recipients" else ""})
        assert answer.status_code == 422, address
        page = text_of(answer)
        assert "data-focus-on-load" in page
        for words in data.values():
            assert words is not LONG or LONG in page, address
    assert count() == before
    assert action(plan["of_saar"]).progress_note == ""


def test_who_only_takes_part_sees_the_plan_and_directs_nothing(signed_in, ids, plan):
    before = count()
    for address, (data, _field) in sent(plan, ids).items():
        assert signed_in(WIM).post(address, data).status_code in (403, 422), address
    page = text_of(signed_in(WIM).get(at("plan")))
    assert "De school bellen" in page
    for address in (at("describe_scenario"), at("waive_plan_b"), at("accept_action", plan["of_saar"])):
        assert address not in page
    assert count() == before


# --- nobody accepts for another -------------------------------------------------------------------------------------


def test_the_owner_says_yes_and_nobody_else_can(signed_in, plan):
    for somebody in (PIA, CAS):
        page = text_of(signed_in(somebody).get(at("plan")))
        assert at("accept_action", plan["of_wim"]) not in page
        assert signed_in(somebody).post(at("accept_action", plan["of_wim"])).status_code == 403
        assert signed_in(somebody).post(at("decline_action", plan["of_wim"]), {"reason": "x"}).status_code == 403
    assert action(plan["of_wim"]).status is ActionStatus.PROPOSED
    wim = signed_in(WIM)
    assert at("accept_action", plan["of_wim"]) in text_of(wim.get(at("plan")))
    assert wim.post(at("accept_action", plan["of_wim"])).status_code == 303
    assert action(plan["of_wim"]).accepted_at is not None
    answer = wim.post(at("accept_action", plan["of_wim"]))
    assert answer.status_code == 409
    assert "Op deze actie is al ja gezegd." in text_of(answer)


def test_of_household_and_network_who_directs_records_how_they_said_yes(signed_in, plan):
    assert signed_in(WIM).post(at("accept_action", plan["of_saar"])).status_code == 403
    assert signed_in(CAS).post(at("accept_action", plan["of_saar"]), {"how": "Aan tafel"}).status_code == 303
    assert ", Aan tafel" in text_of(signed_in().get(at("plan")))
    too_long = signed_in().post(at("accept_action", plan["of_saar"]), {"how": "x" * 201})
    assert too_long.status_code == 422
    assert "x" * 201 in text_of(too_long)


def test_a_no_has_a_reason_and_can_become_a_yes(signed_in, plan):
    wim = signed_in(WIM)
    assert wim.post(at("decline_action", plan["of_wim"]), {"reason": ""}).status_code == 422
    assert wim.post(at("decline_action", plan["of_wim"]), {"reason": LONG}).status_code == 303
    page = text_of(wim.get(at("plan")))
    assert LONG in page
    assert "Niet aangenomen" in page
    assert wim.post(at("accept_action", plan["of_wim"])).status_code == 303
    assert LONG not in text_of(wim.get(at("plan")))


def test_progress_is_told_after_a_yes_by_the_owner_or_who_directs(signed_in, by, plan):
    data = {"status": "done", "note": LONG}
    refused = signed_in(WIM).post(at("report_progress", plan["of_wim"]), data)
    assert refused.status_code == 409
    assert LONG in text_of(refused)
    actions.accept_action(action_id=plan["of_wim"], **by(WIM))
    assert signed_in(WIM).post(at("report_progress", plan["of_wim"]), {"status": "proposed"}).status_code == 422
    assert signed_in(WIM).post(at("report_progress", plan["of_wim"]), data).status_code == 303
    assert signed_in(CAS).post(at("report_progress", plan["of_wim"]), {"status": "in_progress"}).status_code == 303
    assert (action(plan["of_wim"]).status, action(plan["of_wim"]).progress_note) == (ActionStatus.IN_PROGRESS, LONG)


def test_a_yes_is_of_this_owner_and_not_of_a_namesake(cast, by, plan, now):
    asked = {"what": "De huur betalen", "due_on": now.date()}
    cast[BERT].name = cast[WIM].name
    cast[BERT].save(update_fields=["name"])
    wims = actions.add_action(
        scenario_id=plan["scenario"], action=NewAction(owner=Owner(cast[WIM].pk), **asked), **by()
    )
    actions.accept_action(action_id=wims, **by(WIM))
    actions.change_action(action_id=wims, action=NewAction(owner=Owner(cast[WIM].pk), **asked), **by())
    assert action(wims).status is ActionStatus.ACCEPTED
    actions.change_action(action_id=wims, action=NewAction(owner=Owner(cast[BERT].pk), **asked), **by())
    assert (action(wims).status, action(wims).accepted_at) == (ActionStatus.PROPOSED, None)


def test_an_action_is_asked_of_who_has_to_do_with_the_case_and_ends_after_it_begins(signed_in, cast, plan, ids):
    client, address = signed_in(), at("add_action", plan["scenario"])
    data = {"what": LONG, "owner": f"party:{ids['party_id']}", "starts_on": "2-2-2199", "due_on": "1-2-2199"}
    backwards = client.post(address, data)
    assert backwards.status_code == 422
    for words in (LONG, "De einddatum ligt voor het begin."):
        assert words in text_of(backwards)
    for owner in (f"party:{cast.ids['party_id']}", f"person:{cast.ids['person_id']}", f"user:{uuid4()}", "other:x"):
        assert client.post(address, data | {"owner": owner, "starts_on": ""}).status_code == 422, owner
    assert client.post(at("add_action", uuid4()), data | {"starts_on": ""}).status_code == 409
    assert count()["PlanAction"] == 4  # those of the plan, and of the cast


# --- plan A, plan B -------------------------------------------------------------------------------------------------


@pytest.fixture
def running(by, plan):
    """Plan A runs, plan B waits for its trigger. Returns the trigger."""
    scenario = actions.describe_scenario(code=ScenarioCode.B, name="Bij oma", **by())
    trigger = actions.add_trigger(scenario_id=scenario, text="De kamer gaat niet door", watched_by="Wim", **by())
    with gate.opened():
        Scenario.objects.filter(pk=plan["scenario"]).update(is_active=True, activated_at=by()["now"])
    return trigger


def test_a_plan_says_when_it_applies_and_who_watches(signed_in, plan):
    assert "Nog niet opgeschreven wanneer dit plan geldt" in text_of(signed_in().get(at("plan")))
    data = {"text": "Als de huur betaald is", "watched_by": "Oma"}
    assert signed_in().post(at("add_trigger", plan["scenario"]), data).status_code == 303
    page = text_of(signed_in().get(at("plan")))
    for words in ("Als de huur betaald is", "Oma let daarop"):
        assert words in page


def test_plan_b_goes_in_when_its_trigger_happened_and_the_resident_knows(signed_in, running):
    client, address = signed_in(CAS), at("activate_scenario", "B")
    assert address in text_of(client.get(at("plan")))
    silent = client.post(address, {"trigger": running, "note": LONG})
    assert silent.status_code == 422
    for words in ("Vertel het eerst aan de inwoner.", LONG):
        assert words in text_of(silent)
    assert client.post(address, {"trigger": running, "note": LONG, "resident_told": "on"}).status_code == 303
    page = text_of(client.get(at("plan")))
    for words in ("Gebeurd op", "Gestopt", LONG):
        assert words in page
    with gate.opened():
        assert list(Scenario.objects.filter(case__reference="C-9", is_active=True).values_list("code", flat=True)) == [
            ScenarioCode.B
        ]


def test_a_plan_goes_in_only_for_what_can_make_it_go_in(signed_in, running):
    told = {"resident_told": "on", "note": LONG}
    no_trigger = signed_in().post(at("activate_scenario", "B"), told)
    assert no_trigger.status_code == 422
    assert LONG in text_of(no_trigger)
    assert signed_in().post(at("activate_scenario", "B"), told | {"trigger": uuid4()}).status_code == 422
    of_another = signed_in().post(at("activate_scenario", "A"), told | {"trigger": running})
    assert of_another.status_code == 422
    assert signed_in().post(at("activate_scenario", "zzz"), told | {"trigger": running}).status_code == 404
    assert signed_in(WIM).post(at("activate_scenario", "B"), told | {"trigger": running}).status_code in (403, 422)
    with gate.opened():
        assert Scenario.objects.get(case__reference="C-9", is_active=True).code is ScenarioCode.A


def test_each_plan_that_can_go_in_has_a_form_of_its_own(signed_in, running, by):
    scenario = actions.describe_scenario(code=ScenarioCode.C, name="Bij tante", **by())
    other = actions.add_trigger(scenario_id=scenario, text="Oma zegt nee", watched_by="Wim", **by())
    plans = signed_in().get(at("plan")).context["plans"]
    offered = {
        line.code: [str(key) for key, _ in form.fields["trigger"].choices if key] for line, form in plans if form
    }
    assert offered == {"B": [str(running)], "C": [str(other)]}
    refused = signed_in().post(at("activate_scenario", "C"), {"trigger": other, "note": LONG})
    assert refused.status_code == 422
    page = text_of(refused)
    assert page.count('id="activate_B_note"') == page.count('id="activate_C_note"') == page.count(LONG) == 1


def test_another_plan_goes_in_only_while_the_plan_is_followed(signed_in, plan, by):
    scenario = actions.describe_scenario(code=ScenarioCode.B, name="Bij oma", **by())
    actions.add_trigger(scenario_id=scenario, text="De kamer gaat niet door", watched_by="Wim", **by())
    assert at("activate_scenario", "B") not in text_of(signed_in().get(at("plan")))


# --- handing out, and the next round --------------------------------------------------------------------------------


def test_who_received_the_plan_is_listed_and_not_asked_twice(signed_in, ids, plan):
    client = signed_in()
    assert at("hand_out_plan") in text_of(client.get(at("plan")))
    both = [f"person:{ids['person_id']}", f"party:{ids['party_id']}"]
    assert client.post(at("hand_out_plan"), {"recipients": both[:1]}).status_code == 303
    assert client.post(at("hand_out_plan"), {"recipients": both}).status_code == 422
    assert client.post(at("hand_out_plan"), {"recipients": both[1:]}).status_code == 303
    assert at("hand_out_plan") not in text_of(client.get(at("plan")))
    assert signed_in(CAS).post(at("hand_out_plan"), {"recipients": both}).status_code in (403, 422)


def test_the_plan_of_the_round_before_counts_again_when_it_is_confirmed(signed_in, plan):
    with gate.opened():
        Case.objects.filter(reference="C-9").update(cycle_number=2)
    assert "Dit plan komt uit een eerdere ronde." in text_of(signed_in().get(at("plan")))
    assert signed_in(CAS).post(at("confirm_plan")).status_code == 403
    for _time in range(2):
        assert signed_in().post(at("confirm_plan")).status_code == 303
    assert "Dit plan komt uit een eerdere ronde." not in text_of(signed_in().get(at("plan")))
    assert action(plan["of_wim"]).confirmed_cycle == 2


def test_whoever_has_to_do_it_sees_the_own_action_under_whatever_law(signed_in, cast, now):
    """A consultant of another law is asked to act: the own action and its answer, and nothing else of that plan."""
    with gate.opened():
        mine = {"owner": cast["wim_takes_part"], "owner_name": "wim", "what": "De school bellen"}
        action = PlanAction.objects.get(case__reference="C-1")
        PlanAction.objects.filter(case__reference="C-1").update(law=Compartment.JEUGDWET)
        Scenario.objects.filter(case__reference="C-1").update(law=Compartment.JEUGDWET, description="Alleen jeugd")
        action.pk = action.id = uuid4()
        for name, value in (mine | {"law": Compartment.JEUGDWET}).items():
            setattr(action, name, value)
        action.save(force_insert=True)
    page = text_of(signed_in("wim_takes_part").get(reverse("cases:plan", args=["C-1"])))
    assert "De school bellen" in page
    for words in (SECRETS[DataCategory.PLAN_ACTIONS], "Alleen jeugd"):
        assert words not in page
