"""Taking a bottleneck further: another level, another status, another owner; each time with who and when.

Not here: naming one while working on a case (evaluating.record_bottleneck). Source: S004, domain.md 4.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import reads as accounts
from cases.actions.refusals import Changed, NotPossible
from cases.models import Bottleneck, BottleneckChange
from cases.organisation_terms import BottleneckLevel, BottleneckStatus
from cases.reads.bottlenecks import ENDED, BottleneckNotFound, of_municipality
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Stand:
    """How a bottleneck stands from now on. note: what was agreed, where, by whom."""

    level: BottleneckLevel
    status: BottleneckStatus
    owner: UUID | None = None
    note: str = ""


@entrance
@transaction.atomic
def change_bottleneck(*, viewer: Viewer, bottleneck_id: UUID, stand: Stand, version: int, now: datetime) -> None:
    """Says at which level it lies now, how far it is and who takes care of it.

    BottleneckNotFound for who is no steward in that municipality. What has ended says how it ended.
    """
    here = of_municipality(viewer, Purpose.LEARNING)
    row = here.select_for_update(of=("self",)).filter(pk=bottleneck_id).first()
    if row is None:
        raise BottleneckNotFound(str(bottleneck_id))
    if row.changes.count() != version:
        raise Changed
    _check(row, stand, viewer)
    row.level, row.status, row.owner_id, row.changed_at = stand.level, stand.status, stand.owner, now
    row.save(update_fields=["level", "status", "owner", "changed_at"])
    BottleneckChange.objects.create(
        bottleneck=row,
        level=stand.level,
        status=stand.status,
        owner_id=stand.owner,
        note=stand.note,
        by_id=viewer.user_id,
        at=now,
    )


def _check(row: Bottleneck, stand: Stand, viewer: Viewer) -> None:
    now = (row.level, row.status, row.owner_id)
    if now == (stand.level, stand.status, stand.owner) and not stand.note.strip():
        raise NotPossible(_("U hebt niets gewijzigd. Kies iets anders of schrijf op wat er gebeurde."))
    if stand.status in ENDED and stand.status is not row.status and not stand.note.strip():
        raise NotPossible(_("Schrijf op wat de oplossing was, of waarom het niet kan."), field="note")
    here = {card.id for card in accounts.staff(viewer.municipality_id)} if viewer.municipality_id else set()
    if stand.owner and stand.owner != row.owner_id and stand.owner not in here:
        raise NotPossible(_("Kies iemand die bij uw gemeente werkt."), field="owner")
