"""
Handing over a pet: asked, and then accepted or declined by who receives it. Not accepted leaves the hat on.

The receiver may not see the case yet: accepting and declining look the hat up by its receiver, and by nobody else. Of a
party, of household or network, and of a partner's professional, the wearer or a director records how they said yes.
Source: domain.md 1.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import tasks, worklist
from cases.actions.followers import somebody_hears_less
from cases.actions.locked import DIRECTORS, locked_case
from cases.actions.refusals import NotAuthorised, NotPossible
from cases.actions.wearing import (
    CONTINUING,
    NewHat,
    active_period,
    answers_here,
    authorise_for,
    check_accepting,
    check_clash,
    check_professional,
    create,
    worn_of,
)
from cases.hats import Hat
from cases.models import Case, HandoverQuestion, HatPeriod, HouseholdMember, Party
from cases.reads.conflicts import worn_by
from cases.reads.scope import CaseNotFound
from cases.record_terms import TaskKind
from cases.working_days import add_working_days
from privacy.gate import entrance
from privacy.law import Purpose, Relation
from privacy.viewer import Viewer

DAYS_TO_ANSWER = 5  # working days


@dataclass(frozen=True)
class Receiver:
    """Who is asked to take over: a professional, a party, or somebody of household or network. One of the three."""

    user: UUID | None = None
    party: UUID | None = None
    person: UUID | None = None


@entrance
@transaction.atomic
def ask_handover(*, viewer: Viewer, reference: str, hat_id: UUID, to: Receiver, note: str, now: datetime) -> None:
    """The wearer, or who directs the process, asks somebody to take over. Asking again asks somebody else."""
    case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
    period = active_period(case, hat_id)
    authorise_for(period, standing, viewer, (Relation.DIRECTS_PROCESS,))
    name_receiver(case, period, to)
    hat = worn_of(period).hat
    if hat in CONTINUING and to.party:
        raise NotPossible(_("Kies een persoon: een organisatie kan deze pet niet dragen."), field="to")
    if to.person and hat in (Hat.MONITORING, Hat.PROCESS_DIRECTION):
        raise NotPossible(_("Kies een professional: deze pet is voor professionals."), field="to")
    period.handover_asked_at, period.handover_accepted_at = now, None
    period.handover_accepted_how = period.handover_declined_reason = ""
    period.handover_note = note
    period.save()
    if to.user:
        HandoverQuestion.objects.create(hat_period=period, asked_id=to.user, asked_at=now)
    tasks.done(case, (TaskKind.ACCEPT_HANDOVER,), about=period.pk, now=now)
    if to.user:
        due_on = add_working_days(timezone.localdate(now), DAYS_TO_ANSWER)
        tasks.ask(case, TaskKind.ACCEPT_HANDOVER, of=to.user, about=period.pk, due_on=due_on, now=now)
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def accept_handover(
    *,
    viewer: Viewer,
    reference: str,
    hat_id: UUID,
    now: datetime,
    how: str = "",
    hours: str = "",
    paid_by: str = "",
    call_contact: UUID | None = None,
    mitigation: str = "",
) -> None:
    """The receiver says yes. Hats 5 and 6 go over at once; 2 and 4 when the wearer has told the resident whom to call.

    how: in which words, for who cannot say so here; hours, paid_by and call_contact: R-HAT-7, with hat 4.
    """
    case, period = _asked(viewer, reference, hat_id, now, how)
    period.handover_accepted_at, period.handover_accepted_how = now, how
    period.handover_hours, period.handover_paid_by = hours, paid_by
    period.handover_contact_id, period.handover_mitigation = call_contact, mitigation
    if continues(period):
        _check_receiver(case, period, viewer, now)
    period.save()
    tasks.done(case, (TaskKind.ACCEPT_HANDOVER,), about=period.pk, now=now)
    if worn_of(period).hat in (Hat.MONITORING, Hat.PROCESS_DIRECTION):
        pass_on(case, period, "", now)
    elif period.wearer_id:
        due_on = add_working_days(timezone.localdate(now), DAYS_TO_ANSWER)
        tasks.ask(case, TaskKind.TAKE_OFF_HAT, of=period.wearer_id, about=period.pk, due_on=due_on, now=now)
    worklist.refresh(case, now)
    if period.taken_off_at:
        somebody_hears_less(case, now)


@entrance
@transaction.atomic
def decline_handover(*, viewer: Viewer, reference: str, hat_id: UUID, reason: str, now: datetime) -> None:
    """The receiver says no, with a reason; the hat stays on. For who cannot say so here, a director records it."""
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom niet."), field="reason")
    case, period = _asked(viewer, reference, hat_id, now, reason)
    period.handover_declined_reason = reason
    period.save(update_fields=["handover_declined_reason"])
    period.questions.filter(asked=period.handed_to_id, declined_at=None).update(declined_at=now)
    tasks.done(case, (TaskKind.ACCEPT_HANDOVER,), about=period.pk, now=now)
    worklist.refresh(case, now)


# For the other actions about hats.


def is_asked(period: HatPeriod) -> bool:
    """Somebody was asked to take over, and did not decline."""
    return period.handover_asked_at is not None and not period.handover_declined_reason


def continues(period: HatPeriod) -> bool:
    """Whether somebody said yes to wearing this same hat from then on: hats 4, 5 and 6."""
    named = period.handed_to_id or period.handed_to_person_id
    return bool(named and period.handover_accepted_at) and worn_of(period).hat in CONTINUING


def pass_on(case: Case, period: HatPeriod, reason: str, now: datetime) -> None:
    """Off one head and on the other in the same moment, so that nobody ever looks for who wears it."""
    period.taken_off_at, period.reason_off = now, reason or _("Overgedragen.")
    period.save()
    tasks.done(case, (TaskKind.ACCEPT_HANDOVER, TaskKind.TAKE_OFF_HAT), about=period.pk, now=now)
    hat = _of_receiver(period, now)
    if hat.wearer and hat.worn in worn_by(case, hat.wearer):
        return
    check_clash(case, hat, now=now)
    create(
        case,
        hat,
        put_on_at=now,
        accepted_at=now,
        accepted_how=period.handover_accepted_how,
    )


def name_receiver(case: Case, period: HatPeriod, to: Receiver) -> None:
    """Who is asked, looked up within the case. Not the wearer."""
    named = [one for one in (to.user, to.party, to.person) if one]
    if len(named) != 1:
        raise NotPossible(_("Kies aan wie u dit overdraagt."), field="to")
    if to.user:
        check_professional(case, to.user, field="to")
    if to.party and not Party.objects.filter(case=case, pk=to.party).exists():
        raise NotPossible(_("Kies een partij van deze casus."), field="to")
    if to.person and not HouseholdMember.objects.filter(case=case, person=to.person, left_on=None).exists():
        raise NotPossible(_("Kies iemand van deze casus."), field="to")
    if named[0] in (period.wearer_id, period.wearer_person_id):
        raise NotPossible(_("Deze persoon draagt de pet al. Kies iemand anders."), field="to")
    period.handed_to_id, period.handed_to_party_id, period.handed_to_person_id = to.user, to.party, to.person


def case_taken_over(viewer: Viewer, reference: str, hat: Hat) -> Case | None:
    """The locked case, when this viewer said yes to taking over this hat here and nobody wore it since. Else None.

    Good for once: who has worn it and took it off again, comes in like everybody else.
    """
    if not _took_over(viewer, reference, hat):
        return None
    case = locked_unseen(reference)
    return case if _took_over(viewer, reference, hat) else None


def _took_over(viewer: Viewer, reference: str, hat: Hat) -> bool:
    periods = HatPeriod.objects.filter(case__reference=reference, hat=hat)
    # By whomever: once another wore it, that old yes opens nothing any more.
    worn_since = periods.filter(put_on_at__gte=OuterRef("taken_off_at")).exclude(pk=OuterRef("pk"))
    accepted = periods.filter(handed_to=viewer.user_id, handover_accepted_at__isnull=False, taken_off_at__isnull=False)
    return accepted.exclude(Exists(worn_since)).exists() and not periods.filter(taken_off_at=None).exists()


def locked_unseen(reference: str) -> Case:
    """The locked case for somebody of whom the case asks something. The caller judges that after the lock."""
    case = Case.objects.select_for_update().filter(reference=reference).first()
    if case is None:
        raise CaseNotFound(reference)
    return case


def _asked(viewer: Viewer, reference: str, hat_id: UUID, now: datetime, how: str) -> tuple[Case, HatPeriod]:
    """The locked case and the hat that waits for an answer, when this viewer may give that answer."""
    waiting = HatPeriod.objects.filter(
        case__reference=reference, pk=hat_id, taken_off_at=None, handover_asked_at__isnull=False
    )
    if waiting.filter(handed_to=viewer.user_id).exists():
        case = locked_unseen(reference)
        period = waiting.filter(handed_to=viewer.user_id).first()
    else:
        case, standing = locked_case(viewer, Purpose.DIRECTION, reference, now)
        period = waiting.first()
        if period:
            authorise_for(period, standing, viewer, DIRECTORS)
            _check_answers_for(period, how)
    if period is None or period.handover_accepted_at or period.handover_declined_reason:
        raise NotPossible(_("Deze overdracht staat niet meer open."))
    return case, period


def _check_answers_for(period: HatPeriod, how: str) -> None:
    """Nobody accepts for a colleague; for who cannot answer here the words of the yes are written down."""
    receiver = period.handed_to
    if receiver and answers_here(receiver):
        raise NotAuthorised
    if not how.strip():
        raise NotPossible(_("Schrijf op hoe en wanneer de ander antwoordde."), field="how")


def _check_receiver(case: Case, period: HatPeriod, viewer: Viewer, now: datetime) -> None:
    """Whether the receiver may wear this hat, and names what belongs to it."""
    hat = _of_receiver(period, now)
    if hat.wearer:
        user = check_professional(case, hat.wearer, field="to")
        if hat.worn.hat is Hat.PROCESS_DIRECTION and not answers_here(user):
            raise NotPossible(_("Deze persoon heeft geen account waarmee procesregie kan."), field="to")
    if hat.call_contact:
        check_professional(case, hat.call_contact, field="call_contact")
    check_clash(case, hat, now=now)
    check_accepting(hat, viewer)


def _of_receiver(period: HatPeriod, now: datetime) -> NewHat:
    """The same hat for who takes it over. An end that has passed was the end of the one before."""
    until = period.expected_until
    return NewHat(
        worn=worn_of(period),
        wearer=period.handed_to_id,
        wearer_person=period.handed_to_person_id,
        reason=period.handover_note,
        expected_until=until if until and until >= timezone.localdate(now) else None,
        mitigation=period.handover_mitigation,
        call_contact=period.handover_contact_id,
        hours=period.handover_hours,
        paid_by=period.handover_paid_by,
    )
