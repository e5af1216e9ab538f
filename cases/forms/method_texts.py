"""The shape of a text about the method: a section of the vision, or a point of attention."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import LongText, ShortText
from accounts.dutch.forms import PlainForm
from cases.method import Text


class VersionForm(PlainForm):
    """Which version of the part somebody saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": _("Open deze pagina opnieuw.")})


class MoveForm(VersionForm):
    """Where a text goes."""

    to = forms.IntegerField(widget=forms.HiddenInput)


class PointForm(VersionForm):
    """A point of attention, with what it means where that helps."""

    heading = LongText(label=_("Aandachtspunt"), help_text=_("Schrijf het als vraag aan uzelf, in één zin."), rows=2)
    body = LongText(label=_("Toelichting"), required=False, rows=3)

    def text(self) -> Text:
        """What was typed, as the action wants it."""
        return Text(self.cleaned_data["heading"], self.cleaned_data["body"])


class SectionForm(PointForm):
    """A section of what regie means here."""

    heading = ShortText(label=_("Kop"))
    body = LongText(
        label=_("Tekst"), help_text=_("Laat een regel leeg tussen twee alinea's. Opmaak is er niet."), rows=10
    )
