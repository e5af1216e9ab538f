"""Before there is a topic the table talks about the question of the household: not everybody there may hear that."""

import pytest
from django.utils import timezone

from cases.meeting_terms import ContributionKind
from meetings import actions
from meetings.models import Meeting
from meetings.phases import Phase
from privacy import gate
from tests.looking import text_of
from tests.meetings.around import put_in
from tests.meetings.test_live_pages import (
    PIA,
    WIM,
    at,
    by,  # noqa: F401
    earlier,  # noqa: F401
    says,
    there,  # noqa: F401
)

ASKED = "Waar kan Noor slapen vannacht?"


@pytest.fixture
def asking(by, there):  # noqa: F811
    """The table at the question. De Kade sits there, and nothing of the question is shared with it."""
    with gate.opened():
        Meeting.objects.filter(pk=there["meeting"]).update(topic=None)
    put_in(Phase.QUESTION, there["meeting"])
    says(by, there, ContributionKind.QUESTION, ASKED, seat=there["noor"], when=timezone.now())
    return there


def test_the_question_is_not_on_the_wall_while_somebody_sits_there_who_may_not_hear_it(signed_in, by, asking):  # noqa: F811
    wall = at("room", asking["meeting"])
    page = text_of(signed_in().get(wall))
    assert ASKED not in page
    assert "1 punt is besproken" in page
    actions.mark_attendance(
        meeting_id=asking["meeting"], seat_id=asking["karim"], attended=False, **by(PIA, timezone.now())
    )
    assert ASKED in text_of(signed_in().get(wall))


def test_the_chair_reads_who_may_not_hear_the_question_and_nobody_else_does(signed_in, asking):
    warns = "De vraag van het gezin is niet gedeeld met: De Kade."
    assert warns in text_of(signed_in().get(at("live", asking["meeting"])))
    assert "niet gedeeld met" not in text_of(signed_in(WIM).get(at("live", asking["meeting"])))
    paper = text_of(signed_in().get(at("room_paper", asking["meeting"])))
    for words in ("De vraag van het gezin", "De Kade", "Nog niet gedeeld: vraag en toekomstbeeld"):
        assert words in paper


def test_the_wall_does_not_ask_about_a_question_that_it_does_not_show(signed_in, by, asking):  # noqa: F811
    wall = at("room", asking["meeting"])
    assert "De voorzitter leest de vraag voor. Is dat de goede vraag?" in text_of(signed_in().get(wall))
    actions.mark_attendance(
        meeting_id=asking["meeting"], seat_id=asking["karim"], attended=False, **by(PIA, timezone.now())
    )
    page = text_of(signed_in().get(wall))
    assert "Is dit de goede vraag?" in page
    assert "leest de vraag voor" not in page
