"""The end of a meeting: asked and answered on the own device, or aloud; the last round; who tells the absent."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.hats import Hat
from cases.models import HatPeriod
from meetings import actions
from meetings.models import Meeting
from meetings.phases import Phase
from privacy import gate
from privacy.models import ReadLog
from tests.looking import text_of
from tests.meetings.around import BERT, CAS, LONG, PIA, WIM, at, one, opened, put_in
from tests.meetings.test_pages_running import closing

JO = "jo_coaches"


@pytest.fixture
def there(by, earlier, ids):
    """An open meeting with Saar and Wim at the table, that decides."""
    there = opened(by, earlier, ids)
    put_in(Phase.DECISION, there["meeting"])
    return there


@pytest.fixture
def end(there):
    return at("close_meeting", there["meeting"])


def keeper():
    with gate.opened():
        return HatPeriod.objects.filter(case__reference="C-9", hat=Hat.CASE_DIRECTION, taken_off_at=None).first()


def test_the_end_screen_asks_the_question_and_the_log_knows_who_looked(signed_in, end):
    page = text_of(signed_in().get(end))
    for words in ("Wie houdt het overzicht over dit plan, en mag ik jou bellen", "klopt het beeld", "Niet besproken"):
        assert words in page
    assert ReadLog.objects.filter(action="open_closing").count() == 1
    assert "De procesregisseur sluit het overleg" in text_of(signed_in(WIM).get(end))
    assert signed_in(BERT).get(end).status_code == 404


def test_a_colleague_is_asked_says_yes_on_the_own_device_and_closing_is_one_click(signed_in, cast, there, end):
    typed = closing(cast, wearer=f"user:{cast[JO].pk}", accepted="", how="", last_round=LONG)
    assert signed_in().post(at("ask_overview", there["meeting"]), typed).status_code == 303
    waiting = text_of(signed_in().get(end))
    assert "Nog geen antwoord" in waiting
    assert LONG in waiting
    assert (one().closed_at, keeper().wearer_id) == (None, cast[CAS].pk)
    again = signed_in().post(at("ask_overview", there["meeting"]), typed)
    assert (again.status_code, "Dit is al gevraagd." in text_of(again)) == (422, True)
    assert "Neem een pet over" in text_of(signed_in(JO).get(reverse("home")))
    question = reverse("cases:handover", args=["C-9", keeper().pk])
    assert "mag ik jou bellen" in text_of(signed_in(JO).get(question))
    said = {"hours": "2 uur", "paid_by": "Wmo"}
    assert signed_in(JO).post(reverse("cases:accept_handover", args=["C-9", keeper().pk]), said).status_code == 302
    page = signed_in().get(end)
    assert f"{cast[JO].name} zei ja op het eigen scherm" in text_of(page)
    form = page.context["closing_form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    assert (shown["wearer"], shown["hours"]) == (f"user:{cast[JO].pk}", "2 uur")
    assert "accepted" not in shown  # the yes is there; nobody says it once more
    other = shown | {"wearer": f"user:{cast[WIM].pk}", "resident_told": "on"}
    assert signed_in().post(end, other).status_code == 422  # the yes of one is not the yes of another
    assert signed_in().post(end, shown | {"resident_told": "on"}).status_code == 303
    assert (keeper().wearer_id, one().last_round) == (cast[JO].pk, LONG)
    assert one().closed_at


def test_a_colleague_at_the_table_is_asked_there_and_the_end_screen_hears_the_answer(signed_in, cast, there, end):
    table, yes = at("table"), at("accept_overview", there["meeting"])
    assert signed_in(WIM).post(yes, {"hours": "2 uur", "paid_by": "Wmo"}).status_code == 409  # not asked
    typed = closing(cast, wearer=f"user:{cast[WIM].pk}", accepted="", how="")
    assert signed_in().post(at("ask_overview", there["meeting"]), typed).status_code == 303
    waiting, before, unanswered = signed_in().get(end), text_of(signed_in().get(table)), "Diegene moet ja zeggen"
    carried = waiting.content.decode().partition('data-stand="')[2].partition('"')[0]
    assert signed_in().get(end, HTTP_X_REGIE_STAND=carried).status_code == 204  # nothing to show anew
    for name, asked in ((WIM, True), (PIA, False), (CAS, False)):
        assert ("De voorzitter vraagt u" in text_of(signed_in(name).get(table))) is asked, name
    refused = signed_in(WIM).post(yes, {"hours": "", "paid_by": "Wmo"}, HTTP_X_REGIE_LIVE="1")
    assert (refused.status_code, 'value="Wmo"' in refused.content.decode()) == (422, True)
    assert signed_in(CAS).post(yes, {"hours": "2 uur", "paid_by": "Wmo"}).status_code == 409
    answer = signed_in(WIM).post(yes, {"hours": "3 uur", "paid_by": "Wmo"}, HTTP_X_REGIE_LIVE="1")
    assert answer.status_code == 200
    assert "De voorzitter vraagt u" not in text_of(answer)
    assert unanswered in before
    assert unanswered not in text_of(signed_in().get(table))  # what the chair still had to do, is done
    changed = text_of(signed_in().get(end, HTTP_X_REGIE_STAND=carried))
    for words in (f"{cast[WIM].name} zei ja op het eigen scherm", "3 uur, betaald door Wmo"):
        assert words in changed
    # The page of who asked was made before the yes: its tick is off, and the yes counts.
    assert signed_in().post(end, typed | {"resident_told": "on"}).status_code == 303
    assert (keeper().wearer_id, keeper().accepted_how) == (cast[WIM].pk, "op het eigen scherm")


def test_a_no_at_the_table_says_why_and_the_meeting_stays_open(signed_in, cast, there, end):
    typed = closing(cast, wearer=f"user:{cast[WIM].pk}", accepted="", how="")
    signed_in().post(at("ask_overview", there["meeting"]), typed)
    no = at("decline_overview", there["meeting"])
    assert signed_in(WIM).post(no, {"reason": ""}).status_code == 422
    assert signed_in(WIM).post(no, {"reason": LONG}).status_code == 303
    page = text_of(signed_in().get(end))
    assert f"{cast[WIM].name} zei nee" in page
    assert LONG in page
    assert signed_in().post(end, typed).status_code == 422
    aloud = closing(cast, wearer=f"user:{cast[WIM].pk}", resident_told="on")  # and nobody makes a yes of it
    over_a_no = signed_in().post(end, aloud)
    assert (over_a_no.status_code, "Diegene zei zelf nee." in text_of(over_a_no)) == (422, True)
    assert (one().closed_at, keeper().wearer_id) == (None, cast[CAS].pk)


@pytest.mark.parametrize("kept", [True, False])
def test_a_no_stays_a_no_whoever_is_asked_after_it(signed_in, cast, there, end, kept):
    if not kept:
        nobody_keeps_it()
    ask, no = at("ask_overview", there["meeting"]), at("decline_overview", there["meeting"])
    wim = closing(cast, wearer=f"user:{cast[WIM].pk}", accepted="", how="")
    jo = closing(cast, wearer=f"user:{cast[JO].pk}", accepted="", how="")
    aloud = closing(cast, wearer=f"user:{cast[WIM].pk}", resident_told="on")
    assert signed_in().post(ask, wim).status_code == 303
    assert signed_in(WIM).post(no, {"reason": "Nee, geen tijd"}).status_code == 303
    assert signed_in().post(ask, jo).status_code == 303
    over_a_no = signed_in().post(end, aloud)
    assert (over_a_no.status_code, "Diegene zei zelf nee." in text_of(over_a_no)) == (422, True)
    assert signed_in(JO).post(no, {"reason": "Ik ook niet"}).status_code == 303
    assert signed_in().post(end, aloud).status_code == 422
    assert one().closed_at is None
    assert signed_in().post(ask, wim).status_code == 303  # asked anew: then the answer may be given aloud
    assert signed_in().post(end, aloud).status_code == 303
    assert keeper().wearer_id == cast[WIM].pk


@pytest.mark.parametrize("kept", [True, False])
def test_a_no_from_before_this_meeting_is_no_answer_to_its_question(signed_in, cast, there, end, kept):
    if not kept:
        nobody_keeps_it()
    asked = closing(cast, wearer=f"user:{cast[WIM].pk}", accepted="", how="")
    assert signed_in().post(at("ask_overview", there["meeting"]), asked).status_code == 303
    assert signed_in(WIM).post(at("decline_overview", there["meeting"]), {"reason": "Nu niet"}).status_code == 303
    with gate.opened():  # the meeting was opened after that
        Meeting.objects.filter(pk=there["meeting"]).update(opened_at=timezone.now())
    aloud = closing(cast, wearer=f"user:{cast[WIM].pk}", resident_told="on")
    assert signed_in().post(end, aloud).status_code == 303
    assert keeper().wearer_id == cast[WIM].pk


def test_a_yes_that_was_said_aloud_says_who_wrote_it_down(signed_in, cast, end):
    assert signed_in().post(end, closing(cast)).status_code == 303
    assert keeper().accepted_how == f"aan tafel, opgeschreven door {cast[PIA].name}"


def test_where_nobody_kept_the_overview_a_yes_on_the_own_device_is_enough_too(signed_in, cast, there, end):
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-9", hat=Hat.CASE_DIRECTION).delete()
    typed = closing(cast, wearer=f"user:{cast[JO].pk}", accepted="", how="", hours="", paid_by="")
    assert signed_in().post(at("ask_overview", there["meeting"]), typed).status_code == 303
    assert signed_in().post(end, typed).status_code == 422  # the question still waits
    said = {"hours": "2 uur", "paid_by": "Wmo"}
    assert signed_in(JO).post(at("accept_overview", there["meeting"]), said).status_code == 303
    assert f"{cast[JO].name} zei ja op het eigen scherm" in text_of(signed_in().get(end))
    other = typed | {"wearer": f"user:{cast[WIM].pk}"}
    assert signed_in().post(end, other).status_code == 422  # the yes of one is not the yes of another
    assert signed_in().post(end, typed).status_code == 303
    assert one().closed_at


def nobody_keeps_it():
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-9", hat=Hat.CASE_DIRECTION).delete()


def test_who_is_asked_sees_nothing_of_the_case_before_the_yes(signed_in, cast, by, ids, there):
    nobody_keeps_it()
    typed = closing(cast, wearer=f"user:{cast[JO].pk}", accepted="", how="", hours="", paid_by="")
    case, plan = reverse("cases:case", args=["C-9"]), reverse("cases:people", args=["C-9"])
    assert signed_in(JO).get(plan).status_code == 404
    assert signed_in().post(at("ask_overview", there["meeting"]), typed).status_code == 303
    shown = text_of(signed_in(JO).get(case))
    assert "Saar" not in shown
    assert "Saar" not in text_of(signed_in(JO).get(plan))
    with gate.opened():
        seen = ReadLog.objects.filter(viewer_id=cast[JO].pk, result="shown").values_list("categories", flat=True)
        assert {one for row in seen for one in row} == {"progress"}
    question = reverse("cases:hat", args=["C-9", keeper().pk])
    assert "Casusregie" in text_of(signed_in(JO).get(question))
    said = {"hours": "2 uur", "paid_by": "Wmo"}
    assert signed_in(JO).post(reverse("cases:accept_hat", args=["C-9", keeper().pk]), said).status_code == 303
    assert "Saar" in text_of(signed_in(JO).get(case))


def test_where_nobody_kept_the_overview_a_no_is_told_and_stays_a_no(signed_in, cast, there, end):
    nobody_keeps_it()
    typed = closing(cast, wearer=f"user:{cast[WIM].pk}", resident_told="on")
    asked = typed | {"accepted": "", "how": ""}
    assert signed_in().post(at("ask_overview", there["meeting"]), asked).status_code == 303
    assert signed_in(WIM).post(at("decline_overview", there["meeting"]), {"reason": LONG}).status_code == 303
    page = text_of(signed_in().get(end))
    for words in (f"{cast[WIM].name} zei nee", LONG):
        assert words in page
    over_a_no = signed_in().post(end, typed)
    assert (over_a_no.status_code, "Diegene zei zelf nee." in text_of(over_a_no)) == (422, True)
    assert one().closed_at is None
    assert signed_in().post(at("ask_overview", there["meeting"]), asked).status_code == 303  # asked once more
    assert (
        signed_in(WIM).post(at("accept_overview", there["meeting"]), {"hours": "1", "paid_by": "Wmo"}).status_code
        == 303
    )
    assert signed_in().post(end, asked).status_code == 303
    assert keeper().wearer_id == cast[WIM].pk


def test_a_resident_keeps_the_overview_with_a_professional_to_call_and_who_directs_follows(
    signed_in, cast, ids, there, end
):
    def follows():
        with gate.opened():
            return list(HatPeriod.objects.filter(case__reference="C-9", hat=Hat.MONITORING, taken_off_at=None))

    saar = closing(cast, wearer=f"person:{ids['person_id']}", resident_told="on")
    alone = signed_in().post(end, saar)
    assert (alone.status_code, 'id="closing_call_contact_error"' in text_of(alone)) == (422, True)
    assert (one().closed_at, keeper().wearer_id, follows()) == (None, cast[CAS].pk, [])
    together = saar | {"call_contact": cast[WIM].pk, "follows": "on"}
    assert signed_in().post(end, together).status_code == 303
    kept = keeper()
    assert (kept.wearer_id, kept.wearer_person_id, kept.call_contact_id) == (None, ids["person_id"], cast[WIM].pk)
    assert [period.wearer_id for period in follows()] == [cast[PIA].pk]


def test_somebody_who_was_not_there_is_told_by_somebody(signed_in, cast, by, there, end):
    actions.mark_attendance(meeting_id=there["meeting"], seat_id=there["wim"], attended=False, **by())
    assert "Wie vertelt het aan wie er niet was?" in text_of(signed_in().get(end))
    assert signed_in().post(end, closing(cast)).status_code == 422
    assert one().closed_at is None
    typed = closing(cast, absent_told_by="Saar", next_at="30-11-2099 14:00")
    assert signed_in().post(end, typed).status_code == 303
    assert (one().absent_told_by, one().next_at.year) == ("Saar", 2099)


def test_what_was_treated_follows_from_the_topics_that_began(signed_in, cast, by, there, end):
    put_in(Phase.PICTURE, there["meeting"])
    with gate.opened():
        topic = Meeting.objects.get(pk=there["meeting"]).topics.get(point="a").pk
    actions.start_topic(meeting_id=there["meeting"], topic_id=topic, **by())
    put_in(Phase.DECISION, there["meeting"])
    assert signed_in().post(end, closing(cast)).status_code == 303
    assert one().covers == ["a"]


def test_who_can_say_no_yes_here_is_asked_aloud(signed_in, cast, there):
    person = closing(cast, wearer=f"person:{cast.ids['person_id']}", accepted="")
    answer = signed_in().post(at("ask_overview", there["meeting"]), person)
    assert answer.status_code == 422
    assert LONG in text_of(answer)


@pytest.mark.parametrize("phase", [Phase.OPENING, Phase.QUESTION, Phase.PICTURE, Phase.JUDGEMENT])
def test_no_meeting_closes_before_it_decides_and_nothing_typed_is_lost(signed_in, cast, there, end, phase):
    put_in(phase, there["meeting"])
    early = signed_in().post(end, closing(cast, last_round=LONG))
    assert early.status_code == 409
    assert f"U bent nog bij de {phase.label.lower()}." in text_of(early)
    assert LONG in text_of(early)
    assert one().closed_at is None


def test_what_was_planned_and_not_talked_about_is_not_covered(signed_in, cast, end):
    assert signed_in().post(end, closing(cast)).status_code == 303
    assert one().covers == []
