"""The filters of a list, as they stand in its address. What is not on the list of answers is not asked.

The words of a search never stand in an address: a name would stay behind in the history of a shared computer.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Pick, Tick
from accounts.keyset import read_place
from cases.reads import ListQuery, Shown, Sort
from cases.reads.list_rows import IN_WORDS
from cases.stappenplan import Step
from privacy.law import Relation


def _capital(words: Any) -> str:
    return str(words)[:1].upper() + str(words)[1:]


class ListForm(forms.Form):
    """Step, hat, round, signal, open or closed, and the order. Each is optional."""

    stap = Pick(label=_("Stap"), choices=Step.choices, coerce=Step, empty_value=None, required=False)
    pet = Pick(label=_("Mijn pet"), coerce=Relation, empty_value=None, required=False)
    toon = forms.TypedChoiceField(
        label=_("Toon"),
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
    signaal = Tick(label=_("Er staat een signaal open"), required=False)

    def __init__(self, *args: Any, by_hat: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pet"].choices = [(relation.value, _capital(words)) for relation, words in IN_WORDS.items()]
        if not by_hat:
            del self.fields["pet"]

    def query(self, words: str) -> ListQuery:
        """What is asked of the list. An answer that is not on the list counts as no answer."""
        self.full_clean()
        data = self.cleaned_data
        return ListQuery(
            step=data.get("stap"),
            relation=data.get("pet"),
            later_round=data.get("ronde", False),
            with_signal=data.get("signaal", False),
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
            ("ronde", str(self.fields["ronde"].label) if data.get("ronde") else ""),
            ("signaal", str(self.fields["signaal"].label) if data.get("signaal") else ""),
        ]
        return [(name, words) for name, words in found if words]


class SearchForm(forms.Form):
    """What somebody looks for: a name or a reference."""

    q = forms.CharField(label=_("Zoek op naam of kenmerk"), required=False)
