"""Who a session belongs to: allauth's backend, that brings the organisation along so that no page asks for it again."""

from __future__ import annotations

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class Backend(AuthenticationBackend):
    """Finds the user of a session, on each request: whoever was disabled a moment ago is nobody now."""

    def get_user(self, user_id: UUID) -> User | None:
        return User.objects.select_related("organisation").filter(pk=user_id, is_active=True).first()
