"""The shape of what a chain partner types."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choices, LongText
from accounts.dutch.forms import PlainForm
from cases.forms.sharing import CATEGORIES
from cases.terms import SignalBy
from privacy.law import DataCategory


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
