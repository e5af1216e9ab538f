"""Writes the read log of some days in the form of the Logboek Dataverwerkingen: lines of JSON, without users."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from privacy import reads


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="since", type=date.fromisoformat, required=True, help="JJJJ-MM-DD")
        parser.add_argument("--until", type=date.fromisoformat, required=True, help="JJJJ-MM-DD, die dag telt mee")

    def handle(self, *args: Any, since: date, until: date, **options: Any) -> None:
        for line in reads.as_ldv(reads.between(_midnight(since), _midnight(until + timedelta(days=1)))):
            self.stdout.write(line, ending="")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
