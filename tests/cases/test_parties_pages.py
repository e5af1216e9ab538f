"""The pages of the parties: shown, refused, and everything that was typed kept."""

from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.kinds import Kind as OrganisationKind
from accounts.models import Organisation
from cases import actions
from cases.actions import ConsultChoice, decide_consultation, name_expertise
from cases.forms.parties import ASKING
from cases.meeting_terms import SeatKind
from cases.models import Case, Consultation, NeededExpertise, Party
from cases.record_terms import Involvement
from cases.terms import ReportedBy
from privacy import gate
from privacy.law import DataCategory
from privacy.legal_bases import CATALOGUE
from privacy.models import ReadLog

LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
QUERIES = 10 + 2 + 2  # of the page, of signing in, and of the savepoint that a transaction is inside a test


def at(name, *args):
    return reverse(f"cases:{name}", args=["C-1", *args])


@pytest.fixture
def party_at(cast):
    return lambda name: at(name, cast.ids["party_id"])


NEW = {"organisation": "Basisschool De Wilg", "kind": "school", "seat_kind": "expert", "professionals": "2"}
ASK = {
    "about": ["content", "cooperation"],
    "question": "Hoe gaat het in de klas?",
    "bases": ["WMO-5.1.1"],
    "necessity": "De school ziet het kind elke dag.",
    "version": "0",
}


def test_the_page_shows_each_party_with_whom_to_call_and_what_it_is_asked(signed_in):
    page = unescape(signed_in().get(at("parties")).content.decode())
    for word in (
        "De Kade",
        "karim receives",
        "Nog niet besloten",
        "Nu komen 2 professionals",
        "Ik wil weer thuis wonen",
    ):
        assert word in page


@pytest.mark.parametrize("name", ["parties", "party"])
def test_the_page_leaves_a_line_in_the_read_log(signed_in, cast, name):
    args = [cast.ids["party_id"]] if name == "party" else []
    assert signed_in().get(at(name, *args)).status_code == 200
    line = ReadLog.objects.filter(action=f"open_{name}").get()
    assert (line.viewer_id, line.case_ids) == (cast["pia_directs_process"].pk, [cast.ids["case_id"]])


@pytest.mark.parametrize("parties", [0, 12])
def test_a_page_costs_no_more_with_many_parties(signed_in, cast, now, parties, django_assert_max_num_queries):
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        for number in range(parties):
            organisation = Organisation.objects.create(name=f"Partij {number}", kind=OrganisationKind.SCHOOL.value)
            made = {"case": case, "category": DataCategory.SUPPORT_IN_USE, "made_at": now, "changed_at": now}
            Party.objects.create(**made, organisation=organisation, seat_kind=SeatKind.EXPERT)
    client = signed_in()
    client.get(at("parties"))
    for address in (at("parties"), at("party", cast.ids["party_id"])):
        with django_assert_max_num_queries(QUERIES):
            client.get(address)


@pytest.mark.parametrize(
    "name", ["bert_stands_nowhere", "omar_directs_elsewhere", "tess_manages_here", "karim_receives"]
)
def test_a_stranger_gets_404_everywhere(signed_in, party_at, name):
    client = signed_in(name)
    for address in (at("parties"), party_at("party")):
        assert client.get(address).status_code == 404
    for address in (
        at("add_party"),
        at("name_expertise"),
        at("fill_expertise", uuid4()),
        at("remove_expertise", uuid4()),
    ):
        assert client.post(address, NEW | {"what": "x"}).status_code == 404
    posts = ("change_party", "change_involvement", "decide_consultation", "leave_out", "record_answer")
    valid = ASK | NEW | {"involvement": "paused", "involvement_reason": "x", "version": "1"}
    valid |= {"reason_not": "x", "answer": "x"}
    for name in posts:
        assert client.post(party_at(name), valid).status_code == 404
    with gate.opened():
        assert not Consultation.objects.exists()


def test_the_wrong_method_gets_405(signed_in, party_at):
    client = signed_in()
    for address in (at("parties"), party_at("party")):
        assert client.post(address).status_code == 405
    for name in ("change_party", "change_involvement", "decide_consultation", "leave_out", "record_answer"):
        assert client.get(party_at(name)).status_code == 405
    assert client.get(at("add_party")).status_code == 405


def test_who_reported_the_case_does_not_see_who_helps_already(signed_in, cast, now):
    viewer = cast.viewer("bert_stands_nowhere")
    reference = actions.open_case(viewer=viewer, report=actions.NewReport(ReportedBy.COLLEAGUE), now=now)
    client = signed_in("bert_stands_nowhere")
    page = client.get(reverse("cases:parties", args=[reference])).content.decode()
    assert "De partijen ziet u hier niet" in page
    assert "party-form" not in page
    assert client.get(reverse("cases:party", args=[reference, uuid4()])).status_code == 404


def test_a_party_is_added_by_the_name_of_its_organisation(signed_in):
    client = signed_in()
    response = client.post(at("add_party"), NEW | {"primary_task": LONG})
    assert (response.status_code, response.url) == (303, at("parties"))
    with gate.opened():
        party = Party.objects.get(organisation__name="Basisschool De Wilg")
        assert (party.primary_task, party.professionals) == (LONG, 2)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"organisation": ""}, "Vul nog in"),
        ({"organisation": "x" * 201}, "te lang"),
        ({"kind": ""}, "Deze organisatie is nieuw"),
        ({"organisation": "De Kade", "kind": ""}, "al een partij"),
        ({"seat_kind": "resident"}, "Dit antwoord kan hier niet"),
        ({"professionals": "veel"}, "Schrijf een heel getal"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_on_top_and_the_text_stays(signed_in, changes, words):
    response = signed_in().post(at("add_party"), NEW | {"primary_task": LONG} | changes)
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert page.count(words) == 2
    assert LONG in page
    with gate.opened():
        assert Party.objects.filter(case__reference="C-1").count() == 2


def test_asking_a_party_is_decided_answered_and_shown(signed_in, cast, party_at):
    client = signed_in()
    assert client.post(party_at("decide_consultation"), ASK | {"question": LONG}).status_code == 303
    answer = {"answer": LONG, "category": "living", "version": "1"}
    assert client.post(party_at("record_answer"), answer).url == party_at("party")
    page = unescape(client.get(party_at("party")).content.decode())
    for word in (LONG, "Antwoordde op", "Wmo 2015, artikel 5.1.1", "de inhoud", "de samenwerking"):
        assert word in page
    with gate.opened():
        assert Consultation.objects.get().category is DataCategory.LIVING


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"question": ""}, "Vul nog in: “Wat vraagt u?”"),
        ({"about": []}, "Kies een antwoord bij “Waarover"),
        ({"bases": []}, "Kies een grondslag die nu geldt"),
        ({"bases": ["WGBO-457"]}, "regelt alleen de geheimhouding"),
        ({"bases": ["WAMS"]}, "Dit antwoord kan hier niet"),
        ({"necessity": ""}, "Vul nog in: “Waarom is dit nodig"),
    ],
)
def test_asking_without_question_ground_or_reason_is_refused_beside_the_field(signed_in, party_at, changes, words):
    response = signed_in().post(party_at("decide_consultation"), ASK | changes)
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert page.count(words) >= 2
    with gate.opened():
        assert not Consultation.objects.exists()


def test_a_party_is_left_out_for_a_reason(signed_in, party_at):
    client = signed_in()
    refused = client.post(party_at("leave_out"), {"reason_not": "", "version": "0"})
    assert refused.status_code == 422
    assert client.post(party_at("leave_out"), {"reason_not": LONG, "version": "0"}).status_code == 303
    page = unescape(client.get(party_at("party")).content.decode())
    assert LONG in page
    assert "Wordt niet bevraagd" in page


def test_a_ground_of_a_case_file_can_be_kept_when_the_question_changes(signed_in, cast, party_at, now):
    choice = ConsultChoice(True, on_content=True, question="Verzuim?", bases=("LPW-21a",), source="casusbestand")
    viewer = cast.viewer("pia_directs_process")
    decide_consultation(viewer=viewer, reference="C-1", party_id=cast.ids["party_id"], choice=choice, now=now)
    response = signed_in().post(party_at("decide_consultation"), ASK | {"bases": ["LPW-21a"], "version": "1"})
    assert response.status_code == 303


def test_who_decided_meanwhile_is_not_overruled_unseen(signed_in, cast, party_at, now):
    choice = ConsultChoice(consult=False, reason_not="Is er niet meer bij betrokken")
    viewer = cast.viewer("pia_directs_process")
    decide_consultation(viewer=viewer, reference="C-1", party_id=cast.ids["party_id"], choice=choice, now=now)
    client = signed_in()
    assert client.post(party_at("decide_consultation"), ASK | {"version": "1"}).status_code == 303
    response = client.post(party_at("decide_consultation"), ASK | {"version": "1", "question": LONG})
    assert response.status_code == 409
    assert LONG in unescape(response.content.decode())
    assert 'name="version" value="2"' in response.content.decode()


def test_taking_part_shows_how_many_professionals_come_before_and_after(signed_in, cast, party_at):
    with gate.opened():
        Party.objects.filter(pk=cast.ids["party_id"]).update(professionals=3)
    client = signed_in()
    assert (
        "Nu 4 professionals in dit huishouden. Zonder deze partij 1." in client.get(party_at("party")).content.decode()
    )
    values = {"involvement": "paused", "professionals": "3", "version": "1"}
    refused = client.post(party_at("change_involvement"), values | {"involvement_reason": ""})
    assert refused.status_code == 422
    assert client.post(party_at("change_involvement"), values | {"involvement_reason": LONG}).status_code == 303
    page = client.get(at("parties")).content.decode()
    assert "Nu komt 1 professional" in page
    with gate.opened():
        assert Party.objects.get(pk=cast.ids["party_id"]).involvement is Involvement.PAUSED


def test_a_party_is_changed_and_a_second_change_does_not_overwrite_the_first(signed_in, cast, party_at):
    client = signed_in()
    values = {"seat_kind": "expert", "interest": LONG, "leeway": "ruim", "version": "1"}
    values["contact"] = str(cast["karim_receives"].pk)
    assert client.post(party_at("change_party"), values).url == party_at("party")
    response = client.post(party_at("change_party"), values | {"leeway": "krap"})
    assert response.status_code == 409
    for word in ("krap", "ruim", 'name="version" value="2"'):
        assert word in response.content.decode()
    assert client.post(party_at("change_party"), values | {"leeway": "krap", "version": "2"}).status_code == 303
    response = client.post(party_at("change_party"), values | {"contact": str(cast["lot_receives_elsewhere"].pk)})
    assert response.status_code == 422


def test_expertise_is_named_filled_and_taken_away(signed_in, cast):
    client = signed_in()
    assert client.post(at("name_expertise"), {"what": LONG, "why": "Autisme"}).status_code == 303
    with gate.opened():
        expertise = NeededExpertise.objects.get(why="Autisme")
    assert "Nog niemand" in client.get(at("parties")).content.decode()
    client.post(at("fill_expertise", expertise.pk), {"party": str(cast.ids["party_id"])})
    with gate.opened():
        assert NeededExpertise.objects.get(pk=expertise.pk).party_id == cast.ids["party_id"]
    for party in (uuid4(), cast.ids["C-2 party_id"]):
        assert client.post(at("fill_expertise", expertise.pk), {"party": str(party)}).status_code == 422
    assert client.post(at("remove_expertise", expertise.pk)).status_code == 303
    assert client.post(at("remove_expertise", expertise.pk)).status_code == 409
    assert client.post(at("name_expertise"), {"what": "", "why": LONG}).status_code == 422


def test_what_was_needed_in_an_earlier_round_says_so(signed_in, cast, now):
    name_expertise(viewer=cast.viewer("pia_directs_process"), reference="C-1", what="Schulden", now=now)
    with gate.opened():
        Case.objects.filter(reference="C-1").update(cycle_number=2)
    assert "uit ronde 1" in signed_in().get(at("parties")).content.decode()


def test_a_party_of_another_case_is_not_found_here(signed_in, cast):
    client = signed_in()
    elsewhere = cast.ids["C-2 party_id"]
    assert client.get(at("party", elsewhere)).status_code == 404
    assert client.post(at("decide_consultation", elsewhere), ASK).status_code == 404
    with gate.opened():
        assert not Consultation.objects.exists()


def test_who_takes_part_reads_the_parties_and_changes_nothing(signed_in, party_at):
    client = signed_in("wim_takes_part")
    page = client.get(party_at("party")).content.decode()
    assert "De Kade" in page
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert client.post(at("add_party"), NEW).status_code == 403


def test_every_ground_that_can_carry_a_question_is_offered_or_left_out_for_a_reason():
    """Of the catalogue (domain.md 6.3): who asks needs a ground, and who answers needs one of its own (6.6)."""
    about_something_else = {
        "WMO-5.2.6": "reporting to Veilig Thuis",
        "WMO-5.2.9": "the BSN, which no question needs",
        "JW-7.2": "the BSN, which no question needs",
        "WABB-10": "the BSN, which no question needs",
        "PW-17": "the duty of the resident",
        "CONSENT": "an extra that the resident wishes, never the core of the work",
    }
    offered = [code for codes in ASKING for code in codes]
    assert len(offered) == len(set(offered))
    can_carry = {code for code, basis in CATALOGUE.items() if basis.in_force and basis.a6}
    assert can_carry - set(offered) == about_something_else.keys()
    assert not about_something_else.keys() & set(offered)
    assert all(CATALOGUE[code].in_force for code in offered)
