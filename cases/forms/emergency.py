"""The shape of opening a case in an emergency, of reviewing that, and of answering the reviewer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, LongText, ShortText, Tick
from accounts.dutch.forms import PlainForm
from cases.record_terms import GlassVerdict


class BreakGlassForm(PlainForm):
    """One case, why, and that one knows what follows."""

    reference = ShortText(
        label=_("Kenmerk van de casus"),
        help_text=_("Precies zoals u het van een collega kreeg, bijvoorbeeld 2026-0409. Op naam zoeken kan hier niet."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-size": "moment"}),
    )
    reason = LongText(
        label=_("Wat is er nu aan de hand?"),
        help_text=_("Ten minste 20 tekens. Schrijf geen namen op: dit lezen ook mensen die de casus niet zien."),
        rows=3,
    )
    understood = Tick(label=_("Er is nu gevaar voor iemand, en ik kan niet wachten tot een collega mij toegang geeft."))


class ReviewForm(PlainForm):
    """What the reviewer finds of it."""

    depending = ("note",)
    verdict = Choice(
        label=_("Was deze noodtoegang terecht?"),
        choices=[
            (GlassVerdict.JUSTIFIED.value, GlassVerdict.JUSTIFIED.label),
            (GlassVerdict.NOT_JUSTIFIED.value, GlassVerdict.NOT_JUSTIFIED.label),
            (GlassVerdict.QUESTION.value, _("Ik heb eerst een vraag")),
        ],
        coerce=GlassVerdict,
        hints={GlassVerdict.QUESTION: _("Uw collega krijgt uw vraag als taak. Daarna beoordeelt u opnieuw.")},
    )
    note = LongText(
        label=_("Uw vraag of toelichting"),
        help_text=_("Nodig bij een vraag, en als het niet terecht was."),
        required=False,
        rows=3,
    )


class AnswerForm(PlainForm):
    """The answer to the reviewer."""

    answer = LongText(label=_("Uw antwoord"), rows=3)
