"""
What whom an organisation sends to a table may hear there: by the law as a colleague, by decisions as a partner.

For the meetings, that ask it per topic. Not here: whether that is enough for a topic (meetings.admission).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from cases.hearing import Hearing
from cases.reads.inside import what_is_seen
from privacy import grants
from privacy.gate import entrance
from privacy.law import DataCategory


@entrance
def what_is_heard(*, case_id: UUID, users: Collection[UUID], now: datetime) -> tuple[Hearing, ...]:
    """Of each of these people. Single pieces that are shared are read, and do not open a conversation."""
    shared, seen = _shared(case_id, users, now), what_is_seen(case_id, users)
    return tuple(Hearing(user, frozenset(shared[user]), seen.get(user, {})) for user in users)


@entrance
def what_is_shared(*, case_id: UUID, user_id: UUID, now: datetime) -> Hearing:
    """The same of one partner, by decisions alone. Runs under the restricted role of the database."""
    return Hearing(user_id, grants.whole(user_id=user_id, case_id=case_id, now=now))


def _shared(case_id: UUID, users: Collection[UUID], now: datetime) -> dict[UUID, set[tuple[DataCategory, UUID]]]:
    shared: dict[UUID, set[tuple[DataCategory, UUID]]] = defaultdict(set)
    whole = grants.valid(now).filter(grants.WHOLE, content_object=case_id, user__in=users)
    for user, category, person in whole.values_list("user", "category", "person"):
        if person:
            shared[user].add((DataCategory(category), person))
    return shared
