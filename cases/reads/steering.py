"""
What a team manager sees of a case, and the FG of overridden petten: process information, and no resident.

No name of household or network, no reason that somebody typed about them: only steps, days, petten and their wearers,
counts and dates. Looked up for that purpose alone; nothing of the case's own pages comes along.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import reads as accounts
from accounts.dutch.days import Due, due, dutch_day, span
from cases.hats import DIRECTING, Hat, Variant, Worn
from cases.models import Case, CasePause, HatPeriod, Task
from cases.reads import scope
from cases.reads.choices import ProfessionalChoice, who_can_be_asked
from cases.reads.due import NEVER
from cases.reads.facts import facts_of
from cases.stappenplan import BY_ID, Step
from cases.terms import Compartment
from privacy import law, log
from privacy.gate import entrance
from privacy.law import Purpose, Relation, Standing
from privacy.viewer import Viewer

MOST_OVERRIDES = 200
STOP = BY_ID["W01"]
OTHERS_PAGE = "cases:hats"  # hats come off where they are worn; the rest is asked on the page of stopping itself


@dataclass(frozen=True)
class Stay:
    """One stay of the case in a step."""

    step: str
    cycle: int
    began: str
    lasted: str
    is_now: bool


@dataclass(frozen=True)
class DaysInStep:
    """All the days in one step together."""

    step: str
    days: str
    stays: int


@dataclass(frozen=True)
class SteeredHat:
    """A hat and its wearer. override: why it may go with another one."""

    code: str
    label: str
    variant: str
    wearer: str
    since: str
    until: str
    is_late: bool
    override: str
    overridden: str
    directs: bool


@dataclass(frozen=True)
class SteeringPage:
    """One case as its manager sees it."""

    reference: str
    step: str
    cycle: int
    since: str
    lasts: str
    due: Due | None
    is_closed: bool
    paused_until: str
    director: str
    signals: int
    tasks: int
    tasks_late: int
    hat_conflicts: int
    stays: tuple[Stay, ...]
    days: tuple[DaysInStep, ...]
    hats: tuple[SteeredHat, ...]
    professionals: tuple[ProfessionalChoice, ...]
    may_stop: bool
    hinders: tuple[str, ...]  # what has to be done by others before the case can stop
    steps_made: int


@dataclass(frozen=True)
class OverrideRow:
    """A conflict of petten that a manager overrode."""

    reference: str
    hat: str
    wearer: str
    manager: str
    reason: str
    on: str
    is_worn: bool


@dataclass(frozen=True)
class OverridesPage:
    """The overrides in this municipality, the newest first; at most MOST_OVERRIDES."""

    rows: tuple[OverrideRow, ...]
    more: bool


@entrance
@transaction.atomic
def open_steering_case(
    *, viewer: Viewer, purpose: Purpose, reference: str, now: datetime, action: str = "open_steering_case"
) -> SteeringPage:
    """The path, the petten and the dates of a case. CaseNotFound when absent or forbidden."""
    case, standing, verdict = scope.find(viewer, purpose, reference, now)
    log.record(
        viewer=viewer,
        action=action,
        purpose=purpose,
        case_ids=[case.pk],
        verdict=verdict,
        relations=standing.relations,
    )
    today, facts = timezone.localdate(now), facts_of(case, now=now)
    hats = tuple(_hats(case, today))
    stays, days = _stays(case, today)
    tasks = list(Task.objects.filter(case=case, done_at=None).values_list("due_on", flat=True))
    return SteeringPage(
        reference=case.reference,
        step=Step(case.step).label,
        cycle=case.cycle_number,
        since=dutch_day(case.step_since, today=today),
        lasts=span(max((today - timezone.localdate(case.step_since)).days, 0)),
        due=due(case.due_on, today=today) if case.due_on != NEVER else None,
        is_closed=case.step == Step.CLOSED,
        paused_until=_paused_until(case, today),
        director=next((hat.wearer for hat in hats if hat.directs), ""),
        signals=facts.signals,
        tasks=len(tasks),
        tasks_late=sum(day < today for day in tasks),
        hat_conflicts=facts.hat_conflicts,
        stays=stays,
        days=days,
        hats=hats,
        professionals=_professionals(viewer),
        may_stop=case.step in STOP.sources,
        hinders=tuple(found.text for found in STOP.missing(facts) if found.url_name == OTHERS_PAGE),
        steps_made=case.steps_made,
    )


@entrance
@transaction.atomic
def open_overrides(*, viewer: Viewer, purpose: Purpose, now: datetime) -> OverridesPage:
    """The conflicts of petten that managers overrode, for who watches over the data (domain.md 1.4)."""
    cases = scope.visible(viewer, purpose, now)
    rows = (
        HatPeriod.objects.filter(case__in=cases.values("pk")).exclude(override_reason="").order_by("-put_on_at", "pk")
    )
    found = list(rows.select_related("case", "wearer", "overridden_by")[: MOST_OVERRIDES + 1])
    shown = found[:MOST_OVERRIDES]
    log.record(
        viewer=viewer,
        action="open_overrides",
        purpose=purpose,
        case_ids=sorted({row.case_id for row in shown}),
        verdict=law.judge(
            role=viewer.role, purpose=purpose, standing=Standing(frozenset({Relation.SAME_MUNICIPALITY}))
        ),
        relations=[Relation.SAME_MUNICIPALITY],
    )
    today = timezone.localdate(now)
    return OverridesPage(tuple(_override(row, today) for row in shown), len(found) > MOST_OVERRIDES)


def _override(row: HatPeriod, today: date) -> OverrideRow:
    return OverrideRow(
        reference=row.case.reference,
        hat=_worn(row.hat, row.variant).label,
        wearer=row.wearer.name if row.wearer else "",
        manager=row.overridden_by.name if row.overridden_by else "",
        reason=row.override_reason,
        on=dutch_day(row.put_on_at, today=today),
        is_worn=row.taken_off_at is None,
    )


def _worn(hat: str, variant: str) -> Worn:
    return Worn(Hat(hat), Variant(variant) if variant else None)


def _hats(case: Case, today: date) -> Iterator[SteeredHat]:
    """The petten that are worn now. Somebody of household or network is not named: a manager knows no resident."""
    rows = HatPeriod.objects.filter(case=case, taken_off_at=None).order_by("put_on_at", "pk")
    for row in rows.select_related("wearer__organisation", "overridden_by"):
        worn, until = _worn(row.hat, row.variant), row.expected_until
        wearer = (
            f"{row.wearer.name}, {row.wearer.organisation.name}" if row.wearer else _("iemand van gezin of netwerk")
        )
        yield SteeredHat(
            code=worn.hat.value,
            label=worn.hat.label,
            variant=worn.variant.label if worn.variant else Compartment(row.law).label if row.law else "",
            wearer=wearer,
            since=_("sinds %(day)s") % {"day": dutch_day(row.put_on_at, today=today)},
            until=_("tot %(day)s") % {"day": dutch_day(until, today=today)} if until else "",
            is_late=until is not None and until < today,
            override=row.override_reason,
            overridden=row.overridden_by.name if row.overridden_by else "",
            directs=worn in DIRECTING,
        )


def _stays(case: Case, today: date) -> tuple[tuple[Stay, ...], tuple[DaysInStep, ...]]:
    """The path so far, and the days in each step together. The last stay is the present one."""
    began = [(Step.INTAKE, 1, timezone.localdate(case.opened_at))]
    moves = case.transitions.order_by("number").values_list("to_step", "cycle", "at")
    began += [(Step(step), cycle, timezone.localdate(at)) for step, cycle, at in moves]
    ends = [*(day for _step, _cycle, day in began[1:]), today]
    stays: list[Stay] = []
    days: dict[Step, list[int]] = defaultdict(list)
    for (step, cycle, start), end in zip(began, ends, strict=True):
        lasted = max((end - start).days, 0)
        is_now = len(stays) == len(began) - 1
        words = "" if step is Step.CLOSED else span(lasted)
        stays.append(Stay(step.label, cycle, dutch_day(start, today=today), words, is_now))
        if step is not Step.CLOSED:
            days[step].append(lasted)
    together = tuple(DaysInStep(step.label, span(sum(days[step])), len(days[step])) for step in Step if step in days)
    return tuple(stays), together


def _paused_until(case: Case, today: date) -> str:
    day = CasePause.objects.filter(case=case, resumed_at=None).values_list("resume_on", flat=True).first()
    return dutch_day(day, today=today) if day else ""


def _professionals(viewer: Viewer) -> tuple[ProfessionalChoice, ...]:
    """Who does casework for the municipality of this manager."""
    cards = accounts.staff(viewer.municipality_id) if viewer.municipality_id else ()
    return who_can_be_asked(cards)
