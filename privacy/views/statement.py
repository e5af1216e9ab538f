"""How this system handles data, for everybody: residents, professionals and partners. Says only what it really does."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/statement.html")
