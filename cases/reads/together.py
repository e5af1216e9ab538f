"""Rows of several tables of one case in one query: a page with many kinds of things costs no more than one with few.

For reads among themselves. What comes out are plain rows; each read makes its own dataclasses of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from cases.models import Case
from privacy.compiled import SOME_CASE, Lookup, written

Row = dict[str, Any]
OF_THIS_CASE = OuterRef("pk")
OF = "of_"


def rows(queryset: QuerySet[Any, Any], *columns: str, **named: str | Subquery) -> ArraySubquery:
    """These columns of these rows, in their order. named: a column under another name, such as one of a related row."""
    return ArraySubquery(queryset.values(json=JSONObject(**{name: name for name in columns}, **named)))


def together(case: Case, **kinds: ArraySubquery) -> dict[str, list[Row]]:
    """The rows of each kind, in one query. Dates come out as text: moment() reads them."""
    return answered(asked(**kinds), case.pk)


def asked(**kinds: ArraySubquery) -> Lookup:
    """The query of together(), for a page that writes it once."""
    expressions = {f"{OF}{name}": kind for name, kind in kinds.items()}
    return written(Case.objects.filter(pk=SOME_CASE).values(**expressions))


def answered(lookup: Lookup, case_id: UUID) -> dict[str, list[Row]]:
    """What together() gives, of a query that was written before. Raises Case.DoesNotExist when the case is gone."""
    found = lookup.one({SOME_CASE: case_id})
    if found is None:
        raise Case.DoesNotExist
    return {name.removeprefix(OF): several or [] for name, several in found.items()}


def moment(text: str) -> datetime:
    """A date with its time, as the database writes it in such a row."""
    return datetime.fromisoformat(text)
