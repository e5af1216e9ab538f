"""
A query about one case that is asked on every page, written once per process.

Writing the hundred subselects behind the facts costs Django ten times what PostgreSQL needs to answer them. The
expressions may hold no case and no moment: all that differs from one time to the next is the case.
For reads among themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.sql.compiler import SQLCompiler

from cases.models import Case
from privacy import gate

SOME_CASE = UUID(int=0)  # stands in the parameters where the case comes


@dataclass(frozen=True)
class Lookup:
    """One query, ready to be asked of any case."""

    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    names: tuple[str, ...]

    def of(self, case: Case) -> dict[str, Any]:
        """The value of each expression, by its name. Raises Case.DoesNotExist when the case is gone, GateClosed."""
        gate.must_be_open("Case")
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [case.pk if given == SOME_CASE else given for given in self.parameters])
            found = cursor.fetchone()
        if found is None:
            raise Case.DoesNotExist
        (values,) = self.compiler.results_iter([[found]])
        return dict(zip(self.names, values, strict=True))


def written(expressions: Mapping[str, Any]) -> Lookup:
    """The query for these expressions on a case."""
    compiler = Case.objects.filter(pk=SOME_CASE).values(**expressions).query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    names = tuple(name for _expression, _sql, name in compiler.select)
    return Lookup(compiler, sql, tuple(parameters), names)
