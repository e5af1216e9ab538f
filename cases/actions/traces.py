"""What an erasure leaves behind: a trace of ids and a word for its ground, and an outbox row. Never what it said."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from cases.models import Erasure
from cases.record_terms import Erased, ErasureGround
from outbox import actions as outbox
from privacy.viewer import Viewer


def leave_trace(
    case_id: UUID,
    viewer: Viewer,
    now: datetime,
    *,
    what: Erased,
    table: str,
    subject: UUID,
    ground: ErasureGround,
    rows: int,
) -> None:
    """Ids, the ground and how many rows: enough to prove that it happened, too little to know what it was."""
    key = f"erased:{case_id}:{subject}"
    if what is Erased.NAME:  # the text stays: another name may follow, or all of it
        key = f"erased:{table}:{subject}:{now.timestamp()}"
    Erasure.objects.create(
        case_id=case_id, what=what, table=table, subject=subject, ground=ground, rows=rows, by_id=viewer.user_id, at=now
    )
    outbox.put(
        topic="cases.erased",
        key=key,
        payload={"case": str(case_id), "what": what.value, "table": table, "subject": str(subject)},
    )
