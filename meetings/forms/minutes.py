"""The shape of the minutes as they are edited: a field for each entry, and one more to add."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, LongText, Pick
from accounts.dutch.forms import PlainForm
from cases.meeting_terms import MinutesSection
from meetings.actions import NewEntry
from meetings.forms.choices import options
from meetings.reads import MinutesPage

ENTRY = "entry_"


class VersionForm(forms.Form):
    """Of which version a button is pressed."""

    number = forms.IntegerField(widget=forms.HiddenInput)


class EntriesForm(PlainForm):
    """Every entry that the viewer may see, and one to add. An entry that is emptied is left out."""

    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: MinutesPage, **kwargs: Any):
        super().__init__(*args, auto_id="minutes_%s", **kwargs)
        self.fields["number"].initial = page.number
        for section in page.sections:
            for place, entry in enumerate(section.entries, 1):
                label = f"{section.title.capitalize()} {place}" + (f", {entry.said_by}" if entry.said_by else "")
                field = LongText(label=label, initial=entry.text, rows=2, required=False, help_text=entry.kind)
                self.fields[f"{ENTRY}{entry.id}"] = field
        self.fields["section"] = Choice(
            label=_("Iets toevoegen bij"), choices=options(MinutesSection), coerce=MinutesSection, required=False
        )
        self.fields["text"] = LongText(label=_("Wat voegt u toe?"), rows=3, required=False)
        self.fields["topic"] = Pick(
            label=_("Bij welk onderwerp hoort het?"),
            help_text=_("Wie bij dat onderwerp was en het mag weten, krijgt het."),
            choices=page.topics,
            coerce=UUID,
            required=False,
            empty_value=None,
        )
        self.fields["person"] = Pick(
            label=_("Is het een eigen verklaring: van wie?"),
            choices=[(one.id, one.name) for one in page.case.people if not one.in_network],
            coerce=UUID,
            required=False,
            empty_value=None,
        )

    def clean(self) -> dict[str, Any]:
        """Something to add says where it belongs."""
        data = super().clean() or self.cleaned_data
        if data.get("text", "").strip() and not data.get("section"):
            self.add_error("section", _("Kies waar dit bij hoort."))
        return data

    def entries(self) -> dict[str, Any]:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        texts = {UUID(name.removeprefix(ENTRY)): text for name, text in data.items() if name.startswith(ENTRY)}
        new = NewEntry(data["section"], data["text"], data["topic"], data["person"]) if data["text"].strip() else None
        return {"number": data["number"], "texts": texts, "added": (new,) if new else ()}
