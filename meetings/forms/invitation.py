"""What a party types in the portal when it answers its invitation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import LongText, ShortText
from accounts.dutch.forms import PlainForm


class DeclineInvitationForm(PlainForm):
    """A party does not come, and why."""

    reason = LongText(label=_("Waarom komt u niet?"), rows=3)


class RepresentativeForm(PlainForm):
    """Whom a party would rather send. In words: nobody looks up people here."""

    name = ShortText(label=_("Wie komt er?"), help_text=_("Een collega van uw eigen organisatie."), max_length=200)
    function = ShortText(label=_("Welke functie heeft die collega?"), max_length=200)
