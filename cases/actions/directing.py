"""
What a team manager may do without seeing whose case it is: override a conflict of petten, change the director, stop.

All of it about process information only (Purpose.STEERING). Source: domain.md 1.4, E04, W01.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import guards
from cases.actions import announcements, handovers, tasks, worklist
from cases.actions.announcements import Told
from cases.actions.closing import prepare_closure
from cases.actions.followers import somebody_hears_less
from cases.actions.locked import authorise, locked_case
from cases.actions.path import Words, take_step
from cases.actions.refusals import NotPossible
from cases.actions.wearing import NewHat, Override, put_on
from cases.hats import Hat, Variant, Worn
from cases.models import Case, HatPeriod, Party
from cases.reads.facts import facts_of
from cases.reads.scope import DIRECTING
from cases.record_terms import Involvement, TaskKind
from cases.terms import ClosureReason
from cases.working_days import add_working_days
from privacy.gate import entrance
from privacy.law import Purpose, Relation
from privacy.viewer import Viewer

MANAGER = (Relation.SAME_MUNICIPALITY,)
DAYS_TO_TELL = 5  # working days


@entrance
@transaction.atomic
def override_conflict(*, viewer: Viewer, reference: str, hat: NewHat, reason: str, now: datetime) -> UUID:
    """Lets somebody wear hats together that the matrix blocks, with a reason that the director and the FG can read."""
    case, standing = locked_case(viewer, Purpose.STEERING, reference, now)
    authorise(standing, MANAGER)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom deze petten hier toch samengaan."), field="reason")
    override = Override(viewer.user_id, reason)
    period = put_on(case, replace(hat, reason=hat.reason or reason), viewer=viewer, now=now, override=override)
    worklist.refresh(case, now)
    return period.pk


@entrance
@transaction.atomic
def change_process_director(
    *,
    viewer: Viewer,
    reference: str,
    new_director: UUID,
    variant: Variant,
    reason: str,
    told_all: bool,
    now: datetime,
    mitigation: str = "",
) -> UUID:
    """E04: somebody else directs the process from now on. Returns the id of the new hat.

    told_all: everyone was told already. Otherwise the new director gets the task to tell all parties.
    """
    case, standing = locked_case(viewer, Purpose.STEERING, reference, now)
    authorise(standing, MANAGER)
    old = HatPeriod.objects.filter(DIRECTING, case=case, taken_off_at=None).first()
    _check_change(old, new_director, variant, reason)
    if old:
        _take_off(case, old, new_director, reason, now)
    worn, told = Worn(Hat.PROCESS_DIRECTION, variant), _everyone(case) if told_all else ()
    hat = NewHat(worn, wearer=new_director, reason=reason, told=told, mitigation=mitigation)
    period = put_on(case, hat, viewer=viewer, now=now)
    if old:
        _pass_on_monitoring(case, old, hat, now)
    _check_g03(case, now)
    if told_all:
        announcements.finish_telling(case, period, now)
    else:
        due_on = add_working_days(timezone.localdate(now), DAYS_TO_TELL)
        tasks.ask(case, TaskKind.TELL_PARTIES, of=new_director, about=period.pk, due_on=due_on, now=now)
    worklist.refresh(case, now)
    somebody_hears_less(case, now)
    return period.pk


def _check_change(old: HatPeriod | None, new_director: UUID, variant: Variant, reason: str) -> None:
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom een ander de procesregie krijgt."), field="reason")
    if variant is Variant.ADVISORY:
        raise NotPossible(
            _("Kies namens de gemeente of onafhankelijk: wie adviseert, voert geen regie."), field="variant"
        )
    if old and old.wearer_id == new_director:
        raise NotPossible(_("Deze collega voert hier al de procesregie."), field="new_director")


@entrance
@transaction.atomic
def stop_case(
    *,
    viewer: Viewer,
    reference: str,
    reason: ClosureReason,
    result_code: str,
    words: Words,
    now: datetime,
    seen: int | None = None,
) -> None:
    """W01 by a manager: why the case closes and how long it is kept, and the step itself. Both, or neither."""
    prepare_closure(
        viewer=viewer,
        reference=reference,
        reason=reason,
        result_code=result_code,
        note=words.reason,
        now=now,
        purpose=Purpose.STEERING,
    )
    take_step(
        viewer=viewer, reference=reference, move_id="W01", words=words, now=now, seen=seen, purpose=Purpose.STEERING
    )


def _take_off(case: Case, period: HatPeriod, new_director: UUID, reason: str, now: datetime) -> None:
    period.handed_to_id, period.handed_to_party, period.handed_to_person = new_director, None, None
    period.handover_asked_at = period.handover_accepted_at = period.taken_off_at = now
    period.handover_accepted_how, period.handover_declined_reason = _("aangewezen door de teamleider"), ""
    period.reason_off = reason
    period.save()
    tasks.done(case, (TaskKind.ACCEPT_HANDOVER, TaskKind.TAKE_OFF_HAT, TaskKind.TELL_PARTIES), about=period.pk, now=now)


def _pass_on_monitoring(case: Case, old: HatPeriod, hat: NewHat, now: datetime) -> None:
    """Who directs the process follows it too (S003): the fifth hat goes along with the sixth."""
    follows = HatPeriod.objects.filter(case=case, wearer=old.wearer_id, hat=Hat.MONITORING, taken_off_at=None).first()
    if follows is None:
        return
    follows.handed_to_id, follows.handover_mitigation = hat.wearer, hat.mitigation
    follows.handover_asked_at = follows.handover_accepted_at = now
    follows.handover_accepted_how = _("aangewezen door de teamleider")
    handovers.pass_on(case, follows, hat.reason, now)


def _everyone(case: Case) -> tuple[Told, ...]:
    parties = Party.objects.filter(case=case).exclude(involvement=Involvement.STOPPED).values_list("pk", flat=True)
    return (Told(household=True), *(Told(party=party) for party in parties))


def _check_g03(case: Case, now: datetime) -> None:
    missing = guards.G03.missing(facts_of(case, now=now))
    if missing:
        raise NotPossible(_("Zo kan het niet: dit moet eerst kloppen."), missing)
