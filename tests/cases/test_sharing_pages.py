"""Who sees what: deciding to share and taking it back, with reasons, a ground and an end, and nothing typed lost."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import SharingDecision
from privacy import gate
from privacy.models import Grant, ReadLog
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
        "recipient": cast["karim_receives"].pk,
        "categories": ["living"],
        "about": [cast.ids["person_id"]],
        "bases": ["WMO-5.2.1"],
        "necessity": LONG,
        "subsidiarity": "Minder is niet genoeg",
        "until": f"{timezone.localdate() + timedelta(days=60):%d-%m-%Y}",
        "resident_informed": "on",
    }


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-1", *args])


def decisions():
    with gate.opened():
        return SharingDecision.objects.filter(case__reference="C-1").count()


def test_the_page_opens_says_who_sees_what_and_the_log_knows_who_looked(signed_in, cast):
    page = text_of(signed_in().get(at("sharing")))
    for words in ("De Kade", "karim receives", "Gedeeld", "Zonder de afspraken kan de partner niets doen."):
        assert words in page
    assert "De Brug" not in page  # of another case
    line = ReadLog.objects.get(action="open_sharing")
    assert (line.viewer_id, line.case_ids) == (cast[PIA].pk, [cast.ids["case_id"]])


def test_a_stranger_finds_nothing_and_the_wrong_method_is_refused(signed_in, cast, proposal):
    revoke = at("revoke", cast.ids["decision_id"])
    for somebody in (BERT, OMAR, KARIM):
        assert signed_in(somebody).get(at("sharing")).status_code == 404
        assert signed_in(somebody).post(at("share"), proposal).status_code == 404
        assert signed_in(somebody).post(revoke).status_code == 404
    client = signed_in()
    assert [client.get(at("share")).status_code, client.get(revoke).status_code] == [405, 405]
    assert client.post(at("sharing")).status_code == 405


def test_what_is_decided_is_shown_as_it_was_typed_and_a_second_press_shares_nothing_more(signed_in, cast, proposal):
    client = signed_in()
    assert client.post(at("share"), proposal).status_code == 303
    shown = client.get(at("sharing")).content.decode()
    assert LONG in unescape(shown)
    assert "<b>meer" not in shown
    grants = Grant.objects.count()
    again = client.post(at("share"), proposal)
    assert again.status_code == 409
    for words in ("Met deze persoon deelt u dit al.", LONG):
        assert words in text_of(again)
    assert (decisions(), Grant.objects.count()) == (2, grants)


def test_on_a_mistake_the_page_says_so_and_everything_typed_is_still_there(signed_in, proposal):
    client = signed_in()
    for field in ("recipient", "categories", "about", "bases", "subsidiarity", "until"):
        answer = client.post(at("share"), proposal | {field: ""})
        assert answer.status_code == 422, field
        for words in ("data-focus-on-load", LONG):
            assert words in text_of(answer), field
    assert decisions() == 1


def test_what_cannot_be_shared_is_refused_with_the_reason_and_nothing_is_lost(signed_in, cast, proposal):
    client = signed_in()
    yesterday = f"{timezone.localdate() - timedelta(days=1):%d-%m-%Y}"
    late = client.post(at("share"), proposal | {"until": yesterday})
    ungrounded = client.post(at("share"), proposal | {"categories": ["health_mental"]})
    for answer, words in ((late, "Kies een einddatum die nog moet komen."), (ungrounded, "grondslag")):
        assert answer.status_code in (409, 422)
        assert words in text_of(answer)
        assert LONG in text_of(answer)
    for changed in (
        {"recipient": cast["lot_receives_elsewhere"].pk},  # of no party of this case
        {"recipient": uuid4()},
        {"categories": ["bsn"]},
        {"categories": ["criminal"]},
        {"about": [cast.ids["C-2 person_id"]]},
        {"bases": ["NIET-1"]},
    ):
        answer = client.post(at("share"), proposal | changed)
        assert answer.status_code == 422, changed
        assert LONG in text_of(answer)
    assert decisions() == 1


def test_only_who_directs_the_process_decides(signed_in, cast, proposal):
    client = signed_in(CAS)
    page = text_of(client.get(at("sharing")))
    assert "De Kade" in page
    for address in (at("share"), at("revoke", cast.ids["decision_id"])):
        assert address not in page
    assert client.post(at("share"), proposal).status_code in (403, 422)
    assert client.post(at("revoke", cast.ids["decision_id"])).status_code == 403
    assert decisions() == 1


def test_taking_it_back_ends_it_at_once_and_twice_is_harmless(signed_in, cast):
    client, revoke = signed_in(), at("revoke", cast.ids["decision_id"])
    assert client.post(revoke).status_code == 303
    page = text_of(client.get(at("sharing")))
    for words in ("Ingetrokken", "U deelt nu niets met een ketenpartner."):
        assert words in page
    assert not Grant.objects.filter(decision_id=cast.ids["decision_id"]).exists()
    again = client.post(revoke)
    assert again.status_code == 409
    assert "Dit deelbesluit loopt niet meer." in text_of(again)
    assert client.post(at("revoke", uuid4())).status_code == 409
