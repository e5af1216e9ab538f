"""The start page: a shell whose blocks are pieces that the apps give. Which blocks somebody gets follows from the law.

Here belongs the choice of blocks and nothing about what is in them.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cases.views import work
from privacy import law
from privacy.law import Purpose

BLOCKS = (
    (Purpose.DIRECTION, work.my_work),
    (Purpose.STEERING, work.steering),
    (Purpose.OVERSIGHT, work.oversight),
)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for whoever signed in, by what the law lets this person look for."""
    function = request.viewer.role
    blocks = [block(request, purpose) for purpose, block in BLOCKS if law.rules(function, purpose)]
    context = {
        "blocks": blocks,
        "manages_accounts": not law.MANAGES_ACCOUNTS.isdisjoint({function}),
        "takes_up_bottlenecks": bool(law.rules(function, Purpose.LEARNING)),
        "edits_method_texts": not law.EDITS_METHOD_TEXTS.isdisjoint({function}),
    }
    return render(request, "home.html", context)
