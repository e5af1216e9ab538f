"""
Importing case files: checked as a whole, then each case replayed in a savepoint of its own, in one transaction.

One case that is refused takes all the others with it, unless somebody asked to keep going. Not here: what a file may
say (validate), what a case goes through (replay), how it is told (the commands).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from cases import reads
from regie.casefile.model import CaseFile, CaseInFile
from regie.casefile.problems import Problem
from regie.casefile.reading import shift
from regie.casefile.refusals import Refusal, refusals
from regie.casefile.replay import Refused, Replayed, Staff, enrol_staff, replay
from regie.casefile.validate import Checked, check

Step = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Here:
    """A case that was imported before. changed: the file says something else now; the case stays as it is."""

    key: str
    reference: str
    changed: bool


@dataclass
class Outcome:
    """What came of an import. Without saved nothing of it was kept."""

    problems: tuple[Problem, ...] = ()
    imported: dict[str, Replayed] = field(default_factory=dict)
    here: list[Here] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    saved: bool = False


class _Undo(Exception):
    """Rolls back what was done so far."""


def import_files(
    paths: Iterable[Path],
    *,
    now: datetime,
    keep_going: bool = False,
    keep: bool = True,
    today: bool = False,
    tell: Step = lambda done, of, case: None,
) -> Outcome:
    """Imports case files. keep False: everything is tried and nothing kept. today: the dates move along with today."""
    checked = check(paths)
    outcome = Outcome(problems=checked.problems)
    if checked.refuses_all or (checked.problems and not keep_going):
        return outcome
    files = [shift(file, timezone.localdate(now)) if today else file for file in checked.files]
    try:
        with transaction.atomic():
            _Import(checked, files, outcome, now, tell).run()
            if not keep or (outcome.refused and not keep_going):
                raise _Undo
            outcome.saved = True
    except _Undo:
        pass
    return outcome


@dataclass
class _Import:
    checked: Checked
    files: list[CaseFile]
    outcome: Outcome
    now: datetime
    tell: Step
    done: int = 0

    def run(self) -> None:
        for file in self.files:
            known = reads.imported_before(source=file.municipality, keys=[case.id for case in file.cases])
            before = {case.key: case for case in known}
            try:
                with transaction.atomic():
                    if not self._file(file, before):
                        raise _Undo  # nobody gets an account for a file of which nothing came in
            except _Undo:
                continue

    def _file(self, file: CaseFile, before: Mapping[str, reads.ImportedBefore]) -> bool:
        """Whether anything of this file came in."""
        staff: Staff | None = None
        came_in = False
        for place, case in enumerate(file.cases):
            self.tell(self.done, sum(len(one.cases) for one in self.files), case.id)
            self.done += 1
            if known := before.get(case.id):
                self.outcome.here.append(Here(case.id, known.reference, known.digest != case.digest))
            elif not self.checked.of(file.name, case.id):
                staff = staff or enrol_staff(file, self.now)
                came_in |= self._case(file, place, case, staff)
        return came_in

    def _case(self, file: CaseFile, place: int, case: CaseInFile, staff: Staff) -> bool:
        try:
            with transaction.atomic():
                reference_date = file.meta.reference_date
                self.outcome.imported[case.id] = replay(
                    case, staff, source=file.municipality, reference_date=reference_date, now=self.now
                )
        except Refused as exc:
            self.outcome.refused += refusals(self.checked, file.name, place, case.id, exc)
            return False
        return True
