"""livez asks nothing; readyz asks everything and names what is missing; neither gives anything away."""

from datetime import timedelta

import pytest
from celery import Celery
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from redis.exceptions import RedisError

from regie import health, tasks
from tests.owner import as_owner

READY = "/_healthz/readyz/"


@pytest.fixture
def working(db, monkeypatch):
    """Everything answers."""
    monkeypatch.setattr(health, "broker_answers", lambda: True)
    tasks.heartbeat("beat")
    yield
    cache.clear()


def test_a_process_that_lives_needs_nothing_else(client, django_assert_num_queries):
    assert client.get("/_healthz/livez/").json() == {"live": True}


def test_ready_when_everything_answers(client, working):
    answer = client.get(READY)
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": True, "migrations": True, "broker": True, "heartbeat": True}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("part", ["database", "migrations", "broker", "heartbeat"])
def test_what_does_not_answer_is_named(client, working, monkeypatch, part):
    silent = {"database": "database_answers", "migrations": "migrations_are_applied", "broker": "broker_answers"}
    monkeypatch.setattr(health, silent.get(part, "heart_beats"), lambda *_: False)
    answer = client.get(READY)
    assert answer.status_code == 503
    assert [name for name, answers in answer.json().items() if not answers] == ["ready", part]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_only_answers(client, method):
    assert getattr(client, method)(READY).status_code == 405


def test_a_heartbeat_grows_old(db):
    tasks.heartbeat("beat")
    now = timezone.now()
    assert health.heart_beats(now)
    assert not health.heart_beats(now + health.PATIENCE)
    cache.clear()
    assert not health.heart_beats(now)


def test_a_cache_that_is_away_is_no_heartbeat(monkeypatch):
    def away(key):
        raise RedisError

    monkeypatch.setattr(health.cache, "get", away)
    assert not health.heart_beats(timezone.now() + timedelta())


def test_a_migration_that_was_not_run_is_seen(db):
    assert health.migrations_are_applied()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'outbox'")
    assert not health.migrations_are_applied()


def test_a_broker_answers_or_not(valkey, monkeypatch):
    monkeypatch.setattr(health, "app", Celery(broker=f"{valkey}/0"))
    assert health.broker_answers()
    monkeypatch.setattr(health, "app", Celery(broker="redis://127.0.0.1:1/0"))
    assert not health.broker_answers()


def test_the_command_for_containers_says_the_same(working, monkeypatch):
    call_command("healthy")
    monkeypatch.setattr(health, "broker_answers", lambda: False)
    call_command("healthy", "database", "heartbeat")
    with pytest.raises(CommandError, match="Geen antwoord van: broker"):
        call_command("healthy")
    with pytest.raises(CommandError, match="Onbekend: maan"):
        call_command("healthy", "maan")
