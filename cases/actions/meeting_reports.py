"""What a meeting may know of its case, and what it reports back. The guards read the report, never the meetings.

Every action of a meeting begins with seat_at_case(): the case row locked and the authority checked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import worklist
from cases.actions.items import compartment_of, household_of, stamp_columns
from cases.actions.locked import DIRECTOR, case_to_change
from cases.actions.refusals import NotPossible
from cases.meeting_facts import MeetingFacts
from cases.models import HouseholdMember, KeptApart, MeetingReport, Party, ProcessingPurpose
from cases.terms import Compartment
from privacy.gate import entrance
from privacy.law import DataCategory
from privacy.viewer import Viewer


@dataclass(frozen=True)
class PartySeat:
    """What a meeting takes over from a party: its name, whom it sends, and why it would be at the table."""

    id: UUID
    name: str
    contact: UUID | None
    seat_kind: str
    primary_task: str


@dataclass(frozen=True)
class CaseAtTable:
    """A locked case, as its meetings may know it. since: when the case last came to analysis."""

    case_id: UUID
    reference: str
    step: str
    cycle: int
    since: datetime | None
    household: tuple[UUID, ...]
    people: dict[UUID, str]
    parties: dict[UUID, PartySeat]
    kept_apart: frozenset[frozenset[UUID]]
    laws: tuple[Compartment, ...]
    law: Compartment

    def stamp(
        self, viewer: Viewer, now: datetime, *, category: DataCategory, about: Collection[UUID] = ()
    ) -> dict[str, Any]:
        """The columns that every new item of a meeting shares."""
        columns = stamp_columns(viewer, now, category=category, about=about or self.household, law=self.law)
        return columns | {"case_id": self.case_id}


@entrance
@transaction.atomic
def seat_at_case(*, viewer: Viewer, reference: str, now: datetime) -> CaseAtTable:
    """Locks the case for an action of its meeting. CaseNotFound or NotAuthorised as for any action of the director."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    members = HouseholdMember.objects.filter(case=case, left_on=None).values_list("person", "person__name")
    parties = Party.objects.filter(case=case).values_list(
        "pk", "organisation__name", "contact", "seat_kind", "primary_task"
    )
    apart = KeptApart.objects.filter(case=case).values_list("first", "second")
    return CaseAtTable(
        case_id=case.pk,
        reference=case.reference,
        step=case.step,
        cycle=case.cycle_number,
        since=case.analysis_since,
        household=tuple(household_of(case)),
        people=dict(members),
        parties={row[0]: PartySeat(*row) for row in parties},
        kept_apart=frozenset(frozenset(pair) for pair in apart),
        laws=tuple(
            Compartment(law) for law in ProcessingPurpose.objects.filter(case=case).values_list("law", flat=True)
        ),
        law=compartment_of(case),
    )


@entrance
@transaction.atomic
def report_meeting(*, viewer: Viewer, reference: str, facts: MeetingFacts, now: datetime) -> None:
    """Takes in what a meeting reports. The round is that of the case when the meeting was first reported."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    values = _columns(facts)
    existing = MeetingReport.objects.filter(meeting_id=facts.meeting_id).first()
    if existing is None:
        MeetingReport.objects.create(meeting_id=facts.meeting_id, case=case, cycle=case.cycle_number, **values)
    elif existing.case_id != case.pk:
        raise NotPossible(_("Dit overleg hoort bij een andere casus."))
    else:
        MeetingReport.objects.filter(meeting_id=facts.meeting_id).update(**values)
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def correct_report(*, case_id: UUID, facts: MeetingFacts) -> None:
    """Takes in what a meeting counts after something was erased. Part of that erasure, which locked and judged."""
    MeetingReport.objects.filter(case=case_id, meeting_id=facts.meeting_id).update(**_columns(facts))


@entrance
@transaction.atomic
def forget_meeting(*, viewer: Viewer, reference: str, meeting_id: UUID, now: datetime) -> None:
    """A meeting that was cancelled before it opened reports nothing any more."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    MeetingReport.objects.filter(case=case, meeting_id=meeting_id, opened_at=None).delete()
    worklist.refresh(case, now)


def _columns(facts: MeetingFacts) -> dict[str, Any]:
    """The facts as columns, without the key."""
    values = asdict(facts) | {"covers": list(facts.covers), "parties": list(facts.parties)}
    del values["meeting_id"]
    return values
