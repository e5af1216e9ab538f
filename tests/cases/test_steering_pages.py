"""What a team manager sees and decides, without knowing whose case it is; and what the FG reads of overrides."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases import actions, hats
from cases.actions import NewHat, NotAuthorised, NotPossible, Words
from cases.hats import Hat, Variant
from cases.models import Case, Closure, HatPeriod, StepTransition, Task
from cases.reads import CaseNotFound
from cases.record_terms import TaskKind
from cases.stappenplan import Step
from cases.terms import ClosureReason
from privacy import gate
from privacy.models import ReadLog
from tests.cast import SECRETS
from tests.looking import text_of

TESS, PIA, CAS, OMAR = "tess_manages_here", "pia_directs_process", "cas_directs_case", "omar_directs_elsewhere"
PAGES = ["steering_case", "override_conflict", "change_process_director", "steering_step"]
STRANGERS = [PIA, CAS, "tara_triages", "bert_stands_nowhere", "finn_manages_elsewhere", "ger_protects_data"]
LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()


@pytest.fixture
def signed_in(signed_in):
    return lambda name=TESS: signed_in(name)


def at(name, reference="C-1"):
    return reverse(f"cases:{name}", args=[reference])


def override(cast, now, reason="Niemand anders kan dit."):
    hat = NewHat(hats.ADVISORY, reason="Nodig", wearer=cast[CAS].pk)
    return actions.override_conflict(viewer=cast.viewer(TESS), reference="C-1", hat=hat, reason=reason, now=now)


# --- seeing -------------------------------------------------------------------------------------------------------


def test_a_manager_sees_path_petten_and_dates(signed_in, cast, now):
    override(cast, now)
    page = text_of(signed_in().get(at("steering_case")))
    for words in (
        "C-1",
        "3a. Analyse",
        "pia directs process",
        "cas directs case",
        "Niemand anders kan dit.",
        "Aanmelding",
    ):
        assert words in page
    with gate.opened():
        line = ReadLog.objects.get(action="open_steering_case")
        assert (line.viewer_id, line.purpose, line.categories) == (cast[TESS].pk, "steering", ["progress"])


@pytest.mark.parametrize("page", PAGES)
def test_a_manager_reads_no_resident_anywhere(signed_in, cast, now, page):
    """Not even who of the household keeps the overview."""
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-1", hat=Hat.CASE_DIRECTION).update(
            wearer=None, wearer_person=cast.ids["person_id"], reason_on=SECRETS["health_mental"]
        )
    answer = signed_in().get(at(page))
    assert answer.status_code == 200
    assert [secret for secret in SECRETS.values() if secret in text_of(answer)] == []
    assert "Noor" not in text_of(answer)


def test_the_page_costs_the_same_however_long_the_path(signed_in, cast, now, django_assert_max_num_queries):
    client = signed_in()
    with django_assert_max_num_queries(14):
        client.get(at("steering_case"))
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        for number in range(20):
            at_ = now + timedelta(hours=number)
            HatPeriod.objects.create(case=case, wearer=cast[OMAR], hat=Hat.INQUIRY, put_on_at=at_)
            StepTransition.objects.create(
                case=case, number=number, move="T12", from_step="perspective", to_step="analysis", cycle=1, at=at_,
                by=cast[PIA], guards={},
            )  # fmt: skip
    with django_assert_max_num_queries(14):
        client.get(at("steering_case"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_finds_no_page(signed_in, name, page):
    client = signed_in(name)
    assert client.get(at(page)).status_code == 404
    if page != "steering_case":
        assert client.post(at(page), {"reason": "x"}).status_code == 404


def test_the_page_itself_only_shows(signed_in):
    assert signed_in().post(at("steering_case")).status_code == 405


# --- deciding -----------------------------------------------------------------------------------------------------


def test_a_manager_overrides_on_a_page_of_its_own(signed_in, cast):
    client = signed_in()
    typed = {"wearer": str(cast[CAS].pk), "worn": "process_direction.advisory", "reason": LONG}
    answer = client.post(at("override_conflict"), typed | {"worn": "inquiry."})
    assert answer.status_code == 409
    assert LONG in text_of(answer)
    assert client.post(at("override_conflict"), typed | {"reason": ""}).status_code == 422
    assert client.post(at("override_conflict"), typed).status_code == 303
    with gate.opened():
        assert HatPeriod.objects.get(variant=Variant.ADVISORY).override_reason == LONG


def test_hat_2_is_overridden_with_the_household_told_and_no_name(signed_in, cast, now):
    with gate.opened():
        HatPeriod.objects.filter(wearer=cast[PIA].pk).update(variant=Variant.INDEPENDENT)
    until = (now + timedelta(days=9)).strftime("%d-%m-%Y")
    typed = {"wearer": str(cast[PIA].pk), "worn": "assistance.", "reason": "Crisis.", "expected_until": until}
    client = signed_in()
    answer = client.post(at("override_conflict"), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["told"])
    assert client.post(at("override_conflict"), typed | {"told": "on", "channel": "phone"}).status_code == 303


def test_a_manager_appoints_another_director(signed_in, cast):
    client = signed_in()
    typed = {"new_director": str(cast[OMAR].pk), "variant": "municipal", "reason": "Pia gaat met verlof."}
    assert client.post(at("change_process_director"), typed | {"variant": "advisory"}).status_code == 422
    answer = client.post(at("change_process_director"), typed | {"new_director": str(cast[CAS].pk)})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["mitigation"])
    assert client.post(at("change_process_director"), typed).status_code == 303
    assert "omar directs elsewhere" in text_of(client.get(at("steering_case")))
    with gate.opened():
        assert Task.objects.get().kind == TaskKind.TELL_PARTIES


def take_off_staff_hats(now):
    with gate.opened():
        rows = HatPeriod.objects.filter(case__reference="C-1", hat__in=[Hat.INQUIRY, Hat.DECISION])
        rows.update(taken_off_at=now)


STOP = {"closure": "moved", "result_code": "8.1.1", "reason": "Het huishouden is verhuisd."}


def test_a_manager_stops_a_case_in_one_go(signed_in, cast, now):
    take_off_staff_hats(now)
    client = signed_in()
    seen = client.get(at("steering_step")).context["form"].initial["seen"]
    assert client.post(at("steering_step"), STOP | {"seen": seen}).status_code == 303
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        assert (case.step, Closure.objects.get(case=case).reason) == (Step.CLOSED, ClosureReason.MOVED)
    assert "Deze casus is afgesloten" in text_of(client.get(at("steering_case")))


def test_what_stands_in_the_way_is_said_and_nothing_is_half_done(signed_in, cast):
    client = signed_in()
    assert "Petten van de gemeente die nog af moeten" in text_of(client.get(at("steering_step")))
    answer = client.post(at("steering_step"), STOP | {"seen": "0", "reason": LONG})
    assert answer.status_code == 409
    assert LONG in text_of(answer)
    with gate.opened():
        assert not Closure.objects.exists()


def test_a_second_click_stops_nothing(signed_in, cast, now):
    take_off_staff_hats(now)
    assert signed_in().post(at("steering_step"), STOP | {"seen": "7"}).status_code == 409


def test_stopping_is_for_the_manager_of_this_municipality(cast, now):
    stop = {"reason": ClosureReason.MOVED, "result_code": "8.1.1", "words": Words("verhuisd"), "now": now}
    for name in (PIA, "finn_manages_elsewhere", "ger_protects_data"):
        with pytest.raises((CaseNotFound, NotAuthorised)):
            actions.stop_case(viewer=cast.viewer(name), reference="C-1", **stop)
    with pytest.raises(NotPossible):
        actions.stop_case(viewer=cast.viewer(TESS), reference="C-1", **stop)


# --- overrides, for the FG ----------------------------------------------------------------------------------------


def test_the_fg_reads_every_override_with_its_reason(signed_in, cast, now):
    address = reverse("cases:overrides")
    client = signed_in("ger_protects_data")
    assert "Hier staat straks elk besluit" in text_of(client.get(address))
    override(cast, now, reason=LONG)
    page = text_of(client.get(address))
    for words in ("C-1", "cas directs case", "tess manages here", LONG):
        assert words in page
    assert [secret for secret in SECRETS.values() if secret in page] == []
    with gate.opened():
        lines = ReadLog.objects.filter(action="open_overrides").order_by("id")
        assert [line.case_ids for line in lines] == [[], [cast.ids["case_id"]]]
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("name", [TESS, PIA, "bert_stands_nowhere", "ada_administers"])
def test_nobody_else_reads_a_line_of_it(signed_in, cast, now, name):
    override(cast, now)
    answer = signed_in(name).get(reverse("cases:overrides"))
    assert "Niemand anders kan dit." not in text_of(answer)
