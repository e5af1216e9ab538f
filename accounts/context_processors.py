"""What every page may show of whoever looks at it, and which of the two sites it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from accounts.doors import is_portal
from accounts.reads.people import initials


@dataclass(frozen=True)
class Me:
    """Whoever looks, as the top bar shows them. Costs no query."""

    id: UUID
    name: str
    function: str
    organisation: str

    @property
    def initials(self) -> str:
        """At most two letters."""
        return initials(self.name)


def me(request: HttpRequest) -> dict[str, Any]:
    """`me` is there for who is signed in, and with it `session_seconds`: how long a session may stand still.

    `shell` is the base of a page that stands on both sites, like "Mijn account".
    """
    shell = {"shell": "portal/base.html" if is_portal(request) else "base.html"}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return shell
    whoever = Me(user.pk, user.name, user.function, user.organisation.name)
    return shell | {"me": whoever, "session_seconds": int(settings.SESSION_IDLE.total_seconds())}
