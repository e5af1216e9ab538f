"""What a form of a meeting that was sent may choose from: without opening its page, and with the same right."""

from dataclasses import fields

import pytest
from django.utils import timezone

from cases import reads as cases
from cases.reads import CaseNotFound, MeetingChoices
from meetings.models import Topic
from privacy import gate
from privacy.law import DataCategory, Purpose
from privacy.models import ReadLog
from tests.meetings.around import BERT, CAS, PIA, WIM, at, opened


@pytest.fixture
def there(by, earlier, ids):
    return opened(by, earlier, ids)


@pytest.mark.parametrize("who", [PIA, CAS, WIM])
def test_it_is_what_the_page_itself_lets_somebody_choose(cast, there, who):
    asked = {"viewer": cast.viewer(who), "purpose": Purpose.DIRECTION, "reference": "C-9", "now": timezone.now()}
    sent, page = cases.choices_for_meeting(**asked), cases.open_for_meeting(**asked, action="open_table")
    same = [field.name for field in fields(MeetingChoices) if field.name != "coming"]
    assert {name: getattr(sent, name) for name in same} == {name: getattr(page, name) for name in same}
    assert bool(sent.professionals) is (who == PIA)


def test_who_does_not_see_the_case_finds_no_choices_either(cast, there):
    asked = {"viewer": cast.viewer(BERT), "purpose": Purpose.DIRECTION, "reference": "C-9", "now": timezone.now()}
    with pytest.raises(CaseNotFound):
        cases.choices_for_meeting(**asked)


def lines():
    """What was done to the case, and which of its pages were opened."""
    return list(ReadLog.objects.order_by("id").values_list("action", flat=True))


def test_sending_a_form_opens_no_page_and_a_refused_one_opens_one(signed_in, cast, there):
    topic = {"title": "De huur", "phase": "picture", "minutes": 5, "categories": [DataCategory.DEBTS.value]}
    assert signed_in().post(at("add_topic", there["meeting"]), topic).status_code == 303
    assert signed_in().post(at("add_topic", there["meeting"]), topic | {"title": ""}).status_code == 422
    taker = {"user_id": str(cast[PIA].pk)}
    assert signed_in().post(at("name_minute_taker", there["meeting"]), taker).status_code == 303
    assert signed_in().post(at("name_minute_taker", there["meeting"]), {}).status_code == 422
    assert lines() == ["change", "open_preparation", "change", "open_table"]
    with gate.opened():
        assert Topic.objects.filter(title="De huur").count() == 1


def test_that_fewer_professionals_come_is_said_without_opening_a_page(signed_in, ids, there):
    paused = {"involvement": "paused", "involvement_reason": "Eerst rust", "professionals": 1, "version": 1}
    assert signed_in().post(at("change_involvement", there["meeting"], ids["party_id"]), paused).status_code == 303
    assert lines() == ["change"]
