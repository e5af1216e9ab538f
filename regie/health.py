"""
Whether this installation can work: the questions that the machine which watches it asks (regie/views/health.py and
manage.py healthy). An answer is yes or no; no version, no host, no error text.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from regie.celery import HEARTBEAT, app

PATIENCE = timedelta(seconds=4 * HEARTBEAT)


def answers(now: datetime) -> dict[str, bool]:
    """Everything that a page or a task needs, and whether it is there."""
    return {
        "database": database_answers(),
        "migrations": migrations_are_applied(),
        "broker": broker_answers(),
        "heartbeat": heart_beats(now),
    }


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_are_applied() -> bool:
    """Whether the tables are those of this code. False when the database does not say."""
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def broker_answers() -> bool:
    try:
        with app.connection_for_read(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OSError, OperationalError):
        return False
    return True


def heart_beats(now: datetime) -> bool:
    """Whether beat sent, and a worker carried out, a heartbeat not long ago."""
    try:
        last = cache.get("heartbeat:beat")
    except RedisError:
        return False
    return last is not None and now - last < PATIENCE
