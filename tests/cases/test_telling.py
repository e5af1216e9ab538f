"""Who hears by mail that something waits: of what, once, and not a word of what it is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail as outgoing
from django.urls import reverse

from accounts.models import User
from cases import actions
from cases.actions import NewAction, Owner, PartyText, telling
from cases.models import PlanAction, SharingRequest
from cases.record_terms import Involvement
from cases.tasks import tell_of_begun_sharing
from outbox import actions as outbox
from outbox.models import Message
from privacy import gate
from privacy.law import DataCategory, Purpose
from privacy.viewer import SYSTEM, Origin
from regie import waiting
from regie.celery import app
from tests.cast import SECRETS, proposal
from tests.looking import text_of

PIA, KARIM, BERT = "pia_directs_process", "karim_receives", "bert_stands_nowhere"
ASKED = {"question": "Is er een achterstand?", "bases": ("WMO-5.1.1",), "necessity": "Zonder dit geen plan."}
ASK = actions.ConsultChoice(consult=True, on_content=True, **ASKED)
PASSWORD = "een lange zin met vogels"  # noqa: S105


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def by(cast, now):
    return {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}


@pytest.fixture
def told(cast):
    """Who was promised a mail since the last time this was asked, and about what."""
    names = {str(user.pk): name for name, user in cast.users.items()}
    known = set(Message.objects.values_list("key", flat=True))

    def told():
        new = Message.objects.filter(topic=telling.TOPIC).exclude(key__in=known).order_by("id")
        known.update(new.values_list("key", flat=True))
        assert all(payload.keys() == {"user_id", "what"} for payload in new.values_list("payload", flat=True))
        return [(payload["what"], names[payload["user_id"]]) for payload in new.values_list("payload", flat=True)]

    return told


def deliver(topic, key, payload):
    for name in settings.OUTBOX_LISTENERS.get(topic, ()):
        app.tasks[name](key, payload)


def action_for(cast, name, what="De sleutel klaarleggen"):
    return NewAction(what, Owner(user=cast[name].pk))


def test_an_action_is_told_to_who_must_say_yes_and_again_when_it_becomes_something_else(client, cast, now, by, told):
    made = [
        actions.add_action(
            scenario_id=cast.ids["scenario_id"], action=action_for(cast, name, f"Iets voor {name}"), **by
        )
        for name in (KARIM, BERT, PIA)
    ]
    assert told() == [("action", KARIM), ("action", BERT)]  # and not who proposed it
    client.force_login(cast[BERT])
    assert f"Iets voor {BERT}" in text_of(client.get("/"))  # a colleague finds it in "my work"
    same = action_for(cast, KARIM, f"Iets voor {KARIM}")
    actions.change_action(action_id=made[0], action=replace(same, informs=("Cas",)), **by)
    assert told() == []
    actions.change_action(action_id=made[0], action=action_for(cast, KARIM, "Iets anders"), **by)
    actions.change_action(action_id=made[1], action=action_for(cast, KARIM, "Iets wat Bert eerst deed"), **by)
    assert told() == [("action", KARIM)] * 2
    nobody = NewAction("Oma bellen", Owner(person=cast.ids["person_id"]))
    actions.add_action(scenario_id=cast.ids["scenario_id"], action=nobody, **by)
    assert told() == []


def test_a_question_is_told_to_whom_the_party_sends_into_the_portal_and_to_whom_it_sends_later(cast, now, by, told):
    actions.decide_consultation(party_id=cast.ids["party_id"], choice=ASK, **by)
    assert told() == [("question", KARIM)]
    actions.decide_consultation(party_id=cast.ids["party_id"], choice=replace(ASK, on_cooperation=True), **by)
    actions.decide_consultation(party_id=cast.ids["department_id"], choice=ASK, **by)
    assert told() == []  # the same question; and a colleague, who finds it nowhere on the start page
    actions.decide_consultation(party_id=cast.ids["party_id"], choice=replace(ASK, question="En nu?"), **by)
    assert told() == [("question", KARIM)]
    party = {"party_id": cast.ids["party_id"], "party": PartyText("fixed_partner", contact_id=None)}
    actions.change_party(**party, **by)
    assert told() == [("revoked", KARIM)]  # who is no longer the contact receives nothing more
    actions.change_party(**party | {"party": PartyText("fixed_partner", contact_id=cast[KARIM].pk)}, **by)
    assert told() == [("question", KARIM)]
    out = {"party_id": cast.ids["party_id"], "professionals": 1, "reason": "Even niet."}
    actions.change_involvement(**out, involvement=Involvement.STOPPED, **by)
    assert told() == []
    actions.change_involvement(**out, involvement=Involvement.ACTIVE, **by)
    assert told() == [("question", KARIM)]
    actions.decide_consultation(
        party_id=cast.ids["party_id"], choice=actions.ConsultChoice(consult=False, reason_not="Later."), **by
    )
    assert told() == []


def test_sharing_is_told_when_it_begins_and_when_it_is_taken_back(cast, now, by, told):
    about = (cast.ids["person_id"],)
    more = proposal(cast[KARIM], now, about=about, categories=frozenset({DataCategory.LIVING}))
    decision = actions.share(proposal=more, **by)
    assert told() == [("shared", KARIM)]
    ends = more.valid_until
    longer = replace(more, begins_at=ends, valid_until=ends + timedelta(days=30))
    later = actions.share(proposal=longer, **by)
    assert tell_of_begun_sharing() == 0
    assert told() == []
    begun = ends + timedelta(hours=1)
    assert [actions.tell_of_begun_sharing(viewer=SYSTEM, now=begun) for _time in range(2)] == [1, 1]
    assert told() == [("shared", KARIM)]
    with pytest.raises(actions.NotAuthorised):
        actions.tell_of_begun_sharing(viewer=cast.viewer(PIA), now=begun)
    actions.revoke(decision_id=later, reason="Toch niet.", **by)
    assert told() == []  # it had not begun: nobody saw it
    actions.revoke(decision_id=decision, reason="Klaar.", **by)
    assert told() == [("revoked", KARIM)]


def test_whoever_asked_in_the_portal_hears_of_the_answer_and_not_of_taking_the_question_back(cast, now, by, told):
    mine = by | {"viewer": cast.viewer(KARIM), "purpose": Purpose.COOPERATION}

    def asked(category, by=mine, **more):
        return actions.ask_to_share(**by, categories=[category], reason="Voor de sleutel.", **more)

    actions.refuse_request(request_id=asked(DataCategory.LIVING), reason="Niet nodig.", **by)
    assert told() == [("answered", KARIM)]
    give = proposal(cast[KARIM], now, about=(cast.ids["person_id"],), categories=frozenset({DataCategory.LIVING}))
    actions.share_as_asked(request_id=asked(DataCategory.LIVING), proposal=give, **by)
    assert sorted(told()) == [("answered", KARIM), ("shared", KARIM)]
    actions.withdraw_request(request_id=asked(DataCategory.DEBTS), **mine)
    by_a_colleague = asked(
        DataCategory.DEBTS, by | {"viewer": cast.viewer("cas_directs_case")}, recipient=cast[KARIM].pk
    )
    actions.refuse_request(request_id=by_a_colleague, reason="Niet nodig.", **by)
    assert told() == []
    asked(DataCategory.DEBTS)
    with gate.opened():
        case = SharingRequest.objects.filter(state="open").get().case
        actions.sharing.end_with_case(case, cast.viewer(PIA), now)
    assert sorted(told()) == [("closed", KARIM), ("revoked", KARIM), ("revoked", KARIM)]


def test_what_a_case_file_tells_is_told_to_nobody(cast, now, by, told):
    imports = by | {"viewer": replace(cast.viewer(PIA), origin=Origin.IMPORT)}
    actions.add_action(scenario_id=cast.ids["scenario_id"], action=action_for(cast, KARIM), **imports)
    actions.decide_consultation(party_id=cast.ids["party_id"], choice=ASK, **imports)
    more = proposal(cast[KARIM], now, about=(cast.ids["person_id"],), categories=frozenset({DataCategory.LIVING}))
    decision = actions.share(proposal=more, **imports)
    actions.revoke(decision_id=decision, reason="Klaar.", **imports)
    assert told() == []


def test_from_what_is_asked_to_the_page_where_it_is_done_and_the_mail_tells_nobody_what_it_is(
    client, cast, now, by, settings
):
    settings.PORTAL_URL = f"http://{settings.PORTAL_HOST}"
    User.objects.update(accepted_at=now)
    app.loader.import_default_modules()
    outbox.relay(deliver=deliver, now=now)
    waiting.mail_all(now=now)  # what the cast itself began with
    client.force_login(cast[KARIM])
    client.get("/", SERVER_NAME=settings.PORTAL_HOST)
    client.logout()
    outgoing.outbox.clear()

    actions.decide_consultation(party_id=cast.ids["party_id"], choice=ASK, **by)
    actions.add_action(scenario_id=cast.ids["scenario_id"], action=action_for(cast, KARIM), **by)
    later = now + timedelta(minutes=20)
    for _time in range(4):
        outbox.relay(deliver=deliver, now=later)
        for message in Message.objects.filter(topic=telling.TOPIC):
            deliver(message.topic, message.key, message.payload)
        waiting.mail_all(now=later)
    (letter,) = [letter for letter in outgoing.outbox if letter.to == [cast[KARIM].email]]
    said = f"{letter.subject}\n{letter.body}"
    about = {"C-1", "achterstand", "sleutel", "Zeegers", "De Kade", cast[PIA].name, *SECRETS.values()}
    assert not {words for words in about if words in said}

    (link,) = [line for line in letter.body.splitlines() if line.startswith("http")]
    cast[KARIM].set_password(PASSWORD)
    cast[KARIM].save()
    there = {"SERVER_NAME": settings.PORTAL_HOST}
    door = client.get(link.removeprefix(settings.PORTAL_URL), **there)
    assert (door.status_code, door.headers["Location"]) == (302, f"{reverse('account_login')}?next=/")
    typed = {"login": cast[KARIM].email, "password": PASSWORD}
    inside = client.post(door.headers["Location"], typed, follow=True, **there)
    assert inside.request["PATH_INFO"] == "/"
    page = text_of(inside)
    for words in ("Is er een achterstand?", "De sleutel klaarleggen", "Met u gedeeld op"):
        assert words in page, words


def test_an_answer_stands_on_the_start_page_for_two_weeks_and_an_empty_page_promises_the_mail(client, cast, now, by):
    def start(name):
        client.force_login(cast[name])
        return text_of(client.get("/", SERVER_NAME=settings.PORTAL_HOST))

    mine = by | {"viewer": cast.viewer(KARIM), "purpose": Purpose.COOPERATION}
    wanted = {"categories": [DataCategory.LIVING], "reason": "Voor de sleutel."}
    actions.refuse_request(request_id=actions.ask_to_share(**mine, **wanted), reason="Niet nodig.", **by)
    assert "is geantwoord op uw vraag om gegevens" in start(KARIM)
    with gate.opened():
        SharingRequest.objects.update(answered_at=now - timedelta(days=15))
        PlanAction.objects.filter(owner=cast[KARIM]).update(owner=None)
    page = start(KARIM)
    assert "is geantwoord" not in page
    assert "U krijgt een bericht als er iets voor u klaarstaat." in page
