"""Holding and erasing: nothing stands in the way of lawful erasure, and what is held stays."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import keep_draft
from cases import actions, hats, reads
from cases.actions import NotAuthorised, NotPossible
from cases.actions.keeping import ENDED_BY, GONE
from cases.hats import Hat
from cases.item import Item, item_tables
from cases.models import (
    Case,
    Closure,
    Erasure,
    HatPeriod,
    HouseholdMember,
    ImportedCase,
    Person,
    PlanAction,
    PlanVersion,
    SharingDecision,
    Statement,
    StepTransition,
)
from cases.reads import CaseNotFound
from cases.record_terms import Erased, ErasureGround
from cases.stappenplan import Step
from cases.terms import ClosureReason
from outbox.models import Message
from privacy import gate, grants
from privacy.law import DataCategory, Purpose
from privacy.models import Grant, ReadLog
from privacy.retention import StartRule
from tests.cases.rows import Rows, tables
from tests.cast import case_in
from tests.factories import HatPeriodFactory, HouseholdMemberFactory, PersonFactory
from tests.owner import as_owner

STAY_AS_TRACE = {"cases_erasure", "cases_steptransition", "outbox_message", "privacy_readlog", "privacy_logbatch"}
ITEMS = [pytest.param(model, id=table) for table, model in sorted(item_tables().items())]


@pytest.fixture
def by(cast, now):
    """The common arguments of an action of the process director in C-9."""
    return {"viewer": cast.viewer("pia_directs_process"), "reference": "C-9", "now": now}


@pytest.fixture
def person(cast, now):
    """Somebody of the household of C-9, which pia directs."""
    with gate.opened():
        case = case_in(Step.MONITORING, now, "C-9")
        HatPeriodFactory(case=case, wearer=cast["pia_directs_process"], worn=hats.MUNICIPAL)
        return PersonFactory(municipality=case.municipality, name="Sjoerd van 't Hof", made_at=now)


@pytest.fixture
def rows(cast, person, now):
    """Makes rows of C-9 that are about this person alone."""
    return rows_about(cast, [person.pk], now)


def rows_about(cast, about, now) -> Rows:
    with gate.opened():
        case = Case.objects.get(reference="C-9")
        return Rows(case, Person.objects.get(name="Sjoerd van 't Hof"), cast["pia_directs_process"], now, about)


def tables_with(text) -> set[str]:
    """Every table of the system in which this text, or this id, stands anywhere in a row."""
    names = [
        name
        for name in connection.introspection.table_names()
        if name.startswith(("accounts_", "cases_", "meetings_", "privacy_", "outbox_"))
    ]
    found = set()
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {name} t WHERE t::text LIKE %s)", [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.add(name)
    return found


@pytest.mark.parametrize("model", ITEMS)
def test_every_kind_of_item_can_be_held_released_and_erased(model, by, rows, now):
    table = model._meta.label_lower
    with gate.opened():
        item = rows.of(model)
        if table in ENDED_BY:
            model.objects.filter(pk=item.pk).delete()
            ended = {ENDED_BY[table]: now} | ENDINGS.get(table, {})
            item = model.objects.create(**_columns(item) | ended)
    one = {"table": table, "item_id": item.pk} | by
    actions.hold_item(reason="Bezwaar van 3 mei", **one)
    with pytest.raises(NotPossible, match="bewaard"):
        actions.erase_item(**one)
    actions.lift_hold(**one)
    actions.erase_item(**one)
    connection.check_constraints()
    with gate.opened():
        assert not model.objects.filter(pk=item.pk).exists()
        trace = Erasure.objects.get(subject=item.pk)
        assert (trace.what, trace.table, trace.ground) == (Erased.ITEM, table, ErasureGround.MISTAKE)
    assert Message.objects.get(topic="cases.erased").payload["subject"] == str(item.pk)
    assert not ReadLog.objects.filter(viewer_id=by["viewer"].user_id).exists()


ENDINGS = {
    "cases.stagnationsignal": {"answer": "Nu niet nodig"},
    "meetings.newfactssignal": {"resolution": "dismissed", "resolution_reason": "Stond er al"},
}


def _columns(item: Item) -> dict:
    return {field.attname: getattr(item, field.attname) for field in item._meta.concrete_fields if field.name != "id"}


@pytest.mark.parametrize("table", sorted(ENDED_BY))
def test_what_stands_open_is_answered_before_it_is_erased(table, by, rows):
    with gate.opened():
        item = rows.of(item_tables()[table])
    with pytest.raises(NotPossible, match="nog open"):
        actions.erase_item(table=table, item_id=item.pk, **by)


def test_what_hangs_under_an_item_holds_it_too(by, rows):
    with gate.opened():
        consultation = rows.of(item_tables()["cases.consultation"])
    actions.hold_item(table="cases.consultation", item_id=consultation.pk, reason="Klacht", **by)
    with pytest.raises(NotPossible, match="bewaard"):
        actions.erase_item(table="cases.party", item_id=consultation.party_id, **by)


def test_a_hold_has_a_reason(by, rows):
    with gate.opened():
        item = rows.of(Statement)
    with pytest.raises(NotPossible) as refused:
        actions.hold_item(table="cases.statement", item_id=item.pk, reason=" ", **by)
    assert refused.value.field == "reason"


@pytest.mark.parametrize("table", ["cases.statement", "cases.case", "accounts.user", "verzonnen"])
def test_what_is_elsewhere_or_no_item_or_may_not_be_seen_is_not_there(cast, by, rows, table):
    with gate.opened():
        elsewhere = Statement.objects.filter(case__reference="C-1").first()
        hidden = rows.of(Statement)
        Statement.objects.filter(pk=hidden.pk).update(category=DataCategory.CRIMINAL)
    for item_id in (elsewhere.pk, hidden.pk):
        for deed in (actions.erase_item, actions.lift_hold):
            with pytest.raises(NotPossible, match="staat niet in deze casus"):
                deed(table=table, item_id=item_id, **by)
    with gate.opened():
        assert Statement.objects.filter(pk__in=[elsewhere.pk, hidden.pk]).count() == 2


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("bert_stands_nowhere", CaseNotFound), ("karim_receives", CaseNotFound), ("ina_inquires", NotAuthorised)],
)
def test_only_who_directs_holds_and_erases(cast, now, name, refusal):
    with gate.opened():
        item = Statement.objects.filter(case__reference="C-1").first()
    one = {"viewer": cast.viewer(name), "reference": "C-1", "now": now}
    with pytest.raises(refusal):
        actions.erase_item(table="cases.statement", item_id=item.pk, **one)
    with pytest.raises(refusal):
        actions.hold_item(table="cases.statement", item_id=item.pk, reason="x", **one)
    with pytest.raises(refusal):
        actions.erase_person(person_id=cast.ids["person_id"], **one)


@pytest.mark.parametrize("alone", [True, False], ids=["about_this_person_alone", "about_several"])
def test_a_person_is_erased_from_every_table(cast, by, person, now, alone):
    other = cast.ids["person_id"]
    rows = rows_about(cast, [person.pk] if alone else [person.pk, other], now)
    with gate.opened():
        for model in tables():
            rows.of(model)
        PlanAction.objects.filter(case__reference="C-9").update(owner_name=person.name)
        who = [{"who": person.name, "what": "x"}, {"who": "Ina", "what": "x"}]
        PlanVersion.objects.update(content={"actions": who})
        ImportedCase.objects.update(unused={"household": person.name})
        decision = SharingDecision.objects.get(case__reference="C-9")
        gift = grants.Gift(
            decision_id=decision.pk,
            case_id=decision.case_id,
            receivers=[cast["karim_receives"].pk],
            categories=[DataCategory.LIVING],
            about=[person.pk],
            valid_from=now,
            valid_until=now + timedelta(days=1),
        )
        grants.give(gift)
    page = "/casussen/C-9/mensen/"
    keep_draft(user_id=by["viewer"].user_id, page=page, action=page, fields={"name": [person.name]}, now=now)
    actions.erase_person(person_id=person.pk, **by)
    connection.check_constraints()
    assert tables_with(person.pk) == {"cases_erasure", "outbox_message"}
    assert tables_with("Sjoerd van 't Hof") == set()
    with gate.opened():
        assert SharingDecision.objects.get(case__reference="C-9").about == ([] if alone else [other])
        if not alone:
            assert PlanAction.objects.get(case__reference="C-9").owner_name == GONE
            content = PlanVersion.objects.get(case__reference="C-9").content
            assert [action["who"] for action in content["actions"]] == [GONE, "Ina"]
        assert HatPeriod.objects.filter(case__reference="C-9", hat=Hat.PROCESS_DIRECTION).exists()


def test_a_person_stays_while_anything_about_this_person_is_held(cast, by, rows, person):
    with gate.opened():
        rows.of(HouseholdMember)
        held = rows.of(Statement)
    actions.hold_item(table="cases.statement", item_id=held.pk, reason="Bezwaar", **by)
    with pytest.raises(NotPossible, match="nu niet worden gewist"):
        actions.erase_person(person_id=person.pk, **by)
    actions.lift_hold(table="cases.statement", item_id=held.pk, **by)
    actions.erase_person(person_id=person.pk, **by)


def test_a_person_of_another_case_too_is_not_erased_by_who_directs_only_this_one(cast, by, rows, person, now):
    with gate.opened():
        rows.of(HouseholdMember)
        HouseholdMemberFactory(case=Case.objects.get(reference="C-2"), person_id=person.pk, role="oom")
    with pytest.raises(NotPossible, match="nu niet worden gewist"):
        actions.erase_person(person_id=person.pk, **by)
    with pytest.raises(NotPossible, match="staat niet in deze casus"):
        actions.erase_person(person_id=cast.ids["person_id"], **by)


def test_whoever_is_erased_gets_no_place_in_another_case_meanwhile(by, rows, person):
    """The row of the person is locked before it is judged who may erase it, and after the cases, as in every action."""
    with gate.opened():
        rows.of(HouseholdMember)
    with CaptureQueriesContext(connection) as asked:
        actions.erase_person(person_id=person.pk, **by)
    locked = [query["sql"].split(" FROM ")[1].split()[0] for query in asked if query["sql"].endswith("FOR UPDATE")]
    assert locked == ['"cases_case"', '"cases_case"', '"cases_person"']


def test_the_database_lets_a_decision_forget_only_who_is_gone(cast):
    with gate.opened():
        decision = SharingDecision.objects.get(case__reference="C-2")
        person = Person.objects.first()
        again = SharingDecision.objects.create(**_columns(decision) | {"about": [person.pk]})
        with pytest.raises(Exception, match="stays as it was taken"):
            SharingDecision.objects.filter(pk=again.pk).update(about=[])


def test_a_whole_case_is_erased_and_leaves_ids_and_dates(cast, rows, person, now):
    reads.open_case(viewer=cast.viewer("pia_directs_process"), purpose=Purpose.DIRECTION, reference="C-9", now=now)
    with gate.opened():
        for model in tables():
            rows.of(model)
        case_id, bottleneck = rows.case.pk, rows.of(_model("cases.bottleneck"))
    _erase_case(cast, now)
    assert tables_with(case_id) <= STAY_AS_TRACE
    assert tables_with(person.pk) == set()
    with gate.opened():
        assert StepTransition.objects.filter(case=case_id).count() == 1
        bottleneck.refresh_from_db()
        assert bottleneck.case_id is None
        assert Erasure.objects.get(subject=case_id).what is Erased.CASE


def test_erasing_a_case_takes_its_shares_along_and_leaves_the_other_cases(cast, now):
    manager = cast.viewer("tess_manages_here")
    actions.erase_case(viewer=manager, reference="C-1", ground=ErasureGround.REQUEST, now=now)
    connection.check_constraints()
    with gate.opened():
        assert not Grant.objects.filter(user=cast["karim_receives"]).exists()
        assert list(Case.objects.values_list("reference", flat=True)) == ["C-2"]
        assert HouseholdMember.objects.filter(case__reference="C-2").exists()


def test_a_held_item_keeps_the_whole_case(cast, by, rows, now):
    with gate.opened():
        held = rows.of(Statement)
    actions.hold_item(table="cases.statement", item_id=held.pk, reason="Beroep", **by)
    with pytest.raises(NotPossible, match="bewaard"):
        _erase_case(cast, now)


@pytest.mark.parametrize(("days", "erased"), [(0, True), (1, False)])
def test_at_the_end_of_the_term_a_closed_case_can_go(cast, now, person, days, erased):
    with gate.opened():
        case = case_in(Step.CLOSED, now, "C-10")
        ends = now.date() + timedelta(days=days)
        Closure.objects.create(
            case=case,
            category=DataCategory.PROGRESS,
            made_at=now,
            changed_at=now,
            cycle=1,
            confirmed_cycle=1,
            reason=next(iter(ClosureReason)),
            retention_result="3.1.5",
            retention_start_rule=next(iter(StartRule)),
            retention_starts_on=date(2020, 1, 1),
            retention_ends_on=ends,
        )
    manager = cast.viewer("tess_manages_here")
    if erased:
        actions.erase_case(viewer=manager, reference="C-10", now=now)
        return
    with pytest.raises(NotPossible, match="nog niet voorbij"):
        actions.erase_case(viewer=manager, reference="C-10", now=now)


@pytest.mark.parametrize("name", ["finn_manages_elsewhere", "pia_directs_process", "ger_protects_data"])
def test_only_a_manager_of_the_municipality_erases_a_case(cast, now, name):
    with pytest.raises((CaseNotFound, NotAuthorised)):
        actions.erase_case(viewer=cast.viewer(name), reference="C-1", ground=ErasureGround.REQUEST, now=now)


def test_the_trace_of_an_erasure_cannot_be_erased(cast, by, rows):
    with gate.opened():
        item = rows.of(Statement)
    actions.erase_item(table="cases.statement", item_id=item.pk, **by)
    with gate.opened(), pytest.raises(Exception, match="rows are only ever added"), as_owner():
        Erasure.objects.all().delete()


def _erase_case(cast, now):
    manager = cast.viewer("tess_manages_here")
    actions.erase_case(viewer=manager, reference="C-9", ground=ErasureGround.REQUEST, now=now)
    connection.check_constraints()


def _model(label):
    return next(model for model in tables() if model._meta.label_lower == label)
