"""
Whether a yes covers something now: what a decision to share asks before it rests on one.

For reads and actions among themselves. Not here: which ground needs a consent of which kind (privacy.legal_bases).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Case as Choose
from django.db.models import F, Model, Q, Value, When
from django.utils import timezone

from cases.models import Consent
from privacy.law import DataCategory
from privacy.representation import ConsentKind


def holding(now: datetime, of: str = "") -> Q:
    """The consents that hold at this moment: given by everybody who must, not taken back, and not over.

    of: the way to the consent ("consent__"), for the rows that rest on one.
    """
    today = timezone.localdate(now)
    given = Q((f"{of}given_on__lte", today), (f"{of}refused_on", None))
    not_taken_back = Q((f"{of}withdrawn_at", None)) | Q((f"{of}withdrawn_at__gt", now))
    return given & not_taken_back & (Q((f"{of}valid_until", None)) | Q((f"{of}valid_until__gte", today)))


def readable(model: type[Model], now: datetime) -> Q:
    """The rows of a table that may still be read: where each rests on a yes, only as long as that holds."""
    rests = any(field.name == "consent" for field in model._meta.concrete_fields)
    return holding(now, "consent__") if rests else Q()


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


@dataclass(frozen=True)
class ExtraConsent:
    """A yes to something extra. until: the last day on which it holds."""

    id: UUID
    extra: str
    until: date | None


def consents_for_extra(*, case_id: UUID, person: UUID, now: datetime) -> tuple[ExtraConsent, ...]:
    """The yeses of somebody to an extra with picture or sound, that hold now: what a video or a drawing rests on."""
    found = Consent.objects.filter(
        holding(now),
        case=case_id,
        person=person,
        kind=ConsentKind.PROCESSING_BASIS,
        categories__contains=[DataCategory.MEDIA.value],
    )
    return tuple(ExtraConsent(*row) for row in found.order_by("pk").values_list("pk", "extra", "valid_until"))


def holds_until(consent: UUID) -> datetime | None:
    """The first moment at which a consent no longer holds by its dates: nothing shared outlives it. None: no end."""
    last = Consent.objects.filter(pk=consent).values_list("valid_until", flat=True).get()
    return timezone.make_aware(datetime.combine(last + timedelta(days=1), time())) if last else None
