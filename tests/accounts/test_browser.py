"""What the script of the session does in a real browser: keep what is typed, warn in time, and lead back."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from accounts.models import Draft, Session
from tests.accounts.conftest import PASSWORD

FORM = "/beheer/organisaties/nieuw/"
SOON = timedelta(seconds=123)  # the warning comes 120 seconds before the end, so after three


@pytest.fixture
def administrator(committed_cast):
    """Somebody of the cast, made administrator, with a password to sign in with."""
    user = committed_cast["tess_manages_here"]
    user.role = "administrator"
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def signed_in(page, site, administrator):
    page.goto(site + "/inloggen/")
    page.get_by_label("E-mailadres").fill(administrator.email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(re.compile(r"^(?!.*/inloggen/)"))
    return page


def test_what_is_typed_is_kept_and_stands_there_again(signed_in, site, administrator):
    signed_in.goto(site + FORM)
    signed_in.get_by_label("Naam").fill("De Brug 'Zuid' 🙂")
    expect(signed_in.locator("[data-draft-text]")).to_have_text(re.compile(r"^Concept opgeslagen \d+:\d\d$"))
    assert Draft.objects.get(user=administrator).page == FORM
    signed_in.goto(site + "/account/")
    signed_in.goto(site + FORM)
    expect(signed_in.get_by_label("Naam")).to_have_value("De Brug 'Zuid' 🙂")
    expect(signed_in.get_by_text("Uw tekst is bewaard.")).to_be_visible()
    signed_in.get_by_label("Soort").select_option("school")
    signed_in.get_by_role("button", name="Voeg toe").click()
    expect(signed_in.get_by_role("heading", name="De Brug 'Zuid' 🙂")).to_be_visible()
    assert not Draft.objects.exists()


def test_leaving_the_page_at_once_loses_nothing(signed_in, site, administrator):
    signed_in.goto(site + FORM)
    signed_in.get_by_label("Naam").fill("Nog niet bewaard")
    signed_in.goto(site + "/account/")
    for _moment in range(100):  # what a page says as it goes may arrive after the next one was asked
        if Draft.objects.exists():
            break
        signed_in.wait_for_timeout(100)
    signed_in.goto(site + FORM)
    expect(signed_in.get_by_label("Naam")).to_have_value("Nog niet bewaard")


def test_one_action_keeps_the_session(signed_in, site, settings):
    settings.SESSION_IDLE = SOON
    signed_in.goto(site + FORM)
    warning = signed_in.get_by_role("dialog", name="Bent u er nog?")
    expect(warning).to_be_visible(timeout=10_000)
    expect(signed_in.get_by_role("button", name="Ik ben er nog")).to_be_focused()
    signed_in.get_by_role("button", name="Ik ben er nog").click()
    expect(warning).to_be_hidden()


def test_when_the_session_ended_one_is_led_to_the_door_and_back_with_everything_typed(signed_in, site, administrator):
    signed_in.goto(site + FORM)
    Session.objects.filter(user=administrator).update(last_seen_at=administrator.invited_at or "2020-01-01T00:00Z")
    signed_in.get_by_label("Naam").fill("Getypt na het einde")
    signed_in.wait_for_url("**/inloggen/**", timeout=10_000)
    expect(signed_in.get_by_text("daarom bent u uitgelogd")).to_be_visible()
    signed_in.get_by_label("E-mailadres").fill(administrator.email)
    signed_in.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    signed_in.get_by_role("button", name="Log in", exact=True).click()
    signed_in.wait_for_url(re.compile(rf"^[^?]*{FORM}"))
    expect(signed_in.get_by_label("Naam")).to_have_value("Getypt na het einde")
