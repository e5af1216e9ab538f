"""Leest casusbestanden in: alles wordt eerst gecontroleerd, en dan loopt elke casus na zoals die is gegaan."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.casefile.importing import Outcome, import_files
from regie.casefile.telling import Bar, summary


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="BESTAND", help="een casusbestand (docs/case-file.md)"
        )
        parser.add_argument(
            "--keep-going",
            action="store_true",
            help="neem over wat wel klopt; wat niet klopt wordt genoemd, en de opdracht eindigt dan met een fout",
        )
        parser.add_argument("--dry-run", action="store_true", help="probeer alles, en bewaar niets")

    def handle(self, *args: Any, files: list[Path], keep_going: bool, dry_run: bool, **options: Any) -> None:
        with Bar() as bar:
            outcome = import_files(files, now=timezone.now(), keep_going=keep_going, keep=not dry_run, tell=bar.show)
        wrong = [str(one) for one in (*outcome.problems, *outcome.refused)]
        if wrong and not (keep_going and (outcome.imported or outcome.here)):
            nothing = _("Er is niets ingelezen. Wat er mis is (%(count)s):") % {"count": len(wrong)}
            raise CommandError("\n".join([nothing, *wrong]))
        for line in summary(outcome):
            self.stdout.write(line)
        self._conclude(outcome, dry_run)
        if wrong:
            raise CommandError("\n".join([_("Niet ingelezen:"), *wrong]))

    def _conclude(self, outcome: Outcome, dry_run: bool) -> None:
        not_in = {one.case for one in outcome.problems} | {one.problem.case for one in outcome.refused}
        counts = {"imported": len(outcome.imported), "here": len(outcome.here), "refused": len(not_in)}
        self.stdout.write(
            _("Dit was een proef: er is niets bewaard.")
            if dry_run
            else _("Ingelezen: %(imported)s. Stond er al: %(here)s. Geweigerd: %(refused)s.") % counts
        )
