"""At the table itself: who is to do something says yes or no on the own device, and who chairs sets the sequence."""

import re
from datetime import date

import pytest
from django.utils import timezone

from cases.actions import NewAction, NotPossible, Owner
from cases.models import PlanAction
from cases.reads import landed_texts
from cases.terms import ActionStatus, ScenarioCode
from meetings import actions
from meetings.phases import Phase
from privacy import gate
from tests.looking import text_of
from tests.meetings.around import laid
from tests.meetings.test_live_pages import (  # noqa: F401
    CAS,
    KARIM,
    LIVE,
    PARTNERS_HOST,
    PIA,
    WIM,
    _put,
    at,
    by,
    earlier,
    in_portal,
    meeting,
    there,
)


@pytest.fixture
def deciding(by, cast, there):  # noqa: F811
    """A table that decides, with an action for Wim and one for Karim. Ids by name."""
    _put(there["meeting"], "d", Phase.DECISION, by)
    here = {"meeting_id": there["meeting"], "code": ScenarioCode.A, **by()}
    for what, party in (("Tante bellen", "department_id"), ("De huur afspreken", "party_id")):
        action = NewAction(what=what, owner=Owner(party=cast.ids[party]), due_on=date(2027, 1, 4))
        actions.land_action(action=action, **laid(), **here)
    with gate.opened():
        made = dict(PlanAction.objects.filter(due_on=date(2027, 1, 4)).values_list("what", "pk"))
    return there | {"of_wim": made["Tante bellen"], "of_karim": made["De huur afspreken"]}


def status(action_id):
    with gate.opened():
        return PlanAction.objects.get(pk=action_id).status


def test_a_colleague_says_yes_at_the_table_and_every_screen_hears_it(signed_in, deciding):
    here, action = deciding["meeting"], deciding["of_wim"]
    before = meeting().version
    asked = text_of(signed_in(WIM).get(at("live", here)))
    assert "De tafel vraagt u</span> Tante bellen" in asked
    assert "De tafel vraagt u</span> De huur afspreken" not in asked
    assert "De tafel vraagt u" not in text_of(signed_in(CAS).get(at("live", here)))
    part = signed_in(WIM).post(at("accept_action", here, action), **LIVE)
    assert (part.status_code, "De tafel vraagt u" in text_of(part)) == (200, False)
    assert (status(action), meeting().version) == (ActionStatus.ACCEPTED, before + 1)
    assert signed_in(CAS).post(at("accept_action", here, deciding["of_karim"])).status_code == 403


def test_a_no_at_the_table_has_a_reason(signed_in, deciding):
    here, action = deciding["meeting"], deciding["of_wim"]
    wim = signed_in(WIM)
    assert wim.post(at("decline_action", here, action), {"reason": ""}, **LIVE).status_code == 422
    assert wim.post(at("decline_action", here, action), {"reason": "Te druk"}).status_code == 303
    assert status(action) is ActionStatus.DECLINED


def test_a_partner_answers_what_the_table_asks_in_the_portal(signed_in, deciding):
    here, action = deciding["meeting"], deciding["of_karim"]
    karim = signed_in(KARIM)
    asked = text_of(karim.get(in_portal("seat", here), **PARTNERS_HOST))
    assert "De tafel vraagt u</span> De huur afspreken" in asked
    assert "Tante bellen" not in asked
    wrong = karim.post(in_portal("decline_at_table", here, action), {"reason": ""}, **LIVE, **PARTNERS_HOST)
    assert wrong.status_code == 422
    stranger = karim.post(in_portal("accept_at_table", here, deciding["of_wim"]), **PARTNERS_HOST)
    assert stranger.status_code in (403, 404)
    part = karim.post(in_portal("accept_at_table", here, action), **LIVE, **PARTNERS_HOST)
    assert (part.status_code, "De huur afspreken" in text_of(part)) == (200, False)
    assert status(action) is ActionStatus.ACCEPTED


def test_who_chairs_sets_the_sequence_without_leaving_the_table(signed_in, deciding):
    here = deciding["meeting"]
    part = signed_in(PIA).post(at("move_action_earlier", here, deciding["of_karim"]), **LIVE)
    plan = text_of(part).partition("Het plan tot nu toe")[2]
    assert plan.index("De huur afspreken") < plan.index("Tante bellen")
    assert signed_in(WIM).post(at("move_action_later", here, deciding["of_karim"])).status_code == 403


def test_only_who_may_open_the_minutes_takes_them(cast, by, there, signed_in):  # noqa: F811
    here = {"meeting_id": there["meeting"], **by()}
    with pytest.raises(NotPossible, match="kan het verslag hier niet openen"):
        actions.name_minute_taker(user_id=cast[KARIM].pk, **here)
    with pytest.raises(NotPossible, match="kan het verslag hier niet openen"):
        actions.name_minute_taker(user_id=cast["ina_inquires"].pk, **here)
    actions.name_minute_taker(user_id=cast[WIM].pk, **here)


def test_the_end_screen_says_who_cannot_answer_there_before_anybody_is_chosen(signed_in, there):  # noqa: F811
    page = text_of(signed_in().get(at("close_meeting", there["meeting"])))
    assert "karim receives, De Kade (zegt hardop ja)" in page
    assert "cas directs case, Gemeente Dorp (zegt" not in page


def test_who_can_do_it_is_the_same_after_the_screen_asked_anew(signed_in, deciding):
    """A screen that follows the table shows another form each time anything changes: no party may go missing there."""
    client, here = signed_in(), deciding["meeting"]

    def choices(answer):
        form = text_of(answer).partition('id="land-action"')[2].partition("</details>")[0]
        return re.findall(r'value="(?:party|person|user):[^"]+"', form)

    before = choices(client.get(at("table")))
    assert any("party:" in one for one in before)
    assert choices(client.get(at("live", here))) == before


def test_the_minutes_say_who_did_not_say_yes_to_what_was_agreed(signed_in, deciding):
    made = {f"cases.planaction:{deciding[of]}": of for of in ("of_wim", "of_karim")}
    with gate.opened():
        case_id = PlanAction.objects.get(pk=deciding["of_wim"]).case_id

    def said():
        found = landed_texts(case_id=case_id, landed=made, until=timezone.now())
        return {made[one.key]: one.text for one in found}

    assert all(text.endswith("Zei nog geen ja.") for text in said().values())
    signed_in(WIM).post(at("decline_action", deciding["meeting"], deciding["of_wim"]), {"reason": "Te druk"})
    assert said()["of_wim"].endswith("Zei nee.")
    with gate.opened():
        PlanAction.objects.filter(pk=deciding["of_karim"]).update(status=ActionStatus.ACCEPTED)
    assert said()["of_karim"].endswith("Uiterlijk ma 4 jan.")


def test_a_button_that_is_refused_without_scripts_says_why_once_and_shows_no_form_of_itself(signed_in, there):  # noqa: F811
    client, here = signed_in(), there["meeting"]
    page = client.post(at("go_on", here), {"seen": Phase.PICTURE.value})
    words = text_of(page)
    assert page.status_code == 409
    assert "Dit is nog niet bewaard" not in words
    assert ">Fase<" not in words
    assert words.count(str(page.context["refusal"])) == 1
    broken = client.post(at("go_on", here), {"seen": "nowhere"})
    assert (broken.status_code, text_of(broken).count(str(broken.context["refusal"]))) == (422, 1)
