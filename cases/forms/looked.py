"""The filters of the read log, as they stand in its address. What is not on the list of answers is not asked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import DutchDateField
from accounts.dutch.forms import PlainForm
from cases.forms.lists import Narrow
from cases.log_terms import BREAKS_GLASS
from privacy.log import Result
from privacy.reads import LogQuery

EMERGENCIES = "nood"
OUTCOMES = (("getoond", _("Getoond")), ("geweigerd", _("Geweigerd")), (EMERGENCIES, _("Met noodtoegang")))
RESULT_OF = {"getoond": Result.SHOWN, "geweigerd": Result.REFUSED}


class LookedForm(forms.Form):
    """Who, with what outcome, from which day until which: each optional. A day that is none counts as no answer."""

    wie = Narrow(label=_("Wie"), anything=_("Iedereen"), choices=(), coerce=UUID)
    uitkomst = Narrow(label=_("Uitkomst"), anything=_("Alles"), choices=OUTCOMES, coerce=str)
    van = DutchDateField(label=_("Vanaf"), required=False)
    tot = DutchDateField(label=_("Tot en met"), required=False)

    def choose_from(self, viewers: Any) -> None:
        """Whom one can choose: only known once the lines are there."""
        self.fields["wie"].choices = viewers

    def query(self) -> LogQuery:
        """What is asked of the log, read before it is known who can be chosen."""
        self.full_clean()
        data, outcome = self.cleaned_data, self.cleaned_data.get("uitkomst")
        until = data.get("tot")
        return LogQuery(
            viewer_id=_id(self.data.get("wie", "")),
            result=RESULT_OF.get(outcome or ""),
            relation=BREAKS_GLASS if outcome == EMERGENCIES else "",
            since=_midnight(data["van"]) if data.get("van") else None,
            until=_midnight(until + timedelta(days=1)) if until else None,
            after=_number(self.data.get("na", "")),
            before=_number(self.data.get("voor", "")),
        )


class LinesForm(LookedForm):
    """The same where nobody is chosen from a list: the address says about whom it is."""

    wie = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def choose_from(self, viewers: Any) -> None:
        """There is no list."""


class ExportForm(PlainForm):
    """From which day until which day the log goes along."""

    van = DutchDateField(label=_("Vanaf welke dag?"), error_messages={"required": _("Vul de eerste dag in")})
    tot = DutchDateField(label=_("Tot en met welke dag?"), error_messages={"required": _("Vul de laatste dag in")})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("van") and data.get("tot") and data["van"] > data["tot"]:
            self.add_error("tot", _("De laatste dag ligt voor de eerste"))
        return data

    def period(self) -> tuple[datetime, datetime]:
        """From the beginning of the first day until the end of the last."""
        data = self.cleaned_data
        return _midnight(data["van"]), _midnight(data["tot"] + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
