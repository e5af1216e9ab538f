"""What the meetings report to the case. The guards read it here, and never look into meetings."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.meeting_terms import InvitationAnswer, MeetingKind
from privacy.fields import TermField
from privacy.gate import GatedModel


class MeetingReport(GatedModel):
    """The facts about one meeting that the stappenplan asks for: numbers and dates, no names and no texts.

    invited, without_reason, professionals: G06. residents, residents_unarranged: G07. present, waiting: G09, waiting
    counts the people present without a first turn since the case last came to analysis. parties: whom it invited, so
    that plan and minutes go to all of them (G17). A meeting that is open when a new round begins belongs to that round.
    date_open: there is no date yet, people are asked when they can.
    """

    meeting_id = models.UUIDField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    cycle = models.PositiveSmallIntegerField()
    kind = TermField(MeetingKind)
    planned_at = models.DateTimeField()
    date_open = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)
    question_confirmed_at = models.DateTimeField(null=True)
    purposes_read_at = models.DateTimeField(null=True)
    invited = models.PositiveSmallIntegerField(default=0)
    without_reason = models.PositiveSmallIntegerField(default=0)
    professionals = models.PositiveSmallIntegerField(default=0)
    group_limit = models.PositiveSmallIntegerField(default=8)
    residents = models.PositiveSmallIntegerField(default=0)
    residents_unarranged = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    waiting = models.PositiveSmallIntegerField(default=0)
    open_new_facts = models.PositiveSmallIntegerField(default=0)
    covers = ArrayField(models.CharField(max_length=1), default=list)
    parties = ArrayField(models.UUIDField(), default=list)
    closed_at = models.DateTimeField(null=True)
    minutes_shared_at = models.DateTimeField(null=True)

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["case", "planned_at"], name="meeting_reports_of_a_case")]


class Invitation(GatedModel):
    """That a party is invited to a meeting: why its case can be found by whom that party sends.

    Made of what the meeting reports, as the row above: one for each seat of a party, gone when the minutes went round,
    the meeting is cancelled, the seat is taken away or the case is closed. What the invitation says stands with the
    meeting itself. runs: the table sits now; over: it was held, and whoever was there waits for the minutes.
    """

    seat_id = models.UUIDField(primary_key=True)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    party = models.ForeignKey("cases.Party", models.CASCADE, related_name="+")
    meeting_id = models.UUIDField(db_index=True)
    kind = TermField(MeetingKind)
    planned_at = models.DateTimeField()
    date_open = models.BooleanField(default=False)  # there are moments to choose from
    dates_wait = models.BooleanField(default=False)  # and this party did not say yet when it can
    answer = TermField(InvitationAnswer, default=InvitationAnswer.WAITING)
    runs = models.BooleanField(default=False)
    over = models.BooleanField(default=False)
