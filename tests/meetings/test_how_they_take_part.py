"""At a running table: how somebody takes part stands at the name, and the first button is the turn that fits."""

import pytest

from cases.meeting_terms import FirstTurnKind, ParticipationForm
from meetings.models import Participant
from meetings.phases import Phase
from privacy import gate
from tests.looking import text_of
from tests.meetings.around import put_in
from tests.meetings.test_live_pages import (  # noqa: F401
    LIVE,
    WIM,
    _put,
    at,
    by,
    earlier,
    there,
)

F = ParticipationForm


def takes_part(there, form, who=""):  # noqa: F811
    with gate.opened():
        Participant.objects.filter(pk=there["noor"]).update(participation_form=form, representative=who)


def row(client, there):  # noqa: F811
    """What stands at Noor before "Meer", and under it."""
    live = client.get(at("live", there["meeting"]))
    seat = next(turn for turn in live.context["live"].turns if turn.id == there["noor"])
    item = text_of(live).partition(f'<span class="rg-turns__name">{seat.name}')[2].partition("</li>")[0]
    first, _summary, more = item.partition("<details")
    return first, more


@pytest.mark.parametrize(
    ("form", "words", "button", "kind"),
    [
        (F.WRITTEN, "schrijft op wat gezegd moet worden", "Tekst is voorgelezen", FirstTurnKind.STATEMENT_READ),
        (F.DRAWING, "maakt een tekening of een foto", "Tekening of foto is getoond", FirstTurnKind.STATEMENT_READ),
        (F.VIDEO_MESSAGE, "stuurt een videoboodschap", "Video is getoond", FirstTurnKind.VIDEO_PLAYED),
    ],
)
def test_who_takes_part_by_something_made_has_that_turn_as_the_first_button(
    signed_in,
    there,  # noqa: F811
    form,
    words,
    button,
    kind,
):
    takes_part(there, form)
    first, more = row(signed_in(), there)
    assert words in first
    assert button in first
    assert f'value="{kind.value}"' in first
    assert "Geef het woord" not in first
    assert "Geef het woord" in more
    turn = at("take_first_turn", there["meeting"], there["noor"])
    assert signed_in().post(turn, {"kind": kind.value}, **LIVE).status_code == 200
    first, more = row(signed_in(), there)
    assert button not in first
    assert kind.label in first


def test_who_has_the_word_keeps_the_turn_that_fits_as_the_first_button(signed_in, there):  # noqa: F811
    takes_part(there, F.WRITTEN)
    signed_in().post(at("give_turn", there["meeting"], there["noor"]), **LIVE)
    first, _more = row(signed_in(), there)
    assert first.index("Tekst is voorgelezen") < first.index("Aan het woord geweest") < first.index("Slaat over")


def test_who_speaks_for_a_resident_stands_there_and_gets_the_word(signed_in, there):  # noqa: F811
    takes_part(there, F.REPRESENTED, "Tante Bep")
    first, _more = row(signed_in(), there)
    assert "iemand spreekt namens de inwoner: Tante Bep" in first
    assert "Geef het woord" in first
    assert "Tante Bep" in row(signed_in(WIM), there)[0]


def test_who_sits_at_the_table_has_no_word_about_it(signed_in, there):  # noqa: F811
    takes_part(there, F.PRESENT)
    first, _more = row(signed_in(), there)
    assert "zit aan tafel" not in first
    assert "Geef het woord" in first


def test_before_the_picture_nobody_is_offered_a_turn_that_is_refused(signed_in, there):  # noqa: F811
    takes_part(there, F.WRITTEN)
    put_in(Phase.OPENING, there["meeting"])
    first, _more = row(signed_in(), there)
    assert "Tekst is voorgelezen" not in first
    assert "schrijft op wat gezegd moet worden" in first
