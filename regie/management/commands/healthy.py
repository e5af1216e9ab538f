"""Says whether this installation can work; fails with the parts that do not answer. For the probe of a container."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from regie import health


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "parts", nargs="*", help="database, migrations, broker, heartbeat; without any: all of them"
        )

    def handle(self, *args, parts, **options):
        answers = health.answers(timezone.now())
        unknown = set(parts) - answers.keys()
        if unknown:
            raise CommandError(f"Onbekend: {', '.join(sorted(unknown))}. Er is: {', '.join(answers)}.")
        silent = [name for name in parts or answers if not answers[name]]
        if silent:
            raise CommandError(f"Geen antwoord van: {', '.join(silent)}.")
