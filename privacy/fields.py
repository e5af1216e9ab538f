"""A word of the law or of the method in a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db import models

from privacy.law import Term

if TYPE_CHECKING:
    TextColumn = models.CharField[Any, Any]
else:
    TextColumn = models.CharField


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
