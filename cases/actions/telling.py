"""Promising that somebody hears by mail that something waits: in the transaction of the deed, as a row of the outbox.

For actions among themselves. Here: who hears of what. Not here: how often a mail is sent and what it says (accounts);
what a task asks of a colleague, which stands in "my work" (tasks).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.waiting import What
from cases.actions import tasks, worklist
from cases.meeting_terms import InvitationAnswer
from cases.models import Case, PlanAction, SharingDecision, SharingRequest, Task
from cases.reads.scope import open_invitations, open_questions
from cases.record_terms import TaskKind
from cases.working_days import add_working_days
from outbox import actions as outbox
from privacy import law
from privacy.gate import entrance
from privacy.law import Purpose, Role
from privacy.viewer import Origin, Viewer

TOPIC = "cases.waiting"
DAYS_TO_READ = 5  # working days


def tell(viewer: Viewer, people: Iterable[UUID], *, what: What, key: str) -> None:
    """Tells each of these people once. Not who did it; nobody of what a case file tells: that happened long ago.

    key: of this one thing. Whoever would find nothing on the start page is not sent there.
    """
    if viewer.origin is Origin.IMPORT:
        return
    others = User.objects.filter(pk__in=list(people)).exclude(pk=viewer.user_id).order_by("pk")
    for person, role in others.values_list("pk", "role"):
        if _finds_it(Role(role), what):
            payload = {"user_id": str(person), "what": what}
            outbox.put_once(topic=TOPIC, key=f"{what}:{key}:{person}", payload=payload)


def tell_asked(viewer: Viewer, party: UUID) -> None:
    """Whom this party sends, when a question to it is open, or an invitation waits for its answer.

    Again for another question, and for another contact. That it is invited at all, the meeting tells itself.
    """
    columns = ("pk", "version", "party__version", "party__contact")
    for question, version, sent, contact in open_questions().filter(party=party).values_list(*columns):
        tell(viewer, filter(None, [contact]), what=What.QUESTION, key=f"{question}:{version}.{sent}")
    waiting = open_invitations().filter(party=party, answer=InvitationAnswer.WAITING, runs=False, over=False)
    for seat, sent, contact in waiting.values_list("pk", "party__version", "party__contact"):
        tell(viewer, filter(None, [contact]), what=What.INVITATION, key=f"{seat}:{sent}")


def tell_owner(viewer: Viewer, action: PlanAction) -> None:
    """Whoever is asked to do this. Somebody of household or network has no account, and hears it from a person."""
    tell(viewer, filter(None, [action.owner_id]), what=What.ACTION, key=f"{action.pk}:{action.version}")


def tell_receivers(viewer: Viewer, decision: SharingDecision, *, what: What) -> None:
    """Whoever receives by this decision that it begins, or that it was taken back."""
    tell(viewer, [UUID(str(one)) for one in decision.recipients], what=what, key=str(decision.pk))


def tell_asker(viewer: Viewer, request: SharingRequest, *, what: What = What.ANSWERED) -> None:
    """Whoever asked in the portal to receive something. A colleague who asked it for a partner sees it at the case."""
    if request.asked_by_id == request.recipient_id:
        tell(viewer, [request.asked_by_id], what=what, key=str(request.pk))


@entrance
@transaction.atomic
def tell_of_minutes(
    *, viewer: Viewer, case_id: UUID, meeting_id: UUID, copies: Mapping[UUID, UUID], now: datetime
) -> None:
    """Whoever got minutes to read, in this version: a mail, and for a colleague a row in "my work". The case is locked.

    copies: by person, the copy that says something to that person. Of what a file tells, nobody is told.
    """
    if viewer.origin is Origin.IMPORT:
        return
    due_on = add_working_days(timezone.localdate(now), DAYS_TO_READ)
    case = Case.objects.get(pk=case_id)
    roles = dict(User.objects.filter(pk__in=set(copies) - {viewer.user_id}).values_list("pk", "role"))
    for person, role in roles.items():
        tell(viewer, [person], what=What.MINUTES, key=str(copies[person]))
        if not law.rules(Role(role), Purpose.COOPERATION):
            tasks.ask(case, TaskKind.READ_MINUTES, of=person, about=meeting_id, due_on=due_on, now=now)
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def note_minutes_read(*, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> None:
    """This colleague opened the own copy: it waits no longer.

    To open it is to read it, so it is a GET that does this: once, after which nothing is locked or written any more.
    """
    mine = Task.objects.filter(case__reference=reference, assignee=viewer.user_id, kind=TaskKind.READ_MINUTES)
    waiting = mine.filter(subject=meeting_id, done_at=None)
    if waiting.exists():
        case = Case.objects.select_for_update().get(reference=reference)
        waiting.update(done_at=now)
        worklist.refresh(case, now)


def _finds_it(role: Role, what: What) -> bool:
    """What a party is asked stands on the start page of the portal alone; a colleague is asked at the table."""
    if what in (What.QUESTION, What.INVITATION):
        return bool(law.rules(role, Purpose.COOPERATION))
    return law.can_be_asked(role)
