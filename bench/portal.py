"""
A page of the partner portal with and without row level security (P9): at most 1.4 times as slow.

With: as in an installation. The connection works as regie_app, and the page is read as regie_portal, by its policies.
Without: the same request, of the same person, on the same connection, as the owner of the tables and without changing
role: no policy is looked at, neither of the portal nor of the application. The page that comes out is the same.

The portal has no search: nothing there to measure of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import turns
from cases import actions, hats
from cases.actions import worklist
from cases.models import PlanAction, PlanOfApproach, ProcessingPurpose, Scenario, Statement
from cases.stappenplan import Step
from cases.statements import Kind
from cases.terms import ActionStatus, Compartment, ScenarioCode
from privacy import gate, middleware
from privacy.law import DataCategory
from privacy.models import Grant
from privacy.roles import APPLICATION
from tests import cast as people
from tests.factories import (
    HatPeriodFactory,
    HouseholdMemberFactory,
    OrganisationFactory,
    PartyFactory,
    PersonFactory,
    UserFactory,
)

CASES, SHARED, WITH_OTHERS, PAIRS = 1_000, 30, 300, 250
KARIM, LOT, PIA = "karim_receives", "lot_receives_elsewhere", "pia_directs_process"
KINDS = (
    *(DataCategory.PLAN_GOALS, DataCategory.PLAN_ACTIONS),  # what is shared
    *(DataCategory.HEALTH_MENTAL, DataCategory.OPINIONS_PROFESSIONAL),
)
OTHERS = ("De School", "De Ggz")
WRITTEN = 12  # pieces in each case, besides its plan
ASKED = 5  # cases in which an action waits for a yes of the partner: the start page is about what is asked
PER_ANSWER = re.compile(rb'(nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|data-nonce="[^"]*")')


def measure() -> dict[str, Any]:
    """Everything, as turns.write keeps it."""
    now = timezone.localtime() - timedelta(minutes=5)
    cast = people.assemble(now)
    _fill(cast, now)
    client = Client()
    client.force_login(cast[KARIM])
    found: dict[str, Any] = {"cases": CASES, "of which something is shared with this partner": _shared(cast)}
    for name, args in (("start", []), ("case", ["P-0"])):
        address = reverse(f"portal:{name}", urlconf=settings.PORTAL_URLCONF, args=args)
        found |= _of_page(name, client, address)
    connection.close()
    return found


def _of_page(name: str, client: Client, address: str) -> dict[str, Any]:
    def ask() -> bytes:
        answer = client.get(address, SERVER_NAME=settings.PORTAL_HOST)
        assert answer.status_code == 200  # noqa: S101 - a benchmark that measured something else says nothing
        return PER_ANSWER.sub(b"", answer.content)

    def ask_openly() -> bytes:
        with mock.patch.object(middleware, "restricted", _open):
            return ask()

    _as_owner()
    openly = ask_openly()
    _as_application()
    assert ask() == openly  # noqa: S101 - the same page, or there is nothing to compare
    times = turns.in_turns(ask_openly, ask, PAIRS, before_plain=_as_owner, before_other=_as_application)
    return {
        f"P9 {name} page with row level security / without (<= 1.4)": turns.compare(times),
        f"{name} page, bytes": len(openly),
    }


@contextmanager
def _open(viewer: Any) -> Iterator[None]:
    """Where the portal changes role: only the transaction."""
    with transaction.atomic():
        yield


def _as_owner() -> None:
    cache.clear()  # or the hundredth request is one too many
    _execute("RESET ROLE")


def _as_application() -> None:
    cache.clear()
    _execute(f"SET ROLE {APPLICATION}")


def _shared(cast: people.Cast) -> int:
    with gate.opened():
        return Grant.objects.filter(user_id=cast[KARIM].pk).values("content_object").distinct().count()


# --- the cases ---


def _fill(cast: people.Cast, now: datetime) -> None:
    others = [UserFactory(name=f"Iemand van {name}", organisation=OrganisationFactory(name=name)) for name in OTHERS]
    for number in range(CASES):
        _case(cast, now, number, others)
    _execute("ANALYZE")


def _case(cast: people.Cast, now: datetime, number: int, others: list[Any]) -> None:
    """Two people, four parties, a plan with four actions, and pieces of every kind, all released; and who receives."""
    reference, director = f"P-{number}", cast[PIA]
    partner = cast[KARIM] if number < SHARED else cast[LOT]
    with gate.opened(), transaction.atomic():
        case = people.case_in(Step.ANALYSIS, now, reference)
        for worn, wearer in ((hats.MUNICIPAL, director), (hats.CASE_DIRECTION, cast["cas_directs_case"])):
            HatPeriodFactory(case=case, wearer=wearer, worn=worn, accepted_at=now)
        ProcessingPurpose.objects.create(case=case, law=Compartment.WMO, task="Ondersteuning", stated_at=now)
        persons: list[Any] = [
            PersonFactory(municipality=case.municipality, name=f"Inwoner {n}", made_at=now) for n in range(2)
        ]
        for person in persons:
            HouseholdMemberFactory(case=case, person_id=person.pk, made_by=director)
        about = [persons[0].pk]
        for contact in (partner, cast["wim_takes_part"], *others):
            PartyFactory(case=case, contact=contact, about=about, made_by=director, law=Compartment.WMO)
        _pieces(case, director, about, now)
        waits = ActionStatus.PROPOSED if number < ASKED else ActionStatus.DONE
        _plan(case, director, partner, about, now, waits)
        worklist.refresh(case, now)
    if number < SHARED + WITH_OTHERS:
        offer = people.proposal(partner, now, about=tuple(about))
        actions.share(viewer=cast.viewer(PIA), reference=reference, proposal=offer, now=now)


def _pieces(case: Any, director: Any, about: list[Any], now: datetime) -> None:
    for number in range(WRITTEN):
        category = KINDS[number % len(KINDS)]
        made = _made(case, director, about, now) | {"category": category}
        Statement.objects.create(**made, kind=Kind.FACT, text=f"Wat is opgeschreven, {number}.")


def _plan(case: Any, director: Any, partner: Any, about: list[Any], now: datetime, state: ActionStatus) -> None:
    made = _made(case, director, about, now) | {"category": DataCategory.PLAN_ACTIONS}
    made |= {"cycle": 1, "confirmed_cycle": 1}
    plan = PlanOfApproach.objects.create(**made)
    scenario = Scenario.objects.create(**made, plan=plan, code=ScenarioCode.A, name="Plan A")
    for number, owner in enumerate((partner, partner, director, director)):
        whose = {"owner": owner, "owner_name": owner.name, "due_on": case.due_on, "status": state}
        PlanAction.objects.create(**made, **whose, scenario=scenario, what=f"Wat er gebeurt, {number}")


def _made(case: Any, director: Any, about: list[Any], now: datetime) -> dict[str, Any]:
    released = {"released_at": now, "released_by": director.pk}
    return {"case": case, "about": about, "made_by": director, "made_at": now, "changed_at": now} | released


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
