"""Whom a chain partner calls about a case. For reads among themselves, under the restricted role."""

from __future__ import annotations

from dataclasses import dataclass

from cases.hats import Hat
from cases.models import Case, HatPeriod


@dataclass(frozen=True)
class WhomToCall:
    """Who keeps the overview, and how to reach this professional."""

    name: str
    organisation: str
    phone: str


def whom_to_call(case: Case) -> WhomToCall | None:
    """The case director who said yes. None where somebody of household or network keeps the overview, or nobody yet."""
    rows = HatPeriod.objects.filter(
        case=case, hat=Hat.CASE_DIRECTION, taken_off_at=None, accepted_at__isnull=False, wearer__isnull=False
    )
    row = rows.values_list("wearer__name", "wearer__organisation__name", "wearer__phone").first()
    return WhomToCall(*row) if row else None
