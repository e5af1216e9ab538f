"""
What was written once is written again in one statement: assembling the cast takes 160 queries, and thousands of tests
begin with it. What was written is remembered per process; moments and days move along with `now`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from django.db import connection

Made = TypeVar("Made")
WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Recording(Generic[Made]):
    """What make(now) wrote, and what it returned."""

    make: Callable[[datetime], Made]
    made: Made | None = None
    then: datetime | None = None
    statements: list[tuple[str, tuple]] = field(default_factory=list)

    def at(self, now: datetime) -> Made:
        """Makes it at this moment: really the first time, from what was remembered after that."""
        if self.then is None:
            self.statements.clear()
            with connection.execute_wrapper(self._remember):
                self.made = self.make(now)
            self.then = now
        else:
            self._write(now)
        return self.made

    def _remember(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith(WRITES):
            self.statements.append((sql, tuple(params or ())))
        return result

    def _write(self, now: datetime) -> None:
        with connection.cursor() as cursor:
            written = [
                cursor.mogrify(sql, [_moved(value, self.then, now) for value in params])
                for sql, params in self.statements
            ]
            cursor.cursor.execute(b";\n".join(written))


def _moved(value: object, then: datetime, now: datetime) -> object:
    if isinstance(value, datetime):
        return value + (now - then)
    if isinstance(value, date):
        return value + timedelta(days=(now.date() - then.date()).days)
    if isinstance(value, list | tuple):
        return type(value)(_moved(each, then, now) for each in value)
    return value
