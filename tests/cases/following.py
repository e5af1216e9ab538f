"""A case further on its way, C-9: for tests of what happens after the plan. The cast stands to it by their names."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from cases import hats
from cases.actions import worklist
from cases.models import Case, NeededExpertise, ProcessingPurpose
from cases.stappenplan import Step
from cases.terms import Compartment
from privacy import gate
from privacy.law import DataCategory
from tests.cast import Cast, case_in
from tests.factories import HatPeriodFactory, HouseholdMemberFactory, PartyFactory, PersonFactory

REFERENCE = "C-9"
NAME = "Saar Zeegers"


def case_at(step: Step, cast: Cast, now: datetime, reference: str = REFERENCE, **columns: object) -> dict:
    """A case in this step with both directors, one person and one party. Returns their ids."""
    with gate.opened():
        case = case_in(step, now, reference, **columns)
        worn = {"accepted_at": now, "case": case}
        director, keeper = cast["pia_directs_process"], cast["cas_directs_case"]
        HatPeriodFactory(**worn, wearer=director, worn=hats.MUNICIPAL)
        HatPeriodFactory(**worn, wearer=keeper, worn=hats.CASE_DIRECTION)
        ProcessingPurpose.objects.create(case=case, law=Compartment.WMO, task="Ondersteuning", stated_at=now)
        ids = _people(case, cast["wim_takes_part"], director, now)
        worklist.refresh(case, now)
    return ids | {"case_id": case.pk}


def _people(case: Case, contact: User, author: User, now: datetime) -> dict:
    person = PersonFactory(municipality=case.municipality, name=NAME, made_at=now)
    HouseholdMemberFactory(case=case, person_id=person.pk, made_by=author)
    party = PartyFactory(case=case, contact=contact, about=[person.pk], made_by=author, law=Compartment.WMO)
    NeededExpertise.objects.create(
        case=case,
        about=[person.pk],
        category=DataCategory.SUPPORT_IN_USE,
        made_by=author,
        made_at=now,
        changed_at=now,
        cycle=case.cycle_number,
        confirmed_cycle=case.cycle_number,
        what="Wat de hulp brengt",
        party=party,
    )
    return {"person_id": person.pk, "party_id": party.pk}
