"""Of which topics somebody reads what they are about: a title tells of a talk, also to who was never at the table."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from cases.meeting_terms import AgendaPoint
from cases.reads import CaseAtMeeting
from cases.terms import Compartment
from meetings.agendas import OF_POINT, OF_THE_METHOD
from meetings.models import Meeting, Participant, Topic
from meetings.reads.admitted import WhyNot
from privacy.law import DataCategory


def titles_for(
    case: CaseAtMeeting,
    meeting: Meeting,
    topics: Collection[Topic],
    seat: Participant | None,
    why_not: WhyNot,
    was_at: Collection[UUID] = (),
) -> frozenset[UUID]:
    """The topics of which this viewer reads the title. Of the others: that there is a topic, and no more.

    Who directs reads all; with a seat, those to which that seat is admitted or at which it was; without one, those of
    which the law gives every kind of data. Who takes the minutes reads by the one and by the other, and no more.
    """
    if case.may_direct:
        return frozenset(topic.pk for topic in topics)
    by_law = seat is None or meeting.minute_taker_id == case.user_id
    return frozenset(
        topic.pk
        for topic in topics
        if Compartment(topic.law) in case.laws
        and (seat and _hears(topic, seat, why_not, was_at) or by_law and _given(topic, case))
    )


def plain_title(topic: Topic) -> str:
    """What a topic is called where its title would tell too much: a point of the method says nothing of anybody."""
    if topic.point:
        return OF_POINT[AgendaPoint(topic.point)].title
    return topic.title if topic.title in OF_THE_METHOD else _("Een onderwerp van de agenda")


def _hears(topic: Topic, seat: Participant, why_not: WhyNot, was_at: Collection[UUID]) -> bool:
    return topic.pk in was_at or not why_not.get(topic.pk, {}).get(seat.pk, "not asked")


def _given(topic: Topic, case: CaseAtMeeting) -> bool:
    return all((DataCategory(one), Compartment(topic.law)) in case.within for one in topic.categories)
