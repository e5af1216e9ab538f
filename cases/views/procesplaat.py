"""The procesplaat: one picture of who wore which hat when."""

from django.utils import timezone
from django.views.decorators.http import require_GET

from cases import reads
from cases.views import answers


@require_GET
def procesplaat(request, reference, purpose):
    page = reads.open_procesplaat(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    return answers.page(request, "cases/procesplaat.html", page)
