"""The line of who was refused: of a case that this viewer may not see or not change, or of no case at all.

The database itself looks up whether there is such a case (migration 0006) and says nothing back: so the portal can
write this line too, under a role that may not see the case, and what is absent costs what is forbidden costs.
"""

from __future__ import annotations

from django.db import connection, transaction

from privacy.law import Purpose
from privacy.viewer import Viewer

TRIED_TO_OPEN, TRIED_TO_CHANGE = "tried_to_open", "tried_to_change"
LONGEST = 160


def note_refusal(*, viewer: Viewer, purpose: Purpose | None, reference: str, about: str, changing: bool) -> None:
    """Writes the line in a transaction of its own: that of what was refused is rolled back by now.

    about: the way of the address, without what somebody filled in there. Of one viewer so many lines an hour are kept
    as are needed to find this, and not as many as it takes to fill a disk.
    """
    action = TRIED_TO_CHANGE if changing else TRIED_TO_OPEN
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT log_refused(%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                *(viewer.user_id, viewer.organisation_id, viewer.role, viewer.origin),
                *(action, about[:LONGEST], purpose or "", reference),
            ],
        )
