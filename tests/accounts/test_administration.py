"""The pages of the administration: for administrators, complete, and clear about what cannot be done."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts import actions, invitations, reads
from accounts.kinds import Kind
from accounts.models import Organisation, Team, User
from regie.administration.urls import urlpatterns

PAGES = list(urlpatterns)


@pytest.fixture
def ada(client, office):
    client.force_login(office.ada_administers)
    return client


def address(pattern, office):
    ids = {
        "user_id": office.cas_is_consultant.pk,
        "organisation_id": office.municipality.pk,
        "team_id": office.team.pk,
    }
    return reverse(f"administration:{pattern.name}", kwargs={name: ids[name] for name in pattern.pattern.converters})


@pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)
@pytest.mark.parametrize("who", ["cas_is_consultant", "petra_is_partner"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_for_anybody_else_the_page_does_not_exist(client, office, pattern, who, method):
    client.force_login(getattr(office, who))
    answer = getattr(client, method)(address(pattern, office))
    assert answer.status_code in (404, 405)


@pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)
def test_refused_looks_like_absent(client, office, pattern):
    client.force_login(office.cas_is_consultant)
    refused = client.get(address(pattern, office))
    absent = client.get("/dit-bestaat-niet/")
    if refused.status_code != 405:
        assert refused.content == absent.content


@pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)
def test_who_is_not_signed_in_is_sent_to_the_door(client, office, pattern):
    answer = client.get(address(pattern, office))
    assert answer.status_code in (302, 405)


@pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)
def test_an_administrator_opens_every_page(ada, office, pattern):
    answer = ada.get(address(pattern, office))
    assert answer.status_code in (200, 405)
    if answer.status_code == 405:
        assert ada.post(address(pattern, office)).status_code in (302, 409)


def test_only_an_administrator_finds_the_way_there(client, office):
    for who, seen in ((office.ada_administers, True), (office.cas_is_consultant, False)):
        client.force_login(who)
        assert ("Beheer van accounts" in client.get("/account/").content.decode()) is seen


def test_the_portal_has_no_administration(client, office, settings):
    client.force_login(office.ada_administers)
    assert client.get("/beheer/", SERVER_NAME=settings.PORTAL_HOST).status_code == 404


def test_what_does_not_exist_is_not_found(ada):
    for path in ("accounts", "organisaties", "teams"):
        assert ada.get(f"/beheer/{path}/{uuid4()}/").status_code == 404


# --- The list ---------------------------------------------------------------------------------------------------------


def found(client, **query):
    return [row.account.card.name for row in client.get("/beheer/accounts/", query).context["rows"]]


def test_the_list_can_be_searched_filtered_and_sorted_by_its_address(ada, office):
    assert found(ada) == ["Ada de Boer", "Bea Kramer", "Cas Vink", "Petra Zwart"]
    assert found(ada, zoek="kram") == ["Bea Kramer"]
    assert found(ada, zoek="PETRA kade") == []
    assert found(ada, zoek="petra dorp") == ["Petra Zwart"]
    assert found(ada, organisatie=str(office.partner.pk)) == ["Petra Zwart"]
    assert found(ada, rol="administrator") == ["Ada de Boer", "Bea Kramer"]
    assert found(ada, sorteer="organisatie")[0] == "Petra Zwart"
    assert found(ada, sorteer="laatst")[0] == "Ada de Boer"


def test_the_statuses_are_told_apart(ada, office, now):
    actions.disable(by=office.ada_administers.pk, user_id=office.cas_is_consultant.pk, now=now)
    actions.invite(
        by=office.ada_administers.pk,
        name="Nina",
        email="n@dorp.example",
        role="consultant",
        function="",
        organisation_id=office.municipality.pk,
        now=now,
    )
    actions.ensure_contact(organisation_id=actions.ensure_organisation(name="GGZ", kind="ggz"), now=now)
    assert found(ada, status="disabled") == ["Cas Vink"]
    assert found(ada, status="invited") == ["Nina"]
    assert found(ada, status="ready") == ["Contactpersoon GGZ"]
    assert reads.counts() == reads.Counts(ready=1, invited=1, active=3, disabled=1)


@pytest.mark.parametrize(
    "query", [{"status": "x"}, {"rol": "'"}, {"sorteer": "--"}, {"organisatie": "1"}, {"na": "%%%"}, {"na": "bnVsbA=="}]
)
def test_nonsense_in_the_address_is_left_out(ada, query):
    assert len(found(ada, **query)) == 4


@pytest.mark.parametrize("sort", ["naam", "organisatie", "functie", "laatst"])
def test_pages_by_key_show_everybody_once(ada, office, sort):
    User.objects.bulk_create(
        User(name=f"Persoon {number % 7}", role="consultant", organisation=office.partner) for number in range(70)
    )
    seen, after = [], ""
    for _ in range(5):
        page = ada.get("/beheer/accounts/", {"sorteer": sort, "na": after}).context
        seen += [row.account.card.id for row in page["rows"]]
        after = page["next_after"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 74


def test_a_list_costs_as_many_queries_for_many_as_for_few(ada, office, django_assert_max_num_queries):
    User.objects.bulk_create(
        User(name=f"Persoon {number}", role="consultant", organisation=office.partner) for number in range(70)
    )
    with django_assert_max_num_queries(6):
        ada.get("/beheer/accounts/")


def test_nobody_found_says_so_and_offers_the_way_back(ada):
    text = ada.get("/beheer/accounts/?zoek=zzz").content.decode()
    assert "Niemand gevonden" in text
    assert "Toon alle accounts" in text


# --- One account ------------------------------------------------------------------------------------------------------


def typed(office, **changes):
    return {
        "name": "Cas Vink",
        "email": "cas@dorp.example",
        "phone": "",
        "organisation": str(office.municipality.pk),
        "team": "",
        "function": "Triagist",
        "role": "triagist",
    } | changes


def one(office):
    return reverse("administration:account", kwargs={"user_id": office.cas_is_consultant.pk})


def test_a_role_is_changed_and_read_back_in_dutch(ada, office):
    answer = ada.post(one(office), typed(office), follow=True)
    text = answer.content.decode()
    assert "De wijzigingen zijn bewaard." in text
    assert "van consulent naar triagist" in text
    assert reads.user_card(office.cas_is_consultant.pk).role == "triagist"


def test_what_cannot_be_comes_back_beside_its_field_with_everything_typed(ada, office):
    other = Team.objects.create(name="Elders", organisation=office.partner)
    for changes, field in (
        ({"email": "bea@dorp.example"}, "email"),
        ({"team": str(other.pk)}, "team"),
        ({"email": "geen adres"}, "email"),
        ({"role": "keizer"}, "role"),
        ({"name": ""}, "name"),
        ({"function": "f" * 10_000}, "function"),
    ):
        answer = ada.post(one(office), typed(office, phone="06 9999", **changes))
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert "06 9999" in answer.content.decode()
    assert reads.user_card(office.cas_is_consultant.pk).role == "consultant"


def test_disabling_asks_first_and_then_does_it(ada, office, client):
    where = reverse("administration:disable", kwargs={"user_id": office.cas_is_consultant.pk})
    assert "Ja, schakel uit" in ada.get(where).content.decode()
    assert reads.user_card(office.cas_is_consultant.pk).is_active
    assert ada.post(where).status_code == 302
    assert not reads.user_card(office.cas_is_consultant.pk).is_active
    again = ada.post(where)
    assert again.status_code == 409
    assert "al uitgeschakeld" in again.content.decode()


def test_ones_own_account_offers_no_way_to_disable_it(ada, office):
    mine = ada.get(reverse("administration:account", kwargs={"user_id": office.ada_administers.pk})).content.decode()
    assert "Schakel uit" not in mine
    where = reverse("administration:disable", kwargs={"user_id": office.ada_administers.pk})
    assert ada.post(where).status_code == 409


def test_the_link_of_an_invitation_is_shown_in_the_demonstration_only(ada, office, now, settings):
    user_id = actions.invite(
        by=office.ada_administers.pk,
        name="Nina",
        email="n@dorp.example",
        role="consultant",
        function="Consulent",
        organisation_id=office.municipality.pk,
        now=now,
    )
    where = reverse("administration:account", kwargs={"user_id": user_id})
    link = invitations.token_for(User.objects.get(pk=user_id)).partition(":")[0]
    assert link not in ada.get(where).content.decode()
    settings.DEMO = True
    assert link in ada.get(where).content.decode()


def test_an_invitation_that_ran_out_asks_for_attention(ada, office, now):
    actions.invite(
        by=office.ada_administers.pk,
        name="Nina Laat",
        email="n@dorp.example",
        role="consultant",
        function="",
        organisation_id=office.municipality.pk,
        now=now - timedelta(days=8),
    )
    text = ada.get("/beheer/").content.decode()
    assert "Uitnodigingen die verlopen zijn" in text
    assert "Nina Laat" in text


def test_a_draft_of_an_invitation_comes_back(ada, office, now):
    where = reverse("administration:invite")
    fields = {"name": ["Nina"], "organisation": [str(office.partner.pk)]}
    actions.keep_draft(user_id=office.ada_administers.pk, page=where, action=where, fields=fields, now=now)
    text = ada.get(where).content.decode()
    assert 'value="Nina"' in text
    assert f'<option value="{office.partner.pk}" selected>' in text


# --- Organisations and teams ------------------------------------------------------------------------------------------


def test_an_organisation_is_made_changed_closed_and_reopened(ada, office):
    ada.post("/beheer/organisaties/nieuw/", {"name": "De Brug", "kind": "school"})
    made = Organisation.objects.get(name="De Brug")
    where = reverse("administration:organisation", kwargs={"organisation_id": made.pk})
    ada.post(where, {"name": "De Brug Noord", "kind": "local_team", "municipality": str(office.municipality.pk)})
    card = reads.organisation(made.pk)
    assert (card.name, card.kind, card.municipality) == ("De Brug Noord", Kind.LOCAL_TEAM, "Gemeente Dorp")
    assert ada.post(where + "sluiten/").status_code == 302
    assert made.pk not in dict(reads.organisation_names())
    assert ada.post(where + "openen/").status_code == 302
    assert made.pk in dict(reads.organisation_names())
    kinds = [event.kind.value for event in reads.events().rows]
    assert kinds == ["organisation_reopened", "organisation_closed", "organisation_edited", "organisation_made"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "DE KADE"}, "name"),
        ({"kind": "municipality"}, "municipality"),
        ({"kind": "ruimtestation"}, "kind"),
        ({"email": "geen adres"}, "email"),
        ({"name": ""}, "name"),
    ],
)
def test_an_organisation_that_cannot_be_is_refused_beside_the_field(ada, office, changes, field):
    sound = {"name": "De Brug", "kind": "local_team", "municipality": str(office.municipality.pk)}
    answer = ada.post("/beheer/organisaties/nieuw/", sound | changes)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Organisation.objects.filter(name="De Brug").exists()


def test_only_a_municipality_has_parts(office, now):
    part = actions.OrganisationDetails("Team", Kind.LOCAL_TEAM, office.partner.pk, "", "")
    with pytest.raises(actions.NotPossible):
        actions.make_organisation(by=office.ada_administers.pk, details=part, now=now)


def test_an_organisation_with_accounts_is_not_closed(ada, office):
    where = reverse("administration:close_organisation", kwargs={"organisation_id": office.partner.pk})
    answer = ada.post(where)
    assert answer.status_code == 409
    assert "nog 1 persoon" in answer.content.decode()


def test_who_works_at_a_closed_organisation_is_not_enabled(office, now):
    ada, petra = office.ada_administers.pk, office.petra_is_partner.pk
    actions.disable(by=ada, user_id=petra, now=now)
    actions.close_organisation(by=ada, organisation_id=office.partner.pk, now=now)
    with pytest.raises(actions.NotPossible):
        actions.enable(by=ada, user_id=petra, now=now)
    with pytest.raises(actions.NotPossible):
        actions.invite(
            by=ada,
            name="X",
            email="x@kade.example",
            role="chain_partner",
            function="",
            organisation_id=office.partner.pk,
            now=now,
        )


def test_a_team_is_made_changed_closed_and_reopened(ada, office):
    new = reverse("administration:new_team", kwargs={"organisation_id": office.municipality.pk})
    assert ada.post(new, {"name": "opschaling"}).status_code == 422
    assert ada.post(new, {"name": "Toegang", "manager": str(office.petra_is_partner.pk)}).status_code == 422
    assert ada.post(new, {"name": "Toegang", "manager": str(office.cas_is_consultant.pk)}).status_code == 302
    team = Team.objects.get(name="Toegang")
    where = reverse("administration:team", kwargs={"team_id": team.pk})
    assert ada.post(where, {"name": "Toegang Jeugd"}).status_code == 302
    assert (reads.team(team.pk).name, reads.team(team.pk).manager) == ("Toegang Jeugd", "")
    User.objects.filter(pk=office.cas_is_consultant.pk).update(team=team)
    assert ada.post(where + "sluiten/").status_code == 409
    User.objects.filter(pk=office.cas_is_consultant.pk).update(team=None)
    assert ada.post(where + "sluiten/").status_code == 302
    assert not reads.team(team.pk).is_active
    assert ada.post(where + "openen/").status_code == 302
    assert reads.team(team.pk).is_active


def test_a_manager_from_elsewhere_is_refused(office, now):
    details = actions.TeamDetails("Toegang", office.petra_is_partner.pk)
    with pytest.raises(actions.NotPossible) as refusal:
        actions.make_team(
            by=office.ada_administers.pk, organisation_id=office.municipality.pk, details=details, now=now
        )
    assert refusal.value.field == "manager"


def test_the_list_of_organisations_is_narrowed_by_its_address(ada):
    assert [row.name for row in ada.get("/beheer/organisaties/").context["rows"]] == ["De Kade", "Gemeente Dorp"]
    assert [row.name for row in ada.get("/beheer/organisaties/?zoek=kade").context["rows"]] == ["De Kade"]
    assert [row.name for row in ada.get("/beheer/organisaties/?soort=municipality").context["rows"]] == [
        "Gemeente Dorp"
    ]
    assert "Geen organisatie gevonden" in ada.get("/beheer/organisaties/?zoek=zzz").content.decode()


def test_the_record_is_read_a_page_at_a_time(ada, office, now):
    for number in range(30):
        details = actions.TeamDetails(f"Team {number}", None)
        actions.make_team(
            by=office.ada_administers.pk,
            organisation_id=office.municipality.pk,
            details=details,
            now=now + timedelta(seconds=number),
        )
    first = ada.get("/beheer/gebeurtenissen/").context
    second = ada.get("/beheer/gebeurtenissen/", {"na": first["next_after"]}).context
    subjects = [row.subject for row in (*first["rows"], *second["rows"])]
    assert subjects == [f"Team {number}" for number in reversed(range(30))]
    assert second["next_after"] == ""
