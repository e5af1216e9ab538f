"""Which hats somebody wore earlier for the people of a household (R-HAT-1). For reads and actions among themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from cases.hats import EarlierPeriod, Hat
from cases.models import Case, HatPeriod, HouseholdMember


def earlier_periods(case: Case, wearer: UUID, now: datetime) -> tuple[EarlierPeriod, ...]:
    """Every period until now in which this professional wore a hat for a member of this household, in any case.

    To stand in for somebody counts as wearing it.
    """
    people = HouseholdMember.objects.filter(case=case, in_network=False).values("person")
    cases = HouseholdMember.objects.filter(person__in=people, in_network=False).values("case")
    rows = HatPeriod.objects.filter(Q(wearer=wearer) | Q(deputy=wearer), put_on_at__lte=now)
    here_or_there = rows.filter(case__in=cases) | rows.filter(case=case)
    return tuple(EarlierPeriod(Hat(hat), off) for hat, off in here_or_there.values_list("hat", "taken_off_at"))
