"""The shape of erasing a person or a case, and of looking for a name in the texts of a case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, ShortText
from accounts.dutch.forms import PlainForm
from cases.forms.options import options
from cases.names_in_text import typed
from cases.record_terms import ErasureGround, InsteadOfName


class ErasureForm(PlainForm):
    """On what ground, and the reference of the case in one's own hand: what is erased does not come back."""

    ground = Choice(label=_("Waarom wist u dit?"), choices=options(ErasureGround), coerce=ErasureGround)
    typed_reference = ShortText(label=_("Typ het kenmerk van deze casus over"), max_length=40)

    def __init__(self, *args: Any, reference: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reference = reference
        self.fields["typed_reference"].help_text = _("Het kenmerk is %(reference)s.") % {"reference": reference}

    def clean_typed_reference(self) -> str:
        """Exactly this case: in capitals or not."""
        value: str = self.cleaned_data["typed_reference"]
        if value.strip().casefold() != self.reference.casefold():
            raise forms.ValidationError(_("Dit is niet het kenmerk van deze casus."))
        return value

    def erasure(self) -> ErasureGround:
        """What was typed, as the action wants it."""
        ground: ErasureGround = self.cleaned_data["ground"]
        return ground


class NameSearchForm(PlainForm):
    """The words to look for."""

    words = ShortText(
        label=_("Welke naam zoekt u?"),
        help_text=_("Meer woorden mag, met een komma ertussen: Sjoerd van Dam, Sjoerd, meneer Van Dam."),
        max_length=200,
    )

    def clean_words(self) -> tuple[str, ...]:
        """Each word or name apart."""
        found = typed(self.cleaned_data["words"])
        if not found:
            raise forms.ValidationError(_("Schrijf een naam van twee letters of meer op."))
        return found


class TakeOutForm(NameSearchForm):
    """Which words, in which texts, what comes in their place, and why. person: whose page this stood on.

    searched: the words of which the texts were shown. Others are not erased unseen: first they are shown too.
    """

    instead = Choice(
        label=_("Wat komt ervoor in de plaats?"),
        help_text=_("Het komt tussen haken te staan: wie de tekst leest, ziet dat er een naam is gewist."),
        choices=options(InsteadOfName),
        coerce=InsteadOfName,
        initial=InsteadOfName.THIS_PERSON.value,
    )
    ground = Choice(label=_("Waarom wist u de naam?"), choices=options(ErasureGround), coerce=ErasureGround)
    picked = Choices(label=_("In welke teksten?"), coerce=str)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    searched = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ["picked", "words", "instead", "ground", "person", "searched"]

    def __init__(self, *args: Any, choices: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("Welke woorden gaan eruit?")
        self.fields["picked"].choices = choices

    def clean(self) -> dict[str, Any]:
        """Only what was looked at goes out."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "words" in given and given["words"] != typed(given["searched"]):
            self._show_first(given["words"])
        return given

    def _show_first(self, words: tuple[str, ...]) -> None:
        """What was ticked was ticked for other words: nothing of it stays."""
        self.data = self.data.copy()
        self.data["searched"] = ", ".join(words)
        self.data.setlist("picked", [])
        self.errors.pop("picked", None)
        self.add_error("words", _("U wijzigde de woorden. Kijk eerst wat er nu uitgaat."))

    def back_to(self) -> UUID | None:
        """The person on whose page this was filled in."""
        person: UUID | None = self.cleaned_data["person"]
        return person
