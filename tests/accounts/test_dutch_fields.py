"""What people type in a form, and what they read when it cannot be understood."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as some

from accounts.dutch import fields
from accounts.dutch.forms import PlainForm

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    "typed",
    [
        "30-11-2026",
        "30/11/2026",
        "30.11.2026",
        " 30 11 2026 ",
        "30112026",
        "2026-11-30",
        "30 november 2026",
        "30 Nov. 2026",
        "ma 30 nov 2026",
        "maandag 30 november 2026",
    ],
)
def test_a_date_is_read_as_people_write_it(typed):
    assert fields.DutchDateField().clean(typed) == date(2026, 11, 30)


@pytest.mark.parametrize(
    "typed", ["eind november", "31-02-2026", "30-11-26", "00-00-0000", "30-11-9999", "🌱", "30 brumaire 2026"]
)
def test_what_is_no_date_says_how_to_write_one(typed):
    with pytest.raises(ValidationError, match="^\\['Schrijf de datum als 30-11-2026'\\]$"):
        fields.DutchDateField().clean(typed)


@given(some.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_date_that_is_shown_is_read_again(day):
    shown = fields.DutchDateField().widget.format_value(day)
    assert fields.read_day(shown) == day


@given(some.text(max_size=40))
def test_no_text_breaks_the_reading_of_a_date(text):
    found = fields.read_day(text)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    "typed",
    [
        "30-11-2026 14:30",
        "30-11-2026 14.30 uur",
        "30 november 2026 om 14:30",
        "2026-11-30T14:30",
        "2026-11-30 14:30:00",
    ],
)
def test_a_moment_is_read_in_dutch_time(typed):
    assert fields.DutchDateTimeField().clean(typed) == datetime(2026, 11, 30, 14, 30, tzinfo=AMSTERDAM)


@pytest.mark.parametrize("typed", ["30-11-2026", "30-11-2026 25:00", "14:30", "morgen om 9"])
def test_what_is_no_moment_says_how_to_write_one(typed):
    with pytest.raises(ValidationError, match="30-11-2026 14:30"):
        fields.DutchDateTimeField().clean(typed)


def test_a_day_alone_is_enough_where_the_field_says_what_it_means():
    found = fields.DutchDateTimeField(day_means=time(23, 59)).clean("30-11-2026")
    assert found == datetime(2026, 11, 30, 23, 59, tzinfo=AMSTERDAM)


def test_a_text_takes_ten_thousand_characters_and_a_line_break_counts_once():
    story = "’s Avonds 🌱\n" * 833  # 12 characters a line
    assert len(fields.LongText().clean(story.replace("\n", "\r\n"))) == 9995
    with pytest.raises(ValidationError, match=r"korter dan 10\.000 tekens"):
        fields.ShortText().clean("x" * 10_001)


def test_no_browser_is_told_to_cut_a_text_off():
    assert "maxlength" not in fields.ShortText().widget.attrs
    assert "maxlength" not in fields.LongText().widget.attrs


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("21.000", "21000"), ("€ 21.000,50", "21000.50"), ("1250,5", "1250.5"), ("1250.50", "1250.50"), ("0", "0")],
)
def test_an_amount_is_read_as_people_write_it(typed, amount):
    assert fields.Euros().clean(typed) == Decimal(amount)


def test_an_amount_is_shown_as_it_may_be_typed():
    assert fields.Euros().prepare_value(Decimal("21000.50")) == "21000,50"
    assert fields.Euros().prepare_value(Decimal("21000.00")) == "21000"


def test_yes_and_no_come_out_as_such_and_an_open_question_stays_open():
    question = fields.YesNo(required=False)
    assert (question.clean("yes"), question.clean("no"), question.clean("")) == (True, False, None)
    assert (question.prepare_value(True), question.prepare_value(False)) == ("yes", "no")


class Everything(PlainForm):
    words = fields.ShortText(label="Wie neemt over?")
    own = fields.LongText(label="Waarom?", error_messages={"required": "Schrijf op waarom"})
    day = fields.DutchDateField(label="Vanaf wanneer?")
    choice = fields.Choice(label="Weet het gezin dit?", choices=[("yes", "Ja")])
    pick = fields.Pick(label="Aan welke tafel?", choices=[("team", "Kernteam")])
    tick = fields.Tick(label="Ik las het voor")
    open = fields.LongText(required=False)


def test_a_missing_answer_names_its_question():
    assert {name: errors[0] for name, errors in Everything({}).errors.items()} == {
        "words": "Vul nog in: “Wie neemt over?”",
        "own": "Schrijf op waarom",
        "day": "Schrijf een datum bij “Vanaf wanneer?”",
        "choice": "Kies een antwoord bij “Weet het gezin dit?”",
        "pick": "Kies een antwoord bij “Aan welke tafel?”",
        "tick": "Zet hier een vinkje om verder te gaan",
    }


def test_a_list_begins_with_an_empty_line_also_when_its_choices_come_later():
    form = Everything()
    form.fields["pick"].choices = [("city", "Stedelijke tafel")]
    assert [value for value, _ in form.fields["pick"].choices] == ["", "city"]
    assert [value for value, _ in Everything().fields["pick"].choices] == ["", "team"]


@pytest.mark.parametrize(("typed", "amount"), [("1.250", 1250), ("€ 1250", 1250), ("1250,00", 1250), ("0", 0)])
def test_an_amount_in_whole_euros_is_read_as_people_write_it(typed, amount):
    read = fields.WholeEuros().clean(typed)
    assert (read, type(read)) == (amount, int)


@pytest.mark.parametrize("typed", ["1250,50", "9999999999", "-1", "veel"])
def test_cents_and_more_than_a_column_holds_are_no_whole_euros(typed):
    with pytest.raises(ValidationError):
        fields.WholeEuros().clean(typed)
    assert fields.WholeEuros(required=False).clean("") is None
