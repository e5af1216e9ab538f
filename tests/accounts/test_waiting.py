"""Asking somebody by mail to come and look: once for everything, again after they came, and never what it is about."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail as outgoing
from django.urls import reverse

from accounts import mail, tasks
from accounts.actions import came_to_look, note_waiting
from accounts.middleware import BACKGROUND
from accounts.models import Mailing, User, Waiting
from accounts.waiting import ONLY_CHANGED, QUIET, UNREAD, What
from regie import waiting
from regie.tasks import mail_waiting

MOMENT = timedelta(minutes=1)


@pytest.fixture
def petra(office):
    return office.petra_is_partner


@pytest.fixture
def happens(petra, now):
    """Something waits for somebody, for Petra unless a test says who. Each time something else, unless it has a key."""

    def happen(what=What.QUESTION, *, after=timedelta(), who=petra, key=None):
        return note_waiting(key=key or f"{what}:{Mailing.objects.count()}", user_id=who.pk, what=what, now=now + after)

    return happen


def test_whatever_happens_before_the_mail_is_in_it_and_what_is_delivered_again_is_not_new(happens, petra, now):
    assert [happens(key="question:1") for _time in range(4)] == [True, False, False, False]
    action = {"user_id": str(petra.pk), "what": "action"}
    assert [tasks.note_waiting("action:1", action) for _time in range(4)] == [True, False, False, False]
    assert [waiting.mail_all(now=now + MOMENT) for _time in range(4)] == [1, 0, 0, 0]
    (letter,) = outgoing.outbox
    assert letter.to == [petra.email]
    came_to_look(user_id=petra.pk)
    assert happens(key="question:1", after=timedelta(hours=1)) is False  # delivered once more, an hour later
    assert waiting.mail_all(now=now + 2 * UNREAD) == 0


def test_until_somebody_came_to_look_the_first_mail_is_enough_and_what_happens_after_it_mails_again(
    happens, petra, now
):
    happens()
    assert waiting.mail_all(now=now) == 1
    happens(after=MOMENT)
    assert waiting.mail_all(now=now + 2 * QUIET) == 0  # the mail of before still says it
    came_to_look(user_id=petra.pk)
    assert waiting.mail_all(now=now + 2 * UNREAD) == 0  # seen
    happens(after=3 * UNREAD)
    assert waiting.mail_all(now=now + 3 * UNREAD) == 1
    came_to_look(user_id=petra.pk)
    happens(after=3 * UNREAD + MOMENT)
    assert waiting.mail_all(now=now + 3 * UNREAD + QUIET - MOMENT) == 0  # not so soon after the last one
    assert waiting.mail_all(now=now + 3 * UNREAD + QUIET) == 1


def test_a_mail_that_nobody_came_after_is_repeated_after_a_day_when_there_is_something_new(happens, now):
    happens()
    assert waiting.mail_all(now=now) == 1
    assert waiting.mail_all(now=now + UNREAD) == 0
    happens(after=MOMENT)
    assert waiting.mail_all(now=now + UNREAD - MOMENT) == 0
    assert waiting.mail_all(now=now + UNREAD) == 1


def test_who_came_to_look_before_the_mail_went_gets_none(happens, petra, now):
    happens()
    came_to_look(user_id=petra.pk)
    assert waiting.mail_all(now=now + UNREAD) == 0


def test_who_cannot_come_in_gets_no_mail_and_nothing_is_lost(happens, office, petra, now):
    assert note_waiting(key="k", user_id=uuid4(), what=What.ACTION, now=now) is False  # gone since it was promised
    happens()
    people = User.objects.filter(pk=petra.pk)
    for shut, opened in (
        ({"disabled_at": now, "disabled_by": office.ada_administers}, {"disabled_at": None, "disabled_by": None}),
        ({"email": None}, {"email": petra.email}),
        ({"accepted_at": None}, {"accepted_at": now}),
    ):
        people.update(**shut)
        assert waiting.mail_all(now=now) == 0, shut
        people.update(**opened)
    assert waiting.mail_all(now=now) == 1


@pytest.mark.parametrize("what", What)
def test_the_mail_says_that_something_waits_or_changed_and_no_more(happens, petra, now, what):
    happens(what)
    waiting.mail_all(now=now)
    (letter,) = outgoing.outbox
    words = "gewijzigd" if what in ONLY_CHANGED else "staat iets voor u klaar"
    assert words in letter.body
    assert letter.subject in ("Er staat iets voor u klaar in Regie", "Er is iets gewijzigd in Regie")
    assert f"\n{settings.PORTAL_URL}/\n" in letter.body
    assert letter.body.count("http") == 1
    assert not letter.alternatives
    assert not letter.attachments


def test_what_stands_ready_goes_before_what_changed(happens, now):
    happens(What.ACTION)
    happens(What.REVOKED)
    waiting.mail_all(now=now)
    assert outgoing.outbox[0].subject == "Er staat iets voor u klaar in Regie"


def test_everybody_is_sent_to_the_own_door(happens, office, now, settings):
    settings.SITE_URL, settings.PORTAL_URL = "https://regie.dorp.example", "https://portaal.dorp.example/"
    happens()
    happens(who=office.cas_is_consultant)
    assert mail_waiting() == 2
    links = {letter.to[0]: letter.body.split("\n\n")[2] for letter in outgoing.outbox}
    assert links == {
        office.petra_is_partner.email: "https://portaal.dorp.example/",
        office.cas_is_consultant.email: "https://regie.dorp.example/",
    }


def test_one_address_that_is_refused_does_not_hold_up_the_others(happens, office, now, monkeypatch):
    send = mail.send_mail

    def refuse_petra(subject, body, sender, to):
        if to == [office.petra_is_partner.email]:
            raise SMTPRecipientsRefused({to[0]: (550, b"unknown")})
        return send(subject, body, sender, to)

    monkeypatch.setattr(mail, "send_mail", refuse_petra)
    happens()
    happens(who=office.cas_is_consultant, after=MOMENT)
    assert waiting.mail_all(now=now + MOMENT) == 1
    monkeypatch.undo()
    assert waiting.mail_all(now=now + QUIET) == 0  # not every minute again
    assert waiting.mail_all(now=now + MOMENT + QUIET) == 1
    assert [letter.to[0] for letter in outgoing.outbox] == [
        office.cas_is_consultant.email,
        office.petra_is_partner.email,
    ]


def test_without_a_mail_server_everything_waits_for_the_next_round(happens, now, monkeypatch):
    def gone(*args):
        raise SMTPServerDisconnected

    monkeypatch.setattr(mail, "send_mail", gone)
    happens()
    with pytest.raises(SMTPServerDisconnected):
        waiting.mail_all(now=now)
    monkeypatch.undo()
    assert waiting.mail_all(now=now) == 1


def test_only_who_opens_the_own_start_page_has_seen_what_waits(happens, office, petra, client):
    def unseen():
        return Waiting.objects.filter(user=petra, since__isnull=False).exists()

    portal, staff = {"SERVER_NAME": settings.PORTAL_HOST}, {}
    happens()
    client.get("/", **portal)  # not signed in
    client.force_login(office.cas_is_consultant)
    client.get("/")
    client.force_login(petra)
    client.get("/", **staff)
    client.get(reverse("my_account"), **portal)
    client.post("/", **portal)
    client.get("/", headers={BACKGROUND: "1"}, **portal)
    assert unseen()
    assert client.get("/", **portal).status_code == 200
    assert not unseen()
