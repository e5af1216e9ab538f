"""What is sent from a screen lands under the topic at which it was typed, or comes back; nothing goes past a form."""

import pytest
from django.utils import timezone

from cases.actions import NotPossible
from cases.meeting_terms import ContributionKind
from cases.models import Perspective, Statement
from meetings import actions
from meetings.actions import NewTopic
from meetings.models import Contribution, MeetingDecision
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory as D
from tests.looking import text_of
from tests.meetings.around import laid, put_in
from tests.meetings.test_live_pages import (  # noqa: F401
    KARIM,
    LIVE,
    PARTNERS_HOST,
    PIA,
    _put,
    at,
    by,
    in_portal,
    meeting,
    says,
    there,
)

K = ContributionKind


@pytest.fixture
def fear(by, there):  # noqa: F811
    """What is on the table is of the health of Noor: Karim of De Kade is out. Returns what a screen sends along."""
    _begin(by, there, "Noors angst", (D.HEALTH_MENTAL,), about=(_noor(there),))
    return laid()


def _noor(there):  # noqa: F811
    with gate.opened():
        return meeting().participants.get(pk=there["noor"]).person_id


def _begin(by, there, title, kinds, phase=Phase.PICTURE, **more):  # noqa: F811
    moment = {"meeting_id": there["meeting"], **by(PIA, timezone.now())}
    topic = NewTopic(title, phase, 5, kinds, **more)
    actions.start_topic(topic_id=actions.add_topic(topic=topic, **moment), **moment)


def test_what_was_typed_at_another_topic_comes_back_and_lands_nowhere(signed_in, by, there, fear):  # noqa: F811
    client, typed = signed_in(), {"kind": "fact", "text": "Zij slikt pillen", "seat": there["noor"]}
    _begin(by, there, "Wonen", (D.LIVING,))
    for screen in ({}, LIVE):
        answer = client.post(at("contribute", there["meeting"]), typed | fear, **screen)
        assert answer.status_code == 422
        for words in ("Dit schreef u bij een ander onderwerp", "Zij slikt pillen"):
            assert words in text_of(answer)
        asks_on = f'name="topic" value="{laid()["topic"]}"'
        assert asks_on in answer.content.decode()  # sending it again is then a choice
    with gate.opened():
        assert not Contribution.objects.exists()
        assert not Statement.objects.filter(text="Zij slikt pillen").exists()
    nothing_known = client.post(at("contribute", there["meeting"]), typed)
    assert nothing_known.status_code == 422
    assert client.post(at("contribute", there["meeting"]), typed | laid()).status_code == 303


def test_what_comes_back_for_something_else_stays_of_its_own_topic(signed_in, by, there, fear):  # noqa: F811
    """Else a mistake in a form would carry it over to what is on the table by now."""
    _begin(by, there, "Wonen", (D.LIVING,))
    answer = signed_in().post(at("contribute", there["meeting"]), {"kind": "fact", "text": ""} | fear, **LIVE)
    assert answer.status_code == 422
    assert f'name="topic" value="{fear["topic"]}"' in answer.content.decode()


def test_what_was_typed_without_a_topic_does_not_land_at_one(by, there, fear):  # noqa: F811
    with pytest.raises(NotPossible, match="bij een ander onderwerp"):
        says(by, there, K.QUESTION, "Is dit de goede vraag?", topic=None)


def test_a_partner_too_reads_that_the_table_went_on(signed_in, by, there):  # noqa: F811
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    before, partner = laid(), signed_in(KARIM)
    page = partner.get(in_portal("seat", there["meeting"]), **PARTNERS_HOST)
    assert f'name="topic" value="{before["topic"]}"' in page.content.decode()
    _begin(by, there, "Het plan", (D.PLAN_GOALS,), Phase.JUDGEMENT)
    typed = {"kind": "argument", "text": "De huur is te hoog"} | before
    answer = partner.post(in_portal("contribute", there["meeting"]), typed, **LIVE, **PARTNERS_HOST)
    assert (answer.status_code, "bij een ander onderwerp" in text_of(answer)) == (422, True)


def test_what_the_chair_puts_down_goes_by_the_topic_of_its_form(signed_in, by, there):  # noqa: F811
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    client, before = signed_in(), laid()
    _begin(by, there, "Gezond", (D.HEALTH_MENTAL,), Phase.JUDGEMENT)
    home = {"text": "Ik woon weer thuis", "with_resident": "present"}
    fact = {"fact": "Er is een schuld"}
    for name, typed in (("land_perspective", home), ("raise_new_facts", fact)):
        answer = client.post(at(name, there["meeting"]), typed | before, **LIVE)
        assert (answer.status_code, "bij een ander onderwerp" in text_of(answer)) == (422, True), name
        assert client.post(at(name, there["meeting"]), typed | laid()).status_code == 303, name
    put_in(Phase.DECISION, there["meeting"])
    decision = {"text": "We bellen tante", "decided_by": "Allen"} | before
    answer = client.post(at("record_decision", there["meeting"]), decision, **LIVE)
    assert (answer.status_code, "bij een ander onderwerp" in text_of(answer)) == (422, True)
    with gate.opened():
        assert not MeetingDecision.objects.exists()


def test_no_seat_puts_in_a_decision_or_what_has_a_form_of_its_own(signed_in, by, there):  # noqa: F811
    """A decision of the table is not one partner's, and a perspective does not go past its check on a treatment."""
    _put(there["meeting"], "d", Phase.DECISION, by)
    mine = {"kind": "decision", "text": "De Kade krijgt gelijk"} | laid()
    answer = signed_in(KARIM).post(in_portal("contribute", there["meeting"]), mine, **LIVE, **PARTNERS_HOST)
    assert (answer.status_code, "Een besluit legt de voorzitter vast" in text_of(answer)) == (422, True)
    for kind in (K.DECISION, K.ACTION):
        with pytest.raises(NotPossible, match="legt de voorzitter vast"):
            says(by, there, kind, "Iets")
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    for kind in (K.PERSPECTIVE, K.GOAL, K.VALUE_TRIANGLE):
        with pytest.raises(NotPossible, match="legt de voorzitter vast"):
            says(by, there, kind, "Noor krijgt EMDR-therapie")
    with gate.opened():
        assert not MeetingDecision.objects.exists()
        assert not Contribution.objects.exists()
        assert not Perspective.objects.filter(text__contains="EMDR").exists()
