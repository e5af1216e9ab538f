"""
The stand of a meeting as a screen saw it, signed: with it a screen asks whether anything changed, and no more.

It says nothing of the meeting and opens nothing. It is short-lived, so that every screen shows again and again, by the
whole way of the law, that it may still see what it shows. Here belongs writing and reading it. Not here: who may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.signing import BadSignature, Signer

LASTS = timedelta(minutes=1)
CARRIED = "X-Regie-Stand"  # the header in which a screen brings it
_SIGNER = Signer(salt="meetings.stand", sep="~")
_BETWEEN = "."


@dataclass(frozen=True)
class Stand:
    """version: of the meeting. around: who stands how to its case. mark: in the portal, what is shared with them."""

    meeting_id: UUID
    viewer_id: UUID
    version: int
    around: int
    mark: str = ""


def written(stand: Stand, now: datetime) -> str:
    """As a screen carries it along."""
    until = int((now + LASTS).timestamp())
    parts = (stand.meeting_id.hex, stand.viewer_id.hex, stand.version, stand.around, stand.mark, until)
    return _SIGNER.sign(_BETWEEN.join(str(part) for part in parts))


def read(text: str, now: datetime) -> Stand | None:
    """What a screen brought. None: not from us, or too old to trust."""
    found = read_late(text)
    return found[0] if found and now.timestamp() < found[1] else None


def read_late(text: str) -> tuple[Stand, int] | None:
    """The same with until when it could be trusted, for who judges anew whether this screen may be there."""
    try:
        meeting, viewer, version, around, mark, until = _SIGNER.unsign(text).split(_BETWEEN)
    except (BadSignature, ValueError):
        return None
    return Stand(UUID(meeting), UUID(viewer), int(version), int(around), mark), int(until)
