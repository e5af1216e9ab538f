"""The plan: scenarios with their triggers, actions with their owners, who received it, and switching to plan B."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases.actions import worklist
from cases.actions.items import change, confirm, in_round, sent_twice, stamp
from cases.actions.locked import CASEWORK, DIRECTOR, DIRECTORS, authorise, case_to_change, locked_case
from cases.actions.refusals import NotAuthorised, NotPossible
from cases.actions.telling import tell_owner
from cases.models import (
    Case,
    HouseholdMember,
    Party,
    PlanAction,
    PlanCopy,
    PlanOfApproach,
    Scenario,
    ScenarioTrigger,
)
from cases.record_terms import Involvement
from cases.stappenplan import Step
from cases.terms import ActionStatus, Compartment, ScenarioCode
from outbox import actions as outbox
from privacy.gate import entrance
from privacy.law import DataCategory, Purpose, Relation
from privacy.viewer import Origin, Viewer

ACTIONS = DataCategory.PLAN_ACTIONS
WHO_MAY_ACCEPT = (*CASEWORK, Relation.ASKED, Relation.RECEIVES)
AGREED = ("what", "due_on", "owner_id", "owner_party_id", "owner_person_id")  # what the owner said yes to
BY_OWNER = (ActionStatus.ACCEPTED, ActionStatus.IN_PROGRESS, ActionStatus.DONE, ActionStatus.DROPPED)


@entrance
@transaction.atomic
def describe_scenario(
    *, viewer: Viewer, reference: str, code: ScenarioCode, name: str, now: datetime, description: str = ""
) -> UUID:
    """Names plan A, B or C, or words it anew. The plan itself is made with its first scenario."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    plan = _plan(case, viewer, now)
    existing = plan.scenarios.filter(code=code).first()
    if existing:
        change(existing, viewer, now, name=name, description=description, confirmed_cycle=case.cycle_number)
        return existing.pk
    made = Scenario.objects.create(
        **stamp(case, viewer, now, category=ACTIONS),
        **in_round(case),
        plan=plan,
        code=code,
        name=name,
        description=description,
    )
    return made.pk


@entrance
@transaction.atomic
def scenario_of(*, viewer: Viewer, reference: str, code: ScenarioCode, now: datetime) -> UUID:
    """Plan A or B of this case; made with its letter as name when it is not there yet."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    plan = _plan(case, viewer, now)
    existing = plan.scenarios.filter(code=code).values_list("pk", flat=True).first()
    if existing:
        return existing
    return describe_scenario(viewer=viewer, reference=reference, code=code, name=code.label, now=now)


@entrance
@transaction.atomic
def add_trigger(
    *,
    viewer: Viewer,
    reference: str,
    scenario_id: UUID,
    text: str,
    watched_by: str,
    now: datetime,
    law: Compartment | None = None,
    about: Collection[UUID] = (),
) -> UUID:
    """When a scenario applies, and who watches for it."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    if not text.strip() or not watched_by.strip():
        raise NotPossible(_("Schrijf op wanneer dit plan geldt en wie daarop let."), field="text")
    scenario = _scenario(case, scenario_id)
    if made_already := sent_twice(ScenarioTrigger, case, viewer, now, scenario=scenario, text=text):
        return made_already
    made = ScenarioTrigger.objects.create(
        **stamp(case, viewer, now, category=ACTIONS, law=law, about=about),
        **in_round(case),
        scenario=scenario,
        text=text,
        watched_by=watched_by,
    )
    return made.pk


@dataclass(frozen=True)
class Owner:
    """Who does it: a professional, a party (then its contact), or a person of household or network."""

    user: UUID | None = None
    party: UUID | None = None
    person: UUID | None = None


@dataclass(frozen=True)
class NewAction:
    """Who does what, when, and who hears how it goes. law, about: of the topic at which it was agreed."""

    what: str
    owner: Owner
    due_on: date | None = None
    starts_on: date | None = None
    informs: tuple[str, ...] = ()
    law: Compartment | None = None
    about: tuple[UUID, ...] = ()


@entrance
@transaction.atomic
def add_action(*, viewer: Viewer, reference: str, scenario_id: UUID, action: NewAction, now: datetime) -> UUID:
    """Proposes an action. It counts when its owner said yes, and nobody else can say that."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    scenario = _scenario(case, scenario_id)
    columns = _columns(case, action)
    if made_already := sent_twice(PlanAction, case, viewer, now, scenario=scenario, **columns):
        return made_already
    made = PlanAction.objects.create(
        **stamp(case, viewer, now, category=ACTIONS, law=action.law, about=action.about),
        **in_round(case),
        **columns,
        scenario=scenario,
        position=scenario.actions.count(),
    )
    worklist.refresh(case, now)
    outbox.put(topic="cases.action_proposed", key=f"proposed:{made.pk}:1", payload={"action": str(made.pk)})
    tell_owner(viewer, made)
    return made.pk


@entrance
@transaction.atomic
def change_action(
    *, viewer: Viewer, reference: str, action_id: UUID, action: NewAction, now: datetime, version: int | None = None
) -> None:
    """Another what, who or when. Whoever said yes to something else is asked again."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    existing = _action(case, action_id)
    columns = _columns(case, action)
    if any(getattr(existing, name) != value for name, value in columns.items()):
        columns["reworded_at"] = now
    same = all(getattr(existing, name) == columns[name] for name in AGREED)
    asked_again = {} if same else {"status": ActionStatus.PROPOSED, "accepted_at": None, "accepted_how": ""}
    change(existing, viewer, now, version=version, **columns, **asked_again, confirmed_cycle=case.cycle_number)
    worklist.refresh(case, now)
    if asked_again:
        tell_owner(viewer, existing)


@entrance
@transaction.atomic
def accept_action(
    *,
    viewer: Viewer,
    reference: str,
    action_id: UUID,
    now: datetime,
    how: str = "",
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """The owner says yes. For somebody of the household or network a director records it, and how it was said."""
    case, action = _own(viewer, reference, action_id, now, purpose)
    if action.status in BY_OWNER:
        raise NotPossible(_("Op deze actie is al ja gezegd."))
    change(action, viewer, now, status=ActionStatus.ACCEPTED, accepted_at=now, accepted_how=how, declined_reason="")
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def enter_acceptance(*, viewer: Viewer, reference: str, action_id: UUID, status: ActionStatus, now: datetime) -> None:
    """Takes over from a case file that the owner said yes, and how far the action was. For the import alone."""
    if viewer.origin is not Origin.IMPORT or status not in BY_OWNER:
        raise NotAuthorised
    case = case_to_change(viewer, reference, now, DIRECTORS)
    change(_action(case, action_id), viewer, now, status=status, accepted_at=now, accepted_how="volgens bestand")
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def decline_action(
    *,
    viewer: Viewer,
    reference: str,
    action_id: UUID,
    reason: str,
    now: datetime,
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """The owner says no, with a reason."""
    case, action = _own(viewer, reference, action_id, now, purpose)
    if not reason.strip():
        raise NotPossible(_("Schrijf op waarom niet, dan kan het plan worden aangepast."), field="reason")
    change(action, viewer, now, status=ActionStatus.DECLINED, accepted_at=None, declined_reason=reason)
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def report_progress(
    *,
    viewer: Viewer,
    reference: str,
    action_id: UUID,
    status: ActionStatus,
    now: datetime,
    note: str = "",
    purpose: Purpose = Purpose.DIRECTION,
) -> None:
    """How far an accepted action is, by its owner or by who keeps the overview."""
    case, standing = locked_case(viewer, purpose, reference, now)
    action = _action(case, action_id)
    if not standing.relations & {*DIRECTORS}:
        _authorise_owner(case, action, viewer, standing.relations)
    if action.status not in BY_OWNER or status not in BY_OWNER:
        raise NotPossible(_("Deze actie is nog niet aanvaard. Zeg eerst ja of nee."))
    change(action, viewer, now, status=status, progress_note=note or action.progress_note)
    worklist.refresh(case, now)


@entrance
@transaction.atomic
def agree_on_progress(*, viewer: Viewer, reference: str, text: str, now: datetime) -> None:
    """How the parties keep each other informed of progress (S003 step 3d)."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    change(_plan(case, viewer, now), viewer, now, progress_agreement=text, confirmed_cycle=case.cycle_number)


@entrance
@transaction.atomic
def waive_plan_b(*, viewer: Viewer, reference: str, reason: str, now: datetime) -> None:
    """Why there is no plan B. An empty reason takes that back."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    change(_plan(case, viewer, now), viewer, now, no_plan_b_reason=reason, confirmed_cycle=case.cycle_number)


@entrance
@transaction.atomic
def confirm_plan(*, viewer: Viewer, reference: str, now: datetime) -> None:
    """This plan still holds: scenarios, triggers and actions of the round before count in this one."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    for model in (PlanOfApproach, Scenario, ScenarioTrigger, PlanAction):
        confirm(model, case, viewer, now)


@entrance
@transaction.atomic
def hand_out_plan(
    *,
    viewer: Viewer,
    reference: str,
    now: datetime,
    parties: Collection[UUID] = (),
    persons: Collection[UUID] = (),
    how: str = "",
) -> None:
    """Who received plan and minutes, in the version that they are entitled to. Nobody gets it twice in a round."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    known_parties = set(Party.objects.filter(case=case, pk__in=parties).values_list("pk", flat=True))
    known_people = set(HouseholdMember.objects.filter(case=case, person__in=persons).values_list("person", flat=True))
    if known_parties != set(parties) or known_people != set(persons):
        raise NotPossible(_("Kies mensen en partijen van deze casus."))
    shared = {"case": case, "cycle": case.cycle_number, "shared_by_id": viewer.user_id, "shared_at": now, "how": how}
    copies = [PlanCopy(**shared, to_party_id=party) for party in known_parties]
    copies += [PlanCopy(**shared, to_person_id=person) for person in known_people]
    PlanCopy.objects.bulk_create(copies, ignore_conflicts=True)
    key = f"plan:{case.pk}:{case.cycle_number}:{now.timestamp()}"
    outbox.put(topic="cases.plan_handed_out", key=key, payload={"case": str(case.pk)})


@entrance
@transaction.atomic
def activate_scenario(
    *,
    viewer: Viewer,
    reference: str,
    code: ScenarioCode,
    resident_told: bool,
    now: datetime,
    trigger_id: UUID | None = None,
    note: str = "",
) -> None:
    """E01: another plan runs from now. Its trigger occurred, and the resident knows. No new round (S001)."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    if case.step != Step.MONITORING:
        raise NotPossible(_("U kunt een ander plan laten ingaan zolang u het plan volgt, in stap 4."))
    scenario = Scenario.objects.filter(case=case, code=code).first()
    trigger = ScenarioTrigger.objects.filter(case=case, scenario=scenario).order_by("made_at")
    occurred = (trigger.filter(pk=trigger_id) if trigger_id else trigger).first()
    if scenario is None or occurred is None:
        raise NotPossible(_("Kies wat er is gebeurd waardoor dit plan ingaat."), field="trigger")
    if not resident_told:
        raise NotPossible(_("Vertel het eerst aan de inwoner."), field="resident_told")
    change(occurred, viewer, now, occurred_at=now, confirmed_by_id=viewer.user_id)
    for running in Scenario.objects.filter(case=case, is_active=True).exclude(pk=scenario.pk):
        change(running, viewer, now, is_active=False)
    text = f"{scenario.description}\n{note}".strip() if note else scenario.description
    change(scenario, viewer, now, is_active=True, activated_at=now, description=text)
    worklist.refresh(case, now)
    key = f"scenario:{scenario.pk}:{scenario.version}"
    outbox.put(topic="cases.scenario_activated", key=key, payload={"case": str(case.pk), "code": str(code)})


def _plan(case: Case, viewer: Viewer, now: datetime) -> PlanOfApproach:
    existing = PlanOfApproach.objects.filter(case=case).first()
    if existing:
        return existing
    return PlanOfApproach.objects.create(**stamp(case, viewer, now, category=ACTIONS), **in_round(case))


def _scenario(case: Case, scenario_id: UUID) -> Scenario:
    found = Scenario.objects.filter(case=case, pk=scenario_id).first()
    if found is None:
        raise NotPossible(_("Kies plan A of plan B."), field="scenario")
    return found


def _action(case: Case, action_id: UUID) -> PlanAction:
    found = PlanAction.objects.filter(case=case, pk=action_id).first()
    if found is None:
        raise NotPossible(_("Deze actie is er niet meer."))
    return found


def _own(viewer: Viewer, reference: str, action_id: UUID, now: datetime, purpose: Purpose) -> tuple[Case, PlanAction]:
    case, standing = locked_case(viewer, purpose, reference, now)
    authorise(standing, WHO_MAY_ACCEPT)
    action = _action(case, action_id)
    _authorise_owner(case, action, viewer, standing.relations)
    return case, action


def _authorise_owner(case: Case, action: PlanAction, viewer: Viewer, relations: Collection[Relation]) -> None:
    """The owner self, or the contact of the party that owns it; for household and network who directs records it."""
    mine = action.owner_id == viewer.user_id
    contact = action.owner_party_id and Party.objects.filter(
        pk=action.owner_party_id, case=case, contact=viewer.user_id
    ).exclude(involvement=Involvement.STOPPED)
    on_behalf = action.owner_person_id and set(relations) & {*DIRECTORS}
    if not (mine or (contact and contact.exists()) or on_behalf):
        raise NotAuthorised


def _columns(case: Case, action: NewAction) -> dict[str, Any]:
    """The columns of an action. Its owner is a professional with an account, or a party or person of this case."""
    if not action.what.strip():
        raise NotPossible(_("Schrijf op wat er gebeurt."), field="what")
    if action.starts_on and action.due_on and action.due_on < action.starts_on:
        raise NotPossible(_("De einddatum ligt voor het begin."), field="due_on")
    user, party, person, name = _owner(case, action.owner)
    return {
        "what": action.what,
        "starts_on": action.starts_on,
        "due_on": action.due_on,
        "informs": list(action.informs),
        "owner_id": user,
        "owner_party_id": party,
        "owner_person_id": person,
        "owner_name": name,
    }


def _owner(case: Case, owner: Owner) -> tuple[UUID | None, UUID | None, UUID | None, str]:
    if owner.party:
        row = Party.objects.filter(case=case, pk=owner.party).values_list("contact", "organisation__name").first()
        if row:
            return row[0], owner.party, None, row[1]
    elif owner.person:
        names = HouseholdMember.objects.filter(case=case, person=owner.person).values_list("person__name", flat=True)
        if name := names.first():
            return None, None, owner.person, name
    elif owner.user:
        working = User.objects.filter(pk=owner.user, is_active=True).values_list("name", flat=True)
        if name := working.first():
            return owner.user, None, None, name
    raise NotPossible(_("Kies wie dit doet: een partij, een professional of iemand van het gezin."), field="owner")
