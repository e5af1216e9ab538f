"""The pages to erase somebody or a case: what goes is shown, the reference is typed, and names leave texts too."""

from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.urls import reverse

from cases import actions
from cases.actions.items import in_round, stamp
from cases.item import item_tables, tables_of_cases
from cases.models import (
    Case,
    CasePause,
    Erasure,
    HatPeriod,
    HouseholdMember,
    Person,
    PlanVersion,
    SharingDecision,
    Statement,
)
from cases.names_in_text import excerpt, parts_of, says, typed, without
from cases.reads.item_names import NAMES
from cases.reads.naming import NOT_READ
from cases.record_terms import Erased, ErasureGround, InsteadOfName
from cases.statements import Kind
from meetings import actions as meetings
from meetings.actions import NewMeeting
from meetings.models import Meeting
from meetings.reads.stands import has_changed
from meetings.stand import Stand
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog

QUERIES = 10 + 2 + 2  # of the page, of signing in, and of the savepoint that a transaction is inside a test
CONFIRMED = {"ground": "request", "typed_reference": "c-1"}
NAME, UNCLE = "Sjoerd van 't Hof", "[iemand uit het netwerk]"
IN_TEXTS, A_MINUTE = InsteadOfName.NETWORK, timedelta(minutes=1)


@pytest.fixture
def by(cast, now):
    """The common arguments of an action of the process director in C-1."""
    return {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "now": now}


@pytest.fixture
def sjoerd(cast, by):
    """A second person in C-1, named in texts about both, and in a text of the other case."""
    person_id = actions.add_person(person=actions.NewPerson(name=NAME, role="oom"), **by)
    both = (cast.ids["person_id"], person_id)
    for text in ("Noor belt met Sjoerd.", f"{NAME} en Noor gaan samen.", "Sjoerdtje is een ander", "De hofmeester"):
        actions.record_note(text=text, category=DataCategory.REQUEST_VISION, kind=Kind.FACT, about=both, **by)
    actions.record_note(text="Houdt van vissen", category=DataCategory.NETWORK, about=(person_id,), **by)
    with gate.opened():
        HatPeriod.objects.filter(case__reference="C-1", hat="inquiry").update(reason_on="Op verzoek van Sjoerd")
        elsewhere = Statement.objects.filter(case__reference="C-2", kind=Kind.QUESTION)
        elsewhere.update(text="Sjoerd in een andere casus")
    return person_id


@pytest.fixture
def client_of(client, cast):
    """A client as which somebody of the cast is signed in."""

    def sign_in(name="pia_directs_process"):
        client.force_login(cast[name])
        return client

    return sign_in


def page_of(response):
    return unescape(response.content.decode())


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-1", *args])


def texts():
    with gate.opened():
        return set(Statement.objects.filter(case__reference="C-1").values_list("text", flat=True))


def is_there(person_id):
    with gate.opened():
        return Person.objects.filter(pk=person_id).exists()


def test_somebody_is_erased_after_seeing_what_goes_and_typing_the_reference(client_of, sjoerd):
    client = client_of()
    page = page_of(client.get(at("erase_person", sjoerd)))
    assert f"{NAME} wissen" in page
    assert "Notitie: 1" in page
    assert "Noor belt met Sjoerd." in page
    assert "Sjoerdtje" not in page
    for values in ({}, CONFIRMED | {"typed_reference": "C-2"}, CONFIRMED | {"ground": "zomaar"}):
        assert client.post(at("erase_person", sjoerd), values).status_code == 422
        assert is_there(sjoerd)
    response = client.post(at("erase_person", sjoerd), CONFIRMED)
    assert (response.status_code, response.url) == (303, at("naming"))
    assert not is_there(sjoerd)
    assert "De persoon is gewist" in page_of(client.get(at("naming")))
    assert "Houdt van vissen" not in texts()
    with gate.opened():
        trace = Erasure.objects.get()
        assert (trace.what, trace.ground) == (Erased.PERSON, ErasureGround.REQUEST)


def test_a_name_in_texts_about_several_people_is_found_and_taken_out(client_of, sjoerd):
    client = client_of()
    page = page_of(client.post(at("naming"), {"words": f"{NAME}, sjoerd"}))
    assert "Pet: Op verzoek van Sjoerd" in page
    assert "andere casus" not in page
    with gate.opened():
        note = Statement.objects.get(text="Noor belt met Sjoerd.")
        full = Statement.objects.get(text=f"{NAME} en Noor gaan samen.")
        hat = HatPeriod.objects.get(reason_on="Op verzoek van Sjoerd")
    picked = [f"cases.statement:{note.pk}", f"cases.statement:{full.pk}", f"cases.hatperiod:{hat.pk}"]
    words = f"{NAME}, sjoerd"
    values = {"words": words, "searched": words, "instead": "network", "ground": "request", "picked": picked}
    values["person"] = sjoerd
    for wrong in ({"instead": ""}, {"instead": "altijd"}, {"ground": ""}):
        assert client.post(at("take_names_out"), values | wrong).status_code == 422
    assert client.post(at("take_names_out"), values | {"picked": []}).status_code == 422
    response = client.post(at("take_names_out"), values)
    assert (response.status_code, response.url) == (303, at("erase_person", sjoerd))
    assert {f"Noor belt met {UNCLE}.", f"{UNCLE} en Noor gaan samen.", "Sjoerdtje is een ander"} <= texts()
    with gate.opened():
        assert HatPeriod.objects.get(pk=hat.pk).reason_on == f"Op verzoek van {UNCLE}"
        assert Statement.objects.get(pk=note.pk).version == note.version + 1
        traces = set(Erasure.objects.filter(what=Erased.NAME, ground="request").values_list("table", "subject", "rows"))
        assert traces == {(key.split(":")[0], UUID(key.split(":")[1]), 1) for key in picked}
    assert "De naam staat in geen tekst" in page_of(client.get(at("erase_person", sjoerd)))
    assert "staat dit niet" in page_of(client.post(at("naming"), {"words": "Sjoerd"}))
    assert client.post(at("naming"), {"words": " , x"}).status_code == 422


def test_words_that_were_changed_after_the_texts_were_shown_are_shown_first(client_of, sjoerd):
    client, before = client_of(), texts()
    assert 'name="searched" value="Sjoerd"' in page_of(client.post(at("naming"), {"words": "Sjoerd"}))
    with gate.opened():
        both, his = (Statement.objects.get(text__startswith=start) for start in ("Noor belt", NAME))
    picked = [f"cases.statement:{both.pk}"]
    values = {"words": "belt", "searched": "Sjoerd", "instead": "network", "ground": "request", "picked": picked}
    for searched in ("Sjoerd", "", "Noor, belt"):
        answer = client.post(at("take_names_out"), values | {"searched": searched})
        assert (answer.status_code, texts()) == (422, before)
        page = page_of(answer)
        assert "U wijzigde de woorden. Kijk eerst wat er nu uitgaat." in page
        assert f'value="cases.statement:{both.pk}"' in page
        assert f'value="cases.statement:{his.pk}"' not in page
        assert not [one for one in answer.context["out_form"]["picked"].subwidgets if one.data["selected"]]
        assert 'name="searched" value="belt"' in page
    assert client.post(at("take_names_out"), values | {"searched": "belt"}).status_code == 303
    assert f"Noor {UNCLE} met Sjoerd." in texts()


def test_the_text_of_a_meeting_is_read_too(by, client_of, sjoerd, now):
    meeting = NewMeeting("mdo", now, 60, ("a",), question="Wat wil Sjoerd?")
    meeting_id = meetings.plan_meeting(meeting=meeting, **by)
    assert "Overleg: Wat wil Sjoerd?" in page_of(client_of().post(at("naming"), {"words": "Sjoerd"}))
    key = f"meetings.meeting:{meeting_id}"
    assert actions.take_names_out(words=("Sjoerd",), instead=IN_TEXTS, picked=[key], **by) == 1
    with gate.opened():
        assert Meeting.objects.get().question == f"Wat wil {UNCLE}?"


def test_a_screen_of_a_meeting_that_shows_the_name_asks_anew_once_it_was_taken_out(by, sjoerd, now):
    meetings.plan_meeting(meeting=NewMeeting("mdo", now, 60, ("a",), question="Wat wil Noor?"), **by)
    with gate.opened():
        key = f"cases.statement:{Statement.objects.get(text='Noor belt met Sjoerd.').pk}"
        meeting = Meeting.objects.select_related("case").get()
    seen = Stand(meeting.pk, by["viewer"].user_id, meeting.version, meeting.case.around)
    assert actions.take_names_out(words=("Sjoerd",), instead=IN_TEXTS, picked=[], **by) == 0
    assert not has_changed(seen=seen)
    assert actions.take_names_out(words=("Sjoerd",), instead=IN_TEXTS, picked=[key], **by) == 1
    assert has_changed(seen=seen)
    with gate.opened():
        assert Case.objects.get(reference="C-1").around == seen.around + 1


@pytest.mark.parametrize("between", ["\n", "\t", "\r\n", ' "', "\\ ", "\x01"])
def test_a_name_at_the_beginning_of_a_line_of_an_adopted_plan_is_found_shown_and_taken_out(by, client_of, now, between):
    """The plan is kept as JSON, which writes a new line as the letters of an escape."""
    said = f"De post is open{between}Danny doet de was"
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        columns = stamp(case, by["viewer"], now, category=DataCategory.PLAN_ACTIONS) | in_round(case)
        for number, goals in enumerate(([said], ["Een ander doel"]), start=1):
            PlanVersion.objects.create(**columns, number=number, content={"goals": goals, "Danny": number})
        version, other = PlanVersion.objects.order_by("number")
    page = page_of(client_of().post(at("naming"), {"words": "Danny"}))
    assert f"versie van het plan: {' '.join(said.split())}" in page
    assert page.count("versie van het plan: ") == 1
    picked = [f"cases.planversion:{one.pk}" for one in (version, other)]
    assert actions.take_names_out(words=("Danny",), instead=IN_TEXTS, picked=picked, **by) == 1
    with gate.opened():
        assert PlanVersion.objects.get(pk=version.pk).content["goals"] == [said.replace("Danny", UNCLE)]


def test_a_name_can_be_taken_out_of_the_same_text_again_and_of_what_has_no_id_of_its_own(by, sjoerd, now):
    with gate.opened():
        note = Statement.objects.get(text="Noor belt met Sjoerd.")
        case = Case.objects.get(reference="C-1")
        for text in ("Sjoerd is ziek", "Sjoerd is weg"):
            CasePause.objects.create(case=case, reason=text, resume_on=now.date(), paused_at=now, resumed_at=now)
        keys = [f"cases.casepause:{one.pk}" for one in CasePause.objects.all()] + [f"cases.statement:{note.pk}"]
    assert actions.take_names_out(words=("Sjoerd",), instead=IN_TEXTS, picked=keys, **by) == 3
    assert actions.take_names_out(words=("Noor",), instead=IN_TEXTS, picked=keys, **by | {"now": now + A_MINUTE}) == 1
    actions.erase_item(table="cases.statement", item_id=note.pk, **by | {"now": now + 2 * A_MINUTE})
    with gate.opened():
        traces = list(Erasure.objects.order_by("at", "table").values_list("what", "table", "subject", "rows"))
    of_note = ("cases.statement", note.pk, 1)
    of_pauses = ("name", "cases.casepause", case.pk, 2)
    assert traces == [of_pauses, ("name", *of_note), ("name", *of_note), ("item", *of_note)]


def test_what_may_not_be_seen_or_is_elsewhere_or_held_is_not_rewritten(cast, by, client_of, sjoerd):
    with gate.opened():
        hidden = Statement.objects.get(case__reference="C-1", category=DataCategory.CRIMINAL)
        Statement.objects.filter(pk=hidden.pk).update(text="Sjoerd zat vast")
        elsewhere = Statement.objects.get(text="Sjoerd in een andere casus")
        held = Statement.objects.get(text="Noor belt met Sjoerd.")
        decision = SharingDecision.objects.get(case__reference="C-1")
    assert "zat vast" not in page_of(client_of().post(at("naming"), {"words": "Sjoerd"}))
    keys = [f"cases.statement:{one.pk}" for one in (hidden, elsewhere)]
    assert actions.take_names_out(words=("Sjoerd",), instead=IN_TEXTS, picked=keys, **by) == 0
    actions.hold_item(table="cases.statement", item_id=held.pk, reason="Klacht van Noor", **by)
    for key, word in ((f"cases.statement:{held.pk}", "Sjoerd"), (f"cases.sharingdecision:{decision.pk}", "partner")):
        with pytest.raises(actions.NotPossible, match="moet blijven"):
            actions.take_names_out(words=(word,), instead=IN_TEXTS, picked=[key], **by)
    page = page_of(client_of().get(at("erase_person", sjoerd)))
    assert "Klacht van Noor" in page
    refused = client_of().post(at("erase_person", sjoerd), CONFIRMED)
    assert refused.status_code == 409
    assert "er is iets dat bewaard moet blijven" in page_of(refused)
    assert {"Sjoerd zat vast", "Noor belt met Sjoerd."} <= texts()


def test_a_whole_case_is_erased_by_its_manager_in_numbers_only(cast, by, client_of, sjoerd):
    client = client_of("tess_manages_here")
    page = page_of(client.get(at("erase_case")))
    assert "nog niet afgesloten" in page
    assert not any(secret in page for secret in (NAME, "Noor", "vissen"))
    assert client.post(at("erase_case"), CONFIRMED | {"typed_reference": ""}).status_code == 422
    assert client.post(at("erase_case"), CONFIRMED | {"ground": "term_ended"}).status_code == 409
    with gate.opened():
        one = Statement.objects.get(text="Houdt van vissen")
    actions.hold_item(table="cases.statement", item_id=one.pk, reason="Beroep van Sjoerd", **by)
    page = page_of(client.get(at("erase_case")))
    assert "moet 1 onderdeel bewaard blijven" in page
    assert "Beroep van Sjoerd" not in page
    assert client.post(at("erase_case"), CONFIRMED).status_code == 409
    actions.lift_hold(table="cases.statement", item_id=one.pk, **by)
    response = client.post(at("erase_case"), CONFIRMED)
    assert (response.status_code, response.url) == (303, reverse("cases:steering_list"))
    assert "Casus C-1 is gewist" in page_of(client.get(response.url))
    with gate.opened():
        assert list(Case.objects.values_list("reference", flat=True)) == ["C-2"]
        assert not HouseholdMember.objects.filter(person=sjoerd).exists()


@pytest.mark.parametrize("name", ["bert_stands_nowhere", "ina_inquires", "wim_takes_part", "tess_manages_here"])
def test_who_may_not_erase_finds_no_page_and_changes_nothing(client_of, sjoerd, name):
    client = client_of(name)
    typed_in = CONFIRMED | {"words": "Sjoerd", "instead": "oom", "picked": ["cases.statement:1"]}
    addresses = [at("erase_person", sjoerd), at("naming"), at("take_names_out")]
    if name != "tess_manages_here":
        addresses.append(at("erase_case"))
    for address in addresses:
        assert address == at("take_names_out") or client.get(address).status_code == 404
        assert client.post(address, typed_in).status_code in (403, 404)
    assert is_there(sjoerd)


def test_each_page_costs_few_queries_and_leaves_a_line(client_of, sjoerd, django_assert_max_num_queries):
    pages = [(at("erase_person", sjoerd), "open_erase_person"), (at("naming"), "open_naming")]
    client = client_of()
    for address, action in pages:
        with django_assert_max_num_queries(QUERIES):
            client.get(address)
        assert ReadLog.objects.filter(action=action).count() == 1
    with django_assert_max_num_queries(QUERIES):
        client.post(at("naming"), {"words": NAME})
    manager = client_of("tess_manages_here")
    with django_assert_max_num_queries(QUERIES):
        manager.get(at("erase_case"))
    assert ReadLog.objects.filter(action="open_erase_case").count() == 1


def test_every_table_with_texts_has_a_name():
    assert item_tables().keys() <= NAMES.keys()
    assert tables_of_cases().keys() - NOT_READ <= NAMES.keys()


def test_a_name_is_a_whole_word_and_punctuation_is_no_pattern():
    assert parts_of(NAME) == (NAME, "Sjoerd", "Hof")
    assert parts_of(NAME, others=["Mia van 't Hof", "Sjors Hofman"]) == (NAME, "Sjoerd")
    assert typed("Jo.*, J, Özlem  Yılmaz") == ("Özlem Yılmaz", "Jo.*")
    assert without("Jo en Jo.* en JO.*!", ("Jo.*",), "x") == "Jo en x en x!"
    assert without({"a": [f"{NAME}s", NAME, 3]}, (NAME, "Sjoerd"), r"\1") == {"a": [r"\1 van 't Hofs", r"\1", 3]}
    assert says({"a": [3, "Jo\nen Mia"]}, ("Mia",))
    assert not says({"Mia": ["Jo", None]}, ("Mia",))
    assert excerpt("Al jaren komt Özlem hier", ("özlem",)) == "Al jaren komt Özlem hier"
