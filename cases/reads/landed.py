"""What the case keeps of what was said at a table, in the words of that table. For the minutes of a meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from cases.hats import Hat
from cases.item import item_tables
from cases.models import HatPeriod, HouseholdMember, KeptApart, PlanAction
from cases.names_in_text import without_sentence
from cases.shareable import TEXTS
from cases.terms import ActionStatus
from privacy.gate import entrance

ACTIONS = "cases.planaction"


@dataclass(frozen=True)
class Landed:
    """One piece by its "table:id", and what it says."""

    key: str
    text: str


@dataclass(frozen=True)
class Owned:
    """What somebody is to do, and who that is by name."""

    owner: str
    what: str


@dataclass(frozen=True)
class KeptBy:
    """Who keeps the overview, and whom to call: of household or network that is a professional beside."""

    name: str
    to_call: str


@entrance
def overview_kept(*, case_id: UUID, at: datetime) -> KeptBy | None:
    """Who had said yes to keeping the overview at this moment."""
    still = Q(taken_off_at=None) | Q(taken_off_at__gt=at)
    worn = HatPeriod.objects.filter(still, case=case_id, hat=Hat.CASE_DIRECTION, accepted_at__lte=at)
    row = worn.order_by("-accepted_at").values_list("wearer__name", "wearer_person__name", "call_contact__name").first()
    if row is None:
        return None
    professional, person, contact = row
    return KeptBy(professional or person or "", contact or professional or "")


@entrance
def landed_texts(*, case_id: UUID, landed: Collection[str], until: datetime) -> tuple[Landed, ...]:
    """What these pieces said at that moment. What was erased since, or says something else now, is not among them:
    words of later are nobody's of that table.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for key in landed:
        table, _colon, number = key.partition(":")
        if table in TEXTS:
            wanted[table].append(number)
    found = _actions(case_id, wanted.pop(ACTIONS, []), until)
    for table, ids in wanted.items():
        rows = item_tables()[table].objects.filter(case=case_id, pk__in=ids, changed_at__lte=until)
        said = rows.values_list("pk", *TEXTS[table])
        found |= {f"{table}:{row[0]}": "\n".join(filter(None, row[1:])) for row in said}
    return tuple(Landed(key, text) for key, text in found.items())


@entrance
def landed_owners(*, case_id: UUID, landed: Collection[str]) -> tuple[Owned, ...]:
    """Who is to do these actions now: whom a case asks, has a seat at the table or has none."""
    ids = [number for table, _colon, number in (key.partition(":") for key in landed) if table == ACTIONS]
    rows = PlanAction.objects.filter(case=case_id, pk__in=ids).values_list("owner_name", "what") if ids else ()
    return tuple(Owned(owner, what) for owner, what in rows)


def without_who_hears(text: str) -> str:
    """The same action without who hears of it: those are typed in free words, and that they help is shared apart."""
    return without_sentence(text, _who_hears(""))


def _who_hears(who: str) -> str:
    """A line of its own: it goes to some and not to others."""
    return _("Hoort het: %(who)s.") % {"who": " ".join(who.split())}


def _actions(case_id: UUID, ids: Collection[str], until: datetime) -> dict[str, str]:
    """Who does what, by when, whether that was a yes, and who hears of it: nobody agrees for another (S002)."""
    found = {}
    as_then = Q(reworded_at=None) | Q(reworded_at__lte=until)
    for action in PlanAction.objects.filter(as_then, case=case_id, pk__in=ids):
        parts = [f"{action.owner_name}: {action.what}"]
        if action.due_on:
            parts.append(_("Uiterlijk %(day)s.") % {"day": dutch_day(action.due_on, today=action.due_on)})
        parts.extend(_not_agreed(action, until))
        lines = [" ".join(parts), *([_who_hears(", ".join(action.informs))] if action.informs else ())]
        found[f"{ACTIONS}:{action.pk}"] = "\n".join(lines)
    return found


def _not_agreed(action: PlanAction, until: datetime) -> tuple[str, ...]:
    """That it was no yes. A no of after that moment, nobody said there; what was said before it, is not known."""
    if action.status is ActionStatus.PROPOSED:
        return (_("Zei nog geen ja."),)
    said_no = action.status is ActionStatus.DECLINED and action.changed_at <= until
    return (_("Zei nee."),) if said_no else ()


@entrance
def who_lives_there(*, case_id: UUID, on: date) -> tuple[UUID, ...]:
    """The household of a case as of a day, without the network around it: who left before that day does not count."""
    rows = HouseholdMember.objects.filter(case=case_id, in_network=False)
    return tuple(rows.filter(Q(left_on=None) | Q(left_on__gte=on)).values_list("person", flat=True))


@entrance
def who_is_kept_apart(*, case_id: UUID) -> frozenset[frozenset[UUID]]:
    """The pairs that never receive each other's papers."""
    pairs = KeptApart.objects.filter(case=case_id).values_list("first", "second")
    return frozenset(frozenset(pair) for pair in pairs)
