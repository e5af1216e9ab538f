"""The page of triage: whether a case is taken up, and why; what was decided in earlier rounds stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Statement, TriageDecision
from cases.reads import shell
from cases.reads.shell import CaseShell
from cases.stappenplan import TRIAGE, Step
from cases.statements import Kind
from cases.terms import BlockageReason, ProblemKind, TriageOutcome
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Decision:
    """What triage decided in one round. outcome, blockage_reasons and problem_kinds are the words themselves."""

    outcome: TriageOutcome
    reason: str
    blockage_reasons: tuple[BlockageReason, ...]
    problem_kinds: tuple[ProblemKind, ...]
    referred_to: str
    cycle: int
    decided_by: str
    decided_on: date
    version: int

    @property
    def why(self) -> tuple[str, ...]:
        """Why it gets stuck and where, in words."""
        return tuple(term.label for term in (*self.blockage_reasons, *self.problem_kinds))


@dataclass(frozen=True)
class Consequence:
    """What follows from the decision of this round: in words, with the page where it is done."""

    text: str
    url_name: str
    link: str


@dataclass(frozen=True)
class TriagePage:
    """The question in the resident's words, and the decision of this round with those before."""

    shell: CaseShell
    question: str
    said_by: str
    decision: Decision | None
    consequence: Consequence | None
    earlier: tuple[Decision, ...]
    may_decide: bool
    is_waiting: bool


@entrance
@transaction.atomic
def open_triage(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> TriagePage:
    """Triage of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_triage")
    question, rows = ("", ""), []
    if opened.sees(DataCategory.REQUEST_VISION):
        seen = partial(opened.only, DataCategory.REQUEST_VISION)
        asked = seen(Statement.objects.filter(case=opened.case, kind=Kind.QUESTION))
        question = asked.values_list("text", "said_by").first() or ("", "")
        decided = seen(TriageDecision.objects.filter(case=opened.case))
        rows = list(decided.select_related("changed_by").order_by("-made_at"))
    current = next((_decision(row) for row in rows if row.confirmed_cycle == opened.case.cycle_number), None)
    before_take_up = opened.case.step in (Step.INTAKE, Step.TRIAGE)
    return TriagePage(
        shell=opened.shell,
        question=question[0],
        said_by=question[1],
        decision=current,
        consequence=_consequence(current) if current and before_take_up else None,
        earlier=tuple(_decision(row) for row in rows if row.confirmed_cycle != opened.case.cycle_number),
        may_decide=opened.may(TRIAGE) and before_take_up,
        is_waiting=before_take_up and current is None,
    )


def _decision(row: TriageDecision) -> Decision:
    return Decision(
        outcome=row.outcome,
        reason=row.reason,
        blockage_reasons=tuple(BlockageReason(reason) for reason in row.blockage_reasons),
        problem_kinds=tuple(ProblemKind(kind) for kind in row.problem_kinds),
        referred_to=row.referred_to,
        cycle=row.cycle,
        decided_by=row.changed_by.name if row.changed_by else "",
        decided_on=timezone.localdate(row.changed_at),
        version=row.version,
    )


def _consequence(decision: Decision) -> Consequence:
    if decision.outcome is TriageOutcome.TAKE_UP:
        text = _("Nu is een procesregisseur nodig, die aan het gezin en de partijen vertelt wat deze pet is.")
        return Consequence(text, "cases:hats", _("Naar de petten"))
    text = _("U pakt de casus niet op. Leg vast hoe u afsluit en hoe lang u wat bewaart.")
    return Consequence(text, "cases:closure", _("Naar afsluiten"))
