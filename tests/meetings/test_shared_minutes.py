"""Minutes are a piece like any other: released by who wrote them, shared by a decision, and read in the portal."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from cases import actions as cases
from cases.meeting_terms import AgendaPoint, MeetingKind, MinutesStatus, SeatKind
from cases.shareable import Piece
from meetings import actions
from meetings.actions import NewMeeting, NewSeat
from meetings.models import Minutes
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog
from privacy.portal import restricted
from privacy.viewer import Origin
from tests.cast import proposal
from tests.looking import text_of
from tests.meetings.around import put_in

PIA, KARIM, LOT = "pia_directs_process", "karim_receives", "lot_receives_elsewhere"
FIRST, SECOND, THIRD = (
    "De huur wordt <b>voorlopig</b> betaald.",
    "De huur wordt betaald.",
    "De huur is kwijtgescholden.",
)


@pytest.fixture
def now(now):
    """Not the future of the server's clock, which the pages go by."""
    return now - timedelta(minutes=5)


@pytest.fixture
def by(cast, now):
    return {"viewer": cast.viewer(PIA), "reference": "C-1", "now": now}


@pytest.fixture
def meeting_id(cast, by, now):
    """A meeting that was held and closed, without minutes."""
    then = now - timedelta(days=9)
    held = NewMeeting(MeetingKind.MDO, then, 60, (AgendaPoint.A,))
    meeting_id = actions.plan_meeting(meeting=held, **by | {"now": then})
    keeps = cases.Overview(cast["cas_directs_case"].pk, None, accepted=True, how="ja", hours="2", paid_by="Wmo")
    actions.invite(meeting_id=meeting_id, seat=NewSeat(SeatKind.RESIDENT, person=cast.ids["person_id"]), **by)
    actions.open_meeting(meeting_id=meeting_id, **by)
    ending = actions.Ending("Het beeld klopt.", absent_told_by="Pia")
    put_in(Phase.DECISION, meeting_id)
    actions.close_meeting(meeting_id=meeting_id, overview=keeps, ending=ending, **by)
    return meeting_id


@pytest.fixture
def written(by, meeting_id):
    """Writes a version of the minutes and returns the piece that it is."""

    def write(text):
        actions.share_minutes(
            meeting_id=meeting_id, text=text, **by | {"viewer": replace(by["viewer"], origin=Origin.IMPORT)}
        )
        with gate.opened():
            return Piece("meetings.minutes", Minutes.objects.get(meeting=meeting_id, text=text).pk)

    return write


@pytest.fixture
def visit(client, cast):
    def visit(name, *args, who=KARIM):
        client.force_login(cast[who])
        address = reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=args)
        return client.get(address, SERVER_NAME=settings.PORTAL_HOST)

    return visit


def shared(cast, by, now, **changes):
    """A decision to share minutes about the one person of C-1 with Karim."""
    minutes = {"categories": frozenset({DataCategory.MINUTES})} | changes
    return cases.share(proposal=proposal(cast[KARIM], now, about=(cast.ids["person_id"],), **minutes), **by)


def reads(visit, piece):
    return visit("minutes", "C-1", piece.id).status_code == 200


def test_both_keys_open_the_minutes_and_either_closes_them(visit, cast, by, now, written):
    first = written(FIRST)
    assert not reads(visit, first)
    cases.release(pieces=[first], **by)
    assert not reads(visit, first)
    decision = shared(cast, by, now)
    page = visit("minutes", "C-1", first.id)
    assert "De huur wordt &lt;b&gt;voorlopig&lt;/b&gt; betaald." in page.content.decode()
    assert "Verslag van het MDO" in text_of(page)
    line = ReadLog.objects.filter(action="open_portal_minutes").latest("id")
    assert (line.viewer_id, line.object, "minutes" in line.categories) == (cast[KARIM].pk, f"minutes:{first.id}", True)
    case = text_of(visit("case", "C-1"))
    assert ("Verslagen" in case, "voorlopig" in case) == (True, False)  # there is a page of its own for the words
    assert visit("minutes", "C-1", first.id, who=LOT).status_code == 404
    assert visit("minutes", "C-2", first.id).status_code == 404
    cases.take_back_release(pieces=[first], **by)
    assert not reads(visit, first)
    cases.release(pieces=[first], **by)
    cases.revoke(decision_id=decision, reason="Klaar", **by)
    assert not reads(visit, first)


def test_a_later_version_takes_the_place_of_an_earlier_one_once_it_is_released(visit, cast, by, now, written):
    shared(cast, by, now)
    first, second = written(FIRST), written(SECOND)
    cases.release(pieces=[first], **by)
    assert (reads(visit, first), reads(visit, second)) == (True, False)
    cases.release(pieces=[second], **by)
    assert (reads(visit, first), reads(visit, second)) == (False, True)
    assert text_of(visit("case", "C-1")).count("Verslag van het MDO") == 1
    assert "versie 2" in text_of(visit("minutes", "C-1", second.id))
    third = written(THIRD)
    assert (reads(visit, second), reads(visit, third)) == (True, False)
    with gate.opened():
        texts = Minutes.objects.order_by("number").values_list("text", flat=True)
        assert list(texts) == [FIRST, SECOND, THIRD]  # as they were


def test_one_version_is_shared_as_a_loose_piece_and_a_draft_never(visit, cast, by, now, written):
    first, second = written(FIRST), written(SECOND)
    cases.release(pieces=[first, second], **by)
    shared(cast, by, now, items=(first.id,))
    assert (reads(visit, first), reads(visit, second)) == (True, False)
    with gate.opened():
        Minutes.objects.filter(pk=first.id).update(status=MinutesStatus.DRAFT)
        with restricted(cast.viewer(KARIM)):
            assert not Minutes.objects.values_list("pk", flat=True)
    assert not reads(visit, first)


def test_the_application_alone_shows_no_minutes_without_both_keys(visit, cast, by, now, written, monkeypatch):
    """Row level security off: it is not the database alone that keeps them."""
    monkeypatch.setattr("privacy.middleware.restricted", lambda viewer: nullcontext())
    first, second = written(FIRST), written(SECOND)
    decision = shared(cast, by, now)
    assert not reads(visit, first)
    cases.release(pieces=[first], **by)
    assert (reads(visit, first), reads(visit, second)) == (True, False)
    assert visit("minutes", "C-1", first.id, who=LOT).status_code == 404
    cases.revoke(decision_id=decision, reason="Klaar", **by)
    assert not reads(visit, first)


def test_the_director_finds_the_minutes_where_pieces_are_released_and_shared(client, cast, by, written):
    piece = written(FIRST)
    client.force_login(cast[PIA])
    page = text_of(client.get(reverse("cases:releasing", args=["C-1"])))
    assert "Verslag van het MDO" in page
    released = client.post(reverse("cases:releasing", args=["C-1"]), {"pieces": [str(piece)]})
    assert released.status_code == 303
    with gate.opened():
        assert Minutes.objects.get(pk=piece.id).released_by == cast[PIA].pk
    share = client.get(reverse("cases:new_share", args=["C-1", cast[KARIM].organisation_id]))
    assert str(piece) in share.content.decode()
