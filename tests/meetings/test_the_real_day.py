"""A meeting is planned for a day that comes, and its minutes say the day on which it was."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions import NotPossible
from cases.meeting_terms import AgendaPoint, MeetingKind
from meetings import actions
from meetings.actions import NewMeeting
from meetings.models import Meeting, MinutesCopy
from privacy import gate
from privacy.viewer import Origin
from tests.looking import text_of
from tests.meetings.test_at_the_table import by, there  # noqa: F401
from tests.meetings.test_minutes import held, now, page, shared  # noqa: F401

OVER = "Deze dag is al voorbij"


def mdo(when, **more):
    return NewMeeting(MeetingKind.MDO, when, 60, (AgendaPoint.A,), **more)


@pytest.mark.parametrize("days", [1, 2000])
def test_a_meeting_is_not_planned_on_a_day_that_is_over(by, now, days):  # noqa: F811
    with pytest.raises(NotPossible, match=OVER) as refused:
        actions.plan_meeting(meeting=mdo(now - timedelta(days=days)), **by())
    assert refused.value.field == "planned_at"


def test_today_is_the_day_in_the_netherlands(by):  # noqa: F811
    """At half past eleven in the evening UTC it is tomorrow in Amsterdam: the day of UTC is over there."""
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 24 November, 00.30 in Amsterdam
    with pytest.raises(NotPossible, match=OVER):
        actions.plan_meeting(meeting=mdo(datetime(2026, 11, 23, 22, 0, tzinfo=UTC)), **by(at=late))
    actions.plan_meeting(meeting=mdo(datetime(2026, 11, 23, 23, 5, tzinfo=UTC)), **by(at=late))  # earlier today


def test_a_meeting_does_not_move_to_a_day_that_is_over_but_may_stay_on_its_own(by, now):  # noqa: F811
    meeting_id = actions.plan_meeting(meeting=mdo(now + timedelta(days=2)), **by())
    with pytest.raises(NotPossible, match=OVER):
        actions.change_meeting(meeting_id=meeting_id, meeting=mdo(now - timedelta(days=1)), **by())
    later = by(at=now + timedelta(days=4))  # it was never opened: its words can still be set right
    with gate.opened():
        day = Meeting.objects.get().planned_at
    actions.change_meeting(meeting_id=meeting_id, meeting=mdo(day, question="Waar slaapt Noor?"), **later)
    with gate.opened():
        assert Meeting.objects.get().question == "Waar slaapt Noor?"


def test_an_import_tells_of_what_was(cast, by, now):  # noqa: F811
    viewer = cast.viewer("pia_directs_process")
    imports = viewer.__class__(**{**vars(viewer), "origin": Origin.IMPORT})
    actions.plan_meeting(meeting=mdo(now - timedelta(days=700)), **by() | {"viewer": imports})


def test_the_form_says_at_the_date_why_not_and_keeps_what_was_typed(signed_in, cast):
    sent = {"kind": "mdo", "planned_at": "31-12-2020 10:00", "duration_minutes": "60", "covers": "a", "place": "Zaal 3"}
    answer = signed_in().post(reverse("meetings:plan_meeting", args=["C-1"]), sent)
    assert answer.status_code == 422
    for words in (OVER, "31-12-2020 10:00", "Zaal 3"):
        assert words in text_of(answer)


def test_the_minutes_say_the_day_on_which_the_table_met(client, cast, held, now):  # noqa: F811
    opened = timezone.now().replace(microsecond=0) - timedelta(days=3)
    with gate.opened():
        Meeting.objects.update(planned_at=now + timedelta(days=5), opened_at=opened)
    shared(held)
    with gate.opened():
        assert set(MinutesCopy.objects.values_list("planned_at", flat=True)) == {opened}
    client.force_login(cast["pia_directs_process"])
    assert client.get(page("minutes", held)).context["page"].when == opened
