"""What a page of a meeting may know of its case: the shell, who could be invited, the question, the purposes.

This is the way out for meetings: everything frozen, filled by what the law gives, with the line in the read log.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.hats import Hat
from cases.models import HatPeriod, NeededExpertise, ProcessingPurpose, Statement
from cases.reads import shell
from cases.reads.choices import (
    PartyChoice,
    PersonChoice,
    ProfessionalChoice,
    party_choices,
    person_choices,
    professional_choices,
)
from cases.reads.shell import CaseShell
from cases.standing import DIRECTOR
from cases.statements import Kind
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class Keeper:
    """Who keeps the overview now. accepted: said yes."""

    user: UUID | None
    person: UUID | None
    name: str
    accepted: bool
    hours: str
    paid_by: str


@dataclass(frozen=True)
class CaseForMeeting:
    """A case around its meetings. What may not be seen is empty."""

    shell: CaseShell
    case_id: UUID
    step: str
    cycle: int
    since: datetime | None
    may_direct: bool
    sees_minutes: bool
    people: tuple[PersonChoice, ...]
    parties: tuple[PartyChoice, ...]
    professionals: tuple[ProfessionalChoice, ...]
    keeper: Keeper | None
    question: str
    purposes: str
    expertise: tuple[str, ...]


@entrance
@transaction.atomic
def open_for_meeting(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime, action: str) -> CaseForMeeting:
    """Opens a case for a page of its meetings. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action=action)
    directs = opened.may(DIRECTOR)
    return CaseForMeeting(
        shell=opened.shell,
        case_id=opened.case.pk,
        step=opened.case.step,
        cycle=opened.case.cycle_number,
        since=opened.case.analysis_since,
        may_direct=directs,
        sees_minutes=opened.sees(DataCategory.MINUTES),
        people=person_choices(opened) if opened.sees(DataCategory.IDENTITY_CONTACT) else (),
        parties=party_choices(opened) if opened.sees(DataCategory.SUPPORT_IN_USE) else (),
        professionals=professional_choices(opened) if directs else (),
        keeper=_keeper(opened),
        question=_question(opened) if opened.sees(DataCategory.REQUEST_VISION) else "",
        purposes=_purposes(opened),
        expertise=_expertise(opened) if directs else (),
    )


def _keeper(opened: shell.Opened) -> Keeper | None:
    rows = HatPeriod.objects.filter(case=opened.case, hat=Hat.CASE_DIRECTION, taken_off_at=None)
    columns = (
        "wearer", "wearer_person", "wearer__name", "wearer_person__name", "accepted_at", "purchased_hours", "paid_by",
    )  # fmt: skip
    row = rows.values_list(*columns).first()
    if row is None:
        return None
    user, person, name, person_name, accepted_at, hours, paid_by = row
    return Keeper(user, person, name or person_name or "", accepted_at is not None, hours, paid_by)


def _question(opened: shell.Opened) -> str:
    rows = Statement.objects.filter(case=opened.case, kind=Kind.QUESTION).values_list("text", flat=True)
    return rows.first() or ""


def _purposes(opened: shell.Opened) -> str:
    """The purposes as they are read out at the table: one sentence per law."""
    rows = ProcessingPurpose.objects.filter(case=opened.case).order_by("stated_at", "pk")
    return "\n".join(f"{law.label}: {task}" if task else law.label for law, task in rows.values_list("law", "task"))


def _expertise(opened: shell.Opened) -> tuple[str, ...]:
    rows = NeededExpertise.objects.filter(case=opened.case, party=None, confirmed_cycle=opened.case.cycle_number)
    return tuple(rows.order_by("made_at").values_list("what", flat=True))
