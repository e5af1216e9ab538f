"""The shape of a report: the question, the first people, who is known already, and who reports."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import LongText, ShortText, Tick
from cases.actions import FirstStory, KnownPerson, NewPerson
from cases.forms.people import FirstPersonForm, PlaceForm, name_field
from cases.forms.question import ReportForm

MOST_PEOPLE = 12
FIRST_PEOPLE = 2
SHORT_PLACES = [("home", _("Woont hier")), ("elsewhere", _("Gezin, woont elders")), ("network", _("Om het gezin heen"))]


class StoryForm(ReportForm):
    """The question in own words, and who reports. key: the id of the case to be, so that it is opened once."""

    question = LongText(label=_("Wat is de vraag, in de woorden van de inwoner?"), rows=4)
    said_by = name_field(label=_("Wie zei dit?"), required=False)
    q = ShortText(label=_("Naam"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["question", "said_by"]  # as on the page: what is wrong is told in that order

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.initial.setdefault("key", uuid4())

    def story(self, people: tuple[NewPerson, ...], known: tuple[KnownPerson, ...]) -> FirstStory:
        """All that was told, as the action wants it."""
        return FirstStory(self.report(), self.cleaned_data["question"], self.cleaned_data["said_by"], people, known)


class NewcomerForm(FirstPersonForm):
    """One of the first people, on one line. A line without a name is no person."""

    place = forms.ChoiceField(label=_("Waar"), choices=SHORT_PLACES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = self.fields["role"].required = False
        self.fields["role"].help_text = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("role") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Schrijf op hoe deze persoon heet"))
        if data.get("name") and not data.get("role") and "role" not in self.errors:
            self.add_error("role", _("Schrijf op wie dit is in het gezin"))
        return data


class KnownPersonForm(PlaceForm):
    """Somebody who was found: whether this is the same person, and what the place here is."""

    take = Tick(label=_("Dit is dezelfde persoon"), required=False)
    field_order = ["take", "role", "place"]

    def __init__(self, *args: Any, person_id: UUID, name: str, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"known-{person_id}", **kwargs)
        self.person_id = person_id
        self.fields["take"].label = _("%(name)s is dezelfde persoon") % {"name": name}
        self.fields["role"].required = self.fields["place"].required = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("take") and not data.get("role") and "role" not in self.errors:
            self.add_error("role", _("Schrijf op wie dit is in het gezin"))
        return data

    def known(self) -> KnownPerson | None:
        """The person in this case, when it is the same one."""
        return KnownPerson(self.person_id, **self.where()) if self.cleaned_data.get("take") else None


def first_people(data: Any = None, *, one_more: bool = False) -> list[NewcomerForm]:
    """The lines for new people: as many as were on the page, with one more when that was asked."""
    count = FIRST_PEOPLE
    if data is not None:
        sent = data.get("lines", "")
        count = min(int(sent), MOST_PEOPLE) if sent.isdigit() else FIRST_PEOPLE
    forms_sent = [NewcomerForm(data, prefix=f"person-{number}") for number in range(count)]
    if one_more and count < MOST_PEOPLE:
        forms_sent.append(NewcomerForm(prefix=f"person-{count}"))
    return forms_sent


def people_of(forms_sent: list[NewcomerForm]) -> tuple[NewPerson, ...]:
    """Whoever has a name."""
    return tuple(form.person() for form in forms_sent if form.cleaned_data.get("name"))


def unsent(form: forms.Form) -> forms.Form:
    """The same form with all that was typed, not judged yet: somebody looked something up first."""
    for name, field in form.fields.items() if form.is_bound else ():
        typed = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        if typed is not None:
            form.initial[name] = typed
    form.is_bound = False
    return form
