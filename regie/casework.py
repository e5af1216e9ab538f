"""What a page of staff offers only to who works on cases: reporting one, searching them, noting something in one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.doors import is_portal
from cases.reads.reporting import may_report
from privacy import law
from privacy.law import Purpose


def casework(request: HttpRequest) -> dict[str, Any]:
    """What a template asks with `{% if ... %}`, and is there only for who may.

    works_on_cases: for others a search finds nothing, ever. report_url: where a case is reported. emergency_url:
    where a case is opened in an emergency.
    """
    viewer = getattr(request, "viewer", None)
    if viewer is None or is_portal(request):
        return {}
    works = {"works_on_cases": True} if law.rules(viewer.role, Purpose.DIRECTION) else {}
    may_break = viewer.municipality_id is not None and law.may_break_glass(viewer.role)
    works |= {"emergency_url": reverse("cases:break_glass")} if may_break else {}
    return works | ({"report_url": reverse("cases:new")} if may_report(viewer) else {})
