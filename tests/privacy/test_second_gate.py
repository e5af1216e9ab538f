"""S3 for every table: what the portal meets when the application asks for everything, and on a connection of many."""

import random
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DataError, connection, models, transaction
from django.db.models import Q

from accounts.models import Draft, User
from cases import actions
from cases.meeting_terms import MeetingKind, MinutesStatus
from cases.models import (
    Case,
    Consultation,
    EvaluationAnswer,
    HatPeriod,
    HouseholdMember,
    Invitation,
    Party,
    Person,
    PlanAction,
    SharingDecision,
    SharingRequest,
    Statement,
    WorklistEntry,
)
from cases.record_terms import Involvement
from cases.statements import Kind
from meetings.models import (
    CalendarInvite,
    Contribution,
    DateAnswer,
    DateOption,
    Meeting,
    Minutes,
    MinutesCopy,
    MinutesEntry,
    Participant,
    Presence,
    RoundAnswer,
    Topic,
)
from privacy import gate
from privacy.law import DataCategory
from privacy.models import Grant, ValidGrant
from privacy.portal import restricted
from privacy.roles import APPLICATION, PORTAL
from tests.cases.rows import Rows
from tests.cast import Cast, proposal
from tests.factories import HouseholdMemberFactory, PersonFactory

KARIM, LOT = "karim_receives", "lot_receives_elsewhere"
PERSON = {"C-1": "person_id", "C-2": "C-2 person_id"}
MORE = frozenset({DataCategory.IDENTITY_CONTACT, DataCategory.OPINIONS_PROFESSIONAL})
SHARED = MORE | {DataCategory.PLAN_GOALS, DataCategory.PLAN_ACTIONS}  # the last two by the cast itself


def tables_of_the_portal():
    """Every model whose table has a policy through which the portal reads."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE %s = ANY (roles) AND cmd IN ('SELECT', 'ALL')", [PORTAL]
        )
        names = {name for (name,) in cursor.fetchall()} | {ValidGrant._meta.db_table}
    by_name = {model._meta.db_table: model for model in apps.get_models()}
    return [by_name[name] for name in sorted(names)]


@dataclass(frozen=True)
class Scene:
    """The cast, and of the tables that take one row a case: which row it is in C-1."""

    cast: Cast
    only_ones: dict[type, models.Model]


STATES = (("covered",), True), (("other",), True), (("covered", "other"), True), (("covered",), False), ((), True)


@pytest.fixture
def scene(cast, now):
    """In C-1 of every table a row about who is covered, about somebody else, about both, about nobody, and a row that
    is not released; in C-2, of which the same is shared with somebody else, as well."""
    with gate.opened():
        _fill("C-2", LOT, "omar_directs_elsewhere", cast, now)
        return Scene(cast, _fill("C-1", KARIM, "pia_directs_process", cast, now))


def _fill(reference, partner, director, cast, now):
    case, author = Case.objects.get(reference=reference), cast[director]
    covered = Person.objects.get(pk=cast.ids[PERSON[reference]])
    more = proposal(cast[partner], now, about=(covered.pk,), categories=MORE)
    actions.share(viewer=cast.viewer(director), reference=reference, proposal=more, now=now)
    other = PersonFactory(municipality=case.municipality, made_at=now)
    HouseholdMemberFactory(case=case, person_id=other.pk, made_by=author)
    wanted = [m for m in tables_of_the_portal() if hasattr(m, "released_at") and m is not HouseholdMember]
    first = Rows(case, covered, author, now, [])
    first.made |= {m: row for m in wanted if (row := m.objects.filter(case=case).first())}
    for model in wanted:
        first.of(model)
    only_ones: dict[type, models.Model] = {}
    for who, released in STATES:
        about = [{"covered": covered, "other": other}[name].pk for name in who]
        rows = Rows(case, covered, author, now, about, first)
        for model in wanted:
            row = rows.of(model)
            if row == first.made.get(model):
                only_ones[model] = row
            else:
                _put(row, about, released, author, now)
    _at_the_table(first, cast[partner], now)
    return only_ones


def _at_the_table(rows, partner, now):
    """Minutes that are written, and one seat of the partner's own among all the others."""
    Minutes.objects.filter(case=rows.case).update(status=MinutesStatus.SHARED)
    mine = Party.objects.get(case=rows.case, contact=partner)
    MinutesCopy.objects.filter(case=rows.case).update(user=partner)
    seat = Participant.objects.filter(case=rows.case).first()
    Participant.objects.filter(pk=seat.pk).update(party=mine)
    for model in (Contribution, RoundAnswer):  # said in that seat by this partner, and by whom its party sent before
        said = list(model.objects.filter(case=rows.case).values_list("pk", flat=True)[:2])
        model.objects.filter(pk__in=said).update(participant=seat)
        model.objects.filter(pk=said[0]).update(sent=partner)
    topics = Topic.objects.filter(case=rows.case)
    _in_and_out_of_the_room(rows, seat, topics.filter(about=[rows.made[Person].pk]).first(), now)
    before = topics.exclude(
        about=[rows.made[Person].pk]
    ).first()  # it was there, and what it is about is shared no more
    Presence.objects.create(case=rows.case, meeting_id=seat.meeting_id, participant=seat, topic=before, came_at=now)
    other = Party.objects.filter(case=rows.case).exclude(pk=mine.pk).first()
    for party, seat_id in ((mine, seat.pk), (other, uuid4())):
        Invitation.objects.create(
            case=rows.case,
            party=party,
            seat_id=seat_id,
            meeting_id=seat.meeting_id,
            kind=MeetingKind.MDO,
            planned_at=now,
        )


def _in_and_out_of_the_room(rows, seat, topic, now):
    """There, out for a quarter of an hour, and there again; with something said by others before, during and after."""
    room = {"case": rows.case, "meeting_id": seat.meeting_id, "participant": seat}
    Presence.objects.filter(participant=seat).delete()
    said = Contribution.objects.exclude(released_at=None).filter(case=rows.case).exclude(about=[]).first()
    out, back = now + timedelta(minutes=5), now + timedelta(minutes=20)
    for at in (topic, None):
        Presence.objects.create(**room, topic=at, came_at=now, left_at=out)
        Presence.objects.create(**room, topic=at, came_at=back)
        for minutes in (1, 10, 30):
            said.pk, said.meeting_id, said.topic, said.participant = uuid4(), seat.meeting_id, at, None
            said.made_at = now + timedelta(minutes=minutes)
            said.save(force_insert=True)


def _put(row, about, released, author, now):
    keys = {"released_at": now, "released_by": author.pk} if released else {"released_at": None, "released_by": None}
    type(row).objects.filter(pk=row.pk).update(**keys, about=about, changed_at=now)


def expected(model, cast, name, reference):
    """Which rows this partner may meet, said without a policy: of the one case, both keys, everybody covered.

    A row about nobody was written before anybody stood in the case: it may be about all of them.
    """
    me = cast[name].pk
    case = Q(case__reference=reference)
    with gate.opened():
        covered_person = Person.objects.get(pk=cast.ids[PERSON[reference]])
    item = case & Q(released_at__isnull=False, category__in=SHARED, about=[covered_person.pk])
    invited = Q(party__contact=me) & ~Q(party__involvement=Involvement.STOPPED)
    with gate.opened():
        mine = list(Participant.objects.filter(party__in=Party.objects.filter(contact=me)).values_list("pk", flat=True))
        heard = {
            row.pk
            for row in Contribution.objects.all()
            for room in Presence.objects.filter(participant__in=mine)
            if (room.meeting_id, room.topic_id) == (row.meeting_id, row.topic_id)
            if room.came_at <= row.made_at and not (room.left_at and room.left_at < row.made_at)
        }
    written = Q(status__in=[MinutesStatus.SHARED, MinutesStatus.CONFIRMED])
    special = {
        Case: Q(reference=reference),
        Person: Q(pk=covered_person.pk),
        HouseholdMember: case & Q(person=covered_person),
        HatPeriod: case,
        SharingDecision: Q(recipients__contains=[me]),
        SharingRequest: Q(recipient=me, asked_by=me),
        Consultation: Q(party__contact=me, consult=True) & ~Q(party__involvement=Involvement.STOPPED),
        WorklistEntry: Q(principal=me),
        Invitation: invited,
        Participant: Q(pk__in=Invitation.objects.filter(invited).values("seat_id")),
        Meeting: Q(pk__in=Invitation.objects.filter(invited).values("meeting_id"))
        | Q(pk__in=Minutes.objects.filter(item & written).values("meeting_id")),
        Minutes: item & written,
        DateOption: Q(meeting__in=Invitation.objects.filter(invited).values("meeting_id")),
        DateAnswer: Q(participant__in=Invitation.objects.filter(invited).values("seat_id")),
        CalendarInvite: Q(user=me),
        MinutesCopy: Q(user=me),
        MinutesEntry: item & Q(copy__user=me),
        Topic: case & Q(presences__participant__in=mine, categories__contained_by=[*SHARED], about=[covered_person.pk]),
        Presence: Q(participant__in=mine),
        Contribution: Q(participant__in=mine, sent=me) | item & Q(pk__in=heard),
        RoundAnswer: Q(participant__in=mine, sent=me),
        EvaluationAnswer: Q(changed_by=me),
        Draft: Q(user=me),
        Grant: Q(user=me),
        ValidGrant: Q(user=me),
    }
    if model in special:
        return special[model]
    if model is User:
        there = HatPeriod.objects.filter(case)
        people = {*there.values_list("wearer", flat=True), *there.values_list("deputy", flat=True)}
        return Q(pk__in=people - {None}) | Q(organisation=cast[name].organisation_id)
    if model is Statement:
        return item & ~Q(kind__in=(Kind.TITLE, Kind.SUMMARY))
    also = {PlanAction: Q(owner=me), Party: Q(contact=me)}
    return item | also.get(model, Q(pk=None))


def seen_and_hidden(model, cast, name, reference):
    """What comes out when everything is asked for, which must be what was expected, and what does not."""
    with gate.opened():
        may = set(model.objects.filter(expected(model, cast, name, reference)).values_list("pk", flat=True))
        there = set(model.objects.values_list("pk", flat=True))
        with restricted(cast.viewer(name)):
            seen = set(model.objects.values_list("pk", flat=True))
    assert seen == may, (name, model._meta.label)
    return seen, there - seen


def test_with_the_filter_of_the_application_gone_every_table_gives_only_what_both_keys_open(scene, now):
    """And in every table something is there to show and to hide, so that this is worth something."""
    for name, reference in ((KARIM, "C-1"), (LOT, "C-2")):
        for model in tables_of_the_portal():
            seen, hidden = seen_and_hidden(model, scene.cast, name, reference)
            if hasattr(model, "released_at") and model not in scene.only_ones:
                assert len(hidden) >= 3, model._meta.label
                assert seen or model is EvaluationAnswer, model._meta.label  # of these only the own, and there is none
    people = {"covered": scene.cast.ids["person_id"], "other": scene.cast.ids["C-2 person_id"]}
    for model, row in scene.only_ones.items():
        was_seen = set()
        for who, released in STATES:
            with gate.opened():
                _put(row, [people[one] for one in who], released, scene.cast["pia_directs_process"], now)
            was_seen.add(row.pk in seen_and_hidden(model, scene.cast, KARIM, "C-1")[0])
        own = model in (Party, Consultation, Participant, RoundAnswer)  # what a party is, is asked and says itself
        assert was_seen == {True, False} or own, model._meta.label


# --- one connection, many users ---

WRONG = {"an error": ArithmeticError, "an error of the database": DataError}
AS = "SELECT current_setting('role'), coalesce(current_setting('regie.viewer', true), '')"


def now_is():
    with connection.cursor() as cursor:
        cursor.execute(AS)
        return cursor.fetchone()


def cases_seen():
    with gate.opened():
        return set(Case.objects.values_list("reference", flat=True))


def test_two_users_in_turn_on_one_connection_never_mix(cast):
    """Also after an error inside, after a rollback of everything, and inside and after a savepoint."""
    dice = random.Random(3)
    sees = {KARIM: {"C-1"}, LOT: {"C-2"}}
    for turn in range(200):
        name = (KARIM, LOT)[turn % 2]
        how = dice.choice(
            ["well", "an error", "an error of the database", "rolled back", "a savepoint", "inside another"]
        )
        refused = pytest.raises(WRONG[how]) if how in WRONG else nullcontext()
        with refused, transaction.atomic(), restricted(cast.viewer(name)):
            assert cases_seen() == sees[name]
            assert now_is() == (PORTAL, str(cast[name].pk))
            _happens(how, cast, name, sees)
        assert now_is() == (APPLICATION, ""), (turn, how)
        assert cases_seen() == {"C-1", "C-2"}, (turn, how)


def _happens(how, cast, name, sees):
    if how == "an error":
        raise ArithmeticError
    if how == "an error of the database":
        connection.cursor().execute("SELECT 1 / 0")
    if how == "a savepoint":
        with transaction.atomic():
            assert cases_seen() == sees[name]
            transaction.set_rollback(True)
        assert cases_seen() == sees[name]
    if how == "rolled back":
        transaction.set_rollback(True)
    if how == "inside another":
        other = LOT if name == KARIM else KARIM
        with restricted(cast.viewer(other)):
            assert cases_seen() == sees[other]
        assert (cases_seen(), now_is()) == (sees[name], (PORTAL, str(cast[name].pk)))
