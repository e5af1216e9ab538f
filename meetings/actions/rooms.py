"""Who is in the room, from when to when: what somebody hears is what is said in one of these pieces of time.

For the actions among themselves, and let_out for what happens to a case. Here: pieces begin and end. Not here: who may
be in the room (meetings.admission).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Greatest

from meetings.actions.seated import Seated
from meetings.models import Meeting, Participant, Presence, Topic
from meetings.reads.admitted import admissions, sees_minutes
from meetings.reads.facts import is_present
from privacy.gate import entrance


def come_to(at: Seated, seats: Collection[Participant], topic: Topic | None = None) -> None:
    """From now on these hear what is said: at this topic, or without one at the table. Who is in already, goes on.

    Never from before that one left: of two clicks at once, the earlier may have waited for the lock of the later.
    """
    pieces = list(Presence.objects.filter(meeting=at.meeting, topic=topic).values_list("participant", "left_at"))
    there = {seat for seat, left_at in pieces if left_at is None}
    fresh = [seat for seat in seats if seat.pk not in there]
    if fresh:
        at.meeting.on_wall = None  # what a resident made is shown to who was there then
    Presence.objects.bulk_create(
        Presence(
            case_id=at.at_table.case_id,
            meeting=at.meeting,
            topic=topic,
            participant=seat,
            came_at=max([at.now, *(left_at for one, left_at in pieces if left_at and one == seat.pk)]),
        )
        for seat in fresh
    )


def leave(at: Seated, seat: Participant, **where: Any) -> None:
    """One of them goes: from the table, or where, out of the room."""
    go_from(at, participant=seat, **where)
    give_up_turn(at, seat.pk)


def give_up_turn(at: Seated, *gone: UUID) -> None:
    """Whoever is gone does not speak either: it is nobody's turn until the chair gives it."""
    if at.meeting.turn_id in gone:
        at.meeting.turn = None


def go_from(at: Seated, **whom: Any) -> None:
    """From now on these hear no more; without anything, nobody does."""
    running = Presence.objects.filter(meeting=at.meeting, left_at=None, **whom)
    running.update(left_at=Greatest("came_at", at.now))


def sit_down(at: Seated) -> None:
    """Everybody who is there sits at the table, and as far as they may hear it, at what is on it."""
    come_to(at, _present(at))
    sort_the_room(at)


def come_in_late(at: Seated, seat: Participant) -> None:
    """One more sits at the table, and hears from now on; as far as that one may, also what is on it."""
    come_to(at, [seat])
    sort_the_room(at, seat)


def sort_the_room(at: Seated, *only: Participant) -> None:
    """Who is there and may hear what is on the table, is in; everybody else is out. only: looks at nobody else."""
    if at.meeting.topic is None:
        return
    admitted = _admitted(at, at.meeting.topic, list(only) or _present(at))
    if not only:
        _take_out(at, admitted)
    come_to(at, admitted, at.meeting.topic)


def empty_the_room(at: Seated) -> None:
    """Who may not hear any more what is on the table, goes out. Nobody comes in: who was sent out, stays out."""
    if at.meeting.topic:
        _take_out(at, _admitted(at, at.meeting.topic, _present(at)))


def _admitted(at: Seated, topic: Topic, seats: Collection[Participant]) -> list[Participant]:
    why_not = admissions(at.meeting, [topic], seats, at.at_table.kept_apart, at.now)[topic.pk]
    return [seat for seat in seats if not why_not[seat.pk]]


def _take_out(at: Seated, admitted: Collection[Participant]) -> None:
    inside = Presence.objects.filter(topic=at.meeting.topic, left_at=None).exclude(participant__in=admitted)
    out = dict(inside.values_list("pk", "participant"))
    go_from(at, pk__in=list(out))
    give_up_turn(at, *out.values())


@entrance
@transaction.atomic
def let_out(*, case_id: UUID, now: datetime) -> None:
    """Whom a party sends and who may not hear any more what is on the table, is out of the room from now on.

    And who may not read minutes any more, takes none. Called when somebody hears less (settings), under the lock of the
    case.
    """
    _take_the_pen(case_id, now)
    runs = Meeting.objects.filter(case=case_id, closed_at=None, broken_off_at=None, topic__isnull=False)
    meeting = runs.select_related("topic").first()
    if meeting is None or meeting.topic is None:
        return
    inside = Presence.objects.filter(topic=meeting.topic, left_at=None)
    seats = meeting.participants.filter(pk__in=inside.values("participant"), party__isnull=False)
    why_not = admissions(meeting, [meeting.topic], list(seats.select_related("party")), frozenset(), now)
    out = [seat for seat, why in why_not[meeting.topic.pk].items() if why]
    if out:
        inside.filter(participant__in=out).update(left_at=Greatest("came_at", now))
        if meeting.turn_id in out:
            meeting.turn = None
        meeting.version, meeting.changed_at = meeting.version + 1, now
        meeting.save(update_fields=["turn", "version", "changed_at"])


def _take_the_pen(case_id: UUID, now: datetime) -> None:
    for meeting in Meeting.objects.filter(case=case_id, closed_at=None, minute_taker__isnull=False):
        if meeting.minute_taker_id and not sees_minutes(case_id, meeting.minute_taker_id, now):
            meeting.minute_taker, meeting.changed_at, meeting.version = None, now, meeting.version + 1
            meeting.save(update_fields=["minute_taker", "changed_at", "version"])


def never_came(at: Seated, seat: Participant) -> None:
    """Was taken to be there and never was: then it heard nothing either."""
    Presence.objects.filter(meeting=at.meeting, participant=seat).delete()
    give_up_turn(at, seat.pk)


def spoke_at(at: Seated, seat: Participant) -> bool:
    """Whether this seat had a turn or put something in: what was said stays, with who said it."""
    return seat.first_turn_at is not None or at.meeting.contributions.filter(participant=seat).exists()


def is_in_the_room(meeting: Meeting, seat: Participant) -> bool:
    """Whether somebody is there for what is on the table now."""
    there: bool = Presence.objects.filter(
        meeting=meeting, topic=meeting.topic_id, participant=seat, left_at=None
    ).exists()
    return there


def _present(at: Seated) -> list[Participant]:
    return [seat for seat in at.meeting.participants.select_related("party") if is_present(seat)]
