"""Whether the bar on top offers what is only of use in cases: searching them and noting something in one."""

from __future__ import annotations

from django.http import HttpRequest

from privacy import law
from privacy.law import Purpose


def casework(request: HttpRequest) -> dict[str, bool]:
    """`works_on_cases` is there for who the law lets work on cases; for others a search finds nothing, ever."""
    viewer = getattr(request, "viewer", None)
    return {"works_on_cases": True} if viewer and law.rules(viewer.role, Purpose.DIRECTION) else {}
