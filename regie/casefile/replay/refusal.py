"""Why a case of a file cannot be replayed: the place in the file, the step, and the guards. Not here: showing it."""

from __future__ import annotations

from dataclasses import dataclass

from cases.guards import Missing
from regie.casefile.yaml_lines import Path


@dataclass(frozen=True)
class Objection:
    """Something in the file that an action refused. guards: those that it was meant to satisfy, if any.

    place: the path within the case.
    """

    place: Path
    text: str
    guards: tuple[str, ...] = ()


class Refused(Exception):
    """The case cannot be replayed any further. transition: the step that could not be made; empty outside the steps."""

    def __init__(
        self,
        place: Path,
        text: str,
        *,
        transition: str = "",
        missing: tuple[Missing, ...] = (),
        objections: tuple[Objection, ...] = (),
    ) -> None:
        super().__init__(text)
        self.place = place
        self.text = text
        self.transition = transition
        self.missing = missing
        self.objections = objections

    @property
    def guards(self) -> tuple[str, ...]:
        """The ids of all guards that stand in the way, each once."""
        named = [one.guard for one in self.missing]
        named += [guard for one in self.objections for guard in one.guards]
        return tuple(dict.fromkeys(named))
