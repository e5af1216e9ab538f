"""Where a case is reported, for the pages of whoever may."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from accounts.doors import is_portal
from cases.reads.reporting import may_report


def reporting(request: HttpRequest) -> dict[str, str]:
    """`report_url` is there for who may report a case, so a template can ask `{% if report_url %}`."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or is_portal(request) or not may_report(viewer):
        return {}
    return {"report_url": reverse("cases:new")}
