"""How things are written and drawn on a page: `{% load look %}`. For every app, because templates meet by name.

Formatting only. A tag here never looks anything up, and knows no role and no clock: today comes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.dutch import days, names
from regie import achtje
from regie.states import look_of

register = template.Library()

POLL = "/_stand/"  # meetings.middleware

# Drawn by ourselves and the same everywhere: the mark and the six petten. The rest is lucide, by static/icons.json.
OUR_OWN = frozenset({"mark", "inquiry", "assistance", "decision", "case_direction", "monitoring", "process_direction"})


@register.simple_tag
def icon(name: object, size: str = "") -> SafeString:
    """`{% icon "check" %}`, `{% icon hat.code "small" %}`. Decoration: the word beside it carries the meaning."""
    if not name:
        return SafeString("")
    return _drawn(static("img/sprite.svg" if str(name) in OUR_OWN else "vendor/icons.svg"), str(name), size)


@lru_cache(maxsize=500)
def _drawn(sprite: str, name: str, size: str) -> SafeString:
    """The same icon stands on a page dozens of times."""
    shape = format_html('<use href="{}#i-{}"/>', sprite, name)
    kind = format_html(" rg-icon--{}", size) if size else ""
    return format_html('<svg class="rg-icon{}" aria-hidden="true" focusable="false">{}</svg>', kind, shape)


@register.simple_tag
def state_icon(state: object, size: str = "") -> SafeString:
    """The icon that belongs to a state: `{% state_icon action.state "small" %}`."""
    return icon(look_of(state).icon, size)


@register.filter
def state_word(state: object) -> str:
    """The word that belongs to a state, for a page that has no better one: `{{ stop.state|state_word }}`."""
    return str(look_of(state).word)


@register.simple_tag
def where_to_ask() -> SafeString:
    """`data-poll-url`, and where a screen can wait for a change also `data-wait-url`: for js/meeting.js."""
    asks = format_html('data-poll-url="{}"', POLL)
    return format_html('{} data-wait-url="{}"', asks, settings.WAIT_URL) if settings.WAIT_URL else asks


@register.simple_tag
def step_attributes(state: object) -> SafeString:
    """`data-state`, and for the step where the case stands also `aria-current`."""
    current = SafeString(' aria-current="step"') if str(state) == "current" else ""
    return format_html('data-state="{}"{}', state, current)


@register.simple_tag
def draw_achtje(rounds: Sequence[achtje.RoundLike]) -> achtje.Eight:
    """`{% draw_achtje steps.rounds as eight %}`: the picture of the last two rounds, for components/steps.html."""
    return achtje.draw(rounds)


@register.filter
def names_in_state(stops: Iterable[object], state: str) -> str:
    """The labels of the stops in one state, as a sentence says them: "perspectief en oplossingen"."""
    return names.sentence_list(str(stop.label).lower() for stop in stops if stop.state == state)  # type: ignore[attr-defined]


@register.filter
def dutch_day(day: date | datetime | None, today: date | None = None) -> str:
    """ "di 24 nov", with the year when it is not this year: `{{ action.due_on|dutch_day:today }}`."""
    return days.dutch_day(day, today=today) if day else ""


@register.filter
def long_day(day: date | datetime | None, today: date | None = None) -> str:
    """ "di 24 november", for in a sentence."""
    return days.long_day(day, today=today) if day else ""


@register.filter
def dutch_moment(at: datetime | None, today: date | None = None) -> str:
    """ "vandaag, 14.05 uur" or "di 24 nov, 14.05 uur"."""
    return days.dutch_moment(at, today=today) if at else ""


@register.filter
def relative_day(day: date | datetime | None, today: date) -> str:
    """ "over 3 dagen", "vandaag", "11 dagen te laat"."""
    return days.relative_day(day, today=today) if day else ""


@register.filter
def urgency(day: date | datetime | None, today: date) -> str:
    """ "late", "soon" or "later", for `data-urgency`."""
    return days.urgency(day, today=today) if day else ""


@register.filter
def due(day: date | datetime | None, today: date) -> days.Due | None:
    """For components/due.html: `{% include "components/due.html" with due=action.due_on|due:today %}`."""
    return days.due(day, today=today) if day else None


@register.filter
def since(day: date | datetime | None, today: date) -> days.Due | None:
    """Like `due`, for what began and goes on: "sinds 11 dagen"."""
    return days.since(day, today=today) if day else None


@register.filter
def happened(day: date | datetime | None, today: date) -> days.Due | None:
    """Like `due`, for what took place: "gisteren", "11 dagen geleden"."""
    return days.happened(day, today=today) if day else None


@register.filter
def initials(name: str | None) -> str:
    """ "F. van der B." for Fatma van der Berg."""
    return names.initials(name) if name else ""


@register.filter
def sentence_list(things: Iterable[object] | None) -> str:
    """ "Yara, Selin en Kemal"."""
    return names.sentence_list(things or ())
