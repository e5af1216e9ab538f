"""The page of people, in the browser's terms: what is shown, what is typed, what is refused."""

import pytest
from django.urls import reverse

from cases import actions
from cases.actions import NewPerson
from cases.models import HouseholdMember, KeptApart, ParentalAuthority, Person, Representative
from privacy import gate
from privacy.models import ReadLog

NEW = {"name": "Öznur D'Haese 🌻", "role": "oma", "age": "71", "place": "network", "safe_contact": ""}


def people_url(name="people", reference="C-1", *args):
    return reverse(f"cases:{name}", args=[reference, *args])


@pytest.fixture
def pia(client, cast):
    client.force_login(cast["pia_directs_process"])
    return client


@pytest.fixture
def selin(cast, now):
    person = NewPerson(name="Selin", role="moeder", address="Hoekweg 3", address_is_secret=True, phone="06-1")
    return actions.add_person(viewer=cast.viewer("pia_directs_process"), reference="C-1", person=person, now=now)


POSTS = {  # every address that takes something, with sound input
    "add_person": NEW,
    "find_person": {"q": "Zeegers"},
    "record_authority": {"kind": "sole"},
    "record_representative": {"kind": "mentor", "name": "Rank"},
    "keep_apart": {"reason": "Ruzie"},
}


@pytest.mark.parametrize("name", POSTS)
class TestEveryAddress:
    def test_a_stranger_finds_nothing(self, client, cast, name):
        client.force_login(cast["bert_stands_nowhere"])
        assert client.post(people_url(name), POSTS[name]).status_code == 404

    def test_takes_only_what_is_sent(self, pia, name):
        assert pia.get(people_url(name)).status_code == 405


def test_the_page_takes_nothing(pia):
    assert pia.post(people_url()).status_code == 405


def test_a_stranger_finds_no_page(client, cast):
    client.force_login(cast["bert_stands_nowhere"])
    assert client.get(people_url()).status_code == 404
    assert client.get(people_url("person", "C-1", cast.ids["person_id"])).status_code == 404


def test_looking_leaves_one_line_in_the_log(pia, cast):
    pia.get(people_url())
    line = ReadLog.objects.get(action="open_people")
    assert (line.viewer_id, line.case_ids) == (cast["pia_directs_process"].pk, [cast.ids["case_id"]])


def test_the_page_costs_the_same_however_many_people_there_are(pia, cast, now, django_assert_max_num_queries):
    for number in range(12):
        actions.add_person(
            viewer=cast.viewer("pia_directs_process"),
            reference="C-1",
            person=NewPerson(name=f"Kind {number}", role="kind"),
            now=now,
        )
    with django_assert_max_num_queries(10 + 2):
        pia.get(people_url())


def test_somebody_new_is_added_with_all_that_was_typed(pia):
    answer = pia.post(people_url("add_person"), NEW | {"not_via": "x" * 10_000}, follow=True)
    assert answer.redirect_chain[0][1] == 303
    assert "Öznur D&#x27;Haese 🌻" in answer.content.decode()
    with gate.opened():
        member = HouseholdMember.objects.get(role="oma")
        assert (member.in_network, member.lives_in) == (True, False)
        assert len(Person.objects.get(pk=member.person_id).not_via) == 10_000


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Vul nog in: “Naam”"),
        ({"name": "x" * 201}, "Dit is te lang"),
        ({"age": "een"}, "Schrijf een heel getal"),
        ({"email": "geen adres"}, "naam@voorbeeld.nl"),
        ({"birth_on": "31-02-2020"}, "Schrijf de datum als"),
        ({"birth_on": "01-01-2090"}, "De geboortedatum ligt in de toekomst"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(pia, typed, says):
    answer = pia.post(people_url("add_person"), NEW | {"safe_contact_note": "Bel na ’t werk"} | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Bel na ’t werk" in page
    with gate.opened():
        assert not HouseholdMember.objects.filter(role="oma").exists()


def test_the_change_page_keeps_both_texts_after_a_conflict(pia, cast, selin, now):
    actions.change_person(
        viewer=cast.viewer("cas_directs_case"),
        reference="C-1",
        person_id=selin,
        person=NewPerson(name="Selin van Cas", role="moeder", address=None, address_is_secret=True),
        now=now,
    )
    typed = {"name": "Selin van Pia", "role": "moeder", "place": "home", "version": "1", "address_is_secret": "on"}
    answer = pia.post(people_url("person", "C-1", selin), typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Selin van Cas" in page
    assert 'value="Selin van Pia"' in page
    again = pia.post(people_url("person", "C-1", selin), typed | {"version": "2"})
    assert again.status_code == 303
    with gate.opened():
        kept = Person.objects.get(pk=selin)
    assert (kept.name, kept.address) == ("Selin van Pia", "Hoekweg 3")


def test_of_another_case_nobody_can_be_opened_or_changed(pia, cast):
    url = people_url("person", "C-1", cast.ids["C-2 person_id"])
    assert pia.get(url).status_code == 404
    assert pia.post(url, NEW).status_code == 404


def test_who_only_takes_part_reads_and_cannot_change(client, cast):
    client.force_login(cast["wim_takes_part"])
    page = client.get(people_url()).content.decode()
    assert "Noor Zeegers" in page
    assert "Iemand erbij" not in page
    assert client.post(people_url("add_person"), NEW).status_code == 403


class TestASecretAddress:
    def test_is_not_on_the_page_until_somebody_asks(self, pia, selin):
        assert "Hoekweg" not in pia.get(people_url()).content.decode()
        answer = pia.post(people_url("secret_address", "C-1", selin))
        assert "Hoekweg 3" in answer.content.decode()
        assert ReadLog.objects.filter(action="open_secret_address").count() == 1

    def test_is_not_on_the_page_to_change_this_person(self, pia, selin):
        assert "Hoekweg" not in pia.get(people_url("person", "C-1", selin)).content.decode()

    def test_does_not_open_for_who_does_not_direct(self, client, cast, selin):
        client.force_login(cast["ina_inquires"])
        assert "Toon dit adres" not in client.get(people_url()).content.decode()
        assert "Hoekweg" not in client.post(people_url("secret_address", "C-1", selin)).content.decode()

    def test_does_not_open_with_a_link(self, pia, selin):
        assert pia.get(people_url("secret_address", "C-1", selin)).status_code == 405


class TestTheSearchFirst:
    def test_who_directs_only_here_finds_only_people_of_here(self, pia):
        page = pia.post(people_url("find_person"), {"q": "zeegers"}).content.decode()
        assert page.count("Zet deze persoon erbij<span") == 1

    def test_nobody_and_somebody_hidden_read_the_same(self, pia, cast, now):
        hidden = NewPerson(name="Verborgen Vrouw", role="moeder")
        actions.add_person(viewer=cast.viewer("omar_directs_elsewhere"), reference="C-2", person=hidden, now=now)
        answers = [
            pia.post(people_url("find_person"), {"q": words}).content.decode().replace(words, "…")
            for words in ("Verborgen", "Bestaatniet")
        ]
        assert _without_tokens(answers[0]) == _without_tokens(answers[1])

    def test_somebody_known_is_put_in(self, client, cast, now):
        client.force_login(cast["tara_triages"])
        viewer = cast.viewer("tara_triages")
        reference = actions.open_case(viewer=viewer, report=actions.NewReport("resident"), now=now)
        url = people_url("add_known_person", reference, cast.ids["person_id"])
        assert client.post(url, {"role": "", "place": "home"}).status_code == 422
        assert client.post(url, {"role": "zus", "place": "elsewhere"}).status_code == 303
        with gate.opened():
            assert HouseholdMember.objects.get(case__reference=reference).lives_in is False


class TestAuthority:
    def test_is_recorded_and_removed(self, pia, cast, selin):
        typed = {"child": cast.ids["person_id"], "holder": selin, "kind": "joint", "checked_on": "2-3-2026"}
        assert pia.post(people_url("record_authority"), typed).status_code == 303
        with gate.opened():
            made = ParentalAuthority.objects.get()
        assert "gezamenlijk gezag" in pia.get(people_url()).content.decode()
        assert pia.post(people_url("remove_authority", "C-1", made.pk)).status_code == 303
        assert pia.post(people_url("remove_authority", "C-1", made.pk)).status_code == 409

    def test_nobody_of_another_case_can_be_chosen(self, pia, cast):
        typed = {"child": cast.ids["C-2 person_id"], "kind": "sole"}
        answer = pia.post(people_url("record_authority"), typed)
        assert answer.status_code == 422
        assert "Dit antwoord kan hier niet" in answer.content.decode()


def test_a_representative_is_recorded_and_removed(pia, cast):
    typed = {"person_id": cast.ids["person_id"], "kind": "curator", "name": "Mr. 't Hart", "until": "30-11-2030"}
    assert pia.post(people_url("record_representative"), typed).status_code == 303
    with gate.opened():
        made = Representative.objects.get()
    assert "Mr. &#x27;t Hart" in pia.get(people_url()).content.decode()
    assert pia.post(people_url("remove_representative", "C-1", made.pk)).status_code == 303


def test_two_people_are_kept_apart_and_may_meet_again(pia, cast, selin):
    typed = {"first": cast.ids["person_id"], "second": selin, "reason": "Er was geweld."}
    assert pia.post(people_url("keep_apart"), typed).status_code == 303
    assert "niet met Selin aan tafel" in pia.get(people_url()).content.decode()
    assert pia.post(people_url("keep_apart"), typed | {"second": cast.ids["person_id"]}).status_code == 422
    with gate.opened():
        made = KeptApart.objects.get()
    assert pia.post(people_url("lift_keep_apart", "C-1", made.pk)).status_code == 303


def test_somebody_leaves_and_returns(pia, cast):
    noor = cast.ids["person_id"]
    assert pia.post(people_url("person_left", "C-1", noor), {"on": "1-11-2026"}).status_code == 303
    assert "Sinds 01-11-2026" in pia.get(people_url()).content.decode()
    assert pia.post(people_url("person_left", "C-1", noor), {"on": "1-11-2090"}).status_code == 422
    assert pia.post(people_url("person_returned", "C-1", noor)).status_code == 303


def _without_tokens(page):
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line]
