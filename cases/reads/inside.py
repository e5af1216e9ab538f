"""
Who of our own sees something of a case: because of what, which data, of which laws, on what ground.

For the page of who sees what. Not here: what is shared with parties outside (cases.reads.sharing).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import HatPeriod, Party, WorklistEntry
from cases.reads.reach import EVERY_LAW
from cases.reads.scope import DECIDING
from cases.reads.shell import Opened
from cases.reads.together import OF_THIS_CASE, Row, answered, asked, rows
from cases.record_terms import Involvement
from privacy import law
from privacy.compiled import Lookup
from privacy.law import Compartment, DataCategory, Relation, Role
from privacy.legal_bases import articles

OF_EVERYONE = (Relation.SAME_MUNICIPALITY, Relation.TRIAGES)
Laws = Mapping[Relation, Collection[Compartment]]


@dataclass(frozen=True)
class InsideLine:
    """Somebody of our own, or everybody in a function: how that person stands to the case, and sees what therefore.

    reach: of which laws, in words; empty where nothing that is seen is of a law.
    """

    who: str
    place: str
    because: tuple[str, ...]
    categories: tuple[str, ...]
    reach: str
    bases: tuple[str, ...]


def rows_inside() -> dict[str, ArraySubquery]:
    """The rows that inside() wants, for a page that asks them together with others."""
    entries = WorklistEntry.objects.filter(case=OF_THIS_CASE).exclude(relation=Relation.RECEIVES)
    deciding = HatPeriod.objects.filter(DECIDING, case=OF_THIS_CASE, taken_off_at=None)
    seats = Party.objects.filter(case=OF_THIS_CASE, contact__isnull=False).exclude(involvement=Involvement.STOPPED)
    return {
        "entries": rows(entries, "principal", "relation"),
        "deciding": rows(deciding, "wearer", "deputy", "law"),
        "seats": rows(seats, "contact", "law"),
    }


def what_is_seen(case_id: UUID, users: Collection[UUID]) -> dict[UUID, dict[DataCategory, frozenset[Compartment]]]:
    """Which data, of which laws, each of these people sees here as a colleague, over all purposes together."""
    named = answered(_lookup(), case_id)
    standing, laws = _standing(named), _laws(named)
    roles = User.objects.filter(pk__in=users, is_active=True).values_list("pk", "role")
    return {
        person: _within(law.inside(Role(role), frozenset(standing.get(person, ()))), laws[person])
        for person, role in roles
    }


@cache
def _lookup() -> Lookup:
    return asked(**rows_inside())


def inside(opened: Opened, found: Mapping[str, list[Row]]) -> Iterable[InsideLine]:
    """Everybody whom a hat, a seat or a function lets see something here, with the rule of the law that does it."""
    standing, laws = _standing(found), _laws(found)
    people = User.objects.filter(pk__in=standing, is_active=True).select_related("organisation").order_by("name")
    for person in people:
        seen = law.inside(Role(person.role), frozenset(standing[person.pk]))
        if seen:
            yield _line(person.name, person.organisation.name, seen, laws[person.pk])
    for_all = standing.get(opened.case.municipality_id, set()) & set(OF_EVERYONE)
    for role in Role:
        seen = law.inside(role, frozenset(for_all))
        if seen:
            yield _line(_("Wie %(role)s is") % {"role": role.label}, _("gemeente"), seen, {})


def _standing(found: Mapping[str, list[Row]]) -> dict[UUID, set[Relation]]:
    """How each of them stands to the case."""
    standing: dict[UUID, set[Relation]] = defaultdict(set)
    for row in found["entries"]:
        standing[UUID(row["principal"])].add(Relation(row["relation"]))
    return standing


def _laws(found: Mapping[str, list[Row]]) -> dict[UUID, dict[Relation, set[Compartment]]]:
    """Under which laws each of them stands to the case."""
    laws: dict[UUID, dict[Relation, set[Compartment]]] = defaultdict(lambda: defaultdict(set))
    for row in found["deciding"]:
        for person in filter(None, (row["wearer"], row["deputy"])):
            laws[UUID(person)][Relation.DECIDES].add(Compartment(row["law"]))
    for row in found["seats"]:
        laws[UUID(row["contact"])][Relation.TAKES_PART].add(Compartment(row["law"]))
    return laws


def _line(who: str, place: str, seen: Collection[law.Rule], laws: Laws) -> InsideLine:
    """Over all purposes together."""
    within = _within(seen, laws)
    return InsideLine(
        who=who,
        place=place,
        because=tuple(dict.fromkeys(rule.relation.label for rule in seen)),
        categories=tuple(category.label for category in DataCategory if category in within),
        reach=_reach(within),
        bases=articles(sorted({code for rule in seen for code in rule.bases})),
    )


def _within(seen: Collection[law.Rule], laws: Laws) -> dict[DataCategory, frozenset[Compartment]]:
    """Of which laws each kind of data is seen."""
    within: dict[DataCategory, frozenset[Compartment]] = defaultdict(frozenset)
    for rule in seen:
        own = frozenset(laws.get(rule.relation, ()))
        for category in rule.data:
            within[category] |= rule.laws(category, own)
    return within


def _reach(within: Mapping[DataCategory, frozenset[Compartment]]) -> str:
    """Of the whole case, or of which laws."""
    of_a_law = {category: laws for category, laws in within.items() if category not in law.OF_NO_LAW}
    if not of_a_law:
        return ""
    limited = {category: laws for category, laws in of_a_law.items() if laws != EVERY_LAW}
    if not limited:
        return _("van de hele casus")
    reached = frozenset[Compartment]().union(*limited.values())
    named = [one.label for one in Compartment if one in reached and one is not law.JOINT]
    words = {"laws": ", ".join((*named, _("het gezamenlijke plan")))}
    if len(limited) == len(of_a_law):
        return _("alleen van: %(laws)s") % words
    kinds = ", ".join(category.label for category in DataCategory if category in limited)
    return _("van de hele casus; %(kinds)s alleen van: %(laws)s") % (words | {"kinds": kinds})
