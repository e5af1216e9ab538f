"""Who takes the minutes writes for all only as long as that person may read them, and is never a partner."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import actions as cases
from cases.actions import NewAction, NotAuthorised, NotPossible, Owner
from cases.meeting_terms import ContributionKind
from cases.models import Party
from cases.record_terms import Involvement
from cases.terms import ScenarioCode
from meetings import actions
from meetings.models import Contribution, Meeting
from privacy import gate
from tests.looking import text_of
from tests.meetings.test_live_pages import (
    KARIM,
    PIA,
    WIM,
    _party,
    at,
    by,  # noqa: F401
    earlier,  # noqa: F401
    meeting,
    says,
    there,  # noqa: F401
)

K = ContributionKind


def test_the_pen_is_gone_with_the_party_that_stops(cast, by, there):  # noqa: F811
    """An action of the plan still opens the case for Wim: that is no pen."""
    now = timezone.now()
    actions.name_minute_taker(meeting_id=there["meeting"], user_id=cast[WIM].pk, **by(PIA, now))
    says(by, there, K.FACT, "De huur is te laat", who=WIM, seat=there["noor"])
    version = meeting().version
    stopped = {"involvement": Involvement.STOPPED, "professionals": 0, "reason": "Klaar"}
    cases.change_involvement(party_id=_party(WIM), **stopped, **by(PIA, now + timedelta(minutes=1)))
    assert meeting().minute_taker_id is None
    assert meeting().version > version


def test_who_sees_no_minutes_any_more_writes_for_nobody(cast, by, there):  # noqa: F811
    """Also where the name still stands there, and where an action still opens the case."""
    moment = by(PIA, timezone.now())
    scenario = cases.scenario_of(code=ScenarioCode.A, **moment)
    calls = NewAction("Tante bellen", Owner(party=_party(WIM)), due_on=timezone.localdate())
    cases.add_action(scenario_id=scenario, action=calls, **moment)
    _named(cast[WIM].pk)
    says(by, there, K.FACT, "De huur is te laat", who=WIM, seat=there["noor"])
    with gate.opened():
        Party.objects.filter(pk=_party(WIM)).update(involvement=Involvement.STOPPED)
    with pytest.raises(NotAuthorised):
        says(by, there, K.FACT, "Ik wil niet meer", who=WIM, seat=there["noor"])
    with gate.opened():
        Meeting.objects.update(closed_at=timezone.now())
    with pytest.raises(NotAuthorised):
        actions.draft_minutes(meeting_id=there["meeting"], **by(WIM, timezone.now()))


def test_no_partner_takes_the_minutes(cast, by, there):  # noqa: F811
    for who in (KARIM, "bert_stands_nowhere"):
        with pytest.raises(NotPossible, match="Kies iemand"):
            actions.name_minute_taker(meeting_id=there["meeting"], user_id=cast[who].pk, **by(PIA, timezone.now()))
    _named(cast[KARIM].pk)
    for seat in ("noor", "wim"):
        with pytest.raises(NotAuthorised):
            says(by, there, K.FACT, "Noor wil weg", who=KARIM, seat=there[seat])
    with gate.opened():
        assert not Contribution.objects.exists()


def _named(user_id):
    with gate.opened():
        Meeting.objects.update(minute_taker=user_id)


def test_without_a_pen_the_chair_is_asked_for_one_in_every_phase(signed_in, cast, there):  # noqa: F811
    table, asks = at("table"), "Wie maakt het verslag?"
    _named(cast[PIA].pk)
    assert asks not in text_of(signed_in().get(table))
    _named(None)
    assert asks in text_of(signed_in().get(table))
    assert asks not in text_of(signed_in(WIM).get(table))
    name = at("name_minute_taker", there["meeting"])
    assert signed_in().post(name, {"user_id": str(cast[WIM].pk)}, HTTP_X_REGIE_LIVE="1").status_code == 200
    assert meeting().minute_taker_id == cast[WIM].pk
