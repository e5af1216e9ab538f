"""A date by proposal and answer: the moments that are proposed, and who can when."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.meeting_terms import DateFit
from meetings.models.meeting import Meeting
from meetings.models.seats import Participant
from privacy.fields import TermField
from privacy.gate import GatedModel

USER = settings.AUTH_USER_MODEL


class DateOption(GatedModel):
    """A moment at which the meeting could be. picked_at: it is; expired_at: another is, or it was taken back."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="options")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    made_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    picked_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)

    class Meta(GatedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "starts_at"],
                condition=Q(picked_at=None, expired_at=None),
                name="a_moment_is_proposed_once",
            ),
            models.CheckConstraint(
                condition=Q(picked_at=None) | Q(expired_at=None), name="a_moment_is_picked_or_expires"
            ),
        ]


class DateAnswer(GatedModel):
    """What somebody with a seat says of a proposed moment. how: in what way who directs heard it of somebody else."""

    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    option = models.ForeignKey(DateOption, models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="date_answers")
    answer = TermField(DateFit)
    answered_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField()
    how = models.CharField(max_length=200, blank=True)

    class Meta(GatedModel.Meta):
        constraints = [models.UniqueConstraint(fields=["option", "participant"], name="one_answer_to_a_moment")]
