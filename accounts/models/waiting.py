"""Whom to ask by mail to come and look. That something waits, never what: so this says nothing of any case."""

from django.db import models
from django.db.models import Q


class Waiting(models.Model):
    """Of one person: whether something waits that was not seen yet, and what came of the last mail about that."""

    user = models.OneToOneField("accounts.User", models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(null=True)  # nothing unseen: null
    is_ready = models.BooleanField(default=False)  # something stands ready; else something only changed
    mailed_at = models.DateTimeField(null=True)
    is_unread = models.BooleanField(default=False)  # nobody came to look after that mail

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_unread=False) | Q(mailed_at__isnull=False), name="only_a_mail_that_was_sent_is_unread"
            ),
            models.CheckConstraint(
                condition=Q(is_ready=False) | Q(since__isnull=False), name="what_stands_ready_waits_since_some_time"
            ),
        ]
