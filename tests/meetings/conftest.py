"""Somebody of the cast at the pages of the meetings of C-9."""

from datetime import timedelta

import pytest

from cases.stappenplan import Step
from tests.cases.following import case_at
from tests.meetings import around


@pytest.fixture
def earlier(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def ids(cast, earlier):
    return case_at(Step.ANALYSIS, cast, earlier)


@pytest.fixture
def by(cast, earlier, ids):
    """The common arguments of an action of somebody of the cast."""
    return lambda name=around.PIA: {"viewer": cast.viewer(name), "reference": "C-9", "now": earlier}


@pytest.fixture
def signed_in(signed_in, ids):
    """Signs in when the case is there."""
    return signed_in
