"""The procesplaat of a case: one picture of who wore which hat when, over steps and rounds, and the same as a table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.dutch.days import dutch_day, span
from cases import procesplaat
from cases.hats import ALL
from cases.procesplaat import HatRow, Plate, RoundStart, StepSpan, Worn
from cases.reads import shell
from cases.reads.hat_lines import periods_of, receiver_of, wearer_of, worn_of
from cases.reads.shell import CaseShell, Opened
from cases.reads.steps import PATH
from cases.stappenplan import Step
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer

NUMBERS = {step: number for step, number, _name in PATH} | {Step.INTAKE: "", Step.TRIAGE: "T", Step.CLOSED: ""}


@dataclass(frozen=True)
class PeriodRow:
    """One period, in words."""

    hat: str
    code: str
    wearer: str
    began: str
    ended: str
    handed_to: str


@dataclass(frozen=True)
class StepRow:
    """One stay in a step, in words."""

    step: str
    cycle: int
    began: str
    lasted: str


@dataclass(frozen=True)
class PlatePage:
    """The picture in two widths, and what stands in it as tables."""

    shell: CaseShell
    wide: Plate
    narrow: Plate
    periods: tuple[PeriodRow, ...]
    steps: tuple[StepRow, ...]


@entrance
@transaction.atomic
def open_procesplaat(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> PlatePage:
    """The procesplaat of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_procesplaat")
    rows, periods = _hats(opened)
    steps, rounds, lines = _steps(opened, timezone.localdate(now))
    began = min([timezone.localdate(opened.case.opened_at), *(one.began_on for row in rows for one in row.periods)])
    until = steps[-1].ended_on if opened.shell.is_closed else timezone.localdate(now)
    plates = [
        procesplaat.draw(rows, steps, rounds, began_on=began, until=until, width=width)
        for width in (procesplaat.WIDE, procesplaat.NARROW)
    ]
    return PlatePage(shell=opened.shell, wide=plates[0], narrow=plates[1], periods=periods, steps=lines)


def _hats(opened: Opened) -> tuple[tuple[HatRow, ...], tuple[PeriodRow, ...]]:
    worn = defaultdict(list)
    lines, today = [], opened.shell.today
    for period in periods_of(opened):
        hat, name = worn_of(period), wearer_of(opened, period)
        ended = timezone.localdate(period.taken_off_at) if period.taken_off_at else None
        worn[hat].append(Worn(name, timezone.localdate(period.put_on_at), ended))
        lines.append(
            PeriodRow(
                hat=hat.label[:1].upper() + hat.label[1:],
                code=hat.hat.value,
                wearer=name,
                began=dutch_day(period.put_on_at, today=today),
                ended=dutch_day(ended, today=today) if ended else _("draagt de pet nu"),
                handed_to=receiver_of(opened, period) if period.handover_accepted_at else "",
            )
        )
    label = {hat: hat.label[:1].upper() + hat.label[1:] for hat in ALL}
    rows = tuple(HatRow(hat.hat.value, label[hat], tuple(worn[hat])) for hat in ALL if hat in worn)
    return rows, tuple(lines)


def _steps(opened: Opened, today: date) -> tuple[tuple[StepSpan, ...], tuple[RoundStart, ...], tuple[StepRow, ...]]:
    """Every stay in a step, from the transitions. Each ends where the next begins; the last one now."""
    moves = list(opened.case.transitions.order_by("number").values_list("to_step", "cycle", "at"))
    stays = [(Step.INTAKE, 1, timezone.localdate(opened.case.opened_at))]
    stays += [(Step(step), cycle, timezone.localdate(at)) for step, cycle, at in moves]
    ends = [*(began for _step, _cycle, began in stays[1:]), today]
    spans, rounds, lines, seen = [], [], [], 1
    for (step, cycle, began), ended in zip(stays, ends, strict=True):
        is_over = step is Step.CLOSED
        spans.append(StepSpan(NUMBERS[step], step.label, began, began if is_over else ended))
        lasted = "" if is_over else span(max((ended - began).days, 0))
        lines.append(StepRow(step.label, cycle, dutch_day(began, today=today), lasted))
        if cycle > seen:
            rounds.append(RoundStart(cycle, began))
            seen = cycle
    return tuple(spans), tuple(rounds), tuple(lines)
