"""An import in words for who runs it: a counter while it lasts, and afterwards what came of each case."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import TracebackType
from typing import Self, TextIO

from django.utils.translation import gettext as _

from cases.stappenplan import Step
from regie.casefile.importing import Outcome
from regie.casefile.problems import dotted
from regie.casefile.replay import Objection, Replayed

WIDTH = 30


class Bar:
    """How far it is: only on a terminal, and gone when it is done."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.shown = self.stream.isatty()

    def __enter__(self) -> Self:
        return self

    def show(self, done: int, of: int, case: str) -> None:
        """Draws the bar: so many of these cases are done, and this one is next."""
        if self.shown:
            filled = WIDTH * done // max(of, 1)
            self.stream.write(f"\r\x1b[K[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{of} {case}")
            self.stream.flush()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def summary(outcome: Outcome) -> Iterator[str]:
    """What came in, what was here already, and all together."""
    for key, made in outcome.imported.items():
        yield from _case(key, made)
    for here in outcome.here:
        text = _("%(case)s staat er al (%(reference)s).") % {"case": here.key, "reference": here.reference}
        if here.changed:
            text += " " + _("In het bestand staat nu iets anders; de casus is niet gewijzigd.")
        yield text


def _case(key: str, made: Replayed) -> Iterator[str]:
    arrived = made.arrived
    counts = {
        "case": key,
        "reference": made.reference,
        "step": Step(arrived.step).label,
        "cycle": arrived.cycle,
        "people": arrived.people,
        "parties": arrived.parties,
        "actions": arrived.actions,
        "derived": made.derived,
    }
    yield (
        _(
            "%(case)s is nu %(reference)s: %(step)s, cyclus %(cycle)s. Mensen: %(people)s, partijen: %(parties)s, "
            "acties: %(actions)s. Afgeleid: %(derived)s."
        )
        % counts
    )
    if made.kept:
        yield "  " + _("Bewaard en nog niet gebruikt: %(fields)s.") % {"fields": ", ".join(made.kept)}
    yield from _places(_("Niet overgenomen"), made.left_out)
    yield from _places(_("Niet gedeeld"), made.rows_refused)
    yield from _places(_("Nog niet compleet"), made.incomplete)


def _places(what: str, found: tuple[Objection, ...]) -> Iterator[str]:
    for one in found:
        yield f"  {what}: {dotted(one.place)}. {one.text}"
