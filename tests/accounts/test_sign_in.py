"""Signing in: a password, a second factor, and nothing that tells who has an account."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail as outgoing
from django.test import Client
from django.urls import reverse

from accounts import actions, mail
from accounts.models import User
from outbox.models import Message
from tests.accounts.conftest import PASSWORD

DOOR = "/inloggen/"


def sign_in(client, email="cas@dorp.example", password=PASSWORD, **more):
    return client.post(DOOR, {"login": email, "password": password} | more)


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(office):
    """Cas has an app with codes, and recovery codes."""
    secret = generate_totp_secret()
    TOTP.activate(office.cas_is_consultant, secret)
    RecoveryCodes.activate(office.cas_is_consultant)
    return secret


def confirm(client):
    """Says the password once more, as everything about signing in asks."""
    assert client.post("/account/bevestigen/", {"password": PASSWORD}).status_code == 302


def test_who_knows_the_password_comes_in_whatever_the_capitals(client, office):
    answer = sign_in(client, email=" CAS@Dorp.Example ", next="/account/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    assert client.get("/account/").context["me"].name == "Cas Vink"


def test_the_cookie_ends_with_the_browser(client, office):
    assert sign_in(client).cookies["sessionid"]["max-age"] == ""


def test_no_other_site_is_led_to(client, office):
    assert sign_in(client, next="https://elders.example/")["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(office):
    answers = []
    for email in ("cas@dorp.example", "niemand@dorp.example"):
        answer = sign_in(Client(), email=email, password="fout fout fout")
        assert answer.status_code == 422
        text = answer.content.decode().replace(email, "EMAIL")
        answers.append(re.sub(r'value="[A-Za-z0-9]{64}"', "TOKEN", text))
    assert answers[0] == answers[1]
    assert "horen niet bij elkaar" in answers[0]


def test_every_way_to_fail_costs_one_hash(office, now, monkeypatch, settings):
    """Time tells nothing: an unknown address, an invited account and a wrong password all hash a password once."""
    hashed = []
    hasher = settings.PASSWORD_HASHERS[0].rpartition(".")[2]
    kind = __import__("django.contrib.auth.hashers", fromlist=[hasher]).__dict__[hasher]
    original = kind.encode
    monkeypatch.setattr(kind, "encode", lambda *args, **kwargs: hashed.append(1) or original(*args, **kwargs))
    invited = User.objects.create(name="I", email="i@dorp.example", role="consultant", organisation=office.partner)
    invited.set_unusable_password()
    invited.save()
    counts = []
    for email in ("cas@dorp.example", "niemand@dorp.example", "i@dorp.example"):
        hashed.clear()
        sign_in(Client(), email=email, password="fout fout fout")
        counts.append(len(hashed))
    assert counts == [1, 1, 1]


def test_an_invited_account_and_one_without_an_address_cannot_be_entered(client, office, now):
    actions.ensure_invited_user(
        name="Zonder Adres", organisation_id=office.partner.pk, function="", role="chain_partner", now=now
    )
    for email in ("", "None", "zonder adres"):
        assert sign_in(client, email=email).status_code == 422


def test_who_is_disabled_reads_so_only_with_the_right_password(client, office, now):
    actions.disable(by=office.ada_administers.pk, user_id=office.cas_is_consultant.pk, now=now)
    assert sign_in(client)["Location"] == "/account/uitgeschakeld/"
    wrong = sign_in(client, password="fout fout fout")
    assert wrong.status_code == 422
    assert "uitgeschakeld" not in wrong.content.decode()
    assert client.get("/account/").status_code == 302


def test_after_five_wrong_passwords_even_the_right_one_waits(client, office):
    for _ in range(5):
        sign_in(client, password="fout fout fout")
    answer = sign_in(client)
    assert answer.status_code == 422
    assert "Wacht vijf minuten" in answer.content.decode()


def test_too_many_tries_from_one_place_get_a_page_of_ours(client, office):
    statuses = [sign_in(client, email=f"u{number}@dorp.example").status_code for number in range(31)]
    assert statuses[-1] == 429
    assert "te vaak geprobeerd" in sign_in(client).content.decode()


def test_there_is_no_signing_up_and_no_changing_ones_own_address(client, office):
    client.force_login(office.cas_is_consultant)
    for path in ("/signup/", "/inloggen/signup/", "/account/email/", "/accounts/signup/"):
        assert client.get(path).status_code == 404


# --- A new password ---------------------------------------------------------------------------------------------------


def test_asking_for_a_new_password_answers_the_same_for_everybody(office):
    answers = [
        Client().post("/account/wachtwoord-vergeten/", {"email": email}, follow=True)
        for email in ("cas@dorp.example", "niemand@dorp.example")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain
    assert answers[0].content == answers[1].content
    assert outgoing.outbox == []


def test_the_promise_of_that_mail_holds_no_address_and_no_link(client, office):
    client.post("/account/wachtwoord-vergeten/", {"email": "cas@dorp.example"})
    message = Message.objects.get(topic="accounts.password_forgotten")
    assert message.payload == {"user_id": str(office.cas_is_consultant.pk), "site": "http://testserver"}
    assert "cas" not in message.key


def test_the_link_sets_a_new_password_once_and_ends_the_sessions(client, office, now):
    elsewhere = Client()
    elsewhere.force_login(office.cas_is_consultant)
    where = {"user_id": office.cas_is_consultant.pk, "site": "http://testserver"}
    assert mail.send_password_reset(key="k", now=now, **where)
    assert not mail.send_password_reset(key="k", now=now, **where)
    (message,) = outgoing.outbox
    link = next(line for line in message.body.splitlines() if line.startswith("http"))
    form = client.get(link, follow=True)
    new = "een heel andere zin met bomen"
    address = form.context["action_url"]
    assert client.post(address, {"password1": new, "password2": new + "s"}).status_code == 422
    assert client.post(address, {"password1": new, "password2": new})["Location"].endswith("/klaar/")
    assert "werkt niet meer" in client.get(link, follow=True).content.decode()
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(Client(), password=new).status_code == 302


def test_no_mail_for_who_was_disabled_or_never_came(office, now):
    cas, ada = office.cas_is_consultant, office.ada_administers
    actions.disable(by=ada.pk, user_id=cas.pk, now=now)
    assert not mail.send_password_reset(key="k", user_id=cas.pk, site="http://testserver", now=now)
    User.objects.filter(pk=ada.pk).update(accepted_at=None)
    assert not mail.send_password_reset(key="l", user_id=ada.pk, site="http://testserver", now=now)


def test_changing_the_password_asks_the_old_one_and_tells_the_owner(client, office, now):
    sign_in(client)
    elsewhere = Client()
    sign_in(elsewhere)
    new = "een heel andere zin met bomen"
    wrong = client.post("/account/wachtwoord/", {"oldpassword": "fout", "password1": new, "password2": new})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["oldpassword"])
    done = client.post("/account/wachtwoord/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert done["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    payload = Message.objects.get(topic="accounts.sign_in_changed").payload
    assert mail.send_notice(key="k", user_id=office.cas_is_consultant.pk, what=payload["what"], now=now)
    assert "uw wachtwoord is gewijzigd" in outgoing.outbox[0].body


def test_a_notice_of_something_unknown_is_not_sent(office, now):
    assert not mail.send_notice(key="k", user_id=office.cas_is_consultant.pk, what="iets anders", now=now)


# --- A second factor --------------------------------------------------------------------------------------------------


def test_an_app_with_codes_is_set_up_and_then_asked_for(client, office):
    sign_in(client)
    assert client.get("/account/tweede-stap/app/")["Location"].startswith("/account/bevestigen/")
    confirm(client)
    page = client.get("/account/tweede-stap/app/")
    wrong = client.post("/account/tweede-stap/app/", {"code": "000000"})
    assert wrong.status_code == 422
    done = client.post("/account/tweede-stap/app/", {"code": code_of(page.context["form"].secret)})
    assert done["Location"] == "/account/tweede-stap/herstelcodes/"
    assert len(client.get(done["Location"]).context["unused_codes"]) == 10
    assert "Elke code werkt één keer" in client.get("/account/tweede-stap/herstelcodes/bestand/").content.decode()
    again = Client()
    assert sign_in(again)["Location"] == "/inloggen/tweede-stap/"
    assert again.get("/account/").status_code == 302


def test_the_right_code_opens_the_door_and_a_wrong_one_does_not(client, secret):
    sign_in(client)
    assert client.get("/inloggen/tweede-stap/").status_code == 200
    assert client.post("/inloggen/tweede-stap/", {"code": "000000"}).status_code == 422
    assert client.post("/inloggen/tweede-stap/", {"code": code_of(secret)}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_the_keys_of_a_second_factor_do_not_lie_readable_in_the_database(client, office, secret, settings):
    stored = str([row.data for row in Authenticator.objects.all()])
    assert secret not in stored
    row = Authenticator.objects.get(type="totp")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a new key, taken in beside the old one"
    assert row.wrap().validate_code(code_of(secret))
    settings.SECRET_KEY_FALLBACKS = []
    sign_in(client)
    answer = client.post("/inloggen/tweede-stap/", {"code": code_of(secret)})
    assert answer.status_code == 422
    assert "niet meer te lezen" in answer.content.decode()


def test_a_recovery_code_works_once(office, secret):
    code = Authenticator.objects.get(user=office.cas_is_consultant, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (302, 422):
        client = Client()
        sign_in(client)
        assert client.post("/inloggen/tweede-stap/", {"code": code}).status_code == expected


def test_the_second_step_cannot_be_asked_without_the_first(client, secret):
    assert client.get("/inloggen/tweede-stap/")["Location"] == "/inloggen/"


def test_guessing_codes_is_stopped(client, secret):
    sign_in(client)
    for _ in range(5):
        client.post("/inloggen/tweede-stap/", {"code": "000000"})
    assert client.post("/inloggen/tweede-stap/", {"code": code_of(secret)}).status_code == 422


def test_the_app_can_be_removed_and_new_recovery_codes_made(client, office, secret):
    sign_in(client)
    client.post("/inloggen/tweede-stap/", {"code": code_of(secret)})
    confirm(client)
    assert client.get("/account/tweede-stap/herstelcodes/nieuw/").status_code == 200
    assert client.post("/account/tweede-stap/herstelcodes/nieuw/").status_code == 302
    assert client.get("/account/tweede-stap/app/verwijderen/").status_code == 200
    assert client.post("/account/tweede-stap/app/verwijderen/")["Location"] == "/account/tweede-stap/"
    assert not Authenticator.objects.filter(user=office.cas_is_consultant, type="totp").exists()


def test_pages_of_passkeys_open_and_hold_what_the_script_needs(client, office):
    assert client.get("/inloggen/passkey/", headers={"Accept": "application/json"}).json()["request_options"]
    sign_in(client)
    assert client.get("/account/tweede-stap/passkeys/").status_code == 200
    confirm(client)
    page = client.get("/account/tweede-stap/passkeys/nieuw/").content.decode()
    assert '"creation_options"' in page
    assert client.post("/account/tweede-stap/passkeys/nieuw/", {"credential": "{}"}).status_code == 422


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def test_where_a_second_factor_is_required_who_has_none_sets_it_up_first(client, office, required):
    sign_in(client)
    for path in ("/beheer/", "/concept/mijn/", "/bestaat-niet/"):
        assert client.get(path)["Location"] == "/account/tweede-stap/"
    page = client.get("/account/tweede-stap/")
    assert page.status_code == 200
    assert "Stel eerst een tweede stap in" in page.content.decode()
    assert client.get("/account/").status_code == 200


def test_who_has_one_goes_on(client, office, secret, required):
    sign_in(client)
    client.post("/inloggen/tweede-stap/", {"code": code_of(secret)})
    assert client.get("/concept/mijn/").status_code == 200
    assert "Stel eerst" not in client.get("/account/tweede-stap/").content.decode()


def test_recovery_codes_alone_are_no_second_factor(client, office, required):
    RecoveryCodes.activate(office.cas_is_consultant)
    sign_in(client)
    assert client.get("/concept/mijn/")["Location"] == "/account/tweede-stap/"


def test_the_last_second_factor_stays_where_one_is_required(client, office, secret, required):
    sign_in(client)
    client.post("/inloggen/tweede-stap/", {"code": code_of(secret)})
    confirm(client)
    assert client.post("/account/tweede-stap/app/verwijderen/").status_code == 422
    key = Authenticator.objects.create(user=office.cas_is_consultant, type="webauthn", data={"name": "Laptop"})
    assert get_adapter().can_delete_authenticator(key)
    Authenticator.objects.filter(type="totp").delete()
    assert client.post(f"/account/tweede-stap/passkeys/{key.pk}/verwijderen/").status_code == 409
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_passkey_can_be_renamed_and_removed_by_its_owner_only(client, office):
    mine = Authenticator.objects.create(user=office.cas_is_consultant, type="webauthn", data={"name": "Laptop"})
    theirs = Authenticator.objects.create(user=office.ada_administers, type="webauthn", data={"name": "Ada"})
    client.force_login(office.cas_is_consultant)
    client.post("/account/bevestigen/", {"password": PASSWORD})
    assert client.post(f"/account/tweede-stap/passkeys/{mine.pk}/naam/", {"name": "Tablet"}).status_code == 302
    mine.refresh_from_db()
    assert mine.wrap().name == "Tablet"
    assert client.post(f"/account/tweede-stap/passkeys/{theirs.pk}/verwijderen/").status_code == 404
    assert client.post(f"/account/tweede-stap/passkeys/{mine.pk}/verwijderen/").status_code == 302
    assert Authenticator.objects.get().pk == theirs.pk


def test_who_signs_in_without_a_password_has_none_to_change(client, office):
    office.cas_is_consultant.set_unusable_password()
    office.cas_is_consultant.save()
    client.force_login(office.cas_is_consultant)
    assert client.get("/account/wachtwoord/").status_code == 404
    assert "Wachtwoord wijzigen" not in client.get("/account/").content.decode()


def test_an_address_stands_in_one_place_only(client, office, secret, now):
    """allauth has a table of addresses of its own: a second truth, in which an old address would go on working."""
    sign_in(client)
    client.post("/inloggen/tweede-stap/", {"code": code_of(secret)})
    client.post("/account/wachtwoord-vergeten/", {"email": "cas@dorp.example"})
    mail.send_password_reset(key="k", user_id=office.cas_is_consultant.pk, site="http://testserver", now=now)
    assert not EmailAddress.objects.exists()


def test_my_account_says_who_i_am_and_where_i_am_signed_in(client, office):
    sign_in(client)
    text = client.get(reverse("my_account")).content.decode()
    for expected in ("Cas Vink", "cas@dorp.example", "Gemeente Dorp", "Deze browser", "Wachtwoord wijzigen"):
        assert expected in text
