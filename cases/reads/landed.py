"""What the case keeps of what was said at a table, in the words as they are now. For the minutes of a meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from cases.hats import Hat
from cases.item import item_tables
from cases.models import HatPeriod, KeptApart, PlanAction
from cases.shareable import TEXTS
from privacy.gate import entrance

ACTIONS = "cases.planaction"


@dataclass(frozen=True)
class Landed:
    """One piece by its "table:id", and what it says now."""

    key: str
    text: str


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
def landed_texts(*, case_id: UUID, landed: Collection[str]) -> tuple[Landed, ...]:
    """What these pieces say now. What was erased since is not among them."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for key in landed:
        table, _colon, number = key.partition(":")
        if table in TEXTS:
            wanted[table].append(number)
    found = _actions(case_id, wanted.pop(ACTIONS, []))
    for table, ids in wanted.items():
        rows = item_tables()[table].objects.filter(case=case_id, pk__in=ids).values_list("pk", *TEXTS[table])
        found |= {f"{table}:{row[0]}": "\n".join(filter(None, row[1:])) for row in rows}
    return tuple(Landed(key, text) for key, text in found.items())


def _actions(case_id: UUID, ids: Collection[str]) -> dict[str, str]:
    """Who does what, by when, and who hears of it."""
    found = {}
    for action in PlanAction.objects.filter(case=case_id, pk__in=ids):
        parts = [f"{action.owner_name}: {action.what}"]
        if action.due_on:
            parts.append(_("Uiterlijk %(day)s.") % {"day": dutch_day(action.due_on, today=action.due_on)})
        if action.informs:
            parts.append(_("Hoort het: %(who)s.") % {"who": ", ".join(action.informs)})
        found[f"{ACTIONS}:{action.pk}"] = " ".join(parts)
    return found


@entrance
def who_is_kept_apart(*, case_id: UUID) -> frozenset[frozenset[UUID]]:
    """The pairs that never receive each other's papers."""
    pairs = KeptApart.objects.filter(case=case_id).values_list("first", "second")
    return frozenset(frozenset(pair) for pair in pairs)
