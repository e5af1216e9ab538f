"""The plan as a table that decides has it before it: plan A, B and C of this round, each with its actions in sequence.

For reads among themselves: made of the rows that a page of a meeting looked up already (cases.reads.table).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from cases.reads.together import Row
from cases.terms import ActionStatus

OF_ACTION = ("id", "what", "owner", "owner_name", "due_on", "status")


@dataclass(frozen=True)
class AgreedAction:
    """Who does what and when, in the plan so far. status: whether its owner said yes.

    asked_of: whose yes or no it waits for; nobody's when it was answered.
    """

    id: UUID
    what: str
    owner: str
    due_on: date | None
    status: str
    asked_of: frozenset[UUID]
    goes_earlier: bool = False
    goes_later: bool = False


@dataclass(frozen=True)
class PlanSoFar:
    """Plan A, B or C of this round: when it applies and who watches for that, and its actions in their sequence."""

    code: str
    triggers: tuple[str, ...]
    actions: tuple[AgreedAction, ...]


def plans_of(actions: list[Row], triggers: list[Row]) -> tuple[PlanSoFar, ...]:
    """The plans that have something in them, in the order of their letters."""
    when, agreed = defaultdict(list), defaultdict(list)
    for row in triggers:
        when[row["code"]].append(_("%(text)s (%(who)s let daarop)") % {"text": row["text"], "who": row["watched_by"]})
    for row in actions:
        agreed[row["code"]].append(_agreed(row))
    codes = sorted({*when, *agreed})
    return tuple(PlanSoFar(code, tuple(when[code]), _in_sequence(agreed[code])) for code in codes)


def _in_sequence(actions: list[AgreedAction]) -> tuple[AgreedAction, ...]:
    last = len(actions) - 1
    return tuple(replace(one, goes_earlier=at > 0, goes_later=at < last) for at, one in enumerate(actions))


def _agreed(row: Row) -> AgreedAction:
    status, due_on = ActionStatus(row["status"]), date.fromisoformat(row["due_on"]) if row["due_on"] else None
    asked_of = (row["owner"], row["sent"]) if status is ActionStatus.PROPOSED else ()
    return AgreedAction(
        id=UUID(row["id"]),
        what=row["what"],
        owner=row["owner_name"],
        due_on=due_on,
        status=status.label.capitalize(),
        asked_of=frozenset(UUID(one) for one in asked_of if one),
    )
