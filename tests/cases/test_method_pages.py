"""The texts about the method: read by everybody, worded by whom the law says, and never overwritten unseen."""

from html import unescape

import pytest
from django.urls import reverse

from accounts.models import Organisation
from cases import actions, method, reads
from cases.actions import Changed, NotAuthorised, NotPossible
from cases.method import Text
from cases.models import Case, MethodText, MethodTextChange
from cases.stappenplan import Step
from privacy import gate
from privacy.models import ReadLog
from tests.cast import HERE

LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
QUERIES_BARE = 3  # of signing in: the session, that it is in use, and the user with the organisation
EDITORS = ["ada_administers", "fem_stewards"]
ANALYSIS = method.PARTS["analysis"]
PART = reverse("cases:method_part", args=[ANALYSIS.slug])


@pytest.fixture
def ada(signed_in):
    return signed_in("ada_administers")


@pytest.fixture
def by(cast, now):
    return {"viewer": cast.viewer("ada_administers"), "part": ANALYSIS, "now": now}


def at(name, *args):
    return reverse(f"cases:{name}", args=[ANALYSIS.slug, *args])


def shown(response):
    return unescape(response.content.decode())


def headings(viewer, part=ANALYSIS):
    return [text.heading for text in reads.method_part(viewer=viewer, part=part).texts]


def test_there_is_a_part_for_every_step_and_an_address_for_every_part():
    assert [part.code for part in method.POINTS] == ["step_0", *Step.values]
    assert len(method.BY_SLUG) == len(method.PARTS) == 14


def test_the_points_of_the_present_step_stand_first(signed_in):
    page = shown(signed_in("cas_directs_case").get(reverse("cases:attention", args=["C-1"])))
    places = [page.index(text) for text in ("Nu: 3a. Analyse", "Bent u nog neutraal?", "Stap 0.", "Staat de vraag er")]
    assert places == sorted(places)
    assert page.count("Bent u nog neutraal?") == 1
    assert ReadLog.objects.get().action == "open_attention"


def test_the_points_are_one_tap_away_from_the_overview(signed_in):
    page = shown(signed_in("cas_directs_case").get(reverse("cases:case", args=["C-1"])))
    assert reverse("cases:attention", args=["C-1"]) in page


@pytest.mark.parametrize("name", ["bert_stands_nowhere", "fem_stewards", "karim_receives"])
def test_the_points_of_a_case_are_not_there_for_a_stranger(signed_in, name):
    assert signed_in(name).get(reverse("cases:attention", args=["C-1"])).status_code == 404


def test_the_points_of_a_case_are_only_read(signed_in):
    assert signed_in("cas_directs_case").post(reverse("cases:attention", args=["C-1"])).status_code == 405


@pytest.mark.parametrize("name", ["bert_stands_nowhere", "tess_manages_here", "ada_administers", "karim_receives"])
def test_everybody_reads_the_method_and_nothing_is_logged(signed_in, django_assert_max_num_queries, name):
    client = signed_in(name)
    with django_assert_max_num_queries(QUERIES_BARE + 1):
        points = shown(client.get(reverse("attention_points")))
    with django_assert_max_num_queries(QUERIES_BARE + 2):
        vision = shown(client.get(reverse("vision")))
    assert all(part.label in points for part in method.POINTS)
    assert all(text.heading in vision for text in method.VISION.default)
    assert not ReadLog.objects.exists()


@pytest.mark.parametrize("name", ["attention_points", "vision"])
def test_the_method_is_only_read_and_only_by_who_is_signed_in(client, signed_in, name):
    assert client.get(reverse(name)).status_code == 302
    assert signed_in("bert_stands_nowhere").post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", EDITORS)
def test_whoever_may_word_the_texts_is_led_to_where_that_is_done(signed_in, name):
    client = signed_in(name)
    assert reverse("cases:method_texts") in shown(client.get(reverse("attention_points")))
    assert reverse("cases:method_part", args=[method.VISION.slug]) in shown(client.get(reverse("vision")))
    overview = shown(client.get(reverse("cases:method_texts")))
    assert all(reverse("cases:method_part", args=[slug]) in overview for slug in method.BY_SLUG)


@pytest.mark.parametrize("name", ["pia_directs_process", "tess_manages_here", "karim_receives"])
def test_others_read_and_do_not_word(signed_in, cast, now, name):
    client = signed_in(name)
    assert reverse("cases:method_texts") not in shown(client.get(reverse("attention_points")))
    for address in (reverse("cases:method_texts"), PART, at("add_method_text"), at("change_method_text", 1)):
        assert client.get(address).status_code == 403
    sound = {"version": 0, "to": 2, "heading": "Nieuw?"}
    for address in (
        at("add_method_text"),
        at("change_method_text", 1),
        at("move_method_text", 1),
        at("remove_method_text", 1),
        at("restore_method_texts"),
    ):
        assert client.post(address, sound).status_code == 403
    with pytest.raises(NotAuthorised):
        actions.add_method_text(viewer=cast.viewer(name), part=ANALYSIS, text=Text("Nieuw?"), version=0, now=now)
    assert not MethodText.objects.exists()


def test_the_buttons_are_no_pages(ada):
    for address in (at("move_method_text", 1), at("remove_method_text", 1), at("restore_method_texts")):
        assert ada.get(address).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        reverse("cases:method_part", args=["verzonnen"]),
        reverse("cases:change_method_text", args=[ANALYSIS.slug, 99]),
        reverse("cases:change_method_text", args=[ANALYSIS.slug, 0]),
    ],
)
def test_a_part_or_a_text_that_is_not_there(ada, address):
    assert ada.get(address).status_code == 404


def test_a_new_text_comes_last_and_the_default_stays(ada, cast, signed_in):
    response = ada.post(at("add_method_text"), {"heading": LONG, "body": "Regel 1\r\nRegel 2", "version": 0})
    assert (response.status_code, response.url) == (303, PART)
    own = headings(cast.viewer("ada_administers"))
    assert own == [*(text.heading for text in ANALYSIS.default), LONG]
    page = ada.get(PART).content.decode()
    assert "Regel 1\nRegel 2" in page
    assert "&lt;b&gt;meer&lt;/b&gt;" in page
    assert "<b>meer</b>" not in page
    case = signed_in("cas_directs_case").get(reverse("cases:attention", args=["C-1"]))
    assert LONG in shown(case)


def test_a_changed_text_says_who_and_when_and_is_read_by_everybody(ada, signed_in):
    vision = method.VISION
    address = reverse("cases:change_method_text", args=[vision.slug, 2])
    page = shown(ada.get(address))
    assert page.count(vision.default[1].body.split("\n\n")[0]) == 1  # in the form, and nowhere else yet
    sent = {"heading": "Voor wie in Dorp", "body": "Eerste alinea.\n\nTweede alinea.", "version": 0}
    assert ada.post(address, sent).status_code == 303
    page = shown(ada.get(reverse("cases:method_part", args=[vision.slug])))
    assert page.count("door ada administers") == 1
    assert "Gewijzigd: Voor wie in Dorp" in page
    assert (
        "<p>Eerste alinea.</p>\n\n<p>Tweede alinea.</p>"
        in signed_in("bert_stands_nowhere").get(reverse("vision")).content.decode()
    )


def test_what_is_missing_is_said_and_everything_typed_stays(ada):
    address = reverse("cases:add_method_text", args=[method.VISION.slug])
    response = ada.post(address, {"heading": LONG, "body": "  ", "version": 0})
    assert response.status_code == 422
    assert "Vul nog in: “Tekst”" in shown(response)
    assert LONG in shown(response)
    response = ada.post(at("add_method_text"), {"heading": "", "body": LONG, "version": 0})
    assert response.status_code == 422
    assert LONG in shown(response)
    assert not MethodText.objects.exists()


@pytest.mark.parametrize(("part", "text"), [(ANALYSIS, Text(" ", "x")), (method.VISION, Text("Kop", " "))])
def test_a_text_that_says_nothing_is_refused_by_the_action_too(by, part, text):
    with pytest.raises(NotPossible):
        actions.add_method_text(**by | {"part": part}, text=text, version=0)


def test_a_part_has_an_end(by, monkeypatch):
    monkeypatch.setattr("cases.actions.method_texts.MOST", len(ANALYSIS.default))
    with pytest.raises(NotPossible, match="Er staan al 10"):
        actions.add_method_text(**by, text=Text("Nog een?"), version=0)


@pytest.mark.parametrize(("position", "to"), [(1, 2), (3, 1), (10, 9), (2, 10)])
def test_a_text_takes_another_place(ada, cast, position, to):
    expected = [text.heading for text in ANALYSIS.default]
    expected.insert(to - 1, expected.pop(position - 1))
    response = ada.post(at("move_method_text", position), {"to": to, "version": 0})
    assert response.status_code == 303
    assert headings(cast.viewer("ada_administers")) == expected


@pytest.mark.parametrize(("position", "to"), [(1, 11), (1, 0), (11, 1)])
def test_a_place_that_is_not_there_is_refused(ada, position, to):
    response = ada.post(at("move_method_text", position), {"to": to, "version": 0})
    assert response.status_code == 409
    assert "Deze tekst is er niet meer." in shown(response)
    assert not MethodText.objects.exists()


def test_a_button_without_its_version_does_nothing(ada):
    response = ada.post(at("remove_method_text", 1), {"version": "x"})
    assert response.status_code == 422
    assert "Open deze pagina opnieuw." in shown(response)
    assert not MethodText.objects.exists()


def test_a_text_is_taken_away_and_the_rest_closes_up(ada, cast):
    assert ada.post(at("remove_method_text", 1), {"version": 0}).status_code == 303
    assert ada.post(at("remove_method_text", 1), {"version": 1}).status_code == 303
    assert headings(cast.viewer("ada_administers")) == [text.heading for text in ANALYSIS.default[2:]]
    assert list(MethodText.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 9))


def test_the_last_text_stays(by, cast):
    for version in range(len(ANALYSIS.default) - 1):
        actions.remove_method_text(**by, position=1, version=version)
    with pytest.raises(NotPossible, match="laatste"):
        actions.remove_method_text(**by, position=1, version=len(ANALYSIS.default) - 1)
    assert headings(cast.viewer("ada_administers")) == [ANALYSIS.default[-1].heading]


def test_the_default_comes_back_and_the_record_stays(ada, cast):
    default = [text.heading for text in ANALYSIS.default]
    assert "Zet de standaardtekst terug" not in shown(ada.get(PART))
    ada.post(at("remove_method_text", 1), {"version": 0})
    assert "Zet de standaardtekst terug" in shown(ada.get(PART))
    assert ada.post(at("restore_method_texts"), {"version": 1}).status_code == 303
    assert headings(cast.viewer("ada_administers")) == default
    page = shown(ada.get(PART))
    assert "Standaardtekst teruggezet" in page
    assert f"Weggehaald: {default[0]}" in page
    assert list(MethodTextChange.objects.values_list("by__name", flat=True)) == ["ada administers"] * 2


def test_nobody_overwrites_what_another_changed_meanwhile(ada, cast, by):
    fem = by | {"viewer": cast.viewer("fem_stewards")}
    actions.change_method_text(**fem, position=1, text=Text("Van Fem?"), version=0)
    mine = {"heading": "Van Ada?", "body": LONG, "version": 0}
    refused = ada.post(at("change_method_text", 1), mine)
    assert refused.status_code == 409
    page = shown(refused)
    assert "Iemand anders heeft dit intussen gewijzigd" in page
    assert "Zo staat het er nu" in page
    assert "Van Fem?" in page
    assert LONG in page
    for address in (at("remove_method_text", 1), at("restore_method_texts")):
        assert ada.post(address, {"version": 0}).status_code == 409
    assert headings(by["viewer"])[0] == "Van Fem?"
    version = refused.context["form"]["version"].value()
    assert ada.post(at("change_method_text", 1), mine | {"version": version}).status_code == 303
    assert headings(by["viewer"])[0] == "Van Ada?"


def test_a_version_is_of_one_part(by):
    actions.remove_method_text(**by, position=1, version=0)
    actions.remove_method_text(**by | {"part": method.VISION}, position=1, version=0)
    with pytest.raises(Changed):
        actions.remove_method_text(**by, position=1, version=0)


def test_each_municipality_has_its_own_words(by, cast, signed_in):
    actions.add_method_text(**by, text=Text("Alleen in Dorp?"), version=0)
    assert "Alleen in Dorp?" not in shown(signed_in("finn_manages_elsewhere").get(reverse("attention_points")))
    with gate.opened():
        elsewhere = Organisation.objects.exclude(name=HERE).get(name="Gemeente Verderop")
        Case.objects.filter(reference="C-1").update(municipality=elsewhere)
    assert "Alleen in Dorp?" not in shown(signed_in("cas_directs_case").get(reverse("cases:attention", args=["C-1"])))
    assert "Alleen in Dorp?" in shown(signed_in("cas_directs_case").get(reverse("attention_points")))


def test_the_pages_of_an_editor_cost_a_fixed_number_of_queries(ada, by, django_assert_max_num_queries):
    for version in range(20):
        actions.add_method_text(**by, text=Text(f"Vraag {version}?"), version=version)
    with django_assert_max_num_queries(QUERIES_BARE + 3):
        assert "Vraag 19?" in shown(ada.get(PART))
    with django_assert_max_num_queries(QUERIES_BARE + 2):
        ada.get(reverse("cases:method_texts"))
