"""The shape of the minutes as they are edited: a field for each entry, and one more to add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, Choices, LongText, Pick, Tick, Ticks
from accounts.dutch.forms import PlainForm
from cases.forms.consents import WAYS
from cases.meeting_terms import MinutesSection, StatementWords
from cases.record_terms import ConsentWay
from meetings.actions import NewEntry, OwnStatement
from meetings.forms.choices import options
from meetings.forms.preparing import WantedForm
from meetings.reads import EntryLine, MinutesPage, RecipientLine, YesLine

ENTRY, BACK = "entry_", "back_"
WITHOUT_STATEMENT = [(code, label) for code, label in options(MinutesSection) if code != MinutesSection.STATEMENT]
OWN_WORDS = _(
    "Dit zegt het overleg zelf: elke inwoner krijgt het. Schrijft u iets anders op, dan krijgt een inwoner het alleen"
    " als ieder ander van 16 jaar of ouder over wie het gaat, daar ja op zei."
)


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
                self._add(entry, label, is_own=entry.id in page.own_words)
        self.fields["section"] = Choice(
            label=_("Iets toevoegen bij"), choices=WITHOUT_STATEMENT, coerce=MinutesSection, required=False
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

    def _add(self, entry: EntryLine, label: str, *, is_own: bool) -> None:
        """Words can be changed; somebody's own statement can be taken back, and stands as it was told.

        is_own: the meeting itself says it. Who changes that, reads first to whom it goes then.
        """
        if entry.is_statement:
            back = _now("%(label)s Haal deze weg, omdat de inwoner dat wil") % {"label": label}
            self.fields[f"{BACK}{entry.id}"] = Tick(label=back, required=False, help_text=entry.text)
            return
        kind = f"{entry.kind}. {OWN_WORDS}" if is_own else entry.kind
        field = LongText(label=label, initial=entry.text, rows=2, required=False, help_text=kind)
        self.fields[f"{ENTRY}{entry.id}"] = field

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
        texts |= {UUID(name.removeprefix(BACK)): "" for name, back in data.items() if name.startswith(BACK) and back}
        new = NewEntry(data["section"], data["text"], data["topic"]) if data["text"].strip() else None
        return {"number": data["number"], "texts": texts, "added": (new,) if new else ()}


def carried_over(typed: Mapping[str, str], seen: MinutesPage, latest: MinutesPage) -> dict[str, str]:
    """What was typed in the version that was on the screen, for the form of a version that somebody saved meanwhile.

    An entry is the same one as long as it says the same. What was typed in an entry that the other changed as well,
    comes to stand with what is added: nothing is lost, and nothing of the other is overwritten unseen.
    """
    names = ("section", "topic", "text")
    data = {"number": str(latest.number)} | {name: typed.get(name, "") for name in names}
    left = [(section.title, entry) for section in latest.sections for entry in section.entries]
    data |= {f"{ENTRY}{entry.id}": entry.text for _title, entry in left}
    beside = [data["text"]]
    for title, entry in ((section.title, entry) for section in seen.sections for entry in section.entries):
        words = typed.get(f"{ENTRY}{entry.id}", entry.text)
        same = next((one for one in left if (one[0], one[1].text) == (title, entry.text)), None)
        if same:
            left.remove(same)
            data[f"{ENTRY}{same[1].id}"] = words
            data[f"{BACK}{same[1].id}"] = typed.get(f"{BACK}{entry.id}", "")
        elif words.strip() != entry.text.strip():
            beside.append(words)
    return data | {"text": "\n".join(filter(None, map(str.strip, beside)))}


class StatementForm(PlainForm):
    """What a resident wants to stand with the minutes: in whose words, and for whom to read."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    person = Pick(label=_("Van wie is de verklaring?"), coerce=UUID)
    words = Choice(label=_("In wiens woorden?"), choices=options(StatementWords), coerce=StatementWords)
    statement = LongText(label=_("Wat wil de inwoner bij het verslag zetten?"), rows=4)
    readers = Choices(
        label=_("Wie mag het lezen?"),
        help_text=_("Vraag het de inwoner. Niets gekozen: iedereen aan tafel met wie dit gedeeld mag worden."),
        widget=Ticks,
        coerce=UUID,
        required=False,
    )

    def __init__(self, *args: Any, page: MinutesPage, **kwargs: Any):
        super().__init__(*args, auto_id="statement_%s", **kwargs)
        self.fields["number"].initial = page.number
        self.fields["person"].choices = [(one.id, one.name) for one in page.case.people if not one.in_network]
        self.fields["readers"].choices = page.seats

    def told(self) -> OwnStatement:
        """What was told, as the action wants it."""
        data = self.cleaned_data
        return OwnStatement(data["person"], data["words"], data["statement"], tuple(data["readers"]))


class ReadAlongForm(PlainForm):
    """That somebody lets one other person read along, or does so no more: about whom, who reads, how it was said."""

    about = forms.UUIDField(widget=forms.HiddenInput)
    reader = forms.UUIDField(widget=forms.HiddenInput)
    how = Pick(label=_("Hoe is dit gezegd?"), choices=WAYS, coerce=ConsentWay)


@dataclass(frozen=True)
class YesRow:
    """A yes to reading along, with the form to record it or to take it back."""

    line: YesLine
    form: forms.Form


@dataclass(frozen=True)
class RecipientRow:
    """A recipient with those forms: what was just sent stands where it was typed. wanted_by: their names."""

    line: RecipientLine
    yeses: tuple[YesRow, ...]
    wanted_by: tuple[str, ...] = ()
    wanted_form: forms.Form | None = None  # of the network: who wants this person to hear it, also after the meeting


def recipient_rows(page: MinutesPage, sent: forms.Form | None = None) -> list[RecipientRow]:
    """Everybody with a seat. sent: a form that was refused."""
    return [
        RecipientRow(one, tuple(_yes_row(yes, sent) for yes in one.yeses), *_wanted(page, one, sent))
        for one in page.recipients
    ]


def _wanted(
    page: MinutesPage, line: RecipientLine, sent: forms.Form | None
) -> tuple[tuple[str, ...], forms.Form | None]:
    if line.wanted_by is None:
        return (), None
    others = [person for person in page.case.people if person.id != line.person]
    said = {"by": [str(person) for person in line.wanted_by]}
    names = tuple(person.name for person in others if person.id in line.wanted_by)
    if isinstance(sent, WantedForm) and sent.seat == line.seat:
        return names, sent.without(line.person)
    return names, WantedForm(people=others, seat=line.seat, initial=said)


def _yes_row(line: YesLine, sent: forms.Form | None) -> YesRow:
    whom = {"about": str(line.about), "reader": str(line.reader)}
    if sent and all(sent.data.get(name) == value for name, value in whom.items()):
        return YesRow(line, sent)
    return YesRow(line, ReadAlongForm(initial=whom, auto_id=f"yes_{line.about}_{line.reader}_%s"))
