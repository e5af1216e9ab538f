"""What stands in the way: the list of the steward, and how one goes further, each time with who and when."""

from dataclasses import replace
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from cases import actions, reads
from cases.actions import Changed, NotPossible, Stand
from cases.models import Bottleneck, BottleneckChange, Case
from cases.organisation_terms import BottleneckLevel, BottleneckStatus
from cases.reads import BottleneckNotFound, BottleneckQuery, BottleneckSort
from privacy import gate
from privacy.law import DataCategory, Purpose
from privacy.models import ReadLog

LONG = ("Zó lang 🧡 en o'clock & <b>meer</b>. " * 300)[:10_000].strip()
QUERIES = 5 + 2 + 2  # of the page, of signing in, and of the savepoint that a transaction is inside a test
LIST = reverse("cases:bottlenecks")
ASKED = Stand(BottleneckLevel.POLICY, BottleneckStatus.AGENDAED, None, "Op de agenda van 3 mei.")
SENT = {"level": "policy", "status": "agendaed", "note": "Op de agenda van 3 mei.", "version": "0"}


@pytest.fixture
def signed_in(signed_in):
    return lambda name="fem_stewards": signed_in(name)


@pytest.fixture
def fem(cast):
    return cast.viewer("fem_stewards")


def meet(cast, now, title="Wachtlijst bij de gemeente", reference="C-1", level=BottleneckLevel.EXECUTION):
    """Somebody meets this obstacle in a case."""
    director = {"C-1": "pia_directs_process", "C-2": "omar_directs_elsewhere"}[reference]
    return actions.record_bottleneck(
        viewer=cast.viewer(director), reference=reference, title=title, level=level, description=LONG, now=now
    )


@pytest.fixture
def met(cast, now):
    return meet(cast, now - timedelta(days=100))


def page_of(key):
    return reverse("cases:bottleneck", args=[key])


def shown(response):
    return unescape(response.content.decode())


def titles(viewer, now, **asked):
    query = replace(BottleneckQuery(), **asked)
    page = reads.bottleneck_list(viewer=viewer, purpose=Purpose.LEARNING, query=query, now=now)
    return [row.title for row in page.rows]


def test_the_list_shows_what_how_far_how_old_and_whose(signed_in, met):
    page = shown(signed_in().get(LIST))
    for word in ("Wachtlijst bij de gemeente", "uitvoering", "gezien", ">100<", "wacht lang", "nog niemand"):
        assert word in page


def test_the_list_says_in_how_many_cases_and_never_in_which(signed_in, cast, now, met):
    meet(cast, now, title="wachtlijst bij de Gemeente", reference="C-2")
    page = signed_in().get(LIST)
    assert [row.cases for row in page.context["page"].rows] == [2, 2]
    assert "C-1" not in shown(page)
    assert "C-2" not in shown(page)
    log = ReadLog.objects.get(action="bottleneck_list")
    assert (log.purpose, log.case_ids, log.categories) == (Purpose.LEARNING, [], [DataCategory.PROGRESS])


def test_the_page_names_the_cases_that_this_viewer_may_see_and_logs_them(signed_in, cast, met):
    page = shown(signed_in().get(page_of(met)))
    assert "C-1" in page
    assert LONG in page
    assert ReadLog.objects.get(action="open_bottleneck").case_ids == [cast.ids["case_id"]]


def test_a_case_of_another_municipality_is_not_named(signed_in, cast, met):
    with gate.opened():
        elsewhere = cast["finn_manages_elsewhere"].organisation
        Case.objects.filter(reference="C-1").update(municipality=elsewhere)
    assert "C-1" not in shown(signed_in().get(page_of(met)))


def test_a_case_that_was_erased_is_not_counted(fem, now, met):
    with gate.opened():
        Bottleneck.objects.update(case=None)
    page = reads.open_bottleneck(viewer=fem, purpose=Purpose.LEARNING, bottleneck_id=met, now=now)
    assert (page.row.cases, page.references) == (0, ())


@pytest.mark.parametrize(
    "name", ["pia_directs_process", "tess_manages_here", "ger_protects_data", "ada_administers", "karim_receives"]
)
def test_for_others_the_pages_are_not_there(signed_in, cast, now, met, name):
    client = signed_in(name)
    assert client.get(LIST).status_code == 404
    assert client.get(page_of(met)).status_code == 404
    assert client.post(page_of(met), SENT).status_code == 404
    with pytest.raises(BottleneckNotFound):
        actions.change_bottleneck(viewer=cast.viewer(name), bottleneck_id=met, stand=ASKED, version=0, now=now)
    with gate.opened():
        assert not BottleneckChange.objects.exists()


def test_what_belongs_to_another_municipality_is_not_there(signed_in, cast, fem, now, met):
    with gate.opened():
        Bottleneck.objects.update(municipality=cast["finn_manages_elsewhere"].organisation)
    client = signed_in()
    assert "Geen open knelpunten" in shown(client.get(LIST))
    assert client.get(page_of(met)).status_code == 404
    assert client.get(page_of(uuid4())).status_code == 404
    with pytest.raises(BottleneckNotFound):
        actions.change_bottleneck(viewer=fem, bottleneck_id=met, stand=ASKED, version=0, now=now)


def test_a_list_is_only_read(signed_in, met):
    assert signed_in().post(LIST).status_code == 405
    assert signed_in().put(page_of(met)).status_code == 405


def test_a_bottleneck_goes_further_with_who_and_when(signed_in, cast, now, met):
    response = signed_in().post(page_of(met), SENT | {"owner": str(cast["tess_manages_here"].pk)})
    assert (response.status_code, response.url) == (303, page_of(met))
    page = shown(signed_in().get(page_of(met)))
    for word in ("Op de agenda, beleid, tess manages here", "Op de agenda van 3 mei.", "fem stewards"):
        assert word in page
    with gate.opened():
        row, change = Bottleneck.objects.get(), BottleneckChange.objects.get()
        assert (row.level, row.status, row.owner) == (change.level, change.status, change.owner)
        assert (change.by_id, row.changed_at) == (cast["fem_stewards"].pk, change.at)


def test_ending_one_says_how_it_ended_and_everything_typed_stays(signed_in, met):
    response = signed_in().post(page_of(met), SENT | {"status": "solved", "note": " "})
    assert response.status_code == 422
    assert "Schrijf op wat de oplossing was, of waarom het niet kan." in shown(response)
    response = signed_in().post(page_of(met), {"level": "", "status": "solved", "note": LONG, "version": "0"})
    assert response.status_code == 422
    assert LONG in shown(response)
    assert response.context["form"]["status"].value() == "solved"
    with gate.opened():
        assert Bottleneck.objects.get().status is BottleneckStatus.DETECTED


def test_nothing_changed_is_not_kept(signed_in, met):
    same = {"level": "execution", "status": "detected", "owner": "", "note": "", "version": "0"}
    response = signed_in().post(page_of(met), same)
    assert response.status_code == 409
    assert "U hebt niets gewijzigd" in shown(response)


@pytest.mark.parametrize("owner", ["finn_manages_elsewhere", "karim_receives"])
def test_the_owner_works_for_this_municipality(signed_in, cast, fem, now, met, owner):
    assert signed_in().post(page_of(met), SENT | {"owner": str(cast[owner].pk)}).status_code == 422
    with pytest.raises(NotPossible) as refused:
        actions.change_bottleneck(
            viewer=fem, bottleneck_id=met, stand=replace(ASKED, owner=cast[owner].pk), version=0, now=now
        )
    assert refused.value.field == "owner"


def test_an_owner_who_left_may_stay_until_another_is_chosen(cast, fem, now, met):
    with gate.opened():
        Bottleneck.objects.update(owner=cast["finn_manages_elsewhere"])
    stand = replace(ASKED, owner=cast["finn_manages_elsewhere"].pk)
    actions.change_bottleneck(viewer=fem, bottleneck_id=met, stand=stand, version=0, now=now)


def test_nobody_overwrites_what_another_changed_meanwhile(signed_in, fem, now, met):
    actions.change_bottleneck(viewer=fem, bottleneck_id=met, stand=ASKED, version=0, now=now)
    with pytest.raises(Changed):
        actions.change_bottleneck(viewer=fem, bottleneck_id=met, stand=ASKED, version=0, now=now)
    response = signed_in().post(page_of(met), SENT | {"level": "board", "note": LONG})
    assert response.status_code == 409
    assert LONG in shown(response)
    assert response.context["form"]["version"].value() == "1"
    again = SENT | {"level": "board", "note": LONG, "version": "1"}
    assert signed_in().post(page_of(met), again).status_code == 303


def test_the_list_is_narrowed_and_ordered_by_its_address(fem, cast, now):
    old, new = now - timedelta(days=9), now - timedelta(days=1)
    first = meet(cast, old, title="Zorg sluit niet aan", level=BottleneckLevel.BOARD)
    meet(cast, new, title="Andere regels per wet", level=BottleneckLevel.POLICY)
    assert titles(fem, now) == ["Zorg sluit niet aan", "Andere regels per wet"]
    assert titles(fem, now, sort=BottleneckSort.NEWEST) == ["Andere regels per wet", "Zorg sluit niet aan"]
    assert titles(fem, now, sort=BottleneckSort.TITLE) == ["Andere regels per wet", "Zorg sluit niet aan"]
    assert titles(fem, now, level=BottleneckLevel.BOARD) == ["Zorg sluit niet aan"]
    done = Stand(BottleneckLevel.BOARD, BottleneckStatus.SOLVED, fem.user_id, "Er is nu één loket.")
    actions.change_bottleneck(viewer=fem, bottleneck_id=first, stand=done, version=0, now=now)
    assert titles(fem, now) == ["Andere regels per wet"]
    assert titles(fem, now, ended=True, sort=BottleneckSort.CHANGED)[0] == "Zorg sluit niet aan"
    assert titles(fem, now, status=BottleneckStatus.SOLVED) == ["Zorg sluit niet aan"]
    assert titles(fem, now, mine=True) == []
    assert titles(fem, now, mine=True, ended=True) == ["Zorg sluit niet aan"]


@pytest.mark.parametrize("address", ["?niveau=verzonnen&stand=x&sorteer=../..", "?sorteer=title&klaar=on", "?mijn="])
def test_an_odd_address_is_a_list_all_the_same(signed_in, met, address):
    assert "Wachtlijst bij de gemeente" in shown(signed_in().get(LIST + address))


def test_what_narrows_says_so_when_nothing_is_left(signed_in, met):
    page = shown(signed_in().get(LIST + "?niveau=board"))
    assert "Niets gevonden" in page
    assert "Uitvoering 1" in page


def test_the_list_costs_the_same_however_long_it_is(signed_in, cast, now, django_assert_max_num_queries):
    for number in range(30):
        meet(cast, now, title=f"Knelpunt {number}")
    client = signed_in()
    with django_assert_max_num_queries(QUERIES):
        assert "Knelpunt 29" in shown(client.get(LIST))


def test_a_list_has_an_end_and_says_so(signed_in, cast, now, monkeypatch):
    monkeypatch.setattr("cases.reads.bottlenecks.MOST", 2)
    for number in range(3):
        meet(cast, now, title=f"Knelpunt {number}")
    page = signed_in().get(LIST)
    assert len(page.context["page"].rows) == 2
    assert "Er zijn er meer." in shown(page)


def test_the_steward_finds_the_list_on_the_start_page(signed_in):
    assert LIST in shown(signed_in().get(reverse("home")))
    assert LIST not in shown(signed_in("ada_administers").get(reverse("home")))
