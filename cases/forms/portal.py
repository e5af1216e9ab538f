"""The shape of what a chain partner types."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import LongText
from accounts.dutch.forms import PlainForm
from cases.terms import SignalBy


class SignalForm(PlainForm):
    """What is stuck, in the partner's own words."""

    text = LongText(label=_("Wat loopt er vast?"), rows=4)

    def signal(self) -> dict[str, Any]:
        """What was typed, as the action wants it."""
        return {"text": self.cleaned_data["text"], "by": SignalBy.PARTNER_PROFESSIONAL}
