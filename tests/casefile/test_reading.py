"""From checked data to the frozen model, and the move of all dates."""

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from cases.hats import Hat, Variant
from cases.terms import ActionStatus, ConsultOn, ScalingCriterion
from privacy.law import DataCategory
from regie.casefile.reading import shift
from tests.casefile.build import WALKED, a_case, checked, read

SHARE = {"what": "debts", "about": "p1", "from": "o1", "to": "o2"}


def test_the_words_of_the_file_become_the_words_of_the_process():
    case = read(a_case(WALKED))
    assert (case.hats[0].hat, case.hats[0].variant) == (Hat.PROCESS_DIRECTION, Variant.MUNICIPAL)
    assert case.hats[0].put_on_at == date(2026, 2, 1)
    assert case.scenarios.A.actions[0].status is ActionStatus.DONE
    assert case.scenarios.C is None
    assert case.perspectives[0].goals == ("Elke dag naar school",)


def test_one_value_where_a_list_may_stand_is_a_list_of_one():
    case = read(
        a_case(WALKED, sharing=[{**SHARE, "giver_basis": "PW-67"}], scaling={"criterion": "direction_handed_over"})
    )
    (sharing,) = case.sharing
    assert (sharing.what, sharing.about, sharing.giver_basis) == ((DataCategory.DEBTS,), ("p1",), ("PW-67",))
    assert (sharing.giver, sharing.receiver) == ("o1", "o2")
    assert case.scaling.criterion == (ScalingCriterion.DIRECTION_HANDED_OVER,)


def test_the_word_on_stays_a_word():
    case = read(a_case(WALKED, consulted=[{"party": "o1", "on": ["content", "cooperation"], "question": "?"}]))
    assert case.consulted[0].on == (ConsultOn.CONTENT, ConsultOn.COOPERATION)


def test_a_law_that_is_named_twice_is_one_law_but_two_equal_steps_are_two():
    steps = [{"t": t, "at": "2026-01-05", "by": "u_tri"} for t in ("T01", "T04", "T01", "T04")]
    case = read(a_case(laws=["wmo", "wmo"], course=steps))
    assert len(case.laws) == 1
    assert len(case.course) == 4


def test_text_loses_only_the_space_around_it():
    assert read(a_case(question="  Wie?\n\nEn wanneer? 🏠 ")).question == "Wie?\n\nEn wanneer? 🏠"


def test_what_is_not_used_yet_is_kept_as_it_stands():
    kept = [{"table": "RET", "reason": "Geen plek", "referred_at": "2026-01-01"}]
    assert read(a_case(escalations=kept)).kept == {"escalations": kept}


def test_the_digest_follows_the_file_and_not_the_dates_it_is_moved_to():
    file = checked(a_case(WALKED)).files[0]
    assert shift(file, date(2027, 1, 1)).cases[0].digest == file.cases[0].digest
    assert read(a_case(WALKED, question="Iets anders?")).digest != file.cases[0].digest


def test_a_shifted_file_has_every_date_moved_by_the_same_days():
    consents = [{"kind": "secrecy_waiver", "about": "p1", "given_at": "2026-11-01"}]
    kept = [{"table": "RET", "reason": "Geen plek", "referred_at": "2026-11-01"}]
    file = checked(
        a_case(WALKED, escalations=kept, consents=consents, sharing=[{**SHARE, "decided_at": "2026-02-11"}])
    ).files[0]
    case = shift(file, date(2026, 12, 1)).cases[0]
    assert shift(file, date(2026, 12, 1)).meta.reference_date == date(2026, 12, 1)
    assert case.course[0].at == date(2026, 1, 15)
    assert case.hats[0].put_on_at == date(2026, 2, 11)
    assert case.scenarios.A.actions[0].due == date(2026, 4, 11)
    assert case.monitoring.until == date(2027, 1, 11)
    assert case.sharing[0].decided_at == date(2026, 2, 21)
    assert case.consents[0].given_at == date(2026, 11, 11)
    assert case.kept["escalations"][0]["referred_at"] == "2026-11-11"
    assert shift(file, file.meta.reference_date) == file


def test_nobody_changes_what_was_read():
    with pytest.raises(FrozenInstanceError):
        read(a_case()).title = "Anders"
