"""
Attempts to keep, widen or carry over what was shared, by who once received it and by who works inside.

Here belongs what outlives its reason: a party that stopped, somebody who is no longer the contact, an end in a hundred
years, a piece that was about two people of whom one is erased. Not here: attempts on another family's file
(test_attacks.py), a yes that was taken back or ends earlier (tests/cases/test_releasing.py, test_consents.py).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from cases import actions
from cases.actions import NotPossible
from cases.meeting_terms import SeatKind
from cases.models import Case, Statement, Task
from cases.record_terms import Involvement, TaskKind
from privacy import gate
from privacy.law import DataCategory
from tests.cast import SECRETS, proposal
from tests.factories import HouseholdMemberFactory, PersonFactory
from tests.looking import text_of

PIA, KARIM = "pia_directs_process", "karim_receives"
LIVING = frozenset({DataCategory.LIVING})
GOAL = SECRETS[DataCategory.PLAN_GOALS]


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def portal(client, cast):
    """What karim reads of C-1, now."""
    client.force_login(cast[KARIM])

    def read():
        url = reverse("portal:case", urlconf=settings.PORTAL_URLCONF, args=["C-1"])
        return text_of(client.get(url, SERVER_NAME=settings.PORTAL_HOST))

    return read


@pytest.fixture
def teun(cast, now):
    """Somebody else of the household."""
    with gate.opened():
        case = Case.objects.get(reference="C-1")
        made = PersonFactory(municipality=case.municipality, name="Teun", made_at=now)
        HouseholdMemberFactory(case=case, person_id=made.pk, made_by=cast[PIA])
    return made.pk


def test_a_party_that_stopped_receives_nothing_more(cast, now, portal):
    assert GOAL in portal()
    stopped = {"involvement": Involvement.STOPPED, "professionals": 0, "reason": "Het huurcontract is over."}
    actions.change_involvement(
        viewer=cast.viewer(PIA), reference="C-1", party_id=cast.ids["party_id"], now=now, **stopped
    )
    assert GOAL not in portal()
    with gate.opened():
        assert Task.objects.filter(kind=TaskKind.TELL_RECIPIENT, subject=cast.ids["decision_id"]).exists()


def test_who_is_no_longer_the_contact_receives_nothing_more(cast, now, portal):
    pia, party = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}, cast.ids["party_id"]
    same = actions.PartyText(seat_kind=SeatKind.FIXED_PARTNER, contact_id=cast[KARIM].pk, primary_task="Verhuren")
    actions.change_party(party_id=party, party=same, **pia)
    assert GOAL in portal()
    actions.change_party(party_id=party, party=replace(same, contact_id=None), **pia)
    assert GOAL not in portal()


def test_sharing_ends_within_a_year(cast, now):
    """An end date in a hundred years is none (AVG 5 lid 1 e)."""
    by = {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}
    about = (cast.ids["person_id"],)
    for many in (400, 36_500):
        offer = proposal(cast[KARIM], now, about=about, categories=LIVING, valid_until=now + timedelta(days=many))
        with pytest.raises(NotPossible, match="een jaar") as refused:
            actions.share(proposal=offer, **by)
        assert refused.value.field == "until"


def test_a_piece_about_nobody_in_particular_is_about_everybody(cast, now, portal, teun):
    """Written before anybody stood in the case: a decision about one of them does not open it."""
    with gate.opened():
        row = Statement.objects.get(case__reference="C-1", category=DataCategory.PLAN_GOALS)
        row.about = []
        row.save()
    assert GOAL not in portal()


def test_erasing_one_of_two_opens_nothing_of_what_was_about_both(cast, now, portal, teun):
    with gate.opened():
        row = Statement.objects.get(case__reference="C-1", category=DataCategory.PLAN_GOALS)
        row.about = [*row.about, teun]
        row.save()
    assert GOAL not in portal()
    actions.erase_person(viewer=cast.viewer(PIA), reference="C-1", person_id=teun, now=now)
    assert GOAL not in portal(), "whoever wrote it looks again, without the one who is gone"
