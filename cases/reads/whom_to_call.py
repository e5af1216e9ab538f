"""Whom a chain partner calls about a case. For reads among themselves, under the restricted role."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from cases.hats import Hat
from cases.models import Case, HatPeriod
from cases.reads.scope import DIRECTING


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
    worn = HatPeriod.objects.filter(
        Q(hat=Hat.CASE_DIRECTION) | DIRECTING,
        case=case,
        taken_off_at=None,
        accepted_at__isnull=False,
        wearer__isnull=False,
    )
    columns = worn.values_list("hat", "wearer__name", "wearer__organisation__name", "wearer__phone")
    found = {hat: (name, organisation, phone) for hat, name, organisation, phone in columns}
    does = (
        (Hat.CASE_DIRECTION, _("houdt het overzicht over het plan")),
        (Hat.PROCESS_DIRECTION, _("voert de procesregie")),
    )
    return next((WhomToCall(*found[hat], said) for hat, said in does if hat in found), None)
