"""A database for one benchmark: migrated, on a server of this clone that keeps every write, and thrown away."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import django
import psycopg2

from local import migrated, places, services

HOME = places.VAR / "bench"


@contextmanager
def migrated_database() -> Iterator[None]:
    """Django with an empty database, for as long as the block lasts."""
    HOME.mkdir(parents=True, exist_ok=True)
    name = f"bench_{os.getpid()}"
    with services.use("postgres", HOME) as url, migrated.template(url, HOME) as template:
        _execute(url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            os.environ["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
            os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
            django.setup()
            yield
        finally:
            _execute(url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(url: str, statement: str) -> None:
    server = psycopg2.connect(url)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(statement)
    server.close()
