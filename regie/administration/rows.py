"""How accounts and events read on these pages: the codes of the law and of the record in Dutch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.event_kinds import EventKind
from accounts.kinds import Kind
from accounts.reads import Account, Event, Status
from privacy.law import Role

STATUS_WORDS = {
    Status.READY: gettext_lazy("klaargezet"),
    Status.INVITED: gettext_lazy("uitgenodigd"),
    Status.ACTIVE: gettext_lazy("in gebruik"),
    Status.DISABLED: gettext_lazy("uitgeschakeld"),
}
STATES = {Status.READY: "ready", Status.INVITED: "asked", Status.ACTIVE: "done", Status.DISABLED: "stopped"}
WITH_ROLE = (EventKind.ROLE_CHANGED, EventKind.INVITED, EventKind.IMPORTED)


@dataclass(frozen=True)
class AccountRow:
    """One account, with words for its role and status, and only what there is to do about it."""

    account: Account
    role: str
    status: str
    state: str  # how it looks (regie/states.py)
    late: bool
    can_invite: bool
    can_disable: bool
    can_enable: bool


@dataclass(frozen=True)
class EventRow:
    """One line of the record, as a sentence."""

    at: datetime
    by: str
    what: str
    subject: str
    account_id: UUID | None  # where its page is, while the account exists
    change: str


def account_row(account: Account, *, now: datetime, me: UUID) -> AccountRow:
    """How one account reads to this administrator."""
    ends = account.invitation_ends_at
    waiting = account.accepted_at is None and account.disabled_at is None
    return AccountRow(
        account=account,
        role=Role(account.card.role).label,
        status=str(STATUS_WORDS[account.status]),
        state=STATES[account.status],
        late=bool(ends and ends < now),
        can_invite=waiting and bool(account.card.email),
        can_disable=account.disabled_at is None and account.card.id != me,
        can_enable=account.disabled_at is not None,
    )


def event_row(event: Event) -> EventRow:
    """One line of the record as a sentence."""
    before, after = (_word(event.kind, code) for code in (event.before, event.after))
    change = _("van %(before)s naar %(after)s") % {"before": before, "after": after} if before and after else after
    return EventRow(event.at, event.by or _("het systeem"), event.kind.label, event.subject, event.user_id, change)


def _word(kind: EventKind, code: str) -> str:
    if not code:
        return ""
    if kind in WITH_ROLE:
        return Role(code).label
    return Kind(code).label if kind is EventKind.ORGANISATION_MADE else code
