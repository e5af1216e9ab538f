"""The people who sign in."""

from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    """Finds a user by address, whatever capitals were typed."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in. The role is a word of the law; the law lives above this app, so here it is only a word.

    Without an address (an account that an import made) there is no way in until an administrator gives one.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True, null=True, blank=True)
    role = models.CharField(max_length=30)
    function = models.CharField(max_length=200, blank=True)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="people")
    team = models.ForeignKey("accounts.Team", models.SET_NULL, null=True, blank=True, related_name="members")
    phone = models.CharField(max_length=40, blank=True)

    invited_at = models.DateTimeField(null=True, blank=True)
    # Nobody when an import did it.
    invited_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Of an account in use: which address it had before an administrator gave another one, as long as that is told.
    former_email = models.EmailField(blank=True)
    address_changed_at = models.DateTimeField(null=True, blank=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    # What Django and its packages ask. Of these the truth is elsewhere: disabled_at, and the law.
    is_active = models.GeneratedField(
        expression=Q(disabled_at__isnull=True), output_field=models.BooleanField(), db_persist=True
    )
    is_staff = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [
            # Django and guardian both let a superuser through unasked: so there is none.
            models.CheckConstraint(condition=Q(is_superuser=False), name="nobody_is_above_the_law"),
            models.CheckConstraint(condition=Q(is_staff=False), name="nobody_enters_the_django_admin"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_in_small_letters"),
            models.CheckConstraint(
                condition=Q(invited_by=None) | Q(invited_at__isnull=False), name="who_invited_has_a_when"
            ),
            models.CheckConstraint(
                condition=Q(disabled_at=None, disabled_by=None)
                | Q(disabled_at__isnull=False, disabled_by__isnull=False),
                name="disabled_by_somebody_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(disabled_by=None) | ~Q(disabled_by=F("id")), name="nobody_disables_themselves"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
