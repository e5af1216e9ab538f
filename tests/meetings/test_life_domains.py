"""The area of life that something said at the table is about counts for the analysis of the case (G10)."""

from uuid import uuid4

import pytest

from cases import actions as cases
from cases.actions import NotPossible
from cases.domains import LifeDomain, Template
from cases.meeting_terms import ContributionKind
from cases.models import Case, LifeDomainEntry
from meetings import actions
from meetings.actions import NewContribution
from meetings.models import Contribution, Topic
from meetings.phases import Phase
from privacy import gate
from privacy.law import DataCategory
from tests.looking import text_of
from tests.meetings.around import at, laid, opened, put_in

K = ContributionKind


@pytest.fixture
def here(by, earlier, ids):
    """A table in the picture, with its first topic on it: about the question and the vision."""
    there = opened(by, earlier, ids)
    put_in(Phase.PICTURE, there["meeting"])
    with gate.opened():
        topic = Topic.objects.get(phase=Phase.PICTURE).pk
    here = {"meeting_id": there["meeting"], **by()}
    actions.start_topic(topic_id=topic, **here)
    return here | {"saar": there["saar"]}


def entries():
    with gate.opened():
        return list(LifeDomainEntry.objects.values_list("domain", "category", "relevance_reason"))


def says(here, text, domain, **more):
    seat = here["saar"]
    what = NewContribution(K.FACT, text, seat=seat, life_domain=domain, **laid(), **more)
    return actions.contribute(what=what, **{name: here[name] for name in here if name != "saar"})


def test_what_is_named_at_the_table_counts_for_the_analysis_without_its_words(here):
    says(here, "De huur is te laat", LifeDomain.HOUSING)
    says(here, "Er komt een brief", LifeDomain.HOUSING)
    says(here, "Zij slaapt slecht", LifeDomain.MENTAL_HEALTH)
    assert sorted(entries()) == [
        (LifeDomain.HOUSING, DataCategory.LIVING, "Genoemd aan tafel."),
        (LifeDomain.MENTAL_HEALTH, DataCategory.HEALTH_MENTAL, "Genoemd aan tafel."),
    ]
    with gate.opened():
        assert Contribution.objects.filter(life_domain=LifeDomain.HOUSING).count() == 2


def test_what_stood_there_of_an_earlier_round_counts_again_and_keeps_its_words(here, by):
    words = cases.DomainText(LifeDomain.HOUSING, "De ontruiming dreigt")
    cases.record_life_domain(entry=words, **by())
    with gate.opened():
        Case.objects.filter(reference="C-9").update(cycle_number=2)
    says(here, "De huur is te laat", LifeDomain.HOUSING)
    with gate.opened():
        entry = LifeDomainEntry.objects.get()
    assert (entry.confirmed_cycle, entry.relevance_reason) == (2, "De ontruiming dreigt")


def test_what_is_taken_back_takes_its_area_along_unless_something_else_is_about_it(here):
    first, second = uuid4(), uuid4()
    for number in (first, second):
        says(here, "De huur is te laat", LifeDomain.HOUSING, id=number)
    by = {name: here[name] for name in here if name != "saar"}
    actions.take_back(contribution_id=first, **by)
    assert len(entries()) == 1
    actions.take_back(contribution_id=second, **by)
    assert entries() == []


def test_the_screen_offers_the_areas_of_the_pattern_of_the_case_and_none_of_criminal_data(signed_in, here, by):
    page = text_of(signed_in().get(at("live", here["meeting_id"])))
    assert "Bij welk leefgebied hoort dit?" in page
    assert '<option value="support">' in page
    assert '<option value="justice">' not in page
    cases.choose_template(template=Template.ZRM2017, **by())
    page = text_of(signed_in().get(at("live", here["meeting_id"])))
    assert '<option value="support">' not in page
    sent = {"kind": "fact", "text": "De huur is te laat", "life_domain": "housing", **laid()}
    assert signed_in().post(at("contribute", here["meeting_id"]), sent).status_code == 303
    assert ". Huisvesting" in text_of(signed_in().get(at("table")))
    put_in(Phase.JUDGEMENT, here["meeting_id"])
    assert "Bij welk leefgebied hoort dit?" not in text_of(signed_in().get(at("live", here["meeting_id"])))


def test_criminal_data_is_not_taken_in_by_way_of_its_area(here):
    with pytest.raises(NotPossible, match="strafbare feiten"):
        says(here, "Er loopt een zaak", LifeDomain.JUSTICE)
