"""The shape of following: the agreement, a contact, a signal, a pause, whether it helps, a worry about safety."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import (
    Choice,
    DutchDateField,
    DutchDateTimeField,
    LongText,
    Pick,
    ShortText,
    WholeNumber,
    YesNo,
)
from accounts.dutch.forms import PlainForm
from cases.actions import Agreement, NewCall, NewContact
from cases.forms.options import capital, options
from cases.reads import MonitoringPage
from cases.record_terms import TO_DO, ContactKind
from cases.terms import ContactWay, Helps, MonitoringBasis, Monitors, PulseResult, SafetyRoute, SignalBy

NOON = time(12)  # of a contact of which only the day was written down
ONLY_WHAT_IS_NEEDED = _("Schrijf alleen op wat nodig is. Wie meedoet in deze casus kan dit lezen.")
HINT_OF_ROUTE = {
    SafetyRoute.EMERGENCY: _("Bel nu 112, en schrijf het daarna op."),
    SafetyRoute.REPORTING_CODE: _("De vijf stappen staan hieronder."),
    SafetyRoute.VEILIG_THUIS_ADVICE: _("Veilig Thuis: 0800 2000, gratis, dag en nacht. U hoeft geen naam te noemen."),
}
OWN, RESIDENT, KEEPER = "own", SignalBy.RESIDENT.value, SignalBy.CASE_DIRECTOR.value


class AgreementForm(PlainForm):
    """How the plan is followed, or why that is not needed."""

    needed = YesNo(
        label=_("Is het nodig om dit plan te volgen?"),
        hints={"no": _("Niet elke vraag hoeft gevolgd te worden. Schrijf dan op waarom niet.")},
    )
    reason_not = LongText(label=_("Waarom is dat niet nodig?"), help_text=_("Alleen bij nee."), rows=2, required=False)
    next_review_on = DutchDateField(
        label=_("Wanneer kijkt u samen terug?"), help_text=_("Het volgende overleg over dit plan."), required=False
    )
    first_to_call = Pick(
        label=_("Wie belt u als eerste?"),
        help_text=_("De casusregisseur houdt het overzicht, dus die eerst."),
        coerce=UUID,
        required=False,
        empty_value=None,
    )
    interval_days = WholeNumber(
        label=_("Om de hoeveel dagen belt u de partijen?"), min_value=1, max_value=365, required=False
    )
    until = DutchDateField(label=_("Tot wanneer volgt u het plan?"), required=False)
    monitors = Choice(label=_("Wat volgt u?"), choices=options(Monitors), coerce=Monitors, initial=Monitors.BOTH.value)
    basis = Choice(
        label=_("Waarom volgt de gemeente dit?"),
        choices=options(MonitoringBasis),
        coerce=MonitoringBasis,
        required=False,
        empty_value=None,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, keepers: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first_to_call"].choices = keepers

    def agreement(self) -> Agreement:
        """What was typed, as the action wants it."""
        return Agreement(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class ContactForm(PlainForm):
    """A short contact. A pulse contact says how it goes."""

    kind = Choice(label=_("Wat deed u?"), choices=options(ContactKind), coerce=ContactKind)
    with_whom = ShortText(label=_("Met wie?"))
    result = Choice(
        label=_("Hoe loopt het?"), choices=options(PulseResult), coerce=PulseResult, required=False, empty_value=None
    )
    note = LongText(label=_("Wat kwam eruit?"), help_text=ONLY_WHAT_IS_NEEDED, rows=2, required=False)
    contacted_on = DutchDateTimeField(
        label=_("Wanneer was dat?"), help_text=_("Laat leeg als het net was."), day_means=NOON, required=False
    )
    channel = Pick(
        label=_("Hoe had u contact?"), choices=options(ContactWay), coerce=ContactWay, required=False, empty_value=None
    )

    def contact(self) -> NewContact:
        """What was typed, as the action wants it."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "contacted_on"}
        return NewContact(**values, contacted_at=self.cleaned_data["contacted_on"])


class CallForm(PlainForm):
    """Whom somebody intends to reach between meetings, when, and why then."""

    kind = Choice(
        label=_("Wat wilt u doen?"),
        choices=[(kind.value, capital(words)) for kind, words in TO_DO.items()],
        coerce=ContactKind,
        initial=ContactKind.CALL.value,
    )
    with_whom = ShortText(label=_("Met wie?"), max_length=200)
    call_on = DutchDateField(label=_("Op welke dag?"), help_text=_("Die dag staat het in uw werk."))
    reason = LongText(label=_("Waarom dan?"), rows=2)

    def call(self) -> NewCall:
        """What was typed, as the action wants it."""
        return NewCall(**self.cleaned_data)


class SignalForm(PlainForm):
    """Somebody says that it stalls: for oneself, or written down for a resident or for the case director."""

    text = LongText(label=_("Wat stokt er?"), help_text=ONLY_WHAT_IS_NEEDED, rows=3)
    by = Choice(label=_("Van wie is dit signaal?"), initial=OWN)
    raised_for = ShortText(
        label=_("Wie zei het?"), help_text=_("Alleen als u het voor iemand anders opschrijft."), required=False
    )

    def __init__(self, *args: Any, page: MonitoringPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(OWN, _("Van mijzelf")), (RESIDENT, _("Van de inwoner of het gezin"))]
        if page.may_direct:  # who is obliged by it may write it down for the case director
            choices.append((KEEPER, _("Van de casusregisseur, die mij dit vertelde")))
        self.fields["by"].choices = choices

    def signal(self) -> dict[str, Any]:
        """What was typed, as the action wants it."""
        by, own = self.cleaned_data["by"], self.cleaned_data["by"] == OWN
        return {
            "text": self.cleaned_data["text"],
            "by": None if own else SignalBy(by),
            "raised_for": "" if own else self.cleaned_data["raised_for"],
        }


class AnswerForm(PlainForm):
    """What the process director decides about a signal, and why."""

    answer = LongText(label=_("Wat besluit u, en waarom?"), rows=2)


class PauseForm(PlainForm):
    """Why the case stands still, and until when."""

    reason = LongText(label=_("Waarom staat de casus stil?"), help_text=ONLY_WHAT_IS_NEEDED, rows=2)
    resume_on = DutchDateField(label=_("Wanneer gaat u verder?"))


class HelpForm(PlainForm):
    """Looking back between the steps."""

    does_it_help = Choice(label=_("Helpt het wat we doen?"), choices=options(Helps), coerce=Helps)
    question = LongText(label=_("Wat was de vraag?"), rows=2, required=False)
    intention = LongText(label=_("Wat was de bedoeling?"), rows=2, required=False)
    note = LongText(label=_("Wat valt u op?"), help_text=ONLY_WHAT_IS_NEEDED, rows=2, required=False)


class AlertForm(PlainForm):
    """It may not be safe: what was seen or heard, and which way it goes now."""

    text = LongText(
        label=_("Wat zag of hoorde u?"), help_text=_("Wat u zelf zag of hoorde, en van wie. Nog geen oordeel."), rows=3
    )
    route = Choice(
        label=_("Welke weg gaat het nu?"),
        choices=[(route.value, capital(route.label)) for route in SafetyRoute],
        coerce=SafetyRoute,
        hints=HINT_OF_ROUTE,
    )
    acted_on = LongText(label=_("Wat deed u al?"), rows=2, required=False)


class CloseAlertForm(PlainForm):
    """What was done about a worry, and what that brought."""

    acted_on = LongText(label=_("Wat is er gedaan, en wat leverde dat op?"), rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def monitoring_forms(page: MonitoringPage) -> dict[str, forms.Form]:
    """The forms of the page of following, with what is known already."""
    return {
        "agreement_form": AgreementForm(initial=_agreed(page), keepers=page.keepers, auto_id="agreement_%s"),
        "contact_form": ContactForm(auto_id="contact_%s"),
        "call_form": CallForm(auto_id="call_%s"),
        "signal_form": SignalForm(page=page, auto_id="signal_%s"),
        "answer_form": AnswerForm(auto_id="answer_%s"),
        "pause_form": PauseForm(auto_id="pause_%s"),
        "help_form": HelpForm(auto_id="help_%s"),
        "alert_form": AlertForm(auto_id="alert_%s"),
        "close_alert_form": CloseAlertForm(auto_id="closealert_%s"),
    }


def versions(page: MonitoringPage, closing: UUID | None = None) -> dict[str, int | None]:
    """Of each form that changes something, the version of that as it is now. closing: the worry that is closed."""
    alert = next((line.version for line in page.alerts if line.id == closing), None)
    return {"agreement_form": page.agreement.version if page.agreement else None, "close_alert_form": alert}


def _agreed(page: MonitoringPage) -> dict[str, Any]:
    line = page.agreement
    if line is None:
        return {"first_to_call": page.keepers[0][0] if page.keepers else ""}
    return {
        "needed": "yes" if line.needed else "no",
        "reason_not": line.reason_not,
        "next_review_on": line.review_on,
        "first_to_call": line.first_to_call,
        "interval_days": line.interval_days,
        "until": line.until,
        "monitors": line.monitors_code,
        "basis": line.basis_code,
        "version": line.version,
    }
