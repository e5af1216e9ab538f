"""The table while it runs: what each screen shows and hides, that it asks cheaply, and that two clicks do it once."""

from contextlib import nullcontext
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import keep_draft
from cases import actions as cases
from cases.actions import NotPossible
from cases.meeting_terms import AgendaPoint, ContributionKind, FirstTurnKind, MeetingKind, ParticipationForm, SeatKind
from cases.models import Goal, HatPeriod, Party, Perspective, ScenarioTrigger
from cases.terms import ScenarioCode
from meetings import actions, stand
from meetings.actions import NewContribution, NewMeeting, NewSeat, NewTopic
from meetings.middleware import ADDRESS
from meetings.models import Contribution, Meeting, Participant, Topic
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory, Purpose
from privacy.models import ReadLog
from tests.cast import proposal
from tests.looking import text_of
from tests.meetings.around import laid, put_in

K = ContributionKind
PIA, WIM, CAS, BERT, KARIM = (
    "pia_directs_process",
    "wim_takes_part",
    "cas_directs_case",
    "bert_stands_nowhere",
    "karim_receives",
)
PARTNERS_HOST = {"SERVER_NAME": settings.PORTAL_HOST}
LIVE = {"HTTP_X_REGIE_LIVE": "1"}


@pytest.fixture
def earlier(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def by(cast, earlier):
    return lambda name=PIA, at=earlier: {"viewer": cast.viewer(name), "reference": "C-1", "now": at}


@pytest.fixture
def there(cast, by, earlier):
    """An MDO of C-1 in the picture with its first topic on the table: Noor and Wim in the room, Karim out of it."""
    points = tuple(AgendaPoint)
    meeting = NewMeeting(MeetingKind.MDO, earlier, 90, points, question="Waar slaapt Noor?", purpose_text="Wmo")
    meeting_id = actions.plan_meeting(meeting=meeting, **by())
    seats = (
        NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"], participation_form=ParticipationForm.PRESENT),
        NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["department_id"], reason="De hulp"),
        NewSeat(SeatKind.CONTRIBUTES_TO_SOLUTION, party=cast.ids["party_id"], reason="De huur"),
    )
    made = actions.invite_all(meeting_id=meeting_id, seats=seats, **by())
    actions.open_meeting(meeting_id=meeting_id, **by())
    names = dict(zip(("noor", "wim", "karim"), made, strict=True))
    _put(meeting_id, "a", Phase.PICTURE, by)
    return {"meeting": meeting_id, **names}


@pytest.fixture
def judging(by, there):
    """A table that judges, with everybody in the room."""
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    return there


def _put(meeting_id, point, phase, by):
    """In this phase, with this topic on the table; how the table comes there is tested elsewhere."""
    put_in(phase, meeting_id)
    with gate.opened():
        if phase is Phase.JUDGEMENT:
            spoke = {"first_turn_at": timezone.now(), "first_turn_kind": FirstTurnKind.SPOKEN}
            Participant.objects.filter(meeting=meeting_id, attended=True).update(**spoke)
        topic_id = Topic.objects.get(meeting=meeting_id, point=point).pk
    actions.start_topic(meeting_id=meeting_id, topic_id=topic_id, **by(PIA, timezone.now()))


def at(name, *args):
    return reverse(f"meetings:{name}", args=["C-1", *args])


def in_portal(name, *args):
    return reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=["C-1", *args])


def says(by, there, kind, text, who=PIA, when=None, **more):
    purpose = {"purpose": Purpose.COOPERATION} if who == KARIM else {}
    what = NewContribution(kind, text, **{"topic": meeting().topic_id, **more})
    return actions.contribute(meeting_id=there["meeting"], what=what, **by(who, when or timezone.now()), **purpose)


def meeting():
    with gate.opened():
        return Meeting.objects.get()


def stand_in(page):
    return page.content.decode().partition('data-stand="')[2].partition('"')[0]


def polled(client, carried, **extra):
    return client.get(ADDRESS, HTTP_X_REGIE_STAND=carried, **extra).status_code


def test_the_chair_sees_in_every_phase_who_goes_out_for_the_next_item_and_who_comes_in_again(signed_in, by, there):
    client, live = signed_in(), at("live", there["meeting"])
    page = text_of(client.get(live))  # the last point of the picture: the next one is of another phase
    assert "Komt weer binnen: De Kade" in page
    assert "Gaat er eerst uit" not in page
    put_in(Phase.OPENING, there["meeting"])
    with gate.opened():
        Meeting.objects.update(topic=None)
        Topic.objects.update(started_at=None, ended_at=None)
    assert "Gaat er eerst uit: De Kade" in text_of(client.get(live))
    assert "Gaat er eerst uit" not in text_of(signed_in(CAS).get(live))


def test_between_two_topics_whoever_was_out_is_still_out(signed_in, by, there):
    put_in(Phase.PICTURE, there["meeting"])
    nights = NewTopic("De nacht", Phase.PICTURE, 5, (DataCategory.REQUEST_VISION,))
    actions.add_topic(meeting_id=there["meeting"], topic=nights, **by(PIA, timezone.now()))
    page = text_of(signed_in().get(at("live", there["meeting"])))
    assert "Blijft buiten: De Kade" in page
    assert "Komt weer binnen" not in page
    turns = {there[name]: FirstTurnKind.SPOKEN for name in ("noor", "wim", "karim")}
    later = {"meeting_id": there["meeting"], **by(PIA, timezone.now())}
    actions.take_first_turns(turns=turns, **later)
    actions.call_picture_complete(**later)
    actions.go_on(seen=Phase.PICTURE, **later)
    assert "Komt weer binnen: De Kade" in text_of(signed_in().get(at("live", there["meeting"])))


def test_the_chair_puts_something_on_the_agenda_without_leaving_the_table(signed_in, there):
    client, put = signed_in(), at("put_on_agenda", there["meeting"])
    topic = {"title": "De nacht", "phase": "picture", "minutes": "5", "categories": ["request_vision"]}
    part = client.post(put, topic, **LIVE)
    assert (part.status_code, "De nacht" in text_of(part)) == (200, True)
    refused = client.post(put, topic | {"title": "", "minutes": "7"}, **LIVE)
    assert refused.status_code == 422
    assert 'id="rail-topic" data-keep open' in refused.content.decode()
    assert client.post(put, topic | {"title": "De school"}).headers["Location"] == at("table")
    assert 'id="rail-topic"' not in signed_in(CAS).get(at("live", there["meeting"])).content.decode()


# --- the chair and the colleague ------------------------------------------------------------------------------------


def test_the_chair_sees_the_table_and_each_answer_is_one_line_in_the_log(signed_in, cast, there):
    page = signed_in().get(at("live", there["meeting"]))
    assert page.status_code == 200
    for words in (
        "Waar slaapt Noor?",
        "Noor Zeegers",
        "De Kade",
        "Nog 3 mensen niet aan het woord",
        "Niet in de kamer",
    ):
        assert words in text_of(page), words
    line = ReadLog.objects.get(action="open_live")
    assert (line.viewer_id, line.case_ids) == (cast[PIA].pk, [cast.ids["case_id"]])


def test_a_stranger_finds_nothing_and_the_wrong_method_is_refused(signed_in, there):
    for name in ("live", "room", "room_live"):
        address = at(name, there["meeting"])
        assert signed_in(BERT).get(address).status_code == 404
        assert signed_in().post(address).status_code == 405
        assert signed_in().get(at(name, uuid4())).status_code == 404
    for name in ("go_on", "go_back", "contribute", "tell_roles", "land_goal", "record_decision", "take_my_turn"):
        assert signed_in(BERT).post(at(name, there["meeting"]), {}).status_code == 404
        assert signed_in().get(at(name, there["meeting"])).status_code == 405


def test_a_colleague_with_a_seat_hears_only_what_was_said_while_in_the_room(signed_in, cast, by, there):
    says(by, there, K.FACT, "De huur is drie maanden te laat", seat=there["noor"])
    debts = NewTopic("De schuld bij de buurman", Phase.PICTURE, 5, (DataCategory.DEBTS,))
    debts_id = actions.add_topic(meeting_id=there["meeting"], topic=debts, **by())
    actions.start_topic(meeting_id=there["meeting"], topic_id=debts_id, **by(PIA, timezone.now()))
    says(by, there, K.FACT, "Vierduizend euro", seat=there["noor"])
    page = text_of(signed_in(WIM).get(at("table")))
    assert "De huur is drie maanden te laat" in page
    for words in ("Onderwerp zonder u", "U bent nu niet in de kamer"):
        assert words in page
    for secret in ("Vierduizend euro", "De schuld bij de buurman"):
        assert secret not in page
        assert secret in text_of(signed_in().get(at("table")))
    assert at("go_on", there["meeting"]) not in page


def test_a_colleague_takes_the_turn_speaks_and_takes_back_on_the_own_device(signed_in, cast, there):
    client, number = signed_in(WIM), uuid4()
    said = {"kind": "fact", "text": "Er is een plek vrij", "id": number, **laid()}
    for _time in range(2):  # a double click is one
        answer = client.post(at("contribute", there["meeting"]), said, **LIVE)
        assert answer.status_code == 200
        assert text_of(answer).count("Er is een plek vrij") >= 1
    with gate.opened():
        assert Contribution.objects.filter(pk=number).count() == 1
        assert Participant.objects.get(pk=there["wim"]).first_turn_kind == FirstTurnKind.SPOKEN
    early = client.post(at("contribute", there["meeting"]), {"kind": "proposal", "text": "Meteen verhuizen"})
    assert early.status_code == 422
    for words in ("Eerst het beeld compleet: nog 2 mensen niet aan het woord geweest", "Meteen verhuizen"):
        assert words in text_of(early)
    assert client.post(at("take_back", there["meeting"], number), **LIVE).status_code == 200
    with gate.opened():
        assert not Contribution.objects.exists()


def test_what_is_refused_comes_back_in_its_place_with_what_was_typed_and_the_rest_of_the_screen(signed_in, by, there):
    """A screen with scripts replaces its parts by this: so no other form that somebody types in is lost."""
    client, here = signed_in(), there["meeting"]
    early = client.post(at("contribute", here), {"kind": "proposal", "text": "Meteen verhuizen"}, **LIVE)
    assert early.status_code == 422
    assert early.content.decode().count('id="say"') == 1
    for words in ("Eerst het beeld compleet: nog 3 mensen niet aan het woord geweest", "Meteen verhuizen", "Agenda"):
        assert words in text_of(early)
    assert (
        client.post(
            at("contribute", here), {"kind": "fact", "text": "Een feit", "seat": there["noor"], **laid()}, **LIVE
        ).status_code
        == 200
    )
    _put(here, "c", Phase.JUDGEMENT, by)
    wrong = client.post(at("land_perspective", here), {"text": "", "with_resident": "present"}, **LIVE)
    assert (wrong.status_code, 'id="perspective_text_error"' in wrong.content.decode()) == (422, True)
    assert 'id="say"' not in wrong.content.decode()  # what is typed there stays as it is
    row = client.post(at("set_aside", here, uuid4()), {"reason": ""}, **LIVE)
    assert (row.status_code, text_of(row).count("Vul nog in: “Waarom nu niet?”")) == (422, 1)


def test_what_was_typed_when_the_session_ended_stands_in_the_form_again(signed_in, cast, there):
    for name, address, action, host in (
        (PIA, at("table"), at("contribute", there["meeting"]), {}),
        (KARIM, in_portal("seat", there["meeting"]), in_portal("contribute", there["meeting"]), PARTNERS_HOST),
    ):
        typed = {"kind": "experience", "text": "Zij slaapt slecht", "id": str(uuid4())}
        fields = {name: [value] for name, value in typed.items()}
        keep_draft(user_id=cast[name].pk, page=address, action=action, fields=fields, now=timezone.now())
        page = signed_in(name).get(address, **host)
        form = page.context["say_form"]
        assert {name: form[name].value() for name in typed} == typed
        assert "Het staat weer in het formulier" in text_of(page)


def test_going_on_says_what_the_case_itself_still_misses(signed_in, by, there):
    turns = {there[name]: FirstTurnKind.SPOKEN for name in ("noor", "wim", "karim")}
    actions.take_first_turns(meeting_id=there["meeting"], turns=turns, **by(PIA, timezone.now()))
    client, seen = signed_in(), {"seen": "picture"}
    refused = client.post(at("go_on", there["meeting"]), seen, **LIVE)
    assert refused.status_code == 409
    assert "Vraag of het beeld compleet is" in text_of(refused)
    assert client.post(at("call_picture_complete", there["meeting"])).status_code == 303
    answer = client.post(at("go_on", there["meeting"]), seen, **LIVE)
    for words in ("De casus zelf blijft nog in zijn stap.", "Kies een vast stramien voor de analyse."):
        assert words in text_of(answer)
    version = meeting().version
    assert client.post(at("go_on", there["meeting"]), seen, **LIVE).status_code == 200  # the other one's click
    assert (meeting().phase, meeting().version) == (Phase.JUDGEMENT, version)


def test_what_the_table_agrees_on_lands_from_the_page_and_a_mistake_keeps_what_was_typed(signed_in, by, there):
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    client, here = signed_in(), there["meeting"]
    home = {"text": "Ik woon weer thuis", "with_resident": "present", **laid()}
    assert client.post(at("land_perspective", here), home).status_code == 303
    with gate.opened():
        perspective = Perspective.objects.get(text="Ik woon weer thuis").pk
    goal = {"perspective": perspective, "intention": "Een eigen bed", "steps": "Bellen met tante", **laid()}
    wrong = client.post(at("land_goal", here), goal | {"perspective": "", "intention": "Een bed"})
    assert wrong.status_code == 422
    assert "Een bed" in text_of(wrong)
    assert client.post(at("land_goal", here), goal).status_code == 303
    with gate.opened():
        goal_id = Goal.objects.get(intention="Een eigen bed").pk
    first = says(by, there, K.PROPOSAL, "Een kamer bij tante", seat=there["wim"])
    second = says(by, there, K.PROPOSAL, "Een camping", seat=there["wim"])
    direction = {"goal": goal_id, "text": "Een kamer bij tante", "source": first, **laid()}
    for screen in ({}, LIVE):
        wrong = client.post(at("land_direction", here), direction | {"text": "", "seat": there["wim"]}, **screen)
        assert wrong.status_code == 422
        for chosen in (first, there["wim"]):
            assert f'<option value="{chosen}" selected' in wrong.content.decode()
    assert client.post(at("land_direction", here), direction).status_code == 303
    assert client.post(at("set_aside", here, second), {"reason": ""}).status_code == 422
    assert client.post(at("set_aside", here, second), {"reason": "In de winter niet"}).status_code == 303
    assert "Nu niet, met een reden: In de winter niet" in text_of(client.get(at("table")))
    weighed = {"solution": "Een tweede bed bij tante", "involvement_verdict": "supports", "cost_eur": "350", **laid()}
    wrong = client.post(at("land_triangle", here), weighed | {"cost_eur": "veel"})
    assert wrong.status_code == 422
    assert "Een tweede bed bij tante" in text_of(wrong)
    assert client.post(at("land_triangle", here), weighed).status_code == 303
    assert "Betrokkenheid: pleit ervoor" in text_of(client.get(at("table")))
    _put(here, "d", Phase.DECISION, by)
    decision = {"text": "We vragen tante", "decided_by": "Noor", "dissent": "Wim twijfelt", **laid()}
    assert client.post(at("record_decision", here), decision).status_code == 303
    action = {"what": "Tante bellen", "owner": f"party:{_party(WIM)}", "due_on": "04-01-2027", "code": "A", **laid()}
    assert client.post(at("land_action", here), action).status_code == 303
    when = {"code": "B", "text": "tante zegt nee", "watched_by": "", **laid()}
    assert client.post(at("land_trigger", here), when).status_code == 422
    assert client.post(at("land_trigger", here), when | {"watched_by": "Wim"}).status_code == 303
    with gate.opened():
        landed = Contribution.objects.exclude(landed="").order_by("made_at").values_list("kind", flat=True)
        assert set(landed) == {"perspective", "goal", "proposal", "value_triangle", "decision", "action", "appointment"}
        assert ScenarioTrigger.objects.get().text == "tante zegt nee"
        assert ScenarioTrigger.objects.get().scenario.code is ScenarioCode.B
    page = text_of(client.get(at("table")))
    plan = page[page.index("Het plan tot nu toe") :]
    assert plan.index("Plan A") < plan.index("Tante bellen") < plan.index("Plan B") < plan.index("Wim let daarop")


def _party(name):
    with gate.opened():
        return Party.objects.get(case__reference="C-1", contact__name=name.replace("_", " ")).pk


def test_the_deputy_carries_on_at_another_device_when_the_laptop_of_the_chair_dies(signed_in, cast, there, by):
    says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"])
    with gate.opened():
        directs = HatPeriod.objects.get(case__reference="C-1", wearer=cast[PIA], taken_off_at=None)
        HatPeriod.objects.filter(pk=directs.pk).update(deputy=cast["omar_directs_elsewhere"])
    deputy = signed_in("omar_directs_elsewhere")
    page = text_of(deputy.get(at("table")))
    for words in ("Noor slaapt in de auto", "Volgende: Oordeelsvorming", "Geef het woord"):
        assert words in page
    assert deputy.post(at("give_turn", there["meeting"], there["wim"])).status_code == 303
    assert deputy.post(at("break_off", there["meeting"]), {"reason": "Alarm"}).status_code == 303
    assert "X-Regie-Over" in signed_in().get(at("live", there["meeting"])).headers
    assert deputy.post(at("resume_meeting", there["meeting"])).status_code == 303
    assert (meeting().turn_id, meeting().phase) == (there["wim"], Phase.PICTURE)


# --- the room -------------------------------------------------------------------------------------------------------


def test_the_wall_names_nobody_and_hides_what_is_sensitive(signed_in, by, there):
    says(by, there, K.FACT, "De sleutel ligt bij de buren", seat=there["wim"])
    page = text_of(signed_in().get(at("room", there["meeting"])))
    for words in ("De sleutel ligt bij de buren", "Inwoner", "Woningcorporatie", "Wat is er nu aan de hand"):
        assert words in page
    for name in ("Noor Zeegers", "Wmo Dorp", "De Kade"):
        assert name not in page
    health = NewTopic("Noor en de angst", Phase.PICTURE, 5, (DataCategory.HEALTH_MENTAL,))
    health_id = actions.add_topic(meeting_id=there["meeting"], topic=health, **by())
    actions.start_topic(meeting_id=there["meeting"], topic_id=health_id, **by())
    says(by, there, K.FACT, "Zij slikt pillen", seat=there["noor"])
    page = text_of(signed_in().get(at("room_live", there["meeting"])))
    for words in ("1 punt is besproken", "Een onderwerp van de agenda"):
        assert words in page
    for secret in ("Zij slikt pillen", "Noor en de angst", "De sleutel ligt bij de buren"):
        assert secret not in page
    for somebody in (WIM, CAS):
        assert signed_in(somebody).get(at("room", there["meeting"])).status_code == 404


def test_who_was_out_of_the_room_does_not_read_on_the_wall_what_was_said_meanwhile(signed_in, by, there):
    here, wim = {"meeting_id": there["meeting"]}, {"seat_id": there["wim"]}
    says(by, there, K.FACT, "Dit hoorde Wim", seat=there["noor"])
    actions.go_out(**here, **wim, **by(PIA, timezone.now()))
    says(by, there, K.FACT, "Dit hoorde Wim niet", seat=there["noor"])
    room = at("room_live", there["meeting"])
    assert "Dit hoorde Wim niet" in text_of(signed_in().get(room))
    actions.come_in(**here, **wim, **by(PIA, timezone.now()))
    page = text_of(signed_in().get(room))
    assert "Dit hoorde Wim" in page
    assert "Dit hoorde Wim niet" not in page


def test_a_colleague_who_goes_out_for_a_topic_reads_no_title_of_it_anywhere(signed_in, by, there):
    health = NewTopic("Noor en de angst", Phase.PICTURE, 5, (DataCategory.SUBSTANCE_USE,))
    actions.add_topic(meeting_id=there["meeting"], topic=health, **by())
    for address in (at("table"), at("prepare"), at("close_meeting", there["meeting"])):
        page = text_of(signed_in(WIM).get(address))
        for secret in ("Noor en de angst", DataCategory.SUBSTANCE_USE.plain):
            assert secret not in page, address
    assert "Noor en de angst" in text_of(signed_in().get(at("prepare")))


def test_a_new_fact_is_for_who_directs_also_after_breaking_off(signed_in, by, there):
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    moment = by(PIA, timezone.now())
    actions.raise_new_facts(meeting_id=there["meeting"], fact="Er is een oude schuld", **laid(), **moment)
    actions.break_off(meeting_id=there["meeting"], reason="Alarm", **moment)
    assert "Er is een oude schuld" in text_of(signed_in().get(at("table")))
    assert "Er is een oude schuld" not in text_of(signed_in(WIM).get(at("table")))


def test_a_button_that_is_refused_without_scripts_says_why_once_and_shows_no_form_of_itself(signed_in, by, there):
    refused = [signed_in().post(at("go_on", there["meeting"]), {"seen": "picture"})]
    refused.append(signed_in().post(at("start_topic", there["meeting"], uuid4())))
    put_in(Phase.QUESTION, there["meeting"])
    turn = at("take_first_turn", there["meeting"], there["wim"])
    refused.append(signed_in().post(turn, {"kind": "spoken"}))
    refused.append(signed_in(WIM).post(at("take_my_turn", there["meeting"]), {"kind": "spoken"}))
    for page in refused:
        words = text_of(page)
        assert (page.status_code, words.count('data-state="late" role="alert"')) == (409, 1)
        assert "Dit is nog niet bewaard" not in words
        assert 'type="radio" name="seen"' not in words
    aside = signed_in().post(at("set_aside", there["meeting"], uuid4()), {"reason": "Eerst de huur"})
    for words in ("Dit is nog niet bewaard", "Eerst de huur"):
        assert words in text_of(aside)


def test_what_is_said_too_soon_is_refused_as_every_mistake_looks(signed_in, by, there):
    said = {"kind": "proposal", "text": "Een kamer bij tante", "id": uuid4()} | laid()
    refused = text_of(signed_in().post(at("contribute", there["meeting"]), said, **LIVE))
    field = refused.partition('id="say-kind"')[2].partition("</fieldset>")[0]
    for words in ('data-state="error"', "utrecht-form-field-error-message rg-field__error", "Eerst het beeld compleet"):
        assert words in field


def test_a_choice_at_the_table_looks_like_a_choice(signed_in, by, there):
    page = text_of(signed_in().get(at("table")))
    assert '<select name="seat" class="utrecht-select"' in page
    assert "html-select" not in page


def test_what_is_drawn_once_for_several_screens_is_of_nobodys_form_and_never_old(signed_in, by, there):
    caches["drawn"].clear()
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    said = {"kind": "proposal", "text": "Een kamer bij tante", "id": uuid4(), **laid()}
    assert signed_in(WIM).post(at("contribute", there["meeting"]), said, **LIVE).status_code == 200
    undo = at("take_back", there["meeting"], said["id"])
    for who in (CAS, WIM, PIA, WIM, CAS):
        page = text_of(signed_in(who).get(at("live", there["meeting"])))
        assert ("Een kamer bij tante" in page, undo in page) == (True, who == WIM)
    drawn = b"".join(caches["drawn"]._cache.values())
    assert b"Een kamer bij tante" in drawn
    assert b"csrfmiddlewaretoken" not in drawn
    aside = at("set_aside", there["meeting"], said["id"])
    assert signed_in().post(aside, {"reason": "Eerst de huur"}, **LIVE).status_code == 200
    for who in (CAS, WIM):
        page = text_of(signed_in(who).get(at("live", there["meeting"])))
        assert ("Eerst de huur" in page, undo in page) == (True, False)


# --- the partner ----------------------------------------------------------------------------------------------------


def test_a_partner_follows_from_the_own_seat_what_is_shared_and_said_while_it_was_there(signed_in, by, there):
    says(by, there, K.FACT, "De huur is drie maanden te laat", seat=there["noor"])
    partner, address = signed_in(KARIM), in_portal("seat", there["meeting"])
    page = text_of(partner.get(address, **PARTNERS_HOST))
    assert "Onderwerp zonder u" in page
    assert "U kunt nu niets inbrengen: dit is een onderwerp zonder u." in page
    assert "De voorzitter begint eerst een onderwerp" not in page
    for secret in ("Wat is er nu aan de hand", "De huur is drie maanden te laat", "Noor Zeegers", "Waar slaapt Noor?"):
        assert secret not in page
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    says(by, there, K.PROPOSAL, "Een kamer bij tante", seat=there["wim"])
    said = {"kind": "argument", "text": "Dan blijft de woning", "id": uuid4(), **laid()}
    answer = partner.post(in_portal("contribute", there["meeting"]), said, **LIVE, **PARTNERS_HOST)
    assert answer.status_code == 200
    page = text_of(partner.get(address, **PARTNERS_HOST))
    for words in ("Op tafel: Oplossingsrichtingen", "Een kamer bij tante", "Dan blijft de woning", "Uzelf"):
        assert words in page
    assert "Wmo Dorp" not in page
    undo = in_portal("take_back", there["meeting"], said["id"])
    assert partner.post(undo, **PARTNERS_HOST).status_code == 303
    assert ReadLog.objects.filter(action="open_seat").count() == 3
    assert signed_in("lot_receives_elsewhere").get(address, **PARTNERS_HOST).status_code == 404
    assert partner.post(address, **PARTNERS_HOST).status_code == 405


def test_without_the_gate_of_the_database_a_partner_still_reads_only_what_is_shared(signed_in, by, there, monkeypatch):
    monkeypatch.setattr("privacy.middleware.restricted", lambda viewer: nullcontext())
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    says(by, there, K.PROPOSAL, "Een kamer bij tante", seat=there["wim"])
    partner, address = signed_in(KARIM), in_portal("seat", there["meeting"])
    assert "Een kamer bij tante" in text_of(partner.get(address, **PARTNERS_HOST))
    for hidden in ({"released_at": None, "released_by": None}, {"about": [uuid4()]}):
        with transaction.atomic():
            with gate.opened():
                assert Contribution.objects.filter(text="Een kamer bij tante").update(**hidden) == 1
            assert "Een kamer bij tante" not in text_of(partner.get(address, **PARTNERS_HOST))
            transaction.set_rollback(True)


def test_a_partner_who_comes_in_after_the_picture_takes_the_own_turn_and_holds_up_nobody(signed_in, by, there):
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    with gate.opened():
        Participant.objects.filter(pk=there["karim"]).update(first_turn_at=None, first_turn_kind="")
    with pytest.raises(NotPossible, match="nog 1 persoon niet aan het woord geweest"):
        says(by, there, K.PROPOSAL, "Een kamer bij tante", seat=there["wim"])
    partner, address = signed_in(KARIM), in_portal("seat", there["meeting"])
    page, take = text_of(partner.get(address, **PARTNERS_HOST)), in_portal("take_my_turn", there["meeting"])
    assert "U komt nog aan de beurt" in page
    assert take in page
    assert partner.post(take, {"kind": "passed"}, **PARTNERS_HOST).status_code == 303
    assert take not in text_of(partner.get(address, **PARTNERS_HOST))
    assert says(by, there, K.PROPOSAL, "Een kamer bij tante", seat=there["wim"])


def test_what_is_typed_in_the_portal_and_refused_is_still_there(signed_in, by, there):
    partner = signed_in(KARIM)
    refused = partner.post(
        in_portal("contribute", there["meeting"]), {"kind": "fact", "text": "De huur loopt af"}, **PARTNERS_HOST
    )
    assert refused.status_code == 409
    for words in ("Deze deelnemer is nu niet in de kamer.", "De huur loopt af"):
        assert words in text_of(refused)


def test_a_button_that_is_refused_in_the_portal_leaves_what_is_being_typed_where_it_is(signed_in, by, there):
    partner, gone = signed_in(KARIM), in_portal("take_back", there["meeting"], uuid4())
    refused = partner.post(gone, **LIVE, **PARTNERS_HOST)
    assert (refused.status_code, b'role="alert"' in refused.content) == (409, True)
    assert b'id="say"' not in refused.content
    said = {"kind": "fact", "text": "De huur loopt af"}
    refused = partner.post(in_portal("contribute", there["meeting"]), said, **LIVE, **PARTNERS_HOST)
    assert (refused.status_code, b'id="say"' in refused.content) == (409, True)


def test_no_screen_offers_to_take_back_what_is_not_taken_back(signed_in, by, there):
    _put(there["meeting"], "c", Phase.JUDGEMENT, by)
    partner = signed_in(KARIM)
    against = {"kind": "counter_argument", "text": "Dat kan niet", "fact": "De huur is opgezegd", "id": uuid4()}
    against |= laid()
    assert partner.post(in_portal("contribute", there["meeting"]), against, **LIVE, **PARTNERS_HOST).status_code == 200
    undo = in_portal("take_back", there["meeting"], against["id"])
    assert partner.post(undo, **PARTNERS_HOST).status_code == 409
    assert undo not in partner.get(in_portal("seat", there["meeting"]), **PARTNERS_HOST).content.decode()
    own = says(by, there, K.COUNTER_ARGUMENT, "Te duur", fact="De subsidie stopt")
    assert f"undo-{own}" not in signed_in().get(at("table")).content.decode()


# --- asking whether anything changed --------------------------------------------------------------------------------


def test_asking_costs_one_query_and_tells_to_fetch_when_anything_changed(signed_in, client, cast, by, there):
    carried = stand_in(signed_in().get(at("table")))
    logged = ReadLog.objects.count()
    polled(client, carried)  # the query is written once per process
    with CaptureQueriesContext(connection) as queries:
        assert polled(client, carried) == 204
    assert len(queries) == 1
    assert polled(client, carried, **PARTNERS_HOST) == 204
    assert ReadLog.objects.count() == logged  # that nothing changed is no answer
    says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"])
    assert polled(client, carried) == 205
    fresh = stand_in(signed_in().get(at("live", there["meeting"])))
    assert polled(client, fresh) == 204
    for forged in ("", "x", fresh[:-1], fresh.replace(".", "~", 1)):
        assert polled(client, forged) == 205


def test_what_has_no_body_says_so_or_a_browser_misreads_what_comes_after_it_on_the_connection(client):
    answer = client.get("/_stand/")
    assert (answer.status_code, answer.content, answer.headers["Content-Length"]) == (205, b"", "0")


def test_who_may_see_what_changes_and_every_screen_fetches_at_once(signed_in, client, cast, by, there):
    partner, address = signed_in(KARIM), in_portal("seat", there["meeting"])
    carried = stand_in(partner.get(address, **PARTNERS_HOST))
    assert polled(client, carried) == 204
    decision = proposal(
        cast[KARIM], timezone.now(), about=(cast.ids["person_id"],), categories=frozenset({DataCategory.LIVING})
    )
    cases.share(proposal=decision, **by(PIA, timezone.now()))
    assert polled(client, carried) == 205


def test_a_stand_that_is_old_is_renewed_by_the_law_and_a_revoked_screen_empties(signed_in, client, cast, by, there):
    wim, address = signed_in(WIM), at("live", there["meeting"])
    live = stand_in(wim.get(address))
    seen, _until = stand.read_late(live)
    old = stand.written(seen, timezone.now() - 2 * stand.LASTS)
    assert polled(client, old) == 205
    logged = ReadLog.objects.filter(action="open_live").count()
    renewed = wim.get(address, HTTP_X_REGIE_STAND=old)
    assert (renewed.status_code, polled(client, renewed.headers["X-Regie-Stand"])) == (204, 204)
    assert ReadLog.objects.filter(action="open_live").count() == logged
    assert signed_in(CAS).get(address, HTTP_X_REGIE_STAND=old).status_code == 200  # of somebody else
    with gate.opened():
        Party.objects.filter(contact=cast[WIM]).update(contact=None)
    assert signed_in(WIM).get(address, HTTP_X_REGIE_STAND=old).status_code == 404


def test_more_that_is_said_costs_no_more_queries(signed_in, by, there):
    client, counts = signed_in(), []
    client.get(at("live", there["meeting"]))  # that a session is in use is noted once
    for round_ in range(2):
        for number in range(4):
            says(by, there, K.FACT, f"Feit {round_} {number}", seat=there["noor"])
        with CaptureQueriesContext(connection) as queries:
            client.get(at("live", there["meeting"]))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 24
