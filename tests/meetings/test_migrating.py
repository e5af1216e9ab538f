"""A meeting that ran before who was in the room came in pieces of time: migrating keeps who heard what, and the clock.

The rows go back to as they were then and forward again, inside the transaction of the test: the tables too.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cases.meeting_terms import AgendaPoint, FirstTurnKind, MeetingKind
from cases.models import HouseholdMember
from meetings import actions, reads
from meetings.actions import NewMeeting, NewTopic
from meetings.models import Contribution, Meeting, Presence, Topic
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory, Purpose
from privacy.portal import restricted
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.meetings.around import laid
from tests.meetings.test_at_the_table import KARIM, PIA, WIM, K, by, says, there, to_picture, topic  # noqa: F401
from tests.owner import as_owner

BEFORE = ("meetings", "0008_portal_table")
pytestmark = pytest.mark.slow


@pytest.fixture
def later(by, there, now):  # noqa: F811
    return lambda minutes: {"meeting_id": there["meeting_id"], **by(PIA, now + timedelta(minutes=minutes))}


@pytest.fixture
def ran(cast, by, there, later):  # noqa: F811
    """Two topics, of which Karim may hear the second; the third time something is said, Wim is out of the room."""
    to_picture(by, there, cast)
    says(by, there, K.FACT, "De huur loopt achter", seat=there["noor"])
    plan = NewTopic("Wie doet wat", Phase.PICTURE, 10, (DataCategory.PLAN_ACTIONS,))
    second = actions.add_topic(topic=plan, **later(1))
    actions.start_topic(topic_id=second, **later(2))
    _says(there, later(3), "Karim belt morgen", "karim")
    actions.go_out(seat_id=there["wim"], **later(4))
    _says(there, later(5), "Wim was toen weg", "noor")
    actions.take_first_turn(seat_id=there["wim"], kind=FirstTurnKind.PASSED, **later(6))


def _says(there, at, text, seat):  # noqa: F811
    return actions.contribute(what=actions.NewContribution(K.FACT, text, seat=there[seat], **laid()), **at)


def heard(cast, later):
    """What each reads of what was said: a colleague by the application, a partner by the policies of the database."""
    page = reads.open_live(purpose=Purpose.DIRECTION, **later(9) | {"viewer": cast.viewer(WIM)})
    with gate.opened(), restricted(cast.viewer(KARIM)):
        karim = set(Contribution.objects.values_list("text", flat=True))
    return {item.text for kind in page.live.said for item in kind.items}, karim, page.live.clock


def migrate(to):
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks that still wait is not altered
        MigrationExecutor(connection).migrate([to])


def test_who_heard_what_and_the_clock_are_the_same_after_migrating(cast, there, ran, later):  # noqa: F811
    newest = max(name for app, name in MigrationExecutor(connection).loader.disk_migrations if app == "meetings")
    before = heard(cast, later)
    assert before[0] == {"De huur loopt achter", "Karim belt morgen"}
    assert "Karim belt morgen" in before[1]
    assert "De huur loopt achter" not in before[1]
    migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(topic_id) FROM meetings_presence")
        rows, of_topics = cursor.fetchone()
    assert rows == of_topics == 5
    migrate(("meetings", newest))
    assert heard(cast, later) == before
    with gate.opened():
        meeting = Meeting.objects.get()
        at_table = Presence.objects.filter(topic=None)
        assert set(at_table.values_list("participant", "came_at", "left_at")) == {
            (there[name], meeting.opened_at, None) for name in ("noor", "wim", "karim")
        }
        assert set(Presence.objects.values_list("meeting", flat=True)) == {meeting.pk}
        assert Topic.objects.get(pk=topic("a")).spent == 120
    actions.come_in(seat_id=there["wim"], **later(7))
    _says(there, later(8), "Nu is hij er weer", "noor")
    assert heard(cast, later)[0] == before[0] | {"Nu is hij er weer"}


def test_what_is_still_to_come_and_about_the_whole_household_follows_the_table(cast, by, now):  # noqa: F811
    """Nobody was chosen for it: that was not kept before, and reads from whom it is about."""
    with gate.opened():
        case = HouseholdMember.objects.get(person=cast.ids["person_id"]).case
        HouseholdMemberFactory(case=case, person_id=PersonFactory(municipality=case.municipality, made_at=now).pk)
    meeting = NewMeeting(MeetingKind.MDO, now, 60, (AgendaPoint.A, AgendaPoint.C), question="Waar slaapt Noor?")
    at = {"meeting_id": actions.plan_meeting(meeting=meeting, **by()), **by()}
    noor = NewTopic("Over Noor", Phase.PICTURE, 10, (DataCategory.LIVING,), (cast.ids["person_id"],))
    actions.add_topic(topic=noor, **at)
    with gate.opened():
        Topic.objects.filter(point="c").update(started_at=now)
    migrate(("meetings", "0026_life_domain"))
    migrate(("meetings", "0027_of_table"))
    with gate.opened():
        follows = dict(Topic.objects.values_list("point", "of_table"))
    assert follows == {"a": True, "c": False, "": False}
