"""
What stands round every page of a case: whose it is, where it stands, who keeps the overview, and the next step.

open_page() is how a page of one case begins: find, log, and fill the shell with what the law gives this viewer.
For reads among themselves; only CaseShell leaves the room.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from cases.facts import Facts
from cases.hats import Hat
from cases.models import Case, CasePause, HatPeriod, HouseholdMember, Statement
from cases.reads import scope
from cases.reads.due import NEVER
from cases.reads.facts import facts_of
from cases.reads.steps import NextStep, StepMark, next_step, step_marks
from cases.stappenplan import Step
from cases.statements import Kind
from privacy import log
from privacy.law import DataCategory, Purpose, Relation, Standing, Verdict
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Round:
    """One walk through the achtje that is over: from its first to its last step."""

    cycle: int
    began_on: date
    ended_on: date


@dataclass(frozen=True)
class CaseShell:
    """The identity bar, the steps and the next step. What may not be seen is empty."""

    reference: str
    title: str
    names: str
    step: str
    cycle: int
    keeper: str
    my_hats: tuple[str, ...]
    due_on: date | None
    today: date
    marks: tuple[StepMark, ...]
    rounds: tuple[Round, ...]  # the earlier ones
    since: date
    next: NextStep | None
    is_closed: bool
    paused_until: date | None
    signals: int
    steps_made: int
    version: int


@dataclass(frozen=True)
class Opened:
    """A case that is open on the table of a read. The model and the verdict stay inside the room."""

    case: Case
    standing: Standing
    verdict: Verdict
    facts: Facts
    shell: CaseShell
    viewer: Viewer

    def may(self, by: Collection[Relation]) -> bool:
        """Whether this viewer stands to the case in one of these relations."""
        return bool(self.standing.relations & set(by))

    def sees(self, category: DataCategory) -> bool:
        """Whether the law gives this viewer this category here."""
        return category in self.verdict.data


def open_page(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime, action: str) -> Opened:
    """Finds one case, writes the line in the read log, fills the shell. CaseNotFound when absent or forbidden."""
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    log.record(viewer=viewer, action=action, purpose=purpose, case_ids=[case.pk], verdict=verdict)
    facts = facts_of(case, now=now)
    return Opened(case, standing, verdict, facts, _shell(case, standing, verdict, facts, viewer, now), viewer)


def _shell(
    case: Case, standing: Standing, verdict: Verdict, facts: Facts, viewer: Viewer, now: datetime
) -> CaseShell:
    keeper, mine = _hats(case, viewer)
    pause = CasePause.objects.filter(case=case, resumed_at=None).values_list("resume_on", flat=True).first()
    return CaseShell(
        reference=case.reference,
        title=_title(case) if DataCategory.REQUEST_VISION in verdict.data else "",
        names=first_names(case) if DataCategory.IDENTITY_CONTACT in verdict.data else "",
        step=Step(case.step).label,
        cycle=case.cycle_number,
        keeper=keeper,
        my_hats=mine,
        due_on=None if case.due_on == NEVER else case.due_on,
        today=timezone.localdate(now),
        marks=step_marks(case),
        rounds=_rounds(case) if case.cycle_number > 1 else (),
        since=timezone.localdate(case.step_since),
        next=next_step(case, standing, facts),
        is_closed=case.step == Step.CLOSED,
        paused_until=pause,
        signals=facts.signals,
        steps_made=case.steps_made,
        version=case.version,
    )


def _rounds(case: Case) -> tuple[Round, ...]:
    """The rounds before the present one. A step that begins a round also ends the one before."""
    began: dict[int, date] = {1: timezone.localdate(case.opened_at)}
    for cycle, at in case.transitions.order_by("number").values_list("cycle", "at"):
        began.setdefault(cycle, timezone.localdate(at))
    return tuple(Round(n, began[n], began[n + 1]) for n in range(1, case.cycle_number) if n + 1 in began)


def _title(case: Case) -> str:
    return Statement.objects.filter(case=case, kind=Kind.TITLE).values_list("text", flat=True).first() or ""


def first_names(case: Case) -> str:
    """The first names of the household with their ages, oldest record first: "Yara (13), Emin (9)"."""
    members = HouseholdMember.objects.filter(case=case, in_network=False, left_on=None).order_by("made_at", "pk")
    rows = members.values_list("person__name", "person__age")[:6]
    return ", ".join(f"{name.split()[0]} ({age})" if age is not None else name.split()[0] for name, age in rows)


def _hats(case: Case, viewer: Viewer) -> tuple[str, tuple[str, ...]]:
    """Who keeps the overview, and the codes of the hats that this viewer wears here. One query for both."""
    rows = HatPeriod.objects.filter(case=case, taken_off_at=None)
    columns = ("hat", "wearer", "wearer__name", "wearer_person__name", "accepted_at")
    keeper, mine = "", []
    for hat, wearer, name, person, accepted in rows.values_list(*columns):
        if hat == Hat.CASE_DIRECTION and accepted:
            keeper = name or person or ""
        if wearer == viewer.user_id:
            mine.append(Hat(hat).value)
    return keeper, tuple(mine)

