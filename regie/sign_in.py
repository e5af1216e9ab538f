"""How the mails of signing in leave: through the outbox, so that an address that is known takes no longer than another.

Glue: accounts says what allauth is answered, outbox what is told. In the outbox stand ids, never an address or a link.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from accounts.adapter import AccountAdapter as Words
from accounts.models import User
from outbox import actions as outbox


class AccountAdapter(Words):
    """Our words, and mail that waits in the outbox."""

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        payload = {"user_id": str(user.pk), "site": self.request.build_absolute_uri("/").rstrip("/")}
        outbox.put(topic="accounts.password_forgotten", key=f"password_forgotten:{uuid4()}", payload=payload)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        payload = {"user_id": str(user.pk), "what": template_prefix}
        outbox.put(topic="accounts.sign_in_changed", key=f"sign_in_changed:{uuid4()}", payload=payload)
