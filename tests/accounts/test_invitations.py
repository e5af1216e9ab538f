"""From invitation to an account in use: one link, once, for a week."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.hashers import is_password_usable
from django.core import mail as outgoing
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import actions, invitations, mail, reads
from accounts.models import AccountEvent, User
from outbox.models import Message
from tests.accounts.conftest import PASSWORD

SITE = "https://regie.example"


@pytest.fixture
def invited(office, now):
    """Nina was invited by Ada just now."""
    user_id = actions.invite(
        by=office.ada_administers.pk,
        name="Nina Öztürk-d'Hondt",
        email="Nina@Dorp.Example",
        role="consultant",
        function="Jeugdconsulent",
        organisation_id=office.municipality.pk,
        team_id=office.team.pk,
        now=now,
    )
    return User.objects.get(pk=user_id)


def page(user):
    return reverse("accept_invitation", kwargs={"token": invitations.token_for(user)})


def test_an_invited_account_has_no_password_and_its_address_in_small_letters(invited):
    assert not is_password_usable(invited.password)
    assert invited.email == "nina@dorp.example"
    assert reads.account(invited.pk).status is reads.Status.INVITED


def test_who_invited_whom_in_what_role_is_recorded_without_a_name(office, invited, now):
    event = AccountEvent.objects.get(user=invited)
    assert (event.kind, event.by_id, event.at, event.after) == ("invited", office.ada_administers.pk, now, "consultant")
    assert "Nina" not in event.before + event.after


def test_an_address_is_used_once_whatever_its_capitals(office, invited, now):
    with pytest.raises(actions.NotPossible) as refusal:
        actions.invite(
            by=None,
            name="Nog een Nina",
            email="NINA@dorp.example",
            role="consultant",
            function="",
            organisation_id=office.municipality.pk,
            now=now,
        )
    assert refusal.value.field == "email"


def test_a_team_of_another_organisation_is_refused(office, now):
    with pytest.raises(actions.NotPossible) as refusal:
        actions.invite(
            by=None,
            name="Wim",
            email="wim@kade.example",
            role="chain_partner",
            function="",
            organisation_id=office.partner.pk,
            team_id=office.team.pk,
            now=now,
        )
    assert refusal.value.field == "team"


def test_the_link_opens_the_account_once(client, invited):
    address = page(invited)
    assert client.get(address).status_code == 200
    done = client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    assert done.status_code == 200
    invited.refresh_from_db()
    assert invited.check_password(PASSWORD)
    assert invited.accepted_at is not None
    assert client.get(address).status_code == 404
    assert client.post(address, {"password1": "iets heel anders", "password2": "iets heel anders"}).status_code == 404
    assert client.login(request=None, email="nina@dorp.example", password=PASSWORD)


def test_a_weak_password_and_two_different_ones_are_refused_beside_the_field(client, invited):
    weak = client.post(page(invited), {"password1": "kort", "password2": "kort"})
    assert weak.status_code == 422
    assert "password1" in weak.context["form"].errors
    different = client.post(page(invited), {"password1": PASSWORD, "password2": PASSWORD + "s"})
    assert different.status_code == 422
    assert list(different.context["form"].errors) == ["password2"]
    invited.refresh_from_db()
    assert invited.accepted_at is None


def test_after_a_week_the_link_is_dead(client, invited, now):
    address = page(invited)
    with time_machine.travel(now + timedelta(days=6, hours=23)):
        assert client.get(address).status_code == 200
    with time_machine.travel(now + timedelta(days=7, minutes=1)):
        assert client.get(address).status_code == 404


def test_a_new_invitation_kills_the_old_link(client, office, invited, now):
    old = page(invited)
    actions.invite_again(by=office.ada_administers.pk, user_id=invited.pk, now=now + timedelta(hours=1))
    invited.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(page(invited)).status_code == 200


def test_a_link_that_was_not_made_here_says_the_same_as_one_that_was_used(client, invited):
    address = page(invited)
    client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    used = client.get(address)
    forged = client.get(reverse("accept_invitation", kwargs={"token": "abc:def:ghi"}))
    assert used.status_code == forged.status_code == 404
    assert used.content == forged.content


def test_a_disabled_account_cannot_be_opened_with_its_link(client, office, invited, now):
    address = page(invited)
    actions.disable(by=office.ada_administers.pk, user_id=invited.pk, now=now)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("why", ["accepted", "disabled", "without an address", "does not exist"])
def test_inviting_again_needs_an_account_that_waits_for_it(office, invited, now, why):
    user_id = invited.pk
    if why == "accepted":
        User.objects.filter(pk=user_id).update(accepted_at=now)
    elif why == "disabled":
        actions.disable(by=office.ada_administers.pk, user_id=user_id, now=now)
    elif why == "without an address":
        User.objects.filter(pk=user_id).update(email=None)
    else:
        user_id = uuid4()
    with pytest.raises(actions.NotPossible):
        actions.invite_again(by=office.ada_administers.pk, user_id=user_id, now=now)


def test_the_mail_holds_the_link_and_goes_once(client, invited, now):
    where = {"user_id": invited.pk, "invited_at": str(now), "site": SITE}
    assert mail.send_invitation(key="k", now=now, **where)
    assert not mail.send_invitation(key="k", now=now, **where)
    (message,) = outgoing.outbox
    assert message.to == ["nina@dorp.example"]
    link = next(line for line in message.body.splitlines() if line.startswith(SITE))
    assert client.get(link.removeprefix(SITE)).status_code == 200


def test_a_mail_of_an_invitation_that_was_replaced_is_not_sent(office, invited, now):
    actions.invite_again(by=office.ada_administers.pk, user_id=invited.pk, now=now + timedelta(hours=1))
    assert not mail.send_invitation(key="k", user_id=invited.pk, invited_at=str(now), site=SITE, now=now)
    assert outgoing.outbox == []


def test_inviting_on_the_page_promises_the_mail_with_ids_only(client, office):
    client.force_login(office.ada_administers)
    typed = {
        "name": "Nina Öztürk",
        "email": "nina@dorp.example",
        "phone": "",
        "organisation": str(office.municipality.pk),
        "team": "",
        "function": "Jeugdconsulent",
        "role": "consultant",
    }
    answer = client.post(reverse("administration:invite"), typed)
    assert answer.status_code == 302
    message = Message.objects.get(topic="accounts.invited")
    assert message.payload["site"] == "http://testserver"
    assert "nina" not in (message.key + str(message.payload)).lower()


def test_a_partner_is_sent_to_the_portal(client, office, settings):
    client.force_login(office.ada_administers)
    typed = {
        "name": "Karel",
        "email": "karel@kade.example",
        "organisation": str(office.partner.pk),
        "function": "Huismeester",
        "role": "chain_partner",
    }
    client.post(reverse("administration:invite"), typed)
    assert Message.objects.get(topic="accounts.invited").payload["site"] == f"http://{settings.PORTAL_HOST}"


def test_who_oversees_hears_of_each_invitation_of_somebody_who_works_with_cases(client, office):
    """A made-up triagist would see what comes in. A partner sees what is shared, by a decision of its own."""
    officer = User.objects.create(
        email="fg@dorp.example", name="Fg", role="data_protection_officer", organisation=office.municipality
    )
    client.force_login(office.ada_administers)
    partner = {"organisation": str(office.partner.pk), "function": "Huismeester", "role": "chain_partner"}
    client.post(reverse("administration:invite"), partner | {"name": "Karel", "email": "karel@kade.example"})
    assert not Message.objects.filter(topic="accounts.taken_hold").exists()
    typed = {"organisation": str(office.municipality.pk), "team": str(office.team.pk), "role": "triagist"}
    people = "Jan de Wit; jan@dorp.example; Triagist\nEls Bos; els@dorp.example; Triagist"
    assert client.post(reverse("administration:invite_several"), typed | {"people": people}).status_code == 302
    told = Message.objects.get(topic="accounts.taken_hold")
    assert told.payload == {"user_id": str(officer.pk), "what": "account"}


def test_several_people_are_invited_together_or_not_at_all(client, office):
    client.force_login(office.ada_administers)
    typed = {"organisation": str(office.municipality.pk), "team": str(office.team.pk), "role": "consultant"}
    people = "Jan de Wit; jan@dorp.example; Consulent\nEls Bos; cas@dorp.example; Consulent; 06 1234"
    refused = client.post(reverse("administration:invite_several"), typed | {"people": people})
    assert refused.status_code == 422
    assert "Regel 2" in refused.content.decode()
    assert not User.objects.filter(email="jan@dorp.example").exists()
    assert not Message.objects.exists()
    accepted = client.post(reverse("administration:invite_several"), typed | {"people": people.replace("cas@", "els@")})
    assert accepted.status_code == 302
    assert Message.objects.count() == 2
    assert User.objects.get(email="els@dorp.example").phone == "06 1234"


def test_every_wrong_line_is_named_at_once(client, office):
    client.force_login(office.ada_administers)
    typed = {"organisation": str(office.municipality.pk), "role": "consultant"}
    people = (
        "zomaar een naam\n; leeg@dorp.example; Consulent\nJan; geen adres; Consulent\nEls; els@dorp.example; Consulent"
    )
    answer = client.post(reverse("administration:invite_several"), typed | {"people": people})
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["people"]) == 3
    assert people.splitlines()[0] in answer.content.decode()


def invite_administrator(**changes):
    given = {"name": "Ada", "email": "ada@nieuw.example", "municipality": "Gemeente Nieuw"}
    out = StringIO()
    call_command("invite_administrator", stdout=out, **(given | changes))
    return out.getvalue().splitlines()[-1]


def test_the_first_administrator_is_invited_on_the_command_line(client, db):
    link = invite_administrator()
    client.post(link, {"password1": PASSWORD, "password2": PASSWORD})
    assert client.post("/inloggen/", {"login": "ada@nieuw.example", "password": PASSWORD}).status_code == 302
    assert client.get("/beheer/").status_code == 200


def test_the_command_says_what_is_wrong(office):
    with pytest.raises(CommandError, match="al een account"):
        invite_administrator(email="ada@dorp.example")
    with pytest.raises(CommandError, match="geldig"):
        invite_administrator(email="geen adres")
