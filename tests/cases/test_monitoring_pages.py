"""The page of following: what each person sees of it, what can be done there, and that nothing typed is lost."""

from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.hats import Hat
from cases.meeting_terms import MeetingKind
from cases.models import (
    Case,
    CasePause,
    Contact,
    HatPeriod,
    MeetingReport,
    MonitoringAgreement,
    PlannedCall,
    SafetyAlert,
    StagnationSignal,
    StepNote,
    Task,
)
from cases.record_terms import ContactKind
from cases.stappenplan import Step
from cases.terms import SafetyRoute, SignalBy
from privacy import gate
from privacy.models import ReadLog
from tests.cases.following import case_at
from tests.looking import one, text_of

PIA, CAS, WIM, BERT = "pia_directs_process", "cas_directs_case", "wim_takes_part", "bert_stands_nowhere"
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
QUERIES = 10 + 2 + 2  # of the page, of signing in, and of the savepoint that a transaction is inside a test
SENT = {  # what can be sent from this page, with the field that can be left empty by mistake
    "agree_monitoring": ({"needed": "no", "reason_not": LONG, "monitors": "both"}, "reason_not"),
    "record_contact": ({"kind": "pulse", "with_whom": "Cas", "result": "well", "note": LONG}, "with_whom"),
    "raise_signal": ({"text": LONG, "by": "resident", "raised_for": "Saar"}, "raised_for"),
    "pause": ({"reason": LONG, "resume_on": "31-12-2199"}, "resume_on"),
    "note_evaluation": ({"does_it_help": "partly", "note": LONG}, "does_it_help"),
    "raise_safety_alert": ({"text": LONG, "route": "reporting_code"}, "route"),
}


@pytest.fixture
def now():
    """Not the future of the server's clock, which the pages go by."""
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture
def ids(cast, now):
    return case_at(Step.MONITORING, cast, now)


@pytest.fixture
def signed_in(signed_in, ids):
    """Signs in when the case is there."""
    return signed_in


@pytest.fixture
def by(cast, now, ids):
    """The common arguments of an action of somebody of the cast."""
    return lambda name=PIA: {"viewer": cast.viewer(name), "reference": "C-9", "now": now}


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-9", *args])


def none(*models):
    with gate.opened():
        return not any(model.objects.exists() for model in models)


def test_an_empty_page_says_what_will_stand_there_and_how_to_begin(signed_in):
    page = text_of(signed_in().get(at("monitoring")))
    for words in (
        "Nog geen afspraak",
        "Er staat geen signaal open.",
        "nog niet gebeld",
        "De vijf stappen van de meldcode",
    ):
        assert words in page
    # The case director stands first in the phone round, before the party.
    table = page[page.index('id="belronde"') :]
    assert table.index("cas directs case") < table.index("wim takes part, Wmo Dorp")


def test_the_log_knows_who_looked(signed_in, cast, ids):
    signed_in().get(at("monitoring"))
    line = ReadLog.objects.get(action="open_monitoring")
    assert (line.viewer_id, line.case_ids, line.purpose) == (cast[PIA].pk, [ids["case_id"]], "direction")


@pytest.mark.parametrize("name", ["monitoring", *SENT, "resume"])
def test_a_stranger_finds_nothing_and_the_wrong_method_is_refused(signed_in, name):
    shows = name == "monitoring"
    stranger = signed_in(BERT)
    assert (stranger.get(at(name)) if shows else stranger.post(at(name), {})).status_code == 404
    director = signed_in()
    assert (director.post(at(name), {}) if shows else director.get(at(name))).status_code == 405


@pytest.mark.parametrize("name", ["answer_signal", "close_safety_alert"])
def test_an_answer_to_something_is_for_who_knows_the_case(signed_in, name):
    assert signed_in(BERT).post(at(name, uuid4()), {}).status_code == 404
    assert signed_in().get(at(name, uuid4())).status_code == 405


@pytest.mark.parametrize("name", SENT)
def test_ten_thousand_characters_are_kept_and_shown_as_they_were_typed(signed_in, name):
    data, _field = SENT[name]
    answer = signed_in().post(at(name), data)
    assert answer.status_code == 303, text_of(answer)
    page = signed_in().get(at("monitoring")).content.decode()
    assert LONG in unescape(page)
    assert "<b>meer" not in page


@pytest.mark.parametrize("name", SENT)
def test_on_a_mistake_the_page_says_so_and_everything_typed_is_still_there(signed_in, name):
    data, field = SENT[name]
    answer = signed_in().post(at(name), data | {field: ""})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "data-focus-on-load" in page
    assert LONG in page or field == "reason_not"
    assert none(MonitoringAgreement, Contact, StagnationSignal, CasePause, StepNote, SafetyAlert)


@pytest.mark.parametrize("name", SENT)
def test_too_long_is_refused_and_nothing_of_it_is_lost(signed_in, name):
    data, _field = SENT[name]
    longer = {key: value + "x" * 20 if value == LONG else value for key, value in data.items()}
    answer = signed_in().post(at(name), longer)
    assert answer.status_code == 422
    assert LONG + "x" * 20 in text_of(answer)


# --- the agreement and the phone round ------------------------------------------------------------------------------


def test_agreeing_shows_when_to_look_back_and_whom_to_call_first(signed_in, cast):
    client = signed_in()
    answer = client.post(
        at("agree_monitoring"),
        {
            "needed": "yes",
            "next_review_on": "1-2-2199",
            "first_to_call": str(cast[CAS].pk),
            "interval_days": "14",
            "monitors": "both",
            "basis": "zorgplicht",
        },
    )
    assert answer.status_code == 303
    page = text_of(client.get(at("monitoring")))
    for words in ("1 feb 2199", "elke 14 dagen", "vanuit zorgplicht", "Volgende belronde"):
        assert words in page
    assert one(MonitoringAgreement).first_to_call_id == cast[CAS].pk


def test_only_who_keeps_the_overview_can_be_called_first(signed_in, cast):
    data = {"needed": "yes", "next_review_on": "1-2-2199", "first_to_call": str(cast[BERT].pk), "monitors": "both"}
    answer = signed_in().post(at("agree_monitoring"), data)
    assert answer.status_code == 422
    assert none(MonitoringAgreement)


def test_who_changes_what_somebody_else_changed_overwrites_nothing(signed_in):
    client, waived = signed_in(), {"needed": "no", "monitors": "both"}
    client.post(at("agree_monitoring"), waived | {"reason_not": "Eerst"})
    client.post(at("agree_monitoring"), waived | {"reason_not": "Toen", "version": "1"})
    answer = client.post(at("agree_monitoring"), waived | {"reason_not": "Mijn tekst", "version": "1"})
    assert answer.status_code == 409
    assert "Mijn tekst" in text_of(answer)
    assert one(MonitoringAgreement).reason_not == "Toen"
    # With both texts in sight, saving once more is a choice.
    assert 'name="version" value="2"' in text_of(answer)


def test_a_call_is_one_button_and_the_page_shows_how_it_goes(signed_in):
    client = signed_in()
    call = {"kind": "pulse", "channel": "phone", "with_whom": "cas directs case", "result": "concern", "note": ""}
    assert client.post(at("record_contact"), call).status_code == 303
    page = text_of(client.get(at("monitoring")))
    assert "zorgen" in page
    assert page.count("nog niet gebeld") == 1  # the party


def test_a_contact_of_an_earlier_day_is_recorded_on_that_day(signed_in):
    call = {"kind": "connect", "with_whom": "Cas en Wim", "contacted_on": "3-1-2020"}
    assert signed_in().post(at("record_contact"), call).status_code == 303
    assert timezone.localdate(one(Contact).contacted_at) == date(2020, 1, 3)


# --- signals --------------------------------------------------------------------------------------------------------


def test_the_case_director_says_it_stalls_and_the_director_is_led_to_convening(signed_in):
    signed_in(CAS).post(at("raise_signal"), {"text": "De huur loopt vast", "by": "own"})
    assert one(StagnationSignal).by == SignalBy.CASE_DIRECTOR
    page = text_of(signed_in().get(at("monitoring")))
    for words in ("De huur loopt vast", "roept het overleg bij elkaar", at("step", "T21"), at("step", "T22")):
        assert words in page
    answer = signed_in().post(at("answer_signal", one(StagnationSignal).pk), {"answer": "Het valt wel mee."})
    assert answer.status_code == 409
    assert "Het valt wel mee." in text_of(answer)
    assert reverse("meetings:prepare", args=["C-9"]) in text_of(answer)


def test_once_the_table_met_the_signal_can_be_closed(signed_in, by, now):
    signal_id = actions.raise_signal(text="Het stokt", **by(CAS))
    with gate.opened():
        MeetingReport.objects.create(
            meeting_id=uuid4(),
            case=Case.objects.get(reference="C-9"),
            kind=MeetingKind.RECONVENE,
            cycle=1,
            planned_at=now,
            opened_at=now + timedelta(minutes=1),
        )
    assert signed_in().post(at("answer_signal", signal_id), {"answer": "School doet mee."}).status_code == 303
    page = text_of(signed_in().get(at("monitoring")))
    assert "Overleg bij elkaar geroepen op" in page
    assert "School doet mee." in page


def test_who_only_takes_part_may_speak_up_and_reads_the_answer(signed_in):
    client = signed_in(WIM)
    page = text_of(client.get(at("monitoring")))
    assert "Laat weten dat het stokt" in page
    assert "Spreek dit af" not in page
    assert "Zet de casus stil" not in page
    client.post(at("raise_signal"), {"text": "De indicatie blijft uit", "by": "own"})
    answer = signed_in().post(at("answer_signal", one(StagnationSignal).pk), {"answer": "Ik bel het CIZ morgen."})
    assert answer.status_code == 303
    assert "Ik bel het CIZ morgen." in text_of(signed_in(WIM).get(at("monitoring")))


def test_who_only_takes_part_answers_nothing_and_agrees_on_nothing(signed_in, by):
    signal_id = actions.raise_signal(text="Het stokt", **by(WIM))
    client = signed_in(WIM)
    for name, args in (("answer_signal", [signal_id]), ("agree_monitoring", []), ("pause", []), ("resume", [])):
        data = {"answer": "x", "needed": "no", "reason_not": "x", "reason": "x", "resume_on": "1-1-2199"}
        assert client.post(at(name, *args), data | {"monitors": "both"}).status_code in (403, 404)
    assert one(StagnationSignal).answered_at is None


def test_a_signal_of_another_case_is_no_signal_here(signed_in, cast, now):
    elsewhere = {"viewer": cast.viewer(CAS), "reference": "C-1", "now": now}
    signal_id = actions.raise_signal(text="Elders", **elsewhere)
    alert_id = actions.raise_safety_alert(text="Elders", route=SafetyRoute.EMERGENCY, **elsewhere)
    client = signed_in()
    assert client.post(at("answer_signal", signal_id), {"answer": "Nee"}).status_code == 409
    assert client.post(at("close_safety_alert", alert_id), {"acted_on": "Klaar"}).status_code == 409
    assert one(StagnationSignal).answered_at is None
    assert one(SafetyAlert).closed_at is None


def test_a_mistake_in_an_answer_keeps_what_was_typed(signed_in, by):
    signal_id = actions.raise_signal(text="Het stokt", **by(WIM))
    answer = signed_in().post(at("answer_signal", signal_id), {"answer": LONG + "x" * 20})
    assert answer.status_code == 422
    assert LONG + "x" * 20 in text_of(answer)


# --- pause, help, safety --------------------------------------------------------------------------------------------


def test_a_case_stands_still_and_goes_on(signed_in):
    client = signed_in()
    client.post(at("pause"), {"reason": "Saar ligt in het ziekenhuis", "resume_on": "1-2-2199"})
    page = text_of(client.get(at("monitoring")))
    assert "Deze casus staat stil." in page
    assert "Saar ligt in het ziekenhuis" in page
    assert client.post(at("resume"), {}).status_code == 303
    assert "Deze casus staat stil." not in text_of(client.get(at("monitoring")))
    assert client.post(at("resume"), {}).status_code == 409


def test_somebody_looks_back_between_the_steps(signed_in):
    client = signed_in(WIM)
    client.post(at("note_evaluation"), {"does_it_help": "no", "question": "Slapen", "intention": "Rust", "note": "Nee"})
    page = text_of(client.get(at("monitoring")))
    for words in ("Helpt het? nee", "Slapen", "Rust"):
        assert words in page


def test_a_worry_about_safety_is_for_directors_to_read_and_to_close(signed_in):
    signed_in(WIM).post(at("raise_safety_alert"), {"text": "Blauwe plekken", "route": "reporting_code"})
    with gate.opened():
        assert Case.objects.get(reference="C-9").step == Step.MONITORING
    assert "Blauwe plekken" not in text_of(signed_in(WIM).get(at("monitoring")))
    page = text_of(signed_in().get(at("monitoring")))
    for words in ("Blauwe plekken", "Stappen van de meldcode gestart", "Volg de stappen van de meldcode"):
        assert words in page
    alert = one(SafetyAlert)
    closed = signed_in().post(
        at("close_safety_alert", alert.pk), {"acted_on": "Veilig Thuis doet mee.", "version": "1"}
    )
    assert closed.status_code == 303
    assert "Afgerond op" in text_of(signed_in().get(at("monitoring")))
    assert one(SafetyAlert).acted_on == "Veilig Thuis doet mee."
    with gate.opened():
        assert not Task.objects.filter(done_at=None).exists()


def test_who_may_not_know_of_a_worry_does_not_see_the_task_that_it_gave(signed_in, by):
    actions.raise_safety_alert(text="Angst", route=SafetyRoute.REPORTING_CODE, **by(CAS))
    assert "Volg de stappen van de meldcode" in text_of(signed_in(CAS).get(at("monitoring")))
    assert "Volg de stappen van de meldcode" not in text_of(signed_in(WIM).get(at("monitoring")))


def test_who_sees_no_plan_may_still_speak_up(signed_in, cast, by, now):
    with gate.opened():
        case = Case.objects.get(reference="C-9")
        HatPeriod.objects.create(case=case, wearer=cast["ina_inquires"], hat=Hat.INQUIRY, put_on_at=now)
    actions.raise_signal(text="De huur loopt vast", **by(WIM))
    page = text_of(signed_in("ina_inquires").get(at("monitoring")))
    assert "De huur loopt vast" not in page
    assert "Belronde" not in page
    assert signed_in("ina_inquires").post(at("raise_signal"), {"text": "Ook hier", "by": "own"}).status_code == 303


def test_a_mistake_in_closing_a_worry_keeps_what_was_typed(signed_in, by):
    alert_id = actions.raise_safety_alert(text="Angst", route=SafetyRoute.EMERGENCY, **by())
    answer = signed_in().post(at("close_safety_alert", alert_id), {"acted_on": LONG + "x" * 20, "version": "1"})
    assert answer.status_code == 422
    assert LONG + "x" * 20 in text_of(answer)


def test_a_closed_case_shows_what_there_was_and_takes_nothing_more(client, cast, now):
    case_at(Step.CLOSED, cast, now, "C-8")
    client.force_login(cast[CAS])  # who keeps the overview: for everybody else the case is over
    answer = client.get(reverse("cases:monitoring", args=["C-8"]))
    assert answer.status_code == 200
    page = text_of(answer)
    assert "Laat weten dat het stokt" not in page
    assert "Spreek dit af" not in page
    answer = client.post(reverse("cases:raise_signal", args=["C-8"]), {"text": "Het gaat mis", "by": "own"})
    assert answer.status_code in (409, 422)


def test_who_follows_chooses_when_to_call_finds_it_in_the_own_work_that_day_and_records_it_at_once(
    signed_in, cast, now, by
):
    today = timezone.localdate(now)
    plan = {"kind": "call", "with_whom": "Oma Loes", "call_on": today.strftime("%d-%m-%Y"), "reason": "Na het gesprek."}
    client = signed_in()
    for missing in ("with_whom", "reason", "call_on"):
        refused = client.post(at("plan_call"), plan | {missing: ""})
        assert (refused.status_code, "Zet het in mijn werk" in text_of(refused)) == (422, True)
    long_ago = client.post(at("plan_call"), plan | {"call_on": "01-01-2020"})
    assert (long_ago.status_code, "Na het gesprek." in text_of(long_ago)) == (422, True)
    assert client.post(at("plan_call"), plan).status_code == 303
    assert client.post(at("plan_call"), plan).status_code == 303  # twice the same click
    planned = one(PlannedCall)
    seen = text_of(client.get(at("monitoring")))
    assert ("Bellen: Oma Loes" in seen, "Na het gesprek." in seen) == (True, True)
    row = "Neem contact op: u koos deze dag"
    assert row in text_of(client.get("/"))
    assert row not in text_of(signed_in(CAS).get("/"))  # it is the judgement of one, and the work of that one
    assert "Na het gesprek." not in text_of(signed_in(WIM).get(at("monitoring")))
    client = signed_in(CAS)  # whoever did it, records it
    done = {"kind": "call", "with_whom": "Oma Loes", "result": "well", "note": "Zij past op zaterdag op."}
    assert client.post(at("make_call", planned.pk), done).status_code == 303
    assert client.post(at("make_call", planned.pk), done).status_code == 409
    seen = text_of(client.get(at("monitoring")))
    assert ("Zij past op zaterdag op." in seen, "Na het gesprek." in seen) == (True, False)
    assert row not in text_of(signed_in().get("/"))
    assert one(Contact).pk == one(PlannedCall).contact_id


def test_what_is_not_needed_any_more_leaves_the_work_of_who_planned_it(signed_in, by, now):
    later = timezone.localdate(now) + timedelta(days=2)
    call = actions.NewCall(ContactKind.ENCOURAGE, "De buurvrouw", later, "Zij begint die dag.")
    call_id = actions.plan_call(call=call, **by())
    with pytest.raises(actions.NotPossible):
        actions.plan_call(call=replace(call, kind=ContactKind.PULSE), **by())
    assert "Neem contact op" in text_of(signed_in().get("/"))
    assert signed_in().post(at("drop_call", call_id)).status_code == 303
    assert "Neem contact op" not in text_of(signed_in().get("/"))
    assert none(Contact)
