"""Ways round the one function that makes a step: each is refused, and leaves the case where it was.

Every pair of steps by raw SQL, update() and the attribute itself are in test_stappenplan.py.
"""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from cases.models import Case, StepTransition
from cases.stappenplan import Step
from privacy import gate
from tests.cast import case_in

RECORD = (
    "INSERT INTO cases_steptransition (case_id, number, move, from_step, to_step, cycle, by_id, at, guards) "
    "VALUES (%s, %s, %s, %s, %s, 1, gen_random_uuid(), now(), '{}')"
)
MOVE = "UPDATE cases_case SET step = %s, steps_made = %s WHERE id = %s"


def sql(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)


def smuggled(case, step):
    """The step set past the descriptor that refuses it, as somebody would who has read how it works."""
    vars(case)["step"] = step.value
    return case


def by_saving(case):
    smuggled(case, Step.PERSPECTIVE).save()


def by_saving_one_column(case):
    smuggled(case, Step.PERSPECTIVE).save(update_fields=["step"])


def by_bulk_update(case):
    Case.objects.bulk_update([smuggled(case, Step.PERSPECTIVE)], ["step"])


def by_creating_it_again(case):
    columns = {"update_conflicts": True, "unique_fields": ["id"], "update_fields": ["step"]}
    Case.objects.bulk_create([smuggled(case, Step.PERSPECTIVE)], **columns)


def by_counting_it_as_a_step(case):
    Case.objects.filter(pk=case.pk).update(step=Step.PERSPECTIVE, steps_made=F("steps_made") + 1)


def with_every_pgtrigger_off(case):
    names = ",".join(trigger.get_pgid(Case) for trigger in Case._meta.triggers)
    sql(f"SET LOCAL pgtrigger.ignore = '{{{names}}}'")
    sql(MOVE, "monitoring", 1, case.pk)


def with_the_record_of_another_step(case):
    sql(RECORD, case.pk, 1, "T09", "analysis", "invitation")
    sql(MOVE, "perspective", 1, case.pk)


def with_a_record_that_leaves_a_gap(case):
    sql(RECORD, case.pk, 2, "T08", "analysis", "perspective")
    sql(MOVE, "perspective", 2, case.pk)


def with_a_record_but_no_count(case):
    sql(RECORD, case.pk, 1, "T08", "analysis", "perspective")
    sql(MOVE, "perspective", 0, case.pk)


def with_the_record_of_another_case(case):
    other = case_in(Step.ANALYSIS, case.opened_at, "C-4")
    sql(RECORD, other.pk, 1, "T08", "analysis", "perspective")
    sql(MOVE, "perspective", 1, case.pk)


WAYS = [
    by_saving,
    by_saving_one_column,
    by_bulk_update,
    by_creating_it_again,
    by_counting_it_as_a_step,
    with_every_pgtrigger_off,
    with_the_record_of_another_step,
    with_a_record_that_leaves_a_gap,
    with_a_record_but_no_count,
    with_the_record_of_another_case,
]


def attempt(way, case):
    """Up to and with what the database asks at the end of a transaction."""
    with transaction.atomic():
        way(case)
        sql("SET CONSTRAINTS ALL IMMEDIATE")


def test_no_way_round_changes_the_step(cast, now):
    with gate.opened():
        pk = case_in(Step.ANALYSIS, now).pk
        for way in WAYS:
            with pytest.raises(DatabaseError, match="without a transition"):
                attempt(way, Case.objects.get(pk=pk))
            case = Case.objects.get(pk=pk)
            assert (case.step, case.steps_made) == (Step.ANALYSIS, 0), way.__name__
            assert not StepTransition.objects.filter(case=pk).exists(), way.__name__


def test_what_the_action_writes_is_all_that_it_takes(cast, now):
    """So that the refusals above are about what is missing there, and not about writing at all."""
    with gate.opened():
        case = case_in(Step.ANALYSIS, now)
        sql(RECORD, case.pk, 1, "T08", "analysis", "perspective")
        sql(MOVE, "perspective", 1, case.pk)
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        assert Case.objects.get(pk=case.pk).step == Step.PERSPECTIVE


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("SET session_replication_role = replica", "permission denied"),
        ("TRUNCATE cases_steptransition", "permission denied"),
        ("INSERT INTO cases_steptransition SELECT * FROM cases_steptransition", "duplicate key"),
    ],
)
def test_the_record_cannot_be_switched_off_emptied_or_doubled(cast, now, statement, refusal):
    with gate.opened():
        case = case_in(Step.ANALYSIS, now)
    sql(RECORD, case.pk, 1, "T08", "analysis", "perspective")
    with pytest.raises(DatabaseError, match=refusal), transaction.atomic():
        sql(statement)


def test_the_same_step_is_not_recorded_twice(cast, now):
    with gate.opened():
        case = case_in(Step.ANALYSIS, now)
    sql(RECORD, case.pk, 1, "T08", "analysis", "perspective")
    with pytest.raises(DatabaseError, match="one_transition_per_number"), transaction.atomic():
        sql(RECORD, case.pk, 1, "T09", "analysis", "invitation")


def test_a_step_that_does_not_exist_cannot_stand_in_a_case(cast, now):
    with gate.opened():
        case = case_in(Step.ANALYSIS, now)
    sql(f"SET LOCAL pgtrigger.ignore = '{{{Case._meta.triggers[0].get_pgid(Case)}}}'")
    with pytest.raises(DatabaseError, match="case_step_exists"), transaction.atomic():
        sql(MOVE, "finished", 1, case.pk)
