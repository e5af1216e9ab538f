"""
What people say while a plan is followed: contacts, signals that it stalls, worries about safety, whether it helps.

For reads among themselves: rows in, lines with ready sentences out. Not here: which rows a page shows (monitoring,
evaluation).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.dutch.days import Due, due, dutch_day
from cases.item import Item
from cases.models import StepNote
from cases.reads.shell import Opened
from cases.reads.together import OF_THIS_CASE, Row, moment
from cases.record_terms import ContactKind
from cases.standing import DIRECTORS
from cases.terms import Helps, PulseResult, SafetyRoute, SignalBy

STATE_OF_PULSE = {PulseResult.WELL: "done", PulseResult.CONCERN: "attention", PulseResult.STUCK: "late"}
STATE_OF_HELP = {Helps.YES: "done", Helps.PARTLY: "attention", Helps.NO: "late", Helps.UNKNOWN: "info"}
MOST = 100  # contacts, signals and notes on one page; the timeline shows all
HELP_COLUMNS = ("does_it_help", "what_was_the_question", "what_was_the_intention", "reason", "made_at", "number")


@dataclass(frozen=True)
class ContactLine:
    """A short contact: what, with whom, when, how it goes."""

    kind: str
    with_whom: str
    day: str
    by: str
    note: str
    state: str
    result: str


@dataclass(frozen=True)
class SignalLine:
    """Somebody says that it stalls: who, when, what that asks for, and what came of it."""

    id: UUID
    who: str
    day: str
    text: str
    asks: str
    state: str
    due: Due | None
    answer: str
    answered: str
    obliges: bool


@dataclass(frozen=True)
class AlertLine:
    """A worry about safety, with the route that was taken and what came of it."""

    id: UUID
    text: str
    route: str
    raised: str
    acted_on: str
    closed: str
    version: int
    may_close: bool


@dataclass(frozen=True)
class HelpLine:
    """Somebody looked back: does it help?"""

    state: str
    answer: str
    source: str
    question: str
    intention: str
    note: str


def permitted(opened: Opened, model: type[Item]) -> QuerySet[Any, Any]:
    """The rows of this kind that the law gives this viewer."""
    return opened.permitted(model.objects.filter(case=OF_THIS_CASE))


def help_rows(opened: Opened) -> QuerySet[Any, Any]:
    """Where somebody said whether it helps: with a step or between the steps, newest first."""
    return permitted(opened, StepNote).exclude(does_it_help="").order_by("-made_at", "pk")[:MOST]


def help_line(opened: Opened, row: Row) -> HelpLine:
    """One time that somebody looked back."""
    helps = Helps(row["does_it_help"])
    when = _("bij een stap op %(day)s") if row["number"] is not None else "%(day)s"
    source = ", ".join(filter(None, (row["by"], when % {"day": day_of(opened, row["made_at"])})))
    answer = _("Helpt het? %(answer)s") % {"answer": helps.label}
    question, intention = row["what_was_the_question"], row["what_was_the_intention"]
    return HelpLine(STATE_OF_HELP[helps], answer, source, question, intention, row["reason"])


def day_of(opened: Opened, text: str) -> str:
    """A moment in a row, as the day that a page names."""
    return dutch_day(moment(text), today=opened.shell.today)


def contact_line(opened: Opened, row: Row) -> ContactLine:
    result = PulseResult(row["result"]) if row["result"] else None
    return ContactLine(
        kind=ContactKind(row["kind"]).label.capitalize(),
        with_whom=row["with_whom"],
        day=day_of(opened, row["contacted_at"]),
        by=row["maker"] or "",
        note=row["note"],
        state=STATE_OF_PULSE[result] if result else "",
        result=result.label.capitalize() if result else "",
    )


def signal_line(opened: Opened, row: Row) -> SignalLine:
    by, maker = SignalBy(row["by"]), row["maker"] or ""
    obliges, today = by is SignalBy.CASE_DIRECTOR, opened.shell.today
    moment_due = due(date.fromisoformat(row["due_on"]), today=today)
    who = f"{row['raised_for'] or maker}, {by.label}".lstrip(", ")
    if row["raised_for"]:
        who = _("%(who)s, opgeschreven door %(maker)s") % {"who": who, "maker": maker}
    return SignalLine(
        id=UUID(row["pk"]),
        who=who,
        day=day_of(opened, row["raised_at"]),
        text=row["text"],
        asks=_("De procesregisseur roept het overleg bij elkaar.")
        if obliges
        else _("De procesregisseur weegt dit en antwoordt met een reden."),
        state="late" if obliges or moment_due.day < today else "attention",
        due=None if row["answered_at"] else moment_due,
        answer=row["answer"],
        answered=_answered(opened, row) if row["answered_at"] else "",
        obliges=obliges,
    )


def _answered(opened: Opened, row: Row) -> str:
    words = _("Overleg bij elkaar geroepen op %(day)s") if row["convened"] else _("Beantwoord op %(day)s")
    said = words % {"day": day_of(opened, row["answered_at"])}
    return f"{said}, {row['answerer']}" if row["answerer"] else said


def alert_line(opened: Opened, row: Row) -> AlertLine:
    raised = ", ".join(filter(None, (row["maker"], day_of(opened, row["raised_at"]))))
    mine = row["made_by"] == str(opened.viewer.user_id)
    return AlertLine(
        id=UUID(row["pk"]),
        text=row["text"],
        route=SafetyRoute(row["route"]).label,
        raised=raised,
        acted_on=row["acted_on"],
        closed=_("Afgerond op %(day)s") % {"day": day_of(opened, row["closed_at"])} if row["closed_at"] else "",
        version=row["version"],
        may_close=not row["closed_at"] and (mine or opened.may(DIRECTORS)),
    )
