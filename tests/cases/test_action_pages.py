"""An action of the plan: what was agreed anew, whom that asks again, and what comes first."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from cases import actions
from cases.actions import NewAction, Owner
from cases.models import PlanAction
from cases.stappenplan import Step
from cases.terms import ActionStatus, ScenarioCode
from privacy import gate
from privacy.models import ReadLog
from tests.cases.following import case_at
from tests.looking import text_of

PIA, CAS, INA, WIM, BERT = (
    "pia_directs_process",
    "cas_directs_case",
    "ina_inquires",
    "wim_takes_part",
    "bert_stands_nowhere",
)
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
DATES = {"starts_on": "1-2-2199", "due_on": "2-2-2199"}


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def ids(cast, now):
    return case_at(Step.PLAN, cast, now)


@pytest.fixture
def by(cast, now, ids):
    return lambda name=PIA: {"viewer": cast.viewer(name), "reference": "C-9", "now": now}


@pytest.fixture
def three(by, cast, ids):
    """Three actions of plan A, in the sequence in which they were named."""
    plan = actions.scenario_of(code=ScenarioCode.A, **by())
    due = by()["now"].date()
    owners = (Owner(party=ids["party_id"]), Owner(cast[WIM].pk), Owner(person=ids["person_id"]))
    whats = ("De huur regelen", "De school bellen", "Oma bellen")
    named = zip(whats, owners, strict=True)
    return [actions.add_action(scenario_id=plan, action=NewAction(w, o, due_on=due), **by()) for w, o in named]


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-9", *args])


def stored(pk):
    with gate.opened():
        return PlanAction.objects.get(pk=pk)


def in_sequence(client, three):
    """The three as the page of the plan has them."""
    page = client.get(at("plan")).content.decode()
    return sorted(three, key=lambda pk: page.index(f'id="a{pk}"'))


def test_what_comes_first_stands_first_and_the_ends_do_not_move(signed_in, three):
    client, (first, second, third) = signed_in(PIA), three
    assert in_sequence(client, three) == [first, second, third]
    assert client.post(at("move_action_earlier", third)).status_code == 303
    assert in_sequence(client, three) == [first, third, second]
    assert client.post(at("move_action_later", first)).status_code == 303
    assert in_sequence(client, three) == [third, first, second]
    for name, end in (("move_action_earlier", third), ("move_action_later", second)):
        assert client.post(at(name, end)).status_code == 303
        assert in_sequence(client, three) == [third, first, second]
    page = client.get(at("plan")).content.decode()
    assert at("move_action_earlier", third) not in page
    assert at("move_action_later", second) not in page
    assert at("move_action_earlier", first) in page


def test_actions_of_one_place_find_an_order_of_their_own(signed_in, three):
    client, (first, second, third) = signed_in(CAS), three
    with gate.opened():
        PlanAction.objects.filter(pk__in=three).update(position=0)
    shown = in_sequence(client, three)
    assert client.post(at("move_action_later", shown[0])).status_code == 303
    assert in_sequence(client, three) == [shown[1], shown[0], shown[2]]
    assert {stored(pk).position for pk in (first, second, third)} == {0, 1, 2}


def test_a_move_asks_nobody_again_and_what_is_gone_does_not_move(signed_in, cast, by, three):
    actions.accept_action(action_id=three[1], **by(WIM))
    signed_in(PIA).post(at("move_action_earlier", three[1]))
    assert stored(three[1]).status is ActionStatus.ACCEPTED
    gone = signed_in(PIA).post(at("move_action_later", uuid4()))
    assert gone.status_code == 409
    assert "Deze actie is er niet meer." in text_of(gone)


def test_the_page_shows_what_was_agreed_to_who_may_change_it_and_to_who_may_not(signed_in, cast, three):
    page = signed_in(PIA).get(at("action", three[0]))
    assert "De huur regelen" in page.content.decode()
    assert "<textarea" in page.content.decode()
    line = ReadLog.objects.get(action="open_action")
    assert (line.viewer_id, line.object) == (cast[PIA].pk, f"action:{three[0]}")
    read = signed_in(WIM).get(at("action", three[0]))
    assert "De huur regelen" in text_of(read)
    assert "U kunt dit bekijken en niet wijzigen" in text_of(read)
    assert 'name="what"' not in read.content.decode()
    for name in (INA, BERT):
        assert signed_in(name).get(at("action", three[0])).status_code == 404
    assert signed_in(PIA).get(at("action", uuid4())).status_code == 404


def test_another_day_asks_the_owner_again_and_who_hears_of_it_does_not(signed_in, cast, by, three):
    actions.accept_action(action_id=three[1], **by(WIM))
    client, address = signed_in(PIA), at("action", three[1])
    same = {
        "what": "De school bellen",
        "owner": f"user:{cast[WIM].pk}",
        "due_on": f"{stored(three[1]).due_on:%d-%m-%Y}",
    }
    assert "Dan vraagt Regie opnieuw om een ja." in text_of(client.get(address))
    assert (
        client.post(address, same | {"informs": "Oma\nSchool", "version": stored(three[1]).version}).status_code == 303
    )
    assert (stored(three[1]).status, stored(three[1]).informs) == (ActionStatus.ACCEPTED, ["Oma", "School"])
    assert client.post(address, same | DATES | {"version": stored(three[1]).version}).status_code == 303
    assert (stored(three[1]).status, stored(three[1]).accepted_at) == (ActionStatus.PROPOSED, None)


def test_what_is_missing_is_said_beside_it_and_nothing_typed_is_lost(signed_in, ids, three):
    client, address, before = signed_in(PIA), at("action", three[0]), stored(three[0])
    typed = {"what": LONG, "owner": f"party:{ids['party_id']}", "due_on": "", "version": before.version}
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert LONG in text_of(refused)
    backwards = client.post(address, typed | {"starts_on": "2-2-2199", "due_on": "1-2-2199"})
    assert backwards.status_code == 422
    assert "De einddatum ligt voor het begin." in text_of(backwards)
    assert stored(three[0]).version == before.version


def test_who_saves_second_sees_what_the_first_agreed_and_may_choose(signed_in, ids, three):
    client, address, version = signed_in(PIA), at("action", three[0]), stored(three[0]).version
    typed = {"what": "Eerst", "owner": f"party:{ids['party_id']}", "version": version} | DATES
    assert client.post(address, typed).status_code == 303
    conflict = client.post(address, typed | {"what": LONG})
    assert conflict.status_code == 409
    for words in ("Nu staat er", "Eerst", LONG):
        assert words in text_of(conflict)
    assert client.post(address, typed | {"what": LONG, "version": version + 1}).status_code == 303
    assert stored(three[0]).what == LONG


def test_who_only_inquires_or_takes_part_moves_and_changes_nothing(signed_in, ids, three):
    data = {"what": "Iets anders", "owner": f"party:{ids['party_id']}"} | DATES
    for name in (INA, WIM):
        for address in (at("action", three[0]), at("move_action_later", three[0])):
            assert signed_in(name).post(address, data).status_code in (403, 404, 422), (name, address)
    assert (stored(three[0]).position, stored(three[0]).what) == (0, "De huur regelen")
