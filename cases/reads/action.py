"""One action of the plan, for who changes what was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from cases.models import PlanAction
from cases.reads import shell
from cases.reads.choices import PartyChoice, PersonChoice, ProfessionalChoice, choices
from cases.reads.scope import CaseNotFound
from cases.reads.shell import CaseShell
from cases.standing import DIRECTORS
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer


@dataclass(frozen=True)
class ActionValues:
    """What a form starts from. owner: "party:", "person:" or "user:" with an id; informs: one name per line."""

    what: str
    owner: str
    starts_on: date | None
    due_on: date | None
    informs: str
    version: int


@dataclass(frozen=True)
class ActionPage:
    """What was agreed, and with whom. values: None for who may not change it."""

    shell: CaseShell
    id: UUID
    plan: str
    what: str
    owner: str
    status: str
    agreed: bool
    due_on: date | None
    informs: tuple[str, ...]
    values: ActionValues | None
    version: int
    people: tuple[PersonChoice, ...]
    parties: tuple[PartyChoice, ...]
    professionals: tuple[ProfessionalChoice, ...]


@entrance
@transaction.atomic
def open_action(*, viewer: Viewer, purpose: Purpose, reference: str, action_id: UUID, now: datetime) -> ActionPage:
    """One action of the plan. CaseNotFound when this viewer sees none here with this id."""
    opened = shell.open_page(
        viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_action", about=f"action:{action_id}"
    )
    here = opened.only(DataCategory.PLAN_ACTIONS, PlanAction.objects.filter(case=opened.case, pk=action_id))
    row = here.select_related("scenario").first() if opened.sees(DataCategory.PLAN_ACTIONS) else None
    if row is None:
        raise CaseNotFound(reference)
    works = opened.may(DIRECTORS)
    return ActionPage(
        shell=opened.shell,
        id=row.pk,
        plan=row.scenario.code.value,
        what=row.what,
        owner=row.owner_name,
        status=row.status.label.capitalize(),
        agreed=row.accepted_at is not None,
        due_on=row.due_on,
        informs=tuple(row.informs),
        values=_values(row) if works else None,
        version=row.version,
        **vars(choices(opened, people=works, parties=works, professionals=works)),
    )


def _values(row: PlanAction) -> ActionValues:
    sorts = (("party", row.owner_party_id), ("person", row.owner_person_id), ("user", row.owner_id))
    return ActionValues(
        what=row.what,
        owner=next((f"{sort}:{key}" for sort, key in sorts if key), ""),
        starts_on=row.starts_on,
        due_on=row.due_on,
        informs="\n".join(row.informs),
        version=row.version,
    )
