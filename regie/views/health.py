"""
For the machine that watches this installation, not for people.

livez asks nothing of others: restarting this process does not mend a database. readyz asks everything, and names what
is missing.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from regie import health


@login_not_required
@never_cache
@require_safe
def live(request):
    """This process answers."""
    return JsonResponse({"live": True})


@login_not_required
@never_cache
@require_safe
def ready(request):
    """503 when something that is needed does not answer, so that no request is sent here."""
    parts = health.answers(timezone.now())
    return JsonResponse({"ready": all(parts.values()), **parts}, status=200 if all(parts.values()) else 503)
