"""The page on which one item is kept or erased, after a confirmation."""

from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from cases.models import Erasure, Statement
from cases.record_terms import ErasureGround
from privacy import gate
from privacy.law import DataCategory
from privacy.models import ReadLog

QUERIES = 10 + 2 + 2  # of the page, of signing in, and of the savepoint that a transaction is inside a test
POSTS = {"hold_item": {"reason": "Bezwaar"}, "lift_hold": {}, "erase_item": {"ground": "request"}}


@pytest.fixture
def fact(cast):
    """A fact in C-1 that its director may see."""
    with gate.opened():
        return Statement.objects.get(case__reference="C-1", category=DataCategory.HEALTH_MENTAL)


def at(name, item, table="cases.statement"):
    return reverse(f"cases:{name}", args=["C-1", table, item])


def is_there(fact):
    with gate.opened():
        return Statement.objects.filter(pk=fact.pk).exists()


def test_an_item_is_shown_kept_released_and_erased(signed_in, fact):
    client = signed_in()
    page = unescape(client.get(at("keeping", fact.pk)).content.decode())
    assert fact.text in page
    assert "Wissen kunt u niet ongedaan maken" in page
    assert client.post(at("hold_item", fact.pk), POSTS["hold_item"]).url == at("keeping", fact.pk)
    page = client.get(at("keeping", fact.pk)).content.decode()
    assert "Dit moet bewaard blijven" in page
    assert "erase-form" not in page
    assert client.post(at("erase_item", fact.pk), POSTS["erase_item"]).status_code == 409
    assert is_there(fact)
    client.post(at("lift_hold", fact.pk))
    assert client.post(at("erase_item", fact.pk), POSTS["erase_item"]).status_code == 303
    assert not is_there(fact)
    with gate.opened():
        assert Erasure.objects.get().ground is ErasureGround.REQUEST


@pytest.mark.parametrize(("post", "values"), [("hold_item", {"reason": ""}), ("erase_item", {"ground": ""})])
def test_holding_has_a_reason_and_erasing_a_ground(signed_in, fact, post, values):
    response = signed_in().post(at(post, fact.pk), values)
    assert response.status_code == 422
    assert is_there(fact)


def test_what_hangs_under_it_is_counted(signed_in, cast):
    page = signed_in().get(at("keeping", cast.ids["scenario_id"], "cases.scenario")).content.decode()
    assert "Er gaat 1 ding mee" in page


@pytest.mark.parametrize("name", ["bert_stands_nowhere", "karim_receives", "ina_inquires", "wim_takes_part"])
def test_for_who_does_not_direct_there_is_no_such_page(signed_in, fact, name):
    client = signed_in(name)
    assert client.get(at("keeping", fact.pk)).status_code == 404
    for post, values in POSTS.items():
        assert client.post(at(post, fact.pk), values).status_code in (403, 404)
    assert is_there(fact)


def test_what_is_elsewhere_hidden_or_no_item_is_not_found(signed_in, cast, fact):
    with gate.opened():
        elsewhere = Statement.objects.filter(case__reference="C-2").first()
        hidden = Statement.objects.get(case__reference="C-1", category=DataCategory.CRIMINAL)
    client = signed_in()
    for item, table in (
        (elsewhere.pk, "cases.statement"),
        (hidden.pk, "cases.statement"),
        (uuid4(), "cases.statement"),
        (cast.ids["case_id"], "cases.case"),
        (cast["pia_directs_process"].pk, "accounts.user"),
    ):
        assert client.get(at("keeping", item, table)).status_code == 404
        for post, values in POSTS.items():
            assert client.post(at(post, item, table), values).status_code == 404
    assert is_there(elsewhere)
    assert is_there(hidden)


def test_the_wrong_method_gets_405(signed_in, fact):
    client = signed_in()
    assert client.post(at("keeping", fact.pk)).status_code == 405
    for post in POSTS:
        assert client.get(at(post, fact.pk)).status_code == 405


def test_the_page_leaves_a_line_in_the_read_log_and_costs_little(signed_in, fact, django_assert_max_num_queries):
    client = signed_in()
    client.get(at("keeping", fact.pk))
    with django_assert_max_num_queries(QUERIES):
        client.get(at("keeping", fact.pk))
    assert ReadLog.objects.filter(action="open_keeping").count() == 2
