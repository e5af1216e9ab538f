"""
What somebody sees who is asked to take over a hat: of which case, which hat, by whom, with which note. Nothing else.

The one who is asked may stand nowhere to the case yet. The law says what they see (law.ASKED_TO_TAKE_OVER); which row
that is stands here: the hat that waits for the answer of this very viewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.dutch.days import dutch_day
from cases import hats
from cases.hat_cards import CARDS
from cases.hats import Conflict, Hat, Variant, Worn
from cases.models import HatPeriod
from cases.reads.conflicts import on_head_of
from cases.reads.scope import CaseNotFound
from privacy import law, log
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class HandoverPage:
    """The question. blocked: why this hat does not go with one the viewer wears here; then only no is possible."""

    reference: str
    hat_id: UUID
    code: str
    label: str
    variant: str
    what: str
    asked_by: str
    asked_on: str
    note: str
    blocked: tuple[str, ...]
    strained: tuple[str, ...]
    asks_hours: bool
    asks_mitigation: bool


@entrance
@transaction.atomic
def open_handover(*, viewer: Viewer, purpose: Purpose, reference: str, hat_id: UUID, now: datetime) -> HandoverPage:
    """The hat that this viewer is asked to take over. CaseNotFound for everybody else, and once it is answered."""
    waiting = HatPeriod.objects.filter(
        pk=hat_id,
        case__reference=reference,
        handed_to=viewer.user_id,
        taken_off_at=None,
        handover_asked_at__isnull=False,
        handover_accepted_at=None,
        handover_declined_reason="",
    )
    period = waiting.select_related("case", "wearer", "wearer__organisation").first()
    if period is None or period.handover_asked_at is None or not law.rules(viewer.role, purpose):
        raise CaseNotFound(reference)
    verdict = law.ASKED_TO_TAKE_OVER
    log.record(viewer=viewer, action="open_handover", purpose=purpose, case_ids=[period.case_id], verdict=verdict)
    worn = Worn(Hat(period.hat), Variant(period.variant) if period.variant else None)
    mine = on_head_of(period.case, viewer.user_id)
    clash, reasons = hats.conflict(mine, worn), hats.why(mine, worn)
    return HandoverPage(
        reference=period.case.reference,
        hat_id=period.pk,
        code=worn.hat.value,
        label=worn.hat.label,
        variant=worn.variant.label if worn.variant else "",
        what=CARDS[worn.hat].what,
        asked_by=_asked_by(period),
        asked_on=dutch_day(period.handover_asked_at, today=timezone.localdate(now)),
        note=period.handover_note,
        blocked=reasons if clash is Conflict.BLOCK else (),
        strained=reasons if clash is Conflict.WARN else (),
        asks_hours=worn.hat is Hat.CASE_DIRECTION,
        asks_mitigation=clash is Conflict.WARN,
    )


def _asked_by(period: HatPeriod) -> str:
    """Who wears it now; of household or network no name, for who is asked may not know it yet."""
    return f"{period.wearer.name}, {period.wearer.organisation.name}" if period.wearer else ""
