"""A session ends after a while without activity and anyway after a working day; what was typed is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts import actions, expiry, reads
from accounts.models import Draft, Session
from accounts.sessions import SessionStore

LIMITS = expiry.Limits(idle=timedelta(minutes=15), absolute=timedelta(hours=10))
FORM = "/beheer/accounts/uitnodigen/"


@pytest.fixture
def ada(client, office, now):
    """A browser in which Ada signed in just now and opened a page."""
    with time_machine.travel(now, tick=False):
        client.force_login(office.ada_administers)
        assert client.get("/account/").status_code == 200
    return client


def at(moment):
    return time_machine.travel(moment, tick=False)


def is_signed_in(answer):
    return not (answer.status_code == 302 and answer["Location"].startswith("/inloggen/"))


@pytest.mark.parametrize(
    ("started", "seen", "ended"),
    [
        (None, None, False),
        (timedelta(0), timedelta(0), False),
        (timedelta(minutes=20), timedelta(minutes=14, seconds=59), False),
        (timedelta(minutes=20), timedelta(minutes=15), True),
        (timedelta(hours=9, minutes=59), timedelta(seconds=1), False),
        (timedelta(hours=10), timedelta(seconds=1), True),
    ],
)
def test_when_a_session_has_ended(now, started, seen, ended):
    began, used = (None if ago is None else now - ago for ago in (started, seen))
    assert expiry.has_ended(started_at=began, last_seen_at=used, now=now, limits=LIMITS) is ended


def test_standing_still_for_fifteen_minutes_ends_it(ada, now):
    with at(now + timedelta(minutes=16)):
        answer = ada.get("/account/")
    assert not is_signed_in(answer)
    assert answer["Location"] == "/inloggen/?next=%2Faccount%2F&verlopen=1"


def test_activity_extends_it(ada, now):
    for minutes in range(10, 60, 10):
        with at(now + timedelta(minutes=minutes)):
            assert is_signed_in(ada.get("/account/"))


def test_after_ten_hours_it_ends_however_busy_one_was(ada, now):
    for minutes in range(10, 600, 10):
        with at(now + timedelta(minutes=minutes)):
            assert is_signed_in(ada.get("/account/"))
    with at(now + timedelta(hours=10)):
        assert not is_signed_in(ada.get("/account/"))


def test_a_page_that_asks_by_itself_is_no_activity(ada, now):
    with at(now + timedelta(minutes=14)):
        assert ada.get("/account/", headers={"X-Regie-Background": "1"}).status_code == 200
    with at(now + timedelta(minutes=16)):
        assert ada.get("/account/", headers={"X-Regie-Background": "1"}).status_code == 401


def test_the_one_action_of_the_warning_extends_it(ada, now):
    with at(now + timedelta(minutes=14)):
        assert ada.post("/account/blijven/", headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 204
    with at(now + timedelta(minutes=28)):
        assert is_signed_in(ada.get("/account/"))


def test_the_action_works_without_scripts_and_leads_back(ada, now):
    with at(now + timedelta(minutes=14)):
        answer = ada.post("/account/blijven/", headers={"Referer": "http://testserver/account/?a=1"})
    assert answer["Location"] == "/account/?a=1"


def test_a_script_hears_401_when_the_session_ended(ada, now):
    with at(now + timedelta(minutes=16)):
        assert ada.post("/account/blijven/", headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 401
        assert ada.post("/account/blijven/", headers={"X-Requested-With": "XMLHttpRequest"}).status_code == 401
        assert ada.post("/concept/", {}).status_code == 401


def test_htmx_is_sent_to_the_door_and_back_to_the_page_it_stood_on(ada, now):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/beheer/?b=2"}
    with at(now + timedelta(minutes=16)):
        answer = ada.get("/beheer/accounts/", headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/inloggen/?next=%2Fbeheer%2F%3Fb%3D2&verlopen=1")


def test_an_ended_session_is_gone_from_the_server_too(ada, office, now):
    with at(now + timedelta(minutes=16)):
        ada.get("/account/")
    assert not Session.objects.filter(user=office.ada_administers).exists()


def test_what_was_sent_after_the_end_is_kept_and_comes_back_after_signing_in(ada, office, now):
    typed = {"name": "Öznur d'Hondt 🙂", "email": "oznur@dorp.example", "function": "x" * 200, "role": "consultant"}
    with at(now + timedelta(minutes=16)):
        answer = ada.post(FORM, typed, headers={"Referer": f"http://testserver{FORM}"})
        assert answer["Location"] == "/inloggen/?next=%2Fbeheer%2Faccounts%2Fuitnodigen%2F%3Fconcept%3D1&verlopen=1"
        ada.force_login(office.ada_administers)
        page = ada.get(FORM)
    text = page.content.decode()
    assert page.context["form"].initial["name"] == typed["name"]
    assert "Öznur d&#x27;Hondt 🙂" in text
    assert "Uw tekst is bewaard" in text


def test_a_form_of_somebody_elses_making_is_not_kept(office, now):
    browser = Client(enforce_csrf_checks=True)
    with at(now):
        browser.force_login(office.ada_administers)
        browser.get("/account/")
    with at(now + timedelta(minutes=16)):
        assert browser.post(FORM, {"name": "Geplant"}).status_code == 302
    assert not Draft.objects.exists()


def test_a_form_of_before_signing_in_again_is_kept_and_not_lost_to_its_old_token(office, now):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(office.ada_administers)
    headers = {"Referer": f"http://testserver{FORM}", "Origin": "http://testserver"}
    answer = browser.post(FORM, {"name": "Nina", "csrfmiddlewaretoken": "o" * 64}, headers=headers)
    assert answer.status_code == 403
    assert "wat u typte is bewaard" in answer.content.decode()
    (draft,) = reads.drafts_of(user_id=office.ada_administers.pk, now=now)
    assert (draft.page, draft.action, draft.fields) == (FORM, FORM, (("name", ("Nina",)),))
    foreign = headers | {"Origin": "https://elders.example"}
    assert "wat u typte is bewaard" not in browser.post(FORM, {"name": "X"}, headers=foreign).content.decode()


def test_passwords_are_never_kept(ada, now):
    with at(now + timedelta(minutes=16)):
        ada.post("/account/wachtwoord/", {"oldpassword": "geheim", "password1": "geheimer", "password2": "geheimer"})
    assert not Draft.objects.exists()


def test_the_times_survive_a_request_that_saves_the_session(ada, office, now):
    with at(now + timedelta(minutes=10)):
        session = ada.session
        session["iets"] = 1
        session.save()
        ada.get("/account/")
    with at(now + timedelta(minutes=20)):
        assert is_signed_in(ada.get("/account/"))
    row = Session.objects.get(user=office.ada_administers)
    assert (row.started_at, row.last_seen_at) == (now, now + timedelta(minutes=20))


def test_signing_in_again_begins_a_new_session(office):
    store = SessionStore()
    store["_auth_user_id"] = str(office.ada_administers.pk)
    store.create()
    actions.note_activity(session_key=store.session_key, now=store.get_expiry_date())
    old = SessionStore(store.session_key)
    old.load()
    assert old.row.started_at is not None
    old.cycle_key()
    assert Session.objects.get(pk=old.session_key).started_at is None


def test_pages_of_who_is_signed_in_stay_out_of_the_cache_of_a_shared_computer(ada):
    assert ada.get("/account/")["Cache-Control"] == "private, no-store"


def test_signing_out_is_by_post_and_clears_the_browser(ada, office):
    assert ada.get("/uitloggen/").status_code == 200
    assert Session.objects.filter(user=office.ada_administers).exists()
    answer = ada.post("/uitloggen/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.filter(user=office.ada_administers).exists()


def test_elsewhere_one_can_be_signed_out_from_here(ada, office):
    elsewhere = Client()
    elsewhere.force_login(office.ada_administers)
    assert is_signed_in(elsewhere.get("/account/"))
    assert "Een andere browser" in ada.get("/account/").content.decode()
    ada.post("/account/elders-uitloggen/")
    assert not is_signed_in(elsewhere.get("/account/"))
    assert is_signed_in(ada.get("/account/"))


def test_what_is_past_its_time_is_wiped(ada, office, now):
    actions.keep_draft(user_id=office.ada_administers.pk, page="/a/", action="/a/", fields={"t": ["x"]}, now=now)
    assert actions.wipe_expired(now=now + timedelta(hours=9)) == (0, 0)
    assert actions.wipe_expired(now=now + timedelta(days=8)) == (1, 1)
    assert actions.wipe_expired(now=now + timedelta(days=8)) == (0, 0)


def test_a_page_costs_one_query_for_the_session_one_for_its_user_and_none_for_drafts(
    ada, now, django_assert_num_queries
):
    with at(now + timedelta(seconds=5)), django_assert_num_queries(2):
        ada.get("/uitloggen/")


def test_the_page_of_signing_in_opens_at_once_when_the_session_ended(ada, now):
    with at(now + timedelta(minutes=16)):
        assert ada.get("/inloggen/?next=/beheer/").status_code == 200
        assert not is_signed_in(ada.get("/beheer/"))
