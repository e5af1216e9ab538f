"""Two who are kept apart: they sit at no table together, and what one table talks about leaves the other out.

The topics that nobody chose the people of follow that as long as they have not begun; what was chosen by hand stays.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NoReturn
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import NotPossible
from cases.item import NOBODY
from cases.reads import who_is_kept_apart, who_lives_there
from meetings.actions.seated import Seated, as_seated
from meetings.admission import is_kept_apart, sits_elsewhere
from meetings.models import Meeting, Participant
from meetings.reads.admitted import people_of
from meetings.reads.facts import is_present
from privacy.gate import entrance


def follow_seats(at: Seated) -> Seated:
    """The table after somebody got a seat, or lost one, and as it opens. For the actions among themselves.

    Also when nobody is kept apart any more: then it is about the other again.
    """
    follows = as_seated(at)
    _follow(at.meeting, follows.at_table.household, at.now)
    return follows


def refuse_kept_apart(at: Seated, *joining: UUID) -> None:
    """Two people who are kept apart never sit at one table: not when one joins, nor when that was agreed afterwards."""
    together = people_of(at.meeting.participants.all()) | set(joining)
    if any(pair <= together for pair in at.at_table.kept_apart):
        _refuse()


def refuse_to_meet(at: Seated, seat: Participant) -> None:
    """Who sits down now, finds nobody there from whom that one is kept apart: both may have had a seat before that."""
    if seat.person_id is None or not at.at_table.kept_apart:
        return
    here = people_of([one for one in at.meeting.participants.exclude(pk=seat.pk) if is_present(one)])
    if is_kept_apart(seat.person_id, here, at.at_table.kept_apart):
        _refuse()


def _refuse() -> NoReturn:
    raise NotPossible(_("Deze twee mensen zitten niet samen aan tafel. Plan een eigen overleg."), field="seat")


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
    """Whether any topic is about others now. Without a household it stays about whom it was: nobody is no answer."""
    changed = False
    if not household:
        return changed
    for row in meeting.topics.filter(of_table=True, started_at=None):
        about = [*household, *([NOBODY] if NOBODY in row.about else [])]
        if set(about) != set(row.about):
            row.about, row.changed_at, row.version, changed = about, now, row.version + 1, True
            row.save(update_fields=["about", "changed_at", "version"])
    return changed
