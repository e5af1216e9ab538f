"""Days and names in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.dutch import days, names

TODAY = date(2026, 11, 21)


def in_days(number):
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("ahead", "relative", "exact", "urgency"),
    [
        (0, "vandaag", "za 21 nov", "soon"),
        (1, "morgen", "zo 22 nov", "soon"),
        (3, "over 3 dagen", "di 24 nov", "soon"),
        (7, "over 7 dagen", "za 28 nov", "soon"),
        (8, "over 8 dagen", "zo 29 nov", "later"),
        (100, "over 100 dagen", "ma 1 mrt 2027", "later"),
        (192, "over 6 maanden", "di 1 jun 2027", "later"),
        (731, "over 2 jaar", "di 21 nov 2028", "later"),
        (-1, "1 dag te laat", "vr 20 nov", "late"),
        (-11, "11 dagen te laat", "di 10 nov", "late"),
    ],
)
def test_a_day_to_do_something_by_is_relative_and_exact(ahead, relative, exact, urgency):
    found = days.due(in_days(ahead), today=TODAY)
    assert (found.relative, found.exact, found.urgency, found.day) == (relative, exact, urgency, in_days(ahead))


@pytest.mark.parametrize(
    ("ahead", "waiting", "gone"),
    [
        (0, "sinds vandaag", "vandaag"),
        (-1, "sinds 1 dag", "gisteren"),
        (-25, "sinds 25 dagen", "25 dagen geleden"),
        (-400, "sinds 13 maanden", "13 maanden geleden"),
        (5, "sinds vandaag", "over 5 dagen"),
    ],
)
def test_what_began_and_what_happened_is_never_late(ahead, waiting, gone):
    began, happened = days.since(in_days(ahead), today=TODAY), days.happened(in_days(ahead), today=TODAY)
    assert (began.relative, happened.relative) == (waiting, gone)
    assert {began.urgency, happened.urgency} == {"later"}


def test_a_year_is_named_when_it_is_not_this_year_or_nobody_knows_which_year_it_is():
    assert days.dutch_day(date(2025, 11, 21), today=TODAY) == "vr 21 nov 2025"
    assert days.dutch_day(TODAY) == "za 21 nov 2026"
    assert days.long_day(TODAY, today=TODAY) == "za 21 november"


def test_a_moment_is_told_in_dutch_time():
    after_midnight = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # half past twelve at night in Amsterdam
    assert days.as_day(after_midnight) == TODAY
    assert days.dutch_moment(after_midnight, today=TODAY) == "vandaag, 00.30 uur"
    assert days.dutch_moment(after_midnight - timedelta(days=1), today=TODAY) == "gisteren, 00.30 uur"
    assert days.dutch_moment(after_midnight - timedelta(days=9), today=TODAY) == "do 12 nov, 00.30 uur"
    assert days.dutch_moment(after_midnight) == "za 21 nov 2026, 00.30 uur"


@pytest.mark.parametrize(
    ("things", "sentence"),
    [
        ([], ""),
        (["Yara"], "Yara"),
        (["Yara", "Emin"], "Yara en Emin"),
        (("Yara", "Selin", "Kemal"), "Yara, Selin en Kemal"),
    ],
)
def test_a_list_reads_as_a_sentence(things, sentence):
    assert names.sentence_list(things) == sentence


@pytest.mark.parametrize(
    ("name", "short"),
    [("Yara Demir", "Y. D."), ("Fatma van der Berg", "F. van der B."), ("şükrü ’t Hart", "Ş. ’t H."), ("", "")],
)
def test_initials_keep_the_small_words(name, short):
    assert names.initials(name) == short
