"""The petten of a case: the list with step 0, putting one on, and the question who keeps the overview."""

from dataclasses import replace
from functools import partial

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases import actions, reads
from cases.forms import step_zero as shapes
from cases.forms.hats import OverviewForm, PutOnForm
from cases.forms.nothing import NothingForm
from cases.views import answers


@require_GET
def hats(request, reference, purpose):
    return _hats(request, reference, purpose)


@require_http_methods(["GET", "POST"])
def put_on_hat(request, reference, code, purpose):
    now = timezone.now()
    page = reads.open_put_on(viewer=request.viewer, purpose=purpose, reference=reference, code=code, now=now)
    form = PutOnForm(_typed(request), page=page)
    if request.method == "GET":
        return answers.page(request, "cases/put_on_hat.html", page, {"form": form})
    if page.hat is None:
        raise PermissionDenied
    deed = _deed(request, reference, actions.put_on_hat)
    status, refusal = answers.perform(form, lambda data: deed(hat=form.hat()))
    if status != 200:
        return answers.page(request, "cases/put_on_hat.html", page, {"form": form}, status=status, refusal=refusal)
    return answers.done(request, _("De pet is op."), "cases:hats", reference)


@require_http_methods(["GET", "POST"])
def overview(request, reference, purpose):
    now = timezone.now()
    page = reads.open_overview(viewer=request.viewer, purpose=purpose, reference=reference, now=now)
    form = OverviewForm(_typed(request), page=page)
    if request.method == "GET":
        return answers.page(request, "cases/overview.html", page, {"form": form})
    deed = _deed(request, reference, actions.agree_on_overview)
    status, refusal = answers.perform(form, lambda data: deed(overview=form.overview()))
    if status != 200:
        return answers.page(request, "cases/overview.html", page, {"form": form}, status=status, refusal=refusal)
    return answers.done(request, _("Vastgelegd wie het overzicht houdt."), "cases:hats", reference)


@require_POST
def check_step_zero(request, reference, purpose):
    deed = _deed(request, reference, actions.check_step_zero)
    done = _("Bevestigd: u let op het proces, en laat de inhoud bij wie er verstand van heeft.")
    return _do(request, reference, purpose, NothingForm({}), lambda data: deed(), done)


@require_POST
def state_purpose(request, reference, purpose):
    form = shapes.PurposeForm(request.POST, auto_id="purpose_%s")
    deed = _deed(request, reference, actions.state_purpose)
    return _do(
        request, reference, purpose, form, lambda data: deed(**data), _("De wet staat erbij."), purpose_form=form
    )


@require_POST
def withdraw_purpose(request, reference, purpose):
    form = shapes.LawForm(request.POST)
    deed = _deed(request, reference, actions.withdraw_purpose)
    return _do(request, reference, purpose, form, lambda data: deed(**data), _("De wet is weggehaald."))


@require_POST
def set_frame(request, reference, purpose):
    form = shapes.FrameForm(request.POST, auto_id="frame_%s")
    deed = _deed(request, reference, actions.set_frame)
    return _do(
        request, reference, purpose, form, lambda data: deed(**data), _("Het kader is bewaard."), frame_form=form
    )


@require_POST
def set_ave_phase(request, reference, purpose):
    form = shapes.AvePhaseForm(request.POST, auto_id="ave_%s")
    deed = _deed(request, reference, actions.set_ave_phase)
    return _do(request, reference, purpose, form, lambda data: deed(**data), _("De fase is bewaard."), ave_form=form)


def _typed(request):
    return request.POST if request.method == "POST" else None


def _deed(request, reference, action):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now())


def _do(request, reference, purpose, form, deed, done, **bound):
    """One of the forms of step 0, and back to it."""
    status, refusal = answers.perform(form, deed)
    if status != 200:
        return _hats(request, reference, purpose, status=status, refusal=refusal, **bound)
    return answers.done(request, done, "cases:hats", reference, anchor="stap-0")


def _hats(request, reference, purpose, *, status=200, refusal=None, **bound):
    page = reads.open_hats(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())
    page = replace(page, worn=_with_links(reference, page.worn), off=_with_links(reference, page.off))
    forms = {
        "purpose_form": shapes.PurposeForm(auto_id="purpose_%s"),
        "frame_form": shapes.FrameForm(auto_id="frame_%s", initial={"frame": page.step_zero.frame}),
        "ave_form": shapes.AvePhaseForm(auto_id="ave_%s", initial={"phase": page.step_zero.ave_phase}),
    }
    return answers.page(request, "cases/hats.html", page, forms | bound, status=status, refusal=refusal)


def _with_links(reference, lines):
    return tuple(replace(line, actions=tuple(_links(reference, line))) for line in lines)


def _links(reference, line):
    label = _("Bekijk en wijzig") if line.may_change and line.worn == "yes" else _("Bekijk")
    if line.asks_me:
        url = reverse(line.asks_me, args=[reference, line.id])
        yield {"label": _("Zeg ja of nee"), "url": url, "about": line.about}
    yield {"label": label, "url": reverse("cases:hat", args=[reference, line.id]), "about": line.about}
