"""At the table: opening, question, purposes, picture, first turns, new facts, and who keeps the overview."""

from uuid import UUID, uuid4

import pytest

from cases.hats import Hat
from cases.models import HatPeriod, MeetingReport
from meetings.models import NewFactsSignal, Participant
from meetings.phases import Phase
from privacy import gate
from privacy.models import ReadLog
from tests.looking import text_of
from tests.meetings.around import BERT, CAS, LONG, PIA, WIM, at, invited, one, opened, planned, put_in

READ_AS = {"table": "open_table", "meeting": "open_meeting"}
NOBODY = UUID(int=1)  # a set value: every worker must collect the same tests
PRESSED = ("open_meeting", "go_on", "resume_meeting")


@pytest.fixture
def there(by, earlier, ids):
    """An open meeting with Saar and Wim at the table."""
    return opened(by, earlier, ids)


def typed(there):
    """What can be typed at the table, with the field that can be left empty by mistake."""
    meeting = there["meeting"]
    return {
        at("confirm_question", meeting): ({"question": LONG}, "question"),
        at("read_purposes", meeting): ({"purpose_text": LONG, "legal_bases": "WMO-5.1.1"}, "purpose_text"),
        at("raise_new_facts", meeting): ({"fact": LONG, "proposal": "Thuis", "raised_by": "Wim"}, "fact"),
        at("take_first_turn", meeting, there["wim"]): ({"kind": "spoken"}, "kind"),
    }


@pytest.fixture
def deciding(there):
    """The same, where the table decides."""
    put_in(Phase.DECISION, there["meeting"])
    return there


def closing(cast, **changes):
    """What closes a meeting: Cas keeps the overview and said yes."""
    keeper = {"wearer": f"user:{cast[CAS].pk}", "accepted": "on", "how": "aan tafel"}
    return keeper | {"hours": "2 uur", "paid_by": "Wmo", "last_round": "Het beeld klopt.", "mitigation": LONG} | changes


def signals():
    with gate.opened():
        return list(NewFactsSignal.objects.filter(meeting__case__reference="C-9").order_by("raised_at"))


def seat(pk):
    with gate.opened():
        return Participant.objects.get(pk=pk)


# --- what holds for each of these pages -----------------------------------------------------------------------------


def test_a_page_opens_and_the_log_knows_who_looked(signed_in, cast, ids, there):
    for name, args in (("table", ()), ("meeting", (there["meeting"],))):
        page = signed_in().get(at(name, *args))
        assert page.status_code == 200
        for words in ("Saar Zeegers", "Wmo Dorp", "Loopt nu", "Nog 2 mensen niet aan het woord geweest"):
            assert words in text_of(page)
        line = ReadLog.objects.get(action=READ_AS[name])
        assert (line.viewer_id, line.case_ids) == (cast[PIA].pk, [ids["case_id"]])


def test_a_stranger_finds_nothing_and_the_wrong_method_is_refused(signed_in, there):
    meeting = there["meeting"]
    posted = [*typed(there), *(at(name, meeting) for name in (*PRESSED, "ask_overview", "break_off"))]
    posted += [at(name, meeting, there["wim"]) for name in ("mark_present", "mark_absent")]
    posted.append(at("resolve_new_facts", meeting, uuid4()))
    for address in posted:
        assert signed_in(BERT).post(address, {}).status_code == 404, address
        assert signed_in().get(address).status_code == 405, address
    for address in (at("table"), at("meeting", meeting)):
        assert signed_in(BERT).get(address).status_code == 404
        assert signed_in().post(address).status_code == 405


def test_what_is_typed_is_kept_once_and_shown_as_it_was_typed(signed_in, there):
    client = signed_in()
    put_in(Phase.JUDGEMENT, there["meeting"])
    for address, (data, _field) in typed(there).items():
        for _time in range(2):
            assert client.post(address, data).status_code == 303, address
        shown = client.get(at("table"))
        assert LONG in text_of(shown) or LONG not in data.values(), address
        assert "<b>meer" not in shown.content.decode()
    assert len(signals()) == 1


def test_on_a_mistake_the_page_says_so_and_everything_typed_is_still_there(signed_in, there):
    client = signed_in()
    for address, (data, field) in typed(there).items():
        known = {"raised_by": LONG[:200], "legal_bases": "WMO-5.1.1"}
        other = {name: known.get(name, LONG) for name in data if name != field}
        answer = client.post(address, other | {field: "  "})
        assert answer.status_code == 422, address
        page = text_of(answer)
        assert "data-focus-on-load" in page, address
        assert all(words in page for words in other.values()), address
    assert (signals(), one().question_confirmed_at, one().purposes_read_at) == ([], None, None)


def test_who_takes_part_sees_the_table_and_presses_nothing(signed_in, there):
    for somebody in (CAS, WIM):
        page = text_of(signed_in(somebody).get(at("table")))
        assert "Wmo Dorp" in page
        for address, (data, _field) in typed(there).items():
            assert address not in page
            assert signed_in(somebody).post(address, data).status_code == 403, address
        assert signed_in(somebody).post(at("mark_absent", there["meeting"], there["wim"])).status_code == 403
    assert signals() == []


def test_a_meeting_of_another_case_is_not_there(signed_in, there, cast, earlier):
    elsewhere = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": earlier}
    other = planned(lambda: elsewhere, earlier)
    assert signed_in().get(at("meeting", other)).status_code == 404
    assert signed_in().post(at("open_meeting", other)).status_code == 409
    assert signed_in().post(at("take_first_turn", there["meeting"], uuid4()), {"kind": "spoken"}).status_code == 409


# --- from opening to the picture ------------------------------------------------------------------------------------


def test_nothing_is_done_at_a_table_that_is_not_open(signed_in, by, earlier, ids):
    there, client = invited(by, earlier, ids), signed_in()
    for address, (data, _field) in typed(there).items():
        answer = client.post(address, data)
        assert answer.status_code == 409, address
        for words in ("Open eerst het overleg.", *(value for value in data.values() if value is LONG)):
            assert words in text_of(answer), address
    assert at("confirm_question", there["meeting"]) not in text_of(client.get(at("table")))


def test_a_meeting_opens_once_and_not_for_nobody(signed_in, by, earlier, ids):
    meeting, client = planned(by, earlier), signed_in()
    empty = client.post(at("open_meeting", meeting))
    assert empty.status_code == 409
    assert "Er is nog niemand uitgenodigd." in text_of(empty)
    declines = {"participation_form": "declined", "declined_reason": "Vindt het te druk"}
    client.post(at("invite", meeting), {"seat": f"person:{ids['person_id']}"} | declines)
    client.post(at("invite", meeting), {"seat": f"party:{ids['party_id']}", "reason": "De huur"})
    assert client.post(at("open_meeting", meeting)).status_code == 303
    assert client.post(at("open_meeting", meeting)).status_code == 409
    with gate.opened():
        assert sorted(Participant.objects.filter(meeting=meeting).values_list("attended", flat=True)) == [False, True]


def test_the_question_and_the_purposes_come_before_the_picture(signed_in, there, cast):
    client, meeting = signed_in(), there["meeting"]
    early = client.post(at("go_on", meeting), {"seen": "opening"})
    assert early.status_code == 409
    for words in ("Vertel wie welke rol heeft.", "Lees voor waarvoor u gegevens deelt", "wie het verslag maakt."):
        assert words in text_of(early)
    for told in ("tell_roles", "tell_house_rules"):
        assert client.post(at(told, meeting)).status_code == 303
    assert client.post(at("name_minute_taker", meeting), {"user_id": cast[PIA].pk}).status_code == 303
    client.post(at("read_purposes", meeting), {"purpose_text": "Samen één plan", "legal_bases": ["WMO-5.1.1"]})
    for _time in range(2):  # two people who click at once go on once
        assert client.post(at("go_on", meeting), {"seen": "opening"}).status_code == 303
    assert one().phase is Phase.QUESTION
    assert client.post(at("go_on", meeting), {"seen": "question"}).status_code == 409
    client.post(at("confirm_question", meeting), {"question": "Waar slaapt Saar?", "resident": "confirms"})
    assert client.post(at("go_on", meeting), {"seen": "question"}).status_code == 303
    page = text_of(client.get(at("table")))
    for words in ("Waar slaapt Saar?", "Er ligt nog geen onderwerp op tafel", "Volgende: Oordeelsvorming"):
        assert words in page
    assert one().phase is Phase.PICTURE


# --- first turns ----------------------------------------------------------------------------------------------------


def test_everybody_at_the_table_has_a_first_turn_and_passing_is_one(signed_in, there):
    client, meeting = signed_in(), there["meeting"]
    put_in(Phase.PICTURE, meeting)
    assert client.post(at("take_first_turn", meeting, there["saar"]), {"kind": "passed"}).status_code == 303
    assert "Nog 1 persoon niet aan het woord geweest" in text_of(client.get(at("table")))
    assert client.post(at("take_first_turn", meeting, there["wim"]), {"kind": "singing"}).status_code == 422
    assert seat(there["wim"]).first_turn_at is None
    assert client.post(at("take_first_turn", meeting, there["wim"]), {"kind": "spoken"}).status_code == 303
    page = text_of(client.get(at("table")))
    for words in ("Iedereen was aan het woord", "laat de beurt voorbijgaan", "heeft gesproken"):
        assert words in page


def test_who_is_not_there_is_not_waited_for_and_cannot_speak(signed_in, there):
    client, meeting = signed_in(), there["meeting"]
    put_in(Phase.PICTURE, meeting)
    for _time in range(2):
        assert client.post(at("mark_absent", meeting, there["wim"])).status_code == 303
    page = text_of(client.get(at("table")))
    for words in ("Niet aan tafel", "Nog 1 persoon niet aan het woord geweest"):
        assert words in page
    silent = client.post(at("take_first_turn", meeting, there["wim"]), {"kind": "spoken"})
    assert silent.status_code == 409
    assert "Deze deelnemer is er niet." in text_of(silent)
    assert client.post(at("mark_present", meeting, there["wim"])).status_code == 303
    assert client.post(at("take_first_turn", meeting, there["wim"]), {"kind": "spoken"}).status_code == 303


# --- new facts ------------------------------------------------------------------------------------------------------


def test_a_new_fact_stays_open_until_somebody_says_what_was_done_with_it(signed_in, there):
    client, meeting = signed_in(), there["meeting"]
    put_in(Phase.JUDGEMENT, meeting)
    for fact in ("Er is een schuld", "De huur loopt af"):
        client.post(at("raise_new_facts", meeting), {"fact": fact, "proposal": "Thuis wonen", "raised_by": "Wim"})
    debt, _rent = signals()
    page = client.get(at("table")).content.decode()
    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert sorted(ids) == sorted(set(ids))  # two open facts share no field
    address = at("resolve_new_facts", meeting, debt.pk)
    wrong = client.post(address, {"resolution": "", "reason": LONG})
    assert wrong.status_code == 422
    assert text_of(wrong).count(LONG) == 1
    assert client.post(address, {"resolution": "dismissed", "reason": ""}).status_code == 422
    with gate.opened():
        assert MeetingReport.objects.get(case__reference="C-9").open_new_facts == 2
    assert client.post(address, {"resolution": "dismissed", "reason": LONG}).status_code == 303
    again = client.post(address, {"resolution": "back_to_picture", "reason": "Toch wel"})
    assert again.status_code == 409
    for words in ("Dit signaal staat niet meer open.", "Toch wel", "niet nodig, met een reden", LONG):
        assert words in text_of(again)
    with gate.opened():
        assert MeetingReport.objects.get(case__reference="C-9").open_new_facts == 1


# --- the end: R-MDO-7 -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes", [{"accepted": ""}, {"wearer": ""}, {"wearer": f"user:{NOBODY}"}, {"last_round": " "}], ids=str
)
def test_no_meeting_closes_without_somebody_who_keeps_the_overview_and_said_yes(signed_in, cast, deciding, changes):
    answer = signed_in().post(at("close_meeting", deciding["meeting"]), closing(cast, **changes))
    assert answer.status_code == 422
    assert LONG in text_of(answer)
    assert one().closed_at is None


def test_a_yes_has_the_hours_and_who_pays_them(signed_in, cast, deciding):
    assert signed_in().post(at("close_meeting", deciding["meeting"]), closing(cast)).status_code == 303
    with gate.opened():
        keeper = HatPeriod.objects.get(case__reference="C-9", hat=Hat.CASE_DIRECTION, taken_off_at=None)
        report = MeetingReport.objects.get(case__reference="C-9")
    assert (keeper.wearer_id, keeper.purchased_hours, keeper.paid_by) == (cast[CAS].pk, "2 uur", "Wmo")
    assert (one().phase, report.closed_at) == (Phase.CLOSED, one().closed_at)
    again = signed_in().post(at("close_meeting", deciding["meeting"]), closing(cast))
    assert again.status_code == 409
    assert "Dit overleg is gesloten." in text_of(again)


def test_only_who_directs_the_process_closes(signed_in, cast, there):
    assert signed_in(CAS).post(at("close_meeting", there["meeting"]), closing(cast)).status_code in (403, 422)
    assert signed_in(WIM).post(at("break_off", there["meeting"]), {"reason": "x"}).status_code == 403
    assert (one().closed_at, one().broken_off_at) == (None, None)


def test_a_meeting_is_broken_off_with_a_reason_and_goes_on_later(signed_in, there):
    client, meeting = signed_in(), there["meeting"]
    assert client.post(at("break_off", meeting), {"reason": ""}).status_code == 422
    assert client.post(at("break_off", meeting), {"reason": LONG}).status_code == 303
    assert one().broken_off_reason == LONG
    page = text_of(client.get(at("table")))
    assert "Afgebroken, kan verder" in page
    again = client.post(at("break_off", meeting), {"reason": LONG})
    assert again.status_code == 409
    assert "Hervat het eerst." in text_of(again)
    assert client.post(at("resume_meeting", meeting)).status_code == 303
    twice = client.post(at("resume_meeting", meeting))
    assert twice.status_code == 409
    assert "Dit overleg is niet afgebroken." in text_of(twice)


def test_the_page_of_the_meetings_lists_who_was_there(signed_in, cast, deciding):
    signed_in().post(at("close_meeting", deciding["meeting"]), closing(cast))
    page = text_of(signed_in().get(at("meetings")))
    for words in (
        "Eerdere overleggen",
        "Afgesloten",
    ):
        assert words in page
