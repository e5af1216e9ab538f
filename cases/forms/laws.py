"""To which law something belongs, asked where a case has several: else it would be of none, and for every colleague."""

from __future__ import annotations

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Pick
from cases.forms.options import capital
from privacy.law import JOINT, Compartment

JOINT_PLAN = _("Het gezamenlijke plan, van geen enkele wet")


def ask_law(form: forms.Form, laws: Collection[Compartment], own: Compartment | None = None) -> None:
    """Asks it as the last question, when there is something to choose. own: under which the writer stands."""
    if len(laws) < 2:
        return
    of_one = [(law.value, capital(law.label)) for law in laws if law is not JOINT]
    form.fields["law"] = Pick(
        label=_("Bij welke wet hoort het?"),
        help_text=_("Een collega onder een andere wet leest het dan niet. Wat van geen enkele wet is, leest iedereen."),
        choices=[*of_one, (JOINT.value, JOINT_PLAN)],
        coerce=Compartment,
        initial=own,
    )
