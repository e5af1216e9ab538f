"""The shape of a citizen service number: keeping it, showing it on a ground, and finding somebody by it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import BsnField, Choice
from accounts.dutch.forms import PlainForm
from cases.actions import NewBsn
from cases.forms.options import capital, options
from cases.record_terms import BsnSource
from privacy.legal_bases import carrying_bsn

GROUNDS = [(basis.code, basis.article) for basis in carrying_bsn()]


class BsnForm(PlainForm):
    """A number, where it was read, and the law by which it is kept."""

    bsn = BsnField(label=_("Burgerservicenummer"))
    source = Choice(label=_("Waar las u het nummer?"), choices=options(BsnSource), coerce=BsnSource)
    ground = Choice(
        label=_("Welke wet geeft u dit nummer?"),
        choices=[(code, capital(article)) for code, article in GROUNDS],
        hints={"WABB-10": _("Voor een publieke taak die niet onder de Wmo of de Jeugdwet valt.")},
    )

    def entered(self) -> NewBsn:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        return NewBsn(number=data["bsn"], source=data["source"], ground=data["ground"])


class ShowBsnForm(PlainForm):
    """For what law somebody must see the number now."""

    ground = Choice(
        label=_("Voor welke wet hebt u het nummer nu nodig?"),
        choices=[(code, capital(article)) for code, article in GROUNDS],
    )


class FindBsnForm(PlainForm):
    """A number to look somebody up by."""

    bsn = BsnField(label=_("Burgerservicenummer"))
