"""What runs by itself: on time, twice without harm, and with somebody to do it."""

import logging

import pytest
from celery import current_app
from django.conf import settings
from django.core.management import call_command

from outbox import actions as outbox
from outbox import tasks as outbox_tasks
from outbox.models import Message
from privacy import log
from privacy import tasks as privacy_tasks
from privacy.models import ReadLog
from regie.celery import app


@pytest.fixture(autouse=True, scope="module")
def all_tasks():
    app.loader.import_default_modules()


@pytest.fixture
def sent(monkeypatch):
    """What went to the broker, instead of sending it."""
    letters = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **options: letters.append((name, args)))
    return letters


def test_every_line_of_the_timetable_has_a_task():
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_an_appointment_that_was_missed_does_not_pile_up():
    entries = app.conf.beat_schedule.values()
    assert [entry["task"] for entry in entries if entry["options"]["expires"] > entry["schedule"]] == []


def test_whoever_listens_exists():
    listeners = {task for tasks in settings.OUTBOX_LISTENERS.values() for task in tasks}
    assert listeners <= set(app.tasks)


def test_a_task_is_acknowledged_when_it_is_done():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.accept_content == ["json"]


def test_everyone_who_listens_hears_it(db, sent, monkeypatch):
    monkeypatch.setitem(settings.OUTBOX_LISTENERS, "proef", ("een.taak", "twee.taak"))
    outbox.put(topic="proef", key="k", payload={"id": 1})
    assert outbox_tasks.relay() == 1
    assert sent == [("een.taak", ["k", {"id": 1}]), ("twee.taak", ["k", {"id": 1}])]
    assert outbox_tasks.relay() == 0


def test_what_nobody_listens_to_is_told_to_the_log_and_does_not_wait(db, sent, caplog):
    outbox.put(topic="niemand", key="k", payload={})
    with caplog.at_level(logging.INFO, logger="outbox"):
        assert outbox_tasks.relay() == 1
    assert sent == []
    assert caplog.records[-1].msg["listeners"] == 0


def test_what_the_broker_does_not_take_waits(db, monkeypatch):
    def refuse(*args, **options):
        raise ConnectionError

    monkeypatch.setattr(current_app, "send_task", refuse)
    monkeypatch.setitem(settings.OUTBOX_LISTENERS, "proef", ("een.taak",))
    outbox.put(topic="proef", key="k", payload={})
    with pytest.raises(ConnectionError):
        outbox_tasks.relay()
    assert Message.objects.filter(delivered_at=None).count() == 1


def test_the_head_of_the_log_is_kept_once_where_the_proof_finds_it(cast, settings, tmp_path):
    settings.LOG_HEADS_FILE = tmp_path / "kept" / "heads.txt"
    ina = cast.viewer("ina_inquires")
    ReadLog.objects.create(
        viewer_id=ina.user_id, organisation_id=ina.organisation_id, case_ids=[], categories=[], bases=[]
    )
    privacy_tasks.seal_log()
    privacy_tasks.seal_log()
    (line,) = settings.LOG_HEADS_FILE.read_text().splitlines()
    call_command("verify_log", heads=settings.LOG_HEADS_FILE)
    assert line.split()[1] == str(log.seal(now=privacy_tasks.timezone.now()).position)


def test_without_anything_to_seal_nothing_is_kept(db, settings, tmp_path):
    settings.LOG_HEADS_FILE = tmp_path / "heads.txt"
    privacy_tasks.seal_log()
    assert not settings.LOG_HEADS_FILE.exists()
