"""Who looked: in one case, for a resident on paper, and what is unusual in it for who oversees."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from cases import reads
from cases.forms.looked import ExportForm, LinesForm, LookedForm
from cases.views import answers

LINES_OF_JSON = "application/jsonl"


@require_GET
def looked(request, reference, purpose):
    form = LookedForm(request.GET)
    page = reads.open_looked(
        viewer=request.viewer, purpose=purpose, reference=reference, query=form.query(), now=timezone.now()
    )
    return answers.page(request, "cases/looked.html", page, _round(request.GET, form, page))


@require_GET
def looked_for_oversight(request, reference, purpose):
    form = LookedForm(request.GET)
    page = reads.open_looked_for_oversight(
        viewer=request.viewer, purpose=purpose, reference=reference, query=form.query(), now=timezone.now()
    )
    return render(request, "cases/looked_for_oversight.html", {"page": page} | _round(request.GET, form, page))


@require_GET
def extract(request, reference, person_id, purpose):
    page = reads.open_extract(
        viewer=request.viewer, purpose=purpose, reference=reference, person_id=person_id, now=timezone.now()
    )
    return render(request, "cases/extract.html", {"page": page, "reference": reference})


@require_GET
def patterns(request, purpose):
    return _patterns(request, purpose, ExportForm())


@require_GET
def log_lines(request, purpose):
    form = LinesForm(request.GET)
    page = reads.open_log_lines(viewer=request.viewer, purpose=purpose, query=form.query(), now=timezone.now())
    return render(request, "cases/log_lines.html", {"page": page} | _round(request.GET, form, page))


@require_POST
def export_ldv(request, purpose):
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _patterns(request, purpose, form, status=answers.INVALID)
    since, until = form.period()
    lines = reads.export_ldv(viewer=request.viewer, purpose=purpose, since=since, until=until)
    response = StreamingHttpResponse(lines, content_type=LINES_OF_JSON)
    response["Content-Disposition"] = f'attachment; filename="logboek-{since:%Y-%m-%d}.jsonl"'
    return response


def _patterns(request, purpose, form, *, status=200):
    page = reads.open_patterns(viewer=request.viewer, purpose=purpose, now=timezone.now())
    return render(request, "cases/patterns.html", {"page": page, "form": form}, status=status)


def _round(address: QueryDict, form: LookedForm, page: Any) -> dict[str, Any]:
    """The filters, and the ways to the lines before and after these."""
    form.choose_from([(str(pk), name) for pk, name in getattr(page, "viewers", ())])
    ways = {"newer_url": _turn(address, "voor", page.newer), "older_url": _turn(address, "na", page.older)}
    narrowed = any(address.get(name) for name in form.fields)
    return {"form": form, "turn": ways, "narrowed": narrowed}


def _turn(address: QueryDict, name: str, line: int | None) -> str:
    if line is None:
        return ""
    kept = address.copy()
    for one in ("na", "voor"):
        kept.pop(one, None)
    kept[name] = str(line)
    return f"?{kept.urlencode()}"
