"""The pages that ask more than following a link: the second step, one's password, a team, a hat that is handed over.

With a passkey of an authenticator that the browser keeps itself, so all of it really works.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.urls import resolve, reverse

from accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.browser.journeys.hands import Person, demo_email
from tests.browser.walk import LOOKS, Walk

ADMINISTRATOR, DIRECTOR, TAKES_OVER = "Anouk Verhoef", "Ilse Hoekstra", "Noor Kuipers"
PAGES = {
    "account_change_password",
    "administration:reset_second_factor",
    "administration:team",
    "cases:handover",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
}
PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def lost_telephone(town, django_db_blocker):
    """An administrator with a password, and the id of somebody with a second step. Rate limits begin afresh."""
    cache.clear()
    with django_db_blocker.unblock():
        administrator = User.objects.get(name=ADMINISTRATOR)
        administrator.set_password(PASSWORD)
        administrator.save()
        somebody = User.objects.get(name=DIRECTOR)
        TOTP.activate(somebody, generate_totp_secret())
    return somebody.pk


def code_for(secret: str) -> str:
    """What the app on a telephone shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@LOOKS
def test_the_pages_of_ones_own_account_are_sound(lost_telephone, people, looks):
    walk = Walk(looks)
    anouk = people(ADMINISTRATOR, password=PASSWORD)
    walk.listen(anouk.page)

    def looks_at(name: str, *args: object) -> None:
        answer = anouk.page.goto(anouk.site + reverse(name, args=args))
        assert answer is not None
        judges(name)

    def judges(name: str) -> None:
        assert resolve(urlsplit(anouk.page.url).path).view_name == name, anouk.page.url
        walk.judge(anouk.page)
        walk.seen.add(name)

    secret = _turns_on_the_app(anouk)
    passkey = _makes_a_passkey(anouk)
    for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_list_webauthn"):
        looks_at(name)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        looks_at(name, passkey)
    for name in ("account_change_password", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"):
        looks_at(name)
    looks_at("administration:reset_second_factor", lost_telephone)
    _makes_a_team(anouk)
    judges("administration:team")
    _comes_in_again(anouk)
    judges("mfa_authenticate")
    anouk.sends("Ga verder", {"Code": code_for(secret)})
    assert anouk.sees(ADMINISTRATOR)
    assert walk.seen == PAGES - {"cases:handover"}
    assert not walk.wrong, "\n".join(sorted(set(walk.wrong)))


@LOOKS
def test_the_question_to_take_over_a_hat_is_sound(imported, people, looks):
    walk, reference = Walk(looks), imported("C02")["C02"]
    ilse, noor = people(DIRECTOR), people(TAKES_OVER)
    ilse.opens(reference)
    for link in ("Mensen", "Petten", re.compile("Ilse Hoekstra")):
        ilse.follows(link)
    ilse.sends("Vraag het", {"Wie vraagt u": TAKES_OVER, "Wat moet": "Ik ga met verlof."})
    walk.listen(noor.page)
    noor.starts()
    noor.follows(re.compile("^Neem een pet over"))
    assert resolve(urlsplit(noor.page.url).path).view_name == "cases:handover"
    walk.judge(noor.page)
    assert not walk.wrong, "\n".join(sorted(set(walk.wrong)))


def _turns_on_the_app(person: Person) -> str:
    """Sets up the app with codes, and returns its key."""
    person.page.goto(person.site + reverse("mfa_activate_totp"))
    person.sends("Ga verder", {"Wachtwoord": PASSWORD})
    secret = person.page.locator("main code").inner_text()
    person.sends("Zet de app aan", {"Code": code_for(secret)})
    return secret


def _makes_a_passkey(person: Person) -> int:
    """Lets the browser make a passkey, and returns its number."""
    keys = person.page.context.new_cdp_session(person.page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})
    person.page.goto(person.site + reverse("mfa_add_webauthn"))
    person.page.get_by_label("Naam").fill("Laptop")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Maak de passkey").click()
    person.page.goto(person.site + reverse("mfa_list_webauthn"))
    address = person.page.get_by_role("link", name="Naam wijzigen").get_attribute("href")
    return int(re.findall(r"\d+", str(address))[0])


def _makes_a_team(person: Person) -> None:
    person.starts()
    for link in ("Organisaties en teams", re.compile("^Gemeente"), "Nieuw team"):
        person.follows(link)
    person.sends("Voeg toe", {"Naam": "Wijkteam Zuid"})
    person.follows("Wijkteam Zuid")


def _comes_in_again(person: Person) -> None:
    """Signs out, and gives the password: then the second step is asked."""
    person.page.context.clear_cookies()
    person.page.goto(person.site + reverse("account_login"))
    person.sends("Log in", {"E-mailadres": demo_email(person.name), "Wachtwoord": PASSWORD})
