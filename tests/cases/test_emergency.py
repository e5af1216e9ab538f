"""Opening a case in an emergency: one case, explained, for an hour, told at once, marked, reviewed (trust.md S11)."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail as outgoing
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cases import actions
from cases.actions.locked import locked_case
from cases.models import BreakGlass, Case, HatPeriod, Task
from cases.reads import known, scope
from cases.record_terms import GlassVerdict, TaskKind
from cases.stappenplan import Step
from cases.terms import SafetyRoute
from cases.working_days import add_working_days
from outbox import actions as outbox
from outbox.models import Message
from privacy import gate, law
from privacy.law import DataCategory, Purpose, Relation, Role
from privacy.models import ReadLog
from regie.celery import app
from tests.cast import SECRETS, case_in
from tests.looking import one, text_of

PIA, BERT, WIM, GER, OMAR = (
    "pia_directs_process",
    "bert_stands_nowhere",
    "wim_takes_part",
    "ger_protects_data",
    "omar_directs_elsewhere",
)
REASON = "De buurvrouw belt: er wordt geschreeuwd en er zijn kinderen in huis."
NAME = SECRETS[DataCategory.IDENTITY_CONTACT]
DOOR, CASE = "/noodtoegang/", "/casussen/C-1/"


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


def typed(reference="C-1", **changes):
    return {"reference": reference, "reason": REASON, "understood": "on"} | changes


def broken(cast, now, name=BERT, reference="C-1"):
    """Somebody who opened this case in an emergency."""
    actions.break_glass(viewer=cast.viewer(name), reference=reference, reason=REASON, now=now)
    with gate.opened():
        return BreakGlass.objects.get(user=cast[name], case__reference=reference, ended_at=None)


def tell(topic, key, payload):
    for name in settings.OUTBOX_LISTENERS.get(topic, ()):
        app.tasks[name](key, payload)


def test_who_stands_nowhere_opens_one_case_sees_what_the_law_gives_and_each_look_is_marked(signed_in, cast):
    client = signed_in(BERT)
    assert client.get(CASE).status_code == 404
    assert reverse("cases:break_glass") in text_of(client.get(CASE))  # the way to it stands on that very page
    door = text_of(client.get(DOOR))
    assert "60 minuten" in door
    assert "namen en bereikbaarheid" in door
    response = client.post(DOOR, typed())
    assert (response.status_code, response.headers["Location"]) == (302, CASE)
    page = text_of(client.get(CASE))
    assert NAME.split()[0] in page
    assert "U kijkt met noodtoegang" in page
    assert "Ik ben klaar" in page
    for category in (DataCategory.REQUEST_VISION, DataCategory.PLAN_ACTIONS, DataCategory.HEALTH_MENTAL):
        assert SECRETS[category] not in page
    line = ReadLog.objects.get(action="open_case", viewer_id=cast[BERT].pk)
    assert set(line.categories) == law.EMERGENCY_DATA
    assert set(line.bases) == set(law.BASES_OF_EMERGENCY)
    assert line.relations == ["breaks_glass"]
    assert text_of(client.get("/casussen/")).count("C-1") == 0  # it stands in no list
    client.post("/noodtoegang/klaar/")
    assert client.get(CASE).status_code == 404


def test_a_worry_about_safety_is_seen_at_the_door_and_no_judgement_with_it(signed_in, cast, now):
    worry, judged = "De hond bijt wie binnenkomt", "Vader houdt afspraken niet"
    by = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    actions.raise_safety_alert(text=worry, route=SafetyRoute.REPORTING_CODE, **by)
    actions.raise_signal(text=judged, **by)
    page, client = reverse("cases:monitoring", args=["C-1"]), signed_in(BERT)
    client.post(DOOR, typed())
    text = text_of(client.get(page))
    assert (worry in text, judged in text) == (True, False)
    client.post("/noodtoegang/klaar/")
    assert worry not in text_of(client.get(page))
    assert worry not in text_of(signed_in("ina_inquires").get(page))


def test_every_page_that_opens_carries_the_relation_by_which_it_opened(cast, now):
    broken(cast, now)
    with gate.opened():
        _case, standing, _verdict = scope.find(cast.viewer(BERT), Purpose.DIRECTION, "C-1", now)
    assert standing.relations == {Relation.BREAKS_GLASS}


def test_every_action_begins_without_it(cast, now):
    """Also for who stands to the case in another way: that way remains, and this one is never a reason."""
    broken(cast, now)
    broken(cast, now, "jo_coaches")
    with gate.opened():
        HatPeriod.objects.filter(wearer=cast["ina_inquires"]).update(wearer=cast["jo_coaches"])
    with gate.opened(), transaction.atomic():
        with pytest.raises(actions.NotAuthorised):
            locked_case(cast.viewer(BERT), Purpose.DIRECTION, "C-1", now)
        _case, standing = locked_case(cast.viewer("jo_coaches"), Purpose.DIRECTION, "C-1", now)
    assert standing.relations == {Relation.INQUIRES}


def test_nobody_is_brought_along_to_another_case_through_it(cast, now):
    """That nothing is done through it, at any address, stands in tests/test_access_matrix.py."""
    broken(cast, now)
    with gate.opened():
        assert not known.people(cast.viewer(BERT), now).exists()


def test_a_reference_that_is_not_there_and_one_of_elsewhere_get_the_same_answer_and_guessing_stops(
    signed_in, cast, now
):
    with gate.opened():
        Case.objects.filter(reference="C-2").update(municipality=cast["finn_manages_elsewhere"].organisation)
    client = signed_in(BERT)
    absent, elsewhere = (client.post(DOOR, typed(reference)) for reference in ("C-9", "C-2"))
    assert absent.status_code == elsewhere.status_code == 422
    same = [text_of(one).replace("C-9", "C-?").replace("C-2", "C-?") for one in (absent, elsewhere)]
    assert [without_nonce(text) for text in same][0] == [without_nonce(text) for text in same][1]
    assert REASON in same[0]  # nothing typed is lost
    assert ReadLog.objects.filter(action="tried_to_open", object="noodtoegang").count() == 2
    for _ in range(3):
        client.post(DOOR, typed("C-9"))
    refused = client.post(DOOR, typed("C-1"))
    assert refused.status_code == 409
    assert "te veel kenmerken" in text_of(refused)
    assert "5 keer" in text_of(signed_in(GER).get("/toezicht/noodtoegang/"))
    with gate.opened():
        assert not BreakGlass.objects.exists()


def without_nonce(text):
    return re.sub(r'nonce="[^"]*"|value="[A-Za-z0-9]{64}"', "", text)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": "Te kort"}, "ten minste 20 tekens"),
        ({"reason": "a" + " " * 30 + "b"}, None),
        ({"understood": ""}, "vinkje"),
        ({"reference": ""}, "Kenmerk van de casus"),
    ],
)
def test_it_asks_for_a_reference_a_reason_and_a_tick(signed_in, cast, changes, words):
    response = signed_in(BERT).post(DOOR, typed(**changes))
    assert response.status_code == (422 if words else 302)
    assert (words or "") in text_of(response)


def test_the_database_refuses_a_short_reason_a_second_case_and_a_review_of_oneself(cast, now):
    use = broken(cast, now)
    with gate.opened():
        other = Case.objects.get(reference="C-2")
        for changes in (
            {"reason": "Te kort"},
            {"case": other},
            {"until": now},
            {"ended_at": now, "ended_by": None},
            {"reviewed_at": now, "reviewed_by": cast[BERT], "verdict": "justified"},
            {"reviewed_at": now, "reviewed_by": cast[GER], "verdict": "not_justified"},
            {"answer": "Ja"},
        ):
            columns = {
                "user": cast[BERT] if "case" in changes else cast[OMAR],
                "case": use.case,
                "reason": REASON,
                "opened_at": now,
                "until": now + timedelta(hours=1),
                "review_due_on": now.date(),
            }
            if changes.get("reviewed_by") == cast[BERT]:
                columns |= {
                    "user": cast[BERT],
                    "opened_at": now + timedelta(hours=2),
                    "until": now + timedelta(hours=3),
                }
            with pytest.raises(IntegrityError), transaction.atomic():
                BreakGlass.objects.create(**columns | changes)
    with pytest.raises(actions.NotPossible, match="andere casus open"):
        broken(cast, now, reference="C-2")
    with pytest.raises(actions.NotPossible, match="al open"):
        broken(cast, now)


def test_who_works_on_the_case_needs_no_emergency_and_who_may_not_finds_no_door(signed_in, cast, now):
    with pytest.raises(actions.NotPossible, match="gewoon openen"):
        broken(cast, now, PIA)
    assert broken(cast, now, "jo_coaches").user_id == cast["jo_coaches"].pk
    for name in (GER, "tess_manages_here", "ada_administers", "fem_stewards", "karim_receives"):
        client = signed_in(name)
        assert client.get(DOOR).status_code == 404
        assert client.post(DOOR, typed()).status_code == 404
        assert DOOR not in text_of(client.get("/casussen/C-1000/"))


def test_it_ends_by_itself_to_the_minute(cast, now):
    use = broken(cast, now)
    viewer = cast.viewer(BERT)
    with gate.opened():
        for moment, seen in ((use.until - timedelta(seconds=1), True), (use.until, False)):
            assert scope.visible(viewer, Purpose.DIRECTION, moment).exists() is seen
    assert use.until - use.opened_at == timedelta(hours=1)
    again = use.until + timedelta(seconds=1)  # and then one can open it again, or another
    actions.break_glass(viewer=viewer, reference="C-2", reason=REASON, now=again)


def test_who_directs_and_who_oversees_are_told_at_once_without_a_name_in_the_mail(signed_in, cast, now):
    with transaction.atomic():
        broken(cast, now)
    told = {message.payload["user_id"] for message in Message.objects.filter(topic="cases.glass_broken")}
    assert told == {str(cast[name].pk) for name in (PIA, GER)}
    app.loader.import_default_modules()
    assert outbox.relay(deliver=tell, now=now) == Message.objects.count()
    for message in Message.objects.filter(topic="cases.glass_broken"):
        tell(message.topic, message.key, message.payload)
    assert sorted(mail.to[0] for mail in outgoing.outbox) == sorted(cast[name].email for name in (PIA, GER))
    for mail in outgoing.outbox:
        assert not {"C-1", NAME, cast[BERT].name, "http", "buurvrouw"} & {*mail.body.split(), mail.subject}
        assert "noodgeval" in mail.body
    assert "Bekijk de noodtoegang tot deze casus" in text_of(signed_in(PIA).get("/"))
    assert "1 noodtoegang wacht op uw oordeel" in text_of(signed_in(GER).get("/"))
    for name in (PIA, WIM):
        page = text_of(signed_in(name).get(CASE))
        assert f"{cast[BERT].name} heeft deze casus in een noodgeval geopend" in page
        assert "Noodtoegang: een collega opende deze casus" in text_of(signed_in(name).get(f"{CASE}tijdlijn/"))
        assert REASON not in page


def test_without_a_director_the_desk_is_told(signed_in, cast, now):
    with gate.opened():
        case_in(Step.TRIAGE, now)
    broken(cast, now, reference="C-3")
    with gate.opened():
        task = Task.objects.get(kind=TaskKind.DESK_LOOKS_AT_EMERGENCY)
    assert task.assignee_id == cast["tara_triages"].pk
    client = signed_in("tara_triages")
    assert "Bekijk de noodtoegang" in text_of(client.get("/"))
    page = client.get("/casussen/C-3/noodtoegang/")
    assert REASON in text_of(page)


def test_the_director_sees_why_says_seen_and_stops_it(signed_in, cast, now):
    use = broken(cast, now)
    signed_in(BERT).get(CASE)
    client = signed_in()
    page = text_of(client.get(f"{CASE}noodtoegang/"))
    assert REASON in page
    assert "1 keer iets geopend" in page
    for name in (BERT, WIM):
        assert signed_in(name).get(f"{CASE}noodtoegang/").status_code == 404
        assert signed_in(name).post(f"{CASE}noodtoegang/{use.pk}/stoppen/").status_code == 403
    client = signed_in()
    assert client.post(f"{CASE}noodtoegang/{use.pk}/gezien/").status_code == 303
    with gate.opened():
        assert not Task.objects.filter(done_at=None, kind=TaskKind.LOOK_AT_EMERGENCY).exists()
    assert client.post(f"{CASE}noodtoegang/{use.pk}/stoppen/").status_code == 303
    assert signed_in(BERT).get(CASE).status_code == 404
    assert signed_in().post(f"{CASE}noodtoegang/{use.pk}/stoppen/").status_code == 409
    assert one(BreakGlass).ended_by_id == cast[PIA].pk


def test_the_reviewer_asks_hears_the_answer_judges_and_the_queue_turns_red(signed_in, cast, now):
    use = broken(cast, now)
    client, page = signed_in(GER), f"/toezicht/noodtoegang/{use.pk}/"
    queue = text_of(client.get("/toezicht/noodtoegang/"))
    assert REASON[:40] in queue
    assert NAME not in queue + text_of(client.get(page))
    assert client.post(page, {"verdict": "question", "note": ""}).status_code == 422
    assert client.post(page, {"verdict": "question", "note": "Waarom belde u niet?"}).status_code == 303
    client = signed_in(BERT)
    assert "Beantwoord de vraag over uw noodtoegang" in text_of(client.get("/"))
    assert "Waarom belde u niet?" in text_of(client.get("/noodtoegang/C-1/"))
    assert client.post("/noodtoegang/C-1/", {"answer": ""}).status_code == 422
    assert client.post("/noodtoegang/C-1/", {"answer": "Er was geen tijd."}).status_code == 303
    assert client.post("/noodtoegang/C-1/", {"answer": "Nog iets."}).status_code == 409
    assert signed_in(OMAR).get("/noodtoegang/C-1/").status_code == 404
    client = signed_in(GER)
    assert "Er was geen tijd." in text_of(client.get(page))
    with gate.opened():
        BreakGlass.objects.update(review_due_on=timezone.localdate() - timedelta(days=1))
    assert 'data-urgency="late"' in text_of(client.get("/toezicht/noodtoegang/"))
    assert "wacht te lang op uw oordeel" in text_of(client.get("/"))
    assert client.post(page, {"verdict": "justified"}).status_code == 303
    assert client.post(page, {"verdict": "not_justified", "note": "Toch niet"}).status_code == 409
    assert "wacht" not in text_of(client.get("/toezicht/noodtoegang/"))
    assert one(BreakGlass).verdict is GlassVerdict.JUSTIFIED
    assert use.review_due_on == add_working_days(timezone.localdate(now), 2)


def test_the_reviewer_stops_it_and_nobody_else_reviews(signed_in, cast, now):
    use = broken(cast, now)
    page = f"/toezicht/noodtoegang/{use.pk}/"
    for name in (PIA, "tess_manages_here", BERT):
        assert signed_in(name).get(page).status_code == 404
        assert signed_in(name).post(page, {"verdict": "justified"}).status_code == 404
        assert signed_in(name).post(f"{page}stoppen/").status_code == 404
    assert signed_in(GER).post(f"{page}stoppen/").status_code == 303
    assert signed_in(BERT).get(CASE).status_code == 404
    for address, method in ((DOOR, "put"), (f"{DOOR}klaar/", "get"), (page, "delete"), (f"{page}stoppen/", "get")):
        assert getattr(signed_in(GER), method)(address).status_code == 405


def test_whoever_comes_to_oversee_does_not_review_an_emergency_of_before(cast, now):
    """Another function later, and the same person: another reviews it."""
    use = broken(cast, now)
    overseer = replace(cast.viewer(BERT), role=Role.DATA_PROTECTION_OFFICER)
    with pytest.raises(actions.NotPossible, match="beoordeelt een ander"):
        actions.review_emergency(viewer=overseer, use_id=use.pk, verdict=GlassVerdict.JUSTIFIED, note="", now=now)


def test_the_hour_counts_for_one_municipality_and_goes_when_the_case_is_erased(cast, now):
    use = broken(cast, now)
    viewer = cast.viewer(BERT)
    with gate.opened():
        assert scope.visible(viewer, Purpose.DIRECTION, now).exists()
        Case.objects.filter(pk=use.case_id).update(municipality=cast["finn_manages_elsewhere"].organisation)
        assert not scope.visible(viewer, Purpose.DIRECTION, now).exists()
        HatPeriod.objects.filter(case=use.case_id).delete()
        Case.objects.filter(pk=use.case_id).delete()
        assert not BreakGlass.objects.exists()
