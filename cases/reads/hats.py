"""The page of the petten: who wears which hat here, since when, told to whom; step 0; and what deserves attention."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.dutch.names import sentence_list
from cases import hats
from cases.models import FormalDecision, HatPeriod, ProcessingPurpose
from cases.reads import shell
from cases.reads.hat_lines import HatLine, hat_line, may_change, periods_of, told_of, worn_of
from cases.reads.putting_on import HatChoice, choices_of
from cases.reads.shell import CaseShell, Opened
from cases.standing import DIRECTOR, DIRECTORS, HATS_FOR_ANYONE
from cases.stappenplan import Step
from cases.terms import AvePhase, Compartment, DecisionOutcome, Frame, TensionLevel
from privacy.gate import entrance
from privacy.law import Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class PurposeLine:
    """A law under which this case is worked on."""

    law: str
    label: str
    task: str


@dataclass(frozen=True)
class StepZero:
    """What stands of step 0. director_id: the hat of who directs the process, to tell people about."""

    director_id: UUID | None
    told: str
    household_told: bool
    parties_told: bool
    checked: bool
    purposes: tuple[PurposeLine, ...]
    frame: str
    frame_label: str
    ave_phase: str
    ave_label: str
    may_check: bool
    may_state: bool
    may_tell: bool


@dataclass(frozen=True)
class HatNotice:
    """Something about the petten that asks for attention."""

    state: str
    text: str


@dataclass(frozen=True)
class HatsPage:
    """Who wears what, what was worn before, step 0."""

    shell: CaseShell
    worn: tuple[HatLine, ...]
    off: tuple[HatLine, ...]
    notices: tuple[HatNotice, ...]
    step_zero: StepZero
    choices: tuple[HatChoice, ...]
    may_ask_overview: bool


@entrance
@transaction.atomic
def open_hats(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> HatsPage:
    """The petten of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_hats")
    rows = list(periods_of(opened))
    told = told_of(opened, [row.pk for row in rows])
    lines = [hat_line(opened, row, told[row.pk]) for row in rows]
    return HatsPage(
        shell=opened.shell,
        worn=tuple(line for line, row in zip(lines, rows, strict=True) if row.taken_off_at is None),
        off=tuple(line for line, row in reversed(list(zip(lines, rows, strict=True))) if row.taken_off_at),
        notices=tuple(_notices(opened, rows)),
        step_zero=_step_zero(opened, rows, told),
        choices=choices_of(opened),
        may_ask_overview=opened.may(DIRECTORS) and opened.case.step != Step.CLOSED,
    )


def _notices(opened: Opened, rows: Collection[HatPeriod]) -> Iterator[HatNotice]:
    if text := hats.out_of_play(
        opened.beside["has_met"], opened.facts.case_directors > 0, opened.case.step != Step.CLOSED
    ):
        yield HatNotice("late", text)
    directing = next((row for row in rows if row.taken_off_at is None and worn_of(row) == hats.MUNICIPAL), None)
    if directing and may_change(opened, directing) and (text := _proposal(opened, directing)):
        yield HatNotice("attention", text)


def _proposal(opened: Opened, directing: HatPeriod) -> str | None:
    """R-HAT-2: who directs the process also took a decision that is disputed."""
    own = FormalDecision.objects.filter(case=opened.case, hat_period__wearer=directing.wearer_id)
    for outcome, objection_on, tension in own.values_list("outcome", "objection_on", "tension"):
        decided = DecisionOutcome(outcome) if outcome else None
        level = TensionLevel(tension) if tension else None
        if text := hats.proposes_independent(decided, objection_on is not None, level, wears_municipal=True):
            return text
    return None


def _step_zero(opened: Opened, rows: Collection[HatPeriod], told: dict[UUID, list[str]]) -> StepZero:
    case, facts = opened.case, opened.facts
    director = next((row for row in rows if row.taken_off_at is None and worn_of(row) in hats.DIRECTING), None)
    purposes = ProcessingPurpose.objects.filter(case=case).order_by("stated_at", "law").values_list("law", "task")
    return StepZero(
        director_id=director.pk if director else None,
        told=sentence_list(dict.fromkeys(told[director.pk])) if director else "",
        household_told=facts.household_told > 0,
        parties_told=facts.parties_told > 0,
        checked=facts.step_zero_checked,
        purposes=tuple(PurposeLine(law, Compartment(law).label, task) for law, task in purposes),
        frame=str(case.frame),
        frame_label=Frame(case.frame).label,
        ave_phase=str(case.ave_phase),
        ave_label=AvePhase(case.ave_phase).label if case.ave_phase else "",
        may_check=opened.may(DIRECTOR),
        may_state=opened.may(HATS_FOR_ANYONE),
        may_tell=director is not None and (opened.may(HATS_FOR_ANYONE) or may_change(opened, director)),
    )
