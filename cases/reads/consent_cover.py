"""
Whether a yes covers something now: what a decision to share asks before it rests on one.

For reads and actions among themselves. Not here: which ground needs a consent of which kind (privacy.legal_bases).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Case as Choose
from django.db.models import F, Q, Value, When
from django.utils import timezone

from cases.models import Consent
from privacy.law import DataCategory
from privacy.representation import ConsentKind


def holding(now: datetime) -> Q:
    """The consents that hold at this moment: given by everybody who must, not taken back, and not over."""
    today = timezone.localdate(now)
    given = Q(given_on__lte=today, refused_on=None)
    not_taken_back = Q(withdrawn_at=None) | Q(withdrawn_at__gt=now)
    return given & not_taken_back & (Q(valid_until=None) | Q(valid_until__gte=today))


def covers(
    *, case: UUID, about: UUID, category: DataCategory, organisation: UUID, kind: ConsentKind, now: datetime
) -> UUID | None:
    """The consent of this kind that lets this organisation know this of this person. The one that holds longest."""
    found = Consent.objects.filter(
        holding(now),
        case=case,
        person=about,
        kind=kind,
        categories__contains=[category.value],
        recipients__contains=[organisation],
    )
    endless = Choose(When(valid_until=None, then=Value(0)), default=Value(1))
    return found.order_by(endless, F("valid_until").desc(), "pk").values_list("pk", flat=True).first()


def holds_until(consent: UUID) -> datetime | None:
    """The first moment at which a consent no longer holds by its dates: nothing shared outlives it. None: no end."""
    last = Consent.objects.filter(pk=consent).values_list("valid_until", flat=True).get()
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time())) if last else None
