"""The shape of what a team manager decides: hats that go together after all, another director, stopping early."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, DutchDateField, LongText, Pick, Tick
from accounts.dutch.forms import PlainForm
from cases.actions import NewHat, Told, Words
from cases.forms.hats import professionals
from cases.forms.options import options
from cases.hats import ALL, DIRECTING_VARIANTS, Variant, Worn
from cases.reads import ProfessionalChoice
from cases.terms import CLOSES_SHORT, Channel, ClosureReason, Compartment
from privacy.retention import RULES

HATS = {f"{worn.hat}.{worn.variant or ''}": worn for worn in ALL}


class OverrideForm(PlainForm):
    """Hats on one head that the matrix blocks, and why that is right here. A manager names no resident."""

    wearer = Pick(label=_("Wie?"), coerce=UUID)
    worn = Pick(
        label=_("Welke pet mag erbij?"),
        choices=[(code, worn.label[:1].upper() + worn.label[1:]) for code, worn in HATS.items()],
        coerce=HATS.__getitem__,
    )
    reason = LongText(label=_("Waarom gaan deze petten hier toch samen?"), rows=3)
    law = Pick(
        label=_("Bij pet beschikken: onder welke wet?"),
        choices=options(Compartment),
        coerce=Compartment,
        required=False,
        empty_value=None,
    )
    expected_until = DutchDateField(label=_("Tot wanneer? Bij pet hulpverlening nodig."), required=False)
    told = Tick(label=_("Bij pet hulpverlening: het gezin weet dat deze collega even meeloopt"), required=False)
    channel = Pick(
        label=_("Hoe is dat verteld?"), choices=options(Channel), coerce=Channel, required=False, empty_value=None
    )

    def __init__(self, *args: Any, choices: tuple[ProfessionalChoice, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wearer"].choices = professionals(choices)

    def hat(self) -> NewHat:
        """What was typed, as the action wants it. The household as a whole was told: no names come in."""
        data = self.cleaned_data
        worn: Worn = data["worn"]
        return NewHat(
            worn=worn,
            wearer=data["wearer"],
            law=data["law"],
            expected_until=data["expected_until"],
            told=(Told(household=True, channel=data["channel"]),) if data["told"] else (),
        )


class DirectorForm(PlainForm):
    """E04: another process director."""

    new_director = Pick(label=_("Wie krijgt de procesregie?"), coerce=UUID)
    variant = Choice(
        label=_("In welke vorm?"),
        choices=[(variant.value, variant.label[:1].upper() + variant.label[1:]) for variant in DIRECTING_VARIANTS],
        coerce=Variant,
    )
    reason = LongText(label=_("Waarom?"), rows=3)
    mitigation = LongText(
        label=_("Wringt dit met een andere pet van deze collega? Hoe gaat u daarmee om?"), rows=2, required=False
    )
    told_all = Tick(
        label=_("Alle partijen en het gezin weten dit al"),
        help_text=_("Anders krijgt de nieuwe procesregisseur de taak om het hun te vertellen."),
        required=False,
    )

    def __init__(self, *args: Any, choices: tuple[ProfessionalChoice, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_director"].choices = professionals(choices)


class StopForm(PlainForm):
    """W01 by a manager: why the case stops, and how long its file is kept. seen: against a second click."""

    closure = Choice(
        label=_("Waarom stopt deze casus?"),
        choices=[(reason.value, reason.label[:1].upper() + reason.label[1:]) for reason in CLOSES_SHORT],
        coerce=ClosureReason,
    )
    result_code = Pick(
        label=_("Hoe lang bewaart u het dossier?"),
        choices=[(code, f"{rule.what} ({code})") for code, rule in RULES.items()],
    )
    reason = LongText(label=_("Leg uit waarom u nu stopt. Noem geen namen van inwoners."), rows=3)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def words(self) -> Words:
        """What is said with the step."""
        return Words(reason=self.cleaned_data["reason"])
