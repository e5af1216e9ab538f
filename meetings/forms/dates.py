"""What is typed for a date by proposal and answer: the moments, and who can when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from accounts.dutch.fields import Choice, DutchDateTimeField, ShortText, WholeNumber
from accounts.dutch.forms import PlainForm
from cases.meeting_terms import DateFit
from meetings.dates import LONGEST, SHORTEST, Moment
from meetings.forms.choices import options
from meetings.reads import DatesPage

AT_ONCE = ("moments", "moments_2", "moments_3", "moments_4", "moments_5")
LABELS = (_("Eerste moment"), _("Tweede moment"), _("Derde moment"), _("Vierde moment"), _("Vijfde moment"))


class ProposeDatesForm(PlainForm):
    """A few moments, and how long it takes."""

    minutes = WholeNumber(label=_("Hoeveel minuten?"), initial=75, min_value=SHORTEST, max_value=LONGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in zip(AT_ONCE, LABELS, strict=True):
            first = name == AT_ONCE[0]
            example = _("Bijvoorbeeld 30-11-2026 14:00") if first else ""
            self.fields[name] = DutchDateTimeField(label=label, help_text=example, required=first)
        self.order_fields([*AT_ONCE, "minutes"])

    def proposed(self) -> list[Moment]:
        """What was typed, as the action wants it."""
        data = self.cleaned_data
        return [Moment(data[name], data["minutes"]) for name in AT_ONCE if data.get(name)]


class Asked(Protocol):
    """A moment that somebody is asked about."""

    @property
    def moment(self) -> UUID: ...
    @property
    def when(self) -> datetime: ...
    @property
    def value(self) -> str: ...


class AnswerDatesForm(PlainForm):
    """Of each moment whether somebody can. Not everything has to be answered at once."""

    def __init__(self, *args: Any, asked: Collection[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moments = {f"moment_{one.moment}": one for one in asked}
        for name, one in self.moments.items():
            when = date_format(localtime(one.when), "l j F Y, H:i")
            self.fields[name] = Choice(
                label=when[:1].upper() + when[1:],
                choices=options(DateFit),
                coerce=DateFit,
                required=False,
                initial=one.value or None,
                empty_value=None,
            )

    def answers(self) -> dict[UUID, DateFit]:
        """What was chosen, by moment."""
        data = self.cleaned_data
        return {one.moment: data[name] for name, one in self.moments.items() if data[name]}


class RecordDatesForm(AnswerDatesForm):
    """What somebody told who directs."""

    how = ShortText(label=_("Hoe hoorde u dit?"), help_text=_("Bijvoorbeeld: gebeld."), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*self.moments, "how"])


def answer_form(page: DatesPage, seat_id: UUID, data: Any = None) -> AnswerDatesForm:
    """For the own seat of a colleague."""
    return AnswerDatesForm(data, asked=_asked(page, seat_id), auto_id="dates_%s")


def record_form(page: DatesPage, seat_id: UUID, data: Any = None) -> RecordDatesForm:
    """For the seat of somebody who told it."""
    return RecordDatesForm(data, asked=_asked(page, seat_id), auto_id=f"told_{seat_id}_%s")


def _asked(page: DatesPage, seat_id: UUID) -> list[Any]:
    still = {one.id for one in page.open_moments}
    row = next((row for row in page.rows if row.seat_id == seat_id), None)
    return [cell for cell in row.cells if cell.moment in still] if row else []
