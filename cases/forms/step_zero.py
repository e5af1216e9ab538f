"""The shape of step 0: laws with their task, the frame, the phase of the household."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, LongText, Pick
from accounts.dutch.forms import PlainForm
from cases.forms.options import options
from cases.terms import AvePhase, Compartment, Frame


class PurposeForm(PlainForm):
    """A law under which the municipality works on this case, and for which task."""

    law = Pick(label=_("Volgens welke wet?"), choices=options(Compartment), coerce=Compartment)
    task = LongText(
        label=_("Voor welke taak?"),
        help_text=_("Bijvoorbeeld: ondersteuning waarmee het gezin thuis kan blijven wonen."),
        rows=2,
    )


class LawForm(PlainForm):
    """A law that does not belong here after all: a button beside its line."""

    law = forms.TypedChoiceField(choices=options(Compartment), coerce=Compartment, widget=forms.HiddenInput)


class FrameForm(PlainForm):
    """With or without a court order."""

    frame = Choice(label=_("In welk kader?"), choices=options(Frame), coerce=Frame)


class AvePhaseForm(PlainForm):
    """The phase of the household, and why."""

    phase = Choice(label=_("In welke fase is het huishouden nu?"), choices=options(AvePhase), coerce=AvePhase)
    reason = LongText(label=_("Waarom?"), rows=2)
