"""The shape of the question: own words, who reported, and notes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, LongText, Pick, ShortText, YesNo
from accounts.dutch.forms import PlainForm
from cases.actions import NewReport
from cases.forms.laws import ask_law
from cases.forms.options import options
from cases.forms.people import TOO_LONG, name_field
from cases.reads.laws import ONE_LAW, Laws
from cases.statements import Kind
from cases.terms import ReportedBy, Urgency
from privacy.law import JOINT, Compartment, DataCategory

EMPTY: Mapping[str, tuple[Compartment, ...]] = MappingProxyType({})

HINT_OF_KIND = {
    Kind.NOTE: _("Iets om te onthouden."),
    Kind.FACT: _("Iets dat vaststaat en dat u kunt nakijken. Zet de bron erbij."),
    Kind.EXPERIENCE: _("Hoe iemand het beleeft. Dat hoeft niet voor iedereen zo te zijn."),
    Kind.RESIDENT_VOICE: _("Wat de inwoner zegt, in eigen woorden."),
    Kind.HOUSEHOLD_NOTE: _("Iets over een lid van het huishouden."),
    Kind.BROADENING: _("Wat er nog meer speelt, en hoe dat bij de vraag hoort."),
}
NOTE_KINDS = [(kind.value, kind.label[:1].upper() + kind.label[1:]) for kind in HINT_OF_KIND]


class WordsForm(PlainForm):
    """One of the four texts of a case, in the words of whoever said it."""

    text = LongText(label=_("In eigen woorden"), rows=3)
    said_by = name_field(label=_("Wie zei dit?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, label: Any = None, own_words: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label
            self.fields["text"].error_messages["required"] = _("Vul nog in: “%(label)s”") % {"label": label}
        if not own_words:
            del self.fields["said_by"]


REPORT = ("reporter_kind", "reporter", "urgency", "urgency_reason", "has_case_director", "case_director_is")


class ReportForm(PlainForm):
    """Who reports, how soon somebody must look, and whether somebody keeps the overview already."""

    reporter_kind = Choice(label=_("Wie meldt dit?"), choices=options(ReportedBy), coerce=ReportedBy)
    reporter = name_field(label=_("Naam van de melder"), required=False)
    urgency = Choice(
        label=_("Hoe snel moet iemand kijken?"),
        choices=options(Urgency),
        coerce=Urgency,
        initial=Urgency.NORMAL.value,
        hints={Urgency.EMERGENCY.value: _("Is er nu gevaar? Bel 112. Deze melding is geen alarm.")},
    )
    urgency_reason = LongText(label=_("Waarom zo snel?"), required=False, rows=2)
    has_case_director = YesNo(
        label=_("Houdt iemand nu al het overzicht?"),
        help_text=_("Iemand die alle hulp overziet en die u mag bellen."),
        required=False,
    )
    case_director_is = name_field(label=_("Wie is dat?"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """What is urgent says why: that is the first thing triage asks."""
        data = super().clean() or self.cleaned_data
        urgent = data.get("urgency") not in (None, Urgency.NORMAL)
        if urgent and not data.get("urgency_reason") and "urgency_reason" not in self.errors:
            self.add_error("urgency_reason", _("Schrijf op waarom iemand snel moet kijken"))
        return data

    def report(self) -> NewReport:
        """What was typed, as the action wants it."""
        return NewReport(**{name: self.cleaned_data[name] for name in REPORT})


class NoteForm(PlainForm):
    """A note, with what kind of statement it is and of which category."""

    text = LongText(label=_("Notitie"), rows=3)
    kind = Choice(label=_("Wat is dit?"), choices=NOTE_KINDS, coerce=Kind, hints=HINT_OF_KIND, initial=Kind.NOTE.value)
    category = Pick(
        label=_("Waar gaat het over?"),
        help_text=_("Dit bepaalt wie het later mag zien. Strafbare feiten horen hier niet (AVG artikel 10)."),
        coerce=DataCategory,
        initial=DataCategory.REQUEST_VISION.value,
    )
    about = Choices(label=_("Over wie?"), help_text=_("Niemand gekozen: het hele gezin."), coerce=UUID, required=False)
    source = ShortText(
        label=_("Bron"),
        help_text=_("Van wie of waaruit u dit weet, en waarom u dat mocht vragen."),
        required=False,
        max_length=200,
        error_messages=dict(TOO_LONG),
    )

    def __init__(self, *args: Any, categories: Any = (), people: Any = (), laws: Laws = ONE_LAW, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(code, label[:1].upper() + label[1:]) for code, label in categories]
        self.fields["about"].choices = people
        if not people:
            del self.fields["about"]
        ask_law(self, laws.of_case, laws.own)


class NoteTextForm(PlainForm):
    """The text of a note that is mended."""

    text = LongText(label=_("Notitie"), rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class QuickNoteForm(NoteForm):
    """A note from anywhere: in which case it belongs is asked with it.

    several: by reference the laws of a case that has more than one, so that it is asked where one of those is offered.
    """

    case = Pick(label=_("In welke casus?"))
    field_order = ["text", "case", "category", "kind"]

    def __init__(
        self, *args: Any, cases: Any = (), several: Mapping[str, tuple[Compartment, ...]] = EMPTY, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = cases
        del self.fields["source"]
        self.several = several
        ask_law(self, [law for law in Compartment if any(law in laws for laws in several.values())])
        if several:
            self.fields["law"].required = False
            self.fields["law"].help_text = _("Alleen in een casus met meer dan een wet.")
            self.fields["law"].empty_value = None

    def clean(self) -> dict[str, Any]:
        """The law is of the case that was chosen; where that has one, there is nothing to choose."""
        data = super().clean() or self.cleaned_data
        laws = self.several.get(data.get("case", ""), ())
        if not laws:
            data.pop("law", None)
        elif data.get("law") not in (*laws, JOINT):
            self.add_error("law", _("Kies een wet van deze casus, of het gezamenlijke plan."))
        return data
