"""What a resident puts with the minutes, typed on their page: in whose words, and for whom to read."""

from meetings import actions
from meetings.models import MinutesEntry, Participant
from privacy import gate
from tests.looking import text_of
from tests.meetings.test_at_the_table import by, there  # noqa: F401
from tests.meetings.test_minutes import PIA, held, now, page  # noqa: F401

TOLD = "Zo heb ik het niet gezegd."


def statements():
    with gate.opened():
        return list(MinutesEntry.objects.filter(section="statement", copy=None))


def test_an_own_statement_is_kept_with_whom_the_resident_chose_to_read_it(client, cast, held, there):  # noqa: F811
    actions.draft_minutes(**held)
    with gate.opened():
        noor = Participant.objects.get(pk=there["noor"])
    client.force_login(cast[PIA])
    readers = [there["wim"], there["karim"]]
    typed = {"number": 1, "person": noor.person_id, "words": "told", "statement": TOLD, "readers": readers}
    for wrong in ({"statement": " "}, {"person": there["noor"]}, {"words": ""}, {"readers": [noor.person_id]}):
        refused = client.post(page("add_statement", held), typed | wrong)
        assert (refused.status_code, "data-focus-on-load" in text_of(refused)) == (422, True), wrong
    assert TOLD in text_of(client.post(page("add_statement", held), typed | {"words": ""}))
    assert statements() == []
    assert client.post(page("add_statement", held), typed).status_code == 303
    (kept,) = statements()
    assert (kept.text, kept.readers, kept.about) == (TOLD, readers, [noor.person_id])
    assert kept.said_by.startswith(f"{noor.name}, ")
    assert TOLD in text_of(client.get(page("minutes", held)))
