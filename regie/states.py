"""The words for a state that the stylesheet knows, each with its icon and with the word that a screen reader says.

A page prints one of these words in `data-state`; what it looks like stands in static/css. Never colour alone: an icon
and a word go with it. Not here: which state something is in. That is decided where the thing itself lives.
"""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


class Look(NamedTuple):
    """How a state is shown: the icon beside it, and its name where the page itself gives none."""

    icon: str
    word: str | Promise


def _(word: str) -> Promise:
    return pgettext_lazy("state", word)


STATES: dict[str, Look] = {
    # How it stands
    "done": Look("check-round", _("klaar")),
    "active": Look("clock", _("bezig")),
    "accepted": Look("check", _("ja gezegd")),
    "refused": Look("close", _("nee gezegd")),
    "asked": Look("help", _("gevraagd")),
    "ready": Look("pause", _("staat klaar")),
    "stopped": Look("stop", _("gestopt")),
    "attention": Look("alert", _("let op")),
    "info": Look("info", _("ter informatie")),
    # When it has to be done
    "late": Look("late", _("te laat")),
    "soon": Look("calendar", _("deze week")),
    "later": Look("hourglass", _("later")),
    "waiting": Look("pause", _("wacht op een ander")),
    "planned": Look("calendar", _("gepland")),
    # A step, a phase, a stop of the achtje
    "current": Look("clock", _("nu")),
    "next": Look("open", _("nog niet")),
    "skipped": Look("minus", _("overgeslagen")),
    "locked": Look("lock", _("nog dicht")),
    # What a step asks for
    "met": Look("check-round", _("in orde")),
    "missing": Look("open", _("ontbreekt")),
    "overridden": Look("info", _("hoeft niet, met een reden")),
    # Who sees what
    "sharing": Look("eye", _("ziet dit")),
    "hidden": Look("eye-off", _("ziet dit niet")),
    "sensitive": Look("lock", _("gevoelig")),
    # What happens to a text while somebody types
    "kept": Look("check-round", _("bewaard")),
    "keeping": Look("hourglass", _("wordt bewaard")),
    "offline": Look("offline", _("geen internet")),
}
PLAIN = Look("info", "")


def look_of(state: object) -> Look:
    """The look of a state; something that the stylesheet does not know gets a plain one."""
    return STATES.get(str(state or ""), PLAIN)
