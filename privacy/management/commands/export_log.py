"""Writes the read log with its links as lines of JSON. verify_log --export proves such a file without a database."""

from typing import Any

from django.core.management.base import BaseCommand

from privacy import log


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        for line in log.export():
            self.stdout.write(line)
