"""What an administrator types. Whether it can be done is asked of the actions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import reads
from accounts.actions import AccountDetails, OrganisationDetails, TeamDetails
from accounts.dutch.forms import PlainForm
from accounts.kinds import Kind
from accounts.reads import Account, AccountQuery, OrganisationCard, TeamCard
from privacy.law import Role

ROLES = [(role.value, role.label) for role in Role]
STATUSES = [
    ("", gettext_lazy("alle")),
    ("active", gettext_lazy("in gebruik")),
    ("invited", gettext_lazy("uitgenodigd")),
    ("ready", gettext_lazy("klaargezet")),
    ("disabled", gettext_lazy("uitgeschakeld")),
]
SORTS = [
    ("naam", gettext_lazy("naam")),
    ("organisatie", gettext_lazy("organisatie")),
    ("functie", gettext_lazy("functie")),
    ("laatst", gettext_lazy("laatst ingelogd")),
]
MOST_LINES = 200


class UuidChoice(forms.TypedChoiceField):
    """A choice of what the database holds; empty is None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=UUID, empty_value=None, **kwargs)


class WorkplaceForm(PlainForm):
    """Where somebody works and in what role: the same for one person and for a list."""

    organisation = UuidChoice(label=gettext_lazy("Organisatie"))
    team = UuidChoice(label=gettext_lazy("Team"), required=False)
    role = forms.ChoiceField(
        label=gettext_lazy("Rol"),
        choices=[("", gettext_lazy("Kies een rol")), *ROLES],
        help_text=gettext_lazy("De rol bepaalt wat iemand volgens de wet mag zien en doen."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("Kies een organisatie")), *reads.organisation_names()]
        teams = [(team.id, f"{team.organisation}: {team.name}") for team in reads.teams(only_active=True)]
        self.fields["team"].choices = [("", _("Geen team")), *teams]


class AccountForm(WorkplaceForm):
    """One person."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mailadres"), max_length=254)
    phone = forms.CharField(label=gettext_lazy("Telefoonnummer"), max_length=40, required=False)
    function = forms.CharField(
        label=gettext_lazy("Functie"),
        max_length=200,
        help_text=gettext_lazy("Zoals mensen het zeggen, bijvoorbeeld “Jeugdconsulent”."),
    )
    field_order = ["name", "email", "phone", "organisation", "team", "function", "role"]

    def details(self) -> AccountDetails:
        """What was typed, as the actions want it."""
        data = self.cleaned_data
        return AccountDetails(
            name=data["name"],
            email=data["email"],
            phone=data["phone"],
            function=data["function"],
            role=data["role"],
            organisation_id=data["organisation"],
            team_id=data["team"],
        )


class EditAccountForm(AccountForm):
    """An account that exists: without an address it simply cannot be used yet."""

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        card = account.card
        now = {
            "name": card.name,
            "email": card.email,
            "phone": card.phone,
            "function": card.function,
            "role": card.role,
            "organisation": card.organisation_id,
            "team": account.team_id,
        }
        super().__init__(*args, initial=now, **kwargs)
        self.fields["email"].required = account.accepted_at is not None


class InviteSeveralForm(WorkplaceForm):
    """Several people at once, who share a workplace and a role."""

    people = forms.CharField(
        label=gettext_lazy("Mensen"),
        help_text=gettext_lazy("Eén persoon per regel: naam; e-mailadres; functie; telefoonnummer (mag leeg blijven)."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    field_order = ["organisation", "team", "role", "people"]

    def clean_people(self) -> list[tuple[str, str, str, str]]:
        """The lines, each in its parts; every line that is wrong is named at once."""
        lines = [line for line in self.cleaned_data["people"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(_("Dit zijn meer dan %(most)d regels. Splits de lijst.") % {"most": MOST_LINES})
        wrong = [error for number, line in enumerate(lines, start=1) if (error := _wrong(number, line))]
        if wrong:
            raise ValidationError(wrong)
        return [_parts(line) for line in lines]

    def details(self) -> list[AccountDetails]:
        """Everybody, as the actions want it."""
        data = self.cleaned_data
        place = {"role": data["role"], "organisation_id": data["organisation"], "team_id": data["team"]}
        return [
            AccountDetails(name=name, email=email, function=function, phone=phone, **place)
            for name, email, function, phone in data["people"]
        ]


class OrganisationForm(PlainForm):
    """An organisation."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200)
    kind = forms.TypedChoiceField(
        label=gettext_lazy("Soort"),
        choices=[("", gettext_lazy("Kies een soort")), *((kind.value, kind.label) for kind in Kind)],
        coerce=Kind,
    )
    municipality = UuidChoice(
        label=gettext_lazy("Onderdeel van"),
        required=False,
        help_text=gettext_lazy("Alleen voor afdelingen en lokale teams van een gemeente."),
    )
    phone = forms.CharField(label=gettext_lazy("Telefoonnummer"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("Algemeen e-mailadres"), max_length=254, required=False)

    def __init__(self, *args: Any, organisation: OrganisationCard | None = None, **kwargs: Any) -> None:
        if organisation:
            now = {"name": organisation.name, "kind": organisation.kind, "municipality": organisation.municipality_id}
            kwargs["initial"] = now | {"phone": organisation.phone, "email": organisation.email}
        super().__init__(*args, **kwargs)
        cities = reads.organisations(kind=Kind.MUNICIPALITY.value, only_active=True)
        self.fields["municipality"].choices = [("", _("Geen onderdeel van een gemeente"))] + [
            (city.id, city.name) for city in cities
        ]

    def details(self) -> OrganisationDetails:
        """What was typed, as the actions want it."""
        data = self.cleaned_data
        return OrganisationDetails(
            name=data["name"],
            kind=data["kind"],
            municipality_id=data["municipality"],
            phone=data["phone"],
            email=data["email"],
        )


class TeamForm(PlainForm):
    """A team of one organisation."""

    name = forms.CharField(label=gettext_lazy("Naam"), max_length=200)
    manager = UuidChoice(label=gettext_lazy("Teamleider"), required=False)

    def __init__(self, *args: Any, organisation_id: UUID, team: TeamCard | None = None, **kwargs: Any) -> None:
        if team:
            kwargs["initial"] = {"name": team.name, "manager": team.manager_id}
        super().__init__(*args, **kwargs)
        people = [(card.id, f"{card.name} ({card.function})") for card in reads.people_of(organisation_id)]
        self.fields["manager"].choices = [("", _("Nog niemand")), *people]

    def details(self) -> TeamDetails:
        """What was typed, as the actions want it."""
        return TeamDetails(name=self.cleaned_data["name"], manager_id=self.cleaned_data["manager"])


class AccountFilter(PlainForm):
    """What stands in the URL of the list of accounts. What does not exist there is left out, never refused."""

    zoek = forms.CharField(label=gettext_lazy("Zoek op naam, e-mailadres of functie"), required=False)
    organisatie = forms.ChoiceField(label=gettext_lazy("Organisatie"), required=False)
    rol = forms.ChoiceField(label=gettext_lazy("Rol"), required=False, choices=[("", gettext_lazy("alle")), *ROLES])
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False, choices=STATUSES)
    sorteer = forms.ChoiceField(label=gettext_lazy("Sorteer op"), required=False, choices=SORTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].choices = [("", _("alle")), *reads.organisation_names()]

    def query(self, after: str) -> AccountQuery:
        """The question to the list, from what is sound in the URL."""
        self.is_valid()
        sound = self.cleaned_data
        organisation = sound.get("organisatie")
        return AccountQuery(
            search=sound.get("zoek", ""),
            organisation_id=UUID(organisation) if organisation else None,
            role=sound.get("rol", ""),
            status=sound.get("status", ""),
            sort=sound.get("sorteer") or "naam",
            after=after,
        )


class OrganisationFilter(PlainForm):
    """What stands in the URL of the list of organisations."""

    zoek = forms.CharField(label=gettext_lazy("Zoek op naam"), required=False)
    soort = forms.ChoiceField(
        label=gettext_lazy("Soort"),
        required=False,
        choices=[("", gettext_lazy("alle")), *((kind.value, kind.label) for kind in Kind)],
    )


def _parts(line: str) -> tuple[str, str, str, str]:
    name, email, function, *rest = [part.strip() for part in line.split(";")]
    return name, email.lower(), function, rest[0] if rest else ""


def _wrong(number: int, line: str) -> str:
    """What is wrong with this line, in words; empty when it is right."""
    if line.count(";") not in (2, 3):
        return _("Regel %(line)d heeft niet de vorm naam; e-mailadres; functie.") % {"line": number}
    name, email, function, _phone = _parts(line)
    if not name or not function:
        return _("Op regel %(line)d ontbreekt de naam of de functie.") % {"line": number}
    try:
        validate_email(email)
    except ValidationError:
        return _("Op regel %(line)d staat geen geldig e-mailadres.") % {"line": number}
    return ""
