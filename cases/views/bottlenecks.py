"""What stands in the way: the list for the steward, and one of them with how it goes on."""

from functools import partial

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts import drafts
from cases import actions, reads
from cases.forms.bottlenecks import BottleneckFilter, BottleneckForm
from cases.views import answers


@require_GET
def bottlenecks(request, purpose):
    form = BottleneckFilter(request.GET)
    page = reads.bottleneck_list(viewer=request.viewer, purpose=purpose, query=form.query(), now=timezone.now())
    return render(request, "cases/bottlenecks.html", {"page": page, "form": form})


@require_http_methods(["GET", "POST"])
def bottleneck(request, bottleneck_id, purpose):
    page = _open(request, bottleneck_id, purpose)
    if request.method == "POST":
        return _change(request, page, purpose)
    row = page.row
    now = {"status": row.status, "level": row.level, "owner": page.owner_id, "version": page.version}
    form = drafts.prefill(BottleneckForm(initial=now, owners=page.owners), request)
    return render(request, "cases/bottleneck.html", {"page": page, "form": form})


def _change(request, page, purpose):
    key, form = page.row.id, BottleneckForm(request.POST, owners=page.owners)
    deed = partial(actions.change_bottleneck, viewer=request.viewer, bottleneck_id=key, now=timezone.now())
    status, refusal = answers.perform(form, lambda data: deed(stand=form.stand(), version=data["version"]))
    if status == 200:
        return answers.done(request, _("De stand van het knelpunt is bewaard."), "cases:bottleneck", key)
    page = _open(request, key, purpose)
    context = {"page": page, "form": answers.newer(form, refusal, page.version), "refusal": refusal}
    return render(request, "cases/bottleneck.html", context, status=status)


def _open(request, bottleneck_id, purpose):
    return reads.open_bottleneck(
        viewer=request.viewer, purpose=purpose, bottleneck_id=bottleneck_id, now=timezone.now()
    )
