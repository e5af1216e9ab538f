"""Agreeing on who keeps the overview: the question of R-HAT-4, answered by the one who says yes.

Source: S000 (Breda): a table that closes without this is out of play. Used by the meeting that closes and by the hats.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import DateTimeField, Q, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import hats
from cases.actions import handovers, tasks, worklist
from cases.actions.announcements import Told
from cases.actions.followers import somebody_hears_less
from cases.actions.hats import accept_hat, decline_hat
from cases.actions.locked import DIRECTORS, case_to_change
from cases.actions.refusals import NotPossible
from cases.actions.wearing import NewHat, answers_here, check_accepting, check_professional, put_on, refuse
from cases.hats import Hat
from cases.models import Case, HandoverQuestion, HatPeriod
from cases.reads.conflicts import worn_by
from cases.reads.scope import DECLINED
from cases.record_terms import TaskKind
from cases.working_days import add_working_days
from privacy.gate import entrance
from privacy.viewer import Origin, Viewer

SAID_YES = "zei ja"
# Why these two hats go on: the question itself (R-HAT-4).
ASKED = "Zei ja op de vraag wie het overzicht over dit plan houdt."
MAY_I_CALL = "Vroeg of bellen mag, om te horen of alles nog loopt."


@dataclass(frozen=True)
class Overview:
    """Who keeps the overview, and that this person said yes.

    wearer: a professional, or wearer_person of household or network, with call_contact as the professional to call.
    how: how the yes was given ("zei ja aan tafel", "volgens bestand"). follows: the asker will call (hat 5).
    resident_told: the resident knows whom to call from now on; asked when somebody else kept the overview before.
    """

    wearer: UUID | None = None
    wearer_person: UUID | None = None
    accepted: bool = False
    how: str = ""
    hours: str = ""
    paid_by: str = ""
    call_contact: UUID | None = None
    mitigation: str = ""
    follows: bool = False
    resident_told: bool = False
    told: tuple[Told, ...] = ()


@entrance
@transaction.atomic
def agree_on_overview(
    *, viewer: Viewer, reference: str, overview: Overview, now: datetime, since: datetime | None = None
) -> None:
    """Hat 4 for who said yes; from whoever wore it before it goes over, accepted, in the same moment.

    since: from when on a no counts as an answer to this question; without it every no does, until somebody asks again.
    """
    case = case_to_change(viewer, reference, now, DIRECTORS)
    current = HatPeriod.objects.filter(case=case, hat=Hat.CASE_DIRECTION, taken_off_at=None).first()
    if viewer.origin is not Origin.IMPORT:
        _refuse_over_an_answer(case, current, overview, since)
    if not overview.accepted or not (overview.wearer or overview.wearer_person):
        raise NotPossible(_("Spreek af wie het overzicht houdt. Diegene moet ja zeggen."), field="accepted")
    if current and (current.wearer_id, current.wearer_person_id) == (overview.wearer, overview.wearer_person):
        _confirm(case, current, overview, viewer, now)
    else:
        _pass_on(case, current, overview, viewer, now)
    if overview.follows and hats.MONITORING not in worn_by(case, viewer.user_id):
        # Who asks "mag ik jou bellen", puts on the hat of monitoring with it.
        follows = NewHat(hats.MONITORING, wearer=viewer.user_id, reason=MAY_I_CALL, mitigation=overview.mitigation)
        put_on(case, follows, viewer=viewer, now=now)
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def ask_overview(*, viewer: Viewer, reference: str, overview: Overview, now: datetime) -> None:
    """Asks a colleague, who says yes or no on the own device. Who keeps the overview now, does so until then."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    if overview.wearer is None:
        raise NotPossible(_("Vraag dit hardop, en schrijf op hoe diegene ja zei."), field="wearer")
    user = check_professional(case, overview.wearer, field="wearer")
    if not answers_here(user):
        raise NotPossible(_("Diegene kan hier zelf geen ja zeggen. Vraag het hardop."), field="wearer")
    current = HatPeriod.objects.filter(case=case, hat=Hat.CASE_DIRECTION, taken_off_at=None).first()
    if current and current.wearer_id == user.pk:
        said = (
            _("Diegene houdt het overzicht al.")
            if current.accepted_at
            else _("Dit is al gevraagd. Wacht op het antwoord, of vraag het hardop.")
        )
        raise NotPossible(said, field="wearer")
    if current:
        _ask_to_take_over(case, current, overview, viewer, now)
    else:
        _ask_to_put_on(case, overview, viewer, now)
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def accept_overview(
    *, viewer: Viewer, reference: str, now: datetime, hours: str, paid_by: str, mitigation: str = ""
) -> None:
    """Whoever was asked says yes: puts on the hat that was given, or is to take it over from who keeps it now."""
    waiting = _asked_of(viewer, reference)
    by: dict[str, Any] = {"viewer": viewer, "reference": reference, "hat_id": waiting.pk, "now": now}
    if waiting.handed_to_id == viewer.user_id:
        handovers.accept_handover(**by, hours=hours, paid_by=paid_by, mitigation=mitigation)
    else:
        accept_hat(**by, hours=hours, paid_by=paid_by)


@entrance
@transaction.atomic
def decline_overview(*, viewer: Viewer, reference: str, now: datetime, reason: str) -> None:
    """Whoever was asked says no, and why."""
    waiting = _asked_of(viewer, reference)
    decline = handovers.decline_handover if waiting.handed_to_id == viewer.user_id else decline_hat
    decline(viewer=viewer, reference=reference, hat_id=waiting.pk, reason=reason, now=now)


def _asked_of(viewer: Viewer, reference: str) -> HatPeriod:
    """The hat about which this viewer is asked; that it still is, the action on that hat judges under its lock."""
    periods = HatPeriod.objects.filter(case__reference=reference, hat=Hat.CASE_DIRECTION, taken_off_at=None)
    handed = Q(handed_to=viewer.user_id, handover_asked_at__isnull=False, handover_accepted_at=None)
    given = Q(wearer=viewer.user_id, accepted_at=None)
    found = periods.filter(handed & Q(handover_declined_reason="") | given).first()
    if found is None:
        raise NotPossible(_("Deze vraag wacht niet meer op u. U hoeft niets te doen."))
    return found


def _ask_to_take_over(case: Case, current: HatPeriod, overview: Overview, viewer: Viewer, now: datetime) -> None:
    waiting = handovers.is_asked(current) and current.handover_accepted_at is None
    if waiting and current.handed_to_id == overview.wearer:
        raise NotPossible(_("Dit is al gevraagd. Wacht op het antwoord, of vraag het hardop."), field="wearer")
    to = handovers.Receiver(user=overview.wearer)
    words = [hats.OVERVIEW_QUESTION]
    if overview.hours or overview.paid_by:
        named = {"hours": overview.hours or "-", "paid_by": overview.paid_by or "-"}
        words.append(_("Uren: %(hours)s. Wie betaalt: %(paid_by)s.") % named)
    handovers.ask_handover(
        viewer=viewer, reference=case.reference, hat_id=current.pk, to=to, note=" ".join(words), now=now
    )


def _ask_to_put_on(case: Case, overview: Overview, viewer: Viewer, now: datetime) -> None:
    hat = NewHat(
        hats.CASE_DIRECTION,
        wearer=overview.wearer,
        hours=overview.hours,
        paid_by=overview.paid_by,
        reason=ASKED,
        mitigation=overview.mitigation,
    )
    period = put_on(case, hat, viewer=viewer, now=now)
    if period.wearer_id and period.accepted_at is None:
        due_on = add_working_days(timezone.localdate(now), handovers.DAYS_TO_ANSWER)
        tasks.ask(case, TaskKind.ACCEPT_HANDOVER, of=period.wearer_id, about=period.pk, due_on=due_on, now=now)


def _refuse_over_an_answer(case: Case, current: HatPeriod | None, overview: Overview, since: datetime | None) -> None:
    """What somebody said on the own device, nobody says otherwise: not a yes over a no, and not another over a yes."""
    if overview.wearer and _said_no(case, overview.wearer, since):
        raise NotPossible(_("Diegene zei zelf nee. Vraag het opnieuw, of vraag iemand anders."), field="wearer")
    if current and current.handed_to_id and current.handover_accepted_at and current.handed_to_id != overview.wearer:
        raise NotPossible(_("Iemand anders zei al ja op het eigen scherm. Bekijk deze pagina opnieuw."), field="wearer")


def _said_no(case: Case, wearer: UUID, since: datetime | None) -> bool:
    """Whether the last time that this one was asked, the answer was no: whoever else was asked after that.

    Both ways of asking count: to take the hat over from who wears it, and to put it on where nobody does.
    """
    asked = HandoverQuestion.objects.filter(hat_period__case=case, hat_period__hat=Hat.CASE_DIRECTION, asked=wearer)
    given = case.hats.filter(hat=Hat.CASE_DIRECTION, wearer=wearer)
    answers = [
        *asked.order_by("pk").values_list("asked_at", "declined_at"),
        *given.filter(DECLINED).values_list("put_on_at", "taken_off_at"),
        *given.exclude(DECLINED).values_list("put_on_at", Value(None, DateTimeField())),
    ]
    last = max(answers, key=itemgetter(0), default=None)
    return last is not None and last[1] is not None and (since is None or last[1] >= since)


def _confirm(case: Case, period: HatPeriod, overview: Overview, viewer: Viewer, now: datetime) -> None:
    """The same person as before: one word is enough, and what was said about hours stays unless said anew."""
    period.accepted_at = period.accepted_at or now
    period.accepted_how = overview.how or period.accepted_how
    period.purchased_hours = overview.hours or period.purchased_hours
    period.paid_by = overview.paid_by or period.paid_by
    period.call_contact_id = overview.call_contact or period.call_contact_id
    if overview.call_contact:
        check_professional(case, overview.call_contact, field="call_contact")
    said = NewHat(
        hats.CASE_DIRECTION,
        wearer=period.wearer_id,
        wearer_person=period.wearer_person_id,
        hours=period.purchased_hours,
        paid_by=period.paid_by,
        call_contact=period.call_contact_id,
    )
    check_accepting(said, viewer)
    period.save()
    tasks.done(case, (TaskKind.ACCEPT_HANDOVER,), about=period.pk, now=now)


def _pass_on(case: Case, current: HatPeriod | None, overview: Overview, viewer: Viewer, now: datetime) -> None:
    if current:
        _take_off(case, current, overview, viewer, now)
    hat = NewHat(
        hats.CASE_DIRECTION,
        wearer=overview.wearer,
        wearer_person=overview.wearer_person,
        call_contact=overview.call_contact,
        hours=overview.hours,
        paid_by=overview.paid_by,
        reason=ASKED,
        mitigation=overview.mitigation,
        how=overview.how or SAID_YES,
        told=overview.told,
    )
    put_on(case, hat, viewer=viewer, now=now)
    if current:
        worklist.refresh(case, now)
        somebody_hears_less(case, now)


def _take_off(case: Case, period: HatPeriod, overview: Overview, viewer: Viewer, now: datetime) -> None:
    """Handed over and accepted at once. The resident hears whom to call; a case file may be silent on that."""
    if not overview.resident_told and viewer.origin is not Origin.IMPORT:
        refuse((hats.Missing.RESIDENT_TOLD,))
    period.handed_to_id, period.handed_to_person_id = overview.wearer, overview.wearer_person
    period.handed_to_party = None
    period.handover_asked_at = period.handover_accepted_at = period.taken_off_at = now
    period.handover_accepted_how, period.handover_declined_reason = overview.how or SAID_YES, ""
    period.resident_told_at = now if overview.resident_told else None
    period.save()
    tasks.done(case, (TaskKind.ACCEPT_HANDOVER, TaskKind.TAKE_OFF_HAT), about=period.pk, now=now)
