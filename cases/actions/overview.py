"""Agreeing on who keeps the overview: the question of R-HAT-4, answered by the one who says yes.

Source: S000 (Breda): a table that closes without this is out of play. Used by the meeting that closes and by the hats.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.actions import worklist
from cases.actions.locked import DIRECTOR, case_to_change
from cases.actions.refusals import NotPossible
from cases.hats import (
    CASE_DIRECTION,
    MONITORING,
    AcceptingCaseDirection,
    Conflict,
    Hat,
    conflict,
    missing_at_accepting_case_direction,
    why,
)
from cases.models import Case, HatPeriod, HouseholdMember
from cases.reads.conflicts import worn_by
from privacy.gate import entrance
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Overview:
    """Who keeps the overview, and that this person said yes.

    wearer: a professional, or wearer_person of household or network, with call_contact as the professional to call.
    how: how the yes was given ("zei ja aan tafel", "volgens bestand"). follows: the asker will call (hat 5).
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


@entrance
@transaction.atomic
def agree_on_overview(*, viewer: Viewer, reference: str, overview: Overview, now: datetime) -> None:
    """Hat 4 for who said yes; from whoever wore it before it goes over, accepted, in the same moment."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    if not overview.accepted or not (overview.wearer or overview.wearer_person):
        raise NotPossible("Spreek af wie het overzicht houdt. Diegene moet ja zeggen.", field="accepted")
    current = HatPeriod.objects.filter(case=case, hat=Hat.CASE_DIRECTION, taken_off_at=None).first()
    if current and (current.wearer_id, current.wearer_person_id) == (overview.wearer, overview.wearer_person):
        _confirm(current, overview, now)
    else:
        _pass_on(case, current, overview, viewer, now)
    if overview.follows:
        _follow(case, viewer, now)
    worklist.refresh(case, now)


def _confirm(hat: HatPeriod, overview: Overview, now: datetime) -> None:
    """The same person as before: one word is enough, and what was said about hours stays unless said anew."""
    hat.accepted_at = hat.accepted_at or now
    hat.accepted_how = overview.how or hat.accepted_how
    hat.purchased_hours = overview.hours or hat.purchased_hours
    hat.paid_by = overview.paid_by or hat.paid_by
    hat.call_contact_id = overview.call_contact or hat.call_contact_id
    hat.save()


def _pass_on(case: Case, current: HatPeriod | None, overview: Overview, viewer: Viewer, now: datetime) -> None:
    _check(case, overview)
    if current:
        current.handed_to_id, current.handed_to_person_id = overview.wearer, overview.wearer_person
        current.handover_asked_at = current.handover_accepted_at = current.taken_off_at = now
        current.handover_accepted_how = overview.how
        current.save()
    HatPeriod.objects.create(
        case=case,
        hat=Hat.CASE_DIRECTION,
        wearer_id=overview.wearer,
        wearer_person_id=overview.wearer_person,
        call_contact_id=overview.call_contact,
        put_on_at=now,
        accepted_at=now,
        accepted_how=overview.how,
        purchased_hours=overview.hours,
        paid_by=overview.paid_by,
        mitigation=overview.mitigation,
    )


def _check(case: Case, overview: Overview) -> None:
    """R-HAT-7, and whether this hat goes with those that the person wears."""
    answer = AcceptingCaseDirection(
        by_professional=overview.wearer is not None,
        hours=overview.hours,
        paid_by=overview.paid_by,
        professional_to_call=overview.call_contact is not None,
    )
    if missing := missing_at_accepting_case_direction(answer):
        raise NotPossible(" ".join(one.label for one in missing), field=missing[0].value)
    if overview.wearer_person:
        if not HouseholdMember.objects.filter(case=case, person=overview.wearer_person).exists():
            raise NotPossible("Kies iemand van het gezin of het netwerk van deze casus.", field="wearer_person")
        return
    worn = worn_by(case, overview.wearer) if overview.wearer else []
    verdict = conflict(worn=worn, new=CASE_DIRECTION)
    if verdict is Conflict.BLOCK or (verdict is Conflict.WARN and not overview.mitigation.strip()):
        raise NotPossible(" ".join(why(worn, CASE_DIRECTION)), field="mitigation")


def _follow(case: Case, viewer: Viewer, now: datetime) -> None:
    """Who asks "mag ik jou bellen", puts on the hat of monitoring with it."""
    if MONITORING not in worn_by(case, viewer.user_id):
        HatPeriod.objects.create(case=case, hat=Hat.MONITORING, wearer_id=viewer.user_id, put_on_at=now, accepted_at=now)
