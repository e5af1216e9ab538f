"""The shape of what triage decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, LongText
from accounts.dutch.forms import PlainForm
from cases.actions import TriageChoice
from cases.forms.options import options
from cases.forms.people import name_field
from cases.terms import BlockageReason, ProblemKind, TriageOutcome

WHAT_FOLLOWS = {
    TriageOutcome.TAKE_UP: _(
        "Gewone hulp is niet genoeg. Er komt een procesregisseur, die eerst vertelt wat deze rol is."
    ),
    TriageOutcome.ADVICE_ONLY: _("U denkt één keer mee. De ander houdt de casus. U sluit daarna af."),
    TriageOutcome.REFER_TO_LOCAL_TEAM: _("Het lokale team kan dit zelf. U zegt erbij naar wie het gaat."),
    TriageOutcome.REFER_TO_OTHER_TABLE: _("Een andere overlegtafel past beter, zoals het Zorg- en Veiligheidshuis."),
    TriageOutcome.ALREADY_ON_OTHER_TABLE: _("Zo bespreken geen twee tafels dezelfde mensen. Noem welke tafel."),
    TriageOutcome.NOT_IN_SCOPE: _("Hier is geen regie voor nodig. U legt uit waar iemand wel terecht kan."),
}
GOES_ELSEWHERE = (
    TriageOutcome.REFER_TO_LOCAL_TEAM,
    TriageOutcome.REFER_TO_OTHER_TABLE,
    TriageOutcome.ALREADY_ON_OTHER_TABLE,
)


class TriageForm(PlainForm):
    """Why it gets stuck, where, and what happens now."""

    blockage_reasons = Choices(
        label=_("Waardoor loopt het vast?"), choices=options(BlockageReason), coerce=BlockageReason, required=False
    )
    problem_kinds = Choices(
        label=_("Waar zit het probleem?"), choices=options(ProblemKind), coerce=ProblemKind, required=False
    )
    outcome = Choice(
        label=_("Wat gebeurt er met deze casus?"),
        choices=options(TriageOutcome),
        coerce=TriageOutcome,
        hints=WHAT_FOLLOWS,
    )
    reason = LongText(label=_("Waarom kiest u dit?"), rows=3)
    referred_to = name_field(
        label=_("Naar wie of welke tafel?"),
        help_text=_("Alleen als u verwijst of als het daar al ligt."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Whoever sends somebody elsewhere says where."""
        data = super().clean() or self.cleaned_data
        sent_on = data.get("outcome") in GOES_ELSEWHERE
        if sent_on and not data.get("referred_to") and "referred_to" not in self.errors:
            self.add_error("referred_to", _("Schrijf op naar wie of welke tafel dit gaat"))
        return data

    def choice(self) -> TriageChoice:
        """What was chosen, as the action wants it."""
        data = self.cleaned_data
        return TriageChoice(
            outcome=data["outcome"],
            reason=data["reason"],
            blockage_reasons=tuple(data["blockage_reasons"]),
            problem_kinds=tuple(data["problem_kinds"]),
            referred_to=data["referred_to"],
        )
