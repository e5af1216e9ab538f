"""The topics of a table follow who of the household it is about: not who must not meet somebody who sits there.

Of the topics that nobody chose the people of, as long as they have not begun; what was chosen by hand stays.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.item import NOBODY
from cases.reads import who_is_kept_apart, who_lives_there
from meetings.actions.seated import Seated, as_seated
from meetings.admission import sits_elsewhere
from meetings.models import Meeting
from meetings.reads.admitted import people_of
from privacy.gate import entrance


def follow_seats(at: Seated) -> Seated:
    """The table after somebody got a seat, or lost one. For the actions among themselves."""
    follows = as_seated(at)
    if follows.at_table.kept_apart:
        _follow(at.meeting, follows.at_table.household, at.now)
    return follows


@entrance
@transaction.atomic
def follow_apart(*, case_id: UUID, now: datetime) -> None:
    """Two are kept apart from now on, or no more. Called by that (settings), under the lock of the case.

    What was closed stays as it was.
    """
    apart = who_is_kept_apart(case_id=case_id)
    for meeting in Meeting.objects.filter(case=case_id, closed_at=None):
        household = who_lives_there(case_id=case_id, on=timezone.localdate(meeting.planned_at))
        away = sits_elsewhere(household, people_of(meeting.participants.all()), apart)
        if _follow(meeting, [one for one in household if one not in away], now):
            meeting.version, meeting.changed_at = meeting.version + 1, now
            meeting.save(update_fields=["version", "changed_at"])


def _follow(meeting: Meeting, household: Collection[UUID], now: datetime) -> bool:
    """Whether any topic is about others now."""
    changed = False
    for row in meeting.topics.filter(of_table=True, started_at=None):
        about = [*household, *([NOBODY] if NOBODY in row.about else [])]
        if set(about) != set(row.about):
            row.about, row.changed_at, row.version, changed = about, now, row.version + 1, True
            row.save(update_fields=["about", "changed_at", "version"])
    return changed
