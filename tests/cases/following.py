"""A case further on its way, C-9: for tests of what happens after the plan. The cast stands to it by their names."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from cases.actions import worklist
from cases.hats import Hat, Variant
from cases.meeting_terms import SeatKind
from cases.models import Case, HatPeriod, HouseholdMember, Party, Person, ProcessingPurpose
from cases.stappenplan import Step
from cases.terms import Compartment
from privacy import gate
from privacy.law import DataCategory
from tests.cast import Cast, case_in

REFERENCE = "C-9"
NAME = "Saar Zeegers"


def case_at(step: Step, cast: Cast, now: datetime, reference: str = REFERENCE, **columns: object) -> dict:
    """A case in this step with both directors, one person and one party. Returns their ids."""
    with gate.opened():
        case = case_in(step, now, reference, **columns)
        worn = {"accepted_at": now, "put_on_at": now, "case": case}
        director, keeper = cast["pia_directs_process"], cast["cas_directs_case"]
        HatPeriod.objects.create(**worn, wearer=director, hat=Hat.PROCESS_DIRECTION, variant=Variant.MUNICIPAL)
        HatPeriod.objects.create(**worn, wearer=keeper, hat=Hat.CASE_DIRECTION)
        ProcessingPurpose.objects.create(case=case, law=Compartment.WMO, task="Ondersteuning", stated_at=now)
        ids = _people(case, cast["wim_takes_part"], director, now)
        worklist.refresh(case, now)
    return ids | {"case_id": case.pk}


def _people(case: Case, contact: User, author: User, now: datetime) -> dict:
    person = Person.objects.create(municipality=case.municipality, name=NAME, made_at=now, changed_at=now)
    made = {"case": case, "about": [person.pk], "made_by": author, "made_at": now, "changed_at": now}
    relations, support = DataCategory.HOUSEHOLD_RELATIONS, DataCategory.SUPPORT_IN_USE
    HouseholdMember.objects.create(**made, category=relations, person=person, role="inwoner")
    party = Party.objects.create(
        **made,
        category=support,
        organisation=contact.organisation,
        contact=contact,
        seat_kind=SeatKind.FIXED_PARTNER,
    )
    return {"person_id": person.pk, "party_id": party.pk}
