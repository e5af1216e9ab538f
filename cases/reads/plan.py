"""The plan of approach: scenarios with their triggers and actions, who received it, and the scenario quadrant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.dutch.days import Due, due, dutch_day
from cases.item import Item
from cases.models import PlanAction, PlanCopy, PlanOfApproach, PlanVersion, Scenario, ScenarioTrigger
from cases.models.plan import IN_SEQUENCE
from cases.reads import shell
from cases.reads.case import FINISHED, STATE_OF_ACTION
from cases.reads.choices import Choices, PartyChoice, PersonChoice, ProfessionalChoice, choices_and
from cases.reads.reach import reaches
from cases.reads.shell import CaseShell
from cases.reads.together import OF_THIS_CASE, Row, moment, rows
from cases.standing import DIRECTOR, DIRECTORS
from cases.stappenplan import Step
from cases.terms import ActionStatus, ScenarioCode
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose
from privacy.viewer import Viewer

NONE = Q(pk__in=[])
TO_HAVE = (ScenarioCode.A, ScenarioCode.B)


@dataclass(frozen=True)
class PlanActionLine:
    """Who does what when, and whether they said yes. goes_earlier, goes_later: not the first or the last."""

    id: UUID
    goes_earlier: bool
    goes_later: bool
    what: str
    owner: str
    state: str
    status: str
    due: Due | None
    due_on: date | None
    accepted: str
    declined_reason: str
    note: str
    informs: tuple[str, ...]
    holds: bool
    version: int
    may_answer: bool
    may_report: bool


@dataclass(frozen=True)
class TriggerLine:
    """When a scenario applies, and whether that happened."""

    id: UUID
    text: str
    watched_by: str
    occurred: str


@dataclass(frozen=True)
class ScenarioLine:
    """Plan A, B or C. state: active, ready or stopped."""

    id: UUID
    code: str
    name: str
    description: str
    state: str
    status: str
    is_active: bool
    triggers: tuple[TriggerLine, ...]
    actions: tuple[PlanActionLine, ...]
    may_activate: bool


@dataclass(frozen=True)
class Recipient:
    """Somebody who has to receive plan and minutes. key: for the form; mind: how this person is safely reached."""

    key: str
    name: str
    received: str
    mind: str = ""


@dataclass(frozen=True)
class PlanPage:
    """The plan of a case. None of it: nothing yet, or nothing to see."""

    shell: CaseShell
    sees: bool
    scenarios: tuple[ScenarioLine, ...]
    missing_codes: tuple[str, ...]
    progress_agreement: str
    no_plan_b_reason: str
    recipients: tuple[Recipient, ...]
    still_to_receive: int
    versions: tuple[str, ...]
    may_direct: bool
    may_work: bool
    earlier: bool
    people: tuple[PersonChoice, ...]
    parties: tuple[PartyChoice, ...]
    professionals: tuple[ProfessionalChoice, ...]


@entrance
@transaction.atomic
def open_plan(*, viewer: Viewer, purpose: Purpose, reference: str, now: datetime) -> PlanPage:
    """The plan page of a case. CaseNotFound when absent or forbidden."""
    opened = shell.open_page(viewer=viewer, purpose=purpose, reference=reference, now=now, action="open_plan")
    sees, works = opened.sees(DataCategory.PLAN_ACTIONS), opened.may(DIRECTORS)
    chosen, found = choices_and(opened, _beside(opened), people=works, parties=works, professionals=works)
    plan = next(iter(found["plan"]), None) if sees else None
    scenarios = _scenarios(opened) if sees else ()
    recipients = _recipients(opened, chosen, found["copies"]) if works else ()
    there = {line.code for line in scenarios}
    return PlanPage(
        shell=opened.shell,
        sees=sees,
        scenarios=scenarios,
        missing_codes=tuple(code.label.capitalize() for code in TO_HAVE if code not in there),
        progress_agreement=plan["progress_agreement"] if plan else "",
        no_plan_b_reason=plan["no_plan_b_reason"] if plan else "",
        recipients=recipients,
        still_to_receive=sum(not one.received for one in recipients),
        versions=_versions(opened, found["versions"]) if works else (),
        may_direct=opened.may(DIRECTOR),
        may_work=works,
        earlier=plan is not None and plan["confirmed_cycle"] != opened.case.cycle_number,
        **vars(chosen),
    )


def _beside(opened: shell.Opened) -> dict[str, ArraySubquery]:
    """What is asked in the same query as whom one can choose."""
    plans = opened.only(DataCategory.PLAN_ACTIONS, PlanOfApproach.objects.filter(case=OF_THIS_CASE))
    copies = PlanCopy.objects.filter(case=OF_THIS_CASE, cycle=opened.case.cycle_number)
    versions = opened.only(DataCategory.PLAN_ACTIONS, PlanVersion.objects.filter(case=OF_THIS_CASE))
    return {
        "plan": rows(plans, "progress_agreement", "no_plan_b_reason", "confirmed_cycle"),
        "copies": rows(copies, "to_party", "to_person", "shared_at"),
        "versions": rows(versions.order_by("-number"), "number", "made_at"),
    }


def _scenarios(opened: shell.Opened) -> tuple[ScenarioLine, ...]:
    me = opened.viewer.user_id

    def seen(model: type[Item], *, mine: Q = NONE) -> QuerySet[Any, Any]:
        """As the law reaches; and what is one's own to do, under whatever law."""
        here: QuerySet[Any, Any] = model.objects.filter(case=opened.case)
        reached = opened.only(DataCategory.PLAN_ACTIONS, here)
        return here.filter(Q(pk__in=reached.values("pk")) | mine).distinct()

    triggers: dict[UUID, list[TriggerLine]] = defaultdict(list)
    for one in seen(ScenarioTrigger).order_by("made_at", "pk"):
        occurred = dutch_day(one.occurred_at, today=opened.shell.today) if one.occurred_at else ""
        triggers[one.scenario_id].append(TriggerLine(one.pk, one.text, one.watched_by, occurred))
    found: dict[UUID, list[PlanAction]] = defaultdict(list)
    for action in seen(PlanAction, mine=Q(owner=me)).order_by(*IN_SEQUENCE):
        found[action.scenario_id].append(action)
    actions = {plan: tuple(_action(opened, row, sequence) for row in sequence) for plan, sequence in found.items()}
    rows = list(seen(Scenario, mine=Q(actions__owner=me)).order_by("-is_active", "code"))
    any_active = any(row.is_active for row in rows)
    return tuple(_scenario(opened, row, tuple(triggers[row.pk]), actions.get(row.pk, ()), any_active) for row in rows)


def _scenario(
    opened: shell.Opened,
    row: Scenario,
    triggers: tuple[TriggerLine, ...],
    actions: tuple[PlanActionLine, ...],
    any_active: bool,
) -> ScenarioLine:
    was_active = row.activated_at is not None and not row.is_active
    state = "active" if row.is_active else "stopped" if was_active else "ready"
    words = {"active": _("Loopt"), "stopped": _("Gestopt"), "ready": _("Staat klaar")}
    may = opened.may(DIRECTORS) and opened.case.step == Step.MONITORING and any_active and not row.is_active
    return ScenarioLine(
        id=row.pk,
        code=row.code.value,
        name=row.name,
        description=row.description if reaches(opened.verdict, DataCategory.PLAN_ACTIONS, row.law) else "",
        state=state,
        status=words[state],
        is_active=row.is_active,
        triggers=triggers,
        actions=actions,
        may_activate=may and bool(triggers),
    )


def _action(opened: shell.Opened, row: PlanAction, sequence: list[PlanAction]) -> PlanActionLine:
    today = opened.shell.today
    mine = row.owner_id == opened.viewer.user_id
    on_behalf = row.owner_person_id is not None and opened.may(DIRECTORS)
    agreed = row.accepted_at is not None
    waits = row.status in (ActionStatus.PROPOSED, ActionStatus.DECLINED)
    accepted = _("ja gezegd op %(day)s") % {"day": dutch_day(row.accepted_at, today=today)} if row.accepted_at else ""
    return PlanActionLine(
        id=row.pk,
        goes_earlier=row is not sequence[0],
        goes_later=row is not sequence[-1],
        what=row.what,
        owner=row.owner_name,
        state=STATE_OF_ACTION[row.status],
        status=row.status.label.capitalize(),
        due=due(row.due_on, today=today) if row.due_on and row.status not in FINISHED else None,
        due_on=row.due_on,
        accepted=f"{accepted}, {row.accepted_how}" if accepted and row.accepted_how else accepted,
        declined_reason=row.declined_reason,
        note=row.progress_note,
        informs=tuple(row.informs),
        holds=row.confirmed_cycle == opened.case.cycle_number,
        version=row.version,
        may_answer=waits and (mine or on_behalf),
        may_report=agreed and row.status not in FINISHED and (mine or opened.may(DIRECTORS)),
    )


def _recipients(opened: shell.Opened, chosen: Choices, copies: list[Row]) -> tuple[Recipient, ...]:
    got = {UUID(row["to_party"] or row["to_person"]): moment(row["shared_at"]) for row in copies}
    named = [("person", person.id, person.name, person.mind) for person in chosen.people]
    named += [("party", party.id, party.name, "") for party in chosen.parties if not party.stopped]
    today = opened.shell.today
    return tuple(
        Recipient(f"{sort}:{key}", name, dutch_day(got[key], today=today) if key in got else "", mind)
        for sort, key, name, mind in named
    )


def _versions(opened: shell.Opened, found: list[Row]) -> tuple[str, ...]:
    words, today = _("Versie %(number)s, vastgesteld op %(day)s"), opened.shell.today
    days = ((row["number"], dutch_day(moment(row["made_at"]), today=today)) for row in found)
    return tuple(words % {"number": number, "day": day} for number, day in days)
