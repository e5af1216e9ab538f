"""What is typed and chosen when a resident's video, drawing or text is taken in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, LongText, Pick, ShortText
from accounts.dutch.forms import PlainForm
from cases.meeting_terms import MaterialKind
from meetings.actions import NewMaterial
from meetings.forms.choices import options
from meetings.reads import MaterialPage


class MaterialForm(PlainForm):
    """A file, or the words of somebody; and the yes on which it rests."""

    kind = Choice(label=_("Wat is het?"), choices=options(MaterialKind), coerce=MaterialKind)
    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("Een video als MP4, MOV of WebM, of een foto als JPG of PNG. Een brief? Maak er een foto van."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "video/mp4,video/quicktime,video/webm,image/jpeg,image/png"}),
        error_messages={"empty": _("Dit bestand is leeg. Kies een ander bestand.")},
    )
    text = LongText(
        label=_("De tekst, of in het kort wat erin zit"),
        help_text=_("In de woorden van de inwoner. Lees voor wat u opschreef, en vraag of het klopt."),
        required=False,
    )
    consent = Pick(label=_("Op welke toestemming voor iets extra's rust dit?"), coerce=UUID)

    def __init__(self, *args: Any, page: MaterialPage, too_large: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:  # then nothing of it came in: see meetings.views.uploading
            self.fields["file"].error_messages["empty"] = too_large
        self.fields["consent"].choices = [(str(one.id), _called(one)) for one in page.consents]
        if len(page.consents) == 1:
            self.initial.setdefault("consent", str(page.consents[0].id))

    def material(self) -> NewMaterial:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        upload = data["file"]
        return NewMaterial(data["kind"], data["consent"], data["text"], upload.file if upload else None)


class KeepForm(PlainForm):
    """That the resident wants it to stay, and how that was said."""

    how = ShortText(
        label=_("Hoe zei de inwoner dat?"), help_text=_("Bijvoorbeeld: aan de keukentafel."), max_length=200
    )


def _called(one: Any) -> str:
    if one.until is None:
        return one.extra
    return _now("%(what)s, tot en met %(day)s") % {"what": one.extra, "day": date_format(one.until, "j F Y")}
