"""The pages of the petten: the list with step 0, putting on, one hat, and the overview question."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from cases import actions, hats
from cases.actions import Decision, NewHat, Receiver, Told
from cases.hats import Hat, Variant
from cases.meeting_terms import MeetingKind
from cases.models import (
    Announcement,
    Case,
    FormalDecision,
    HatPeriod,
    MeetingReport,
    ProcessingPurpose,
    StepZeroCheck,
)
from cases.terms import DecisionOutcome, TensionLevel
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog
from tests.cast import SECRETS
from tests.looking import text_of

PIA, CAS, BERT = "pia_directs_process", "cas_directs_case", "bert_stands_nowhere"
WHY = {"reason": "Er is iemand nodig"}
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
QUERIES = 10 + 2 + 2  # of the page, of signing in, and of the savepoint that a transaction is inside a test


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-1", *args])


def active(cast, name):
    with gate.opened():
        return HatPeriod.objects.get(case__reference="C-1", wearer=cast[name].pk, taken_off_at=None).pk


def period(hat_id):
    with gate.opened():
        return HatPeriod.objects.get(pk=hat_id)


def to_household(now):
    return {"told": ["household"], "channel": "phone", "text": "Ik loop even mee."}


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_shows_who_wears_what_and_what_was_worn_before(signed_in, cast, now):
    actions.take_off_hat(
        viewer=cast.viewer("ina_inquires"),
        reference="C-1",
        hat_id=active(cast, "ina_inquires"),
        reason="Het overzicht is er.",
        resident_told=False,
        now=now,
    )
    page = text_of(signed_in().get(at("hats")))
    for words in ("pia directs process", "Procesregie namens de gemeente", "cas directs case", "Wmo 2015", "Afgezet"):
        assert words.lower() in page.lower()
    assert page.index("cas directs case") < page.index("Afgezet") < page.index("ina inquires")


def test_the_list_is_one_line_in_the_log_and_few_queries(signed_in, cast, now, django_assert_max_num_queries):
    client = signed_in()
    with django_assert_max_num_queries(QUERIES):
        client.get(at("hats"))
    with gate.opened():
        line = ReadLog.objects.get(action="open_hats")
        assert (line.viewer_id, line.case_ids) == (cast[PIA].pk, [cast.ids["case_id"]])
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        for _ in range(20):
            HatPeriod.objects.create(case=case, wearer=cast[BERT], hat=Hat.INQUIRY, put_on_at=now, taken_off_at=now)
    with django_assert_max_num_queries(QUERIES):
        client.get(at("hats"))


@pytest.mark.parametrize("page", ["hats", "overview", "advice", "procesplaat"])
@pytest.mark.parametrize("name", [BERT, "omar_directs_elsewhere", "tess_manages_here", "ger_protects_data"])
def test_a_stranger_finds_no_page(signed_in, name, page):
    assert signed_in(name).get(at(page)).status_code == 404


@pytest.mark.parametrize("page", ["check_step_zero", "state_purpose", "withdraw_purpose", "set_frame", "set_ave_phase"])
def test_what_changes_something_is_posted(signed_in, page):
    assert signed_in().get(at(page)).status_code == 405


def test_step_zero_is_done_on_this_page(signed_in, cast):
    client = signed_in()
    assert client.post(at("check_step_zero")).status_code == 303
    assert client.post(at("state_purpose"), {"law": "jeugdwet", "task": "Jeugdhulp"}).status_code == 303
    assert client.post(at("withdraw_purpose"), {"law": "wmo"}).status_code == 303
    assert client.post(at("set_frame"), {"frame": "pressure"}).status_code == 303
    assert client.post(at("set_ave_phase"), {"phase": "3", "reason": "Het loopt op."}).status_code == 303
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        assert StepZeroCheck.objects.get(case=case).checked_by_id == cast[PIA].pk
        assert list(ProcessingPurpose.objects.filter(case=case).values_list("law", "task")) == [
            ("jeugdwet", "Jeugdhulp")
        ]
        assert (case.frame, case.ave_phase) == ("pressure", "3")
    page = text_of(client.get(at("hats")))
    for words in ("Jeugdhulp", "drang", "AVE 3", "bevestigd"):
        assert words.lower() in page.lower()


def test_what_was_typed_stays_when_something_is_missing(signed_in):
    answer = signed_in().post(at("state_purpose"), {"law": "", "task": LONG})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Kies een antwoord bij" in page
    assert LONG in page


def test_only_who_may_sees_the_forms_of_step_zero(signed_in):
    page = text_of(signed_in("ina_inquires").get(at("hats")))
    assert "Leg een wet en taak vast" not in page
    assert signed_in("ina_inquires").post(at("check_step_zero")).status_code == 403


# --- what deserves attention --------------------------------------------------------------------------------------


def test_after_a_meeting_without_anyone_the_case_is_out_of_play(signed_in, cast, now):
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        MeetingReport.objects.create(
            meeting_id=uuid4(), case=case, cycle=1, kind=MeetingKind.MDO, planned_at=now, opened_at=now, closed_at=now
        )
    client = signed_in()
    assert "Buiten spel" not in text_of(client.get(at("hats")))
    with gate.opened():
        HatPeriod.objects.filter(hat=Hat.CASE_DIRECTION).delete()
    assert "Buiten spel" in text_of(client.get(at("hats")))


def test_a_disputed_decision_of_the_director_proposes_an_independent_one(signed_in, cast, now):
    hat = NewHat(hats.DECISION, reason="Nodig", wearer=cast[PIA].pk, law="wmo", mitigation="Een collega kijkt mee.")
    viewer = cast.viewer(PIA)
    hat_id = actions.put_on_hat(viewer=viewer, reference="C-1", hat=hat, now=now)
    decision = Decision(outcome=DecisionOutcome.REFUSED, tension=TensionLevel.RAISED)
    decision_id = actions.record_formal_decision(
        viewer=viewer, reference="C-1", hat_id=hat_id, decision=decision, now=now
    )
    client = signed_in()
    assert "onafhankelijke procesregisseur" not in text_of(client.get(at("hats")))
    with gate.opened():
        FormalDecision.objects.filter(pk=decision_id).update(tension=TensionLevel.HIGH)
    assert "Overweeg een onafhankelijke procesregisseur" in text_of(client.get(at("hats")))
    assert "Overweeg een onafhankelijke" not in text_of(signed_in(CAS).get(at("hats")))


def test_an_override_can_be_read_by_the_director(signed_in, cast, now):
    hat = NewHat(hats.ADVISORY, reason="Nodig", wearer=cast[CAS].pk)
    viewer = cast.viewer("tess_manages_here")
    actions.override_conflict(viewer=viewer, reference="C-1", hat=hat, reason="Niemand anders kan dit.", now=now)
    assert "Niemand anders kan dit." in text_of(signed_in().get(at("hats")))


# --- putting on ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "asked", "not_asked"),
    [
        (Hat.INQUIRY, "Waarom nu deze pet?", "Onder welke wet?"),
        (Hat.ASSISTANCE, "Tot wanneer loopt u mee?", "Hoeveel uren"),
        (Hat.DECISION, "Onder welke wet?", "Hoeveel uren"),
        (Hat.CASE_DIRECTION, "Wie betaalt die uren?", "Onder welke wet?"),
        (Hat.MONITORING, "Waarom nu deze pet?", "Welke vorm"),
        (Hat.PROCESS_DIRECTION, "Welke vorm van procesregie?", "Hoeveel uren"),
    ],
)
def test_the_form_asks_what_belongs_to_the_hat(signed_in, code, asked, not_asked):
    page = text_of(signed_in().get(at("put_on_hat", code)))
    assert asked in page
    assert not_asked not in page


def test_a_hat_goes_on(signed_in, cast, now):
    until = now + timedelta(days=30)
    typed = {
        "wearer": f"user:{cast[BERT].pk}",
        "expected_until": until.strftime("%d-%m-%Y"),
        **WHY,
        **to_household(now),
    }
    answer = signed_in().post(at("put_on_hat", "assistance"), typed)
    assert (answer.status_code, answer["Location"]) == (303, at("hats"))
    with gate.opened():
        worn = HatPeriod.objects.get(wearer=cast[BERT].pk)
        assert (worn.hat, worn.expected_until) == (Hat.ASSISTANCE, until.date())
        assert Announcement.objects.get(hat_period=worn).text == "Ik loop even mee."


def test_every_hat_goes_on_with_a_reason(signed_in, cast):
    answer = signed_in().post(at("put_on_hat", "inquiry"), {"wearer": f"user:{cast[BERT].pk}", "reason": " "})
    assert answer.status_code == 422
    assert "reason" in answer.context["form"].errors
    with gate.opened():
        assert not HatPeriod.objects.filter(wearer=cast[BERT].pk).exists()


def test_what_a_hat_asks_stands_beside_its_field_and_nothing_is_lost(signed_in, cast):
    typed = {"wearer": f"user:{cast[BERT].pk}", "expected_until": "30-11-2027", "text": LONG, **WHY}
    answer = signed_in().post(at("put_on_hat", "assistance"), typed)
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Vertel de inwoner dat u even meeloopt" in page
    assert LONG in page
    assert "30-11-2027" in page
    assert str(answer.context["form"].errors["told"][0]).startswith("Vertel de inwoner")


def test_a_warning_asks_how_and_a_block_names_the_way_out(signed_in, cast):
    client = signed_in()
    dirk = {"wearer": f"user:{cast['dirk_decides'].pk}", "variant": "advisory", **WHY}
    answer = client.post(at("put_on_hat", "process_direction"), dirk)
    assert answer.status_code == 409
    assert "Vraag uw teamleider" in text_of(answer)
    answer = client.post(at("put_on_hat", "monitoring"), {"wearer": f"user:{cast[CAS].pk}", **WHY})
    assert answer.status_code == 422
    assert "Schrijf op hoe u daarmee omgaat" in str(answer.context["form"].errors["mitigation"])


def test_who_may_only_for_themself_is_not_asked_for_whom(signed_in, cast):
    client = signed_in("wim_takes_part")
    page = text_of(client.get(at("put_on_hat", "decision")))
    assert ("Wie draagt deze pet?" in page, "Jeugdwet" in page, "Wmo 2015" in page) == (False, False, True)
    decides = {"wearer": f"user:{cast[BERT].pk}", **WHY}
    assert client.post(at("put_on_hat", "decision"), decides | {"law": "jeugdwet"}).status_code == 422
    assert client.post(at("put_on_hat", "decision"), decides | {"law": "wmo"}).status_code == 303
    assert period(active(cast, "wim_takes_part")).hat == Hat.DECISION
    for code in ("process_direction", "hoge_hoed", "inquiry", "monitoring"):
        assert "kunt u hier niet opzetten" in text_of(client.get(at("put_on_hat", code)))
        assert client.post(at("put_on_hat", code)).status_code == 403


def test_nobody_of_another_case_can_be_chosen(signed_in, cast):
    typed = {"wearer": f"user:{cast[BERT].pk}", "told": [f"person:{cast.ids['C-2 person_id']}"]}
    answer = signed_in().post(at("put_on_hat", "inquiry"), typed)
    assert answer.status_code == 422
    assert "told" in answer.context["form"].errors


def test_who_does_no_casework_is_not_offered(signed_in, cast):
    offered = str(signed_in().get(at("put_on_hat", "inquiry")).context["form"]["wearer"])
    assert [name in offered for name in ("bert stands nowhere", "ger protects data", "ada administers")] == [1, 0, 0]


# --- the overview -------------------------------------------------------------------------------------------------


def test_the_overview_question_is_asked_as_the_method_says(signed_in, cast):
    client = signed_in()
    page = text_of(client.get(at("overview")))
    assert hats.OVERVIEW_QUESTION in page
    assert "regiehulp" in page
    assert "casusregisseur" not in page.split("<form")[-1]
    typed = {
        "wearer": f"user:{cast[BERT].pk}",
        "accepted": "on",
        "hours": "2 per week",
        "paid_by": "de gemeente",
        "resident_told": "on",
        "follows": "on",
    }
    assert client.post(at("overview"), typed | {"accepted": ""}).status_code == 422
    assert client.post(at("overview"), typed).status_code == 303
    with gate.opened():
        worn = dict(HatPeriod.objects.filter(taken_off_at=None, case__reference="C-1").values_list("wearer", "hat"))
    assert worn[cast[BERT].pk] == Hat.CASE_DIRECTION


def test_who_does_not_direct_does_not_ask_it(signed_in):
    client = signed_in("ina_inquires")
    assert "Dit spreekt de procesregisseur" in text_of(client.get(at("overview")))
    assert client.post(at("overview"), {"wearer": "user:x", "accepted": "on"}).status_code == 422


# --- one hat ------------------------------------------------------------------------------------------------------


def test_one_hat_shows_everything_about_it(signed_in, cast, now, django_assert_max_num_queries):
    hat_id = active(cast, PIA)
    told = (Told(person=cast.ids["person_id"], text="Ik zorg dat er een plan komt."),)
    actions.announce(viewer=cast.viewer(PIA), reference="C-1", hat_id=hat_id, told=told, now=now)
    client = signed_in()
    with django_assert_max_num_queries(QUERIES + 5):  # and whom to choose from: people, parties, professionals
        page = text_of(client.get(at("hat", hat_id)))
    assert "Noor Zeegers" in page
    assert "Ik zorg dat er een plan komt." in page
    assert "Kies aan wie u dit overdraagt" in page


def test_a_hat_of_another_case_is_not_found(signed_in, cast):
    with gate.opened():
        elsewhere = HatPeriod.objects.get(case__reference="C-2").pk
    client = signed_in()
    assert client.get(at("hat", elsewhere)).status_code == 404
    assert client.post(at("take_off_hat", elsewhere), {"reason": "weg"}).status_code == 404
    assert client.get(at("hat", uuid4())).status_code == 404


POSTED = [
    "accept_hat", "decline_hat", "announce", "ask_handover", "answer_handover", "refuse_handover", "take_off_hat",
    "name_deputy", "choose_new_end", "record_formal_decision", "accept_handover", "decline_handover",
]  # fmt: skip


@pytest.mark.parametrize("name", POSTED)
def test_what_is_done_with_a_hat_is_posted_and_not_by_strangers(signed_in, cast, name):
    hat_id = active(cast, CAS)
    assert signed_in().get(at(name, hat_id)).status_code == 405
    assert signed_in(BERT).post(at(name, hat_id)).status_code == 404


def test_a_hat_is_told_and_worn_longer_and_stood_in_for(signed_in, cast, now):
    hat_id, client = active(cast, PIA), signed_in()
    until = (now + timedelta(days=9)).strftime("%d-%m-%Y")
    assert client.post(at("announce", hat_id), to_household(now)).status_code == 303
    assert client.post(at("announce", hat_id), {}).status_code == 422
    assert client.post(at("choose_new_end", hat_id), {"until": until}).status_code == 303
    assert client.post(at("choose_new_end", hat_id), {"until": "01-01-2020"}).status_code == 422
    assert client.post(at("name_deputy", hat_id), {"deputy": str(cast[BERT].pk)}).status_code == 303
    assert period(hat_id).deputy_id == cast[BERT].pk
    assert client.post(at("name_deputy", hat_id), {"deputy": ""}).status_code == 303
    assert (period(hat_id).deputy_id, period(hat_id).expected_until) == (None, (now + timedelta(days=9)).date())


def test_taking_off_ends_at_home_for_who_sees_nothing_any_more(signed_in, cast):
    client, hat_id = signed_in("ina_inquires"), active(cast, "ina_inquires")
    assert client.post(at("take_off_hat", hat_id), {"reason": ""}).status_code == 422
    answer = client.post(at("take_off_hat", hat_id), {"reason": "Het overzicht is er."})
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert client.get(at("hat", hat_id)).status_code == 404


def test_a_hat_that_cannot_come_off_says_why_and_keeps_the_words(signed_in, cast):
    answer = signed_in(CAS).post(at("take_off_hat", active(cast, CAS)), {"reason": LONG, "resident_told": "on"})
    assert answer.status_code == 409
    assert "Kies aan wie u dit overdraagt" in text_of(answer)
    assert LONG in text_of(answer)


def test_who_is_given_the_overview_answers_on_the_page_of_the_hat(signed_in, cast, now):
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-1", hat=Hat.CASE_DIRECTION).delete()
    hat_id = actions.put_on_hat(
        viewer=cast.viewer(PIA),
        reference="C-1",
        hat=NewHat(hats.CASE_DIRECTION, reason="Nodig", wearer=cast[BERT].pk),
        now=now,
    )
    assert "Wacht op het antwoord van bert" in text_of(signed_in().get(at("hat", hat_id)))
    client = signed_in(BERT)
    answer = client.post(at("accept_hat", hat_id), {"hours": "2", "paid_by": ""})
    assert (answer.status_code, list(answer.context["yes_form"].errors)) == (422, ["paid_by"])
    assert client.post(at("decline_hat", hat_id), {"reason": ""}).status_code == 422
    assert client.post(at("accept_hat", hat_id), {"hours": "2", "paid_by": "gemeente"}).status_code == 303
    assert period(hat_id).accepted_at


def test_a_decision_is_recorded_and_changed(signed_in, cast):
    client, hat_id = signed_in("dirk_decides"), active(cast, "dirk_decides")
    assert client.post(at("record_formal_decision", hat_id), {"sent_on": "31-02-2026"}).status_code == 422
    typed = {"outcome": "partly", "sent_on": "02-11-2026", "resident_agrees": "no", "note": LONG}
    assert client.post(at("record_formal_decision", hat_id), typed).status_code == 303
    with gate.opened():
        decision_id = FormalDecision.objects.get().pk
    change = at("change_formal_decision", hat_id, decision_id)
    assert client.post(change, typed | {"objection_settled_on": "20-11-2026", "version": 1}).status_code == 422
    assert client.post(change, typed | {"objection_on": "20-11-2026", "version": 1}).status_code == 303
    assert client.post(change, typed | {"version": 1}).status_code == 409
    assert "Deels toegekend" in text_of(client.get(at("hat", hat_id)))


# --- being asked to take over -------------------------------------------------------------------------------------


@pytest.fixture
def asked(cast, now):
    """Bert, who stands nowhere, is asked to take over the overview."""
    hat_id = active(cast, CAS)
    actions.ask_handover(
        viewer=cast.viewer(CAS),
        reference="C-1",
        hat_id=hat_id,
        to=Receiver(user=cast[BERT].pk),
        note="Jij kent de buurt.",
        now=now,
    )
    return hat_id


def test_who_is_asked_sees_the_question_and_nothing_of_the_case(signed_in, asked, cast):
    client = signed_in(BERT)
    page = text_of(client.get(at("handover", asked)))
    for words in ("C-1", "Casusregie", "cas directs case", "Jij kent de buurt."):
        assert words in page
    assert [secret for secret in SECRETS.values() if secret in page] == []
    assert client.get(at("case")).status_code == client.get(at("hats")).status_code == 404
    with gate.opened():
        line = ReadLog.objects.get(action="open_handover")
        assert (line.viewer_id, line.categories) == (cast[BERT].pk, [DataCategory.PROGRESS])


@pytest.mark.parametrize("name", [PIA, CAS, "omar_directs_elsewhere", "tess_manages_here"])
def test_nobody_else_opens_that_page(signed_in, asked, name):
    client = signed_in(name)
    assert client.get(at("handover", asked)).status_code == 404
    for deed in ("accept_handover", "decline_handover"):
        typed = {"hours": "2", "paid_by": "gemeente", "reason": "nee"}
        assert client.post(at(deed, asked), typed).status_code == 404


def test_a_yes_is_given_on_that_page_and_then_it_is_gone(signed_in, asked):
    client = signed_in(BERT)
    answer = client.post(at("accept_handover", asked), {"hours": "", "paid_by": "gemeente"})
    assert (answer.status_code, list(answer.context["yes_form"].errors)) == (422, ["hours"])
    answer = client.post(at("accept_handover", asked), {"hours": "2 per week", "paid_by": "gemeente"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert period(asked).handover_accepted_at
    assert client.get(at("handover", asked)).status_code == 404


def test_who_is_asked_and_sees_the_case_finds_the_question_in_the_list(signed_in, cast, now):
    hat_id = active(cast, CAS)
    receiver = Receiver(user=cast["wim_takes_part"].pk)
    asked = {"viewer": cast.viewer(CAS), "reference": "C-1", "hat_id": hat_id, "to": receiver, "note": "", "now": now}
    actions.ask_handover(**asked)
    assert at("handover", hat_id) in text_of(signed_in("wim_takes_part").get(at("hats")))
    assert at("handover", hat_id) not in text_of(signed_in().get(at("hats")))


def test_a_no_has_a_reason_that_the_wearer_reads(signed_in, asked):
    client = signed_in(BERT)
    assert client.post(at("decline_handover", asked), {"reason": ""}).status_code == 422
    assert client.post(at("decline_handover", asked), {"reason": LONG}).status_code == 302
    assert LONG in text_of(signed_in(CAS).get(at("hat", asked)))


def test_what_clashes_is_said_before_the_answer(signed_in, asked, cast, now):
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        extra = HatPeriod.objects.create(
            case=case, wearer=cast[BERT], hat=Hat.MONITORING, put_on_at=now, accepted_at=now
        )
    page = text_of(signed_in(BERT).get(at("handover", asked)))
    assert "u volgt dan of uw eigen werk goed loopt" in page
    assert "Hoe gaat u daarmee om?" in page
    with gate.opened():
        HatPeriod.objects.filter(pk=extra.pk).update(hat=Hat.PROCESS_DIRECTION, variant=Variant.ADVISORY)
    page = text_of(signed_in(BERT).get(at("handover", asked)))
    assert "U kunt deze pet niet overnemen" in page
    assert "Ja, ik neem deze pet over" not in page


def test_of_a_party_the_wearer_writes_the_answer_down(signed_in, cast, now):
    hat = NewHat(
        hats.ASSISTANCE,
        reason="Nodig",
        wearer=cast[CAS].pk,
        expected_until=now.date() + timedelta(days=9),
        told=(Told(household=True),),
    )
    hat_id = actions.put_on_hat(viewer=cast.viewer(PIA), reference="C-1", hat=hat, now=now)
    client = signed_in(CAS)
    typed = {"to": f"party:{cast.ids['party_id']}", "note": ""}
    assert client.post(at("ask_handover", hat_id), {"to": "", "note": LONG}).status_code == 422
    assert client.post(at("ask_handover", hat_id), typed).status_code == 303
    assert "De Kade zei nee" in text_of(client.get(at("hat", hat_id)))
    assert client.post(at("refuse_handover", hat_id), {"reason": "Geen plek."}).status_code == 303
    assert client.post(at("ask_handover", hat_id), typed).status_code == 303
    assert client.post(at("answer_handover", hat_id), {"how": ""}).status_code == 422
    assert client.post(at("answer_handover", hat_id), {"how": "start maandag"}).status_code == 303
    assert client.post(at("take_off_hat", hat_id), {"reason": "De Kade is gestart."}).status_code == 422
    typed = {"reason": "De Kade is gestart.", "resident_told": "on"}
    assert client.post(at("take_off_hat", hat_id), typed).status_code == 303
