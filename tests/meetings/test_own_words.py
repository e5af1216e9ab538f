"""The meeting's own words reach every resident as long as they are its own; what somebody makes of them is said."""

from cases import actions as cases
from meetings import actions
from meetings.models import MinutesEntry, Participant, Presence
from meetings.recipients import ALSO_ABOUT
from privacy import gate
from tests.looking import text_of
from tests.meetings.test_at_the_table import by  # noqa: F401
from tests.meetings.test_reading_along import (  # noqa: F401
    PIA,
    QUESTION,
    address,
    case_deed,
    copy_of,
    held,
    now,
    pair,
    people,
    there,
)

LAST_ROUND, TYPED = "Het beeld klopt.", "Het beeld klopt. Jan drinkt weer."
OWN = "Dit zegt het overleg zelf"


def entry_of(text, number):
    with gate.opened():
        return MinutesEntry.objects.get(copy=None, minutes__number=number, text=text)


def retyped(held, number, before, after):  # noqa: F811
    actions.save_minutes(number=number, texts={entry_of(before, number).pk: after}, **held)
    actions.share_with_each(number=number + 1, **held)
    return entry_of(after, number + 1)


def test_what_is_typed_into_words_of_the_meeting_waits_for_the_yes_of_whom_it_is_about(held, there):  # noqa: F811
    entry = retyped(held, 1, LAST_ROUND, TYPED)
    assert not entry.of_meeting
    for name in ("noor", "jan"):
        got = copy_of(there[name])[1]
        assert TYPED not in got
        assert QUESTION in got  # what nobody touched, still reaches everybody


def test_nor_does_it_reach_a_resident_who_was_not_there(held, there):  # noqa: F811
    with gate.opened():
        Presence.objects.filter(participant=there["noor"]).delete()
        Participant.objects.filter(pk=there["noor"]).update(attended=False)
    retyped(held, 1, QUESTION, f"{QUESTION} Jan wil haar weg.")
    got = copy_of(there["noor"])[1]
    assert not [text for text in got if "Jan wil haar weg" in text]
    assert LAST_ROUND in got


def test_words_typed_back_are_the_meetings_again_and_a_contribution_never_becomes_that(held, there):  # noqa: F811
    retyped(held, 1, LAST_ROUND, TYPED)
    assert retyped(held, 2, TYPED, LAST_ROUND).of_meeting
    assert LAST_ROUND in copy_of(there["noor"])[1]
    said = entry_of("Wat wil Jan?", 3)
    actions.save_minutes(number=3, texts={said.pk: LAST_ROUND}, **held)
    with gate.opened():
        both = MinutesEntry.objects.filter(copy=None, minutes__number=4, text=LAST_ROUND)
        assert sorted(both.values_list("of_meeting", flat=True)) == [False, True]


def test_the_page_says_before_and_after_to_whom_it_goes(client, cast, held, there):  # noqa: F811
    client.force_login(cast[PIA])
    minutes = address("minutes", held)
    before = text_of(client.get(minutes))
    assert OWN in before
    actions.save_minutes(number=1, texts={entry_of(LAST_ROUND, 1).pk: TYPED}, **held)
    after = client.get(minutes)
    assert text_of(after).count(OWN) == before.count(OWN) - 1
    noor = next(one for one in after.context["page"].recipients if one.name.startswith("Noor"))
    assert noor.yeses  # with the question to ask, and the number that waits for it
    assert ALSO_ABOUT not in [one.why for one in noor.left_out]


def test_with_the_yes_of_the_other_it_goes_to_who_was_there(held, there, people, case_deed):  # noqa: F811
    case_deed(cases.let_read_along, **pair(people))
    retyped(held, 1, LAST_ROUND, TYPED)
    assert TYPED in copy_of(there["noor"])[1]
    assert TYPED not in copy_of(there["jan"])[1]
