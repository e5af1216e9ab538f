"""The rows of a running table, kept for a moment: asked once, judged for each who looks, gone with the next stand."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.meeting_terms import ContributionKind
from meetings import actions
from meetings.models import Participant
from meetings.reads.kept import rows_of
from privacy import gate
from tests.looking import text_of
from tests.meetings.test_live_pages import (
    PIA,
    WIM,
    at,
    by,  # noqa: F401
    earlier,  # noqa: F401
    meeting,
    says,
    there,  # noqa: F401
)

K = ContributionKind


def asked(client, address):
    """The page, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200
    return text_of(page), len(queries)


def test_the_second_screen_asks_for_no_rows_and_shows_only_what_its_viewer_may_see(signed_in, by, there, settings):  # noqa: F811
    says(by, there, K.FACT, "Noor slaapt in de auto", seat=there["noor"])
    actions.go_out(meeting_id=there["meeting"], seat_id=there["wim"], **by(PIA, timezone.now()))
    says(by, there, K.FACT, "Dit hoort Wim niet", seat=there["noor"])
    address = at("live", there["meeting"])
    settings.TABLE_KEPT_SECONDS = 0
    asked(signed_in(WIM), address)  # the queries of the case are written once per process
    _page, alone = asked(signed_in(WIM), address)
    settings.TABLE_KEPT_SECONDS = 60
    chair, _queries = asked(signed_in(), address)
    colleague, queries = asked(signed_in(WIM), address)
    assert queries <= alone - 7
    assert "Dit hoort Wim niet" in chair
    assert "Dit hoort Wim niet" not in colleague
    assert "Noor slaapt in de auto" in colleague


def test_what_changed_is_shown_at_once(signed_in, by, there, settings):  # noqa: F811
    settings.TABLE_KEPT_SECONDS = 60
    address = at("live", there["meeting"])
    asked(signed_in(), address)
    says(by, there, K.FACT, "De huur is te laat", seat=there["noor"])
    assert "De huur is te laat" in asked(signed_in(), address)[0]


def test_it_is_kept_for_seconds_and_no_longer(by, there, settings):  # noqa: F811
    settings.TABLE_KEPT_SECONDS = 3
    now = timezone.now()
    with gate.opened():
        before = rows_of(meeting(), 0, frozenset(), now)
        assert len(before.seats) == 3
        Participant.objects.filter(pk=there["karim"]).delete()
        assert rows_of(meeting(), 0, frozenset(), now + timedelta(seconds=2)) is before
        after = rows_of(meeting(), 0, frozenset(), now + timedelta(seconds=4))
        assert len(after.seats) == 2
