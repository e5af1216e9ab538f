"""A day in words: how long to go, how long ago, and the day itself. The clock never stands here: today comes in.

Not here: when something has to be done (that is a rule of the method), and working days (holidays).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

DAYS_IN_WORDS_AS_DAYS = 120  # beyond this people count in months
SOON = 7  # days: what falls within a week asks for something now


@dataclass(frozen=True)
class Due:
    """A day as a page shows it: relative and exact, with the urgency as a ready word for the stylesheet."""

    relative: str
    exact: str
    urgency: str  # "late", "soon" or "later"
    day: date


def due(day: date | datetime, *, today: date) -> Due:
    """Something that has to be done by this day: "over 3 dagen", "vandaag", "11 dagen te laat"."""
    day = as_day(day)
    return Due(relative_day(day, today=today), dutch_day(day, today=today), urgency(day, today=today), day)


def since(day: date | datetime, *, today: date) -> Due:
    """Something that began on this day and still goes on: "sinds 11 dagen". Never late by itself."""
    day = as_day(day)
    passed = (today - day).days
    words = _("sinds vandaag") if passed <= 0 else _("sinds %(while)s") % {"while": span(passed)}
    return Due(words, dutch_day(day, today=today), "later", day)


def happened(day: date | datetime, *, today: date) -> Due:
    """Something that took place on this day: "vandaag", "gisteren", "11 dagen geleden"."""
    day = as_day(day)
    passed = (today - day).days
    if passed in (0, 1):
        words = _("gisteren") if passed else _("vandaag")
    else:
        words = _("%(while)s geleden") % {"while": span(passed)} if passed > 0 else relative_day(day, today=today)
    return Due(words, dutch_day(day, today=today), "later", day)


def relative_day(day: date | datetime, *, today: date) -> str:
    """How long to go until this day, or how much too late it is."""
    ahead = (as_day(day) - today).days
    if ahead < 0:
        return _("%(while)s te laat") % {"while": span(-ahead)}
    if ahead <= 1:
        return _("morgen") if ahead else _("vandaag")
    return _("over %(while)s") % {"while": span(ahead)}


def urgency(day: date | datetime, *, today: date) -> str:
    """The word that the stylesheet knows: late, soon (within a week) or later."""
    ahead = (as_day(day) - today).days
    if ahead < 0:
        return "late"
    return "soon" if ahead <= SOON else "later"


def span(days: int) -> str:
    """A number of days in words: "1 dag", "11 dagen", "6 maanden", "2 jaar"."""
    if days < DAYS_IN_WORDS_AS_DAYS:
        return ngettext("%(count)d dag", "%(count)d dagen", days) % {"count": days}
    months = round(days / 30.44)
    if months < 24:
        return ngettext("%(count)d maand", "%(count)d maanden", months) % {"count": months}
    years = days // 365
    return ngettext("%(count)d jaar", "%(count)d jaar", years) % {"count": years}


def dutch_day(day: date | datetime, *, today: date | None = None) -> str:
    """ "di 24 nov", with the year when it is not this year, or when it is not known what day it is now."""
    day = as_day(day)
    this_year = today is not None and day.year == today.year
    return date_format(day, "D j b" if this_year else "D j b Y").lower()


def long_day(day: date | datetime, *, today: date | None = None) -> str:
    """ "di 24 november", for a sentence. With the year as in dutch_day."""
    day = as_day(day)
    this_year = today is not None and day.year == today.year
    return date_format(day, "D j F" if this_year else "D j F Y").lower()


def dutch_moment(at: datetime, *, today: date | None = None) -> str:
    """ "vandaag, 14.05 uur", "gisteren, 09.30 uur" or "di 24 nov, 14.05 uur"."""
    local = timezone.localtime(at)
    passed = (today - local.date()).days if today is not None else -1
    words = {0: _("vandaag"), 1: _("gisteren")}.get(passed) or dutch_day(local.date(), today=today)
    return _("%(day)s, %(time)s uur") % {"day": words, "time": local.strftime("%H.%M")}


def as_day(day: date | datetime) -> date:
    """The day in the Netherlands: half past twelve at night in Amsterdam is still yesterday in UTC."""
    if isinstance(day, datetime):
        return timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    return day
