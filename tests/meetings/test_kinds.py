"""Each kind of meeting goes from preparing to its minutes on the same screens, with an agenda of its own."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases import actions as cases
from cases.meeting_terms import (
    FirstTurnKind,
    MeetingKind,
    MinutesStatus,
    OpeningPoint,
    ParticipationForm,
    ResidentSays,
    SeatKind,
)
from meetings import actions
from meetings.actions import Ending, NewContribution, NewMeeting, NewSeat
from meetings.agendas import OF_KIND
from meetings.models import Meeting, Minutes, MinutesEntry, Topic
from meetings.phases import ALLOWED, Phase
from privacy import gate
from tests.looking import text_of
from tests.meetings.test_at_the_table import K, by  # noqa: F401
from tests.meetings.test_minutes import CAS, PIA, WIM, copy_of, now, page  # noqa: F401

SAYS = {Phase.PICTURE: K.FACT, Phase.JUDGEMENT: K.ARGUMENT, Phase.DECISION: K.APPOINTMENT}


@pytest.mark.parametrize("kind", [MeetingKind.MONITORING, MeetingKind.EVALUATION, MeetingKind.RECONVENE])
def test_it_goes_from_preparing_to_confirmed_minutes(client, cast, by, now, kind):  # noqa: F811
    client.force_login(cast[PIA])
    plan = NewMeeting(kind, now, 60, (), question="Hoe gaat het nu?", purpose_text="Wmo")
    at = {"meeting_id": actions.plan_meeting(meeting=plan, **by())}
    agenda = topics(at)
    assert [title for _pk, _phase, title in agenda] == [point.title for point in OF_KIND[kind]]
    prepare = text_of(client.get(reverse("meetings:prepare", args=["C-1"])))
    assert all(point.title in prepare for point in OF_KIND[kind])
    seats = invite(cast, by, at)
    actions.open_meeting(**at, **by())
    said = through(cast, by, at, agenda, seats, client)
    close(cast, by, at, now)
    after = at | by(PIA, now + timedelta(minutes=40))
    actions.draft_minutes(**after)
    actions.share_with_each(number=1, **after)
    actions.confirm_minutes(number=1, **after)
    with gate.opened():
        assert Minutes.objects.get().status is MinutesStatus.CONFIRMED
        assert Meeting.objects.get().closed_at
        texts = set(MinutesEntry.objects.filter(copy=None).values_list("text", flat=True))
    assert said <= {text.partition("\n")[0] for text in texts}  # of an appointment also with whom
    read = text_of(client.get(page("minutes_copy", after, copy_of(seats[0]).pk)))
    assert said & {line for line in said if line in read}


def topics(at):
    with gate.opened():
        rows = Topic.objects.filter(meeting=at["meeting_id"]).order_by("position")
        return list(rows.values_list("pk", "phase", "title"))


def invite(cast, by, at):  # noqa: F811
    resident = NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"], participation_form=ParticipationForm.PRESENT)
    department = NewSeat(SeatKind.FIXED_PARTNER, party=cast.ids["department_id"], reason="De hulp")
    return actions.invite_all(seats=(resident, department), **at, **by())


def through(cast, by, at, agenda, seats, client):  # noqa: F811
    """Every phase with its topics: somebody says what fits there, on the screen that every kind has."""
    here = at | by()
    for point in OpeningPoint:
        actions.tell_at_opening(point=point, **here)
    actions.read_purposes(purpose_text="Wmo", legal_bases=("WMO-5.1.1",), **here)
    actions.name_minute_taker(user_id=cast[PIA].pk, **here)
    actions.go_on(seen=Phase.OPENING, **here)
    actions.confirm_question(question="Hoe gaat het nu?", resident=ResidentSays.CONFIRMS, **here)
    actions.go_on(seen=Phase.QUESTION, **here)
    said = set()
    for phase in (Phase.PICTURE, Phase.JUDGEMENT, Phase.DECISION):
        for topic, of_phase, title in agenda:
            if of_phase == phase:
                actions.start_topic(topic_id=topic, **here)
                assert SAYS[phase] in ALLOWED[phase]
                said_here = NewContribution(SAYS[phase], f"Over: {title}", seat=seats[0], topic=topic)
                actions.contribute(what=said_here, **here)
                said.add(f"Over: {title}")
        assert "Over: " in text_of(client.get(page("meeting", here)))
        if phase is Phase.PICTURE:
            actions.take_first_turns(turns=dict.fromkeys(seats, FirstTurnKind.SPOKEN), **here)
            actions.call_picture_complete(**here)
        if phase is not Phase.DECISION:
            actions.go_on(seen=phase, **here)
    return said


def close(cast, by, at, now):  # noqa: F811
    keeps = cases.Overview(
        wearer=cast[CAS].pk, accepted=True, how="aan tafel", hours="2", paid_by="Wmo", mitigation="Samen"
    )
    end = by(PIA, now + timedelta(minutes=30))
    actions.close_meeting(overview=keeps, ending=Ending("Het klopt.", now + timedelta(days=30)), **at, **end)
