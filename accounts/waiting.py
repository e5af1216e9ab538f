"""What somebody can be asked by mail to come and look at, and how often such a mail may be sent. Pure Python.

The mail says no more than that something waits, or that something changed: what it is stands behind the door.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

QUIET = timedelta(minutes=15)  # between two of these mails to one person, whatever happens
# A mail after which nobody came is enough for so long; after that it may have been lost, and what is new mails again.
UNREAD = timedelta(days=1)


class What(StrEnum):
    """Why somebody is asked to come and look."""

    QUESTION = "question"
    ACTION = "action"
    INVITATION = "invitation"
    MINUTES = "minutes"
    SHARED = "shared"
    ANSWERED = "answered"
    REVOKED = "revoked"
    CLOSED = "closed"


# Of these nothing stands ready: there is less to see than before.
ONLY_CHANGED = frozenset({What.REVOKED, What.CLOSED})
