"""Step 0: under which laws and for which task, with an eye on the process; and the frame and phase of the household."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.items import change, stamp
from cases.actions.locked import DIRECTOR, case_to_change
from cases.actions.refusals import NotPossible
from cases.models import AvePhaseChange, Case, ProcessingPurpose, StepZeroCheck
from cases.stappenplan import Step
from cases.terms import AvePhase, Compartment, Frame
from privacy.gate import entrance
from privacy.law import DataCategory, Relation
from privacy.viewer import Viewer

STARTERS = (Relation.TRIAGES, Relation.DIRECTS_PROCESS)


@entrance
@transaction.atomic
def state_purpose(*, viewer: Viewer, reference: str, law: Compartment, task: str, now: datetime) -> None:
    """Under this law we work on this case, for this task (AVG 5 lid 1 b). Stating it again replaces the task."""
    case = case_to_change(viewer, reference, now, STARTERS)
    if not task.strip():
        raise NotPossible(_("Schrijf op voor welke taak u volgens deze wet gegevens verwerkt."), field="task")
    ProcessingPurpose.objects.update_or_create(
        case=case, law=law, defaults={"task": task, "stated_by_id": viewer.user_id, "stated_at": now}
    )


@entrance
@transaction.atomic
def withdraw_purpose(*, viewer: Viewer, reference: str, law: Compartment, now: datetime) -> None:
    """This case is not worked on under this law after all."""
    case = case_to_change(viewer, reference, now, STARTERS)
    purposes = ProcessingPurpose.objects.filter(case=case)
    if case.step not in (Step.INTAKE, Step.TRIAGE) and not purposes.exclude(law=law).exists():
        raise NotPossible(_("Een casus heeft ten minste één wet. Leg eerst een andere vast."))
    purposes.filter(law=law).delete()


@entrance
@transaction.atomic
def check_step_zero(*, viewer: Viewer, reference: str, now: datetime) -> None:
    """The director keeps to the process, and leaves the content to who knows about it. Source: S003 step 0."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    confirmed = {"checked_by_id": viewer.user_id, "checked_at": now}
    StepZeroCheck.objects.update_or_create(case=case, defaults=confirmed)


@entrance
@transaction.atomic
def set_frame(*, viewer: Viewer, reference: str, frame: Frame, now: datetime) -> None:
    """With or without a court order."""
    case = case_to_change(viewer, reference, now, STARTERS)
    case.frame = frame
    _save(case, "frame")


@entrance
@transaction.atomic
def set_ave_phase(*, viewer: Viewer, reference: str, phase: AvePhase, reason: str, now: datetime) -> None:
    """The household is in this phase now, and why. Apart from the step of the case (domain.md 4.7)."""
    case = case_to_change(viewer, reference, now, STARTERS)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom het huishouden in deze fase is."), field="reason")
    latest = AvePhaseChange.objects.filter(case=case, to_phase=phase).order_by("-made_at").first()
    if latest and phase == case.ave_phase:
        change(latest, viewer, now, reason=reason)
        return
    shared = stamp(case, viewer, now, category=DataCategory.OPINIONS_PROFESSIONAL)
    AvePhaseChange.objects.create(**shared, from_phase=case.ave_phase, to_phase=phase, reason=reason)
    case.ave_phase = phase
    _save(case, "ave_phase")


def _save(case: Case, column: str) -> None:
    case.version += 1
    case.save(update_fields=[column, "version"])
