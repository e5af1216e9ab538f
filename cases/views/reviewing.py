"""The review queue of emergencies, for who oversees the handling of data."""

from functools import partial

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import actions, reads
from cases.forms.emergency import ReviewForm
from cases.forms.nothing import NothingForm
from cases.views import answers


@require_GET
def emergency_reviews(request, purpose):
    page = reads.emergencies_to_review(viewer=request.viewer, purpose=purpose, now=timezone.now())
    return render(request, "cases/emergency_reviews.html", {"page": page})


@require_http_methods(["GET", "POST"])
def emergency_review(request, use_id, purpose):
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _review(request, use_id, purpose, form=form)
    deed = partial(actions.review_emergency, viewer=request.viewer, use_id=use_id, now=timezone.now())
    status, refusal = answers.perform(form, lambda data: deed(**data))
    if status != 200:
        return _review(request, use_id, purpose, form=form, status=status, refusal=refusal)
    return answers.done(request, _("Uw oordeel is bewaard."), "cases:emergency_reviews")


@require_POST
def stop_emergency(request, use_id, purpose):
    deed = partial(actions.stop_emergency, viewer=request.viewer, use_id=use_id, now=timezone.now())
    status, refusal = answers.perform(NothingForm({}), lambda data: deed())
    if status != 200:
        return _review(request, use_id, purpose, form=ReviewForm(), status=status, refusal=refusal)
    return answers.done(request, _("De noodtoegang is gestopt."), "cases:emergency_review", use_id)


def _review(request, use_id, purpose, *, form, status=200, refusal=None):
    page = reads.open_review(viewer=request.viewer, purpose=purpose, use_id=use_id, now=timezone.now())
    return render(
        request, "cases/emergency_review.html", {"page": page, "form": form, "refusal": refusal}, status=status
    )
