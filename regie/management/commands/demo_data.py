"""Zet de voorbeeldgegevens klaar: de mensen van de demonstratie en de zeven casussen, met de data bij vandaag."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import ensure_demo_people
from regie.casefile.importing import import_files
from regie.casefile.telling import Bar

CASES = settings.BASE_DIR / "regie" / "casefile" / "demo" / "cases.yaml"


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Voorbeeldgegevens horen alleen in de demonstratie. Zet REGIE_DEMO=1."))
        now = timezone.now()
        ensure_demo_people(now=now)
        with Bar() as bar:
            outcome = import_files([CASES], now=now, today=True, tell=bar.show)
        if wrong := [str(one) for one in (*outcome.problems, *outcome.refused)]:
            raise CommandError("\n".join(wrong))
        counts = {"new": len(outcome.imported), "here": len(outcome.here)}
        self.stdout.write(_("Casussen klaargezet: %(new)s. Stonden er al: %(here)s.") % counts)
