"""What somebody typed and has not sent yet."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q


class Draft(models.Model):
    """The fields of one form, for its owner only. Personal data: wiped when used and when it expires."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    page = models.CharField(max_length=500)  # where the form stands
    action = models.CharField(max_length=500)  # where the form is sent
    fields = models.JSONField()  # name -> list of what was typed
    made_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "action"], name="one_draft_of_a_form"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("saved_at")), name="a_draft_expires_after_it_was_saved"
            ),
        ]
