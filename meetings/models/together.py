"""The round on working together, at the end of a meeting: asked for who chairs, and for nobody else."""

from django.conf import settings
from django.db import models

from cases.item import Item
from cases.meeting_terms import Felt
from meetings.models.meeting import Meeting
from meetings.models.seats import Participant
from privacy.fields import TermField


class RoundAnswer(Item):
    """What one seat says: whether it felt heard, whether all pull together, and what is in the way. Source: S001.

    sent: whom the party sent that answered; the next one answers anew. aloud: said at the table and written down by
    who chairs, which made_by is then; else on the own device.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="round_answers")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    sent = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    heard = TermField(Felt)
    pulling = TermField(Felt)
    in_the_way = models.TextField(blank=True)
    aloud = models.BooleanField(default=False)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "participant"], name="one_answer_for_each_seat_in_a_round"),
        ]
