"""What is clicked at the table while everybody waits: each click asks so much of the database and no more.

Beside it the pages themselves have their lines (tests/cases/test_query_budgets.py). Without scripts, so without
the part of the screen that comes back: that is counted as meetings:live there.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Case
from meetings import actions
from meetings.actions import NewTopic
from meetings.models import Topic
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from tests.cases.test_query_budgets import UNCOUNTED
from tests.meetings.around import PIA, WIM, at, laid, opened, put_in

MOST = {"give_turn": 23, "contribute": 34, "take_my_turn": 25, "start_topic": 33}
WRITES = ("INSERT INTO", "DELETE FROM", "UPDATE")
OF_WHO_STANDS_HOW = ("cases_invitation", "cases_worklistentry", "cases_task")


@pytest.fixture
def there(by, earlier, ids):
    """A table in the picture that talked about everything once."""
    there = opened(by, earlier, ids)
    put_in(Phase.PICTURE, there["meeting"])
    with gate.opened():
        topic = Topic.objects.get(phase=Phase.PICTURE).pk
    after = NewTopic("De nacht", Phase.PICTURE, 5, (DataCategory.REQUEST_VISION,))
    then = actions.add_topic(meeting_id=there["meeting"], topic=after, **by())
    actions.start_topic(meeting_id=there["meeting"], topic_id=topic, **by() | {"now": timezone.now()})
    return there | {"next": then}


@pytest.fixture
def asked(signed_in, there):
    """What a click asks, as SQL."""

    def ask(name, who, *ids, **typed):
        client = signed_in(who)
        with CaptureQueriesContext(connection) as captured:
            assert client.post(at(name, there["meeting"], *ids), typed).status_code == 303, name
        return [query["sql"] for query in captured if not UNCOUNTED.match(query["sql"])]

    return ask


def test_each_click_at_the_table_asks_no_more_than_its_line_and_leaves_who_stands_how_alone(asked, there):
    around = _around()
    clicks = {
        "give_turn": asked("give_turn", PIA, there["wim"]),
        "contribute": asked("contribute", PIA, kind="fact", text="De huur is te laat", seat=there["saar"], **laid()),
        "take_my_turn": asked("take_my_turn", WIM, kind="passed"),
        "start_topic": asked("start_topic", PIA, there["next"]),
    }
    assert {name: len(queries) for name, queries in clicks.items() if len(queries) > MOST[name]} == {}
    for name, queries in clicks.items():
        written = [sql for sql in queries if sql.startswith(WRITES)]
        assert not [sql for sql in written if any(table in sql for table in OF_WHO_STANDS_HOW)], name
    assert _around() == around


def test_the_next_who_speaks_costs_no_more_than_the_first(asked, there):
    said = {"kind": "fact", "text": "De huur is te laat", "seat": there["saar"], **laid()}
    first, *others = (len(asked("contribute", PIA, **said)) for _time in range(4))
    assert max(others) <= first


def _around():
    with gate.opened():
        return Case.objects.get(reference="C-9").around
