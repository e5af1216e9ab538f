"""On the overview of a case: somebody turns 18, or a yes stops on a birthday, and nobody saw to it yet. For reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day
from cases.models import Consent, Person, Task
from cases.reads.notices import Notice
from cases.reads.together import OF_THIS_CASE, Row, rows
from cases.record_terms import TaskKind

ANNOUNCED = (TaskKind.CONSENT_ENDS, TaskKind.COMING_OF_AGE)


def birthday_rows(seen: bool) -> ArraySubquery:
    """What was announced about a birthday in this case and waits, with whom it is about."""
    whom = Person.objects.filter(pk=OuterRef("subject"))
    of_consent = Consent.objects.filter(pk=OuterRef("subject")).values("person__name")
    waiting = Task.objects.filter(case=OF_THIS_CASE, kind__in=ANNOUNCED, done_at=None).order_by("due_on", "pk")
    found = waiting if seen else waiting.none()
    return rows(
        found,
        "kind",
        "due_on",
        person=Subquery(whom.values("name")),
        born=Subquery(whom.values("birth_on")),
        about=Subquery(of_consent),
    )


def birthday_notices(found: Iterable[Row], today: date) -> tuple[Notice, ...]:
    """Those rows in words, each with the page where it is seen to."""
    return tuple(_notice(row, dutch_day(date.fromisoformat(row["due_on"]), today=today)) for row in found)


def _notice(row: Row, day: str) -> Notice:
    if row["kind"] == TaskKind.COMING_OF_AGE:
        words = {"name": row["person"] or _("Iemand"), "day": day}
        known, guess = _("%(name)s wordt 18 op %(day)s."), _("%(name)s wordt 18, op zijn vroegst op %(day)s.")
        title = (known if row["born"] else guess) % words
        return Notice("attention", title, _("Regel nu wat er stopt en welke wet daarna geldt."), "cases:consents")
    title = _("Een ja voor %(name)s geldt tot en met %(day)s.") % {"name": row["about"] or _("iemand"), "day": day}
    return Notice(
        "attention", title, _("Na de verjaardag beslissen anderen. Vraag het op tijd opnieuw."), "cases:consents"
    )
