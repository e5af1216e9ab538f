"""The session engine: Django's own in the database, on rows that name their user and keep their times.

When a session ends is decided in the middleware; ending those of somebody is an action.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from accounts.models import Session


class SessionStore(DatabaseStore):
    """Keeps the row it was read from: so the times cost no second query."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.row = super()._get_session_from_db()
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row to save. A new key (signing in makes one) begins without times, and so begins anew."""
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        if self.row is not None and self.row.session_key == row.session_key:
            row.started_at, row.last_seen_at = self.row.started_at, self.row.last_seen_at
        return row
