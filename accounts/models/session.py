"""Sessions that know whose they are, so that they can be ended, and when they were last used, so that they end."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """A browser that visits. The times are written by the middleware, at the first request after signing in."""

    user = models.ForeignKey("accounts.User", models.CASCADE, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
