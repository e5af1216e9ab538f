"""The shape of holding and erasing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, LongText
from accounts.dutch.forms import PlainForm
from cases.forms.options import options
from cases.record_terms import ErasureGround


class HoldForm(PlainForm):
    """Why something must be kept."""

    reason = LongText(
        label=_("Waarom moet dit bewaard blijven?"),
        help_text=_("Bijvoorbeeld een bezwaar, een klacht, een verzoek of een incident."),
        rows=2,
    )


class EraseForm(PlainForm):
    """On what ground something is erased."""

    ground = Choice(label=_("Waarom wist u dit?"), choices=options(ErasureGround), coerce=ErasureGround)
