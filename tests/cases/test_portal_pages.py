"""The portal of a chain partner: what waits, one case, answering an action and a signal; nothing of anybody else."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.actions import NewAction, Owner
from cases.hats import Hat
from cases.models import Case, Consultation, HatPeriod, PlanAction, SharingRequest, StagnationSignal
from cases.reads import drift, scope
from cases.shareable import tables
from cases.terms import ActionStatus, SignalBy
from privacy import gate
from privacy.law import DataCategory, Purpose
from privacy.models import ReadLog
from privacy.portal import restricted
from tests.cast import SECRETS
from tests.looking import text_of

PIA, KARIM, LOT = "pia_directs_process", "karim_receives", "lot_receives_elsewhere"
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
MOST = {"start": 10, "case": 17}  # by page; all but what opens and closes the restricted role


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def visit(client, cast):
    """Opens an address of the portal as somebody, or sends something to it."""

    def visit(name, *args, data=None, who=KARIM):
        client.force_login(cast[who])
        address = at(name, *args)
        if data is None:
            return client.get(address, SERVER_NAME=settings.PORTAL_HOST)
        return client.post(address, data, SERVER_NAME=settings.PORTAL_HOST)

    return visit


@pytest.fixture
def mine(cast, now):
    """An action that Karim is asked to do, beside the one of the cast. Returns its id."""
    return another(cast, now, "De sleutel klaarleggen")


def another(cast, now, what):
    action = NewAction(what, Owner(user=cast[KARIM].pk), due_on=now.date())
    director = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    return actions.add_action(scenario_id=cast.ids["scenario_id"], action=action, **director)


def at(name, *args):
    return reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=args)


def action(pk):
    with gate.opened():
        return PlanAction.objects.get(pk=pk)


def posted(pk):
    """What can be sent, with what one can leave empty by mistake."""
    return {
        ("accept_action", "C-1", pk): ({}, None),
        ("decline_action", "C-1", pk): ({"reason": LONG}, "reason"),
        ("report_progress", "C-1", pk): ({"status": "done", "note": LONG}, "status"),
        ("raise_signal", "C-1"): ({"text": LONG}, "text"),
    }


# --- what holds for each of these pages -----------------------------------------------------------------------------


def test_the_start_page_says_what_is_asked_and_the_log_knows_who_looked(visit, cast, mine):
    page = text_of(visit("start"))
    for words in ("De sleutel klaarleggen", "De huur betalen", "Zeg ja of nee", "C-1"):
        assert words in page
    assert "C-2" not in page
    line = ReadLog.objects.get(action="open_portal")
    assert (line.viewer_id, line.case_ids, line.categories) == (cast[KARIM].pk, [cast.ids["case_id"]], ["progress"])


def test_what_may_be_seen_but_nobody_released_is_not_there_and_the_page_says_so(visit):
    with gate.opened():
        for model in tables().values():
            model.objects.filter(case__reference="C-1").update(released_at=None, released_by=None)
    page = text_of(visit("case", "C-1"))
    for words in ("U mag zien:", "Er is nu nog niets voor u vrijgegeven."):
        assert words in page
    assert "(art. 9)" not in page  # an article of the law is for who decides


def test_until_somebody_keeps_the_overview_a_partner_calls_who_directs_the_process(visit, cast):
    assert "houdt het overzicht over het plan" in text_of(visit("case", "C-1"))
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-1", hat=Hat.CASE_DIRECTION).update(taken_off_at=timezone.now())
    page = text_of(visit("case", "C-1"))
    for words in ("pia directs process", "voert de procesregie"):
        assert words in page
    assert "cas directs case" not in page


def test_the_page_of_a_case_says_what_is_shared_and_whom_to_call(visit, cast, mine):
    page = text_of(visit("case", "C-1"))
    for words in ("De huur betalen", "De sleutel klaarleggen", "Gedeeld tot", "Wie kunt u bellen", "cas directs case"):
        assert words in page
    line = ReadLog.objects.get(action="open_portal_case")
    assert (line.viewer_id, line.case_ids) == (cast[KARIM].pk, [cast.ids["case_id"]])


def test_a_stranger_finds_nothing_and_the_wrong_method_is_refused(visit, mine):
    assert visit("case", "C-1", who=LOT).status_code == 404
    assert visit("case", "C-2").status_code == 404
    assert visit("case", "C-1", data={}).status_code == 405
    assert visit("start", data={}).status_code == 405
    for address, (data, _field) in posted(mine).items():
        assert visit(*address, data=data, who=LOT).status_code == 404, address
        assert visit(*address).status_code == 405, address
    assert action(mine).status is ActionStatus.PROPOSED


@pytest.mark.parametrize("name", MOST)
def test_a_page_asks_as_much_for_many_as_for_few(visit, cast, now, mine, name):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert visit(name, *["C-1"] * (name == "case")).status_code == 200
        return [query["sql"] for query in captured if "SELECT" in query["sql"] or "INSERT" in query["sql"]]

    asked()  # what a process asks only once, such as the kinds of permission
    few = len(asked())
    for number in range(20):
        another(cast, now, f"Nog iets {number}")
    many = len(asked())
    assert many == few <= MOST[name]


# --- answering ------------------------------------------------------------------------------------------------------


def test_a_partner_says_yes_once(visit, mine):
    assert visit("accept_action", "C-1", mine, data={}).status_code == 303
    assert "Wat u doet" in text_of(visit("start"))
    again = visit("accept_action", "C-1", mine, data={})
    assert again.status_code == 409
    assert "Op deze actie is al ja gezegd." in text_of(again)
    assert action(mine).status is ActionStatus.ACCEPTED


def test_a_no_needs_its_reason_and_keeps_it(visit, mine):
    empty = visit("decline_action", "C-1", mine, data={"reason": " "})
    assert empty.status_code == 422
    assert "data-focus-on-load" in text_of(empty)
    assert visit("decline_action", "C-1", mine, data={"reason": LONG}).status_code == 303
    assert (action(mine).status, action(mine).declined_reason) == (ActionStatus.DECLINED, LONG)


def test_how_it_goes_is_told_after_a_yes_and_nothing_typed_is_lost(visit, mine):
    early = visit("report_progress", "C-1", mine, data={"status": "done", "note": LONG})
    assert early.status_code == 409
    visit("accept_action", "C-1", mine, data={})
    wrong = visit("report_progress", "C-1", mine, data={"status": "", "note": LONG})
    assert wrong.status_code == 422
    assert text_of(wrong).count(LONG) == 1  # with this action, not with the others
    for _time in range(2):
        assert visit("report_progress", "C-1", mine, data={"status": "done", "note": LONG}).status_code == 303
    assert (action(mine).status, action(mine).progress_note) == (ActionStatus.DONE, LONG)


def test_two_actions_on_one_page_share_no_field(visit, mine):
    page = visit("case", "C-1").content.decode()
    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert sorted(ids) == sorted(set(ids))


def test_nobody_answers_for_somebody_else(visit, cast, now):
    elsewhere = NewAction("Het huis opruimen", Owner(user=cast["cas_directs_case"].pk), due_on=now.date())
    director = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    other = actions.add_action(scenario_id=cast.ids["scenario_id"], action=elsewhere, **director)
    for address, (data, _field) in list(posted(other).items())[:3]:
        assert visit(*address, data=data).status_code == 403, address
    assert visit("accept_action", "C-1", uuid4(), data={}).status_code == 409
    assert action(other).status is ActionStatus.PROPOSED


def test_a_signal_is_sent_once_and_an_empty_one_is_refused(visit):
    wrong = visit("raise_signal", "C-1", data={"text": ""})
    titles = [text_of(page).partition("<title>")[2][:20] for page in (wrong, visit("case", "C-1"))]
    assert (wrong.status_code, ["Fout:" in title for title in titles]) == (422, [True, False])
    for _time in range(2):
        assert visit("raise_signal", "C-1", data={"text": LONG}).status_code == 303
    with gate.opened():
        signal = StagnationSignal.objects.get(case__reference="C-1")
    assert (signal.text, signal.by) == (LONG, SignalBy.PARTNER_PROFESSIONAL)


# --- asking for data ------------------------------------------------------------------------------------------------


def test_a_partner_asks_for_data_with_a_reason_reads_the_answer_and_takes_a_question_back(visit, cast, now):
    asked = {"categories": ["living"], "reason": LONG}
    empty = visit("ask_to_share", "C-1", data=asked | {"reason": " "})
    assert empty.status_code == 422
    assert re.search(r'value="living"[^>]*checked', empty.content.decode())
    assert visit("ask_to_share", "C-1", data=asked, who=LOT).status_code == 404
    for _time in range(2):
        assert visit("ask_to_share", "C-1", data=asked).status_code == 303
    with gate.opened():
        request = SharingRequest.objects.get(case__reference="C-1")
    assert (request.asked_by_id, request.recipient_id, request.reason) == (cast[KARIM].pk, cast[KARIM].pk, LONG)
    director = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    actions.refuse_request(**director, request_id=request.pk, reason="Dat is niet nodig voor de sleutel.")
    page = text_of(visit("case", "C-1"))
    assert "niet gedeeld" in page
    assert "Dat is niet nodig voor de sleutel." in page
    assert visit("withdraw_request", "C-1", request.pk, data={}).status_code == 409
    again = actions.ask_to_share(
        **director | {"viewer": cast.viewer(KARIM)},
        categories=[DataCategory.LIVING],
        reason="Toch wel.",
        purpose=Purpose.COOPERATION,
    )
    assert visit("withdraw_request", "C-1", again, data={}).status_code == 303
    assert "door u ingetrokken" in text_of(visit("case", "C-1"))


def test_after_the_last_thing_that_was_asked_the_start_page_stands_there(visit, cast, now, mine):
    with gate.opened():
        actions.revoke(
            viewer=cast.viewer(PIA), reference="C-1", decision_id=cast.ids["decision_id"], reason="Klaar", now=now
        )
        PlanAction.objects.filter(owner=cast[KARIM]).exclude(pk=mine).update(status=ActionStatus.DROPPED)
    answer = visit("decline_action", "C-1", mine, data={"reason": "Geen tijd."})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert visit("case", "C-1").status_code == 404
    assert visit("start").status_code == 200


# --- answering a question -------------------------------------------------------------------------------------------


@pytest.fixture
def question(cast, now):
    """A question to the party of Karim, and nothing else that he has to do with the case. Returns its id."""
    by = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    asked = {"question": "Is er een achterstand?", "bases": ("WMO-5.1.1",), "necessity": "Zonder dit geen plan."}
    choice = actions.ConsultChoice(consult=True, on_content=True, **asked)
    actions.revoke(**by, decision_id=cast.ids["decision_id"], reason="Klaar")
    with gate.opened():
        PlanAction.objects.filter(owner=cast[KARIM]).update(status=ActionStatus.DROPPED)
    actions.decide_consultation(**by, party_id=cast.ids["party_id"], choice=choice)
    with gate.opened():
        return Consultation.objects.get(party=cast.ids["party_id"]).pk


def test_whom_a_party_sends_sees_the_question_why_and_on_what_ground_and_nothing_else(visit, cast, now, question):
    assert "Is er een achterstand?" in text_of(visit("start"))
    page = text_of(visit("case", "C-1"))
    for words in ("Is er een achterstand?", "Zonder dit geen plan.", "Wmo 2015, artikel 5.1.1", "cas directs case"):
        assert words in page
    for category in SECRETS.keys() - {DataCategory.PLAN_ACTIONS}:  # what he was to do himself
        assert SECRETS[category] not in page
    assert visit("case", "C-1", who=LOT).status_code == 404
    assert drift(now=now) == ()
    with gate.opened():
        visible = scope.visible(cast.viewer(KARIM), Purpose.COOPERATION, now)
        assert set(visible.values_list("reference", flat=True)) == {"C-1"}
        with restricted(cast.viewer(KARIM)):
            assert Case.objects.values_list("reference", flat=True).get() == "C-1"
            assert Consultation.objects.values_list("pk", flat=True).get() == question
        with restricted(cast.viewer(LOT)):
            assert not Consultation.objects.values_list("pk", flat=True).exists()


def test_an_answer_has_a_ground_that_fits_who_answers_and_is_given_once(client, visit, cast, now, question):
    sound = {"answer": LONG, "category": "living", "bases": ["PW-64"], "version": "1"}
    for bases, why in (
        ([], "Kies een grondslag"),
        (["AWB-2:5"], "regelt alleen de geheimhouding"),
        (["LPW-21a"], "voor uw soort organisatie"),
    ):
        refused = visit("answer_question", "C-1", question, data=sound | {"bases": bases})
        assert (refused.status_code, why in text_of(refused)) == (422, True), bases
        assert text_of(refused).count(LONG) == 1
        assert "LPW-21a" not in refused.content.decode()  # the choices stay those that fit
    assert visit("answer_question", "C-1", question, data=sound, who=LOT).status_code == 404
    assert visit("answer_question", "C-1", question, data=sound | {"version": "7"}).status_code == 409
    answered = visit("answer_question", "C-1", question, data=sound)
    assert (answered.status_code, answered.headers["Location"]) == (303, "/")
    with gate.opened():
        asked = Consultation.objects.get(pk=question)
    assert (asked.answer, asked.category, asked.answer_bases) == (LONG, DataCategory.LIVING, ["PW-64"])
    assert asked.answered_by_id == asked.changed_by_id == cast[KARIM].pk
    assert visit("case", "C-1").status_code == 404  # nothing is asked any more
    client.force_login(cast[PIA])
    told = text_of(client.get(reverse("cases:party", args=["C-1", cast.ids["party_id"]])))
    assert "In het portaal, door wie deze partij stuurt" in told
    assert "Participatiewet, artikel 64" in told
    assert drift(now=now) == ()


def test_why_a_party_does_not_answer_is_an_answer_too(visit, cast, now, question):
    assert visit("decline_question", "C-1", question, data={"reason": " ", "version": "1"}).status_code == 422
    assert visit("decline_question", "C-1", question, data={"reason": LONG, "version": "1"}).status_code == 303
    with gate.opened():
        asked = Consultation.objects.get(pk=question)
    assert (asked.declined_reason, asked.answer, asked.answered_by_id) == (LONG, "", cast[KARIM].pk)
    by = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    actions.record_answer(**by, party_id=cast.ids["party_id"], answer="Toch gebeld.", category=DataCategory.LIVING)
    with gate.opened():
        assert Consultation.objects.get(pk=question).answered_by_id is None


def test_nobody_answers_for_another_party(visit, cast, now, question):
    with gate.opened():
        Consultation.objects.filter(pk=question).update(party=cast.ids["department_id"])
    elsewhere = actions.NewAction("Iets", Owner(user=cast[KARIM].pk), due_on=now.date())
    by = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    actions.add_action(scenario_id=cast.ids["scenario_id"], action=elsewhere, **by)
    sound = {"answer": "Ja.", "category": "living", "bases": ["PW-64"], "version": "1"}
    assert "Is er een achterstand?" not in text_of(visit("case", "C-1"))
    assert visit("answer_question", "C-1", question, data=sound).status_code == 409
