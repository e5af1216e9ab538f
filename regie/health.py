"""
Whether this installation lives, and whether it can work: for the machine that watches it, not for people.

livez asks nothing of others: restarting this process does not mend a database. readyz asks everything that a page or a
task needs, and names what is missing; its answer holds no version, no host and no error text.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from regie.celery import HEARTBEAT, app

PATIENCE = timedelta(seconds=4 * HEARTBEAT)


@login_not_required
@never_cache
@require_safe
def live(request):
    """This process answers."""
    return JsonResponse({"live": True})


@login_not_required
@never_cache
@require_safe
def ready(request):
    """Everything that it needs answers too. 503 when something does not, so that no request is sent here."""
    parts = {
        "database": database_answers(),
        "migrations": migrations_are_applied(),
        "broker": broker_answers(),
        "heartbeat": heart_beats(timezone.now()),
    }
    return JsonResponse({"ready": all(parts.values()), **parts}, status=200 if all(parts.values()) else 503)


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
