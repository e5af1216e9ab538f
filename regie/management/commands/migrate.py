"""Migrating, as the owner of the tables: the role under which everything else works may not change them."""

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg2.errors import LockNotAvailable

from privacy import roles

SECONDS = 10  # who wants a page meanwhile waits as long: everything queues behind a change of a table


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        said = "Hoeveel seconden een tabel bezet mag zijn voor dit stopt; 0: wacht zo lang als het duurt."
        parser.add_argument("--lock-timeout", type=int, default=SECONDS, help=said)

    def execute(self, *args, **options):
        """Checks and all: they ask the database for its version, and the role may not be there yet."""
        connection = connections[options["database"]]
        with roles.as_who_signed_in(connection, lock_timeout=options.get("lock_timeout", SECONDS)):
            wanted = roles.statements_for_an_administrator(connection)
            if wanted:
                raise CommandError(
                    "Deze gebruiker van de database mag geen rollen maken of geven. Laat een beheerder van de database "
                    "eerst dit uitvoeren, en probeer het dan opnieuw:\n\n  " + "\n  ".join(wanted)
                )
            try:
                return super().execute(*args, **options)
            except OperationalError as refused:
                if not isinstance(refused.__cause__, LockNotAvailable):
                    raise
                raise CommandError(
                    "Een tabel was te lang bezet. Wat al klaar was blijft, en niets is half gewijzigd. Probeer het "
                    "opnieuw op een rustig moment, of geef meer tijd met --lock-timeout."
                ) from refused
