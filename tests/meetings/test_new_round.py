"""A new round begins while a meeting still waits: it goes along, and so does what a resident made for it."""

import pytest

from cases import actions as cases
from cases.actions import Words
from cases.meeting_terms import ParticipationForm, SeatKind
from cases.stappenplan import Step
from meetings import actions
from meetings.actions import NewMaterial, NewSeat
from meetings.models import Material, Meeting
from privacy import gate
from privacy.viewer import SYSTEM
from tests.cases.following import case_at
from tests.meetings.around import PIA, WIM, planned
from tests.meetings.test_material import WRITTEN, yes_to_showing


@pytest.fixture
def ids(cast, earlier):
    return case_at(Step.MONITORING, cast, earlier)


@pytest.fixture
def meeting_id(cast, by, earlier, ids):
    """The review of C-9, with what Saar wrote for it."""
    meeting_id = planned(by, earlier)
    saar = NewSeat(SeatKind.RESIDENT, person=ids["person_id"], participation_form=ParticipationForm.WRITTEN)
    seat_id = actions.invite(meeting_id=meeting_id, seat=saar, **by())
    made = NewMaterial(WRITTEN, yes_to_showing(cast, by, ids["person_id"], WIM), "Ik wil slapen", None)
    actions.add_material(meeting_id=meeting_id, seat_id=seat_id, material=made, **by())
    return meeting_id


def again(by):
    cases.raise_signal(text="Het stokt", **by(WIM))
    cases.take_step(move_id="T21", words=Words(), **by(PIA))


def test_what_was_made_for_a_meeting_still_to_come_stays_when_a_new_round_begins(by, meeting_id, earlier):
    again(by)
    with gate.opened():
        assert Meeting.objects.get(pk=meeting_id).cycle == 2
    assert actions.wipe_material(viewer=SYSTEM, now=earlier) == 0
    with gate.opened():
        assert Material.objects.count() == 1


def test_what_was_made_for_a_meeting_that_was_held_goes_when_a_new_round_begins(by, meeting_id, earlier):
    with gate.opened():
        Meeting.objects.update(opened_at=earlier, closed_at=earlier)
    again(by)
    assert actions.wipe_material(viewer=SYSTEM, now=earlier) == 1
    with gate.opened():
        assert not Material.objects.exists()
