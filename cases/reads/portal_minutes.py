"""The case round the minutes of a meeting that a partner reads in the portal. Runs under the restricted role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from cases.item import tables_of_cases
from cases.meeting_terms import IN_A_SENTENCE, MeetingKind
from cases.models import Case
from cases.reads import scope
from cases.reads.whom_to_call import WhomToCall, whom_to_call
from privacy import grants, log
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer

COPIES = "meetings.minutescopy"


@dataclass(frozen=True)
class CaseForCopy:
    """Of which case these minutes are, and whom to call about it."""

    case_id: UUID
    reference: str
    today: date
    whom_to_call: WhomToCall | None


@dataclass(frozen=True)
class CopyLine:
    """The minutes of one meeting in their last version, in the list of the case."""

    id: UUID
    title: str
    day: str


@entrance
@transaction.atomic
def open_for_copy(
    *, viewer: Viewer, purpose: Purpose, reference: str, now: datetime, action: str, about: str
) -> CaseForCopy:
    """Finds the case and writes the line in the read log. CaseNotFound when absent or not for this partner."""
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    log.record(
        viewer=viewer,
        action=action,
        purpose=purpose,
        case_ids=[case.pk],
        verdict=verdict,
        relations=standing.relations,
        about=about,
    )
    return CaseForCopy(case.pk, case.reference, timezone.localdate(now), whom_to_call(case))


def copies_of(case: Case, viewer: Viewer, today: date) -> tuple[CopyLine, ...]:
    """The minutes of each meeting that this partner got, the last meeting first, each in its last version."""
    copies: Any = tables_of_cases()[COPIES].objects
    mine = copies.filter(case=case, user=viewer.user_id).order_by("-planned_at", "participant", "-number")
    latest: dict[UUID, CopyLine] = {}
    for pk, seat, kind, planned_at in mine.values_list("pk", "participant", "kind", "planned_at"):
        title = _("verslag van %(kind)s") % {"kind": IN_A_SENTENCE[MeetingKind(kind)]}
        latest.setdefault(seat, CopyLine(pk, title, dutch_day(planned_at, today=today)))
    return tuple(latest.values())


def still_shared(*, user_id: UUID, now: datetime) -> Q:
    """Of pieces as rows: those that this partner still receives. Asked here too, not by the database alone."""
    return grants.covered(user_id=user_id, now=now)
