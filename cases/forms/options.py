"""A list of words of the method as the answers of a question."""

from __future__ import annotations

from privacy.law import Term


def options(terms: type[Term]) -> list[tuple[str, str]]:
    """Each word with its code, with a capital because it begins an answer."""
    return [(term.value, capital(term.label)) for term in terms]


def capital(words: str) -> str:
    """With a capital in front, and what has capitals of its own left as it is: "GGD", "Wmo-aanbieder"."""
    return words[:1].upper() + words[1:]
