"""Where the administration is, for the menu of who the law lets manage accounts."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from accounts.doors import is_portal
from privacy import law


def administration(request: HttpRequest) -> dict[str, str]:
    """`administration_url` is there for administrators only, so a template can ask `{% if administration_url %}`."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or is_portal(request) or law.MANAGES_ACCOUNTS.isdisjoint({viewer.role}):
        return {}
    return {"administration_url": reverse("administration:overview")}
