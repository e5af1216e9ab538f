"""
A name inside a text: the words it is known by, where a text says one of them, and the text without it. Pure Python.

Here: letters only. Not here: which texts there are and who may see them (cases.reads.naming), what erasing means
(cases.actions.keeping).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

SHORTEST, MOST = 2, 6
AROUND = 60  # letters on either side of a name that make it recognisable


def parts_of(name: str, others: Iterable[str] = ()) -> tuple[str, ...]:
    """By what somebody may be called in a text: the whole name, the first name, the last one. The longest first.

    others: who stand beside this person. A part of a name that they share means nobody in particular.
    """
    words = name.split()
    shared = {word for other in others for word in other.split()}
    return longest_first((name, *(word for word in (words[0], words[-1]) if word not in shared))) if words else ()


def typed(text: str) -> tuple[str, ...]:
    """Words with commas between them, as they were typed. What is too short to mean anybody is left out."""
    return longest_first(text.split(","))[:MOST]


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once. "Sjoerd van 't Hof" goes before "Sjoerd", or half of it would stay."""
    clean = {" ".join(word.split()) for word in words}
    return tuple(sorted((word for word in clean if len(word) >= SHORTEST), key=lambda word: (-len(word), word)))


def in_database(words: Iterable[str]) -> str:
    """The same pattern for PostgreSQL: whole words, in capitals or not."""
    return rf"(^|\W)({_either(words)})($|\W)"


def says(value: Any, words: Iterable[str]) -> bool:
    """Whether a text, or what holds texts, says one of these words as a whole word."""
    pattern = _pattern(words)
    return any(pattern.search(text) for text in _texts_in(value))


def excerpt(value: Any, words: Iterable[str]) -> str:
    """The text, or the first one in what holds texts, around the first time that it says one of these words."""
    pattern = _pattern(words)
    return next((_around(text, found) for text in _texts_in(value) if (found := pattern.search(text))), "")


def _around(text: str, found: re.Match[str]) -> str:
    start, end = max(found.start() - AROUND, 0), found.end() + AROUND
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"


def without(value: Any, words: Iterable[str], instead: str) -> Any:
    """A text, or what holds texts, with other words in place of these."""
    pattern = _pattern(words)

    def rewritten(one: Any) -> Any:
        if isinstance(one, str):
            return pattern.sub(lambda _found: instead, one)
        if isinstance(one, list):
            return [rewritten(each) for each in one]
        return {key: rewritten(each) for key, each in one.items()} if isinstance(one, dict) else one

    return rewritten(value)


def without_sentence(text: str, begins: str) -> str:
    """The text without what begins so, to the end of its line: free words, in which no list finds the names."""
    return re.sub(rf"\s*{re.escape(begins.rstrip('. '))}[^\n]*", "", text)


def _texts_in(value: Any) -> Iterator[str]:
    """Each by itself, as it was written: in JSON as text, a name after a new line is no whole word."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(words)})(?!\w)", re.IGNORECASE)


def _either(words: Iterable[str]) -> str:
    """One of these words, however many spaces stand in it. Punctuation is escaped: these are letters, no pattern."""
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in words)
