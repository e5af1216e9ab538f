"""Taking hold of an account (another address, a wiped second factor), and who hears of that in the same transaction.

The owner hears it, at the address of before too; and who oversees how data is handled here, without a name in the mail:
who gives accounts could take one.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from accounts import actions, mail, reads
from accounts.actions import AccountDetails
from accounts.event_kinds import EventKind
from outbox import actions as outbox
from privacy import law
from privacy.law import Purpose, Role
from privacy.viewer import Viewer


@transaction.atomic
def change_account(*, viewer: Viewer, user_id: UUID, to: AccountDetails, now: datetime) -> bool:
    """Makes the account what is asked. Returns whether an account in use got another address."""
    changed = actions.change_account(by=viewer.user_id, user_id=user_id, to=to, now=now)
    account = reads.account(user_id)
    took_hold = EventKind.ADDRESS_CHANGED in changed and account is not None and account.accepted_at is not None
    if took_hold:
        _tell(viewer, user_id, mail.ADDRESS_CHANGED)
    return took_hold


@transaction.atomic
def reset_second_factor(*, viewer: Viewer, user_id: UUID, now: datetime) -> None:
    """Wipes the second factor of somebody who lost it."""
    actions.reset_second_factor(by=viewer.user_id, user_id=user_id, now=now)
    _tell(viewer, user_id, mail.SECOND_FACTOR_WIPED)


def tell_overseers(viewer: Viewer) -> None:
    """Somebody was let in who works with cases, or an account changed hands: who oversees looks who it was."""
    for officer in _overseers(viewer):
        watcher = {"user_id": str(officer), "what": "account"}
        outbox.put(topic="accounts.taken_hold", key=f"taken_hold:{uuid4()}", payload=watcher)


def _tell(viewer: Viewer, user_id: UUID, what: str) -> None:
    owner = {"user_id": str(user_id), "what": what}
    outbox.put(topic="accounts.sign_in_changed", key=f"sign_in_changed:{uuid4()}", payload=owner)
    tell_overseers(viewer)


def _overseers(viewer: Viewer) -> list[UUID]:
    people = reads.staff(viewer.municipality_id) if viewer.municipality_id else ()
    return [card.id for card in people if law.rules(Role(card.role), Purpose.OVERSIGHT)]
