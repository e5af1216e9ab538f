"""The shape of perspectives, goals, directions and the weighing of a solution."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, DutchDateField, LongText, Pick, ShortText, Tick, WholeEuros, WholeNumber
from accounts.dutch.forms import PlainForm
from cases.actions import Proposer, Triangle
from cases.meeting_terms import ParticipationForm
from cases.reads import PartyChoice, PersonChoice
from cases.terms import BudgetSource, ValueOutcome, Verdict
from privacy.law import Term


def options(terms: type[Term]) -> list[tuple[str, str]]:
    """The choices of a list of words, each with a capital."""
    return [(term.value, term.label[:1].upper() + term.label[1:]) for term in terms]


class PerspectiveForm(PlainForm):
    """Where the resident wants to go, and how the resident had a say in these words."""

    text = LongText(
        label=_("Waar wil de inwoner naartoe?"),
        help_text=_("Het leven dat iemand wil. Noem hier nog geen behandeling of product: dat is een oplossing."),
    )
    with_resident = Pick(
        label=_("Hoe praatte de inwoner mee?"), choices=options(ParticipationForm), coerce=ParticipationForm
    )
    own_words_reason = LongText(
        label=_("Noemt de inwoner zelf een behandeling? Waarom blijven die woorden zo staan?"), rows=2, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class GoalForm(PlainForm):
    """The intention, with concrete steps, one on a line."""

    perspective = Pick(label=_("Bij welk perspectief?"), coerce=UUID)
    intention = LongText(label=_("Wat is de bedoeling?"), rows=2)
    steps = LongText(
        label=_("Welke stappen horen daarbij?"), help_text=_("Eén stap per regel."), rows=3, required=False
    )

    def __init__(self, *args: Any, perspectives: tuple[tuple[str, str], ...] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["perspective"].choices = perspectives

    def clean_steps(self) -> tuple[str, ...]:
        """The lines that say something."""
        return tuple(line.strip() for line in self.cleaned_data["steps"].splitlines() if line.strip())


class DirectionForm(PlainForm):
    """A direction for a goal, and who proposes it."""

    goal = Pick(label=_("Bij welk doel?"), coerce=UUID)
    text = LongText(label=_("Welke richting ziet u?"), rows=2)
    proposer = Pick(label=_("Wie stelt dit voor?"))
    name = ShortText(label=_("Of iemand anders: naam"), required=False, max_length=200)
    together_with = LongText(label=_("Met wie kan dit samen?"), rows=2, required=False)

    def __init__(
        self,
        *args: Any,
        goals: tuple[tuple[str, str], ...] = (),
        people: tuple[PersonChoice, ...] = (),
        parties: tuple[PartyChoice, ...] = (),
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = goals
        groups = [
            (_("Partijen"), [(f"party:{party.id}", party.name) for party in parties]),
            (_("Gezin en netwerk"), [(f"person:{person.id}", person.name) for person in people]),
        ]
        self.fields["proposer"].choices = [group for group in groups if group[1]] + [("other:", _("Iemand anders"))]

    def who(self) -> Proposer:
        """Who proposes it, as the action wants it."""
        sort, _colon, key = self.cleaned_data["proposer"].partition(":")
        if sort == "party":
            return Proposer(party=UUID(key))
        return Proposer(person=UUID(key)) if sort == "person" else Proposer(name=self.cleaned_data["name"])


class TriangleForm(PlainForm):
    """A tailor-made solution weighed on involvement, legitimacy and return. Source: S002."""

    solution = LongText(label=_("Welke oplossing weegt u?"), rows=2)
    involvement = LongText(label=_("Betrokkenheid: helpt het de inwoner de regie te nemen?"), rows=3, required=False)
    involvement_verdict = Choice(
        label=_("Betrokkenheid"), choices=options(Verdict), coerce=Verdict, required=False, empty_value=None
    )
    legitimacy = LongText(label=_("Legitimiteit: staat ergens dat het niet kan?"), rows=3, required=False)
    legal_reference = ShortText(label=_("Welke wet of regel?"), required=False)
    deviates_from_policy = Tick(label=_("Dit wijkt af van ons beleid"), required=False)
    legitimacy_verdict = Choice(
        label=_("Legitimiteit"), choices=options(Verdict), coerce=Verdict, required=False, empty_value=None
    )
    return_value = LongText(label=_("Rendement: wat kost het, en wat voorkomt het?"), rows=3, required=False)
    cost_eur = WholeEuros(label=_("Kosten in euro's"), required=False)
    avoided_cost_eur = WholeEuros(label=_("Voorkomen kosten in euro's"), required=False)
    period_months = WholeNumber(label=_("In hoeveel maanden?"), min_value=1, max_value=600, required=False)
    payer = ShortText(label=_("Wie betaalt?"), required=False, max_length=200)
    beneficiaries = LongText(
        label=_("Waar slaat de winst neer?"), help_text=_("Eén per regel."), rows=2, required=False
    )
    return_verdict = Choice(
        label=_("Rendement"), choices=options(Verdict), coerce=Verdict, required=False, empty_value=None
    )
    outcome = Pick(
        label=_("Wat is besloten?"),
        choices=options(ValueOutcome),
        coerce=ValueOutcome,
        required=False,
        empty_value=None,
    )
    outcome_reason = LongText(label=_("Waarom?"), rows=2, required=False)
    decided_by_name = ShortText(label=_("Wie besloot dit?"), required=False, max_length=200)
    decided_on = DutchDateField(label=_("Wanneer?"), required=False)
    budget_source = Pick(
        label=_("Uit welk budget?"),
        choices=options(BudgetSource),
        coerce=BudgetSource,
        required=False,
        empty_value=None,
    )

    def triangle(self) -> Triangle:
        """What was typed, as the action wants it."""
        data = dict(self.cleaned_data)
        lines = data.pop("beneficiaries").splitlines()
        return Triangle(**data, beneficiaries=tuple(line.strip() for line in lines if line.strip()))


class BudgetForm(PlainForm):
    """Money for this case."""

    source_of_money = Pick(label=_("Uit welk budget?"), choices=options(BudgetSource), coerce=BudgetSource)
    amount_eur = WholeEuros(label=_("Bedrag in euro's"), min_value=1, max_value=1_000_000)
    purpose = LongText(label=_("Waarvoor?"), rows=2)
    decided_by_name = ShortText(label=_("Wie besloot dit?"), required=False, max_length=200)
