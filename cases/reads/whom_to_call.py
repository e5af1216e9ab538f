"""Whom a chain partner calls about a case. For reads among themselves, under the restricted role."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.hats import Hat
from cases.models import Case, HatPeriod
from cases.reads.scope import DIRECTING
from privacy.compiled import SOME_CASE, Lookup, written


@dataclass(frozen=True)
class WhomToCall:
    """One professional, what that person does in this case, and how to reach them."""

    name: str
    organisation: str
    phone: str
    does: str


def whom_to_call(case: Case) -> WhomToCall | None:
    """The case director who said yes. Until there is one, or where somebody of household or network keeps the overview:
    who directs the process, so that a party that is only invited has somebody to call too. None when nobody does.
    """
    found = {hat: (name, organisation, phone) for hat, name, organisation, phone in _worn().rows({SOME_CASE: case.pk})}
    does = (
        (Hat.CASE_DIRECTION, _("houdt het overzicht over het plan")),
        (Hat.PROCESS_DIRECTION, _("voert de procesregie")),
    )
    return next((WhomToCall(*found[hat], said) for hat, said in does if hat in found), None)


@cache
def _worn() -> Lookup:
    """Who wears one of those two hats, with a yes."""
    worn = HatPeriod.objects.filter(
        Q(hat=Hat.CASE_DIRECTION) | DIRECTING,
        case=SOME_CASE,
        taken_off_at=None,
        accepted_at__isnull=False,
        wearer__isnull=False,
    )
    return written(worn.values_list("hat", "wearer__name", "wearer__organisation__name", "wearer__phone"))
