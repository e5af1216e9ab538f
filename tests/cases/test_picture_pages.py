"""The pages of the picture: the question first, what may not be seen leaves no sign, and both texts at a conflict."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cases import actions
from cases.actions import DomainText, FindingText, HypothesisText, ObstacleText
from cases.domains import FactorKind, LifeDomain, Template
from cases.models import (
    Analysis,
    Case,
    Finding,
    Hypothesis,
    LifeDomainEntry,
    Objection,
    Obstacle,
    SafetyAssessment,
    Statement,
)
from cases.statements import Kind
from cases.terms import ProblemKind
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog
from tests.looking import text_of

LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
QUERIES = 10 + 2 + 2  # of the page, of signing in, and of the savepoint that a transaction is inside a test
STRANGERS = ["bert_stands_nowhere", "omar_directs_elsewhere", "tess_manages_here", "karim_receives"]
DOMAIN = {"relevance_reason": "Zij wil weer thuis wonen.", "concern": "Geen huis", "version": "0"}
WRITTEN = {
    "leefgebied": DOMAIN,
    "analyse": {"explanation": "Het een komt door het ander.", "agreed": "on", "version": "1"},
    "bevinding": {"kind": "risk", "text": "Weinig slaap", "domain": "housing", "version": "0"},
    "samenhang": {
        "statement": "Geen huis, geen werk",
        "domains": ["housing", "finances"],
        "status": "working",
        "version": "0",
    },
    "obstakel": {"kind": "system", "text": "De regels botsen", "system_party": "SVB", "version": "0"},
    "veiligheid": {"outcome": "Veilig", "assessed_by": "Ina", "assessed_on": "1-3-2026", "version": "0"},
}
MODELS = {
    "leefgebied": LifeDomainEntry,
    "analyse": Analysis,
    "bevinding": Finding,
    "samenhang": Hypothesis,
    "obstakel": Obstacle,
    "veiligheid": SafetyAssessment,
}
LONGEST = {
    "leefgebied": ("relevance_reason", "concern", "strength", "wish"),
    "analyse": ("explanation", "open_questions", "resident_view"),
    "bevinding": ("text", "since"),
    "samenhang": ("statement", "supported_by"),
    "obstakel": ("text", "system_party"),
    "veiligheid": ("outcome", "assessed_by", "instrument"),
}
NOTE = {"kind": "fact", "text": "De huur is twee maanden niet betaald.", "source": "De Kade", "category": "debts"}
POSTS = {
    "choose_template": {"template": "big5"},
    "confirm_picture": {},
    "record_picture_note": NOTE | {"category": "request_vision"},
    "raise_objection": {"raised_by": "Wmo Dorp", "text": "De school is niet gehoord"},
}


@pytest.fixture
def by(cast, now):
    """The common arguments of an action of the process director in C-1."""
    return {"viewer": cast.viewer("pia_directs_process"), "reference": "C-1", "now": now}


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-1", *args])


def new(sort):
    """Where a new text of this sort is written."""
    return at("writing", sort, "housing") if sort == "leefgebied" else at("new_writing", sort)


def second_round():
    with gate.opened():
        Case.objects.filter(reference="C-1").update(cycle_number=2)


def test_the_question_comes_first_and_an_empty_picture_says_how_to_begin(signed_in):
    page = text_of(signed_in().get(at("picture")))
    assert page.index("Ik wil weer thuis wonen") < page.index("Nog geen leefgebied")
    assert "Begin met het leefgebied waar de vraag over gaat." in page
    assert "Kies een vast stramien" in page


@pytest.mark.parametrize("sort", WRITTEN)
def test_each_sort_of_text_is_written_shown_and_changed(signed_in, by, sort):
    actions.choose_template(template=Template.ZRM2017, **by)
    client = signed_in()
    address = new(sort)
    texts = WRITTEN[sort] | dict.fromkeys(LONGEST[sort], LONG)
    response = client.post(address, texts)
    assert (response.status_code, response.url) == (303, f"{at('picture')}#{sort}")
    assert LONG in text_of(client.get(at("picture")))
    with gate.opened():
        item = MODELS[sort].objects.get()
        assert [getattr(item, name) for name in LONGEST[sort]] == [LONG] * len(LONGEST[sort])
    if sort not in ("leefgebied", "analyse"):
        address = at("writing", sort, item.pk)
    assert LONG in text_of(client.get(address))
    again = texts | {"version": str(item.version), LONGEST[sort][0]: "Toch anders"}
    assert client.post(address, again).status_code == 303
    with gate.opened():
        assert getattr(MODELS[sort].objects.get(), LONGEST[sort][0]) == "Toch anders"


@pytest.mark.parametrize("sort", WRITTEN)
def test_a_text_that_misses_something_comes_back_with_everything_typed(signed_in, by, sort):
    actions.choose_template(template=Template.ZRM2017, **by)
    with gate.opened():
        before = MODELS[sort].objects.values().first()
    first = LONGEST[sort][0]
    texts = WRITTEN[sort] | dict.fromkeys(LONGEST[sort], LONG) | {first: ""}
    response = signed_in().post(new(sort), texts)
    page = text_of(response)
    assert response.status_code == 422
    assert page.count("Vul nog in") == 2
    assert page.count(LONG) == len(LONGEST[sort]) - 1
    with gate.opened():
        assert MODELS[sort].objects.values().first() == before


@pytest.mark.parametrize(
    ("sort", "changes", "words"),
    [
        ("obstakel", {"kind": "personal"}, "alleen bij een obstakel in regels"),
        ("veiligheid", {"assessed_on": "1-3-2199"}, "Deze dag moet nog komen"),
        ("veiligheid", {"assessed_on": "gisteren"}, "Schrijf de datum als 30-11-2026"),
        ("bevinding", {"domain": "justice"}, "Dit antwoord kan hier niet"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(signed_in, sort, changes, words):
    response = signed_in().post(new(sort), WRITTEN[sort] | changes)
    assert response.status_code == 422
    assert text_of(response).count(words) >= 2


def test_two_people_who_write_at_once_see_both_texts(signed_in, by):
    client = signed_in()
    address = at("writing", "leefgebied", "housing")
    theirs = DomainText(LifeDomain.HOUSING, "Van een ander", concern="Wat de ander schreef")
    actions.record_life_domain(entry=theirs, **by)
    response = client.post(address, DOMAIN | {"concern": LONG})
    page = text_of(response)
    assert response.status_code == 409
    for word in ("Huidige tekst", "Wat de ander schreef", "pia directs process", "Uw tekst", LONG):
        assert word in page
    with gate.opened():
        assert LifeDomainEntry.objects.get().concern == "Wat de ander schreef"
    assert 'name="version" value="1"' in response.content.decode()
    assert client.post(address, DOMAIN | {"concern": LONG, "version": "1"}).status_code == 303
    with gate.opened():
        assert LifeDomainEntry.objects.get().concern == LONG


def test_a_domain_can_be_about_one_person(signed_in, cast, by, now):
    child = actions.add_person(person=actions.NewPerson(name="Kim", role="dochter"), **by)
    client, address = signed_in(), at("writing", "leefgebied", "housing")
    client.post(address, DOMAIN | {"about": [str(child)]})
    with gate.opened():
        assert LifeDomainEntry.objects.get().about == [child]
    page = client.get(address).content.decode()
    assert page.count(" checked") == 1
    assert "Ik wil weer thuis wonen" in page
    client.post(address, DOMAIN | {"version": "1"})
    with gate.opened():
        assert set(LifeDomainEntry.objects.get().about) == {child, cast.ids["person_id"]}


def test_what_may_not_be_seen_leaves_no_sign_on_the_page(signed_in, by):
    actions.choose_template(template=Template.ZRM2017, **by)
    before = text_of(signed_in("ina_inquires").get(at("picture")))
    unseen = "Slaapt al weken niet"
    mental = LifeDomain.MENTAL_HEALTH
    actions.record_life_domain(entry=DomainText(mental, "Hoort erbij", concern=unseen), **by)
    actions.record_finding(finding=FindingText(FactorKind.RISK, unseen, domain=mental), **by)
    actions.record_hypothesis(hypothesis=HypothesisText(unseen, domains=(LifeDomain.HOUSING, mental)), **by)
    client = signed_in("ina_inquires")
    assert _without_tokens(text_of(client.get(at("picture")))) == _without_tokens(before)
    assert "Geestelijke gezondheid" not in before
    assert client.get(at("writing", "leefgebied", "mental_health")).status_code == 404
    for model in (Finding, Hypothesis):
        with gate.opened():
            key = model.objects.get().pk
        assert client.get(at("writing", "bevinding" if model is Finding else "samenhang", key)).status_code == 404
    assert unseen in text_of(signed_in().get(at("picture")))


def test_a_director_sees_what_is_sensitive_and_still_nothing_criminal(signed_in, by):
    actions.record_life_domain(
        entry=DomainText(LifeDomain.SUBSTANCE_USE, "Hoort erbij", concern="Drinkt niet meer"), **by
    )
    client = signed_in()
    page = text_of(client.get(at("picture")))
    assert "Drinkt niet meer" in page
    assert "Gevoelig" in page
    assert "Justitie" not in page
    assert "Strafbare feiten legt u hier niet vast" in page
    assert "Zat een maand vast" not in page
    assert client.post(at("writing", "leefgebied", "justice"), DOMAIN).status_code == 404


def _without_tokens(page):
    """The page without what differs between two answers by itself."""
    return [line for line in page.splitlines() if "csrf" not in line and "nonce" not in line]


def test_facts_stand_apart_from_experiences_and_from_who_sees_it_otherwise(signed_in):
    client = signed_in()
    said = {"fact": "Huur niet betaald", "experience": "Voelt zich alleen", "differing_view": "Vader ziet dat anders"}
    for kind, text in said.items():
        values = NOTE | {"kind": kind, "text": text}
        assert client.post(at("record_picture_note"), values).status_code == 303
    page = text_of(client.get(at("picture")))
    order = ["Wat we weten", "Huur niet betaald", "Hoe mensen het beleven", "Voelt zich alleen"]
    order += ["Wie het anders ziet", "Vader ziet dat anders"]
    places = [page.index(word) for word in order]
    assert places == sorted(places)
    with gate.opened():
        fact = Statement.objects.get(text="Huur niet betaald")
        assert (fact.kind, fact.category, fact.source) == (Kind.FACT, DataCategory.DEBTS, "De Kade")


@pytest.mark.parametrize("changes", [{"text": ""}, {"category": "criminal"}, {"category": ""}, {"kind": "decision"}])
def test_a_note_of_the_picture_that_cannot_be_comes_back_as_typed(signed_in, changes):
    response = signed_in().post(at("record_picture_note"), NOTE | {"source": LONG} | changes)
    assert response.status_code == 422
    assert LONG in text_of(response)


def test_what_a_party_answered_is_part_of_the_picture(signed_in, cast, by):
    choice = actions.ConsultChoice(consult=True, on_content=True, question="Hoe gaat het?", bases=("WMO-5.1.1",))
    actions.decide_consultation(party_id=cast.ids["party_id"], choice=choice, **by)
    actions.record_answer(party_id=cast.ids["party_id"], answer="Het gaat beter", **by)
    page = text_of(signed_in().get(at("picture")))
    assert "Wat partijen antwoordden" in page
    assert "Het gaat beter" in page


def test_an_objection_is_raised_resolved_and_kept(signed_in):
    client = signed_in("wim_takes_part")
    assert client.post(at("raise_objection"), {"raised_by": "Wmo Dorp", "text": LONG}).status_code == 303
    assert client.post(at("raise_objection"), {"raised_by": "", "text": LONG}).status_code == 422
    with gate.opened():
        objection = Objection.objects.get()
    assert client.post(at("resolve_objection", objection.pk), {"resolution": "x"}).status_code == 403
    client = signed_in()
    assert LONG in text_of(client.get(at("picture")))
    assert client.post(at("resolve_objection", objection.pk), {"resolution": ""}).status_code == 422
    assert client.post(at("resolve_objection", objection.pk), {"resolution": "Alsnog gehoord"}).status_code == 303
    response = client.post(at("resolve_objection", objection.pk), {"resolution": LONG[::-1]})
    assert response.status_code == 409
    assert "1 bezwaar is opgelost" in text_of(client.get(at("picture")))


def test_a_refused_resolution_stays_beside_its_own_objection(signed_in, by):
    first = actions.raise_objection(raised_by="A", text="Eerste", **by)
    second = actions.raise_objection(raised_by="B", text="Tweede", **by)
    page = text_of(signed_in().post(at("resolve_objection", second), {"resolution": ""}))
    assert f'id="resolve-{second}_resolution_error"' in page
    assert f'id="resolve-{first}_resolution_error"' not in page


def test_in_a_next_round_the_picture_is_confirmed_with_what_was_there_in_sight(signed_in, by):
    actions.choose_template(template=Template.BIG5, **by)
    actions.record_life_domain(entry=DomainText(LifeDomain.LIVING, "Hoort erbij", concern="Geen plek"), **by)
    actions.record_obstacle(obstacle=ObstacleText(ProblemKind.COOPERATION, "Men belt elkaar niet"), **by)
    client = signed_in()
    assert "Bevestig voor deze ronde" not in text_of(client.get(at("picture")))
    second_round()
    page = text_of(client.get(at("picture")))
    for word in ("Bevestig voor deze ronde", "Uit ronde 1, nog niet bevestigd", "1 bevinding<", "Geen plek"):
        assert word in page
    assert client.post(at("confirm_picture")).status_code == 303
    page = text_of(client.get(at("picture")))
    assert "Bevestig voor deze ronde" not in page
    assert "nog niet bevestigd" not in page


@pytest.mark.parametrize("name", sorted(POSTS.keys() - {"raise_objection"}))
def test_who_neither_directs_nor_inquires_changes_nothing(signed_in, name):
    client = signed_in("dirk_decides")
    assert client.post(at(name), POSTS[name]).status_code == 403
    assert client.get(at(name)).status_code == 405
    with gate.opened():
        assert not Analysis.objects.exists()
        assert not Statement.objects.filter(text=NOTE["text"]).exists()


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_gets_404_everywhere(signed_in, by, name):
    actions.choose_template(template=Template.BIG5, **by)
    finding = actions.record_finding(finding=FindingText(FactorKind.RISK, "Weinig slaap"), **by)
    objection = actions.raise_objection(raised_by="A", text="Eerste", **by)
    client = signed_in(name)
    assert client.get(at("picture")).status_code == 404
    for post, values in POSTS.items():
        assert client.post(at(post), values).status_code == 404
    assert client.post(at("resolve_objection", objection), {"resolution": "x"}).status_code == 404
    for sort, values in WRITTEN.items():
        assert client.get(new(sort)).status_code == 404
        assert client.post(new(sort), values).status_code == 404
    assert client.get(at("writing", "bevinding", finding)).status_code == 404
    with gate.opened():
        assert not LifeDomainEntry.objects.exists()


def test_what_is_of_another_case_or_nowhere_is_not_found(signed_in, cast, now):
    elsewhere = {"viewer": cast.viewer("omar_directs_elsewhere"), "reference": "C-2", "now": now}
    theirs = actions.record_finding(finding=FindingText(FactorKind.RISK, "Van elders"), **elsewhere)
    objection = actions.raise_objection(raised_by="A", text="Van elders", **elsewhere)
    client = signed_in()
    for address in (
        at("writing", "bevinding", theirs),
        at("writing", "bevinding", uuid4()),
        at("writing", "bevinding", "geen-id"),
        at("writing", "leefgebied", "verzonnen"),
        at("new_writing", "leefgebied"),
        at("new_writing", "analyse"),
        at("new_writing", "verzonnen"),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, WRITTEN["bevinding"]).status_code == 404
    assert client.post(at("resolve_objection", objection), {"resolution": "x"}).status_code == 409
    with gate.opened():
        assert Finding.objects.get().text == "Van elders"
        assert Objection.objects.get().resolved_at is None


def test_who_reads_but_does_not_write_sees_the_text_without_a_form(signed_in, by):
    actions.record_life_domain(entry=DomainText(LifeDomain.MEANING, "Hoort erbij", concern="Zingeving"), **by)
    page = text_of(signed_in("dirk_decides").get(at("writing", "leefgebied", "meaning")))
    assert "Deze tekst wijzigt iemand anders" in page
    assert "writing-form" not in page


@pytest.mark.parametrize("address", ["picture", "writing"])
def test_a_page_leaves_a_line_in_the_read_log(signed_in, cast, address):
    args = ["leefgebied", "housing"] if address == "writing" else []
    assert signed_in().get(at(address, *args)).status_code == 200
    line = ReadLog.objects.filter(action=f"open_{address}").get()
    assert (line.viewer_id, line.case_ids) == (cast["pia_directs_process"].pk, [cast.ids["case_id"]])


@pytest.mark.parametrize("many", [1, 12])
def test_a_page_costs_no_more_with_a_full_picture(signed_in, by, many, django_assert_max_num_queries):
    actions.choose_template(template=Template.OWN, **by)
    for domain in list(LifeDomain)[:many]:
        actions.record_life_domain(entry=DomainText(domain, "Hoort erbij"), **by)
        finding = actions.record_finding(finding=FindingText(FactorKind.RISK, "Weinig slaap"), **by)
        actions.raise_objection(raised_by="A", text="Eerste", **by)
    client = signed_in()
    client.get(at("picture"))
    for address in (at("picture"), at("writing", "leefgebied", "finances"), at("writing", "bevinding", finding)):
        with django_assert_max_num_queries(QUERIES):
            client.get(address)
