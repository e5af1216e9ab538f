"""
Contacts between meetings that somebody intends: whom to call, encourage or bring together, when, and why then.

The judgement is of who follows the case, and comes back in "my work" on the day. Not here: the phone round with its
interval, and a contact that nobody planned (cases.actions.monitoring). Source: S003 step 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import tasks
from cases.actions.items import sent_twice, stamp
from cases.actions.locked import DIRECTORS, case_to_change
from cases.actions.monitoring import NewContact, record_contact
from cases.actions.refusals import NotPossible
from cases.models import Case, PlannedCall
from cases.record_terms import ContactKind, TaskKind
from privacy.gate import entrance
from privacy.law import DataCategory, Relation
from privacy.viewer import Viewer

FOLLOWERS = (*DIRECTORS, Relation.FOLLOWS)


@dataclass(frozen=True)
class NewCall:
    """What somebody intends to do, with whom, on which day, and why then."""

    kind: ContactKind
    with_whom: str
    call_on: date
    reason: str


@entrance
@transaction.atomic
def plan_call(*, viewer: Viewer, reference: str, call: NewCall, now: datetime) -> UUID:
    """Notes it, and asks it of this viewer on that day."""
    case = case_to_change(viewer, reference, now, FOLLOWERS)
    if call.kind is ContactKind.PULSE:
        raise NotPossible(_("De belronde komt vanzelf terug. Kies wat u verder wilt doen."), field="kind")
    for field, text in (("with_whom", call.with_whom), ("reason", call.reason)):
        if not text.strip():
            raise NotPossible(_("Schrijf dit op."), field=field)
    if call.call_on < timezone.localdate(now):
        raise NotPossible(_("Kies een dag die nog moet komen."), field="call_on")
    said = {"kind": call.kind, "with_whom": call.with_whom.strip(), "call_on": call.call_on, "reason": call.reason}
    if made_already := sent_twice(PlannedCall, case, viewer, now, **said):
        return made_already
    planned = PlannedCall.objects.create(**stamp(case, viewer, now, category=DataCategory.PLAN_ACTIONS), **said)
    tasks.ask(case, TaskKind.CALL, of=viewer.user_id, about=planned.pk, due_on=call.call_on, now=now)
    return planned.pk


@entrance
@transaction.atomic
def make_call(*, viewer: Viewer, reference: str, call_id: UUID, contact: NewContact, now: datetime) -> UUID:
    """It was done, by whoever did it: kept as a contact like any other, with what came of it."""
    case = case_to_change(viewer, reference, now, FOLLOWERS)
    planned = _open(case, call_id)
    made = record_contact(viewer=viewer, reference=reference, contact=contact, now=now)
    _end(case, planned, now, contact=made)
    return made


@entrance
@transaction.atomic
def drop_call(*, viewer: Viewer, reference: str, call_id: UUID, now: datetime) -> None:
    """It is not needed any more."""
    case = case_to_change(viewer, reference, now, FOLLOWERS)
    _end(case, _open(case, call_id), now)


def _open(case: Case, call_id: UUID) -> PlannedCall:
    planned = PlannedCall.objects.filter(case=case, pk=call_id, done_at=None).first()
    if planned is None:
        raise NotPossible(_("Dit contact staat niet meer open."))
    return planned


def _end(case: Case, planned: PlannedCall, now: datetime, *, contact: UUID | None = None) -> None:
    planned.done_at, planned.contact_id, planned.changed_at = now, contact, now
    planned.save(update_fields=["done_at", "contact", "changed_at"])
    tasks.done(case, (TaskKind.CALL,), about=planned.pk, now=now)
