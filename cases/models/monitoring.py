"""Following the plan and the co-operation: agreement, contacts, signals that it stalls, safety, and their tasks."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.item import CycleItem, Item
from cases.record_terms import ContactKind, TaskKind
from cases.terms import ContactWay, MonitoringBasis, Monitors, PulseResult, SafetyRoute, SignalBy
from privacy.fields import TermField
from privacy.gate import GatedModel

USER = settings.AUTH_USER_MODEL


class MonitoringAgreement(CycleItem):
    """Who calls whom and when, or why monitoring is not needed. The case director is called first. Source: S003."""

    needed = models.BooleanField()
    reason_not = models.TextField(blank=True)
    next_review_on = models.DateField(null=True)
    interval_days = models.PositiveSmallIntegerField(null=True)
    until = models.DateField(null=True)
    first_to_call = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    basis = TermField(MonitoringBasis, blank=True)
    monitors = TermField(Monitors, default=Monitors.BOTH)

    class Meta(CycleItem.Meta):
        constraints = [
            *CycleItem.Meta.constraints,
            models.UniqueConstraint(fields=["case"], name="one_monitoring_agreement"),
            models.CheckConstraint(
                condition=Q(needed=False) & ~Q(reason_not="")
                | Q(needed=True, next_review_on__isnull=False, interval_days__isnull=False),
                name="monitoring_has_dates_or_a_reason_not_to",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("next_review_on")),
                name="monitoring_ends_after_its_next_review",
            ),
        ]


class Contact(Item):
    """A short contact: a pulse call, or between meetings a call, an encouragement, a connection. Source: S003."""

    kind = TermField(ContactKind)
    with_whom = models.TextField()
    channel = TermField(ContactWay, blank=True)
    contacted_at = models.DateTimeField()
    result = TermField(PulseResult, blank=True)
    note = models.TextField(blank=True)


class PlannedCall(Item):
    """Whom a director wants to reach between meetings, when, and why then: the own judgement of who follows the case.

    made_by: whose judgement it is, and who is reminded. done_at: it was done, and became that contact; or it lapsed.
    """

    kind = TermField(ContactKind)
    with_whom = models.CharField(max_length=200)
    call_on = models.DateField()
    reason = models.TextField()
    done_at = models.DateTimeField(null=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="+")


class StagnationSignal(Item):
    """Someone says that it stalls. From the case director it obliges to convene; from another it asks for an answer.

    raised_for: on whose behalf it was recorded, when a resident said it.
    """

    by = TermField(SignalBy)
    raised_for = models.TextField(blank=True)
    text = models.TextField()
    raised_at = models.DateTimeField()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+")
    answer = models.TextField(blank=True)
    convened = models.BooleanField(default=False)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answered_at=None, convened=False, answer="")
                | (Q(answered_at__isnull=False) & (Q(convened=True) | ~Q(answer=""))),
                name="a_signal_ends_with_convening_or_an_answer",
            ),
        ]


class SafetyAlert(Item):
    """E07: it may not be safe. The reporting code runs outside this flow; the case keeps its step."""

    text = models.TextField()
    route = TermField(SafetyRoute)
    acted_on = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class Task(GatedModel):
    """Something the system asks of someone, with a date. No text about people: the kind says what."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="+")
    kind = TermField(TaskKind)
    assignee = models.ForeignKey(USER, models.CASCADE, related_name="+")
    subject = models.UUIDField(null=True)  # the signal, hat or decision it is about
    due_on = models.DateField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta(GatedModel.Meta):
        indexes = [models.Index(fields=["assignee", "due_on"], condition=Q(done_at=None), name="tasks_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "subject", "assignee"],
                condition=Q(done_at=None),
                name="one_open_task_per_subject",
                nulls_distinct=False,
            )
        ]
