"""What only the owner of the tables can do: the tests work as the application, which owns nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from privacy.roles import APPLICATION


@contextmanager
def as_owner() -> Iterator[None]:
    """Inside this block the connection is that of whoever migrates."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
        yield
        cursor.execute(f"SET LOCAL ROLE {APPLICATION}")
