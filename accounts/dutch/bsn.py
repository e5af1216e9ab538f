"""The citizen service number: whether a text is one, and whether one stands in a text. Pure Python.

Not here: who may use it (privacy.law), and how it is kept (privacy.bsn).
"""

from __future__ import annotations

import re

DIGITS = 9
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
TEST_RANGE = "9999"  # numbers that RvIG gives to nobody, to try systems with
INSTEAD = "[nummer weggelaten]"
_TYPED = re.compile(r"[0-9][0-9 .\-]*[0-9]")
# Nine digits by themselves: no part of a longer number, of a code with letters, of a decimal or of an amount.
_IN_TEXT = re.compile(r"(?<![\w+€])(?<!\d[.,\-/])(?<!€ )\d{9}(?![\w€])(?![.,\-/]\d)")


def read_bsn(text: str) -> str | None:
    """The nine digits that were meant, also typed with spaces or dots, or as the eight of an old one. Else None."""
    text = text.strip()
    if not _TYPED.fullmatch(text):
        return None
    digits = re.sub(r"\D", "", text)
    if len(digits) not in (DIGITS - 1, DIGITS):
        return None
    number = digits.zfill(DIGITS)
    return number if passes_eleven_test(number) else None


def passes_eleven_test(number: str) -> bool:
    """The check of RvIG on nine digits: a slip of one digit, or two that changed places, does not pass."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=True))
    return total % 11 == 0 and set(number) != {"0"}


def holds_bsn(text: str) -> bool:
    """Whether somebody typed what looks like a citizen service number in this text."""
    return any(passes_eleven_test(match[0]) for match in _IN_TEXT.finditer(text))


def without_bsn(text: str) -> str:
    """The text with what looks like one left out."""
    return _IN_TEXT.sub(lambda match: INSTEAD if passes_eleven_test(match[0]) else match[0], text)
