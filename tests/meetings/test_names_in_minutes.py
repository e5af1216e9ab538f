"""What was said at a meeting, and its minutes, is nobody's to rewrite: a name goes out of it as an erasure."""

import pytest
from django.urls import reverse

from accounts.dutch.days import dutch_day
from cases import actions as cases
from cases.actions import NotAuthorised
from cases.meeting_terms import MinutesStatus, StatementWords
from cases.models import Erasure
from cases.record_terms import Erased, ErasureGround, InsteadOfName
from meetings import actions
from meetings.actions import OwnStatement
from meetings.models import Contribution, Meeting, Minutes, MinutesCopy, MinutesEntry, Participant
from privacy import gate
from tests.looking import text_of
from tests.meetings.test_at_the_table import by, there  # noqa: F401
from tests.meetings.test_minutes import CAS, PIA, held, held_by, now, page, shared, visit  # noqa: F401

SAID = "Cas luistert nooit naar mij."
ENTRY, CONTRIBUTION = "meetings.minutesentry", "meetings.contribution"


@pytest.fixture
def confirmed(held, there):  # noqa: F811
    """Confirmed minutes, with what Noor keeps from Cas: she chose Wim alone. The key of her statement, and of more."""
    shared(held)
    with gate.opened():
        noor = Participant.objects.get(pk=there["noor"])
    statement = OwnStatement(noor.person_id, StatementWords.OWN, SAID, (there["wim"],))
    actions.add_statement(number=1, statement=statement, **held)
    actions.share_with_each(number=2, **held)
    actions.confirm_minutes(number=2, **held)
    with gate.opened():
        entries = [*MinutesEntry.objects.filter(text=SAID), *MinutesEntry.objects.filter(text__contains="blijf")]
        said = Contribution.objects.get(text="Dan blijft de woning")
    return [f"{ENTRY}:{one.pk}" for one in entries] + [f"{CONTRIBUTION}:{said.pk}"]


def words_of(keys):
    ids = [key.split(":")[1] for key in keys]
    with gate.opened():
        of_entries = MinutesEntry.objects.filter(pk__in=ids).values_list("text", flat=True)
        return set(of_entries) | set(Contribution.objects.filter(pk__in=ids).values_list("text", flat=True))


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-1", *args])


def test_who_keeps_the_overview_neither_finds_nor_rewrites_what_a_meeting_says(client, cast, confirmed, held):  # noqa: F811
    before = words_of(confirmed)
    client.force_login(cast[CAS])
    assert SAID not in text_of(client.get(page("minutes", held)))
    found = client.post(at("naming"), {"words": "luistert, blijft"})
    assert not [key for key in confirmed if key in found.content.decode()]
    assert SAID not in text_of(found)
    assert "In overleggen en verslagen zoekt alleen wie de procesregie voert." in text_of(found)
    typed = {"words": "nooit, blijft", "searched": "nooit, blijft", "picked": confirmed}
    typed |= {"instead": "erased", "ground": "mistake"}
    assert client.post(at("take_names_out"), typed).status_code == 422
    theirs = held_by(held) | {"viewer": cast.viewer(CAS)}
    erased = InsteadOfName.ERASED
    assert cases.take_names_out(words=("nooit", "blijft"), instead=erased, picked=confirmed, **theirs) == 0
    assert words_of(confirmed) == before
    with gate.opened():
        assert not Erasure.objects.exists()


def test_nor_looks_it_up_by_itself_holds_it_or_erases_it(client, cast, confirmed, held):  # noqa: F811
    client.force_login(cast[CAS])
    theirs = held_by(held) | {"viewer": cast.viewer(CAS)}
    for key in (confirmed[0], confirmed[-1]):
        table, number = key.split(":")
        assert client.get(at("keeping", table, number)).status_code == 404
        one = {"table": table, "item_id": number} | theirs
        for deed, more in ((cases.hold_item, {"reason": "Klacht"}), (cases.lift_hold, {}), (cases.erase_item, {})):
            with pytest.raises(NotAuthorised):
                deed(**one, **more)
    client.force_login(cast[PIA])
    assert SAID in text_of(client.get(at("keeping", *confirmed[0].split(":"))))


def test_who_directs_the_process_erases_a_name_in_shared_minutes_with_a_trace_and_no_words_of_their_own(
    client,
    cast,
    confirmed,
    held,  # noqa: F811
):
    client.force_login(cast[PIA])
    found = text_of(client.post(at("naming"), {"words": "Cas"}))
    assert SAID in found
    assert "zoekt alleen" not in found
    of_cas = [key for key in confirmed if words_of([key]) == {SAID}]
    with gate.opened():
        day = dutch_day(Meeting.objects.get().opened_at, today=held["now"].date())
        names = {one.participant.name for one in MinutesCopy.objects.filter(entries__text=SAID, minutes__number=2)}
    for whom in ("bevestigd", *(f"voor {name}" for name in names)):
        assert f"regel in een verslag van {day}, versie 2, {whom}: " in found
    typed = {"words": "Cas", "searched": "Cas", "instead": "professional", "ground": "request", "picked": of_cas}
    assert client.post(at("take_names_out"), typed | {"instead": "Wim"}).status_code == 422
    assert client.post(at("take_names_out"), typed).status_code == 303
    assert words_of(of_cas) == {"[een professional] luistert nooit naar mij."}
    with gate.opened():
        traces = Erasure.objects.filter(what=Erased.NAME, table=ENTRY, ground=ErasureGround.REQUEST, by_id=cast[PIA].pk)
        assert {f"{ENTRY}:{one.subject}" for one in traces} == set(of_cas)
        assert len(of_cas) > 2  # in the version, and in the copies of Noor and of whom she chose
        statuses = list(Minutes.objects.order_by("number").values_list("status", flat=True))
        assert statuses == [MinutesStatus.SHARED, MinutesStatus.CONFIRMED]


def test_what_must_be_kept_of_a_meeting_is_said_to_who_erases_somebody_without_a_way_in(client, cast, confirmed, held):  # noqa: F811
    table, number = confirmed[0].split(":")
    cases.hold_item(table=table, item_id=number, reason="Klacht van Noor", **held_by(held))
    with gate.opened():
        address = at("erase_person", MinutesEntry.objects.get(pk=number).about[0])
    for name, opens in ((PIA, True), (CAS, False)):
        client.force_login(cast[name])
        answer = client.get(address)
        assert "Klacht van Noor" in text_of(answer)
        assert (at("keeping", table, number) in answer.content.decode()) is opens
        assert ("zoekt alleen wie de procesregie voert" in text_of(answer)) is not opens
        assert (SAID in text_of(answer)) is False
