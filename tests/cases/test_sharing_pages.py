"""Who sees what: deciding to share and taking it back, with reasons, a ground and an end, and nothing typed lost."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.models import SharingDecision, SharingRequest
from cases.shareable import Piece
from privacy import gate
from privacy.law import DataCategory
from privacy.models import Grant, ReadLog
from tests.filled_in import forms_of
from tests.looking import text_of

PIA, CAS, KARIM, BERT = "pia_directs_process", "cas_directs_case", "karim_receives", "bert_stands_nowhere"
OMAR = "omar_directs_elsewhere"
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def proposal(cast):
    """A sound proposal, as the form sends it, of something that is not shared yet."""
    return {
        "level": "content",
        "recipients": [cast[KARIM].pk],
        "channel": "portal",
        "categories": ["living"],
        "about": [cast.ids["person_id"]],
        "task": "De woning herstellen",
        "giver_bases": ["WMO-5.2.1"],
        "receiver_bases": ["WMO-5.2.1"],
        "necessity": LONG,
        "subsidiarity": "Minder is niet genoeg",
        "until": f"{timezone.localdate() + timedelta(days=60):%d-%m-%Y}",
        "informed_on": f"{timezone.localdate():%d-%m-%Y}",
    }


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-1", *args])


def share_with(cast, name=KARIM):
    return at("new_share", cast[name].organisation_id), at("share", cast[name].organisation_id)


def decisions():
    with gate.opened():
        return SharingDecision.objects.filter(case__reference="C-1").count()


def test_the_page_says_who_sees_what_inside_and_outside_and_the_log_knows_who_looked(signed_in, cast):
    page = text_of(signed_in().get(at("sharing")))
    for words in ("De Kade", "karim receives", "Gedeeld", "pia directs process", "Wie teamleider is", "Omdat die"):
        assert words in page
    assert "De Brug" not in page  # of another case
    for words in ("Van de hele casus", "Alleen van: Wmo 2015, het gezamenlijke plan"):  # need-to-know among colleagues
        assert words in page
    line = ReadLog.objects.get(action="open_sharing")
    assert (line.viewer_id, line.case_ids) == (cast[PIA].pk, [cast.ids["case_id"]])
    decision = text_of(signed_in().get(at("decision", cast.ids["decision_id"])))
    for words in (
        "Zonder de afspraken kan de partner niets doen.",
        "Wmo 2015, artikelen 5.2.1",
        "Doen wat is afgesproken",
    ):
        assert words in decision


def test_a_stranger_finds_nothing_and_the_wrong_method_is_refused(signed_in, cast, proposal):
    revoke, (new, share) = at("revoke", cast.ids["decision_id"]), share_with(cast)
    for somebody in (BERT, OMAR, KARIM):
        for address in (at("sharing"), at("decision", cast.ids["decision_id"]), new, at("releasing")):
            assert signed_in(somebody).get(address).status_code == 404
        for address in (new, share, revoke, at("ask_to_share"), at("releasing")):
            assert signed_in(somebody).post(address, proposal).status_code == 404
    client = signed_in()
    assert [client.get(address).status_code for address in (share, revoke, at("ask_to_share"))] == [405] * 3
    assert client.post(at("sharing")).status_code == 405


def test_first_a_page_says_what_opens_then_it_is_shared_and_a_second_press_shares_nothing_more(
    signed_in, cast, proposal
):
    client, (new, share) = signed_in(), share_with(cast)
    form = text_of(client.get(new))
    for words in ("Delen met De Kade", "Past bij De Kade", "Past bij Gemeente Dorp", "Andere grondslagen"):
        assert words in form
    check = client.post(new, proposal)
    assert check.status_code == 200
    for words in ("U staat op het punt gegevens te delen met De Kade", "karim receives", "0 stukken gaan nu open."):
        assert words in text_of(check)
    assert decisions() == 1, "looking decides nothing"
    sent = next(one for one in forms_of(check.content.decode()) if one.action == share)
    assert client.post(share, sent.data).status_code == 303
    shown = client.get(at("sharing"))
    assert "wonen" in text_of(shown).lower()
    with gate.opened():
        made = SharingDecision.objects.filter(case__reference="C-1").order_by("-decided_at").first()
    assert (made.necessity, made.task) == (LONG, "De woning herstellen")
    page = client.get(at("decision", made.pk)).content.decode()
    assert LONG in unescape(page)
    assert "<b>meer" not in page
    grants = Grant.objects.count()
    for address in (new, share):
        again = client.post(address, proposal)
        assert again.status_code == 409
        for words in ("Met deze ontvanger deelt u dit al", LONG):
            assert words in text_of(again)
    assert (decisions(), Grant.objects.count()) == (2, grants)


def test_the_page_in_between_names_what_opens_and_about_whom_else_the_rest_is_and_going_back_loses_nothing(
    signed_in, cast, proposal, now
):
    here = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    person = cast.ids["person_id"]
    sam = actions.add_person(person=actions.NewPerson(name="Sam de Ander", role="broer"), **here)
    kept = {"category": DataCategory.LIVING} | here
    note = actions.record_note(text="Er lekt een kraan", about=[person], **kept)
    actions.record_note(text="Zij slapen op een kamer", about=[person, sam], **kept)
    actions.release(pieces=[Piece("cases.statement", note)], **here)
    client, (new, share) = signed_in(), share_with(cast)
    check = client.post(new, proposal)
    for words in ("1 stuk gaat nu open.", "Er lekt een kraan", "want het gaat ook over Sam de Ander."):
        assert words in text_of(check)
    assert "Zij slapen op een kamer" not in text_of(check)
    sent = next(one for one in forms_of(check.content.decode()) if one.action == share)
    back = client.post(new, sent.data | {"back": "1"})
    assert (back.status_code, LONG in text_of(back), "data-focus-on-load" in text_of(back)) == (200, True, False)
    assert decisions() == 1


def test_on_a_mistake_the_page_says_so_and_everything_typed_is_still_there(signed_in, cast, proposal):
    client, (new, _share) = signed_in(), share_with(cast)
    for field in ("level", "categories", "about", "giver_bases", "receiver_bases", "subsidiarity", "until", "channel"):
        answer = client.post(new, proposal | {field: ""})
        assert answer.status_code == 422, field
        for words in ("<title>Fout:", "data-focus-on-load", LONG):
            assert words in text_of(answer), field
    for field in ("recipients", "informed_on"):  # only the action knows
        answer = client.post(new, proposal | {field: ""})
        assert (answer.status_code, LONG in text_of(answer)) == (422, True), field
    assert decisions() == 1


def test_what_cannot_be_shared_is_refused_with_the_reason_and_nothing_is_lost(signed_in, cast, proposal):
    client, (new, share) = signed_in(), share_with(cast)
    yesterday = f"{timezone.localdate() - timedelta(days=1):%d-%m-%Y}"
    refused = {
        "Kies een einddatum die nog moet komen.": {"until": yesterday},
        "Wie geeft, heeft geen goede grondslag.": {"categories": ["health_mental"]},
        "regelt alleen de geheimhouding": {"giver_bases": ["WGBO-457"]},
        "Wie ontvangt, heeft geen goede grondslag.": {"receiver_bases": ["PW-65"]},
    }
    for words, changed in refused.items():
        answer = client.post(new, proposal | changed)
        assert answer.status_code in (409, 422), words
        for said in (words, LONG):
            assert said in text_of(answer)
    for changed in (
        {"recipients": [cast["lot_receives_elsewhere"].pk]},  # of another party
        {"recipients": [uuid4()]},
        {"categories": ["bsn"]},
        {"categories": ["criminal"]},
        {"about": [cast.ids["C-2 person_id"]]},
        {"receiver_bases": ["NIET-1"]},
        {"giver_bases": ["WAMS"]},
    ):
        for address in (new, share):
            answer = client.post(address, proposal | changed)
            assert answer.status_code == 422, changed
            assert LONG in text_of(answer)
    assert client.post(at("share", cast["lot_receives_elsewhere"].organisation_id), proposal).status_code == 404
    assert decisions() == 1


def test_only_who_directs_the_process_decides(signed_in, cast, proposal):
    client, (new, share) = signed_in(CAS), share_with(cast)
    page = text_of(client.get(at("sharing")))
    assert "De Kade" in page
    assert new not in page
    assert [client.get(new).status_code, client.post(share, proposal).status_code] == [404, 404]
    assert at("revoke", cast.ids["decision_id"]) not in text_of(client.get(at("decision", cast.ids["decision_id"])))
    assert client.post(at("revoke", cast.ids["decision_id"]), {"reason": "x"}).status_code == 403
    assert decisions() == 1


def test_taking_it_back_ends_it_at_once_asks_to_tell_the_receiver_and_twice_is_harmless(signed_in, cast):
    client, revoke = signed_in(), at("revoke", cast.ids["decision_id"])
    assert client.post(revoke, {"reason": " "}).status_code == 422
    assert client.post(revoke, {"reason": "De hulp is klaar"}).status_code == 303
    page = text_of(client.get(at("sharing")))
    for words in ("Ingetrokken", "Er wordt nu niets gedeeld met een ketenpartner.", "Ik heb het de ontvanger verteld"):
        assert words in page
    assert "De hulp is klaar" in text_of(client.get(at("decision", cast.ids["decision_id"])))
    assert not Grant.objects.filter(decision_id=cast.ids["decision_id"]).exists()
    assert "Vertel de ontvanger dat het delen is gestopt" in text_of(client.get("/"))
    again = client.post(revoke, {"reason": "Nog eens"})
    assert again.status_code == 409
    assert "Dit deelbesluit loopt niet meer." in text_of(again)
    assert client.post(at("revoke", uuid4()), {"reason": "x"}).status_code == 404
    assert client.post(at("recipient_was_told", cast.ids["decision_id"])).status_code == 303
    assert "Ik heb het de ontvanger verteld" not in text_of(client.get(at("sharing")))


def test_a_colleague_asks_the_director_answers_and_whoever_asked_reads_why_not(signed_in, cast):
    asked = {"recipient": cast[KARIM].pk, "categories": ["living"], "about": [cast.ids["person_id"]]}
    assert signed_in(CAS).post(at("ask_to_share"), asked | {"reason": ""}).status_code == 422
    for _twice in range(2):
        assert signed_in(CAS).post(at("ask_to_share"), asked | {"reason": "Voor de woning"}).status_code == 303
    with gate.opened():
        request = SharingRequest.objects.get()
    refuse = at("refuse_request", request.pk)
    assert signed_in(CAS).post(refuse, {"reason": "x"}).status_code == 403
    pia = signed_in()
    assert "Beslis op de vraag om gegevens te delen" in text_of(pia.get("/"))
    assert "Voor de woning" in text_of(pia.get(f"{share_with(cast)[0]}?vraag={request.pk}"))
    assert pia.post(refuse, {"reason": ""}).status_code == 422
    assert pia.post(refuse, {"reason": "Dat kan zonder"}).status_code == 303
    assert pia.post(refuse, {"reason": "Nog eens"}).status_code == 409
    assert "Dat kan zonder" in text_of(signed_in(CAS).get(at("sharing")))


def test_a_request_is_answered_with_a_decision(signed_in, cast, proposal):
    asked = {"recipient": cast[KARIM].pk, "categories": ["living"], "about": [cast.ids["person_id"]]}
    signed_in(CAS).post(at("ask_to_share"), asked | {"reason": "Voor de woning"})
    with gate.opened():
        request = SharingRequest.objects.get()
    client, (new, share) = signed_in(), share_with(cast)
    check = client.post(new, proposal | {"request": request.pk})
    sent = next(one for one in forms_of(check.content.decode()) if one.action == share)
    assert client.post(share, sent.data).status_code == 303
    with gate.opened():
        request.refresh_from_db()
        assert request.decision == SharingDecision.objects.order_by("-decided_at").first()
    assert client.post(at("withdraw_request", request.pk)).status_code == 409


def test_making_it_longer_begins_where_it_ends(signed_in, cast, proposal):
    client, (new, share) = signed_in(), share_with(cast)
    again = f"{new}?van={cast.ids['decision_id']}"
    form = next(one for one in forms_of(client.get(again).content.decode()) if one.action == new)
    assert form.data["longer"] == [str(cast.ids["decision_id"])]
    longer = proposal | {"categories": ["plan_goals", "plan_actions"], "longer": cast.ids["decision_id"]}
    assert client.post(share, longer).status_code == 303
    with gate.opened():
        first, second = SharingDecision.objects.filter(case__reference="C-1").order_by("decided_at")
    assert second.valid_from == first.valid_until
    assert "Begint later" in text_of(client.get(at("sharing")))
