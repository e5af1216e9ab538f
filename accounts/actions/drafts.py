"""Keeping what somebody types, and wiping it: when it was sent, when they ask, and after a week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.dutch.bsn import without_bsn
from accounts.models import Draft, Session, User
from accounts.reads.drafts import DraftCard, card_of
from accounts.resting import REMEMBERED

KEPT_FOR = timedelta(days=7)
LONGEST_ADDRESS = 500
NEVER_KEPT = ("csrf", "password", "wachtwoord", "bsn", "credential")


def keep_draft(
    *, user_id: UUID, page: str, action: str, fields: Mapping[str, Sequence[str]], now: datetime
) -> DraftCard | None:
    """Keeps what was typed in one form, in place of what was kept of it before.

    Page is the path where the form stands, action the path where it is sent. Passwords, tokens and a BSN are never
    kept, nor what looks like one in a text; of a form in which nothing is typed nothing is kept, and what was kept of
    it is wiped.
    """
    typed = {
        name: [without_bsn(value.replace("\0", "")) for value in values]
        for name, values in fields.items()
        if _may_keep(name)
    }
    if max(len(page), len(action)) > LONGEST_ADDRESS:
        return None
    if not any(value.strip() for values in typed.values() for value in values):
        Draft.objects.filter(user_id=user_id, page=page, action=action).delete()
        return None
    draft = Draft(user_id=user_id, page=page, action=action, fields=typed)
    draft.made_at, draft.saved_at, draft.expires_at = now, now, now + KEPT_FOR
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["user", "page", "action"],
        update_fields=["fields", "saved_at", "expires_at"],
    )
    return card_of(Draft.objects.get(user_id=user_id, page=page, action=action))


def take_draft(*, user_id: UUID, action: str) -> None:
    """The form that is sent to this address was accepted: what was kept of it is no longer needed."""
    Draft.objects.filter(user_id=user_id, action=action).delete()


def discard_draft(*, user_id: UUID, draft_id: UUID) -> bool:
    """Wipes one draft of this user; False when it is not theirs or no longer there."""
    wiped, _rows = Draft.objects.filter(user_id=user_id, pk=draft_id).delete()
    return bool(wiped)


def discard_drafts(*, user_id: UUID) -> None:
    """Wipes everything this user typed and has not sent."""
    Draft.objects.filter(user_id=user_id).delete()


def discard_drafts_on(*, part: str) -> None:
    """Wipes what anybody typed on a page with this part in its path: what it was about has been erased."""
    Draft.objects.filter(Q(page__contains=part) | Q(action__contains=part)).delete()


def wipe_expired(*, now: datetime) -> tuple[int, int]:
    """Wipes the drafts and the sessions whose time is over; returns how many of each. Harmless to repeat.

    And the addresses of before, once there was time enough to tell them.
    """
    told = User.objects.filter(address_changed_at__lte=now - REMEMBERED).exclude(former_email="")
    told.update(former_email="")
    drafts, _rows = Draft.objects.filter(expires_at__lte=now).delete()
    sessions, _rows = Session.objects.filter(expire_date__lte=now).delete()
    return drafts, sessions


def _may_keep(name: str) -> bool:
    return not any(word in name.lower() for word in NEVER_KEPT)
