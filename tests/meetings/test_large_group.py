"""More professionals than the setting says: at the table that is a wall, until the reason was given in preparing."""

import pytest

from cases.actions import NotPossible
from cases.meeting_terms import OpeningPoint, ResidentSays
from cases.models import Case, StepNote
from cases.stappenplan import Step
from meetings import actions
from meetings.phases import Phase
from privacy import gate
from tests.cases.following import case_at
from tests.meetings.around import PIA, opened


@pytest.fixture
def ids(cast, earlier):
    return case_at(Step.INVITATION, cast, earlier)


@pytest.fixture
def table(cast, by, earlier, ids, settings):
    """At the end of the question, with one professional too many."""
    settings.MDO_MAX_PROFESSIONALS = 0
    table = {"meeting_id": opened(by, earlier, ids)["meeting"], **by()}
    for point in OpeningPoint:
        actions.tell_at_opening(point=point, **table)
    actions.read_purposes(purpose_text="Wmo", legal_bases=("WMO-5.1.1",), **table)
    actions.name_minute_taker(user_id=cast[PIA].pk, **table)
    actions.go_on(seen=Phase.OPENING, **table)
    actions.confirm_question(question="Waar slaapt Saar?", resident=ResidentSays.CONFIRMS, **table)
    return table


def test_the_table_goes_on_with_the_reason_that_was_given_in_preparing(table):
    with pytest.raises(NotPossible) as refused:
        actions.go_on(seen=Phase.QUESTION, **table)
    assert [(one.guard, one.url_name) for one in refused.value.missing] == [("G06", "meetings:prepare")]
    actions.explain_group(reason="Iedereen is nodig.", **table)
    actions.go_on(seen=Phase.QUESTION, **table)
    with gate.opened():
        assert Case.objects.get(reference="C-9").step == Step.ANALYSIS
        assert StepNote.objects.get().overrides == {"G06": "Iedereen is nodig."}
