"""
Closing a case: for which reason, how long its file is kept, what comes off and what is still open, and which step.

Not here: the step itself (case.open_step), destroying what is kept no longer (privacy).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.dutch.days import dutch_day
from cases.hats import Hat
from cases.models import (
    Closure,
    HatPeriod,
    MeetingReport,
    PlanAction,
    ProcessingPurpose,
    SafetyAlert,
    SharingDecision,
    Task,
)
from cases.reads import shell
from cases.reads.case import FINISHED, Words, words_of
from cases.reads.decided import running
from cases.reads.following import permitted
from cases.reads.shell import CaseShell, Opened
from cases.reads.steps import OpenMove, open_move
from cases.reads.together import OF_THIS_CASE, Row, rows, together
from cases.stappenplan import Move
from cases.statements import Kind
from cases.terms import CLOSES_AFTER_TRIAGE, ClosureReason
from cases.ways_to_close import REASONS, way_with, ways_from
from privacy import retention
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.retention import RetentionRule, StartRule
from privacy.viewer import Viewer

STAYS = (Hat.CASE_DIRECTION,)
PER_ITEM = (StartRule.ITEM_CREATED, StartRule.LAST_CHANGE)
DIRECTORS_HATS = (Hat.PROCESS_DIRECTION, Hat.MONITORING)


@dataclass(frozen=True)
class TermChoice:
    """A result of the selection list that a case under these laws can end with. until: if it closed today."""

    code: str
    what: str
    term: str
    starts: str
    source: str
    until: str


@dataclass(frozen=True)
class ClosureLine:
    """What was prepared, or with what the case closed."""

    reason: str
    reason_code: str
    note: str
    kept: str
    result_code: str
    starts: str
    start_rule: str
    starts_on: date
    object_ends_on: date | None
    note_on_term: str
    ends: str
    version: int


@dataclass(frozen=True)
class OpenThing:
    """Something that is still open when the case closes; what has to be settled first has the state late."""

    state: str
    word: str
    text: str
    url_name: str


@dataclass(frozen=True)
class ClosurePage:
    """The page of closing. way: the step that fits the reason, when this viewer may make it."""

    shell: CaseShell
    question: Words | None
    closure: ClosureLine | None
    reasons: tuple[tuple[str, str], ...]
    terms: tuple[TermChoice, ...]
    several_laws: bool
    coming_off: tuple[str, ...]
    staying: tuple[str, ...]
    still_open: tuple[OpenThing, ...]
    way: OpenMove | None
    may_close: bool
    waits_for_triage: bool


@entrance
@transaction.atomic
def open_closure(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> ClosurePage:
    """The page of closing a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_closure")
    found = _look_up(opened, now)
    words = words_of(opened) if opened.sees(DataCategory.REQUEST_VISION) else {}
    row = found["closure"][0] if found["closure"] else None
    ways = tuple(move for move in ways_from(opened.case.step) if opened.may(move.by))
    reasons = tuple(reason for move in ways for reason in REASONS[move.id] if _fits(opened, reason))
    laws = {one["law"] for one in found["laws"]}
    return ClosurePage(
        shell=opened.shell,
        question=words.get(Kind.QUESTION),
        closure=_closure(row) if row else None,
        reasons=tuple((reason.value, _capital(reason.label)) for reason in reasons),
        terms=tuple(_term(rule, opened.shell.today) for rule in retention.choices(laws)),
        several_laws=len(laws) > 1,
        coming_off=_hats(found["hats"], DIRECTORS_HATS),
        staying=_hats(found["hats"], STAYS),
        still_open=() if opened.shell.is_closed else tuple(_still_open(opened, found)),
        way=_way(opened, row, ways) if row else None,
        may_close=bool(ways),
        waits_for_triage=any(move.id == "T03" for move in ways) and not opened.facts.triage_outcome,
    )


def _look_up(opened: Opened, now: datetime) -> dict[str, list[Row]]:
    here = {"case": OF_THIS_CASE}
    columns = ("reason", "note", "retention_result", "retention_start_rule", "retention_starts_on", "retention_ends_on")
    closures = permitted(opened, Closure).filter(cycle=opened.case.cycle_number)
    actions = permitted(opened, PlanAction).exclude(status__in=FINISHED)
    shared = SharingDecision.objects.filter(running(now), **here)
    hats = HatPeriod.objects.filter(**here, taken_off_at=None).order_by("hat", "put_on_at")
    return together(
        opened.case,
        closure=rows(closures, *columns, "version"),
        laws=rows(ProcessingPurpose.objects.filter(**here), "law"),
        hats=rows(hats, "hat", name="wearer__name"),
        alerts=_keys(permitted(opened, SafetyAlert).filter(closed_at=None)),
        actions=_keys(actions),
        tasks=_keys(Task.objects.filter(**here, done_at=None)),
        shared=_keys(shared),
        meetings=_keys(MeetingReport.objects.filter(**here, closed_at=None)),
    )


def _keys(queryset: QuerySet[Any, Any]) -> ArraySubquery:
    return rows(queryset.order_by("pk"), "pk")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _fits(opened: Opened, reason: ClosureReason) -> bool:
    """After triage only the reasons that go with what triage decided."""
    outcomes = CLOSES_AFTER_TRIAGE.get(reason)
    return outcomes is None or opened.facts.triage_outcome in outcomes


def _way(opened: Opened, row: Row, ways: tuple[Move, ...]) -> OpenMove | None:
    move = way_with(opened.case.step, row["reason"])
    return open_move(move, opened.facts) if move in ways else None


def _closure(row: Row) -> ClosureLine:
    rule, start_rule = retention.RULES[row["retention_result"]], StartRule(row["retention_start_rule"])
    starts_on, ends_on = date.fromisoformat(row["retention_starts_on"]), row["retention_ends_on"]
    return ClosureLine(
        reason=_capital(ClosureReason(row["reason"]).label),
        reason_code=row["reason"],
        note=row["note"],
        kept=f"{_capital(rule.what)}: {term_in_words(rule.duration)}",
        result_code=rule.result,
        starts=start_rule.label,
        start_rule=row["retention_start_rule"],
        starts_on=starts_on,
        object_ends_on=starts_on if start_rule is StartRule.OBJECT_ENDED else None,
        note_on_term=_("Elk stuk heeft een eigen begin. Dit is de laatste dag.") if start_rule in PER_ITEM else "",
        ends=dutch_day(date.fromisoformat(ends_on)) if ends_on else "",
        version=row["version"],
    )


def _term(rule: RetentionRule, today: date) -> TermChoice:
    until = dutch_day(retention.after(today, rule.duration))
    return TermChoice(
        rule.result, _capital(rule.what), term_in_words(rule.duration), rule.start_rule.label, rule.source, until
    )


def term_in_words(duration: str) -> str:
    """ "20 jaar" for P20Y, "42 dagen" for P42D. For reads among themselves."""
    match = re.fullmatch(r"P(\d+)([YMD])", duration)
    if match is None:
        raise ValueError(f"no duration: {duration!r}")
    count = int(match[1])
    words = {
        "Y": ngettext("%(count)d jaar", "%(count)d jaar", count),
        "M": ngettext("%(count)d maand", "%(count)d maanden", count),
        "D": ngettext("%(count)d dag", "%(count)d dagen", count),
    }
    return words[match[2]] % {"count": count}


def _hats(found: list[Row], which: tuple[Hat, ...]) -> tuple[str, ...]:
    lines = ((Hat(row["hat"]), row["name"]) for row in found)
    return tuple(", ".join(filter(None, (_capital(hat.label), name))) for hat, name in lines if hat in which)


def _still_open(opened: Opened, found: dict[str, list[Row]]) -> Iterator[OpenThing]:
    """What is not settled. The staff's own hats have to come off first (G25); the rest is for people to weigh."""
    if opened.facts.staff_hats:
        staff = {"count": opened.facts.staff_hats}
        yield OpenThing(
            "late",
            _("eerst afzetten"),
            _("Petten die eerst af moeten (onderzoek, hulp, besluit): %(count)d") % staff,
            "cases:hats",
        )
    counted = (
        (opened.facts.signals, _("Signalen dat het stokt, zonder antwoord: %(count)d"), "cases:monitoring"),
        (len(found["alerts"]), _("Zorgen over veiligheid die nog open staan: %(count)d"), "cases:monitoring"),
        (len(found["actions"]), _("Acties die nog niet klaar zijn: %(count)d"), "cases:plan"),
        (len(found["meetings"]), _("Overleggen die gepland staan of nog lopen: %(count)d"), "meetings:meetings"),
        (len(found["shared"]), _("Besluiten om te delen die bij het sluiten stoppen: %(count)d"), "cases:sharing"),
        (
            len(found["tasks"]),
            _("Taken die nog open staan, en met het sluiten vervallen: %(count)d"),
            "cases:monitoring",
        ),
    )
    for count, words, url_name in counted:
        if count:
            yield OpenThing("attention", _("staat nog open"), words % {"count": count}, url_name)
