"""From what the outbox tells to a mail: the whole way, and harmless the second time."""

from django.conf import settings
from django.core import mail as outgoing
from django.urls import reverse

from accounts import tasks
from outbox import actions as outbox
from outbox.models import Message
from regie.celery import app


def tell(topic, key, payload):
    """What outbox.tasks.deliver does, without a broker between."""
    for name in settings.OUTBOX_LISTENERS[topic]:
        app.tasks[name](key, payload)


def test_every_listener_of_ours_is_a_task_that_exists():
    app.loader.import_default_modules()
    ours = {name for names in settings.OUTBOX_LISTENERS.values() for name in names if name.startswith("accounts.")}
    ours |= {entry["task"] for entry in app.conf.beat_schedule.values() if entry["task"].startswith("accounts.")}
    assert ours == {
        f"accounts.tasks.{name}"
        for name in (
            "send_invitation",
            "send_password_reset",
            "send_notice",
            "send_summons",
            "note_waiting",
            "wipe_expired",
        )
    }
    assert ours <= set(app.tasks)


def test_an_invitation_on_the_page_becomes_one_mail_however_often_it_is_delivered(client, office, now):
    client.force_login(office.ada_administers)
    typed = {
        "name": "Nina",
        "email": "nina@dorp.example",
        "organisation": str(office.municipality.pk),
        "function": "Consulent",
        "role": "consultant",
    }
    client.post(reverse("administration:invite"), typed)
    assert outgoing.outbox == []
    assert outbox.relay(deliver=tell, now=now) == 1
    message = Message.objects.get()
    for _ in range(3):
        tell(message.topic, message.key, message.payload)
    (mail,) = outgoing.outbox
    assert mail.to == ["nina@dorp.example"]
    assert "/account/uitnodiging/" in mail.body


def test_a_forgotten_password_becomes_one_mail(client, office, now):
    client.post("/account/wachtwoord-vergeten/", {"email": "cas@dorp.example"})
    assert outbox.relay(deliver=tell, now=now) == 1
    message = Message.objects.get()
    tell(message.topic, message.key, message.payload)
    (mail,) = outgoing.outbox
    assert "/account/wachtwoord-vergeten/nieuw/" in mail.body


def test_a_change_of_password_is_told_to_the_owner_once(office):
    payload = {"user_id": str(office.cas_is_consultant.pk), "what": "account/email/password_changed"}
    assert [tasks.send_notice("k", payload), tasks.send_notice("k", payload)] == [True, False]
    assert "iets gewijzigd" in outgoing.outbox[0].subject


def test_wiping_may_run_twice(db):
    assert tasks.wipe_expired() == tasks.wipe_expired() == (0, 0)
