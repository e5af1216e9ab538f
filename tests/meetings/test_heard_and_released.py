"""What is said at a table is heard by who is in the room; a piece of the file waits for its author, as every piece."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from cases import actions as cases
from cases.meeting_terms import FirstTurnKind
from cases.models import SharingDecision, Statement
from cases.shareable import Piece
from meetings import actions
from meetings.actions import NewContribution
from meetings.models import Contribution
from meetings.phases import Phase
from privacy import gate
from privacy.law import Purpose
from privacy.middleware import viewer_of
from privacy.portal import restricted
from privacy.viewer import Origin
from tests.looking import text_of
from tests.meetings.around import laid
from tests.meetings.test_at_the_table import (  # noqa: F401
    K,
    by,
    says,
    there,
    to_judgement,
    to_picture,
    topic,
)
from tests.meetings.test_migrating import migrate
from tests.meetings.test_minutes import KARIM, PIA, WIM, now, page, visit  # noqa: F401

SAID = "Tante wil het ook"


@pytest.fixture
def after(by, there, now):  # noqa: F811
    """The common arguments so many minutes later."""
    return lambda minutes: {"meeting_id": there["meeting_id"], **by(PIA, now + timedelta(minutes=minutes))}


@pytest.fixture
def sent_out(cast, by, there, after):  # noqa: F811
    """With Karim is shared what plan and actions are about; he is out of the room when this is said."""
    to_judgement(by, there, cast)
    actions.go_out(seat_id=there["karim"], **after(1))
    return actions.contribute(what=NewContribution(K.ARGUMENT, SAID, seat=there["noor"], **laid()), **after(2))


def piece():
    with gate.opened():
        row = Statement.objects.get(text=SAID)
    return Piece("cases.statement", row.pk)


def seen_by_karim(cast, text):
    """By the second gate alone: the application asks for everything."""
    with gate.opened(), transaction.atomic(), restricted(cast.viewer(KARIM)):
        return {model for model in (Statement, Contribution) if model.objects.filter(text=text).exists()}


def test_who_was_sent_out_reads_it_neither_at_the_table_nor_in_the_case(cast, there, sent_out, visit):  # noqa: F811
    assert SAID not in text_of(visit("seat", "C-1", there["meeting_id"]))
    assert SAID not in text_of(visit("case", "C-1"))
    assert seen_by_karim(cast, SAID) == set()


def test_who_sits_at_another_table_reads_nothing_of_this_one(cast, by, there, after, visit):  # noqa: F811
    actions.mark_never_there(seat_id=there["karim"], **after(0))
    actions.remove_seat(seat_id=there["karim"], **after(0))
    to_picture(by, there, cast)
    actions.take_first_turns(turns={there[name]: FirstTurnKind.SPOKEN for name in ("noor", "wim")}, **after(1))
    actions.call_picture_complete(**after(1))
    actions.go_on(seen=Phase.PICTURE, **after(1))
    actions.start_topic(topic_id=topic("c"), **after(1))
    actions.contribute(what=NewContribution(K.ARGUMENT, SAID, seat=there["noor"], **laid()), **after(2))
    assert SAID not in text_of(visit("case", "C-1"))
    assert seen_by_karim(cast, SAID) == set()


def test_who_is_in_the_room_hears_it_on_the_own_screen_by_both_gates_while_the_piece_waits(cast, by, there, visit):  # noqa: F811
    to_judgement(by, there, cast)
    says(by, there, K.ARGUMENT, SAID, seat=there["noor"])
    assert SAID in text_of(visit("seat", "C-1", there["meeting_id"]))
    assert SAID not in text_of(visit("case", "C-1"))
    assert seen_by_karim(cast, SAID) == {Contribution}


def test_a_fact_to_go_back_for_waits_for_its_author_too(cast, by, there):  # noqa: F811
    to_judgement(by, there, cast)
    says(by, there, K.COUNTER_ARGUMENT, "Dat kan niet", seat=there["noor"], fact=SAID)
    actions.go_back(to=Phase.PICTURE, reason="Eerst horen", meeting_id=there["meeting_id"], **by())
    with gate.opened():
        kept = Statement.objects.get(text=SAID)
        assert (kept.released_at, kept.meeting_id) == (None, there["meeting_id"])


def test_its_author_opens_it_for_whom_it_is_shared_with_and_closes_it_again(cast, by, there, sent_out, visit, now):  # noqa: F811
    key = {"pieces": [piece()], **by(PIA, now + timedelta(minutes=3))}
    cases.release(**key)
    assert SAID in text_of(visit("case", "C-1"))
    assert SAID not in text_of(visit("seat", "C-1", there["meeting_id"]))  # the room is as it was
    cases.take_back_release(**key)
    assert SAID not in text_of(visit("case", "C-1"))


def test_taken_back_at_the_table_it_leaves_the_file_released_or_not(by, there, sent_out):  # noqa: F811
    cases.release(pieces=[piece()], **by())
    actions.take_back(meeting_id=there["meeting_id"], contribution_id=sent_out, **by())
    with gate.opened():
        assert not Statement.objects.filter(text=SAID).exists()


def test_what_a_partner_typed_is_for_who_directs_to_release(cast, by, there, visit):  # noqa: F811
    to_judgement(by, there, cast)
    at = {"meeting_id": there["meeting_id"], "purpose": Purpose.COOPERATION, **by(KARIM)}
    actions.contribute(what=NewContribution(K.ARGUMENT, SAID, **laid()), **at)
    assert SAID not in text_of(visit("case", "C-1"))
    cases.release(pieces=[piece()], **by())
    assert SAID in text_of(visit("case", "C-1"))


def test_the_page_keeps_what_was_said_apart_by_table_and_releases_all_of_one_at_once(client, cast, by, there):  # noqa: F811
    to_judgement(by, there, cast)
    texts = [f"Reden nummer {number}" for number in range(40)]
    for text in texts:
        says(by, there, K.ARGUMENT, text, seat=there["noor"])
    client.force_login(cast[PIA])
    address = reverse("cases:releasing", args=["C-1"])
    shown = client.get(address)
    assert "leest ook een partner het die niet in de kamer was" in text_of(shown)
    groups = shown.context["form"]["pieces"].subwidgets
    assert len(groups) >= 40
    assert shown.content.decode().count("<summary>Gezegd aan tafel: ") == 1
    ((key, _label),) = shown.context["form"].fields["whole"].choices
    table = {"whole": [key]}
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"whole": [str(cast.ids["person_id"])]}).status_code == 422
    assert client.post(address, {"pieces": ["cases.statement:x"]}).status_code == 422
    says(by, there, K.ARGUMENT, "Wat niemand hier zag", seat=there["noor"])  # while the page stood open
    refused = client.post(address, table)
    assert refused.status_code == 422
    assert "Er kwam intussen iets bij" in text_of(refused)
    ((key, _label),) = refused.context["form"].fields["whole"].choices
    assert client.post(address, {"whole": [key]}).status_code == 303
    with gate.opened():
        rows = Statement.objects.filter(meeting_id=there["meeting_id"])
        assert rows.filter(text__in=texts).count() == 40
        assert not rows.filter(released_at=None).exists()
        outside = Statement.objects.filter(case__reference="C-1", meeting_id=None, made_by=cast[PIA])
        open_before = outside.exclude(released_at=None).count()
    ((key, _label),) = client.get(address).context["back_form"].fields["whole"].choices
    assert client.post(reverse("cases:take_back_release", args=["C-1"]), {"whole": [key]}).status_code == 303
    with gate.opened():
        assert not rows.exclude(released_at=None).exists()
        assert outside.exclude(released_at=None).count() == open_before


def test_what_a_file_says_was_shared_leaves_the_words_of_its_tables_with_their_author(cast, by, now, sent_out):  # noqa: F811
    with gate.opened():
        decision = SharingDecision.objects.get(pk=cast.ids["decision_id"])
        Statement.objects.filter(case__reference="C-1", meeting_id=None).update(released_at=None, released_by=None)
    importer = viewer_of(cast[PIA], Origin.IMPORT)
    cases.release_what_was_shared(viewer=importer, reference="C-1", now=now)
    with gate.opened():
        rows = Statement.objects.filter(case__reference="C-1", category__in=decision.categories)
        assert not rows.get(text=SAID).released_at
        assert rows.filter(meeting_id=None, about__contained_by=decision.about).exclude(released_at=None).exists()


@pytest.mark.slow
def test_migrating_closes_what_nobody_released_and_leaves_what_somebody_did(cast, by, there, sent_out, now):  # noqa: F811
    says(by, there, K.ARGUMENT, "Later zelf vrijgegeven", seat=there["noor"])
    with gate.opened():
        said = Statement.objects.filter(meeting_id=there["meeting_id"])
        for row in said:  # as it was: released in the moment in which it was made
            Statement.objects.filter(pk=row.pk).update(released_at=row.made_at, released_by=row.made_by_id)
        again = {"released_at": now + timedelta(hours=1)}
        Statement.objects.filter(text="Later zelf vrijgegeven").update(**again)
        others = set(Statement.objects.exclude(meeting_id=there["meeting_id"]).values_list("pk", "released_at"))
    migrate(("meetings", "0027_of_table"))
    migrate(("cases", "0025_each_question_to_take_over"))
    migrate(("meetings", "0028_words_wait_for_their_author"))
    with gate.opened():
        closed = Statement.objects.get(text=SAID)
        assert not closed.released_at
        assert closed.meeting_id == there["meeting_id"]
        assert Statement.objects.get(text="Later zelf vrijgegeven").released_at
        rest = Statement.objects.exclude(meeting_id=there["meeting_id"])
        assert set(rest.values_list("pk", "released_at")) == others


def test_a_colleague_who_was_sent_out_reads_it_not_in_the_pictures_either(client, cast, by, there, after):  # noqa: F811
    to_picture(by, there, cast)

    def say(minutes, text, seat="noor"):
        actions.contribute(what=NewContribution(K.EXPERIENCE, text, seat=there[seat], **laid()), **after(minutes))

    say(1, "Dit hoorde hij")
    say(1, "Dit zei hij zelf", "wim")
    actions.go_out(seat_id=there["wim"], **after(2))
    say(3, "Achter Wims rug gezegd")
    actions.come_in(seat_id=there["wim"], **after(4))

    def reads(name):
        client.force_login(cast[name])
        columns = client.get(page("pictures", after(5))).context["page"].columns
        return {words.text for column in columns for words in column.words}

    heard = {"Dit hoorde hij", "Dit zei hij zelf"}
    assert heard <= reads(WIM)
    assert "Achter Wims rug gezegd" not in reads(WIM)
    assert {*heard, "Achter Wims rug gezegd"} <= reads(PIA)
    actions.name_minute_taker(user_id=cast[WIM].pk, **after(6))
    assert "Achter Wims rug gezegd" in reads(WIM)  # who writes, reads all
