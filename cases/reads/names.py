"""Finding people by name, and saying whose case it is in a few words. For reads among themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from unicodedata import normalize

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from accounts.dutch.names import sentence_list
from cases.models import HouseholdMember

SHOWN = 6  # people of a household whose first names a list shows
LONGEST = 100  # letters of a search that are looked at
_MARKS = "[\u0300-\u036f]"


class Folded(Func):
    """A text in small letters and without accents, in the database: "Ö" is found by "o"."""

    function = "regexp_replace"
    template = f"regexp_replace(normalize(lower(%(expressions)s), NFD), '{_MARKS}', '', 'g')"
    output_field = CharField()


def words_of(text: str) -> tuple[str, ...]:
    """What was typed in a search box, as words to look for: small letters, without accents."""
    return tuple(re.sub(_MARKS, "", normalize("NFD", text[:LONGEST].lower())).split())


def members_called(words: Iterable[str]) -> QuerySet[HouseholdMember]:
    """Everyone in any case whose name holds all of these words. The caller narrows it to permitted cases."""
    found = HouseholdMember.objects.annotate(folded=Folded(F("person__name")))
    for word in words:
        found = found.filter(folded__contains=word)
    return found


def in_case_of(words: Iterable[str], case: str = "case") -> Q:
    """Rows of cases in which somebody is called so. case: the column of the row that holds the case."""
    return Q(Exists(members_called(words).filter(case=OuterRef(case))))


def household_as_json(case: str = "pk") -> ArraySubquery:
    """The first people of the household of a case, as short_names() reads them."""
    members = HouseholdMember.objects.filter(case=OuterRef(case), in_network=False, left_on=None)
    rows = members.order_by("made_at", "pk").values(json=JSONObject(name="person__name", age="person__age"))
    return ArraySubquery(rows[:SHOWN])


def short_names(household: Iterable[dict[str, Any]] | None) -> str:
    """ "Yara (13), Emin (9) en Selin (41)"."""
    return sentence_list(_short(one["name"], one["age"]) for one in household or ())


def _short(name: str, age: int | None) -> str:
    first = name.split()[0]
    return first if age is None else f"{first} ({age})"
