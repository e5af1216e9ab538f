"""Closes every citizen service number again with the first key of BSN_KEYS. Can be stopped, and goes on later."""

from typing import Any

from django.core.management.base import BaseCommand

from cases import actions
from privacy.viewer import SYSTEM


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        while count := actions.rotate_bsn_keys(viewer=SYSTEM):
            total += count
            self.stdout.write(f"{total} nummers zijn opnieuw versleuteld")
        self.stdout.write("Klaar: alle nummers zijn versleuteld met de nieuwste sleutel.")
