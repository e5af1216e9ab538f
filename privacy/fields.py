"""Columns of our own: a word of the law or of the method, several codes in one text, and ranges of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db import models

from privacy.law import Term

if TYPE_CHECKING:
    TextColumn = models.CharField[Any, Any]
    CodesColumn = models.TextField[Any, Any]
    Column = models.Field[Any, Any]
    Condition = models.Lookup[Any]
else:
    TextColumn, CodesColumn, Column, Condition = models.CharField, models.TextField, models.Field, models.Lookup


class TermField(TextColumn):
    """Stores the code of a Term and gives the Term back. The list itself lives in Python, not in migrations."""

    def __init__(self, terms: type[Term] | None = None, **kwargs: Any):
        self.terms = terms
        super().__init__(**({"max_length": 40} | kwargs))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _, args, kwargs = super().deconstruct()
        if isinstance(kwargs.get("default"), Term):
            kwargs["default"] = kwargs["default"].value
        return name, "django.db.models.CharField", args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Term | str | None:
        return self.terms(value) if self.terms and value else value

    def get_prep_value(self, value: Any) -> str | None:
        if value in (None, "") or self.terms is None:
            return cast("str | None", super().get_prep_value(value))
        return self.terms(value).value


class Codes(CodesColumn):
    """A list of codes in one text, with a space between: PostgreSQL reads that in a fraction of what an array costs."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, {key: kwargs[key] for key in kwargs if key != "default"}

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> list[str] | None:
        return None if value is None else value.split()

    def get_prep_value(self, value: Any) -> str | None:
        return value if value is None or isinstance(value, str) else " ".join(value)


@Codes.register_lookup
class HasCode(Condition):
    """categories__has="bsn": this code is among them."""

    lookup_name = "has"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        codes, given = self.process_lhs(compiler, connection)
        code, asked = self.process_rhs(compiler, connection)
        return f"{code} = ANY (string_to_array({codes}, ' '))", (*asked, *given)


class Ranges(Column):
    """Ids, as ranges of them: how PostgreSQL writes an int8multirange. Read and written by hand (privacy.log)."""

    def db_type(self, connection: Any) -> str:
        return "int8multirange"
