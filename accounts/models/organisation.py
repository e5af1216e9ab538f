"""Organisations and the teams in them."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from accounts import kinds


class Organisation(models.Model):
    """A municipality or a chain partner: an organisation with a task of its own."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, default=kinds.Kind.OTHER.value)
    # The municipality that a department or a local team belongs to; an outside partner has none.
    municipality = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="one_organisation_of_a_name"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in kinds.Kind]), name="organisation_kind_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=kinds.Kind.MUNICIPALITY.value) | Q(municipality=None),
                name="a_municipality_is_part_of_none",
            ),
            models.CheckConstraint(condition=~Q(municipality=F("id")), name="organisation_is_not_part_of_itself"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People of one organisation who work together. Its members are the users that name it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="teams")
    manager = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="managed_teams")
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="one_team_of_a_name_in_an_organisation")
        ]

    def __str__(self) -> str:
        return self.name
