"""The method as this municipality words it: what regie means here, and the points of attention."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from cases import reads
from cases.views import answers


@require_GET
def vision(request):
    return render(request, "cases/vision.html", {"page": reads.vision(viewer=request.viewer)})


@require_GET
def attention_points(request):
    return render(request, "cases/attention_points.html", {"page": reads.attention_points(viewer=request.viewer)})


@require_GET
def attention(request, reference, purpose):
    page = reads.open_attention(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    return answers.page(request, "cases/attention.html", page)
