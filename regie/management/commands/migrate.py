"""Migrating, as the owner of the tables: the role under which everything else works may not change them."""

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections

from privacy import roles


class Command(migrate.Command):
    def execute(self, *args, **options):
        """Checks and all: they ask the database for its version, and the role may not be there yet."""
        connection = connections[options["database"]]
        with roles.as_who_signed_in(connection):
            wanted = roles.statements_for_an_administrator(connection)
            if wanted:
                raise CommandError(
                    "Deze gebruiker van de database mag geen rollen maken of geven. Laat een beheerder van de database "
                    "eerst dit uitvoeren, en probeer het dan opnieuw:\n\n  " + "\n  ".join(wanted)
                )
            return super().execute(*args, **options)
