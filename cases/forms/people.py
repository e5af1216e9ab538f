"""The shape of people: who somebody is, how to reach them safely, authority, representatives, who is kept apart."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, DutchDateField, Email, LongText, Pick, ShortText, Tick, WholeNumber
from accounts.dutch.forms import PlainForm
from cases.actions import NewPerson
from cases.forms.options import options
from cases.record_terms import RepresentativeKind
from cases.terms import AuthorityKind, ContactWay

OLDEST = 120
TOO_LONG = {"max_length": _("Dit is te lang. Schrijf hooguit %(limit_value)s tekens.")}
PLACES = [
    ("home", _("Woont in dit huis")),
    ("elsewhere", _("Hoort bij het gezin en woont ergens anders")),
    ("network", _("Staat om het gezin heen: familie, vrienden, buren")),
]


def name_field(**kwargs: Any) -> ShortText:
    """A name: as long as the table takes, and said so."""
    return ShortText(max_length=200, error_messages=dict(TOO_LONG), **kwargs)


class PlaceForm(PlainForm):
    """What somebody is to this family, in their own words."""

    role = ShortText(
        label=_("Wie is dit?"),
        help_text=_("In hun eigen woorden: moeder, oma, stiefvader, buurvrouw."),
        max_length=60,
        error_messages=dict(TOO_LONG),
    )
    place = Choice(label=_("Waar hoort deze persoon?"), choices=PLACES, initial="home")

    def where(self) -> dict[str, Any]:
        """What was typed, as an action wants it."""
        code = self.cleaned_data["place"] or "home"
        return {"role": self.cleaned_data["role"], "lives_in": code == "home", "in_network": code == "network"}


class FirstPersonForm(PlaceForm):
    """Somebody in a few words, as it is heard in the first conversation."""

    name = name_field(label=_("Naam"))
    age = WholeNumber(label=_("Leeftijd"), min_value=0, max_value=OLDEST, required=False)
    field_order = ["name", "role", "age", "place"]

    def person(self) -> NewPerson:
        """What was typed, as the action wants it."""
        return NewPerson(name=self.cleaned_data["name"], age=self.cleaned_data["age"], **self.where())


class PersonForm(FirstPersonForm):
    """Everything about somebody. keeps_secret: there is a secret address, which an empty field leaves as it is."""

    birth_on = DutchDateField(label=_("Geboortedatum"), required=False)
    phone = ShortText(label=_("Telefoon"), required=False, max_length=40, error_messages=dict(TOO_LONG))
    email = Email(label=_("E-mailadres"), required=False)
    address = LongText(label=_("Adres"), required=False, rows=2)
    address_is_secret = Tick(
        label=_("Dit adres is geheim"),
        help_text=_(
            "Het staat dan op geen enkele mail, brief, kaart of print. Alleen wie de regie heeft, kan het zien."
        ),
        required=False,
    )
    safe_contact = Pick(
        label=_("Hoe kunt u deze persoon veilig bereiken?"),
        help_text=_("Kiest u iets, dan gebruiken wij alleen die weg."),
        choices=options(ContactWay),
        coerce=ContactWay,
        empty_value=None,
        required=False,
    )
    safe_contact_note = LongText(
        label=_("Waar moet iemand op letten?"),
        help_text=_("Bijvoorbeeld: bel alleen overdag, spreek geen bericht in."),
        required=False,
        rows=2,
    )
    not_via = LongText(
        label=_("Niet benaderen via"),
        help_text=_("Bijvoorbeeld: niet via vader, niet via de vaste telefoon thuis."),
        required=False,
        rows=2,
    )
    interpreter = ShortText(label=_("Tolk nodig voor"), required=False, max_length=60, error_messages=dict(TOO_LONG))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, keeps_secret: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keeps_secret = keeps_secret
        if keeps_secret:
            self.fields["address"].help_text = _("Er staat een geheim adres. Laat dit leeg om dat zo te laten.")

    def person(self) -> NewPerson:
        data = self.cleaned_data
        kept = self.keeps_secret and not data["address"]
        told = {name: data[name] for name in self.fields if name not in ("role", "place", "version", "address")}
        return NewPerson(**told, **self.where(), address=None if kept else data["address"])


class AuthorityForm(PlainForm):
    """Who has authority over a child, by which source."""

    child = Pick(label=_("Over wie?"), coerce=UUID)
    kind = Pick(label=_("Welk gezag?"), choices=options(AuthorityKind), coerce=AuthorityKind)
    holder = Pick(
        label=_("Wie heeft dit gezag?"),
        help_text=_("Laat dit leeg als het niemand uit deze casus is, zoals bij voogdij."),
        coerce=UUID,
        empty_value=None,
        required=False,
    )
    checked_on = DutchDateField(label=_("Nagekeken op"), required=False)
    source = name_field(
        label=_("Waar is dit nagekeken?"),
        help_text=_("Bijvoorbeeld het gezagsregister. Ga niet alleen af op wat één ouder zegt."),
        required=False,
    )

    def __init__(self, *args: Any, children: Any = (), people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = children
        self.fields["holder"].choices = people


class RepresentativeForm(PlainForm):
    """Who stands in for somebody by law."""

    person_id = Pick(label=_("Voor wie?"), coerce=UUID)
    kind = Pick(
        label=_("Wat is deze vertegenwoordiger?"), choices=options(RepresentativeKind), coerce=RepresentativeKind
    )
    name = name_field(label=_("Naam van de vertegenwoordiger"))
    reach = LongText(label=_("Hoe bereikt u deze vertegenwoordiger?"), required=False, rows=2)
    until = DutchDateField(label=_("Tot en met"), required=False)
    checked_on = DutchDateField(label=_("Nagekeken op"), required=False)
    source = name_field(
        label=_("Waar is dit nagekeken?"),
        help_text=_("Bijvoorbeeld het curatele- en bewindregister, of de beschikking van de rechter."),
        required=False,
    )

    def __init__(self, *args: Any, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = people


class ApartForm(PlainForm):
    """Two people who do not sit at one table."""

    first = Pick(label=_("Wie"), coerce=UUID)
    second = Pick(label=_("En wie"), coerce=UUID)
    reason = LongText(label=_("Waarom blijven zij uit elkaar?"), rows=2)

    def __init__(self, *args: Any, people: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].choices = self.fields["second"].choices = people


class LeftForm(PlainForm):
    """Since when somebody does not belong here any more. Empty: does again."""

    on = DutchDateField(label=_("Sinds wanneer hoort deze persoon er niet meer bij?"))
