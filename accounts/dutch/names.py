"""Names and lists of them, as a sentence says them.

Not here: which name may be seen. What arrives here was already allowed.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

PARTICLES = frozenset({"van", "de", "der", "den", "het", "'t", "’t", "ten", "ter", "te", "in", "op", "el", "al", "bin"})


def sentence_list(things: Iterable[object]) -> str:
    """ "Yara, Selin en Kemal". Empty when there is nothing."""
    words = [str(thing) for thing in things]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s en %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def initials(name: str) -> str:
    """ "Y. D." for Yara Demir, "F. van der B." for Fatma van der Berg: enough to recognise, not enough to find."""
    return " ".join(word if word.lower() in PARTICLES else f"{word[0].upper()}." for word in name.split())
