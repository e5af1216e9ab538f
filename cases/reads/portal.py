"""What a chain partner finds in the portal: what is asked, what is shared, whom to call. Nothing else.

Runs under the restricted role of the database: reads only the tables and columns of cases/migrations/0003_portal.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.dutch.days import Due, due, dutch_day, long_day
from cases.models import Case, HouseholdMember, Party, PlanAction, SharingDecision, SharingRequest
from cases.reads import pieces, scope
from cases.reads.case import FINISHED, STATE_OF_ACTION
from cases.reads.decided import last_day, running
from cases.reads.invited import PortalInvitation, invitations_of
from cases.reads.party_questions import PartyAsked, asked_as_party
from cases.reads.pieces import PieceLine
from cases.reads.portal_minutes import CopyLine, copies_of
from cases.reads.portal_news import newly_answered, newly_minuted, newly_shared
from cases.reads.portal_questions import PortalQuestion, questions_of
from cases.reads.sharing import labels
from cases.reads.whom_to_call import WhomToCall, whom_to_call
from cases.reads.worklist import entries_for
from cases.record_terms import Involvement, RequestState
from cases.shareable import MINUTES
from cases.stappenplan import Step
from cases.terms import ActionStatus
from privacy import grants, law, legal_bases, log
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Verdict
from privacy.viewer import Viewer

MOST = 100
ACTIONS = "cases.planaction"
WITH_A_PLACE_OF_THEIR_OWN = (ACTIONS, MINUTES)


@dataclass(frozen=True)
class PortalAction:
    """An action of mine, or one that is shared with me."""

    id: UUID
    reference: str
    what: str
    owner: str
    state: str
    status: str
    due: Due | None
    mine: bool
    may_answer: bool
    may_report: bool

    @property
    def is_over(self) -> bool:
        """It asks nothing of this partner any more."""
        return not self.may_answer and not self.may_report


@dataclass(frozen=True)
class PortalRow:
    """A case of which something is shared with me, or asked of me.

    shared, answered, minutes: of which day that is, as long as it is new.
    """

    reference: str
    step: str
    asked: int
    shared: str
    answered: str
    minutes: str


@dataclass(frozen=True)
class PortalPage:
    """The start page of the portal: what waits for me first, then what I am at, then where I come and take part."""

    questions: tuple[PortalQuestion, ...]
    invitations: tuple[PortalInvitation, ...]
    proposed: tuple[PortalAction, ...]
    running: tuple[PortalAction, ...]
    at_table: tuple[PortalInvitation, ...]
    meetings: tuple[PortalInvitation, ...]
    cases: tuple[PortalRow, ...]
    today: date

    @property
    def waits(self) -> bool:
        """Whether anything here asks something."""
        return bool(self.at_table or self.questions or self.invitations or self.proposed or self.running)


@dataclass(frozen=True)
class SharedKind:
    """What is shared of one kind of data, piece by piece: what it is, of which day, what it says."""

    title: str
    pieces: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class OtherParty:
    """Who else is involved, and whom to call there. Not why."""

    organisation: str
    contact: str
    phone: str


@dataclass(frozen=True)
class Ground:
    """Why this partner sees it: the decision behind it, and until when it holds."""

    categories: tuple[str, ...]
    task: str
    bases: tuple[str, ...]
    until: date


@dataclass(frozen=True)
class MyRequest:
    """What this partner asked to receive, and what became of that. answer: why it is not shared."""

    id: UUID
    categories: tuple[str, ...]
    reason: str
    day: str
    status: str
    answer: str
    is_open: bool


@dataclass(frozen=True)
class PortalCase:
    """What of one case is shared with me. What is not shared is not here."""

    reference: str
    step: str
    names: tuple[str, ...]
    today: date
    questions: tuple[PortalQuestion, ...]
    invitations: tuple[PortalInvitation, ...]
    received: tuple[SharedKind, ...]
    minutes: tuple[PieceLine, ...]  # of the last meeting first
    copies: tuple[CopyLine, ...]
    parties: tuple[OtherParty, ...]
    mine: tuple[PortalAction, ...]
    others: tuple[PortalAction, ...]
    whom_to_call: WhomToCall | None
    grounds: tuple[Ground, ...]
    requests: tuple[MyRequest, ...]
    may_ask: bool
    asked: PartyAsked | None = None

    @property
    def has_content(self) -> bool:
        """Whether a decision to share opens anything: what nobody released stays closed."""
        return bool(self.names or self.received or self.others or self.minutes or self.copies or self.parties)


@dataclass(frozen=True)
class PortalMinutes:
    """The minutes of one meeting, to read and to print."""

    reference: str
    piece: PieceLine
    whom_to_call: WhomToCall | None


@entrance
@transaction.atomic
def open_portal(*, viewer: Viewer, purpose: Purpose, now: datetime) -> PortalPage:
    """Everything that waits for this partner. One line in the read log for the whole page."""
    entries = entries_for(viewer, purpose, now).order_by("due_on", "case_id")
    entries = entries.annotate(shared_at=newly_shared(viewer, now), answered_at=newly_answered(viewer, now))
    entries = entries.annotate(minuted_at=newly_minuted(viewer, now))
    columns = ("case_id", "case__reference", "case__step", "shared_at", "answered_at", "minuted_at")
    rows = list(entries.values_list(*columns).distinct()[:MOST])
    relations = frozenset(rule.relation for rule in law.rules(viewer.role, purpose))
    verdict = law.judge(role=viewer.role, purpose=purpose, standing=law.Standing(relations))
    seen = Verdict(verdict.data & {DataCategory.PROGRESS}, verdict.bases)
    log.record(
        viewer=viewer,
        action="open_portal",
        purpose=purpose,
        case_ids=[row[0] for row in rows],
        verdict=seen,
        relations=relations,
    )
    asked = _actions(viewer, now, owner=viewer.user_id, case_id__in=[row[0] for row in rows])
    questions = questions_of(viewer, case_id__in=[row[0] for row in rows])
    invited = invitations_of(viewer, case_id__in=[row[0] for row in rows])
    waiting = [one.reference for one in questions] + [one.reference for one in invited if one.waits]
    waiting += [one.reference for one in asked if one.may_answer]
    return PortalPage(
        questions=questions,
        invitations=tuple(one for one in invited if one.waits),
        proposed=tuple(one for one in asked if one.may_answer),
        running=tuple(one for one in asked if one.may_report),
        at_table=tuple(one for one in invited if one.runs),
        meetings=tuple(one for one in invited if not one.waits and not one.runs),
        today=timezone.localdate(now),
        cases=tuple(_row(*row, asked=waiting.count(row[1]), today=timezone.localdate(now)) for row in rows),
    )


@entrance
@transaction.atomic
def open_portal_case(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> PortalCase:
    """One case, as far as it is shared with this partner. CaseNotFound when absent, not shared and not asked."""
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    log.record(
        viewer=viewer,
        action="open_portal_case",
        purpose=purpose,
        case_ids=[case.pk],
        verdict=verdict,
        relations=standing.relations,
    )
    actions = _actions(viewer, now, case_id=case.pk)
    received = pieces.received(case, viewer.user_id, now, today=timezone.localdate(now))
    shown = {one.id for one in received if one.table == ACTIONS}
    return PortalCase(
        reference=case.reference,
        step=Step(case.step).label,
        names=_names(case, viewer, now) if DataCategory.IDENTITY_CONTACT in verdict.data else (),
        today=timezone.localdate(now),
        questions=questions_of(viewer, case_id=case.pk),
        invitations=invitations_of(viewer, case=case),
        received=_by_kind(received),
        minutes=tuple(one for one in reversed(received) if one.table == MINUTES),
        copies=copies_of(case, viewer, timezone.localdate(now)),
        parties=_parties(case, viewer, now) if DataCategory.INVOLVEMENT in verdict.data else (),
        mine=tuple(sorted((one for one in actions if one.mine), key=_what_to_do_first)),
        others=tuple(action for action in actions if not action.mine and action.id in shown),
        whom_to_call=whom_to_call(case),
        grounds=_grounds(case, viewer, now),
        requests=_requests(case, viewer, timezone.localdate(now)),
        may_ask=Party.objects.filter(case=case, contact=viewer.user_id)
        .exclude(involvement=Involvement.STOPPED)
        .exists(),
        asked=asked_as_party(case, viewer, timezone.localdate(now)),
    )


@entrance
@transaction.atomic
def open_portal_minutes(
    *, viewer: Viewer, purpose: Purpose, reference: str, minutes_id: UUID, now: datetime
) -> PortalMinutes:
    """Minutes that are shared with this partner, in their last version. CaseNotFound when they are not, or absent."""
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    received = pieces.received(case, viewer.user_id, now, today=timezone.localdate(now))
    found = next((one for one in received if one.table == MINUTES and one.id == minutes_id), None)
    if found is None:
        raise scope.CaseNotFound(reference)
    log.record(
        viewer=viewer,
        action="open_portal_minutes",
        purpose=purpose,
        case_ids=[case.pk],
        verdict=verdict,
        relations=standing.relations,
        about=f"minutes:{minutes_id}",
    )
    return PortalMinutes(case.reference, found, whom_to_call(case))


def _row(
    case: UUID,
    reference: str,
    step: str,
    shared_at: datetime | None,
    answered_at: datetime | None,
    minuted_at: datetime | None,
    *,
    asked: int,
    today: date,
) -> PortalRow:
    days = (long_day(at, today=today) if at else "" for at in (shared_at, answered_at, minuted_at))
    return PortalRow(reference, Step(step).label, asked, *days)


def _actions(viewer: Viewer, now: datetime, **lookups: Any) -> tuple[PortalAction, ...]:
    rows = PlanAction.objects.filter(**lookups).order_by("due_on", "pk")
    columns = ("pk", "case__reference", "what", "owner_name", "owner", "status", "due_on")
    today = timezone.localdate(now)
    return tuple(_action(*row, viewer=viewer, today=today) for row in rows.values_list(*columns))


def _action(
    pk: UUID,
    reference: str,
    what: str,
    owner: str,
    owner_id: UUID | None,
    status: ActionStatus,
    due_on: date | None,
    *,
    viewer: Viewer,
    today: date,
) -> PortalAction:
    mine, finished = owner_id == viewer.user_id, status in FINISHED
    waits = status in (ActionStatus.PROPOSED, ActionStatus.DECLINED)
    return PortalAction(
        id=pk,
        reference=reference,
        what=what,
        owner=owner,
        state=STATE_OF_ACTION[status],
        status=status.label.capitalize(),
        due=due(due_on, today=today) if due_on and not finished else None,
        mine=mine,
        may_answer=mine and status == ActionStatus.PROPOSED,
        may_report=mine and not waits and not finished,
    )


def _what_to_do_first(action: PortalAction) -> tuple[bool, bool]:
    """What waits for a yes or a no, then what runs, then what is done: within each in the order of the dates."""
    return action.is_over, not action.may_answer


def _names(case: Case, viewer: Viewer, now: datetime) -> tuple[str, ...]:
    named = grants.people_named(user_id=viewer.user_id, case_id=case.pk, now=now)
    members = HouseholdMember.objects.filter(case=case, person__in=named).order_by("made_at", "pk")
    return tuple(members.values_list("person__name", flat=True))


def _by_kind(received: tuple[PieceLine, ...]) -> tuple[SharedKind, ...]:
    """The pieces under their kind of data, the kinds in the order of the law. Some have a place of their own."""
    kinds = []
    pieces_here = [one for one in received if one.table not in WITH_A_PLACE_OF_THEIR_OWN]
    for category in DataCategory:
        of_kind = [one for one in pieces_here if one.category is category]
        if of_kind:
            kinds.append(SharedKind(category.plain, tuple((one.noun, one.day, one.text) for one in of_kind)))
    return tuple(kinds)


def _parties(case: Case, viewer: Viewer, now: datetime) -> tuple[OtherParty, ...]:
    """Basic information: that a partner is involved and whom to call."""
    shown = grants.covered(user_id=viewer.user_id, now=now, category=DataCategory.INVOLVEMENT)
    rows = Party.objects.filter(shown, case=case).exclude(involvement=Involvement.STOPPED)
    columns = ("contact", "organisation__name", "contact__name", "contact__phone", "organisation__phone")
    return tuple(
        OtherParty(name, person or "", phone or general)
        for contact, name, person, phone, general in rows.order_by("made_at", "pk").values_list(*columns)
        if contact != viewer.user_id
    )


def _grounds(case: Case, viewer: Viewer, now: datetime) -> tuple[Ground, ...]:
    """The decisions that run for this partner, the one that ends first on top."""
    rows = SharingDecision.objects.filter(
        running(now),
        case=case,
        recipients__contains=[viewer.user_id],
        valid_from__lte=now,
    )
    found = rows.order_by("valid_until", "pk").values_list("categories", "task", "bases", "valid_until")
    return tuple(
        Ground(labels(categories), task, legal_bases.articles(bases), last_day(until))
        for categories, task, bases, until in found
    )


def _requests(case: Case, viewer: Viewer, today: date) -> tuple[MyRequest, ...]:
    """What this partner asked for itself, the latest first."""
    rows = SharingRequest.objects.filter(case=case, asked_by=viewer.user_id, recipient=viewer.user_id)
    found = rows.order_by("-asked_at", "pk").values_list("pk", "categories", "reason", "asked_at", "state", "answer")
    return tuple(
        MyRequest(
            id=pk,
            categories=labels(categories),
            reason=reason,
            day=dutch_day(at, today=today),
            status=_("door u ingetrokken") if state == RequestState.WITHDRAWN else RequestState(state).label,
            answer=answer,
            is_open=state == RequestState.OPEN,
        )
        for pk, categories, reason, at, state, answer in found[:MOST]
    )
