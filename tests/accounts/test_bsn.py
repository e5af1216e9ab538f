"""What is a citizen service number and what only looks like a number."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.dutch.bsn import DIGITS, INSTEAD, holds_bsn, passes_eleven_test, read_bsn, without_bsn
from accounts.dutch.fields import BsnField, LongText
from accounts.kinds import BSN_BY_LAW, Kind

GOOD = "999990019"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (GOOD, GOOD),
        (" 9999 90 019 ", GOOD),
        ("9999.90.019", GOOD),
        ("9999-90-019", GOOD),
        ("12345672", "012345672"),  # an old one of eight digits
        ("012345672", "012345672"),
        ("999990018", None),
        ("999900019", None),  # two digits changed places
        ("000000000", None),
        ("1234567", None),
        ("9999900190", None),
        ("99999001٩", None),
        ("-999990019", None),
        ("", None),
        ("negen", None),
    ],
)
def test_a_number_is_read_as_it_is_typed_and_a_slip_is_no_number(typed, number):
    assert read_bsn(typed) == number


@given(st.integers(1, 10**DIGITS - 1), st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_no_number_passes_with_one_digit_wrong(value, place, by):
    number = str(value).zfill(DIGITS)
    wrong = f"{number[:place]}{(int(number[place]) + by) % 10}{number[place + 1 :]}"
    assert not (passes_eleven_test(number) and passes_eleven_test(wrong))


@pytest.mark.parametrize(
    "text", [GOOD, f"Zijn bsn is {GOOD}.", f"({GOOD})", f"bsn:{GOOD}\nen meer", f"Bel 0612345678 of {GOOD}, zei zij"]
)
def test_a_text_that_holds_one_is_refused_with_what_to_do(text):
    assert holds_bsn(text)
    assert GOOD not in without_bsn(text)
    assert INSTEAD in without_bsn(text)
    with pytest.raises(ValidationError, match="lijkt op een burgerservicenummer"):
        LongText().clean(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Bel 0{GOOD} na vijf uur",  # ten digits
        f"+31{GOOD}",
        f"€ {GOOD}",
        f"€{GOOD}",
        f"{GOOD},50 euro",
        f"NL91ABNA{GOOD}0",
        f"zaak Z{GOOD}",
        f"{GOOD}x",
        "999990018",
        "999 990 019",  # the way out that the message names
        "0612345678 of 010-1234567",
        "1.999.990.019",
    ],
)
def test_a_telephone_number_an_amount_and_an_account_are_no_citizen_service_number(text):
    assert not holds_bsn(text)
    assert without_bsn(text) == text == LongText().clean(text)


def test_the_field_gives_nine_digits_says_in_dutch_what_is_wrong_and_keeps_the_browser_from_keeping_it():
    field = BsnField()
    assert field.clean("9999.90.019") == GOOD
    assert field.widget.attrs["autocomplete"] == "off"
    for typed in ("123", "999990018"):
        with pytest.raises(ValidationError, match="Dit is geen burgerservicenummer"):
            field.clean(typed)


def test_a_landlord_an_employer_and_somebodys_own_network_never_receive_it():
    never = {Kind.HOUSING_CORPORATION, Kind.INFORMAL_NETWORK, Kind.CLIENT_SUPPORTER, Kind.CONFIDANT, Kind.EMPLOYER}
    never |= {Kind.VOLUNTEER_ORG, Kind.REFUGEE_SUPPORT, Kind.LAWYER_MEDIATOR, Kind.OTHER}
    assert not never & BSN_BY_LAW
    assert {Kind.YOUTH_PROVIDER, Kind.WMO_PROVIDER, Kind.SAFE_AT_HOME, Kind.CERTIFIED_INSTITUTION} <= BSN_BY_LAW
