"""Who sits at the table, why, and how that person takes part."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.item import Item
from cases.meeting_terms import FirstTurnKind, ParticipationForm, SeatKind
from meetings.models.meeting import Meeting
from privacy.fields import TermField

USER = settings.AUTH_USER_MODEL


class Participant(Item):
    """A seat at the table: of a resident, of a party, or of somebody of the network; with the reason to be there.

    answered_at: when whom the party sends said yes, or no with declined_reason, which stays when somebody who said no
    comes after all. proposed_name, proposed_function: whom the party would rather send, until the director takes that
    over as the representative or not, with proposal_answer. wanted_by: the residents who said to want this person of
    the network at the table, each for what is about them; and wanted_at, since when.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participants")
    person = models.ForeignKey("cases.Person", models.CASCADE, null=True, related_name="+")
    party = models.ForeignKey("cases.Party", models.CASCADE, null=True, related_name="+")
    user = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=200)
    seat_kind = TermField(SeatKind)
    reason_at_table = models.TextField(blank=True)
    participation_form = TermField(ParticipationForm, blank=True)
    declined_reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    proposed_name = models.CharField(max_length=200, blank=True)
    proposed_function = models.CharField(max_length=200, blank=True)
    proposal_answer = models.TextField(blank=True)
    representative = models.CharField(max_length=402, blank=True)
    wanted_at = models.DateTimeField(null=True)
    wanted_by = ArrayField(models.UUIDField(), default=list)
    attended = models.BooleanField(null=True)
    first_turn_at = models.DateTimeField(null=True)
    first_turn_kind = TermField(FirstTurnKind, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=Q(person__isnull=False), name="one_seat_per_person"
            ),
            models.UniqueConstraint(
                fields=["meeting", "party"], condition=Q(party__isnull=False), name="one_seat_per_party"
            ),
            models.CheckConstraint(
                condition=Q(wanted_at=None, wanted_by=[]) | Q(wanted_at__isnull=False, wanted_by__len__gt=0),
                name="who_is_wanted_is_wanted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(first_turn_at=None, first_turn_kind="")
                | (Q(first_turn_at__isnull=False) & ~Q(first_turn_kind="")),
                name="a_first_turn_has_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(proposed_name="", proposed_function="") | (~Q(proposed_name="") & ~Q(proposed_function="")),
                name="a_proposed_representative_has_name_and_function",
            ),
        ]
