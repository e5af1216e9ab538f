"""What is new for a partner in each of its cases: for the rows of the start page of the portal.

For reads among themselves. Runs under the restricted role of the database.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from cases.item import tables_of_cases
from cases.models import SharingDecision, SharingRequest
from cases.reads.decided import running
from cases.reads.portal_minutes import COPIES
from cases.record_terms import RequestState
from privacy.viewer import Viewer

NEW = timedelta(days=14)  # so long the start page says that something was shared, answered or written down


def newly_shared(viewer: Viewer, now: datetime) -> Subquery:
    """Of a row of the worklist: when the latest sharing with this viewer began, as long as that is new."""
    mine = SharingDecision.objects.filter(running(now), case=OuterRef("case"), recipients__contains=[viewer.user_id])
    began = mine.filter(valid_from__gt=now - NEW, valid_from__lte=now).order_by("-valid_from")
    return Subquery(began.values("valid_from")[:1])


def newly_answered(viewer: Viewer, now: datetime) -> Subquery:
    """Of a row of the worklist: when what this viewer asked for was answered last, as long as that is new."""
    mine = SharingRequest.objects.filter(case=OuterRef("case"), asked_by=viewer.user_id, recipient=viewer.user_id)
    answered = mine.filter(state__in=(RequestState.GRANTED, RequestState.REFUSED), answered_at__gt=now - NEW)
    return Subquery(answered.order_by("-answered_at").values("answered_at")[:1])


def newly_minuted(viewer: Viewer, now: datetime) -> Subquery:
    """Of a row of the worklist: when this partner last got minutes, as long as that is new."""
    copies: Any = tables_of_cases()[COPIES].objects
    mine = copies.filter(case=OuterRef("case"), user=viewer.user_id, made_at__gt=now - NEW)
    return Subquery(mine.order_by("-made_at").values("made_at")[:1])
