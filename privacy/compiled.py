"""
A query that many pages ask, written once per process.

Writing the hundred subselects behind the facts costs Django ten times what PostgreSQL needs to answer them. A query is
written about somebody who stands in: some case, some user, some moment. Asking it says who and when it is about.
For reads among themselves, and the grants.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from privacy import gate

# What stands in the parameters until the query is asked.
SOME_CASE = UUID(int=1)
SOME_USER = UUID(int=2)
SOME_MUNICIPALITY = UUID(int=3)
SOME_MEETING = UUID(int=4)
SOME_SEAT = UUID(int=5)
SOME_TOPIC = UUID(int=6)
SOME_REFERENCE = "\ufffdreference"
SOME_MOMENT = datetime.max.replace(tzinfo=UTC)
STANDS_IN = (
    SOME_CASE,
    SOME_USER,
    SOME_MUNICIPALITY,
    SOME_MEETING,
    SOME_SEAT,
    SOME_TOPIC,
    SOME_REFERENCE,
    SOME_MOMENT,
)
_M = TypeVar("_M", bound=Model)


@dataclass(frozen=True)
class Lookup:
    """One query, ready to be asked."""

    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    about: str
    names: tuple[str, ...]

    def rows(self, given: Mapping[Any, Any]) -> list[Sequence[Any]]:
        """The rows, as values_list() gives them. given: who or what comes for whom stands in. Raises GateClosed."""
        gate.must_be_open(self.about)
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [given[one] if one in STANDS_IN else one for one in self.parameters])
            found = cursor.fetchall()
        return list(self.compiler.results_iter([found], tuple_expected=True))

    def one(self, given: Mapping[Any, Any]) -> dict[str, Any] | None:
        """The first row by its names, if there is one."""
        found = self.rows(given)
        return dict(zip(self.names, found[0], strict=True)) if found else None

    def objects(self, model: type[_M], given: Mapping[Any, Any]) -> list[_M]:
        """The rows as objects of this model. The lookup is of columns(), so that they are in its order."""
        return [model.from_db(DEFAULT_DB_ALIAS, self.names, row) for row in self.rows(given)]


def written(queryset: QuerySet[Any, Any]) -> Lookup:
    """The query of a queryset with values() or values_list(), in which every other value is the same each time."""
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    names = tuple(name for _expression, _sql, name in compiler.select)
    return Lookup(compiler, sql, tuple(parameters), queryset.model.__name__, names)


def columns(model: type[Model], *names: str) -> tuple[str, ...]:
    """The columns of these fields, in the order of the model; of all its fields when none is named."""
    return tuple(field.attname for field in model._meta.concrete_fields if not names or field.name in names)
