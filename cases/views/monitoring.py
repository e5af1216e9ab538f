"""Following: the agreement, contacts, signals, a pause, whether it helps, and worries about safety."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cases import actions, reads
from cases.forms import monitoring as shapes
from cases.forms.nothing import NothingForm
from cases.views import answers


@require_GET
def monitoring(request, reference, purpose):
    return _monitoring(request, reference, purpose)


@require_POST
def agree_monitoring(request, reference, purpose):
    keepers = _open(request, reference, purpose).keepers
    form = shapes.AgreementForm(request.POST, keepers=keepers, auto_id="agreement_%s")
    deed = _deed(request, reference, actions.agree_monitoring)
    done = partial(_done, request, reference, purpose, form, "agreement_form")
    return done(
        lambda d: deed(agreement=form.agreement(), version=d["version"]), _("De afspraak is bewaard."), "afspraak"
    )


@require_POST
def record_contact(request, reference, purpose):
    form = shapes.ContactForm(request.POST, auto_id="contact_%s")
    deed = _deed(request, reference, actions.record_contact)
    done = partial(_done, request, reference, purpose, form, "contact_form")
    return done(lambda d: deed(contact=form.contact()), _("Het contact is bewaard."), "belronde")


@require_POST
def plan_call(request, reference, purpose):
    form = shapes.CallForm(request.POST, auto_id="call_%s")
    deed = _deed(request, reference, actions.plan_call)
    done = partial(_done, request, reference, purpose, form, "call_form")
    return done(lambda d: deed(call=form.call()), _("Het staat die dag in uw werk."), "belronde")


@require_POST
def make_call(request, reference, call_id, purpose):
    form = shapes.ContactForm(request.POST, auto_id="contact_%s")
    deed = _deed(request, reference, actions.make_call, call_id=call_id)
    done = partial(_done, request, reference, purpose, form, "contact_form")
    return done(lambda d: deed(contact=form.contact()), _("Het contact is bewaard."), "belronde")


@require_POST
def drop_call(request, reference, call_id, purpose):
    deed = _deed(request, reference, actions.drop_call, call_id=call_id)
    done = partial(_done, request, reference, purpose, NothingForm({}), "nothing")
    return done(lambda d: deed(), _("Dit hoeft niet meer."), "belronde")


@require_POST
def raise_signal(request, reference, purpose):
    form = shapes.SignalForm(request.POST, page=_open(request, reference, purpose), auto_id="signal_%s")
    deed = _deed(request, reference, actions.raise_signal)
    message = _("Het signaal is bewaard. De procesregisseur reageert binnen vijf werkdagen.")
    done = partial(_done, request, reference, purpose, form, "signal_form")
    return done(lambda d: deed(**form.signal()), message, "signalen")


@require_POST
def answer_signal(request, reference, signal_id, purpose):
    form = shapes.AnswerForm(request.POST, auto_id="answer_%s")
    deed = _deed(request, reference, actions.answer_signal, signal_id=signal_id)
    done = partial(_done, request, reference, purpose, form, "answer_form", answering=signal_id)
    return done(lambda d: deed(**d), _("Het antwoord is bewaard."), "signalen")


@require_POST
def pause(request, reference, purpose):
    form = shapes.PauseForm(request.POST, auto_id="pause_%s")
    deed = _deed(request, reference, actions.pause)
    done = partial(_done, request, reference, purpose, form, "pause_form")
    return done(lambda d: deed(**d), _("De casus staat stil tot de dag die u koos."), "pauze")


@require_POST
def resume(request, reference, purpose):
    deed = _deed(request, reference, actions.resume)
    done = partial(_done, request, reference, purpose, NothingForm({}), "nothing")
    return done(lambda d: deed(), _("De casus gaat weer verder."), "pauze")


@require_POST
def note_evaluation(request, reference, purpose):
    form = shapes.HelpForm(request.POST, auto_id="help_%s")
    deed = _deed(request, reference, actions.note_evaluation)
    done = partial(_done, request, reference, purpose, form, "help_form")
    return done(lambda d: deed(**d), _("Dank u. Het is bewaard."), "helpt-het")


@require_POST
def raise_safety_alert(request, reference, purpose):
    form = shapes.AlertForm(request.POST, auto_id="alert_%s")
    deed = _deed(request, reference, actions.raise_safety_alert)
    message = _("De melding is bewaard, en de procesregisseur weet het. Volg de stappen van de meldcode.")
    done = partial(_done, request, reference, purpose, form, "alert_form")
    return done(lambda d: deed(**d), message, "veiligheid")


@require_POST
def close_safety_alert(request, reference, alert_id, purpose):
    form = shapes.CloseAlertForm(request.POST, auto_id="closealert_%s")
    deed = _deed(request, reference, actions.close_safety_alert, alert_id=alert_id)
    done = partial(_done, request, reference, purpose, form, "close_alert_form", closing=alert_id)
    return done(lambda d: deed(**d), _("De melding is afgerond."), "veiligheid")


def _deed(request, reference, action, **ids):
    return partial(action, viewer=request.viewer, reference=reference, now=timezone.now(), **ids)


def _open(request, reference, purpose):
    return reads.open_monitoring(viewer=request.viewer, purpose=purpose, reference=reference, now=timezone.now())


def _done(request, reference, purpose, form, name, deed, message, anchor, **more):
    """Does it and goes back to the page, or shows the page with what was typed and why not."""
    status, refusal = answers.perform(form, deed)
    if status != 200:
        return _monitoring(request, reference, purpose, status=status, refusal=refusal, **{name: form}, **more)
    return answers.done(request, message, "cases:monitoring", reference, anchor=anchor)


def _monitoring(request, reference, purpose, *, status=200, refusal=None, **bound):
    page = _open(request, reference, purpose)
    forms = shapes.monitoring_forms(page) | bound
    for name, version in shapes.versions(page, bound.get("closing")).items():
        forms[name] = answers.newer(forms[name], refusal, version)
    return answers.page(request, "cases/monitoring.html", page, forms, status=status, refusal=refusal)
