"""Of which choices a form is made, and the form of a button: for the forms of the meetings among themselves."""

from __future__ import annotations

from accounts.dutch.forms import PlainForm
from privacy.law import Term


def options(terms: type[Term]) -> list[tuple[str, str]]:
    """The choices of a list of words, each with a capital."""
    return [(term.value, term.label[:1].upper() + term.label[1:]) for term in terms]


class NothingForm(PlainForm):
    """A button without anything to type. What it carries along, the page put there."""
