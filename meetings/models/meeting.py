"""The meeting itself: when, what for, and where the table is."""

from types import MappingProxyType
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce

from cases.item import GONE, Item
from cases.meeting_terms import AgendaPoint, MeetingKind, ResidentSays
from cases.terms import Compartment
from meetings.phases import Phase
from privacy.fields import TermField
from privacy.gate import GatedModel

USER = settings.AUTH_USER_MODEL


class Meeting(GatedModel):
    """An MDO or another meeting about one case. question, purpose_text and last_round are content: category
    request_vision, of this law.

    group_reason: why there sit more professionals than the setting says. covers: the agenda points a to d of S003 step
    3 that this meeting treats. broken_off_at: kept, can be resumed; ended_reason: or not any more, and why, and then
    closed_at says since when.
    topic: what is on the table; turn: whose turn it is. clock_since: what the clock counts from, as if the topic had
    lain there without a break. version goes up with every change that somebody at the table must see: the screens ask
    for it. question_of_resident: whether the resident says that it is the question, or why that was not said.
    last_round: whether the picture is right, asked once more at the end. date_asked_at: there is no date yet, people
    are asked when they can, and planned_at is the first of those moments. on_wall: what a resident made, as long as the
    room looks at it. next_at, absent_told_by: when the table meets again, and who tells who was not there.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    cycle = models.PositiveSmallIntegerField()
    sequence = models.PositiveSmallIntegerField()
    law = TermField(Compartment, default=Compartment.OTHER)
    kind = TermField(MeetingKind)
    planned_at = models.DateTimeField()
    date_asked_at = models.DateTimeField(null=True)
    duration_minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    minute_taker = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    covers = ArrayField(models.CharField(max_length=1), default=list)
    phase = TermField(Phase, default=Phase.OPENING)
    question = models.TextField(blank=True)
    purpose_text = models.TextField(blank=True)
    group_reason = models.TextField(blank=True)
    legal_bases = ArrayField(models.CharField(max_length=20), default=list)
    clock_since = models.DateTimeField(null=True)
    topic = models.ForeignKey("meetings.Topic", models.SET_NULL, null=True, related_name="+")
    turn = models.ForeignKey("meetings.Participant", models.SET_NULL, null=True, related_name="+")
    on_wall = models.ForeignKey("meetings.Material", models.SET_NULL, null=True, related_name="+")
    preconditions = ArrayField(models.CharField(max_length=30), default=list)
    opened_at = models.DateTimeField(null=True)
    roles_told_at = models.DateTimeField(null=True)
    house_rules_told_at = models.DateTimeField(null=True)
    question_confirmed_at = models.DateTimeField(null=True)
    question_of_resident = TermField(ResidentSays, blank=True)
    purposes_read_at = models.DateTimeField(null=True)
    picture_complete_at = models.DateTimeField(null=True)
    broken_off_at = models.DateTimeField(null=True)
    broken_off_reason = models.TextField(blank=True)
    ended_reason = models.TextField(blank=True)
    last_round = models.TextField(blank=True)
    next_at = models.DateTimeField(null=True)
    absent_told_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    minutes_shared_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(closed_at=None, opened_at__isnull=False, broken_off_at=None),
                name="one_open_meeting_per_case",
            ),
            models.UniqueConstraint(fields=["case", "sequence"], name="meetings_in_sequence"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False), name="only_an_open_meeting_closes"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(broken_off_at=None) | ~Q(ended_reason=""),
                name="what_was_broken_off_ends_with_a_reason",
            ),
        ]


class Topic(Item):
    """A point of the agenda with its time box: what is talked about, in which phase, about whom, which data is said.

    categories: who may hear all of them about everybody it is about, is admitted (R-MDO-8). point: a to d of S003 step
    3, where it is one of those. minutes: how long it may take; spent: the seconds that it took, until it last was left.
    of_table: nobody was chosen, so that until it begins it is about whoever of the household this table is about.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="topics")
    point = TermField(AgendaPoint, blank=True)
    phase = TermField(Phase)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    categories = ArrayField(models.CharField(max_length=30))
    position = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    spent = models.PositiveIntegerField(default=0)
    of_table = models.BooleanField(default=False, db_default=False)

    counts_who_is_gone = True
    nameless = MappingProxyType({"title": GONE})

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=Q(categories__len__gt=0), name="a_topic_says_which_data"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(started_at__isnull=False), name="only_a_topic_that_began_ends"
            ),
        ]
        indexes = [models.Index(fields=["meeting", "position"], name="topics_of_a_meeting")]

    @property
    def goes_alone(self) -> bool:
        """Without a topic, what was said at it would count as said to the whole table."""
        return self.started_at is None


class Presence(GatedModel):
    """A piece of time in which somebody was in the room: at a topic, or without topic at the table at all.

    What was said then, may be read back afterwards. Whoever goes out and comes back has several, one after the other;
    left_at empty: is in the room now.
    """

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="presences")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="presences")
    participant = models.ForeignKey("meetings.Participant", models.CASCADE, related_name="presences")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta(GatedModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("came_at")), name="came_before_leaving"
            ),
            # So there is also at most one that runs.
            ExclusionConstraint(
                name="nobody_is_in_the_room_twice",
                expressions=[
                    ("participant", RangeOperators.EQUAL),
                    (Coalesce("topic", "meeting"), RangeOperators.EQUAL),
                    (
                        Func("came_at", "left_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
