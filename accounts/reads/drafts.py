"""What somebody typed and has not sent: for that somebody only, so every read asks whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import Draft


@dataclass(frozen=True)
class DraftCard:
    """One form as it was typed. The fields are pairs: a name and everything that was typed under it."""

    id: UUID
    page: str
    action: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    saved_at: datetime
    expires_at: datetime

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be read back by a person: the longer texts, not the codes of a choice."""
        return tuple(value for _, values in self.fields for value in values if " " in value.strip())


def draft_for(*, user_id: UUID, action: str, now: datetime) -> DraftCard | None:
    """The latest draft of this user of the form that is sent to this address."""
    draft = Draft.objects.filter(user_id=user_id, action=action, expires_at__gt=now).order_by("-saved_at").first()
    return card_of(draft) if draft else None


def drafts_on(*, user_id: UUID, page: str, now: datetime) -> tuple[DraftCard, ...]:
    """What this user typed in the forms of this page."""
    drafts = Draft.objects.filter(user_id=user_id, page=page, expires_at__gt=now).order_by("saved_at")
    return tuple(card_of(draft) for draft in drafts)


def drafts_of(*, user_id: UUID, now: datetime) -> tuple[DraftCard, ...]:
    """Everything this user typed and has not sent, latest first."""
    drafts = Draft.objects.filter(user_id=user_id, expires_at__gt=now).order_by("-saved_at")
    return tuple(card_of(draft) for draft in drafts)


def card_of(draft: Draft) -> DraftCard:
    """The card of a row."""
    fields = tuple((name, tuple(values)) for name, values in draft.fields.items())
    return DraftCard(draft.pk, draft.page, draft.action, fields, draft.saved_at, draft.expires_at)
