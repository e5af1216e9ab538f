"""The shape of what a chain partner types."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choices, LongText, Pick, Ticks
from accounts.dutch.forms import PlainForm
from cases.forms.options import capital
from cases.forms.sharing import NEVER_BY_HAND
from cases.reads import PortalQuestion
from cases.terms import SignalBy
from privacy.law import DataCategory
from privacy.legal_bases import CATALOGUE

# The code last: it is what an answer of the system calls the ground by.
EXPLAINED = {
    one.code: f"{capital(one.allows)}. {one.caution} ({one.code})".replace("  ", " ") for one in CATALOGUE.values()
}
CATEGORIES = [(one.value, capital(one.plain)) for one in DataCategory if one not in NEVER_BY_HAND]


class SignalForm(PlainForm):
    """What is stuck, in the partner's own words."""

    text = LongText(label=_("Wat loopt er vast?"), rows=4)

    def signal(self) -> dict[str, Any]:
        """What was typed, as the action wants it."""
        return {"text": self.cleaned_data["text"], "by": SignalBy.PARTNER_PROFESSIONAL}


class AskForMyselfForm(PlainForm):
    """What a partner asks to receive, and what for. Every kind that can be given is a choice: so none is a hint."""

    categories = Choices(
        label=_("Welke gegevens hebt u nodig?"),
        help_text=_("Kies alleen wat u voor uw taak nodig hebt."),
        coerce=DataCategory,
        choices=CATEGORIES,
    )
    reason = LongText(
        label=_("Waarvoor hebt u dit nodig?"),
        help_text=_("De procesregisseur beslist hiermee. Schrijf hier niets over het gezin zelf."),
        rows=3,
    )


class AnswerQuestionForm(PlainForm):
    """What a party answers, what kind of data that is, and on what ground it may tell it."""

    answer = LongText(label=_("Uw antwoord"), help_text=_("Schrijf alleen op wat nodig is voor de vraag."), rows=5)
    category = Pick(
        label=_("Waar gaat uw antwoord over?"),
        help_text=_("Daarmee bepaalt u wie het kan lezen. Schrijf hier niets over verdenkingen of straffen."),
        choices=CATEGORIES,
        coerce=DataCategory,
    )
    bases = Choices(
        label=_("Op welke grondslag mag u dit vertellen?"),
        help_text=_("De gemeente mag dit vragen. U hebt een eigen grondslag nodig om te antwoorden."),
        widget=Ticks(hints=EXPLAINED, in_sight=1),
        choices=[(code, code) for code in CATALOGUE],
        error_messages={"required": _("Kies een grondslag. Is er geen, antwoord dan niet en schrijf op waarom.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def to(self, question: PortalQuestion) -> Self:
        """The same form with the grounds that fit who was asked, and the kind of data it usually tells about."""
        usual = [ground for ground in question.fitting if ground.is_usual]
        others = [ground for ground in question.fitting if not ground.is_usual]
        groups = ((_("Past bij %(who)s") % {"who": question.party}, usual), (_("Andere grondslagen"), others))
        self.fields["bases"].choices = [
            (called, [(ground.code, ground.article) for ground in grounds]) for called, grounds in groups if grounds
        ]
        self.initial |= {"category": question.usual.value, "version": question.version}
        return self


class DeclineQuestionForm(PlainForm):
    """A party does not answer, and why."""

    reason = LongText(label=_("Waarom antwoordt u niet?"), rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def to(self, question: PortalQuestion) -> Self:
        """The same form, about the question as it is now."""
        self.initial |= {"version": question.version}
        return self
