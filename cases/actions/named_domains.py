"""An area of life that a table speaks of: it counts for the analysis of this round (G10).

Not here: what is weighed of it, which is written in the picture (cases.actions.picture).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.items import change, in_round, stamp
from cases.actions.locked import case_under_lock
from cases.actions.meeting_reports import CaseAtTable
from cases.domains import LifeDomain
from cases.models import LifeDomainEntry
from cases.terms import Compartment
from privacy.gate import entrance
from privacy.viewer import Viewer


@dataclass(frozen=True)
class NamedDomain:
    """Which area, and of which law and about whom it was spoken of."""

    domain: LifeDomain
    law: Compartment
    about: Collection[UUID]


@entrance
@transaction.atomic
def name_domain(*, at: CaseAtTable, viewer: Viewer, named: NamedDomain, now: datetime) -> None:
    """The table speaks of it. What stood there of an earlier round counts again, else it stands there without words."""
    case = case_under_lock(viewer, at.reference, now, at.by, at.purpose)
    known = LifeDomainEntry.objects.filter(case=case, domain=named.domain).first()
    if known is None:
        shared = stamp(case, viewer, now, category=named.domain.category, about=named.about, law=named.law)
        LifeDomainEntry.objects.create(**shared, **in_round(case), domain=named.domain, relevance_reason=_reason())
    elif known.confirmed_cycle < case.cycle_number:
        change(known, viewer, now, confirmed_cycle=case.cycle_number)


@entrance
@transaction.atomic
def unname_domain(*, at: CaseAtTable, viewer: Viewer, domain: LifeDomain, now: datetime) -> None:
    """What was said of it a moment ago is taken back: it goes too, when nobody wrote on it since."""
    case = case_under_lock(viewer, at.reference, now, at.by, at.purpose)
    untouched = {"made_by": viewer.user_id, "version": 1, "relevance_reason": _reason()}
    LifeDomainEntry.objects.filter(case=case, domain=domain, **untouched).delete()


def _reason() -> str:
    return _("Genoemd aan tafel.")
