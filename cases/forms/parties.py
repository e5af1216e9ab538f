"""The shape of parties: who takes part, what a party is asked and on what ground, its answer, needed expertise."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, LongText, Pick, ShortText, WholeNumber
from accounts.dutch.forms import PlainForm
from accounts.kinds import Kind as OrganisationKind
from cases.actions import ConsultChoice, NewOrganisation, NewParty, PartyText
from cases.forms.options import capital, options
from cases.forms.people import TOO_LONG
from cases.meeting_terms import SeatKind
from cases.record_terms import Involvement
from cases.terms import ConsultOn
from privacy.law import JOINT, Compartment, DataCategory
from privacy.legal_bases import CATALOGUE

MOST_PROFESSIONALS = 99
KINDS = [(kind.value, capital(kind.label)) for kind in OrganisationKind if kind is not OrganisationKind.MUNICIPALITY]
LAWS = [
    (law.value, capital(law.label) if law is not JOINT else _("Geen van deze wetten: alleen het gezamenlijke plan"))
    for law in Compartment
]
SEATS = [(kind.value, capital(kind.label)) for kind in SeatKind if kind is not SeatKind.RESIDENT]
# On what a municipality can ask, and on what a party can answer: who gives needs a ground of its own (domain.md 6.6).
# Not here: the grounds for a BSN, for reporting to Veilig Thuis, the duty of the resident and a resident's own wish.
ASKING = (
    ("WMO-5.1.1", "JW-7.4", "PW-64", "PW-67", "WGS-DEBT-8"),
    ("WMO-5.2.1", "WVGGZ-5", "WVGGZ-8", "WGS-SV", "PGA-GW", "VITAL"),
    ("LPW-21a", "JW-7.3.8", "WLZ-9.1", "WPG-18", "WMO-VT"),
    ("UAVG-30-3a", "UAVG-31-33", "JW-7.3.11", "WGBO-457"),
)
ASKING_CALLED = (
    _("Voor toegang en hulp"),
    _("In bijzondere gevallen"),
    _("De eigen grond van wie antwoordt"),
    _("Dit alleen is niet genoeg"),
)
EXPLAINED = {
    basis.code: f"{capital(basis.allows)} ({basis.actor}). {basis.caution}".strip() for basis in CATALOGUE.values()
}


class Suggested(forms.TextInput):
    """A text with suggestions from a list that the page prints."""

    def __init__(self, list_id: str) -> None:
        super().__init__(attrs={"list": list_id, "autocomplete": "off"})


def professionals_field() -> WholeNumber:
    """How many people of a party come to the household."""
    return WholeNumber(
        label=_("Hoeveel professionals van deze partij komen in het huishouden?"),
        help_text=_("Komt niemand over de vloer? Schrijf dan 0."),
        min_value=0,
        max_value=MOST_PROFESSIONALS,
        initial=1,
    )


def law_field(**kwargs: Any) -> Pick:
    """Under which law a party takes part."""
    return Pick(
        label=_("Volgens welke wet doet deze partij mee?"),
        help_text=_("Een collega van deze partij ziet alleen wat bij deze wet hoort, en wat bij geen wet hoort."),
        choices=LAWS,
        coerce=Compartment,
        **kwargs,
    )


class PartyForm(PlainForm):
    """A party by the name of its organisation: a known one, or a new one with its kind."""

    organisation = ShortText(
        label=_("Welke organisatie of afdeling?"),
        help_text=_("Begin te typen en kies uit de lijst. Staat zij er niet bij? Typ dan de hele naam."),
        max_length=200,
        error_messages=dict(TOO_LONG),
        widget=Suggested("known-organisations"),
    )
    kind = Pick(
        label=_("Wat voor organisatie is het?"),
        help_text=_("Alleen nodig als zij nog niet in de lijst stond."),
        choices=KINDS,
        coerce=OrganisationKind,
        required=False,
        empty_value=None,
    )
    seat_kind = Choice(label=_("Waarom doet deze partij mee?"), choices=SEATS, coerce=SeatKind)
    primary_task = LongText(label=_("Wat is haar hoofdtaak?"), rows=2, required=False)
    law = law_field(required=False, empty_value=None)
    professionals = professionals_field()

    def party(self) -> NewParty:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        return NewParty(
            organisation=NewOrganisation(name=data["organisation"], kind=data["kind"]),
            seat_kind=data["seat_kind"],
            primary_task=data["primary_task"],
            professionals=data["professionals"],
            law=data["law"],
        )


class PartyTextForm(PlainForm):
    """What a party is and does here, what it wants and may, and whom to call."""

    contact = Pick(
        label=_("Wie belt u daar?"),
        help_text=_(
            "Iemand van deze organisatie of van de gemeente. Een collega van de gemeente ziet daarmee de casus."
        ),
        coerce=UUID,
        required=False,
        empty_value=None,
    )
    seat_kind = Choice(label=_("Waarom doet deze partij mee?"), choices=SEATS, coerce=SeatKind)
    primary_task = LongText(label=_("Wat is haar hoofdtaak?"), rows=2, required=False)
    interest = LongText(
        label=_("Wat is voor deze organisatie van belang?"),
        help_text=_("Wie elkaars belangen kent, begrijpt elkaar sneller."),
        rows=2,
        required=False,
    )
    leeway = LongText(label=_("Welke ruimte heeft zij?"), rows=2, required=False)
    law = law_field(required=False, empty_value=None)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, contacts: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].choices = contacts

    def party(self) -> PartyText:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        return PartyText(
            seat_kind=data["seat_kind"],
            contact_id=data["contact"],
            primary_task=data["primary_task"],
            interest=data["interest"],
            leeway=data["leeway"],
            law=data["law"],
        )


class InvolvementForm(PlainForm):
    """Whether a party takes part now, and if not why."""

    involvement = Choice(label=_("Doet deze partij nu mee?"), choices=options(Involvement), coerce=Involvement)
    involvement_reason = LongText(
        label=_("Waarom?"), help_text=_("Nodig als de partij nu niet meedoet."), rows=2, required=False
    )
    professionals = professionals_field()
    version = forms.IntegerField(widget=forms.HiddenInput)


class ConsultForm(PlainForm):
    """A party is asked: about what, which question, on what ground, and why that is needed.

    earlier: grounds that were named before and are not among those that are usually chosen.
    """

    about = Choices(label=_("Waarover vraagt u iets?"), choices=options(ConsultOn), coerce=ConsultOn)
    question = LongText(label=_("Wat vraagt u?"), rows=2)
    bases = Choices(
        label=_("Op welke grond mag de gemeente dit vragen, en de partij antwoorden?"),
        help_text=_("Zonder grond vraagt u niets. Onder elke grond staat wat zij toestaat."),
        hints=EXPLAINED,
        error_messages={"required": _("Kies een grondslag die nu geldt. Zonder grondslag vraagt u niets.")},
    )
    necessity = LongText(label=_("Waarom is dit nodig, en kan het niet met minder?"), rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, earlier: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = {code for codes in ASKING for code in codes}
        groups = {**dict(zip(ASKING_CALLED, ASKING, strict=True)), _("Eerder gekozen"): sorted(set(earlier) - usual)}
        self.fields["bases"].choices = [
            (called, [(code, f"{code}: {CATALOGUE[code].article}") for code in codes])
            for called, codes in groups.items()
            if codes
        ]

    def choice(self) -> ConsultChoice:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        return ConsultChoice(
            consult=True,
            on_content=ConsultOn.CONTENT in data["about"],
            on_cooperation=ConsultOn.COOPERATION in data["about"],
            question=data["question"],
            bases=tuple(data["bases"]),
            necessity=data["necessity"],
        )


class LeaveForm(PlainForm):
    """A party is not asked, and why."""

    reason_not = LongText(label=_("Waarom bevraagt u deze partij niet?"), rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def choice(self) -> ConsultChoice:
        """What was typed, as the action wants it."""
        return ConsultChoice(consult=False, reason_not=self.cleaned_data["reason_not"])


class AnswerForm(PlainForm):
    """What a party answered, or why it did not."""

    answer = LongText(label=_("Wat antwoordde deze partij?"), required=False)
    category = Pick(
        label=_("Waar gaat het antwoord over?"),
        help_text=_("Daarmee bepaalt u wie het kan lezen. Schrijf hier niets over verdenkingen of straffen."),
        coerce=DataCategory,
    )
    declined_reason = LongText(label=_("Of: waarom antwoordt zij niet?"), rows=2, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, categories: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(code, capital(label)) for code, label in categories]


class ExpertiseForm(PlainForm):
    """Which expertise the question needs, and who brings it."""

    what = ShortText(label=_("Welke kennis is nodig?"))
    why = LongText(label=_("Waarvoor?"), rows=2, required=False)
    party = Pick(label=_("Wie brengt die kennis mee?"), coerce=UUID, required=False, empty_value=None)

    def __init__(self, *args: Any, parties: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties


class FillForm(PlainForm):
    """Who brings an expertise that was named."""

    party = Pick(label=_("Wie brengt die kennis mee?"), coerce=UUID, required=False, empty_value=None)

    def __init__(self, *args: Any, parties: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = parties
