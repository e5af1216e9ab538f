"""Opening a case, hearing the question, and what triage decides."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cases.actions import worklist
from cases.actions.items import change, in_round, stamp
from cases.actions.locked import LISTENERS, case_to_change
from cases.actions.refusals import NotAuthorised, NotPossible
from cases.models import Case, CaseReference, Report, Statement, TriageDecision
from cases.reads.due import NEVER
from cases.statements import Kind
from cases.terms import BlockageReason, Frame, ProblemKind, ReportedBy, TriageOutcome, Urgency
from privacy import law
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation
from privacy.viewer import Viewer

OWN_WORDS = (Kind.TITLE, Kind.SUMMARY, Kind.QUESTION, Kind.RESIDENT_VISION)


@dataclass(frozen=True)
class NewReport:
    """A report: who reports, how urgent, whether somebody keeps the overview already."""

    reporter_kind: ReportedBy
    reporter: str = ""
    urgency: Urgency = Urgency.NORMAL
    urgency_reason: str = ""
    has_case_director: bool | None = None
    case_director_is: str = ""


@entrance
@transaction.atomic
def open_case(
    *, viewer: Viewer, report: NewReport, now: datetime, frame: Frame = Frame.VOLUNTARY, previous: UUID | None = None
) -> str:
    """Opens a case in the municipality of the viewer, in step aanmelding. Returns its reference."""
    rules = law.rules(viewer.role, Purpose.INTAKE)
    if viewer.municipality_id is None or not any(
        rule.relation in (Relation.REPORTED, Relation.TRIAGES) for rule in rules
    ):
        raise NotAuthorised
    case = Case.objects.create(
        reference=_next_reference(timezone.localdate(now).year),
        municipality_id=viewer.municipality_id,
        reported_by_id=viewer.user_id,
        opened_at=now,
        step_since=now,
        due_on=NEVER,
        frame=frame,
        previous_id=previous,
    )
    shared = stamp(case, viewer, now, category=DataCategory.REQUEST_VISION)
    Report.objects.create(
        **shared,
        reporter_kind=report.reporter_kind,
        reporter=report.reporter,
        urgency=report.urgency,
        urgency_reason=report.urgency_reason,
        has_case_director=report.has_case_director,
        case_director_is=report.case_director_is,
    )
    worklist.refresh(case, now)
    return case.reference


def _next_reference(year: int) -> str:
    """The next number of this year, under the lock of its counter."""
    CaseReference.objects.get_or_create(year=year, defaults={"last": 0})
    counter = CaseReference.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{year}-{counter.last:04d}"


@entrance
@transaction.atomic
def record_words(
    *,
    viewer: Viewer,
    reference: str,
    kind: Kind,
    text: str,
    now: datetime,
    said_by: str = "",
    about: Collection[UUID] = (),
    version: int | None = None,
) -> None:
    """Records title, summary, question or vision: one of each in a case, in the words of the resident."""
    if kind not in OWN_WORDS:
        raise NotPossible("Kies of dit de vraag, het toekomstbeeld, de titel of de samenvatting is.")
    case = case_to_change(viewer, reference, now, LISTENERS)
    existing = Statement.objects.filter(case=case, kind=kind).first()
    if existing:
        change(existing, viewer, now, version=version, text=text, said_by=said_by)
        return
    shared = stamp(case, viewer, now, category=DataCategory.REQUEST_VISION, about=about)
    Statement.objects.create(**shared, kind=kind, text=text, said_by=said_by)


@entrance
@transaction.atomic
def record_note(
    *,
    viewer: Viewer,
    reference: str,
    text: str,
    category: DataCategory,
    now: datetime,
    kind: Kind = Kind.NOTE,
    about: Collection[UUID] = (),
    source: str = "",
) -> None:
    """Records a note, a fact, an experience: any statement of which a case can hold many."""
    if kind in OWN_WORDS:
        raise NotPossible("Hiervan staat er één in de casus. Wijzig die.")
    case = case_to_change(viewer, reference, now, LISTENERS)
    Statement.objects.create(
        **stamp(case, viewer, now, category=category, about=about, source=source), kind=kind, text=text
    )


@dataclass(frozen=True)
class TriageChoice:
    """What triage decides: outcome, reason, and why it got stuck. Source: domain.md 2.2."""

    outcome: TriageOutcome
    reason: str
    blockage_reasons: tuple[BlockageReason, ...] = ()
    problem_kinds: tuple[ProblemKind, ...] = ()
    referred_to: str = ""


@entrance
@transaction.atomic
def decide_triage(*, viewer: Viewer, reference: str, choice: TriageChoice, now: datetime) -> None:
    """Records the outcome of triage of this round, with the reason. Deciding again replaces it."""
    case = case_to_change(viewer, reference, now, (Relation.TRIAGES,))
    values = {
        "outcome": choice.outcome,
        "reason": choice.reason,
        "blockage_reasons": [str(reason) for reason in choice.blockage_reasons],
        "problem_kinds": [str(kind) for kind in choice.problem_kinds],
        "referred_to": choice.referred_to,
    }
    existing = TriageDecision.objects.filter(case=case, confirmed_cycle=case.cycle_number).first()
    if existing:
        change(existing, viewer, now, **values)
        return
    shared = stamp(case, viewer, now, category=DataCategory.REQUEST_VISION)
    TriageDecision.objects.create(**shared, **in_round(case), **values)
