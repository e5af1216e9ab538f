"""The perspective of the resident, the goals on the way, and the directions that may lead there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.items import change, confirm, in_round, sent_twice, stamp
from cases.actions.locked import DIRECTOR, DIRECTORS, case_to_change
from cases.actions.refusals import NotPossible
from cases.domains import LifeDomain
from cases.meeting_terms import ParticipationForm
from cases.models import (
    BudgetLine,
    Case,
    Goal,
    GoalStep,
    HouseholdMember,
    Party,
    Perspective,
    SolutionDirection,
    ValueTriangle,
)
from cases.statements import names_treatment
from cases.terms import BudgetSource, Compartment, ValueOutcome, Verdict
from privacy.gate import entrance
from privacy.law import JOINT, DataCategory
from privacy.viewer import Viewer

GOALS = DataCategory.PLAN_GOALS


@entrance
@transaction.atomic
def state_perspective(
    *,
    viewer: Viewer,
    reference: str,
    text: str,
    with_resident: ParticipationForm,
    now: datetime,
    own_words_reason: str = "",
    about: Collection[UUID] = (),
    law: Compartment | None = None,
) -> UUID:
    """Records where the resident wants to go. A treatment stands only as the resident's own words, with a reason.

    law: of the topic at which it was said; None: of the case. What hangs on a perspective is at least of the same law.
    """
    case = case_to_change(viewer, reference, now, DIRECTOR)
    found = _treatment(text, own_words_reason, with_resident)
    if made_already := sent_twice(Perspective, case, viewer, now, text=text):
        return made_already
    made = Perspective.objects.create(
        **stamp(case, viewer, now, category=GOALS, about=about, law=law),
        **in_round(case),
        text=text,
        with_resident=with_resident,
        named_treatment=found,
        own_words_reason=own_words_reason if found else "",
    )
    return made.pk


@entrance
@transaction.atomic
def change_perspective(
    *,
    viewer: Viewer,
    reference: str,
    perspective_id: UUID,
    text: str,
    with_resident: ParticipationForm,
    now: datetime,
    own_words_reason: str = "",
    version: int | None = None,
) -> None:
    """Words a perspective anew, in this round."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    found = _treatment(text, own_words_reason, with_resident)
    change(
        _perspective(case, perspective_id),
        viewer,
        now,
        version=version,
        text=text,
        with_resident=with_resident,
        named_treatment=found,
        own_words_reason=own_words_reason if found else "",
        confirmed_cycle=case.cycle_number,
    )


@entrance
@transaction.atomic
def confirm_perspectives(*, viewer: Viewer, reference: str, now: datetime) -> None:
    """This still holds: the perspectives of the round before, with goals, steps and directions, count in this one."""
    case = case_to_change(viewer, reference, now, DIRECTOR)
    for model in (Perspective, Goal, GoalStep, SolutionDirection, ValueTriangle):
        confirm(model, case, viewer, now)


@entrance
@transaction.atomic
def set_goal(
    *,
    viewer: Viewer,
    reference: str,
    perspective_id: UUID,
    intention: str,
    now: datetime,
    steps: Collection[str] = (),
    life_domains: Collection[LifeDomain] = (),
    about: Collection[UUID] = (),
    law: Compartment | None = None,
) -> UUID:
    """A goal of a perspective: the intention, with concrete steps (S000). about, law: of the topic it was said at."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    perspective = _perspective(case, perspective_id)
    if made_already := sent_twice(Goal, case, viewer, now, perspective=perspective, intention=intention):
        return made_already
    shared = stamp(case, viewer, now, category=GOALS, **_under(perspective, about, law)) | in_round(case)
    goal = Goal.objects.create(
        **shared,
        perspective=perspective,
        intention=intention,
        life_domains=[str(domain) for domain in life_domains],
        position=perspective.goals.count(),
    )
    GoalStep.objects.bulk_create(
        GoalStep(**shared, goal=goal, text=text, position=place) for place, text in enumerate(steps)
    )
    return goal.pk


@entrance
@transaction.atomic
def change_goal(
    *,
    viewer: Viewer,
    reference: str,
    goal_id: UUID,
    intention: str,
    steps: Collection[str],
    now: datetime,
    life_domains: Collection[LifeDomain] = (),
    version: int | None = None,
) -> None:
    """Words a goal anew, with its steps."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    goal = _goal(case, goal_id)
    domains = [str(domain) for domain in life_domains]
    change(
        goal,
        viewer,
        now,
        version=version,
        intention=intention,
        life_domains=domains,
        confirmed_cycle=case.cycle_number,
    )
    goal.steps.all().delete()
    shared = stamp(case, viewer, now, category=GOALS, about=goal.about, law=goal.law) | in_round(case)
    GoalStep.objects.bulk_create(
        GoalStep(**shared, goal=goal, text=text, position=place) for place, text in enumerate(steps)
    )


@dataclass(frozen=True)
class Proposer:
    """Who proposes a direction: a party or a person of this case, or somebody named."""

    party: UUID | None = None
    person: UUID | None = None
    name: str = ""


@entrance
@transaction.atomic
def propose_direction(
    *,
    viewer: Viewer,
    reference: str,
    goal_id: UUID,
    text: str,
    proposer: Proposer,
    now: datetime,
    together_with: str = "",
    about: Collection[UUID] = (),
    law: Compartment | None = None,
) -> UUID:
    """A way that may lead to a goal, with who proposes it and with whom it could be done together.

    about, law: of the topic where it was said.
    """
    case = case_to_change(viewer, reference, now, DIRECTORS)
    goal = _goal(case, goal_id)
    party, person, name = _proposer(case, proposer)
    if made_already := sent_twice(SolutionDirection, case, viewer, now, goal=goal, text=text, proposed_by_name=name):
        return made_already
    made = SolutionDirection.objects.create(
        **stamp(case, viewer, now, category=GOALS, **_under(goal, about, law)),
        **in_round(case),
        goal=goal,
        text=text,
        proposed_by_party=party,
        proposed_by_person_id=person,
        proposed_by_name=name,
        together_with=together_with,
    )
    return made.pk


def _under(parent: Perspective | Goal, about: Collection[UUID], law: Compartment | None) -> dict[str, Any]:
    """Of what it hangs under; of the topic where it was said, which may be of fewer. A joint topic opens no law."""
    return {"about": about or parent.about, "law": parent.law if law in (None, JOINT) else law}


@dataclass(frozen=True)
class Triangle:
    """The weighing of a tailor-made solution on involvement, legitimacy and return. Amounts in whole euros."""

    solution: str
    involvement: str = ""
    involvement_verdict: Verdict | None = None
    legitimacy: str = ""
    legitimacy_verdict: Verdict | None = None
    legal_reference: str = ""
    purpose_of_law: str = ""
    precedent: str = ""
    deviates_from_policy: bool = False
    return_value: str = ""
    return_verdict: Verdict | None = None
    cost_eur: int | None = None
    avoided_cost_eur: int | None = None
    period_months: int | None = None
    payer: str = ""
    beneficiaries: tuple[str, ...] = ()
    outcome: ValueOutcome | None = None
    outcome_reason: str = ""
    decided_by_name: str = ""
    decided_on: date | None = None
    budget_source: BudgetSource | None = None
    direction: UUID | None = None


@entrance
@transaction.atomic
def weigh_solution(
    *,
    viewer: Viewer,
    reference: str,
    triangle: Triangle,
    now: datetime,
    triangle_id: UUID | None = None,
    about: Collection[UUID] = (),
    law: Compartment | None = None,
) -> UUID:
    """Records the weighing, or words it anew when its id is given. law: of the topic at which it was weighed."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    values: dict[str, Any] = {name: value if value is not None else "" for name, value in vars(triangle).items()}
    for number in ("cost_eur", "avoided_cost_eur", "period_months", "decided_on"):
        values[number] = getattr(triangle, number)
    values["beneficiaries"] = list(triangle.beneficiaries)
    directions = SolutionDirection.objects.filter(case=case, pk__in=[triangle.direction] if triangle.direction else [])
    values["direction"] = directions.first()
    if triangle_id:
        existing = ValueTriangle.objects.filter(case=case, pk=triangle_id).first()
        if existing is None:
            raise NotPossible(_("Deze waardendriehoek is er niet meer."))
        change(existing, viewer, now, **values, confirmed_cycle=case.cycle_number)
        return existing.pk
    if made_already := sent_twice(ValueTriangle, case, viewer, now, solution=triangle.solution):
        return made_already
    shared = stamp(case, viewer, now, category=DataCategory.OPINIONS_PROFESSIONAL, about=about, law=law)
    return ValueTriangle.objects.create(**shared, **in_round(case), **values).pk


@entrance
@transaction.atomic
def draw_budget(
    *,
    viewer: Viewer,
    reference: str,
    source_of_money: BudgetSource,
    amount_eur: int,
    purpose: str,
    now: datetime,
    decided_by_name: str = "",
    triangle_id: UUID | None = None,
) -> UUID:
    """Money for this case, in whole euros, with what it is for and who decided."""
    case = case_to_change(viewer, reference, now, DIRECTORS)
    if amount_eur <= 0:
        raise NotPossible(_("Schrijf een bedrag op dat groter is dan nul."), field="amount_eur")
    if made_already := sent_twice(BudgetLine, case, viewer, now, amount_eur=amount_eur, purpose=purpose):
        return made_already
    made = BudgetLine.objects.create(
        **stamp(case, viewer, now, category=DataCategory.PLAN_ACTIONS),
        **in_round(case),
        source_of_money=source_of_money,
        amount_eur=amount_eur,
        purpose=purpose,
        decided_by_name=decided_by_name,
        value_triangle=ValueTriangle.objects.filter(case=case, pk=triangle_id).first() if triangle_id else None,
    )
    return made.pk


def _treatment(text: str, own_words_reason: str, with_resident: ParticipationForm) -> str:
    """The treatment that a text names, when that is allowed here; empty when it names none."""
    if not text.strip():
        raise NotPossible(_("Schrijf op waar de inwoner naartoe wil."), field="text")
    found = names_treatment(text)
    if found and not own_words_reason.strip():
        raise NotPossible(
            _(
                "U noemt een behandeling of product: '%(named)s'. Dat is een oplossing. Schrijf op wat de inwoner "
                "daarmee wil bereiken. Zijn dit eigen woorden van de inwoner? Schrijf dan op waarom ze zo blijven."
            )
            % {"named": found},
            field="text",
        )
    if found and with_resident == ParticipationForm.DECLINED:
        raise NotPossible(_("Zonder de inwoner kunnen dit niet diens eigen woorden zijn."), field="own_words_reason")
    return found or ""


def _perspective(case: Case, perspective_id: UUID) -> Perspective:
    found = Perspective.objects.filter(case=case, pk=perspective_id).first()
    if found is None:
        raise NotPossible(_("Dit perspectief is er niet meer."))
    return found


def _goal(case: Case, goal_id: UUID) -> Goal:
    found = Goal.objects.filter(case=case, pk=goal_id).first()
    if found is None:
        raise NotPossible(_("Dit doel is er niet meer."), field="goal")
    return found


def _proposer(case: Case, proposer: Proposer) -> tuple[Party | None, UUID | None, str]:
    if proposer.party:
        party = Party.objects.filter(case=case, pk=proposer.party).select_related("organisation").first()
        if party is None:
            raise NotPossible(_("Kies een partij van deze casus."), field="proposer")
        return party, None, party.organisation.name
    if proposer.person:
        member = HouseholdMember.objects.filter(case=case, person=proposer.person).select_related("person").first()
        if member is None:
            raise NotPossible(_("Kies iemand van het gezin of het netwerk van deze casus."), field="proposer")
        return None, member.person_id, member.person.name
    if not proposer.name.strip():
        raise NotPossible(_("Kies wie deze richting voorstelt."), field="proposer")
    return None, None, proposer.name
