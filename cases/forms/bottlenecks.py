"""The shape of narrowing the list of bottlenecks, and of taking one further."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, LongText, Pick, Tick
from accounts.dutch.forms import PlainForm
from cases.actions import Stand
from cases.forms.lists import Narrow
from cases.forms.options import options
from cases.organisation_terms import BottleneckLevel, BottleneckStatus
from cases.reads import BottleneckQuery, BottleneckSort

HINTS = {
    BottleneckLevel.EXECUTION.value: _("De uitvoering kan dit zelf oplossen."),
    BottleneckLevel.POLICY.value: _("Er is een andere regel of afspraak nodig."),
    BottleneckLevel.BOARD.value: _("Hierover beslist het college of de raad."),
}


class BottleneckFilter(forms.Form):
    """What stands in the address of the list. An answer that is not on the list counts as no answer."""

    niveau = Narrow(
        label=_("Niveau"), anything=_("Elk niveau"), choices=options(BottleneckLevel), coerce=BottleneckLevel
    )
    stand = Narrow(
        label=_("Hoe staat het"), anything=_("Alles"), choices=options(BottleneckStatus), coerce=BottleneckStatus
    )
    sorteer = forms.TypedChoiceField(
        label=_("Op volgorde van"),
        choices=options(BottleneckSort),
        coerce=BottleneckSort,
        empty_value=BottleneckSort.OLDEST,
        required=False,
    )
    mijn = Tick(label=_("Van mij"), required=False)
    klaar = Tick(label=_("Ook wat klaar is"), required=False)

    def query(self) -> BottleneckQuery:
        """What is asked of the list."""
        self.full_clean()
        data = self.cleaned_data
        return BottleneckQuery(
            level=data.get("niveau"),
            status=data.get("stand"),
            mine=data.get("mijn", False),
            ended=data.get("klaar", False),
            sort=data.get("sorteer") or BottleneckSort.OLDEST,
        )

    @property
    def narrows(self) -> bool:
        """Whether anything is left out because somebody asked so."""
        return any(self.cleaned_data.get(name) for name in ("niveau", "stand", "mijn"))


class BottleneckForm(PlainForm):
    """How a bottleneck stands from now on."""

    status = Choice(label=_("Hoe staat het?"), choices=options(BottleneckStatus), coerce=BottleneckStatus)
    level = Choice(
        label=_("Waar moet dit worden opgelost?"),
        choices=options(BottleneckLevel),
        coerce=BottleneckLevel,
        hints=HINTS,
    )
    owner = Pick(label=_("Wie zorgt dat dit verder komt?"), coerce=UUID, empty_value=None, required=False)
    note = LongText(
        label=_("Wat is er gebeurd of afgesproken?"),
        help_text=_("Schrijf niets waaraan iemand te herkennen is."),
        required=False,
        rows=3,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": _("Open deze pagina opnieuw.")})

    def __init__(self, *args: Any, owners: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [(one.id, f"{one.name}, {one.organisation}") for one in owners]

    def stand(self) -> Stand:
        """What was chosen, as the action wants it."""
        data = self.cleaned_data
        return Stand(level=data["level"], status=data["status"], owner=data["owner"], note=data["note"])
