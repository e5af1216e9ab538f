"""The door of the demonstration, that exists nowhere else, and the people behind it."""

from uuid import uuid4

import pytest
from django.core import signing
from django.urls import NoReverseMatch, include, path, reverse

from accounts import actions, reads
from accounts.demo_people import PARTNERS, PEOPLE, STAFF, Group
from accounts.functions import UnknownFunction, role_for
from accounts.models import AccountEvent, Organisation, User
from accounts.naming import plain
from accounts.views.demo import PASS
from privacy.law import Role

urlpatterns = [path("", include("accounts.urls_demo")), path("", include("regie.urls"))]


@pytest.fixture
def people(db, now):
    actions.ensure_demo_people(now)
    return {card.person.name: card.id for group in reads.demo_groups() for card in group.cards}


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = settings.PORTAL_URLCONF = __name__


def choose(client, user_id):
    return client.post("/demo/kies/", {"wie": str(user_id)})


def test_outside_the_demonstration_the_door_has_no_address(client, people):
    with pytest.raises(NoReverseMatch):
        reverse("demo")
    assert client.get("/demo/").status_code == 404
    assert "demonstratie" not in client.get("/inloggen/").content.decode()


def test_even_with_an_address_it_stays_shut(client, people, settings):
    settings.ROOT_URLCONF = __name__
    assert client.get("/demo/").status_code == 404
    assert choose(client, people["Noor Kuipers"]).status_code == 404
    assert client.get(f"/demo/binnen/{signing.dumps(str(people['Noor Kuipers']), salt=PASS)}/").status_code == 404


def test_everybody_stands_on_the_page_with_what_there_is_to_try(client, people, demo):
    text = client.get("/demo/").content.decode()
    for person in PEOPLE:
        assert person.name in text
        assert person.workplace.name in text
    assert text.count('name="wie"') == len(PEOPLE) == len(people)


def test_an_empty_demonstration_says_how_to_begin(client, db, demo):
    assert "bin/demo" in client.get("/demo/").content.decode()


def test_choosing_somebody_signs_in_as_them_by_post_only(client, people, demo):
    assert client.get("/demo/kies/").status_code == 405
    assert choose(client, people["Noor Kuipers"]).status_code == 302
    assert client.get("/account/").context["me"].name == "Noor Kuipers"


def test_a_partner_is_sent_to_the_portal_with_a_pass_for_one_minute(client, people, demo, settings):
    address = choose(client, people["Erik van Dam"])["Location"]
    assert address.startswith(f"http://{settings.PORTAL_HOST}/demo/binnen/")
    assert "sessionid" not in client.cookies
    arrived = client.get(address.removeprefix(f"http://{settings.PORTAL_HOST}"), SERVER_NAME=settings.PORTAL_HOST)
    assert arrived.status_code == 302
    assert client.get("/account/", SERVER_NAME=settings.PORTAL_HOST).context["me"].name == "Erik van Dam"


def test_a_pass_that_was_not_made_here_opens_nothing(client, people, demo):
    assert client.get("/demo/binnen/abc:def:ghi/")["Location"] == "/demo/"


def test_only_people_of_the_demonstration_can_be_chosen(client, office, people, demo):
    for somebody in (office.cas_is_consultant.pk, uuid4(), "niemand", ""):
        assert choose(client, somebody).status_code == 404


def test_who_was_disabled_is_no_longer_there_to_choose(client, people, demo, now):
    actions.disable(by=people["Anouk Verhoef"], user_id=people["Noor Kuipers"], now=now)
    assert "Noor Kuipers" not in client.get("/demo/").content.decode()
    assert choose(client, people["Noor Kuipers"]).status_code == 404


def test_the_people_are_made_once(people, now):
    before = (User.objects.count(), Organisation.objects.count(), AccountEvent.objects.count())
    actions.ensure_demo_people(now)
    assert (User.objects.count(), Organisation.objects.count(), AccountEvent.objects.count()) == before


def test_who_an_import_made_before_is_found_and_can_be_chosen(db, now):
    place = actions.ensure_organisation(name="gemeente  waterdam (fictief, 98.000 inwoners)", kind="municipality")
    noor = actions.ensure_invited_user(
        name="Noor Kuipers", organisation_id=place, function="Procesregisseur", role="process_director", now=now
    )
    actions.ensure_demo_people(now)
    assert reads.demo_person(noor).person.name == "Noor Kuipers"


def test_every_role_of_the_law_can_be_tried(people):
    assert {card.role for card in map(reads.user_card, people.values())} == {role.value for role in Role}


def test_partners_are_partners_and_staff_are_not():
    assert all(person.group is Group.PARTNERS for person in PARTNERS)
    assert {Role(role_for(person.function)) for person in STAFF}.isdisjoint({Role.CHAIN_PARTNER})


def test_nobody_can_be_mailed():
    assert all(person.email.endswith("@demo.example") and person.email.isascii() for person in PEOPLE)
    assert len({person.email for person in PEOPLE}) == len(PEOPLE)


FUNCTIONS = {
    "Procesregisseur opschalingsteam": Role.PROCESS_DIRECTOR,
    "Onafhankelijk procesregisseur": Role.PROCESS_DIRECTOR,
    "Triagist": Role.TRIAGIST,
    "Wmo-consulent": Role.CONSULTANT,
    "Consulent Werk en Inkomen": Role.CONSULTANT,
    "MAATSCHAPPELIJK  WERKER": Role.CONSULTANT,
    "Gezinswerker": Role.CONSULTANT,
    "Schuldhulpverlener": Role.CONSULTANT,
    "Leerplichtambtenaar": Role.CONSULTANT,
    "Knelpuntenfunctionaris": Role.BOTTLENECK_STEWARD,
    "Maatwerkcoach": Role.TAILOR_COACH,
    "Teamleider sociaal domein": Role.TEAM_MANAGER,
    "FG": Role.DATA_PROTECTION_OFFICER,
    "Functionaris Gegevensbescherming": Role.DATA_PROTECTION_OFFICER,
    "Functioneel beheerder": Role.ADMINISTRATOR,
    "Contactpersoon": Role.CHAIN_PARTNER,
    "Cliëntondersteuner": Role.CHAIN_PARTNER,
    "Jeugdbeschermer": Role.CHAIN_PARTNER,
}


@pytest.mark.parametrize(("function", "role"), FUNCTIONS.items())
def test_a_function_in_words_has_a_role(function, role):
    assert Role(role_for(function)) is role


def test_an_unknown_function_is_refused_and_named():
    with pytest.raises(UnknownFunction, match="Sterrenkundige"):
        role_for("Sterrenkundige")


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("Stichting Viervoet (fictief)", "Stichting Viervoet"),
        ("Gemeente Waterdam (fictief, 98.000 inwoners)", "Gemeente Waterdam"),
        ("  De   Brug ", "De Brug"),
        ("Stadsarchief (werkgever)", "Stadsarchief (werkgever)"),
    ],
)
def test_names_are_stored_without_the_mark_of_fiction(written, stored):
    assert plain(written) == stored


def test_what_was_not_known_of_an_organisation_is_filled_in_and_what_was_known_stays(db):
    city = actions.ensure_organisation(name="Gemeente Waterdam", kind="municipality")
    team = actions.ensure_organisation(name="Lokaal team Oost", kind="other")
    assert actions.ensure_organisation(name="LOKAAL TEAM OOST (fictief)", kind="local_team", municipality=city) == team
    assert actions.ensure_organisation(name="Lokaal team Oost", kind="school") == team
    card = reads.organisation(team)
    assert (card.name, card.kind.value, card.municipality) == ("Lokaal team Oost", "local_team", "Gemeente Waterdam")
    assert actions.ensure_organisation(name="gemeente waterdam", kind="municipality", municipality=city) == city


def test_a_person_is_known_by_name_at_one_organisation(db, now):
    here = actions.ensure_organisation(name="De Brug", kind="youth_provider")
    there = actions.ensure_organisation(name="De Kade", kind="school")
    given = {"function": "Consulent", "role": "consultant", "now": now}
    ann = actions.ensure_invited_user(name="Ann Öz", organisation_id=here, **given)
    assert actions.ensure_invited_user(name="ANN öz", organisation_id=here, **given) == ann
    assert actions.ensure_invited_user(name="Ann Öz", organisation_id=there, **given) != ann
    assert reads.account(ann).status is reads.Status.READY


def test_a_partner_without_a_person_gets_one_contact(db, now):
    brug = actions.ensure_organisation(name="De Brug (fictief)", kind="youth_provider")
    contact = actions.ensure_contact(organisation_id=brug, now=now)
    assert reads.user_card(contact).name == "Contactpersoon De Brug"
    assert Role(reads.user_card(contact).role) is Role.CHAIN_PARTNER
    assert actions.ensure_contact(organisation_id=brug, now=now) == contact


def test_who_works_there_already_is_the_contact(people, now):
    polderland = actions.ensure_organisation(name="Woningstichting Polderland (fictief)", kind="housing_corporation")
    assert actions.ensure_contact(organisation_id=polderland, now=now) == people["Erik van Dam"]


def test_staff_of_a_municipality_are_those_in_it_and_in_its_parts(people):
    city = actions.ensure_organisation(name="Gemeente Waterdam", kind="municipality")
    names = {card.name for card in reads.staff(city)}
    assert {"Noor Kuipers", "Lotte Smeets", "Mira Stolk"} <= names
    assert names.isdisjoint({"Ilse Hoekstra", "Erik van Dam"})
