"""The shape of advice without taking over, and of a decision under a law."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, DutchDateField, LongText, Pick, ShortText, YesNo
from accounts.dutch.forms import PlainForm
from cases.actions import Decision, NewAdvice
from cases.forms.options import options
from cases.record_terms import Followed
from cases.terms import DecisionOutcome, DecisionType, TensionLevel


class AskAdviceForm(PlainForm):
    """A question to who advises. Who advises may write the advice with it."""

    question = LongText(label=_("Wat is de vraag?"), rows=3)
    to_whom = ShortText(label=_("Wie vraagt dit, en gaat ermee verder?"), max_length=200)

    def __init__(self, *args: Any, may_advise: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_advise:
            self.fields["advice"] = LongText(label=_("Wat is uw advies?"), rows=4, required=False)

    def asked(self) -> NewAdvice:
        """What was typed, as the action wants it."""
        return NewAdvice(**self.cleaned_data)


class GiveAdviceForm(PlainForm):
    """The advice. version: of the text on the page."""

    advice = LongText(label=_("Wat is uw advies?"), rows=4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FollowedForm(PlainForm):
    """What became of an advice."""

    followed = Choice(label=_("Is het advies opgevolgd?"), choices=options(Followed), coerce=Followed)
    note = LongText(label=_("Wat gebeurde er?"), rows=2, required=False)


class DecisionForm(PlainForm):
    """A decision with hat 3. Everything is asked, nothing is required."""

    decision_type = Pick(
        label=_("Wat voor besluit?"),
        choices=options(DecisionType),
        coerce=DecisionType,
        required=False,
        empty_value=None,
    )
    outcome = Pick(
        label=_("Wat is besloten?"),
        choices=options(DecisionOutcome),
        coerce=DecisionOutcome,
        required=False,
        empty_value=None,
    )
    sent_on = DutchDateField(label=_("Wanneer verstuurd?"), required=False)
    resident_agrees = YesNo(label=_("Is de inwoner het ermee eens?"), required=False)
    objection_on = DutchDateField(label=_("Kwam er bezwaar? Wanneer?"), required=False)
    objection_settled_on = DutchDateField(label=_("Is het bezwaar afgehandeld? Wanneer?"), required=False)
    tension = Pick(
        label=_("Hoe hoog is de spanning?"),
        choices=options(TensionLevel),
        coerce=TensionLevel,
        required=False,
        empty_value=None,
    )
    note = LongText(label=_("Wat wilt u erbij zeggen?"), rows=3, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def decision(self) -> Decision:
        """What was typed, as the action wants it."""
        return Decision(**{name: value for name, value in self.cleaned_data.items() if name != "version"})
