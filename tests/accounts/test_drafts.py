"""What is typed is kept on the server, for its owner only, until it is sent, thrown away or a week old."""

from datetime import timedelta

import pytest
from django import forms
from django.db import ProgrammingError, transaction
from django.http import QueryDict
from django.test import RequestFactory

from accounts import actions, drafts, reads
from accounts.models import Draft
from accounts.reads import DraftCard
from privacy.middleware import viewer_of
from privacy.portal import restricted

PAGE, ACTION = "/casussen/C-1/beeld/", "/casussen/C-1/beeld/toevoegen/"
LONG = "Zij zei: 'Ik wil Ömer zien'. 🙂\n" * 400


class Picture(forms.Form):
    text = forms.CharField(widget=forms.Textarea, initial="van tevoren")
    parties = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    agreed = forms.BooleanField(required=False, initial=True)
    on = forms.DateField(required=False)


@pytest.fixture
def keep(office, now):
    def keep(**changes):
        given = {"user_id": office.cas_is_consultant.pk, "page": PAGE, "action": ACTION, "now": now}
        return actions.keep_draft(**(given | {"fields": {"text": [LONG]}} | changes))

    return keep


def page_request(user, now, path=PAGE):
    request = RequestFactory().get(path)
    request.user = user
    request.draft = drafts.PageDrafts(request, now)
    return request


def test_a_draft_comes_back_in_the_form_as_it_was_typed(office, keep, now):
    keep(fields={"text": [LONG], "parties": ["a", "b"], "on": ["30-11-2026"], "csrfmiddlewaretoken": ["x"]})
    request = page_request(office.cas_is_consultant, now)
    form = drafts.prefill(Picture(), request, action=ACTION)
    assert form.initial == {"text": LONG, "parties": ["a", "b"], "agreed": False, "on": "30-11-2026"}
    assert [card.action for card in request.draft.restored] == [ACTION]
    assert 'value="30-11-2026"' in str(form["on"])


def test_what_no_form_takes_back_is_shown_to_who_signs_in_again(office, keep, now):
    keep(action=PAGE, fields={"text": ["in het formulier"]})
    keep(fields={"text": ["een zin zonder formulier"], "code": ["x"]})
    request = page_request(office.cas_is_consultant, now, f"{PAGE}?concept=1")
    drafts.prefill(Picture(), request)
    assert [card.texts for card in request.draft.left] == [("een zin zonder formulier",)]
    assert page_request(office.cas_is_consultant, now).draft.left == []
    assert page_request(office.ada_administers, now, f"{PAGE}?concept=1").draft.left == []


@pytest.mark.parametrize(("address", "back"), [("/a/", "/a/?concept=1"), ("/a/?b=2", "/a/?b=2&concept=1")])
def test_the_way_back_keeps_what_was_asked(address, back):
    assert drafts.coming_back(address) == back


def test_a_form_that_was_sent_keeps_what_was_sent(office, keep, now):
    keep()
    request = page_request(office.cas_is_consultant, now)
    form = drafts.prefill(Picture({"text": "nieuw"}), request, action=ACTION)
    assert form["text"].value() == "nieuw"
    assert request.draft.restored == []


def test_a_page_without_a_draft_leaves_the_form_as_it_is(office, now):
    request = page_request(office.cas_is_consultant, now)
    assert drafts.prefill(Picture(), request)["text"].value() == "van tevoren"
    assert request.draft.typed() is None


def test_nobody_else_gets_it(office, keep, now):
    kept = keep()
    ada = office.ada_administers
    assert reads.draft_for(user_id=ada.pk, action=ACTION, now=now) is None
    assert drafts.prefill(Picture(), page_request(ada, now), action=ACTION).initial == {}
    assert not actions.discard_draft(user_id=ada.pk, draft_id=kept.id)
    assert reads.draft_for(user_id=office.cas_is_consultant.pk, action=ACTION, now=now) == kept


def test_a_week_later_it_is_gone_even_before_it_is_wiped(office, keep, now):
    keep()
    cas = office.cas_is_consultant.pk
    assert reads.drafts_of(user_id=cas, now=now + timedelta(days=6, hours=23))
    assert not reads.drafts_of(user_id=cas, now=now + timedelta(days=7))
    assert not reads.drafts_on(user_id=cas, page=PAGE, now=now + timedelta(days=7))


def test_typing_on_replaces_the_draft_and_begins_the_week_anew(office, keep, now):
    first = keep()
    second = keep(fields={"text": ["korter"]}, now=now + timedelta(days=2))
    assert second.id == first.id
    assert second.expires_at == now + timedelta(days=9)
    assert Draft.objects.get().made_at == now


def test_emptying_the_form_wipes_its_draft(keep):
    keep()
    assert keep(fields={"text": ["  "], "csrfmiddlewaretoken": ["x"]}) is None
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["password1", "wachtwoord", "bsn", "kind_bsn", "csrfmiddlewaretoken", "credential"])
def test_secrets_are_never_kept(keep, name):
    assert keep(fields={name: ["123456782"]}) is None
    assert keep(fields={name: ["123456782"], "text": ["x"]}).fields == (("text", ("x",)),)


def test_a_character_that_a_database_cannot_hold_is_left_out(keep):
    assert keep(fields={"text": ["a\0b"]}).fields == (("text", ("ab",)),)


def test_an_address_that_is_too_long_is_not_kept(keep):
    assert keep(action="/" + "a" * 600) is None


def test_two_forms_of_one_page_have_a_draft_each(office, keep, now):
    keep()
    keep(action=PAGE, fields={"text": ["het andere formulier"]})
    request = page_request(office.cas_is_consultant, now)
    assert drafts.prefill(Picture(), request).initial["text"] == "het andere formulier"
    assert drafts.prefill(Picture(), request, action=ACTION).initial["text"] == LONG
    assert len(request.draft.restored) == 2


def typed(**changes):
    return {"concept-pagina": PAGE, "concept-formulier": ACTION, "text": LONG} | changes


def test_autosaving_says_when(client, office):
    client.force_login(office.cas_is_consultant)
    answer = client.post("/concept/", typed())
    assert answer.status_code == 200
    assert answer.content.decode().strip().startswith("Concept opgeslagen ")
    assert Draft.objects.get().fields == {"text": [LONG]}


def test_autosaving_nothing_keeps_nothing(client, office):
    client.force_login(office.cas_is_consultant)
    assert client.post("/concept/", typed(text="")).status_code == 202
    assert client.post("/concept/", typed(**{"concept-formulier": "/account/wachtwoord/"})).status_code == 202
    assert client.post("/concept/", typed(**{"concept-pagina": "https://elders.example/"})).status_code == 202
    assert client.post("/concept/", {"iets": "anders"}, content_type="application/json").status_code == 202
    assert not Draft.objects.exists()


def test_autosaving_takes_a_post_of_who_is_signed_in(client, office):
    assert client.post("/concept/", typed()).status_code == 401
    client.force_login(office.cas_is_consultant)
    assert client.get("/concept/").status_code == 405


def test_sending_the_form_wipes_its_draft_and_being_refused_does_not(client, office, now):
    ada = office.ada_administers
    client.force_login(ada)
    where = "/beheer/organisaties/nieuw/"
    actions.keep_draft(user_id=ada.pk, page=where, action=where, fields={"name": ["De Brug"]}, now=now)
    assert client.post(where, {"name": "De Brug"}).status_code == 422
    assert Draft.objects.exists()
    assert client.post(where, {"name": "De Brug", "kind": "school"}).status_code == 302
    assert not Draft.objects.exists()


def test_my_drafts_show_what_i_typed_and_can_be_thrown_away(client, office, keep):
    kept = keep(fields={"text": ["Een zin over <b>Noor</b>."]})
    keep(action=PAGE)
    client.force_login(office.cas_is_consultant)
    text = client.get("/concept/mijn/").content.decode()
    assert "Een zin over &lt;b&gt;Noor&lt;/b&gt;." in text
    assert PAGE in text
    assert client.post(f"/concept/weg/{kept.id}/", {"terug": PAGE})["Location"] == PAGE
    assert client.post(f"/concept/weg/{kept.id}/").status_code == 404
    assert client.post("/concept/weg/")["Location"] == "/concept/mijn/"
    assert not Draft.objects.exists()


def test_throwing_away_leads_to_no_other_site(client, office, keep):
    kept = keep()
    client.force_login(office.cas_is_consultant)
    answer = client.post(f"/concept/weg/{kept.id}/", {"terug": "https://elders.example/"})
    assert answer["Location"] == "/concept/mijn/"


def test_the_drafts_of_another_do_not_exist(client, office, keep):
    kept = keep()
    client.force_login(office.ada_administers)
    assert "Een zin" not in client.get("/concept/mijn/").content.decode()
    assert client.post(f"/concept/weg/{kept.id}/").status_code == 404
    client.post("/concept/weg/")
    assert Draft.objects.filter(pk=kept.id).exists()


def test_typed_gives_what_would_have_been_sent(office, keep, now):
    keep(fields={"text": ["a"], "parties": ["a", "b"]})
    data = page_request(office.cas_is_consultant, now).draft.typed(ACTION)
    assert isinstance(data, QueryDict)
    assert data.getlist("parties") == ["a", "b"]


def test_a_card_shows_texts_and_no_codes(keep):
    card = keep(fields={"text": ["een hele zin"], "parties": ["a"]})
    assert isinstance(card, DraftCard)
    assert card.texts == ("een hele zin",)


def test_in_the_portal_the_database_itself_shows_ones_own_drafts_only(office, keep, now):
    petra = office.petra_is_partner
    keep()
    mine = keep(user_id=petra.pk, fields={"text": ["van Petra"]})
    with restricted(viewer_of(petra)):
        assert Draft.objects.count() == 1
        assert reads.draft_for(user_id=petra.pk, action=ACTION, now=now) == mine
        assert keep(user_id=petra.pk, fields={"text": ["verder"]}).id == mine.id
        with pytest.raises(ProgrammingError), transaction.atomic():
            keep(fields={"text": ["van een ander"]})
    assert Draft.objects.count() == 2


def test_in_the_portal_drafts_are_kept_and_thrown_away_too(client, office, settings):
    client.force_login(office.petra_is_partner)
    there = {"SERVER_NAME": settings.PORTAL_HOST}
    assert client.post("/concept/", typed(), **there).status_code == 200
    page = client.get("/concept/mijn/", **there)
    assert page.status_code == 200
    assert "rg-portal" in page.content.decode()
    client.post("/concept/weg/", **there)
    assert not Draft.objects.exists()
