"""The filters of a list, as they stand in its address. What is not on the list of answers is not asked.

The words of a search never stand in an address: a name would stay behind in the history of a shared computer.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Tick
from accounts.keyset import read_place
from cases.reads import Attention, ListQuery, Shown, Sort
from cases.reads.list_rows import IN_WORDS
from cases.stappenplan import Step
from privacy.law import Relation


def _capital(words: Any) -> str:
    return str(words)[:1].upper() + str(words)[1:]


class Narrow(forms.TypedChoiceField):
    """One filter: an empty first line that says what is shown without it."""

    def __init__(self, *, anything: Any, **kwargs: Any) -> None:
        self.anything = anything
        super().__init__(empty_value=None, required=False, **kwargs)

    @forms.TypedChoiceField.choices.setter
    def choices(self, value: Any) -> None:
        forms.TypedChoiceField.choices.fset(self, [("", self.anything), *value])


class ListForm(forms.Form):
    """Step, hat, what asks attention, round, open or closed, and the order. Each is optional."""

    stap = Narrow(label=_("Stap"), anything=_("Elke stap"), choices=Step.choices, coerce=Step)
    pet = Narrow(
        label=_("Mijn pet"),
        anything=_("Elke pet"),
        choices=[(relation.value, _capital(words)) for relation, words in IN_WORDS.items()],
        coerce=Relation,
    )
    let_op = Narrow(
        label=_("Wat aandacht vraagt"),
        anything=_("Alles"),
        choices=[(one.value, _capital(one.label)) for one in Attention],
        coerce=Attention,
    )
    toon = forms.TypedChoiceField(
        label=_("Casussen"),
        choices=[(shown.value, _capital(shown.label)) for shown in Shown],
        coerce=Shown,
        empty_value=Shown.OPEN,
        required=False,
    )
    sorteer = forms.TypedChoiceField(
        label=_("Op volgorde van"),
        choices=[(sort.value, _capital(sort.label)) for sort in Sort],
        coerce=Sort,
        empty_value=Sort.DUE,
        required=False,
    )
    ronde = Tick(label=_("Tweede ronde of later"), required=False)

    def __init__(self, *args: Any, by_hat: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_hat:
            del self.fields["pet"]

    def query(self, words: str) -> ListQuery:
        """What is asked of the list. An answer that is not on the list counts as no answer."""
        self.full_clean()
        data = self.cleaned_data
        return ListQuery(
            step=data.get("stap"),
            relation=data.get("pet"),
            attention=data.get("let_op"),
            later_round=data.get("ronde", False),
            shown=data.get("toon") or Shown.OPEN,
            sort=data.get("sorteer") or Sort.DUE,
            words=words,
            after=read_place(self.data.get("na", "")),
            before=read_place(self.data.get("voor", "")),
        )

    def chosen(self) -> list[tuple[str, str]]:
        """The filters that narrow this list now: their name in the address, and what they say."""
        data = self.cleaned_data
        found = [
            ("stap", data["stap"].label if data.get("stap") else ""),
            ("pet", _capital(IN_WORDS[data["pet"]]) if data.get("pet") else ""),
            ("let_op", _capital(data["let_op"].label) if data.get("let_op") else ""),
            ("ronde", str(self.fields["ronde"].label) if data.get("ronde") else ""),
        ]
        return [(name, words) for name, words in found if words]


class SearchForm(forms.Form):
    """What somebody looks for: a name or a reference."""

    q = forms.CharField(label=_("Zoek op naam of kenmerk"), required=False)
