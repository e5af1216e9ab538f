"""When somebody is erased, no words reach anybody whom they did not reach before: at the table or in the minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import actions as cases
from cases.item import NOBODY
from cases.models import HouseholdMember
from meetings import actions
from meetings.actions import Ending, NewTopic
from meetings.models import Contribution, MinutesCopy, MinutesEntry, Topic
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.meetings.around import put_in
from tests.meetings.test_at_the_table import K, by, says, there, to_picture  # noqa: F401

PIA, CAS = "pia_directs_process", "cas_directs_case"
OF_BOTH, OF_JAN = "Jan en Noor praten niet meer", "Jan drinkt"


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(hours=1)


@pytest.fixture
def jan(cast, now):
    """An adult who lives with Noor."""
    with gate.opened():
        case = HouseholdMember.objects.get(person=cast.ids["person_id"]).case
        made = PersonFactory(
            municipality=case.municipality, name="Jan", made_at=now, birth_on=timezone.localdate(now).replace(year=1980)
        )
        HouseholdMemberFactory(case=case, person_id=made.pk, about=[made.pk], made_at=now)
    return made.pk


@pytest.fixture
def talked(cast, by, jan, there, now):  # noqa: F811
    """A topic about both, at which Wim was not; before it ended it was put down as about Jan alone."""
    to_picture(by, there, cast)
    at = {"meeting_id": there["meeting_id"], **by()}
    of_both = NewTopic("De ruzie", Phase.PICTURE, 5, (DataCategory.REQUEST_VISION,), (cast.ids["person_id"], jan))
    topic = actions.add_topic(topic=of_both, **at)
    actions.start_topic(topic_id=topic, **at)
    actions.go_out(seat_id=there["wim"], **at)
    later = by(PIA, now + timedelta(minutes=1))
    said = actions.NewContribution(K.FACT, OF_BOTH, seat=there["noor"], topic=topic)
    actions.contribute(meeting_id=there["meeting_id"], what=said, **later)
    with gate.opened():  # as was possible before a begun topic kept whom it is about
        Topic.objects.filter(pk=topic).update(title="De drank", about=[jan])
    return topic


def close(cast, by, there, now):  # noqa: F811
    keeps = cases.Overview(wearer=cast[CAS].pk, accepted=True, how="ja", hours="2", paid_by="Wmo", mitigation="Samen")
    put_in(Phase.DECISION, there["meeting_id"])
    ending = Ending("Het beeld klopt.", now + timedelta(days=30))
    end = by(PIA, now + timedelta(minutes=5))
    actions.close_meeting(meeting_id=there["meeting_id"], overview=keeps, ending=ending, **end)
    return {"meeting_id": there["meeting_id"], **by(PIA, now + timedelta(minutes=6))}


def got(seat):
    with gate.opened():
        copy = MinutesCopy.objects.filter(participant=seat).order_by("-number").first()
        return set(copy.entries.values_list("text", flat=True))


def test_what_was_said_at_a_topic_about_who_is_erased_stays_at_that_topic(cast, by, jan, there, talked, now):  # noqa: F811
    """Without the topic it would count as said to the whole table: then Wim, who was out of the room, would read it."""
    cases.erase_person(person_id=jan, **by())
    with gate.opened():
        topic, words = Topic.objects.get(pk=talked), Contribution.objects.get(text=OF_BOTH)
        assert (topic.title, topic.about) == ("gewist", [NOBODY])
        assert (words.topic_id, words.about) == (talked, [cast.ids["person_id"], NOBODY])
    held = close(cast, by, there, now)
    actions.draft_minutes(**held)
    actions.share_with_each(number=1, **held)
    for name in ("wim", "noor", "karim"):
        assert OF_BOTH not in got(there[name]), name


def test_a_topic_without_words_of_others_goes_with_the_person(by, cast, jan, there, talked):  # noqa: F811
    with gate.opened():
        Contribution.objects.filter(text=OF_BOTH).update(about=[jan])
        Topic.objects.get(pk=talked).meeting._meta.model.objects.update(topic=None)
    cases.erase_person(person_id=jan, **by())
    with gate.opened():
        assert not Topic.objects.filter(pk=talked).exists()
        assert not Contribution.objects.filter(text=OF_BOTH).exists()


def test_what_the_minutes_say_about_two_is_never_about_one_of_them(cast, by, jan, there, talked, now):  # noqa: F811
    """Jan never said yes to Noor: with Jan gone nobody can, and Noor does not get it either."""
    held = close(cast, by, there, now)
    actions.draft_minutes(**held)
    cases.erase_person(person_id=jan, **by())
    actions.share_with_each(number=1, **held)
    with gate.opened():
        assert MinutesEntry.objects.get(text=OF_BOTH, copy=None).about == [cast.ids["person_id"], NOBODY]
    assert OF_BOTH not in got(there["noor"])
    assert "Het beeld klopt." in got(there["noor"])


def test_who_is_erased_last_takes_the_words_along(cast, by, jan, there, talked, now):  # noqa: F811
    with gate.opened():
        case = HouseholdMember.objects.get(person=jan).case
        third = PersonFactory(municipality=case.municipality, name="Bo", made_at=now).pk
        HouseholdMemberFactory(case=case, person_id=third, about=[third], made_at=now)
        Contribution.objects.filter(text=OF_BOTH).update(about=[jan, third])
    for person in (jan, third):
        cases.erase_person(person_id=person, **by())
    with gate.opened():
        assert not Contribution.objects.filter(text=OF_BOTH).exists()


@pytest.mark.parametrize(("left", "counts"), [(-1, False), (0, True), (None, True)])
def test_who_left_before_the_day_of_a_meeting_is_not_of_its_household(cast, by, jan, now, left, counts):  # noqa: F811
    """The meeting is yesterday: who left the day before is not at that table, who left on that day or after it is."""
    yesterday = now - timedelta(days=1)
    if left is not None:
        on = timezone.localdate(yesterday) + timedelta(days=left)
        cases.person_left(person_id=jan, on=on, **by())
    meeting = actions.NewMeeting(actions.preparing.MeetingKind.MDO, yesterday, 60, (actions.preparing.AgendaPoint.A,))
    actions.plan_meeting(meeting=meeting, **by(PIA, yesterday))
    with gate.opened():
        assert (jan in Topic.objects.get(point="a").about) is counts
