"""Who did what to which account, when. Rows are only ever added: the database refuses the rest."""

from uuid import uuid4

from django.db import models


class AccountEvent(models.Model):
    """One thing that happened to an account, a team or an organisation. Codes and ids, never a name."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    # Without a constraint in the database: no line of a record may stand in the way of removing a person.
    by = models.ForeignKey("accounts.User", models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    user = models.ForeignKey("accounts.User", models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    team = models.ForeignKey("accounts.Team", models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="account_events_by_time"),
            models.Index(fields=["user", "-at"], name="account_events_of_a_user"),
        ]
