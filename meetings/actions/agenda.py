"""The agenda: its topics, which one is on the table, and who is in the room for it (R-MDO-5, R-MDO-8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cases import actions as cases
from cases.actions import A_MOMENT, Changed, NotPossible
from cases.item import NOBODY
from cases.meeting_terms import AgendaPoint
from cases.terms import Compartment
from meetings import agendas
from meetings.actions.rooms import come_to, go_from, leave, sort_the_room
from meetings.actions.seated import Seated, running, seated
from meetings.agendas import LONGEST, Point
from meetings.models import Topic
from meetings.phases import WITH_TOPICS, Phase
from meetings.reads.admitted import admissions
from meetings.reads.facts import is_present
from privacy.gate import entrance
from privacy.law import JOINT, DataCategory
from privacy.viewer import Origin, Viewer


@dataclass(frozen=True)
class NewTopic:
    """What is talked about, when in the meeting, how many minutes, which data is said, about whom (nobody: all).

    law: None for the one law of the case. Who hears it as a colleague, and of what lands of it, goes by that.
    """

    title: str
    phase: Phase
    minutes: int
    categories: tuple[DataCategory, ...]
    about: tuple[UUID, ...] = ()
    law: Compartment | None = None


@entrance
@transaction.atomic
def add_topic(*, viewer: Viewer, reference: str, meeting_id: UUID, topic: NewTopic, now: datetime) -> UUID:
    """Puts something on the agenda, last of its phase. Also while the meeting runs."""
    at = seated(viewer, reference, meeting_id, now)
    if made_already := _sent_twice(at, topic):
        return made_already
    _check(at, topic)
    made = _put(at, topic, None)
    at.report()
    return made.pk


@entrance
@transaction.atomic
def change_topic(
    *,
    viewer: Viewer,
    reference: str,
    meeting_id: UUID,
    topic_id: UUID,
    topic: NewTopic,
    now: datetime,
    version: int | None = None,
) -> None:
    """Another title, time or data. Of what was begun only the time: who was there, heard it as it was then."""
    at = seated(viewer, reference, meeting_id, now)
    row = _topic(at, topic_id)
    if version is not None and row.version != version:
        raise Changed
    if row.ended_at:
        raise NotPossible(_("Dit onderwerp is al besproken. Zet een nieuw onderwerp op de agenda."))
    _check(at, topic)
    if row.started_at and _says_otherwise(row, topic):
        raise NotPossible(_("Over dit onderwerp wordt al gesproken. Zet er een nieuw onderwerp bij op de agenda."))
    row.title, row.phase, row.minutes = topic.title.strip(), topic.phase, topic.minutes
    row.categories = [str(one) for one in topic.categories]
    if not row.started_at:
        _say_about(at, row, topic.about)
    row.law = topic.law or row.law
    row.changed_at, row.changed_by_id, row.version = now, viewer.user_id, row.version + 1
    row.save()
    at.report()


@entrance
@transaction.atomic
def remove_topic(*, viewer: Viewer, reference: str, meeting_id: UUID, topic_id: UUID, now: datetime) -> None:
    """Takes a topic off the agenda. What was begun, stays. A point of S003 is then for another meeting."""
    at = seated(viewer, reference, meeting_id, now)
    row = _topic(at, topic_id)
    if row.started_at:
        raise NotPossible(_("Over dit onderwerp is al gesproken. Het blijft op de agenda."))
    cases.refuse_held(row)
    row.delete()
    at.meeting.covers = [point for point in at.meeting.covers if point != row.point]
    at.report()


@entrance
@transaction.atomic
def move_topic(
    *, viewer: Viewer, reference: str, meeting_id: UUID, topic_id: UUID, earlier: bool, now: datetime
) -> None:
    """One place earlier or later among the topics of its phase."""
    at = seated(viewer, reference, meeting_id, now)
    row = _topic(at, topic_id)
    beside = at.meeting.topics.filter(phase=row.phase)
    other = (
        beside.filter(position__lt=row.position).order_by("-position").first()
        if earlier
        else beside.filter(position__gt=row.position).order_by("position").first()
    )
    if other is None:
        return
    row.position, other.position = other.position, row.position
    Topic.objects.bulk_update([row, other], ["position"])
    at.report()


@entrance
@transaction.atomic
def start_topic(*, viewer: Viewer, reference: str, meeting_id: UUID, topic_id: UUID, now: datetime) -> None:
    """Puts a topic on the table. Who may not hear it is out of the room: only who is admitted counts as there."""
    at = running(viewer, reference, meeting_id, now)
    row = _topic(at, topic_id)
    if at.meeting.topic_id == row.pk:
        return
    if row.phase != at.meeting.phase:
        words = {"phase": Phase(row.phase).label.lower()}
        raise NotPossible(_("Dit onderwerp hoort bij de %(phase)s. Daar bent u nog niet, of al voorbij.") % words)
    leave_topic(at)
    _put_on_the_table(at, row)
    at.meeting.turn = None
    at.report()


@entrance
@transaction.atomic
def go_out(*, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, now: datetime) -> None:
    """Somebody leaves the room during this topic."""
    at = running(viewer, reference, meeting_id, now)
    seat = at.seat(seat_id)
    if at.meeting.topic_id:
        leave(at, seat, topic=at.meeting.topic_id)
    at.report()


@entrance
@transaction.atomic
def come_in(*, viewer: Viewer, reference: str, meeting_id: UUID, seat_id: UUID, now: datetime) -> None:
    """Somebody comes in during this topic: only who may hear it."""
    at = running(viewer, reference, meeting_id, now)
    seat, topic = at.seat(seat_id), at.meeting.topic
    if topic is None:
        raise NotPossible(_("Begin eerst een onderwerp."))
    why_not = admissions(at.meeting, [topic], [seat], at.at_table.kept_apart, now)[topic.pk][seat.pk]
    if why_not:
        raise NotPossible(_("Niet bij dit onderwerp: %(why)s") % {"why": why_not})
    if not is_present(seat):
        raise NotPossible(_("Deze deelnemer is er niet. Zet eerst dat die er wel is."))
    come_to(at, [seat], topic)
    at.report()


@entrance
@transaction.atomic
def treat_topics(
    *, viewer: Viewer, reference: str, meeting_id: UUID, points: Collection[AgendaPoint], now: datetime
) -> None:
    """These points were talked about, as a case file says: it tells which, and not when.

    One after the other from the opening on, each as long as its time box. In the room was who was there and might hear.
    """
    at = running(viewer, reference, meeting_id, now)
    leave_topic(at)
    begins = at.meeting.opened_at or now
    for row in at.meeting.topics.filter(point__in=points, started_at=None).order_by("position"):
        ends = begins + timedelta(minutes=row.minutes)
        then, after = replace(at, now=min(begins, now)), replace(at, now=min(ends, now))
        _put_on_the_table(then, row)
        leave_topic(after)
        begins = ends
    at.report()


# For the actions among themselves.


def lay_out(at: Seated, points: Collection[Point]) -> None:
    """The agenda that a new meeting begins with. Sets the phases in their order, and one after the other in each."""
    for point in points:
        topic = NewTopic(point.title, point.phase, point.minutes, point.categories)
        _put(at, topic, point.point)


def follow_covers(at: Seated) -> None:
    """The agenda after other points of S003 were chosen: what is new comes on, what was dropped and not begun goes."""
    wanted = {AgendaPoint(point) for point in at.meeting.covers}
    at.meeting.topics.exclude(point="").exclude(point__in=wanted).filter(started_at=None, held_at=None).delete()
    there = set(at.meeting.topics.exclude(point="").values_list("point", flat=True))
    lay_out(at, [agendas.OF_POINT[point] for point in AgendaPoint if point in wanted - there])


def leave_topic(at: Seated) -> None:
    """What was on the table, is done; and what the room looked at, is put away: others may be there then."""
    at.meeting.on_wall = None
    if at.meeting.topic_id:
        until = at.meeting.broken_off_at or at.now  # after that nobody talked
        spent = max(timedelta(), until - (at.meeting.clock_since or until))
        Topic.objects.filter(pk=at.meeting.topic_id).update(ended_at=until, spent=int(spent.total_seconds()))
        go_from(at, topic=at.meeting.topic_id)
        at.meeting.topic, at.meeting.clock_since = None, at.now


def _put_on_the_table(at: Seated, row: Topic) -> None:
    row.started_at, row.ended_at = row.started_at or at.now, None
    row.save(update_fields=["started_at", "ended_at"])
    at.meeting.topic, at.meeting.clock_since = row, at.now - timedelta(seconds=row.spent)
    sort_the_room(at)


def _put(at: Seated, topic: NewTopic, point: AgendaPoint | None) -> Topic:
    last = at.meeting.topics.aggregate(last=Max("position"))["last"] or 0
    columns = at.at_table.stamp(at.viewer, at.now, category=DataCategory.MINUTES, about=topic.about)
    if topic.law:
        columns["law"] = topic.law
    return Topic.objects.create(
        **columns,
        meeting=at.meeting,
        point=point or "",
        phase=topic.phase,
        title=topic.title.strip(),
        minutes=topic.minutes,
        categories=[str(one) for one in topic.categories],
        position=last + 1,
        of_table=not topic.about,
    )


def _say_about(at: Seated, row: Topic, about: Collection[UUID]) -> None:
    """Of a topic about the whole table the form sends everybody along: the same people again is no choice."""
    could_be_named = set(row.about) & set(at.at_table.people)
    row.of_table = not about or (row.of_table and set(about) == could_be_named)
    gone = [NOBODY] if NOBODY in row.about else []  # the form names who can be named
    row.about = [*((not row.of_table and about) or at.at_table.household), *gone]


def _sent_twice(at: Seated, topic: NewTopic) -> UUID | None:
    """The very same topic that this viewer sent a moment ago: a button pressed twice makes one."""
    if at.viewer.origin is Origin.IMPORT:  # a case file may say the same twice, and then means it
        return None
    same: dict[str, object] = {"title": topic.title.strip(), "phase": topic.phase, "minutes": topic.minutes}
    same["categories"] = [str(one) for one in topic.categories]
    if topic.law:
        same["law"] = topic.law
    a_moment_ago = at.meeting.topics.filter(made_by=at.viewer.user_id, made_at__gt=at.now - A_MOMENT, **same)
    people = set(topic.about or at.at_table.household)
    return next((row.pk for row in a_moment_ago if set(row.about) == people), None)


def _says_otherwise(row: Topic, topic: NewTopic) -> bool:
    """Whether this is another topic than was begun: whoever was sent out of that, would read what this is about."""
    now = {"title": topic.title.strip(), "phase": topic.phase, "law": topic.law or row.law}
    other_people = bool(topic.about) and set(topic.about) != set(row.about)
    other_data = {str(one) for one in topic.categories} != set(row.categories)
    return other_people or other_data or any(getattr(row, name) != value for name, value in now.items())


def _check(at: Seated, topic: NewTopic) -> None:
    if not topic.title.strip():
        raise NotPossible(_("Schrijf op waar het over gaat."), field="title")
    if topic.phase not in WITH_TOPICS:
        raise NotPossible(_("Kies of dit bij het beeld, het oordeel of het besluit hoort."), field="phase")
    if not 1 <= topic.minutes <= LONGEST:
        raise NotPossible(_("Kies een tijd tussen 1 minuut en 4 uur."), field="minutes")
    if not topic.categories:
        raise NotPossible(_("Kies welke gegevens hierbij op tafel komen."), field="categories")
    if not set(topic.about) <= set(at.at_table.people):
        raise NotPossible(_("Kies mensen van deze casus."), field="about")
    if topic.law not in (None, JOINT, *at.at_table.laws):
        raise NotPossible(_("Kies een wet van deze casus, of het gezamenlijke plan."), field="law")


def _topic(at: Seated, topic_id: UUID) -> Topic:
    row = at.meeting.topics.filter(pk=topic_id).first()
    if row is None:
        raise NotPossible(
            _("Dit onderwerp staat niet meer op de agenda. Vernieuw de pagina, of zet het er opnieuw op.")
        )
    return row
