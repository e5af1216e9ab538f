"""The case comes along with the table: no MDO before anybody was invited, and as many steps as its guards allow."""

import pytest
from django.utils import timezone

from cases.actions import NotPossible
from cases.meeting_terms import ContributionKind, FirstTurnKind, ParticipationForm, ResidentSays
from cases.models import Case, Perspective
from cases.stappenplan import Step
from meetings import actions
from meetings.actions import NewContribution, Said
from meetings.models import Contribution, Meeting, Participant
from meetings.phases import Phase
from privacy import gate
from tests.cases.following import case_at
from tests.looking import text_of
from tests.meetings import around


@pytest.fixture
def ids(cast, earlier, request):
    """The case in the step of the test."""
    return case_at(request.param, cast, earlier)


def where():
    with gate.opened():
        return Case.objects.get(reference="C-9").step, Meeting.objects.get(case__reference="C-9").phase


@pytest.mark.parametrize("ids", [Step.INFORMATION], indirect=True)
def test_an_mdo_of_a_case_that_invited_nobody_does_not_come_to_the_picture(by, earlier, ids, signed_in):
    there = around.opened(by, earlier, ids)
    around.put_in(Phase.QUESTION, there["meeting"])
    actions.confirm_question(
        meeting_id=there["meeting"], question="Waar slaapt Saar?", resident=ResidentSays.CONFIRMS, **by()
    )
    with pytest.raises(NotPossible, match="nog niet toe aan een overleg") as refused:
        actions.go_on(seen=Phase.QUESTION, meeting_id=there["meeting"], **by())
    assert [one.url_name for one in refused.value.missing] == ["cases:case"]
    assert where() == (Step.INFORMATION, Phase.QUESTION)
    assert "nog niet toe aan een overleg" in text_of(signed_in().get(around.at("live", there["meeting"])))


@pytest.mark.parametrize("ids", [Step.PERSPECTIVE], indirect=True)
def test_a_table_that_decides_takes_every_step_that_its_guards_allow(by, earlier, ids):
    there = around.opened(by, earlier, ids)
    around.put_in(Phase.JUDGEMENT, there["meeting"])
    with gate.opened():
        spoke = {"first_turn_at": timezone.now(), "first_turn_kind": FirstTurnKind.SPOKEN}
        Participant.objects.filter(meeting=there["meeting"]).update(**spoke)
    at = {"meeting_id": there["meeting"], **by()}
    actions.start_topic(topic_id=_goals(there["meeting"]), **at)
    home = {"text": "Ik woon weer thuis", "with_resident": ParticipationForm.PRESENT}
    actions.land_perspective(said=Said(seat=there["saar"]), **around.laid(), **home, **at)
    with gate.opened():
        perspective = Perspective.objects.get().pk
    made = actions.land_goal(
        perspective_id=perspective, intention="Een eigen bed", steps=("Bellen",), **around.laid(), **at
    )
    with gate.opened():
        goal = Contribution.objects.get(pk=made).landed.partition(":")[2]
    proposal = NewContribution(ContributionKind.PROPOSAL, "Een kamer bij tante", seat=there["wim"], **around.laid())
    said = actions.contribute(what=proposal, **at)
    actions.land_direction(goal_id=goal, text="Een kamer bij tante", said=Said(source=said), **around.laid(), **at)
    assert actions.go_on(seen=Phase.JUDGEMENT, **at) == ()
    assert where() == (Step.PLAN, Phase.DECISION)


def _goals(meeting_id):
    with gate.opened():
        return Meeting.objects.get(pk=meeting_id).topics.get(point="b").pk
