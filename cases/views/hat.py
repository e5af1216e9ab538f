"""One pet: saying yes, telling, handing over, standing in, taking off, and what was decided with it."""

from dataclasses import asdict
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms import hats as shapes
from cases.forms.advice import DecisionForm
from cases.views import answers


@require_GET
def hat(request, reference, hat_id, purpose):
    return _hat(request, _open(request, reference, hat_id, purpose))


@require_POST
def accept_hat(request, reference, hat_id, purpose):
    page = _open(request, reference, hat_id, purpose)
    form = _yes_form(page, request.POST)
    deed = _deed(request, page, actions.accept_hat)
    return _do(request, page, form, lambda data: deed(**data), _("Uw ja is vastgelegd."), yes_form=form)


@require_POST
def decline_hat(request, reference, hat_id, purpose):
    page = _open(request, reference, hat_id, purpose)
    form = shapes.NoForm(request.POST, auto_id="no_%s")
    deed = _deed(request, page, actions.decline_hat)
    return _do(request, page, form, lambda data: deed(**data), _("De pet is weer af."), no_form=form)


@require_POST
def announce(request, reference, hat_id, purpose):
    page = _open(request, reference, hat_id, purpose)
    form = shapes.AnnounceForm(request.POST, page=page, auto_id="told_%s")
    deed = _deed(request, page, actions.announce)
    done = _("Vastgelegd aan wie het is verteld.")
    return _do(request, page, form, lambda data: deed(told=form.who_was_told()), done, told_form=form)


@require_POST
def ask_handover(request, reference, hat_id, purpose):
    page = _open(request, reference, hat_id, purpose)
    form = shapes.HandOverForm(request.POST, page=page, auto_id="to_%s")
    deed = _deed(request, page, actions.ask_handover)
    done = _("Gevraagd. De pet blijft op tot de ander ja zegt.")
    return _do(request, page, form, lambda data: deed(to=form.receiver(), note=data["note"]), done, handover_form=form)


@require_POST
def answer_handover(request, reference, hat_id, purpose):
    """The yes of a receiver who cannot say so here, in the words of who heard it."""
    page = _open(request, reference, hat_id, purpose)
    form = _receiver_form(page, request.POST)
    deed = _deed(request, page, actions.accept_handover)
    return _do(request, page, form, lambda data: deed(**data), _("De overdracht is aangenomen."), receiver_form=form)


@require_POST
def refuse_handover(request, reference, hat_id, purpose):
    """The no of a receiver who cannot say so here."""
    page = _open(request, reference, hat_id, purpose)
    form = shapes.NoForm(request.POST, auto_id="refused_%s")
    deed = _deed(request, page, actions.decline_handover)
    return _do(request, page, form, lambda data: deed(**data), _("De pet blijft op."), refused_form=form)


@require_POST
def take_off_hat(request, reference, hat_id, purpose):
    page = _open(request, reference, hat_id, purpose)
    form = shapes.TakeOffForm(request.POST, page=page, auto_id="off_%s")
    deed = _deed(request, page, actions.take_off_hat)
    told = {"resident_told": False}
    return _do(request, page, form, lambda data: deed(**(told | data)), _("De pet is af."), off_form=form)


@require_POST
def name_deputy(request, reference, hat_id, purpose):
    page = _open(request, reference, hat_id, purpose)
    form = shapes.DeputyForm(request.POST, page=page, auto_id="deputy_%s")
    deed = _deed(request, page, actions.name_deputy)
    return _do(request, page, form, lambda data: deed(**data), _("De vervanger is bewaard."), deputy_form=form)


@require_POST
def choose_new_end(request, reference, hat_id, purpose):
    page = _open(request, reference, hat_id, purpose)
    form = shapes.NewEndForm(request.POST, page=page, auto_id="end_%s")
    deed = _deed(request, page, actions.choose_new_end)
    done = _("De nieuwe einddatum is bewaard.")
    return _do(
        request, page, form, lambda data: deed(until=data["until"], told=form.who_was_told()), done, end_form=form
    )


@require_POST
def record_formal_decision(request, reference, hat_id, purpose, decision_id=None):
    page = _open(request, reference, hat_id, purpose)
    form = DecisionForm(request.POST, auto_id="decision_%s")
    deed = _deed(request, page, actions.record_formal_decision, decision_id=decision_id)
    done = _("Het besluit is bewaard.")
    return _do(
        request,
        page,
        form,
        lambda data: deed(decision=form.decision(), version=data["version"]),
        done,
        decision_form=form,
        decision_id=decision_id,
    )


def _deed(request, page, action, **ids):
    reference = page.shell.reference
    return partial(action, viewer=request.viewer, reference=reference, hat_id=page.hat.id, now=timezone.now(), **ids)


def _open(request, reference, hat_id, purpose):
    page = reads.open_hat(
        viewer=request.viewer, purpose=purpose, reference=reference, hat_id=hat_id, now=timezone.now()
    )
    if page.hat is None:
        raise Http404
    return page


def _do(request, page, form, deed, done, **bound):
    """One of the forms of this hat, and back to it; home, when this ended what the viewer may see of the case."""
    status, refusal = answers.perform(form, deed)
    if status != 200:
        return _hat(request, page, status=status, refusal=refusal, **bound)
    reference, hat_id = page.shell.reference, page.hat.id
    if reads.still_sees(viewer=request.viewer, reference=reference, now=timezone.now()):
        return answers.done(request, done, "cases:hat", reference, hat_id)
    messages.success(request, done)
    return redirect("home")


def _hat(request, page, *, status=200, refusal=None, **bound):
    forms = {
        "yes_form": _yes_form(page),
        "no_form": shapes.NoForm(auto_id="no_%s"),
        "told_form": shapes.AnnounceForm(page=page, auto_id="told_%s"),
        "handover_form": shapes.HandOverForm(page=page, auto_id="to_%s"),
        "receiver_form": _receiver_form(page),
        "refused_form": shapes.NoForm(auto_id="refused_%s"),
        "off_form": shapes.TakeOffForm(page=page, auto_id="off_%s"),
        "deputy_form": shapes.DeputyForm(page=page, auto_id="deputy_%s"),
        "end_form": shapes.NewEndForm(page=page, auto_id="end_%s"),
        "decision_forms": _decision_forms(page, bound.get("decision_form"), bound.get("decision_id")),
    }
    return answers.page(request, "cases/hat.html", page, forms | bound, status=status, refusal=refusal)


def _yes_form(page, data=None):
    return shapes.YesForm(
        data,
        asks_how=page.may_accept_for_wearer,
        asks_hours=page.asks_hours,
        contacts=page.professionals if page.may_accept_for_wearer else (),
        auto_id="yes_%s",
    )


def _receiver_form(page, data=None):
    asks = page.asks_hours and page.continues
    return shapes.YesForm(data, asks_how=True, asks_hours=asks, contacts=page.professionals, auto_id="receiver_%s")


def _decision_forms(page, typed, decision_id):
    """Each decision with its form, and an empty one for the next; what was typed stands where it was typed."""
    rows = [*page.decisions, *([None] if page.may_decide else [])]
    return [(row, _decision_form(row, typed, decision_id)) for row in rows]


def _decision_form(row, typed, decision_id):
    key = row.id if row else None
    if typed is not None and key == decision_id:
        return typed
    return DecisionForm(initial=asdict(row) if row else None, auto_id=f"decision_{key or 'new'}_%s")
