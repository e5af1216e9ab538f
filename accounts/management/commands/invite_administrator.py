"""The first administrator of an installation: everybody else is invited on the pages of the administration."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import actions, reads
from accounts.functions import role_for
from accounts.kinds import Kind

FUNCTION = "Functioneel beheerder"


class Command(BaseCommand):
    help = "Nodigt een functioneel beheerder uit en toont de link waarmee die een wachtwoord kiest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", required=True, help="voor- en achternaam")
        parser.add_argument("--email", required=True, help="het adres waarmee deze persoon inlogt")
        parser.add_argument(
            "--municipality", required=True, help='de naam van de gemeente, bijvoorbeeld "Gemeente Waterdam"'
        )

    def handle(self, **options: Any) -> None:
        try:
            validate_email(options["email"])
            user_id = self._invite(options["name"], options["email"], options["municipality"])
        except (actions.NotPossible, ValidationError) as refusal:
            raise CommandError(" ".join(getattr(refusal, "messages", [str(refusal)]))) from refusal
        path = reverse("accept_invitation", kwargs={"token": reads.invitation_token(user_id)})
        self.stdout.write("Open deze link op het adres van uw installatie. Zij werkt één keer, zeven dagen lang:")
        self.stdout.write(path)

    @transaction.atomic
    def _invite(self, name: str, email: str, municipality: str) -> Any:
        place = actions.ensure_organisation(name=municipality, kind=Kind.MUNICIPALITY)
        role = role_for(FUNCTION)
        return actions.invite(
            by=None, name=name, email=email, role=role, function=FUNCTION, organisation_id=place, now=timezone.now()
        )
