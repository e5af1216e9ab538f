"""Asking that something is shared, with the reason; and the answer: shared on a decision, or not with the reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.actions import tasks, worklist
from cases.actions.locked import CASEWORK, DIRECTOR, authorise, case_to_change, locked_case
from cases.actions.refusals import NotPossible
from cases.actions.sharing import Proposal, decide
from cases.actions.telling import tell_asker
from cases.models import Case, HouseholdMember, Party, SharingRequest
from cases.record_terms import Involvement, RequestState, TaskKind
from cases.standing import SENT_BY_PARTY
from cases.working_days import add_working_days
from privacy import law
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Role
from privacy.viewer import Viewer

DAYS_TO_ANSWER = 5  # working days


@entrance
@transaction.atomic
def ask_to_share(
    *,
    viewer: Viewer,
    reference: str,
    categories: Collection[DataCategory],
    reason: str,
    now: datetime,
    recipient: UUID | None = None,
    about: Collection[UUID] = (),
    purpose: Purpose = Purpose.DIRECTION,
) -> UUID:
    """Asks who directs the process to share this, for oneself or (a colleague) for somebody of a party. Returns its id.

    Asked again while it waits: the same request stays. A partner need not say about whom: it may not know them.
    """
    case, standing = locked_case(viewer, purpose, reference, now)
    authorise(standing, SENT_BY_PARTY if purpose is Purpose.COOPERATION else CASEWORK)
    receiver = viewer.user_id if purpose is Purpose.COOPERATION or recipient is None else recipient
    _refuse_unreceivable(case, receiver, categories)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarvoor dit nodig is."), field="reason")
    here = HouseholdMember.objects.filter(case=case, person__in=about).count()
    if here != len(set(about)):
        raise NotPossible(_("Deze persoon hoort niet bij deze casus."), field="about")
    asked = {"case": case, "asked_by_id": viewer.user_id, "recipient_id": receiver, "categories": sorted(categories)}
    waiting = SharingRequest.objects.filter(**asked, state=RequestState.OPEN).first()
    if waiting:
        return waiting.pk
    people = [str(person) for person in about]
    made = SharingRequest.objects.create(**asked, asked_at=now, about=people, reason=reason)
    due_on = add_working_days(timezone.localdate(now), DAYS_TO_ANSWER)
    tasks.ask_director(case, TaskKind.DECIDE_SHARING, about=made.pk, due_on=due_on, now=now)
    worklist.refresh(case, now)
    return made.pk


@entrance
@transaction.atomic
def share_as_asked(*, viewer: Viewer, reference: str, request_id: UUID, proposal: Proposal, now: datetime) -> UUID:
    """Answers a request with a decision, which may give less than was asked. Returns the id of the decision."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    request = _waiting(case, request_id)
    if request.recipient_id not in proposal.recipients:
        raise NotPossible(_("Kies ook degene voor wie het is gevraagd."), field="recipients")
    decision = decide(case, viewer, proposal, now)
    _answer(case, request, viewer, now, state=RequestState.GRANTED, decision_id=decision)
    return decision


@entrance
@transaction.atomic
def refuse_request(*, viewer: Viewer, reference: str, request_id: UUID, reason: str, now: datetime) -> None:
    """Answers a request with no, and why. Whoever asked reads that reason."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom u dit niet deelt. Wie het vroeg, leest dit."), field="reason")
    _answer(case, _waiting(case, request_id), viewer, now, state=RequestState.REFUSED, answer=reason)


@entrance
@transaction.atomic
def withdraw_request(
    *, viewer: Viewer, reference: str, request_id: UUID, now: datetime, purpose: Purpose = Purpose.DIRECTION
) -> None:
    """Whoever asked needs it no longer."""
    case, _standing = locked_case(viewer, purpose, reference, now)
    request = _waiting(case, request_id)
    if request.asked_by_id != viewer.user_id:
        raise NotPossible(_("Alleen wie dit vroeg, kan het intrekken."))
    _answer(case, request, viewer, now, state=RequestState.WITHDRAWN)


def _waiting(case: Case, request_id: UUID) -> SharingRequest:
    request = SharingRequest.objects.filter(case=case, pk=request_id, state=RequestState.OPEN).first()
    if request is None:
        raise NotPossible(_("Op deze vraag is al geantwoord."))
    return request


def _answer(case: Case, request: SharingRequest, viewer: Viewer, now: datetime, **outcome: Any) -> None:
    for name, value in outcome.items():
        setattr(request, name, value)
    request.answered_by_id, request.answered_at = viewer.user_id, now
    request.save()
    tasks.done(case, (TaskKind.DECIDE_SHARING,), about=request.pk, now=now)
    worklist.refresh(case, now)
    tell_asker(viewer, request)


def _refuse_unreceivable(case: Case, receiver: UUID, categories: Collection[DataCategory]) -> None:
    """Only for who takes part for a party, and only what a decision could ever give."""
    if not categories:
        raise NotPossible(_("Kies wat er gedeeld moet worden."), field="categories")
    takes_part = Party.objects.filter(case=case, contact=receiver).exclude(involvement=Involvement.STOPPED)
    person = User.objects.filter(pk=receiver, is_active=True).first()
    if person is None or not takes_part.exists():
        raise NotPossible(_("Kies iemand van een partij in deze casus."), field="recipient")
    if not set(categories) <= law.receivable(Role(person.role), Purpose.COOPERATION):
        text = _("Deze ontvanger mag dit nooit ontvangen, ook niet met een besluit.")
        raise NotPossible(text, field="categories")
