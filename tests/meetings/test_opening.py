"""The opening and the question: the grounds are read out, and the resident says whether it is the question."""

import pytest

from cases.actions import NotPossible
from cases.meeting_terms import ParticipationForm, ResidentSays
from meetings import actions
from meetings.models import Meeting, Participant
from meetings.phases import Phase
from privacy import gate
from tests.looking import text_of
from tests.meetings.around import at, one, opened, put_in


@pytest.fixture
def here(by, earlier, ids):
    """The table at its question, with Saar there in person."""
    there = opened(by, earlier, ids)
    put_in(Phase.QUESTION, there["meeting"])
    return {"meeting_id": there["meeting"], **by()}


def test_a_question_that_is_clear_waits_for_what_the_resident_says_of_it(here):
    actions.confirm_question(question="Waar slaapt Saar?", **here)
    with pytest.raises(NotPossible, match="Vraag de inwoner of dit de goede vraag is"):
        actions.go_on(seen=Phase.QUESTION, **here)
    actions.confirm_question(question="Waar slaapt Saar?", resident=ResidentSays.CONFIRMS, **here)
    assert one().question_of_resident is ResidentSays.CONFIRMS
    actions.go_on(seen=Phase.QUESTION, **here)


def test_what_the_resident_said_of_other_words_was_not_said_of_these(here):
    actions.confirm_question(question="Waar slaapt Saar?", resident=ResidentSays.CONFIRMS, **here)
    actions.confirm_question(question="Waar slaapt Saar? ", **here)
    assert one().question_of_resident is ResidentSays.CONFIRMS
    actions.confirm_question(question="Wie betaalt de huur?", **here)
    assert one().question_of_resident == ""


def test_who_sits_there_is_asked_and_who_does_not_has_a_reason(here):
    with pytest.raises(NotPossible, match="zit aan tafel"):
        actions.confirm_question(question="Waar slaapt Saar?", resident=ResidentSays.ABSENT, **here)
    with gate.opened():
        Participant.objects.filter(person__isnull=False).update(
            participation_form=ParticipationForm.DECLINED, declined_reason="Te spannend"
        )
    with pytest.raises(NotPossible, match="Leg vast waarom"):
        actions.confirm_question(question="Waar slaapt Saar?", resident=ResidentSays.CONFIRMS, **here)
    actions.confirm_question(question="Waar slaapt Saar?", resident=ResidentSays.ABSENT, **here)
    actions.go_on(seen=Phase.QUESTION, **here)


def test_no_opening_without_the_grounds_that_are_read_out(signed_in, here):
    put_in(Phase.OPENING, here["meeting_id"])
    client, read = signed_in(), at("read_purposes", here["meeting_id"])
    assert "Er is nog geen grond gekozen" in text_of(client.get(at("table")))
    refused = client.post(read, {"purpose_text": "Samen één plan"})
    assert refused.status_code == 422
    assert "Kies op welke grond u gegevens deelt" in text_of(refused)
    assert one().purposes_read_at is None
    said = {"purpose_text": "Samen één plan", "legal_bases": ["WMO-5.1.1"]}
    assert client.post(read, said).status_code == 303
    assert one().legal_bases == ["WMO-5.1.1"]
    assert "<li>Wmo 2015, artikel 5.1.1</li>" in text_of(client.get(at("table")))


def test_grounds_that_were_chosen_before_are_there_to_read_out(signed_in, here):
    put_in(Phase.OPENING, here["meeting_id"])
    with gate.opened():
        Meeting.objects.update(legal_bases=["JW-7.4"])
    page = text_of(signed_in().get(at("table")))
    assert "<li>Jeugdwet, artikelen 7.4.0 tot en met 7.4.5</li>" in page
    assert 'value="JW-7.4" id="purpose_legal_bases' in page
